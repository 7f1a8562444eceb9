"""Channels: the flows of information as a directed graph, and which of them are permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from impt_analysis.channel_bodies import placed_ends
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import EXTERNAL, REGIONAL, SEPARATOR, ChannelKind, Regularity, YesNo
from impt_analysis.codebook.measured_codes import ChannelScope, Permanent
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.state_tables import table_of_states

if TYPE_CHECKING:
    import networkx as nx

STANDING_KINDS = (ChannelKind.STATUTORY, ChannelKind.AGREEMENT)
STANDING_RHYTHMS = (Regularity.CONTINUOUS, Regularity.PERIODIC)
SOURCE_ATTRIBUTES = ["name", "organisation_type", "role", "population"]
CARRIED = ["state", "kind", "regularity", "permanent", "scope", "basis", "reference_ids", "claim"]


def described_channels(inventory: Inventory) -> pd.DataFrame:
    """Return the channels with what follows from their columns: a row per channel, in the order of the inventory.

    Columns: those of `channels`; `from_node`, `to_node` (id of a source, or `ext:` and one spelling for each body);
    `from_places`, `to_places` (where each end is: codes separated by a semicolon); `permanent` (yes when statutory or
    by agreement, and continuous or periodic; no when informal or case by case; else unknown) and `scope` (within the
    state, between states around the Baltic Sea, beyond: with any other body), both ordered categories. `state` is the
    workbook that tells of the channel. No cell is missing but where the workbook is blank.

    Source: docs/method.md, section "Channels".
    """
    return table_of_states(inventory, _described_channels)


def _described_channels(inventory: Inventory) -> pd.DataFrame:
    placed = placed_ends(inventory).set_index("end")
    channels = inventory.channels.copy()
    for end in ("from", "to"):
        channels[f"{end}_node"] = channels[f"{end}_source"].map(placed["node"]).astype("str")
        channels[f"{end}_places"] = channels[f"{end}_source"].map(placed["places"]).astype("str")
    channels["permanent"] = _permanent(channels)
    channels["scope"] = _scope(channels)
    return channels


def permanent_channels(inventory: Inventory) -> pd.DataFrame:
    """Return the channels that are permanent: statutory or by agreement, and continuous or periodic.

    Columns: `state` (the workbook that tells of it), `scope`, `from_node`, `to_node`, `from_places`, `to_places`,
    `kind`, `regularity`, `theme_1` to `theme_3`, `basis`, `reference_ids`, `claim`; in the order of states, scopes and
    then of the workbook. The Russian Federation and the regional bodies are listed.

    Source: docs/method.md, section "Channels".
    """
    channels = described_channels(inventory)
    standing = channels[channels["permanent"].eq(Permanent.YES)].sort_values(["state", "scope"], kind="stable")
    ends = ["from_node", "to_node", "from_places", "to_places"]
    rest = ["kind", "regularity", "theme_1", "theme_2", "theme_3", "basis", "reference_ids", "claim"]
    return standing[["state", "scope", *ends, *rest]].reset_index(drop=True)


def channel_counts(inventory: Inventory) -> pd.DataFrame:
    """Return how many channels each workbook tells of, a row per member state, theme and scope, in codebook order.

    Columns: `state`, `theme`, `scope` (ordered categories); `n_channels`; of these `n_permanent`, `n_not_permanent` and
    `n_unknown` (whether they are permanent is not established). A channel on two themes counts in both: themes are
    never added up. No cell is missing; a state without a channel has zeros.

    Source: docs/method.md, section "Channels".
    """
    return table_of_states(inventory, _channel_counts)


def _channel_counts(inventory: Inventory) -> pd.DataFrame:
    channels = described_channels(inventory)
    counted = {Permanent.YES: "n_permanent", Permanent.NO: "n_not_permanent", Permanent.UNKNOWN: "n_unknown"}
    parts = []
    for theme in inventory.themes:
        about = channels[channels[f"theme_{theme}"].eq(YesNo.YES)]
        sizes = about.groupby(["state", "scope", "permanent"], observed=False).size().unstack("permanent")
        parts.append(sizes.rename(columns=counted).reset_index().assign(theme=theme))
    table = pd.concat(parts, ignore_index=True).astype({"theme": shipped_codebook().dtype("theme")})
    table["n_channels"] = table[list(counted.values())].sum(axis="columns")
    members = table[table["state"].isin(inventory.members())]
    ordered = members.sort_values(["state", "theme", "scope"], ignore_index=True)
    ordered.columns.name = None
    return ordered[["state", "theme", "scope", "n_channels", *counted.values()]]


def channel_graph(inventory: Inventory) -> nx.MultiDiGraph:
    """Return the flows of information as a directed graph: a node per body, an edge per channel.

    Nodes are every source (its id) and every body outside the workbooks (`ext:` and its name), in the order of the
    alphabet. Attributes of a node: `places` (tuple of codes: states, REG, outside, unresolved), `name`,
    `organisation_type`, `role`, `population` (None for a body outside), `themes` (tuple of the themes that it covers).

    Edges have the number of the row in `inventory.channels` as key. Attributes of an edge: `state` (the workbook),
    `kind`, `regularity`, `permanent`, `scope`, `themes` (tuple), `basis`, `reference_ids` and `claim`.

    Raises UsageError when sources were left out of the inventory by anything but state and theme: the graph would lack
    the collectors of one group of children while bearers of another pass information to them.

    Source: docs/method.md, section "Channels".
    """
    import networkx as nx

    require_every_source(inventory)
    channels = described_channels(inventory)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(_nodes(inventory, channels))
    carried = channels[CARRIED].astype("object").to_dict("index")
    themes = _themes(channels, inventory.themes)
    ends = channels[["from_node", "to_node"]].reset_index().sort_values(["from_node", "to_node", "index"])
    for row, start, end in ends.itertuples(index=False, name=None):
        graph.add_edge(start, end, key=row, themes=themes[row], **{str(k): v for k, v in carried[row].items()})
    return graph


def require_every_source(inventory: Inventory) -> None:
    """Raise UsageError when sources were left out by anything but state and theme."""
    if inventory.narrowed:
        raise UsageError(
            "ways of information lead to sources of every role and population, and this inventory is narrowed by "
            f"{', '.join(inventory.narrowed)}; take the table of the whole inventory, and narrow the table"
        )


def _permanent(channels: pd.DataFrame) -> pd.Series:
    standing = channels["kind"].isin(STANDING_KINDS) & channels["regularity"].isin(STANDING_RHYTHMS)
    passing = channels["kind"].eq(ChannelKind.INFORMAL) | channels["regularity"].eq(Regularity.CASE_BY_CASE)
    said = pd.Series(str(Permanent.UNKNOWN), channels.index).mask(standing, Permanent.YES).mask(passing, Permanent.NO)
    return said.astype(shipped_codebook().dtype("permanent"))


def _scope(channels: pd.DataFrame) -> pd.Series:
    states = [state for state in shipped_codebook().codes("state") if state != REGIONAL]
    regional = [
        channels[f"{end}_places"].str.split(SEPARATOR).map(lambda codes: bool(set(codes) & set(states)))
        for end in ("from", "to")
    ]
    between = regional[0].astype("bool") & regional[1].astype("bool")
    said = pd.Series(str(ChannelScope.BEYOND), channels.index).mask(between, ChannelScope.BETWEEN)
    within = channels["cross_border"].ne(YesNo.YES)
    return said.mask(within, ChannelScope.WITHIN).astype(shipped_codebook().dtype("channel_scope"))


def _nodes(inventory: Inventory, channels: pd.DataFrame) -> list[tuple[str, dict[str, object]]]:
    sources = inventory.sources.set_index("source_id")
    covered = _themes(sources, inventory.themes)
    known = sources[SOURCE_ATTRIBUTES].astype("object").to_dict("index")
    ends = [channels[[f"{end}_node", f"{end}_places"]].set_axis(["node", "places"], axis=1) for end in ("from", "to")]
    own = pd.DataFrame({"node": sources.index, "places": sources["state"].astype("str").to_numpy()})
    whole = pd.concat([own, *ends]).drop_duplicates("node").sort_values("node")
    nothing = dict.fromkeys(SOURCE_ATTRIBUTES)
    return [
        (
            node,
            {
                **nothing,
                "name": node.removeprefix(EXTERNAL),
                **{str(name): value for name, value in known.get(node, {}).items()},
                "places": tuple(places.split(SEPARATOR)),
                "themes": covered.get(node, ()),
            },
        )
        for node, places in whole.itertuples(index=False, name=None)
    ]


def _themes(table: pd.DataFrame, themes: tuple[int, ...]) -> dict[object, tuple[int, ...]]:
    covers = table[[f"theme_{theme}" for theme in themes]].isin([YesNo.YES]).to_numpy()
    return {
        row: tuple(theme for theme, so in zip(themes, told, strict=True) if so)
        for row, told in zip(table.index, covers, strict=True)
    }
