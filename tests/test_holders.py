"""Who holds an item."""

from __future__ import annotations

import pytest
from hypothesis import given

from impt_analysis.coverage import item_coverage
from impt_analysis.holders import item_holders, organisation_overlap, single_source_items
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered, inventories


@pytest.fixture(scope="module")
def found() -> Inventory:
    return example_inventory()


def test_a_holder_answers_yes_or_partly(found: Inventory) -> None:
    holders = item_holders(found.where(state="LV"))
    assert set(holders["answer"]) == {"yes", "partly"}
    assert list(zip(holders["item"], holders["source_id"], strict=True)) == [
        ("age", "LV-01"),
        ("age", "LV-02"),
        ("family", "LV-01"),
        ("guardian", "LV-02"),
        ("documents", "LV-03"),
    ]


def test_an_item_with_a_second_holder_is_not_held_by_one_source_alone(found: Inventory) -> None:
    assert single_source_items(found.where(state="LV"))["item"].tolist() == ["family", "guardian", "documents"]
    second = altered(found, answers={"LV-03": {"family": "partly"}})
    assert single_source_items(second.where(state="LV"))["item"].tolist() == ["guardian", "documents"]


def test_beside_the_one_holder_stand_those_who_may_hold_it_too(found: Inventory) -> None:
    table = single_source_items(found).set_index(["state", "item"])["n_open"]
    assert (table["EE", "guardian"], table["LV", "guardian"]) == (2, 0)
    asked = altered(found, answers={"EE-01": {"guardian": "no"}, "EE-03": {"guardian": "unknown"}})
    assert single_source_items(asked).set_index(["state", "item"])["n_open"]["EE", "guardian"] == 1


def test_an_item_belongs_to_the_set_of_all_types_that_hold_it_and_to_no_other(found: Inventory) -> None:
    sets = organisation_overlap(found.where(state="LV")).set_index("organisation_types")
    assert sets["n_items"].to_dict() == {"migration": 1, "rapporteur": 1, "ngo": 1, "migration;rapporteur": 1}
    assert sets.at["ngo", "weight"] == 0.5


def test_two_sources_of_one_type_are_one_member_of_a_set(found: Inventory) -> None:
    same = altered(found.where(state="LV"), sources={"LV-02": {"organisation_type": "rapporteur"}})
    assert organisation_overlap(same).set_index("organisation_types")["n_items"].to_dict() == {
        "rapporteur": 3,
        "ngo": 1,
    }


def test_a_set_is_counted_over_the_states(found: Inventory) -> None:
    same = altered(found, sources={"EE-03": {"organisation_type": "migration"}})
    row = organisation_overlap(same).set_index("organisation_types").loc["migration;rapporteur"]
    assert row[["n_types", "n_items", "weight", "n_states"]].tolist() == [2, 2, 2.0, 2]


def test_sets_stand_by_their_size_and_then_in_codebook_order(found: Inventory) -> None:
    assert organisation_overlap(found)["organisation_types"].tolist() == [
        "migration",
        "rapporteur",
        "ngo",
        "research",
        "migration;rapporteur",
        "rapporteur;hotline",
    ]


def test_without_a_holder_the_tables_are_empty(found: Inventory) -> None:
    nobody = found.where(population="unknown")
    for measured in (item_holders, single_source_items, organisation_overlap):
        table = measured(nobody)
        assert (len(table), list(table)) == (0, list(measured(found)))


@given(inventories())
def test_the_sets_of_types_share_out_all_that_is_held(found: Inventory) -> None:
    items = item_coverage(found)
    held = items[items["held_low"].gt(0)]
    sets = organisation_overlap(found)
    assert (sets["n_items"].sum(), sets["weight"].sum()) == (len(held), held["weight"].sum())
    assert single_source_items(found)["item"].isin(held["item"]).all()
