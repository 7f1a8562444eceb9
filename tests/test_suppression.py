"""Small counts: hidden unless published, and not to be worked out from anything that is shown beside them."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import UsageError
from impt_analysis.suppression import shown_totals, suppressed
from tests.flows import flows

CHILDREN, ALL_AGES = "identified_child_victims", "identified_victims_all_ages"
PRESUMED, APPLICANTS = "presumed_child_victims", "unaccompanied_minor_applicants"
ADULTS = "other:identified_adult_victims"
BY = ["year", "period", "indicator", "unit"]


def figures(*rows: dict[str, object]) -> pd.DataFrame:
    good = {"indicator": CHILDREN, "value": 3, "unit": "children", "published": "no", "claim": "Three children."}
    return flows({}, figures=[{**good, **row} for row in rows]).statistics


def hidden(*rows: dict[str, object]) -> list[bool]:
    return suppressed(figures(*rows))["suppressed"].tolist()


@pytest.mark.parametrize("value", [1, 2, 3, 4])
def test_an_unpublished_count_below_five_is_hidden_with_its_claim(value: int) -> None:
    row = suppressed(figures({"value": value})).iloc[0]
    assert row[["value", "claim"]].isna().all()
    assert row["suppressed"]


@pytest.mark.parametrize("shown", [{"value": 5}, {"value": 0}, {"published": "yes"}, {"unit": "percent"}])
def test_what_is_published_and_what_points_to_nobody_is_shown(shown: dict[str, object]) -> None:
    table = figures(shown)
    pd.testing.assert_frame_equal(suppressed(table)[list(table)], table)
    assert hidden(shown) == [False]


@pytest.mark.parametrize("unit", [unit for unit in shipped_codebook().codes("unit") if unit != "percent"])
def test_small_counts_of_every_unit_are_hidden(unit: str) -> None:
    assert hidden({"unit": unit}) == [True]


@pytest.mark.parametrize(
    ("beside", "verdict"),
    [
        ({"year": 2023, "value": 12}, "hidden"),  # a total over both years would tell
        ({"indicator": ALL_AGES, "value": 12, "unit": "persons"}, "hidden"),  # the children are a part of it
        ({"indicator": ADULTS, "value": 9, "unit": "persons"}, "hidden"),  # nobody knows what it is a part of
        ({"value": 25, "unit": "percent"}, "hidden"),  # a share of a total tells the part
        ({"value": 0, "year": 2023}, "hidden"),
        ({"indicator": ALL_AGES, "value": 12, "published": "yes"}, "shown"),
        ({"indicator": APPLICANTS, "value": 12}, "shown"),
        ({"indicator": PRESUMED, "value": 12}, "shown"),
        ({"state": "EE", "value": 12}, "shown"),
        ({"state": "EE", "indicator": ADULTS, "value": 12}, "shown"),
    ],
)
def test_unpublished_figures_that_may_be_added_up_with_a_hidden_one_are_hidden_too(
    beside: dict[str, object], verdict: str
) -> None:
    table = suppressed(figures({}, {"year": 2024, **beside}))
    assert table["value"].notna().sum() == (0 if verdict == "hidden" else 1)


def test_beside_a_small_count_without_a_code_no_unpublished_figure_of_the_state_is_shown() -> None:
    assert hidden({"indicator": ADULTS}, {"indicator": APPLICANTS, "value": 40}) == [True, True]


@pytest.mark.parametrize(
    ("published", "verdict"),
    [
        ({"indicator": ALL_AGES, "value": 1}, "hidden"),  # of one person the hidden one to four can only be one
        ({"indicator": ALL_AGES, "value": 4}, "hidden"),
        ({"indicator": ALL_AGES, "value": 5}, "shown"),
        ({"indicator": ALL_AGES, "value": 1, "year": 2023}, "shown"),
        ({"indicator": APPLICANTS, "value": 1}, "shown"),
    ],
)
def test_a_small_published_total_of_a_hidden_part_is_hidden(published: dict[str, object], verdict: str) -> None:
    assert hidden({}, {"unit": "persons", "published": "yes", **published}) == [True, verdict == "hidden"]


def test_totals_by_hand() -> None:
    rows = [("LV", 3), ("EE", 9), ("LT", 7)]
    table = figures(*({"state": state, "value": value} for state, value in rows))
    total = shown_totals(table, BY).iloc[0]
    assert total[["low", "n_figures", "n_suppressed"]].tolist() == [16, 3, 1]  # nine and seven; Latvia is hidden
    assert pd.isna(total["high"])


def test_a_total_of_shown_figures_is_one_number() -> None:
    table = figures({"state": "LV", "value": 6}, {"state": "EE", "value": 9})
    assert shown_totals(table, BY)[["low", "high"]].to_numpy().tolist() == [[15, 15]]


def test_totals_never_mix_periods_units_and_indicators() -> None:
    for lacking in ("period", "indicator", "unit"):
        with pytest.raises(UsageError, match="totals are taken by period, indicator, unit"):
            shown_totals(figures({}), [column for column in BY if column != lacking])


def test_figures_that_say_the_same_thing_twice_are_no_sum() -> None:
    with pytest.raises(UsageError, match="are a range and not a sum"):
        shown_totals(figures({"value": 6}, {"value": 7}), BY)


def test_shares_are_no_sum() -> None:
    with pytest.raises(UsageError, match="figures per cent are never added up"):
        shown_totals(figures({"unit": "percent"}), BY)


def told(table: pd.DataFrame, children: int, adults: int) -> tuple[object, ...]:
    """Return all that leaves the house of the figures of a table, when there are as many children and adults."""
    values = {CHILDREN: children, ADULTS: adults, ALL_AGES: children + adults}
    counted = table.assign(value=table["indicator"].map(values).astype("float64"))
    shown, totals = suppressed(counted), shown_totals(counted, BY)
    kept = (shown["value"], shown["suppressed"], totals["low"], totals["high"], totals["n_suppressed"])
    return tuple(tuple(column.fillna(-1)) for column in kept)


LISTED = [
    dict(zip(names, said, strict=True))
    for names in ([CHILDREN, ADULTS, ALL_AGES], [CHILDREN, ALL_AGES], [CHILDREN])
    for said in product(["yes", "no"], repeat=len(names))
    if said.count("yes") < 2
]


@pytest.mark.parametrize("published", LISTED, ids=lambda published: " ".join(published.values()))
def test_nobody_can_work_out_a_hidden_small_count(published: dict[str, str]) -> None:
    """Every world is tried: whoever sees what is told, and knows the rules, is left with two numbers at least.

    Where two of the three are published the third is public, as their difference or their sum. There are more worlds
    than are judged, so that none looks lonely at the edge.
    """
    table = figures(*({"indicator": name, "published": so} for name, so in published.items()))
    worlds: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for pair in product(range(6), range(9)):
        worlds.setdefault(told(table, *pair), []).append(pair)
    for alike in worlds.values():
        for name, place in ((CHILDREN, 0), (ADULTS, 1)):
            small = any(0 < pair[place] < 5 and max(pair) < 5 for pair in alike)
            assert len({pair[place] for pair in alike}) > 1 or published.get(name) != "no" or not small


states = st.dictionaries(st.sampled_from(["DK", "EE", "LV", "SE"]), st.integers(0, 9), min_size=1)


@given(states)
def test_a_hidden_count_is_not_the_difference_of_a_total_and_what_is_shown(by_state: dict[str, int]) -> None:
    table = figures(*({"state": state, "value": value} for state, value in by_state.items()))
    cells, total = suppressed(table), shown_totals(table, BY).iloc[0]
    shown = cells["value"].sum()
    assert total["low"] == shown
    assert pd.isna(total["high"]) == cells["suppressed"].any()
    others = [{**by_state, state: 5 - value} for state, value in by_state.items() if 0 < value < 5]
    for other in others:
        alike = figures(*({"state": state, "value": value} for state, value in other.items()))
        pd.testing.assert_frame_equal(suppressed(alike), cells)
        pd.testing.assert_frame_equal(shown_totals(alike, BY), shown_totals(table, BY))


def test_the_figures_stay_as_they_were() -> None:
    table = figures({}, {"value": 12, "year": 2023})
    before = table.copy()
    suppressed(table)
    shown_totals(table, BY)
    pd.testing.assert_frame_equal(table, before)
