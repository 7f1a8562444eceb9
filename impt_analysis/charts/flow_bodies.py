"""Which bodies stand on the chart of a state's channels, in which group, and the flows between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from impt_analysis.charts.tables import require_columns, require_one_theme
from impt_analysis.codebook.codes import EXTERNAL, Role, YesNo
from impt_analysis.codebook.measured_codes import Permanent
from impt_analysis.errors import UsageError

WAYS = "ways_to_collectors(inventory)"
CHANNELS = "described_channels(inventory)"
SOURCES = "inventory.sources"


class Group(StrEnum):
    """The groups of bodies, in the order in which they stand: those of the left column, then those of the right."""

    DIRECT = "direct"
    LONGER = "longer"
    WITHOUT = "without"
    OFF_THEME = "off_theme"
    COLLECTOR = "collector"
    INSIDE = "inside"
    OUTSIDE = "outside"


LEFT = (Group.DIRECT, Group.LONGER, Group.WITHOUT, Group.OFF_THEME)
"""The groups of the left column: bearers by their documented way, and sources that do not cover the theme."""


@dataclass(frozen=True)
class Body:
    """A source or a body that is in no workbook; `population` is None where it is not known to be a source."""

    node: str
    name: str
    group: Group
    population: str | None


@dataclass(frozen=True)
class Flow:
    """A channel from one body to another."""

    start: str
    end: str
    permanent: Permanent
    crossing: bool


@dataclass(frozen=True)
class StateFlows:
    """The bodies and flows of a state about one theme; `silent` are the bearers that stand in no channel about it."""

    bodies: tuple[Body, ...]
    flows: tuple[Flow, ...]
    silent: tuple[str, ...]


def flows_of_state(sources: pd.DataFrame, channels: pd.DataFrame, ways: pd.DataFrame, state: str) -> StateFlows:
    """Return the bodies of a state's channels about the theme of `ways`, and the flows between them.

    A channel is the state's when its workbook tells of it or one of its sources is at an end. Collectors of the state
    that cover the theme are there also without a channel.

    Raises UsageError when a table lacks a column, `ways` has no or several themes, or no bearer of the state covers it.
    """
    require_columns(ways, ["state", "theme", "source_id", "length"], WAYS)
    require_one_theme(ways, WAYS)
    theme = f"theme_{ways['theme'].iloc[0]}"
    ends = ["from_node", "to_node", "from_places", "to_places"]
    require_columns(channels, ["state", *ends, "permanent", "cross_border", theme], CHANNELS)
    require_columns(sources, ["state", "source_id", "name", "role", "population", theme], SOURCES)
    own = sources[sources["state"].eq(state) & sources[theme].eq(YesNo.YES)]
    bearers = ways[ways["state"].eq(state)].set_index("source_id")["length"]
    if bearers.empty:
        found = ", ".join(map(str, ways["state"].unique()))
        raise UsageError(f"no bearer of {state} covers the theme; a state is one of {found}")
    about = _of_state(channels[channels[theme].eq(YesNo.YES)], state)
    collectors = set(own.loc[own["role"].eq(Role.COLLECTOR), "source_id"])
    groups = {**dict.fromkeys(collectors, Group.COLLECTOR), **bearers.map(_group_of_length, na_action=None).to_dict()}
    linked = {*about["from_node"], *about["to_node"]}
    for end in ("from", "to"):
        for node, places in zip(about[f"{end}_node"], about[f"{end}_places"], strict=True):
            groups.setdefault(node, _other_group(node, places, state))
    known = sources.set_index("source_id")
    bodies = [_body(node, groups[node], known) for node in sorted({*linked, *collectors})]
    flows = tuple(
        Flow(start, end, Permanent(permanent), crossing == YesNo.YES)
        for start, end, permanent, crossing in zip(
            *(about[name] for name in ("from_node", "to_node", "permanent", "cross_border")), strict=True
        )
    )
    silent = tuple(sorted(set(bearers.index) - linked))
    return StateFlows(_ordered(bodies, flows), flows, silent)


def _of_state(about: pd.DataFrame, state: str) -> pd.DataFrame:
    own = f"{state}-"
    touching = about["from_node"].str.startswith(own) | about["to_node"].str.startswith(own) | about["state"].eq(state)
    return about[touching].sort_values(["from_node", "to_node", "permanent"], kind="stable")


def _group_of_length(length: Any) -> Group:
    if pd.isna(length):
        return Group.WITHOUT
    return Group.DIRECT if length == 1 else Group.LONGER


def _other_group(node: str, places: str, state: str) -> Group:
    if node.startswith(f"{state}-"):
        return Group.OFF_THEME
    return Group.INSIDE if places == state else Group.OUTSIDE


def _body(node: str, group: Group, known: pd.DataFrame) -> Body:
    if node in known.index:
        return Body(node, str(known.at[node, "name"]), group, str(known.at[node, "population"]))
    return Body(node, node.removeprefix(EXTERNAL), group, None)


def _ordered(bodies: list[Body], flows: tuple[Flow, ...]) -> tuple[Body, ...]:
    """Return the bodies by group; bearers with a direct way in the order of the collectors that it leads to."""
    collectors = {body.node: place for place, body in enumerate(bodies) if body.group is Group.COLLECTOR}
    first: dict[str, int] = {}
    for flow in flows:
        if flow.end in collectors:
            first[flow.start] = min(first.get(flow.start, len(bodies)), collectors[flow.end])
    places = list(Group)
    return tuple(sorted(bodies, key=lambda body: (places.index(body.group), *_nearness(body, first), body.node)))


def _nearness(body: Body, first: Mapping[str, int]) -> tuple[int, ...]:
    return (first.get(body.node, 0),) if body.group is Group.DIRECT else (0,)
