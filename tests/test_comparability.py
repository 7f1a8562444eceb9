"""Do two states count in the same unit."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from impt_analysis.comparability import comparable_units
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered, inventories


def of_age(units: dict[str, str], **changes: object) -> list[object]:
    """The row of age, where each of these sources records it in full, is reached and counts in its unit."""
    found = altered(example_inventory().where(theme=2), answers={source: {"age": "yes"} for source in units})
    sources = {source: {"reached": "yes", "unit_of_count": unit} for source, unit in units.items()}
    pairs = comparable_units(altered(found, sources=sources, **changes))  # type: ignore[arg-type]
    row = pairs[pairs["item"].eq("age")].iloc[0]
    return row[["units", "other_units", "comparability"]].tolist()


@pytest.mark.parametrize(
    ("units", "comparability"),
    [
        ({"EE-01": "child", "LV-01": "child"}, "same_unit"),
        ({"EE-01": "case", "LV-01": "child"}, "different_unit"),
        ({"EE-01": "unknown", "LV-01": "unknown"}, "unknown"),
        ({"EE-01": "other", "LV-01": "other"}, "unknown"),
        ({"EE-01": "other", "LV-01": "child"}, "unknown"),
        ({"EE-01": "child", "LV-01": "unknown"}, "unknown"),
        ({"EE-01": "child", "EE-02": "unknown", "LV-01": "child"}, "same_unit"),
        ({"EE-01": "child", "EE-02": "unknown", "LV-01": "case"}, "unknown"),
        ({"EE-01": "child", "EE-02": "case", "LV-01": "case"}, "same_unit"),
        ({"EE-01": "child", "EE-02": "case", "LV-01": "offence", "LV-02": "call"}, "different_unit"),
    ],
)
def test_two_states_are_compared_by_the_units_of_what_is_reached(units: dict[str, str], comparability: str) -> None:
    assert of_age(units)[-1] == comparability


def test_the_units_stand_beside_each_other_in_codebook_order() -> None:
    assert of_age({"EE-01": "case", "EE-02": "child", "LV-01": "call"})[:2] == ["child;case", "call"]


def test_what_is_held_and_not_reached_has_no_unit_to_compare() -> None:
    pairs = comparable_units(example_inventory().where(theme=2)).set_index("item")
    assert pairs.loc["guardian", ["other_units", "comparability"]].tolist() == ["application", "unknown"]
    assert pairs["units"].isna()["guardian"]


def test_each_pair_of_member_states_has_one_row_for_each_item() -> None:
    pairs = comparable_units(example_inventory())
    assert len(pairs) == 3 * 34 * 1
    assert (pairs["state"] < pairs["other_state"]).all()
    assert comparable_units(example_inventory().where(state="LV")).empty


@given(inventories())
def test_units_are_compared_only_where_both_states_reach_the_item(found: Inventory) -> None:
    pairs = comparable_units(found)
    reached = gap_ladder(found).query("got_low > 0").groupby("item", observed=True)["state"].agg(set)
    said = pairs[pairs["comparability"].ne("unknown")]
    assert all(set(pair) <= reached[item] for item, *pair in said[["item", "state", "other_state"]].to_numpy())
    for one, other, comparability in pairs[["units", "other_units", "comparability"]].dropna().to_numpy():
        shared = set(one.split(";")) & set(other.split(";")) - {"other", "unknown"}
        assert (comparability == "same_unit") == bool(shared)
    assert len(pairs) == 34 * len(list(combinations(found.members(), 2)))
