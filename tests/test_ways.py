"""Ways to a collector, against an example worked by hand and against a search of every path."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.ways import bearers_without_way, way_counts, ways_to_collectors
from tests.flows import COLLECTOR, about, flows

SCHOOL, SHELTER, POLICE, RAPPORTEUR = "LV-04", "LV-03", "LV-02", "LV-01"
SOURCES = {RAPPORTEUR: COLLECTOR, POLICE: {}, SHELTER: {"population": "concern"}, SCHOOL: {}}
CHANNELS = [
    (POLICE, RAPPORTEUR, about(1, 2, reference_ids="LV-R002")),
    (SHELTER, POLICE, about(1, reference_ids="LV-R003")),
    (SCHOOL, SHELTER, about(2, reference_ids="LV-R004")),
]


@cache
def latvia() -> Inventory:
    """The example of docs/method.md, section "Ways to a collector"."""
    return flows(SOURCES, CHANNELS)


def way(found: Inventory, bearer: str, theme: int = 2) -> pd.Series:
    table = ways_to_collectors(found)
    return table[table["source_id"].eq(bearer) & table["theme"].eq(theme)].iloc[0]


def test_the_shortest_way_by_hand() -> None:
    row = way(latvia(), SHELTER, theme=1)
    assert row[["length", "collector", "way", "reference_ids"]].tolist() == [
        2,
        RAPPORTEUR,
        "LV-03 > LV-02 > LV-01",
        "LV-R003;LV-R002",
    ]


def test_one_theme_runs_all_along_a_way() -> None:
    assert pd.isna(way(latvia(), SCHOOL, theme=1)["length"])  # its channel is about theme 2 only
    assert pd.isna(way(latvia(), SCHOOL, theme=2)["length"])  # and ends at the shelter, whose own is about theme 1


def test_bearers_without_a_way_are_named() -> None:
    lacking = bearers_without_way(latvia())
    assert lacking[["theme", "source_id"]].to_numpy().tolist() == [
        [1, SCHOOL],
        [2, SHELTER],
        [2, SCHOOL],
        [3, POLICE],
        [3, SHELTER],
        [3, SCHOOL],
    ]
    assert lacking.columns.tolist() == [
        "state",
        "theme",
        "source_id",
        "name",
        "organisation",
        "organisation_type",
        "population",
        "reached",
        "reached_basis",
    ]


def test_ways_are_counted_by_hand() -> None:
    counts = way_counts(latvia())
    assert counts.columns.tolist() == ["state", "theme", "n_bearers", "n_direct", "n_indirect", "n_without_way"]
    assert counts.iloc[:, 1:].to_numpy().tolist() == [[1, 3, 1, 1, 1], [2, 3, 1, 0, 2], [3, 3, 0, 0, 3]]


def test_ways_are_counted_apart_for_each_population() -> None:
    counts = way_counts(latvia(), by=["theme", "population"]).set_index(["theme", "population"])
    assert counts.loc[(1, "pool")].tolist() == [2, 1, 0, 1]
    assert counts.loc[(1, "concern")].tolist() == [1, 0, 1, 0]
    assert counts.loc[(1, "identified")].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("by", [["state"], ["theme", "item"]])
def test_ways_are_counted_by_theme_because_themes_overlap(by: list[str]) -> None:
    with pytest.raises(UsageError, match="ways are counted by theme"):
        way_counts(latvia(), by=by)


def test_a_bearer_counts_in_the_themes_that_it_covers() -> None:
    found = flows({**SOURCES, POLICE: {"theme_2": "no"}}, CHANNELS)
    table = ways_to_collectors(found)
    assert table.loc[table["source_id"].eq(POLICE), "theme"].tolist() == [1, 3]
    assert pd.isna(way(found, SHELTER)["length"])


def test_a_collector_of_another_theme_is_no_end() -> None:
    found = flows({**SOURCES, RAPPORTEUR: {**COLLECTOR, "theme_2": "no"}}, CHANNELS)
    assert pd.isna(way(found, POLICE, theme=2)["length"])
    assert way(found, POLICE, theme=1)["length"] == 1


def test_a_channel_without_a_document_is_no_way() -> None:
    undocumented = [(POLICE, RAPPORTEUR, about(2, basis="general", reference_ids=""))]
    assert pd.isna(way(flows(SOURCES, undocumented), POLICE)["length"])


def test_a_collector_of_another_state_is_no_end_and_a_body_abroad_may_be_passed() -> None:
    channels = [
        (POLICE, "EE-01", {}),
        ("EE-01", "ext:Europol", {}),
        (SHELTER, "ext:Europol", {}),
        ("ext:Europol", RAPPORTEUR, {}),
    ]
    found = flows({**SOURCES, "EE-01": COLLECTOR}, channels)
    assert way(found, POLICE)["way"] == "LV-02 > EE-01 > ext:Europol > LV-01"
    assert way(found, SHELTER)["collector"] == RAPPORTEUR


def test_of_several_shortest_ways_the_first_by_id_is_given() -> None:
    sources = {**SOURCES, "LV-05": COLLECTOR}
    channels = [
        (SCHOOL, SHELTER, about(2)),
        (SCHOOL, POLICE, about(2)),
        (SHELTER, RAPPORTEUR, about(2)),
        (POLICE, "LV-05", about(2)),
        (POLICE, RAPPORTEUR, about(2)),
    ]
    assert way(flows(sources, channels), SCHOOL)["way"] == "LV-04 > LV-02 > LV-01"


def test_parallel_channels_are_one_step_with_the_references_of_both() -> None:
    twice = [(POLICE, RAPPORTEUR, about(2, reference_ids=f"LV-R00{number}")) for number in (5, 6)]
    row = way(flows(SOURCES, twice), POLICE)
    assert (row["length"], row["reference_ids"]) == (1, "LV-R005;LV-R006")


def test_russia_and_the_regional_bodies_are_not_measured() -> None:
    found = flows({"RU-01": COLLECTOR, "RU-02": {}, **SOURCES}, [("RU-02", "RU-01", about(2))])
    assert ways_to_collectors(found)["state"].unique().tolist() == ["LV"]


def test_an_inventory_narrowed_to_a_theme_gives_the_rows_of_the_theme() -> None:
    whole = ways_to_collectors(latvia())
    for theme in (1, 2, 3):
        of_theme = whole[whole["theme"].eq(theme)].reset_index(drop=True)
        pd.testing.assert_frame_equal(ways_to_collectors(latvia().where(theme=theme)), of_theme)


def test_an_inventory_without_the_collectors_is_refused() -> None:
    with pytest.raises(UsageError, match="narrowed by population"):
        ways_to_collectors(latvia().where(population=["pool", "concern"]))


NODES = [f"LV-0{number}" for number in range(1, 7)]
edges = st.lists(st.tuples(st.sampled_from([*NODES, "ext:Europol"]), st.sampled_from([*NODES, "ext:Europol"])))


@given(edges, st.sets(st.sampled_from(NODES), min_size=1, max_size=2))
def test_a_way_is_the_first_of_the_shortest_of_all_paths(found: list[tuple[str, str]], ends: set[str]) -> None:
    sources = {node: COLLECTOR if node in ends else {} for node in NODES}
    channels = [(start, end, about(2)) for start, end in dict.fromkeys(found) if start != end]
    table = ways_to_collectors(flows(sources, channels).where(theme=2)).set_index("source_id")
    graph = nx.DiGraph([(start, end) for start, end, _ in channels])
    graph.add_nodes_from(NODES)
    for bearer in set(NODES) - ends:
        paths = [path for end in ends for path in nx.all_simple_paths(graph, bearer, end)]
        expected = min(paths, key=lambda path: (len(path), path), default=None)
        row = table.loc[bearer]
        assert (None if pd.isna(row["way"]) else row["way"].split(" > ")) == expected
        assert expected is None or row["length"] == len(list(pairwise(expected)))
