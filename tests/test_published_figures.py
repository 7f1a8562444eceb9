"""Published figures: all kept, those that differ a range, and identified children beside the wider group."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from impt_analysis.codebook import shipped_codebook
from impt_analysis.inventory import Inventory
from impt_analysis.published_figures import (
    figure_conflicts,
    identified_beside_wider_group,
    newest_figures,
    published_ranges,
    rounding_step,
)
from impt_analysis.suppression import suppressed
from tests.flows import flows
from tests.shipped_data import november

Figure = tuple[float, str]
"""A value and its status."""


def saying(*listed: Figure, **changed: object) -> Inventory:
    figures = [
        {"value": value, "status": status, "reference_ids": f"LV-R00{number}", **changed}
        for number, (value, status) in enumerate(listed, start=1)
    ]
    return flows({}, figures=figures)


def test_figures_for_the_same_thing_are_a_range_with_every_status_and_reference() -> None:
    row = published_ranges(saying((2144, "unknown"), (2125, "first"))).iloc[0]
    assert row[["low", "high", "n_figures", "n_suppressed"]].tolist() == [2125, 2144, 2, 0]
    assert row[["statuses", "reference_ids", "difference"]].tolist() == ["first;unknown", "LV-R001;LV-R002", "conflict"]


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("state", "EE"),
        ("year", 2023),
        ("period", "on_a_date"),
        ("indicator", "missing_unaccompanied_minors"),
        ("unit", "applications"),
    ],
)
def test_figures_for_different_things_are_never_mixed(column: str, other: object) -> None:
    table = published_ranges(flows({}, figures=[{"value": 10}, {"value": 20, column: other}]))
    assert sorted(table["low"]) == sorted(table["high"]) == [10, 20]
    assert table["difference"].isna().all()


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ((55300, "at_least"), (55312, "unknown"), "agree"),
        ((55300, "at_least"), (55299, "unknown"), "differ"),
        ((1000, "rounded"), (996, "unknown"), "agree"),  # rounded to a thousand: 500 to 1500
        ((1000, "rounded"), (1501, "unknown"), "differ"),
        ((2700, "rounded"), (2650, "first"), "agree"),  # rounded to a hundred: 2650 to 2750
        ((2700, "rounded"), (2649, "first"), "differ"),
        ((1500, "rounded"), (1300, "unknown"), "agree"),  # rounded to five hundred: 1250 to 1750
        ((0, "rounded"), (4, "unknown"), "agree"),
        ((0, "rounded"), (6, "unknown"), "differ"),
        ((1000, "rounded"), (1200, "at_least"), "agree"),
        ((1000, "rounded"), (1600, "at_least"), "differ"),
        ((900, "at_least"), (1200, "at_least"), "agree"),
        ((12, "unknown"), (12, "final"), "agree"),
        ((12, "unknown"), (13, "unknown"), "differ"),
    ],
)
def test_figures_agree_when_one_number_fits_all_of_them(one: Figure, other: Figure, verdict: str) -> None:
    assert figure_conflicts(saying(one, other)).empty == (verdict == "agree")
    assert published_ranges(saying(one, other))["difference"].isna().all() == (verdict == "agree")


@pytest.mark.parametrize(
    ("listed", "difference"),
    [
        ([(10, "first"), (12, "revised")], "revision"),
        ([(10, "first"), (12, "final")], "revision"),
        ([(10, "first"), (11, "revised"), (12, "final")], "revision"),
        ([(10, "first"), (12, "first")], "conflict"),
        ([(10, "first"), (12, "unknown")], "conflict"),
        ([(10, "final"), (12, "final"), (11, "first")], "conflict"),
    ],
)
def test_a_later_release_is_a_revision_and_anything_else_a_conflict(listed: list[Figure], difference: str) -> None:
    assert set(figure_conflicts(saying(*listed))["difference"]) == {difference}


@pytest.mark.parametrize("period", ["part_year", "several_years", "on_a_date"])
def test_where_the_span_is_not_stated_all_figures_may_be_right(period: str) -> None:
    found = saying((10, "unknown"), (12, "unknown"), period=period)
    assert set(figure_conflicts(found)["difference"]) == {"span_not_stated"}


def test_each_figure_of_a_conflict_stands_with_its_status_and_reference() -> None:
    rows = figure_conflicts(saying((12, "unknown"), (10, "first")))
    assert rows[["value", "status", "reference_ids"]].to_numpy().tolist() == [
        [10, "first", "LV-R002"],
        [12, "unknown", "LV-R001"],
    ]


def test_a_hidden_figure_is_counted_and_not_told() -> None:
    found = saying((3, "unknown"), (12, "unknown"), published="no")
    row = published_ranges(found).iloc[0]
    assert row[["n_figures", "n_suppressed"]].tolist() == [2, 2]
    assert row[["low", "high", "difference"]].isna().all()
    assert figure_conflicts(found).empty


def test_identified_children_stand_beside_the_wider_group() -> None:
    names = {
        "identified_child_victims": 3,
        "presumed_child_victims": 7,
        "unaccompanied_minor_applicants": 40,
        "identified_victims_all_ages": 50,
        "calls_child_helpline": 900,
        "other:pupils_absent_without_reason": 60,
    }
    found = flows({}, figures=[{"indicator": name, "value": value} for name, value in names.items()])
    table = identified_beside_wider_group(found)
    assert table[["finding", "indicator", "low"]].to_numpy().tolist() == [
        ["wider_group", "unaccompanied_minor_applicants", 40],
        ["identified", "identified_child_victims", 3],
        ["identified", "presumed_child_victims", 7],
    ]


def test_the_newest_figures_say_for_how_many_years_there_is_one() -> None:
    figures = [{"year": 2015, "value": 3}, {"year": 2019, "value": 5}, {"year": 2019, "value": 7}]
    found = flows({}, figures=[{"indicator": "identified_child_victims", **figure} for figure in figures])
    (row,) = newest_figures(identified_beside_wider_group(found)).to_dict("records")
    assert [row[name] for name in ("year", "low", "high", "n_years", "first_year")] == [2019, 5, 7, 2, 2015]


def test_periods_and_stocks_stand_in_rows_of_their_own() -> None:
    found = flows({}, figures=[{"value": 40}, {"value": 25, "period": "on_a_date"}])
    assert identified_beside_wider_group(found)["period"].tolist() == ["year", "on_a_date"]


def test_russia_and_the_regional_bodies_are_not_measured() -> None:
    found = flows({}, figures=[{"state": "RU"}, {"state": "REG"}, {"state": "LV"}])
    assert identified_beside_wider_group(found)["state"].tolist() == ["LV"]
    assert published_ranges(found)["state"].tolist() == ["LV", "RU", "REG"]


def test_an_indicator_of_a_finding_is_of_children_and_a_part_is_of_a_known_whole() -> None:
    indicators = shipped_codebook().entries("indicator")
    assert set(indicators["finding"]) == {"", *shipped_codebook().codes("finding")}
    assert indicators.loc[indicators.index.str.contains("all_ages|calls"), "finding"].eq("").all()
    parts = indicators.loc[indicators["part_of"].ne(""), "part_of"]
    assert set(parts) <= set(indicators.index) - set(parts.index)


def test_every_shipped_figure_is_published_so_nothing_is_hidden() -> None:
    shipped = november()
    assert not suppressed(shipped.statistics)["suppressed"].any()
    assert published_ranges(shipped)["n_figures"].sum() == len(shipped.statistics)


values = st.integers(0, 20000).map(float)
statuses = st.sampled_from(shipped_codebook().codes("status"))


@given(st.integers(0, 20000), st.sampled_from([1, 5, 10, 50, 100, 500, 1000]))
def test_a_number_agrees_with_itself_rounded(exact: int, step: int) -> None:
    rounded = float(round(exact / step) * step)
    assume(rounded != 0 or exact <= 5)  # what was rounded to nothing is taken to have been rounded to tens
    assert figure_conflicts(saying((exact, "unknown"), (rounded, "rounded"))).empty


@given(values.filter(bool))
def test_a_rounded_figure_is_a_multiple_of_what_it_was_rounded_to(value: float) -> None:
    assert value % float(rounding_step(value)) == 0


@given(st.lists(st.tuples(values, statuses), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_every_figure_lies_in_its_range_and_the_order_of_rows_does_not_matter(
    listed: list[Figure], random: object
) -> None:
    found = saying(*listed)
    row = published_ranges(found).iloc[0]
    assert (row["low"], row["high"]) == (min(listed)[0], max(listed)[0])
    assert row["n_figures"] == len(listed)
    mixed = list(listed)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    columns = ["low", "high", "statuses", "difference"]
    pd.testing.assert_frame_equal(published_ranges(saying(*mixed))[columns], published_ranges(found)[columns])


@given(st.lists(st.tuples(values, statuses), min_size=2, max_size=4), statuses)
def test_one_figure_more_never_ends_a_difference(listed: list[Figure], status: str) -> None:
    if not figure_conflicts(saying(*listed)).empty:
        assert not figure_conflicts(saying(*listed, (7.0, status))).empty
