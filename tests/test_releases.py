"""Two releases: what the public one leaves out cannot be told from what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impt_analysis.codebook.codes import Answer, Barrier, Reached, ReachedBasis
from impt_analysis.codebook.measured_codes import Closure, Release, Rung
from impt_analysis.coverage import by_finding, coverage_range, item_coverage, source_answers
from impt_analysis.gaps import gap_counts, gap_ladder, rung_sources
from impt_analysis.holders import item_holders
from impt_analysis.inventory import Inventory
from impt_analysis.opening_plans import opening_plan
from impt_analysis.reach_contradictions import channel_contradictions
from impt_analysis.releases import (
    as_released,
    barriers_by_type,
    counts_as_released,
    plannable,
    with_barriers_named,
)
from impt_analysis.side_information import held_not_reached, source_gains
from impt_analysis.vignettes import signals_recorded
from impt_analysis.worked_example import example_inventory
from tests.inventories import ITEMS, SOURCES, altered, inventories
from tests.workbooks import inventory, state

SILENT = (Answer.NO, Answer.UNKNOWN, Answer.NOT_ASKED)

MEASURES: dict[str, Callable[[Inventory], pd.DataFrame]] = {
    "gap_ladder": gap_ladder,
    "rung_sources": rung_sources,
    "item_coverage": item_coverage,
    "source_answers": source_answers,
    "item_holders": item_holders,
    "held_not_reached": held_not_reached,
    "source_gains": source_gains,
    "signals_recorded": signals_recorded,
    "ladders of both findings": lambda found: by_finding(found, gap_ladder),
    "coverage of domains": lambda found: coverage_range(found, by=["state", "theme", "domain"]),
    "sources": lambda found: found.sources,
    "answers": lambda found: found.items,
}
"""Tables that a document of the public release may show."""


def silenced(found: Inventory, answers: dict[str, dict[str, str]], closed: set[str]) -> Inventory:
    """Return the inventory with other silent answers, and of these sources alone the reach known to be no."""
    items = found.items.set_index(["source_id", "item"])["answer"]
    other = {
        source: {item: said for item, said in of_source.items() if items[source, item] in SILENT}
        for source, of_source in answers.items()
    }
    no = {"reached": Reached.NO, "reached_basis": ReachedBasis.CLAIM, "barrier": Barrier.LEGAL}
    unknown = {"reached": Reached.UNKNOWN, "reached_basis": ReachedBasis.UNKNOWN, "barrier": Barrier.UNKNOWN}
    untold = found.sources["source_id"][found.sources["reached"].isin([Reached.NO, Reached.UNKNOWN])]
    reach = {source: no if source in closed else unknown for source in untold}
    return altered(found, sources=reach, answers=other)


@st.composite
def alike(draw: st.DrawFn) -> tuple[Inventory, Inventory]:
    """Draw two inventories that differ only in what is known not to be recorded, or not to be passed on."""
    found = draw(inventories())
    said = st.fixed_dictionaries({item: st.sampled_from([str(answer) for answer in SILENT]) for item in ITEMS})
    answers = {source: draw(said) for source in SOURCES}
    return found, silenced(found, answers, draw(st.sets(st.sampled_from(SOURCES))))


@settings(max_examples=8)
@given(alike())
def test_nothing_public_depends_on_what_is_known_not_to_be_recorded_or_passed_on(pair: tuple[Inventory, ...]) -> None:
    for name, measure in MEASURES.items():
        told = [as_released(measure(found), Release.PUBLIC) for found in pair]
        pd.testing.assert_frame_equal(*told, obj=name)
    counts = [counts_as_released(gap_counts(found, by=["state", "theme", "domain"]), Release.PUBLIC) for found in pair]
    pd.testing.assert_frame_equal(*counts)
    pd.testing.assert_frame_equal(*(barriers_by_type(found, Release.PUBLIC) for found in pair))


def test_the_worked_example_holds_both_kinds_of_what_is_left_out() -> None:
    """Else the property above would hold of inventories that have nothing to hide."""
    ladder = gap_ladder(example_inventory().where(theme=2))
    assert ladder["rung"].eq(Rung.NOT_RECORDED).any()
    assert ladder["closure"].eq(Closure.SHUT).any()
    told = as_released(ladder, Release.PUBLIC)
    assert not told["rung"].eq(Rung.NOT_RECORDED).any()
    assert told["closure"].isna().all()


@settings(max_examples=12)
@given(inventories())
def test_what_is_documented_is_told_in_both_releases(found: Inventory) -> None:
    ladder = gap_ladder(found)
    told = as_released(ladder, Release.PUBLIC)
    held = ladder["held_low"].gt(0)
    columns = ["state", "theme", "item", "held_low", "got_low", "rung", "through", "populations", "source_ids"]
    pd.testing.assert_frame_equal(told[held][columns], ladder[held][columns])


def test_participants_are_told_all() -> None:
    found = example_inventory()
    for name, measure in MEASURES.items():
        table = measure(found)
        pd.testing.assert_frame_equal(as_released(table, Release.PARTICIPANTS), table, obj=name)
    counts = gap_counts(found)
    pd.testing.assert_frame_equal(counts_as_released(counts, Release.PARTICIPANTS), counts)


@settings(max_examples=12)
@given(inventories())
def test_no_item_is_lost_from_public_counts(found: Inventory) -> None:
    counts = gap_counts(found, by=["state", "theme", "domain"])
    told = counts_as_released(counts, Release.PUBLIC)
    by = ["state", "theme", "domain"]
    sums = [table.groupby(by, observed=True)[["n_items", "weight"]].sum() for table in (counts, told)]
    pd.testing.assert_frame_equal(*sums)


def test_a_release_leaves_its_table_as_it_was() -> None:
    rows = rung_sources(example_inventory())
    before = rows.copy()
    as_released(rows, Release.PUBLIC)
    pd.testing.assert_frame_equal(rows, before)


def test_a_channel_that_speaks_against_the_reach_is_not_told_in_public() -> None:
    contradictions = channel_contradictions(example_inventory()).head(1)
    no = contradictions.reindex([0]).assign(contradiction="channel_and_no")
    assert as_released(no, Release.PUBLIC)["contradiction"].isna().all()


@pytest.mark.parametrize("barrier", [Barrier.AWARENESS, Barrier.TRUST, Barrier.UNKNOWN])
def test_a_barrier_of_peoples_work_has_no_name_beside_it(barrier: Barrier) -> None:
    found = altered(example_inventory(), sources={"LV-02": {"barrier": barrier}})
    assert named(found)["LV-02"] is None


def test_any_other_barrier_is_named() -> None:
    assert named(example_inventory())["LV-02"] == Barrier.TECHNICAL


def test_a_barrier_is_named_when_the_state_has_confirmed_every_theme_that_the_source_covers() -> None:
    found = altered(example_inventory(), sources={"LV-02": {"barrier": Barrier.TRUST}})
    assert named(confirming(found, 2))["LV-02"] == Barrier.TRUST
    both = altered(confirming(found, 2), sources={"LV-02": {"theme_1": "yes"}})
    assert named(both)["LV-02"] is None
    assert named(confirming(both, 1))["LV-02"] == Barrier.TRUST
    assert named(both.where(theme=2))["LV-02"] == Barrier.TRUST


def test_in_a_table_by_theme_a_barrier_is_named_when_the_theme_is_confirmed() -> None:
    found = altered(example_inventory(), sources={"LV-02": {"barrier": Barrier.TRUST, "theme_1": "yes"}})
    rows = with_barriers_named(source_gains(confirming(found, 2)), confirming(found, 2))
    of_source = rows[rows["source_id"].eq("LV-02")].set_index("theme")["barrier"]
    assert of_source.isna().to_dict() == {1: True, 2: False}


def confirming(found: Inventory, theme: int) -> Inventory:
    column = f"confirmed_theme_{theme}"
    kind = found.about[column].dtype
    return replace(
        found, about=found.about.assign(**{column: pd.Series("by_the_state", found.about.index).astype(kind)})
    )


def named(found: Inventory) -> dict[str, object]:
    rows = with_barriers_named(found.sources, found)
    return dict(
        zip(rows["source_id"], rows["barrier"].astype("object").where(rows["barrier"].notna(), None), strict=True)
    )


def barriers(*said: str, reached: str = "partly", kind: str = "ngo") -> Inventory:
    sources = [
        {
            "source_id": f"LV-{number:02d}",
            "name": f"Files {number}",
            "organisation": f"Body {number}",
            "organisation_type": kind,
            "reached": reached,
            "reached_basis": "claim",
            "barrier": barrier,
        }
        for number, barrier in enumerate(said, start=1)
    ]
    return inventory(state("LV", sources, {source["source_id"]: {"age": "yes"} for source in sources}))


def test_barriers_are_counted_by_type_of_organisation() -> None:
    table = barriers_by_type(barriers("trust", "unknown", "unknown", "legal"), Release.PUBLIC)
    assert table.to_dict("records") == [
        {
            "organisation_types": "ngo",
            "n_bodies": 3,
            "n_sources": 3,
            "n_awareness": 0,
            "n_trust": 1,
            "more_than_half": False,
        }
    ]


@pytest.mark.parametrize("said", [("trust",), ("trust", "unknown"), ("trust", "legal", "legal", "legal")])
def test_of_fewer_than_three_bodies_nothing_is_counted(said: tuple[str, ...]) -> None:
    assert barriers_by_type(barriers(*said), Release.PARTICIPANTS).empty


@pytest.mark.parametrize("said", [("trust", "awareness", "unknown"), ("trust", "trust", "trust")])
def test_that_all_bodies_have_the_barrier_is_never_told(said: tuple[str, ...]) -> None:
    table = barriers_by_type(barriers(*said), Release.PUBLIC)
    assert table["more_than_half"].tolist() == [True]
    assert table[["n_awareness", "n_trust"]].isna().all(axis=None)


def test_a_barrier_to_what_is_known_not_to_be_reached_is_counted_for_participants_alone() -> None:
    shut = barriers("trust", "unknown", "unknown", reached="no")
    assert barriers_by_type(shut, Release.PARTICIPANTS)["n_trust"].tolist() == [1]
    assert barriers_by_type(shut, Release.PUBLIC).empty


@pytest.mark.parametrize(
    ("release", "opened"), [(Release.PARTICIPANTS, ["LV-02", "LV-03"]), (Release.PUBLIC, ["LV-02"])]
)
def test_no_local_source_stands_in_a_public_plan(release: Release, opened: list[str]) -> None:
    found = altered(example_inventory(), sources={"LV-03": {"level": "local"}})
    plan = opening_plan(plannable(found, release), state="LV", theme=2, opened=3)
    assert sorted(plan.steps["source_id"]) == opened


def test_what_a_local_source_passes_on_still_counts_in_a_public_plan() -> None:
    local = {"level": "local", "reached": "yes", "reached_basis": "claim", "barrier": "none"}
    found = altered(example_inventory(), sources={"LV-02": local})
    plans = [opening_plan(plannable(found, release), state="LV", theme=2, opened=0) for release in Release]
    assert plans[0].low_before == plans[1].low_before > 0
