"""Coverage against examples worked by hand, and by its properties."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.coverage import by_finding, coverage_range, item_coverage, source_answers
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from tests.inventories import altered
from tests.workbooks import inventory, state

COLLECTOR = {"source_id": "LV-01", "role": "collector", "population": "identified", "reached": "yes", "barrier": "none"}
BEARER = {"source_id": "LV-02", "population": "pool", "reached": "partly", "reached_basis": "claim"}
SILENT = {"source_id": "LV-03", "population": "concern", "reached": "no", "reached_basis": "claim"}

REST = dict.fromkeys(shipped_codebook().codes("item"), "no")
ANSWERS = {
    "LV-01": {**REST, "age": "yes", "family": "partly"},
    "LV-02": {**REST, "age": "partly", "guardian": "yes"},
    "LV-03": {**REST, "documents": "yes", "route": "unknown"},
}
COMPLETE = {f"mapping_theme_{theme}": "complete" for theme in (1, 2, 3)}

WEIGHT_OF_THEME_2 = 15 * 1 + 19 * 0.5
"""Fifteen items are core to theme 2 and nineteen relevant."""


@cache
def latvia(**about: str) -> Inventory:
    return inventory(state("LV", [COLLECTOR, BEARER, SILENT], ANSWERS, **about))


def of_item(table: pd.DataFrame, item: str, theme: int = 2) -> pd.Series:
    return table[table["item"].eq(item) & table["theme"].eq(theme)].iloc[0]


def theme_2(found: Inventory) -> pd.Series:
    return coverage_range(found.where(theme=2)).iloc[0]


@pytest.mark.parametrize(
    ("item", "held", "got"),
    [
        ("age", (1.0, 1.0), (1.0, 1.0)),  # yes, reached: 1 + 1 - 1
        ("family", (0.5, 0.5), (0.5, 0.5)),  # partly, reached: 1/2 + 1 - 1
        ("guardian", (1.0, 1.0), (0.5, 0.5)),  # yes, partly reached: 1 + 1/2 - 1
        ("documents", (1.0, 1.0), (0.0, 0.0)),  # yes, not reached: 1 + 0 - 1
        ("route", (0.0, 1.0), (0.0, 0.0)),  # unknown, not reached: at most min(1, 0)
        ("sex", (0.0, 0.0), (0.0, 0.0)),  # everybody answers no
    ],
)
def test_what_is_held_and_got_of_an_item(item: str, held: tuple[float, float], got: tuple[float, float]) -> None:
    row = of_item(item_coverage(latvia(**COMPLETE)), item)
    assert (row["held_low"], row["held_high"]) == held
    assert (row["got_low"], row["got_high"]) == got


def test_coverage_of_a_complete_mapping_adds_up_by_hand() -> None:
    row = theme_2(latvia(**COMPLETE))
    assert row["weight"] == WEIGHT_OF_THEME_2
    assert row["low"] == pytest.approx((1 + 0.5 + 0.5) / WEIGHT_OF_THEME_2)
    assert row["held_low"] == pytest.approx((1 + 0.5 + 1 + 0.5 * 1) / WEIGHT_OF_THEME_2)
    assert row["high_known"] == pytest.approx((1 + 0.5 + 1 + 0.5 * 1 + 0.5 * 1) / WEIGHT_OF_THEME_2)
    assert row["high"] == row["high_known"]


def test_while_a_mapping_is_in_progress_an_unmapped_source_may_hold_anything() -> None:
    complete, in_progress = theme_2(latvia(**COMPLETE)), theme_2(latvia())
    assert in_progress["high"] == 1.0
    assert (
        in_progress[["low", "held_low", "high_known"]].tolist() == complete[["low", "held_low", "high_known"]].tolist()
    )
    assert set(item_coverage(latvia())["got_high"]) == {1.0}


def test_a_mapping_counts_for_its_own_theme() -> None:
    table = coverage_range(latvia(mapping_theme_2="complete")).set_index("theme")
    assert table.loc[[1, 3], "high"].tolist() == [1.0, 1.0]
    assert table.at[2, "high"] < 1.0


def test_the_answers_behind_a_range_are_counted_and_unknown_is_not_not_asked() -> None:
    found = altered(latvia(), answers={"LV-03": {**ANSWERS["LV-03"], "entry": "not_asked"}})
    row = theme_2(found)
    assert row[["n_sources", "n_items"]].tolist() == [3, 34]
    assert row[["n_yes", "n_partly", "n_no", "n_unknown", "n_not_asked"]].tolist() == [3, 2, 95, 1, 1]


@pytest.mark.parametrize(
    ("answers", "together"),
    [
        (["no", "no", "no"], "no"),
        (["no", "not_asked", "no"], "not_asked"),
        (["not_asked", "unknown", "no"], "unknown"),
        (["unknown", "partly", "not_asked"], "partly"),
        (["no", "partly", "yes"], "yes"),
    ],
)
def test_what_the_sources_of_a_state_say_together(answers: list[str], together: str) -> None:
    said = {source: {**ANSWERS[source], "age": answer} for source, answer in zip(ANSWERS, answers, strict=True)}
    assert of_item(item_coverage(altered(latvia(), answers=said)), "age")["answer"] == together


def test_without_a_source_everything_is_unknown_and_nothing_was_asked() -> None:
    row = of_item(item_coverage(latvia().where(population="unknown")), "age")
    assert row[["held_low", "held_high", "got_low", "got_high", "n_sources"]].tolist() == [0, 1, 0, 1, 0]
    assert row["held_high_known"] == 0
    assert row["answer"] == "not_asked"


@pytest.mark.parametrize(
    "limit", [{"children_apart": "no"}, {"extent": "part"}, {"running": "ended"}, {"running": "one_off"}]
)
def test_a_limited_source_counts_for_a_half_at_most(limit: dict[str, str]) -> None:
    found = altered(latvia(**COMPLETE), sources={"LV-01": limit})
    answers = source_answers(found).query("source_id == 'LV-01' and theme == 2").set_index("item")
    assert answers.loc["age", ["answer_low", "answer_high"]].tolist() == [0.5, 0.5]
    assert answers.loc["family", ["answer_low", "answer_high"]].tolist() == [0.5, 0.5]
    assert answers.loc["sex", ["answer_low", "answer_high"]].tolist() == [0.0, 0.0]


def test_an_unknown_answer_of_a_limited_source_lies_between_nothing_and_a_half() -> None:
    found = altered(latvia(), sources={"LV-03": {"extent": "part"}})
    row = source_answers(found).query("source_id == 'LV-03' and item == 'route' and theme == 2").iloc[0]
    assert (row["answer_low"], row["answer_high"]) == (0.0, 0.5)


def test_partly_reached_on_the_strength_of_a_channel_says_only_that_there_is_one() -> None:
    found = altered(latvia(**COMPLETE), sources={"LV-02": {"reached_basis": "channel"}})
    row = of_item(item_coverage(found), "guardian")
    assert (row["got_low"], row["got_high"]) == (0.0, 0.5)


def test_reach_that_is_unknown_may_be_anything() -> None:
    row = of_item(item_coverage(altered(latvia(**COMPLETE), sources={"LV-02": {"reached": "unknown"}})), "guardian")
    assert (row["got_low"], row["got_high"]) == (0.0, 1.0)


def test_a_source_counts_in_the_themes_that_it_covers() -> None:
    found = altered(latvia(**COMPLETE), sources={"LV-02": {"theme_2": "no"}})
    assert of_item(item_coverage(found), "guardian")["held_low"] == 0
    assert of_item(item_coverage(found), "guardian", theme=1)["held_low"] == 1


def test_coverage_by_population_rests_on_the_sources_of_each() -> None:
    table = coverage_range(latvia(), by=["state", "theme", "population"]).query("theme == 2").set_index("population")
    assert table.index.tolist() == ["pool", "concern", "identified", "unknown"]
    assert table.at["pool", "held_low"] == pytest.approx((0.5 + 1) / WEIGHT_OF_THEME_2)
    assert table.at["identified", "low"] == pytest.approx((1 + 0.5) / WEIGHT_OF_THEME_2)
    assert table["n_sources"].tolist() == [1, 1, 1, 0]


def test_coverage_by_domain_and_item_are_parts_of_the_whole() -> None:
    whole = theme_2(latvia())
    for by in (["theme", "domain"], ["theme", "item"], ["state", "theme", "domain"]):
        parts = coverage_range(latvia().where(theme=2), by=by)
        assert (parts["low"] * parts["weight"]).sum() == pytest.approx(whole["low"] * whole["weight"])
        assert parts["n_items"].sum() == whole["n_items"]


def test_only_member_states_are_measured() -> None:
    russia = state("RU", [{**COLLECTOR, "source_id": "RU-01"}], {"RU-01": {"age": "yes"}})
    latvian = state("LV", [COLLECTOR], {"LV-01": {"age": "yes"}})
    table = coverage_range(inventory(russia, latvian))
    assert table["state"].unique().tolist() == ["LV"]
    assert item_coverage(inventory(russia, latvian))["state"].unique().tolist() == ["LV"]


def test_states_stand_in_codebook_order() -> None:
    poland = state("PL", [{**COLLECTOR, "source_id": "PL-01"}], {"PL-01": {"age": "yes"}})
    estonia = state("EE", [{**COLLECTOR, "source_id": "EE-01"}], {"EE-01": {}})
    assert coverage_range(inventory(poland, estonia))["state"].unique().tolist() == ["EE", "PL"]


def test_without_a_member_state_there_is_no_row() -> None:
    russia = inventory(state("RU", [{**COLLECTOR, "source_id": "RU-01"}], {"RU-01": {"age": "yes"}}))
    assert item_coverage(russia).empty
    assert coverage_range(russia, by=["theme", "population"]).empty


def test_the_two_findings_stand_apart_and_a_source_of_unknown_children_is_in_neither() -> None:
    table = by_finding(altered(latvia(), sources={"LV-03": {"population": "unknown"}}), coverage_range)
    rows = table[table["theme"].eq(2)].set_index("finding")
    assert rows.index.tolist() == ["wider_group", "identified"]
    assert rows["n_sources"].tolist() == [1, 1]
    assert rows["held_low"].tolist() == pytest.approx([(0.5 + 1) / WEIGHT_OF_THEME_2, (1 + 0.5) / WEIGHT_OF_THEME_2])


@pytest.mark.parametrize("by", [["state"], ["domain", "item"], ["theme", "organisation"], ["theme", "theme"]])
def test_coverage_is_taken_by_theme_because_themes_overlap(by: list[str]) -> None:
    with pytest.raises(UsageError, match="coverage is taken by theme"):
        coverage_range(latvia(), by=by)


ITEMS = ["age", "family", "guardian", "documents"]
answers_of_a_source = st.fixed_dictionaries({item: st.sampled_from(list(Answer)) for item in ITEMS})
attributes = st.fixed_dictionaries(
    {
        "reached": st.sampled_from(shipped_codebook().codes("reached")),
        "reached_basis": st.sampled_from(shipped_codebook().codes("reached_basis")),
        "extent": st.sampled_from(shipped_codebook().codes("extent")),
        "running": st.sampled_from(shipped_codebook().codes("running")),
        "theme_2": st.sampled_from(["yes", "no"]),
    }
)
IDS = list(ANSWERS)


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    answers = {source: {**REST, **draw(answers_of_a_source)} for source in IDS}
    mapping = draw(st.sampled_from(shipped_codebook().codes("mapping")))
    return altered(
        latvia(mapping_theme_2=mapping), sources={source: draw(attributes) for source in IDS}, answers=answers
    )


@given(inventories())
def test_the_ends_of_a_range_stand_in_their_order(found: Inventory) -> None:
    for by in (["state", "theme"], ["theme", "item"], ["theme", "population"]):
        table = coverage_range(found, by=by)
        ends = table[["low", "held_low", "high_known", "high"]].to_numpy()
        assert ((ends[:, :-1] <= ends[:, 1:] + 1e-12) & (ends[:, :-1] >= 0) & (ends[:, 1:] <= 1)).all()


@given(inventories(), st.sampled_from(IDS), st.sampled_from(ITEMS), st.sampled_from(list(Answer)))
def test_an_answer_to_what_was_not_asked_never_widens_the_range_of_known_sources(
    found: Inventory, source: str, item: str, answer: Answer
) -> None:
    blank = altered(found, answers={source: {item: Answer.NOT_ASKED}})
    told = altered(found, answers={source: {item: answer}})
    width = {
        name: row["high_known"] - row["held_low"] for name, row in (("blank", theme_2(blank)), ("told", theme_2(told)))
    }
    assert width["told"] <= width["blank"] + 1e-12


@given(inventories(), st.sampled_from(IDS))
def test_adding_a_source_never_lowers_what_is_documented(found: Inventory, added: str) -> None:
    fewer = replace(
        found,
        sources=found.sources[found.sources["source_id"].ne(added)].reset_index(drop=True),
        items=found.items[found.items["source_id"].ne(added)].reset_index(drop=True),
    )
    ends = ["low", "held_low", "high_known", "high"]
    assert (theme_2(found)[ends].astype("float64") >= theme_2(fewer)[ends].astype("float64") - 1e-12).all()


@given(inventories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(found: Inventory, random: object) -> None:
    seed = random.randrange(1000)  # type: ignore[attr-defined]
    mixed = replace(
        found,
        sources=found.sources.sample(frac=1, random_state=seed).reset_index(drop=True),
        items=found.items.sample(frac=1, random_state=seed).reset_index(drop=True),
    )
    pd.testing.assert_frame_equal(coverage_range(mixed), coverage_range(found))
    pd.testing.assert_frame_equal(item_coverage(mixed), item_coverage(found))


def test_the_inventory_stays_as_it_was() -> None:
    found = latvia()
    before = {name: table.copy() for name, table in found.tables().items()}
    coverage_range(found, by=["state", "theme", "population"])
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(table, before[name])
