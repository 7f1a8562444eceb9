"""Channels against reach: what contradicts, and what does not."""

from __future__ import annotations

import pytest

from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.reach_contradictions import channel_contradictions
from tests.flows import COLLECTOR, about, flows

STRAIGHT = [("LV-02", "LV-01", about(2, claim="The board reports."))]


def latvia(channels: list[tuple[str, str, dict[str, str]]], **bearer: str) -> Inventory:
    return flows({"LV-01": COLLECTOR, "LV-02": bearer, "LV-03": {}}, channels)


def kinds(found: Inventory) -> list[tuple[str, str]]:
    table = channel_contradictions(found)
    return list(zip(table["source_id"], table["contradiction"], strict=True))


@pytest.mark.parametrize(
    ("reached", "basis", "contradiction"),
    [
        ("no", "claim", ["channel_and_no"]),
        ("no", "state", ["channel_and_no"]),
        ("unknown", "unknown", ["channel_and_unknown"]),
        ("partly", "channel", []),
        ("partly", "claim", []),
        ("yes", "claim", []),
    ],
)
def test_a_channel_straight_to_a_collector_says_that_something_gets_through(
    reached: str, basis: str, contradiction: list[str]
) -> None:
    found = latvia(STRAIGHT, reached=reached, reached_basis=basis)
    assert kinds(found) == [("LV-02", kind) for kind in contradiction]


@pytest.mark.parametrize(
    ("reached", "basis", "contradiction"),
    [
        ("partly", "channel", ["basis_without_channel"]),
        ("yes", "channel", ["basis_without_channel"]),
        ("yes", "claim", []),  # the statement itself says who gets the information
        ("no", "claim", []),
        ("unknown", "unknown", []),
    ],
)
def test_without_a_channel_only_reach_that_rests_on_one_is_contradicted(
    reached: str, basis: str, contradiction: list[str]
) -> None:
    found = latvia([], reached=reached, reached_basis=basis)
    assert kinds(found) == [("LV-02", kind) for kind in contradiction]


def test_a_contradiction_shows_the_channel_and_both_claims() -> None:
    row = channel_contradictions(latvia(STRAIGHT)).iloc[0]
    assert row[["state", "collector", "kind", "regularity", "reference_ids"]].tolist() == [
        "LV",
        "LV-01",
        "statutory",
        "periodic",
        "LV-R001",
    ]
    assert (row["channel_claim"], row["source_claim"]) == ("The board reports.", "The board keeps a register.")


def test_a_longer_way_proves_nothing_and_is_shown_beside_reach_that_rests_on_a_channel() -> None:
    round_about = [("LV-02", "LV-03", about(2)), ("LV-03", "LV-01", about(2))]
    assert kinds(latvia(round_about)) == [("LV-03", "channel_and_unknown")]
    row = channel_contradictions(latvia(round_about, reached="partly", reached_basis="channel")).iloc[0]
    assert (row["source_id"], row["contradiction"]) == ("LV-02", "basis_without_channel")
    assert row["way"] == "LV-02 > LV-03 > LV-01"
    assert row[["collector", "reference_ids"]].isna().all()


def test_a_channel_to_a_collector_of_another_state_contradicts_nothing() -> None:
    assert kinds(flows({"EE-01": {}, "LV-01": COLLECTOR}, [("EE-01", "LV-01", {})])) == []


def test_a_channel_without_a_document_contradicts_nothing() -> None:
    assert kinds(latvia([("LV-02", "LV-01", about(2, basis="general", reference_ids=""))])) == []


def test_russia_and_the_regional_bodies_are_not_measured() -> None:
    assert kinds(flows({"RU-01": COLLECTOR, "RU-02": {}}, [("RU-02", "RU-01", about(2))])) == []


def test_in_an_inventory_narrowed_to_a_theme_the_channel_must_be_about_it() -> None:
    resting = latvia(STRAIGHT, reached="partly", reached_basis="channel")
    assert kinds(resting.where(theme=2)) == []
    assert kinds(resting.where(theme=1)) == [("LV-02", "basis_without_channel")]


def test_an_inventory_without_the_collectors_is_refused() -> None:
    with pytest.raises(UsageError, match="narrowed by population"):
        channel_contradictions(latvia(STRAIGHT).where(population="pool"))
