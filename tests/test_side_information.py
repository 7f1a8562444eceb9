"""Side information and its gain, against examples worked by hand and against coverage taken again."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impt_analysis.codebook import shipped_codebook
from impt_analysis.coverage import coverage_range
from impt_analysis.inventory import Inventory
from impt_analysis.side_information import barriers_by_organisation, held_not_reached, source_gains
from impt_analysis.worked_example import example_inventory
from tests.inventories import SOURCES, altered, inventories

POINTS = 15 * 1 + 19 * 0.5
"""Fifteen items are core to theme 2 and nineteen relevant."""

WIDER = ["pool", "concern"]


def latvia(**changes: object) -> Inventory:
    return altered(example_inventory().where(state="LV", theme=2), **changes)  # type: ignore[arg-type]


def gains(found: Inventory) -> dict[str, float]:
    return source_gains(found).set_index("source_id")["gain"].to_dict()


def of_row(found: Inventory, source: str, item: str) -> pd.Series:
    side = held_not_reached(found)
    return side[side["source_id"].eq(source) & side["item"].eq(item)].iloc[0]


def test_the_example_of_side_information() -> None:
    side = held_not_reached(latvia())
    assert list(zip(side["source_id"], side["item"], strict=True)) == [
        ("LV-02", "age"),
        ("LV-02", "guardian"),
        ("LV-03", "documents"),
    ]
    assert side["gain"].tolist() == pytest.approx([0, 0.5 / POINTS, 0.5 * 1 / POINTS])
    assert side["closure"].astype("object").where(side["closure"].notna(), None).tolist() == ["unclear", None, "shut"]


def test_the_example_of_gains() -> None:
    assert gains(latvia()) == pytest.approx({"LV-02": 0.5 / POINTS, "LV-03": 0.5 / POINTS})


def test_a_source_whose_items_are_reached_elsewhere_adds_other_children_and_not_other_items() -> None:
    row = source_gains(example_inventory()).set_index("source_id").loc["EE-03"]
    assert row[["n_items", "n_gaining", "gain", "adds"]].tolist() == [1, 0, 0.0, "other_children"]


def test_a_gain_is_counted_within_the_finding() -> None:
    wider = gains(latvia().where(population=WIDER))
    assert wider == pytest.approx({"LV-02": (0.5 + 0.5) / POINTS, "LV-03": 0.5 / POINTS})


def test_what_identified_children_are_known_by_does_not_lower_the_gain_of_the_wider_group() -> None:
    everything = dict.fromkeys(("age", "guardian", "documents"), "yes")
    known = latvia(answers={"LV-01": everything})
    assert set(gains(known).values()) == {0.0}
    assert gains(known.where(population=WIDER)) == gains(latvia().where(population=WIDER))


def test_a_source_that_is_reached_has_no_side_information() -> None:
    assert "LV-02" not in gains(latvia(sources={"LV-02": {"reached": "yes"}}))


def test_a_collector_that_is_not_reached_has_side_information_like_any_other() -> None:
    row = of_row(latvia(sources={"LV-01": {"reached": "no"}}), "LV-01", "age")
    assert row[["role", "closure", "gain"]].tolist() == ["collector", "shut", pytest.approx(1 / POINTS)]


def test_a_limited_source_gains_a_half_at_most() -> None:
    row = of_row(latvia(sources={"LV-03": {"running": "one_off"}}), "LV-03", "documents")
    assert row["gain"] == pytest.approx(0.5 * 0.5 / POINTS)


def test_partly_reached_on_the_strength_of_a_channel_is_unclear() -> None:
    row = of_row(latvia(sources={"LV-02": {"reached_basis": "channel"}}), "LV-02", "guardian")
    assert row[["closure", "gain"]].tolist() == ["unclear", pytest.approx(1 / POINTS)]


def test_what_must_stay_with_its_holder_is_listed_with_what_protects_it() -> None:
    row = of_row(latvia(sources={"LV-03": {"barrier": "protected", "opening": "none"}}), "LV-03", "documents")
    assert row[["barrier", "opening"]].tolist() == ["protected", "none"]


def test_barriers_are_told_by_kind_of_organisation_and_name_no_body_and_no_state() -> None:
    table = barriers_by_organisation(example_inventory())
    assert list(table) == ["theme", "organisation_type", "barrier", "n_sources", "n_states", "n_items"]
    assert table.to_dict("split")["data"] == [
        [2, "migration", "technical", 1, 1, 2],
        [2, "ngo", "trust", 1, 1, 1],
        [2, "hotline", "unknown", 1, 1, 1],
        [2, "research", "unknown", 1, 1, 1],
    ]


def test_barriers_of_one_kind_of_organisation_are_counted_over_the_states() -> None:
    same = altered(example_inventory(), sources={"EE-03": {"organisation_type": "ngo", "barrier": "trust"}})
    row = barriers_by_organisation(same).set_index(["organisation_type", "barrier"]).loc[("ngo", "trust")]
    assert row[["n_sources", "n_states", "n_items"]].tolist() == [2, 2, 2]


def test_without_side_information_the_tables_are_empty() -> None:
    nobody = latvia().where(role="collector")
    for measured in (held_not_reached, source_gains, barriers_by_organisation):
        assert (len(measured(nobody)), list(measured(nobody))) == (0, list(measured(latvia())))


def low(found: Inventory) -> float:
    return float(coverage_range(found).set_index(["state", "theme"]).loc[("LV", 2), "low"])


@given(inventories(), st.sampled_from(SOURCES), st.sampled_from([WIDER, shipped_codebook().codes("population")]))
def test_a_gain_is_what_coverage_rises_by_when_that_one_source_is_reached(
    found: Inventory, source: str, population: list[str]
) -> None:
    asked = found.where(population=population)
    opened = altered(asked, sources={source: {"reached": "yes"}})
    assert gains(asked).get(source, 0.0) == pytest.approx(low(opened) - low(asked))


@given(inventories())
def test_a_source_gains_the_sum_of_its_items_and_side_information_is_held(found: Inventory) -> None:
    side, by_source = held_not_reached(found), source_gains(found)
    assert by_source["gain"].sum() == pytest.approx(side["gain"].sum())
    assert by_source["n_items"].sum() == len(side)
    assert (side["gain"].ge(0) & side["answer"].isin(["yes", "partly"]) & side["reached"].ne("yes")).all()
    assert (by_source["adds"].eq("other_children") == by_source["gain"].eq(0)).all()
