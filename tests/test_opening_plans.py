"""Opening plans against an example worked by hand, against every set there is, and by what never stands in one."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import impt_analysis.opening_plans
from impt_analysis.coverage import coverage_range
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.opening_plans import opening_curve, opening_plan
from tests.workbooks import inventory, state

COLLECTOR = {"role": "collector", "population": "identified", "reached": "yes", "reached_basis": "role"}
SOURCES = {"LV-01": COLLECTOR, "LV-02": {}, "LV-03": {}, "LV-04": {}}
ANSWERS = {
    "LV-01": {"age": "yes"},
    "LV-02": {"guardian": "yes", "family": "yes", "residence": "partly"},
    "LV-03": {"companions": "yes", "travel_debt": "yes", "documents": "yes"},
    "LV-04": {"guardian": "yes", "family": "yes", "companions": "yes"},
}
POINTS = 24.5


def latvia(answers: dict[str, dict[str, str]] = ANSWERS, **changed: dict[str, str]) -> Inventory:
    """Return Latvia with some cells of its sources changed, by the number of the source: `s02={...}`."""
    by_id = {f"LV-{name[1:]}": cells for name, cells in changed.items()}
    sources = [{"source_id": source, **SOURCES.get(source, {}), **by_id.get(source, {})} for source in answers]
    return inventory(state("LV", sources, answers))


@cache
def unchanged() -> Inventory:
    return latvia()


def planned(found: Inventory, opened: int = 2) -> list[str]:
    return sorted(opening_plan(found, state="LV", theme=2, opened=opened).steps["source_id"])


def test_the_best_two_are_not_those_that_seem_best_one_by_one() -> None:
    plan = opening_plan(unchanged(), state="LV", theme=2, opened=2)
    assert plan.steps["source_id"].tolist() == ["LV-02", "LV-03"], "LV-04 alone would bring most"
    assert plan.steps["gain_alone"].mul(POINTS).tolist() == pytest.approx([2.5, 2.5])
    assert plan.steps["gain"].mul(POINTS).tolist() == pytest.approx([2.5, 2.5])
    assert plan.low_before == pytest.approx(1 / POINTS)
    assert plan.low_after == plan.bound == pytest.approx(6 / POINTS)
    assert plan.proved
    assert plan.first_by_name
    assert plan.rivals.empty, "LV-03 and LV-04 together bring 5.5 points, 0.02 less"
    assert plan.rivals_counted


def test_the_curve_goes_from_nothing_to_where_nothing_more_is_added() -> None:
    curve = opening_curve(unchanged(), state="LV", theme=2)
    assert curve["opened"].tolist() == [0, 1, 2]
    assert curve["low"].mul(POINTS).tolist() == pytest.approx([1, 4, 6])
    assert curve["gain"].mul(POINTS).tolist() == pytest.approx([0, 3, 2])
    assert curve["source_ids"].tolist() == ["", "LV-04", "LV-02;LV-03"]
    assert curve["proved"].all()


def test_the_plan_is_the_row_of_the_curve() -> None:
    curve = opening_curve(unchanged(), state="LV", theme=2).set_index("opened")
    for opened in curve.index:
        plan = opening_plan(unchanged(), state="LV", theme=2, opened=opened)
        assert ";".join(sorted(plan.steps["source_id"])) == curve.at[opened, "source_ids"]
        assert plan.low_after == curve.at[opened, "low"]


def test_opening_the_plan_in_the_workbook_gives_the_coverage_that_it_names() -> None:
    plan = opening_plan(unchanged(), state="LV", theme=2, opened=2)
    opened = latvia(s02={"reached": "yes", "reached_basis": "state"}, s03={"reached": "yes", "reached_basis": "state"})
    assert coverage_range(opened.where(theme=2))["low"].tolist() == pytest.approx([plan.low_after])


def test_nothing_that_adds_nothing_is_opened() -> None:
    assert planned(unchanged(), opened=4) == ["LV-02", "LV-03"]
    assert planned(unchanged(), opened=0) == []


@pytest.mark.parametrize("never", [{"barrier": "protected"}, {"opening": "none"}, {"role": "collector"}])
def test_a_protected_source_one_that_must_stay_and_a_collector_never_stand_in_a_plan(never: dict[str, str]) -> None:
    assert planned(latvia(s02=never)) == ["LV-03", "LV-04"]


def test_a_source_that_does_not_cover_the_theme_is_not_opened_for_it() -> None:
    assert planned(latvia(s02={"theme_2": "no"})) == ["LV-03", "LV-04"]


def test_a_limited_source_brings_a_half_at_most() -> None:
    plan = opening_plan(latvia(s03={"extent": "part"}), state="LV", theme=2, opened=1)
    alone = opening_curve(latvia(s03={"extent": "part"}, s04={"theme_2": "no"}), state="LV", theme=2)
    assert plan.steps["source_id"].tolist() == ["LV-04"]
    assert alone["low"].mul(POINTS).tolist() == pytest.approx([1, 3.5, 4.75])


def test_a_tie_goes_by_source_id_and_the_other_set_is_a_rival() -> None:
    tied = latvia({**ANSWERS, "LV-02": {"guardian": "yes", "family": "yes"}})
    plan = opening_plan(tied, state="LV", theme=2, opened=2)
    assert plan.steps["source_id"].tolist() == ["LV-03", "LV-02"], "in the order in which each adds most"
    assert plan.rivals.to_dict("list") == {"source_ids": ["LV-03;LV-04"], "low": [plan.low_after], "below": [0.0]}


def test_ten_rivals_are_listed_and_the_others_counted() -> None:
    crowd = {f"LV-{number:02}": {"guardian": "yes"} for number in range(1, 14)}
    plan = opening_plan(latvia(crowd, s01={"role": "bearer", "reached": "unknown"}), state="LV", theme=2, opened=1)
    assert plan.steps["source_id"].tolist() == ["LV-01"]
    assert plan.rivals["source_ids"].tolist() == [f"LV-{number:02}" for number in range(2, 12)]
    assert (plan.n_more_rivals, plan.rivals_counted) == (2, True)


def test_where_there_are_too_many_sets_those_that_differ_in_one_source_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(impt_analysis.opening_plans, "COUNTABLE", 0)
    plan = opening_plan(
        latvia({**ANSWERS, "LV-02": {"guardian": "yes", "family": "yes"}}), state="LV", theme=2, opened=2
    )
    assert plan.rivals["source_ids"].tolist() == ["LV-03;LV-04"]
    assert not plan.rivals_counted


def test_what_comes_as_totals_only_is_shown_apart() -> None:
    plan = opening_plan(latvia(s03={"opening": "totals_only"}), state="LV", theme=2, opened=2)
    assert plan.steps["totals_only"].tolist() == [False, True]
    assert plan.low_without_totals == pytest.approx(3.5 / POINTS)
    assert plan.low_after == pytest.approx(6 / POINTS)


def test_a_plan_for_the_wider_group_leaves_out_what_is_reached_of_identified_children() -> None:
    wider = opening_plan(unchanged().where(population=["pool", "concern"]), state="LV", theme=2, opened=2)
    assert wider.low_before == 0
    assert wider.children == "Wider group and children of concern"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"state": "EE"}, "plans are made for member states: LV; found 'EE'"),
        ({"theme": 4}, "theme is one of 1, 2, 3; found 4"),
        ({"opened": -1}, "opened is a whole number of 0 or more; found -1"),
    ],
)
def test_what_cannot_be_planned_is_named(asked: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        opening_plan(unchanged(), **{"state": "LV", "theme": 2, "opened": 1, **asked})  # type: ignore[arg-type]


def test_the_russian_federation_is_not_planned_for() -> None:
    russia = inventory(state("RU", [{"source_id": "RU-01"}], {"RU-01": {"age": "yes"}}))
    with pytest.raises(UsageError, match="found 'RU'"):
        opening_curve(russia, state="RU", theme=2)


ITEMS = ["age", "family", "guardian", "documents", "companions"]
answers_of_bearers = st.fixed_dictionaries(
    {
        f"LV-{number:02}": st.fixed_dictionaries({item: st.sampled_from(["yes", "partly", "no", ""]) for item in ITEMS})
        for number in range(1, 6)
    }
)


@settings(max_examples=12)
@given(answers_of_bearers, st.integers(0, 5))
def test_no_other_set_of_bearers_brings_more(answers: dict[str, dict[str, str]], opened: int) -> None:
    found = latvia(answers)
    plan = opening_plan(found, state="LV", theme=2, opened=opened)
    bearers = sorted(set(answers) - {"LV-01"})
    score = {"yes": 1.0, "partly": 0.5, "no": 0.0, "": 0.0}
    weight = {item: 0.5 if item == "documents" else 1.0 for item in ITEMS}

    def low(chosen: tuple[str, ...]) -> float:
        return sum(weight[item] * max(score[answers[source][item]] for source in ("LV-01", *chosen)) for item in ITEMS)

    sets = [chosen for size in range(opened + 1) for chosen in combinations(bearers, size)]
    best = max(map(low, sets))
    assert plan.low_after * POINTS == pytest.approx(best)
    smallest = min((chosen for chosen in sets if low(chosen) == best), key=lambda chosen: (len(chosen), chosen))
    assert sorted(plan.steps["source_id"]) == list(smallest)
    near = [
        chosen
        for chosen in sets
        if len(chosen) == len(smallest)
        and chosen != smallest
        and low(chosen) >= best - 0.01 * POINTS
        and all(low(tuple(other for other in chosen if other != one)) < low(chosen) for one in chosen)
    ]
    assert len(plan.rivals) + plan.n_more_rivals == len(near)


def test_the_inventory_stays_as_it_was() -> None:
    before = {name: table.copy() for name, table in unchanged().tables().items()}
    opening_plan(unchanged(), state="LV", theme=2)
    for name, table in unchanged().tables().items():
        pd.testing.assert_frame_equal(table, before[name])
