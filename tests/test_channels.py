"""Channels: what makes one permanent, how far it leads, and the graph of all of them."""

from __future__ import annotations

import pandas as pd
import pytest

from impt_analysis.channels import channel_counts, channel_graph, described_channels, permanent_channels
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from tests.flows import COLLECTOR, INSIDE, about, flows


def one_channel(end: str = "LV-02", **changed: str) -> Inventory:
    sources = {"LV-01": {}, "LV-02": COLLECTOR}
    return flows(sources, [("LV-01", end, {**INSIDE, **changed})])


@pytest.mark.parametrize(
    ("kind", "regularity", "permanent"),
    [
        ("statutory", "continuous", "yes"),
        ("statutory", "periodic", "yes"),
        ("agreement", "continuous", "yes"),
        ("agreement", "case_by_case", "no"),
        ("informal", "periodic", "no"),
        ("informal", "unknown", "no"),
        ("unknown", "case_by_case", "no"),
        ("unknown", "continuous", "unknown"),
        ("statutory", "unknown", "unknown"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_a_channel_is_permanent_when_laid_down_and_standing(kind: str, regularity: str, permanent: str) -> None:
    found = one_channel(kind=kind, regularity=regularity)
    assert described_channels(found)["permanent"].tolist() == [permanent]
    assert len(permanent_channels(found)) == (permanent == "yes")


@pytest.mark.parametrize(
    ("end", "cross_border", "scope"),
    [
        ("LV-02", "no", "within"),
        ("ext:A club", "no", "within"),
        ("ext:Swedish Police", "yes", "between"),
        ("ext:Nordic police forces", "yes", "between"),
        ("ext:bodies of the Russian system", "yes", "between"),
        ("ext:Europol", "yes", "beyond"),
        ("ext:PH authorities", "yes", "beyond"),
        ("ext:Authorities abroad", "yes", "beyond"),
    ],
)
def test_a_channel_stays_within_leads_between_states_or_beyond(end: str, cross_border: str, scope: str) -> None:
    assert described_channels(one_channel(end, cross_border=cross_border))["scope"].tolist() == [scope]


def test_channels_are_counted_by_state_theme_and_scope() -> None:
    sources = {"LV-01": {}, "LV-02": COLLECTOR}
    channels = [
        ("LV-01", "LV-02", about(1, 2)),
        ("LV-02", "LV-01", about(2, kind="informal")),
        ("LV-01", "ext:Swedish Police", about(2, cross_border="yes", kind="unknown")),
    ]
    counts = channel_counts(flows(sources, channels)).set_index(["theme", "scope"])
    assert counts.loc[(1, "within")].tolist() == ["LV", 1, 1, 0, 0]
    assert counts.loc[(2, "within")].tolist() == ["LV", 2, 1, 1, 0]
    assert counts.loc[(2, "between")].tolist() == ["LV", 1, 0, 0, 1]
    assert counts.loc[(3, "beyond")].tolist() == ["LV", 0, 0, 0, 0]
    assert len(counts) == 3 * 3


def test_russia_and_the_regional_bodies_are_listed_and_not_counted() -> None:
    found = flows({"RU-01": {}, "LV-01": {}}, [("RU-01", "ext:Europol", {})])
    assert channel_counts(found)["state"].unique().tolist() == ["LV"]
    assert permanent_channels(found)["state"].tolist() == ["RU"]
    assert "RU-01" in channel_graph(found)


def test_the_graph_has_a_node_per_body_and_an_edge_per_channel() -> None:
    sources = {"LV-01": {}, "LV-02": COLLECTOR, "LV-03": {"theme_2": "no"}}
    channels = [
        ("LV-01", "LV-02", about(1)),
        ("LV-01", "LV-02", about(2, kind="informal")),
        ("LV-02", "ext:Interpol", {}),
        ("ext:INTERPOL", "LV-01", {}),
    ]
    graph = channel_graph(flows(sources, channels))
    assert list(graph) == ["LV-01", "LV-02", "LV-03", "ext:INTERPOL"]
    assert graph.nodes["LV-02"]["role"] == "collector"
    assert graph.nodes["LV-03"]["themes"] == (1, 3)
    assert graph.nodes["LV-03"]["places"] == ("LV",)
    assert graph.nodes["ext:INTERPOL"] == {
        "name": "INTERPOL",
        "organisation_type": None,
        "role": None,
        "population": None,
        "places": ("REG",),
        "themes": (),
    }
    assert [(start, end, row) for start, end, row in graph.edges(keys=True)] == [
        ("LV-01", "LV-02", 0),
        ("LV-01", "LV-02", 1),
        ("LV-02", "ext:INTERPOL", 2),
        ("ext:INTERPOL", "LV-01", 3),
    ]
    edge = graph.edges["LV-01", "LV-02", 1]
    assert (edge["kind"], edge["permanent"], edge["themes"], edge["reference_ids"]) == (
        "informal",
        "no",
        (2,),
        "LV-R001",
    )


@pytest.mark.parametrize("criterion", [{"population": "pool"}, {"role": "bearer"}])
def test_a_graph_without_the_collectors_of_other_children_is_refused(criterion: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=f"this inventory is narrowed by {next(iter(criterion))}; take the table"):
        channel_graph(one_channel().where(**criterion))


def test_an_inventory_that_lost_no_source_is_whole() -> None:
    assert len(channel_graph(one_channel().where(population=["pool", "identified"], state="LV"))) == 2


def test_a_source_that_another_theme_hides_is_still_a_node() -> None:
    sources = {"LV-01": {"theme_2": "no"}, "LV-02": COLLECTOR}
    narrowed = flows(sources, [("LV-01", "LV-02", about(2))]).where(theme=2)
    graph = channel_graph(narrowed)
    assert graph.nodes["LV-01"]["places"] == ("LV",)
    assert graph.nodes["LV-01"]["role"] is None


def test_the_inventory_stays_as_it_was() -> None:
    found = one_channel()
    before = {name: table.copy() for name, table in found.tables().items()}
    channel_graph(found)
    channel_counts(found)
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(table, before[name])
