"""Channels across borders: counted from place to place, without losing or inventing one."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from impt_analysis.cross_border import cross_border_channels, cross_border_matrix
from impt_analysis.inventory import Inventory
from tests.flows import COLLECTOR, INSIDE, flows


def latvia(*channels: tuple[str, str, dict[str, str]]) -> Inventory:
    return flows({"LV-01": {}, "LV-02": COLLECTOR}, list(channels))


def cell(found: Inventory, start: str, end: str) -> int:
    return int(cross_border_matrix(found).set_index("from_place").at[start, end])


def test_the_matrix_by_hand() -> None:
    found = latvia(
        ("LV-01", "ext:Nordic police forces", {}),
        ("LV-01", "ext:Swedish Police", {}),
        ("ext:Authorities abroad", "LV-02", {}),
        ("LV-01", "LV-02", INSIDE),
    )
    assert [cell(found, "LV", end) for end in ("DK", "FI", "IS", "NO", "SE")] == [1, 1, 1, 1, 2]
    assert cell(found, "unresolved", "LV") == 1
    assert cell(found, "LV", "LV") == 0  # what stays within the state crosses no border
    assert cross_border_matrix(found).drop(columns="from_place").to_numpy().sum() == 7


def test_places_stand_in_codebook_order_then_regional_outside_and_unresolved() -> None:
    matrix = cross_border_matrix(latvia())
    states = ["DK", "EE", "FI", "DE", "IS", "LV", "LT", "NO", "PL", "RU", "SE"]
    assert matrix.columns.tolist() == ["from_place", *states, "REG", "outside", "unresolved"]
    assert matrix["from_place"].tolist() == matrix.columns[1:].tolist()


def test_a_state_among_several_gives_no_channel_with_itself() -> None:
    finland = flows({"FI-01": {}}, [("FI-01", "ext:Nordic police forces", {})])
    assert cross_border_channels(finland)["to_place"].tolist() == ["DK", "IS", "NO", "SE"]


def test_channels_between_regional_bodies_cross_borders_too() -> None:
    found = flows({"REG-01": {}}, [("REG-01", "ext:Europol", {})])
    assert cell(found, "REG", "REG") == 1


BODIES = ["ext:Swedish Police", "ext:Europol", "ext:A club", "ext:Nordic police forces", "ext:PH authorities", "LV-02"]


@given(st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(["yes", "no"])), max_size=8))
def test_every_cross_border_channel_is_in_the_matrix_and_no_other(listed: list[tuple[str, str]]) -> None:
    found = latvia(*(("LV-01", body, {"cross_border": crossing}) for body, crossing in listed))
    rows = cross_border_channels(found)
    crossing = [body for body, so in listed if so == "yes"]
    assert rows.drop_duplicates("to_node").shape[0] == len(set(crossing))
    assert len(rows) == sum(5 if body == "ext:Nordic police forces" else 1 for body in crossing)
    assert cross_border_matrix(found).drop(columns="from_place").to_numpy().sum() == len(rows)


def test_the_inventory_stays_as_it_was() -> None:
    found = latvia(("LV-01", "ext:Nordic police forces", {}))
    before = found.channels.copy()
    cross_border_matrix(found)
    pd.testing.assert_frame_equal(found.channels, before)
