"""Ways of information: the shortest documented way from each bearer to a collector of its state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pandas as pd

from impt_analysis.channels import channel_graph
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, Basis, Role, YesNo
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.made_once import table_once

if TYPE_CHECKING:
    import networkx as nx

STEP = " > "
"""Stands between the nodes of a way."""

GROUPS = ["state", "theme", "population"]


def ways_to_collectors(inventory: Inventory) -> pd.DataFrame:
    """Return the shortest documented way of each bearer to a collector of its state, with one theme all along it.

    A row per bearer of a member state and theme that it covers, in the order of states, themes and ids. Columns:
    `state`, `theme`, `population` (ordered categories), `source_id`; `length` (number of channels), `collector` (id of
    the source at the end), `way` (the nodes, separated by " > ") and `reference_ids` (of its channels); these four are
    missing where no way is documented. Each channel of a way is about the theme and rests on a document; the collector
    covers the theme. A way may lead through any body, also one outside the state. Of several shortest ways the one is
    given whose nodes come first in the order of the alphabet.

    Raises UsageError when sources were left out of the inventory by anything but state and theme.

    Source: docs/method.md, section "Ways to a collector".
    """
    return table_once(inventory, _ways_to_collectors)


def _ways_to_collectors(inventory: Inventory) -> pd.DataFrame:
    graph = channel_graph(inventory)
    networks = {theme: _of_theme(graph, theme) for theme in inventory.themes}
    covering = _covering(inventory)
    bearers = covering[covering["role"].eq(Role.BEARER)].reset_index(drop=True)
    collecting = covering[covering["role"].eq(Role.COLLECTOR)]
    steps = {
        (state, theme): _steps_to_any(networks[theme], _ids(collecting, state, theme))
        for state, theme in product(inventory.members(), inventory.themes)
    }
    ways = [
        _way(networks[theme], source, steps[state, theme])
        for state, theme, source in zip(bearers["state"], bearers["theme"], bearers["source_id"], strict=True)
    ]
    told = [
        _told(networks[theme], way) if way else (pd.NA, None, None, None)
        for theme, way in zip(bearers["theme"], ways, strict=True)
    ]
    columns = {"length": "Int64", "collector": "str", "way": "str", "reference_ids": "str"}
    found = pd.DataFrame(told, index=bearers.index, columns=list(columns)).astype(columns)
    return bearers[["state", "theme", "source_id", "population"]].join(found)


def bearers_without_way(inventory: Inventory) -> pd.DataFrame:
    """Return the bearers from which no documented way leads to a collector of their state, a row per bearer and theme.

    Columns: `state`, `theme`, `source_id`, `name`, `organisation`, `organisation_type`, `population`, `reached`,
    `reached_basis`; in the order of states, themes and ids. No way is documented: there may be one. A bearer that is
    reached all the same is so by a statement, or by a channel about another theme.

    Raises UsageError when sources were left out of the inventory by anything but state and theme.

    Source: docs/method.md, section "Ways to a collector".
    """
    ways = ways_to_collectors(inventory)
    lacking = ways.loc[ways["length"].isna(), ["state", "theme", "source_id"]]
    known = ["source_id", "name", "organisation", "organisation_type", "population", "reached", "reached_basis"]
    return lacking.merge(inventory.sources[known], on="source_id")


def way_counts(inventory: Inventory, by: Sequence[str] = ("state", "theme")) -> pd.DataFrame:
    """Return how many bearers have a documented way to a collector of their state, a row per group, in codebook order.

    `by` names theme and any of state and population; without state it is over all member states. Columns: those of `by`
    (ordered categories); `n_bearers` that cover the theme; `n_direct` (a channel leads straight to a collector),
    `n_indirect` (a longer way does) and `n_without_way`, which add up to `n_bearers`. No cell is missing; a group
    without a bearer has zeros.

    Raises UsageError when `by` lacks theme (themes overlap and are never added up) or names anything else, and when
    sources were left out of the inventory by anything but state and theme.

    Source: docs/method.md, section "Ways to a collector".
    """
    if "theme" not in by or not set(by) <= set(GROUPS):
        raise UsageError(f"ways are counted by theme and any of {', '.join(GROUPS)}; found {', '.join(by)}")
    ways = ways_to_collectors(inventory)
    counted = ways.assign(
        n_bearers=1,
        n_direct=ways["length"].eq(1).fillna(False).astype("int64"),
        n_indirect=ways["length"].gt(1).fillna(False).astype("int64"),
        n_without_way=ways["length"].isna().astype("int64"),
    )
    columns = ["n_bearers", "n_direct", "n_indirect", "n_without_way"]
    sums = counted.groupby(list(by), observed=False)[columns].sum().reset_index()
    if "state" in by:
        sums = sums[sums["state"].isin(inventory.members())]
    asked = sums[sums["theme"].isin(inventory.themes)]
    return asked.sort_values(list(by), ignore_index=True)


def _covering(inventory: Inventory) -> pd.DataFrame:
    sources = inventory.sources[inventory.sources["state"].isin(inventory.members())]
    kept = ["state", "source_id", "role", "population"]
    parts = [
        sources.loc[sources[f"theme_{theme}"].eq(YesNo.YES), kept].assign(theme=theme) for theme in inventory.themes
    ]
    whole = pd.concat(parts).astype({"theme": shipped_codebook().dtype("theme")})
    return whole.sort_values(["state", "theme", "source_id"], ignore_index=True)


def _ids(sources: pd.DataFrame, state: str, theme: int) -> list[str]:
    return list(sources.loc[sources["state"].eq(state) & sources["theme"].eq(theme), "source_id"])


def _of_theme(graph: nx.MultiDiGraph, theme: int) -> nx.DiGraph:
    """Return the documented channels about a theme; parallel channels are one edge with the references of all."""
    import networkx as nx

    network = nx.DiGraph()
    for start, end, channel in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        if theme in channel["themes"] and channel["basis"] == Basis.DOCUMENT:
            known = network.get_edge_data(start, end, {"references": ()})["references"]
            network.add_edge(start, end, references=(*known, channel["reference_ids"]))
    return network


def _steps_to_any(network: nx.DiGraph, collectors: Iterable[str]) -> dict[str, int]:
    """Return by node how many channels lie between it and the nearest of the collectors."""
    import networkx as nx

    ends = {collector for collector in collectors if collector in network}
    return dict(nx.multi_source_dijkstra_path_length(network.reverse(copy=False), ends)) if ends else {}


def _way(network: nx.DiGraph, bearer: str, steps: dict[str, int]) -> list[str]:
    if bearer not in steps:
        return []
    way = [bearer]
    for left in range(steps[bearer] - 1, -1, -1):
        way.append(min(node for node in network.successors(way[-1]) if steps.get(node) == left))
    return way


def _told(network: nx.DiGraph, way: list[str]) -> tuple[int, str, str, str]:
    cited = [text for step in pairwise(way) for text in network.edges[step]["references"]]
    references = dict.fromkeys(entry.strip() for text in cited for entry in text.split(SEPARATOR))
    return len(way) - 1, way[-1], STEP.join(way), SEPARATOR.join(references)
