"""Rules on reach: what is said of role, reach, its basis, barriers and opening, and what the channels say of it."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import REGIONAL, Barrier, Basis, Opening, Reached, ReachedBasis, Role, YesNo
from impt_analysis.errors import Problem

NOT_IN_FULL = (Reached.NO, Reached.PARTLY)
"""Only where a source is reached like this is anybody asked for a barrier."""

OBSTACLES = tuple(barrier for barrier in Barrier if barrier not in (Barrier.NONE, Barrier.UNKNOWN))


def reach_problems(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return what does not fit between role, reach, its basis, barrier, opening and the documented channels."""
    batch, sources = batches["sources"], tables["sources"]
    return [
        *_by_role(batch, sources),
        *_by_basis(batch, sources),
        *_by_barrier(batch, sources),
        *_by_channel(batches, tables),
    ]


def _by_role(batch: Batch, sources: pd.DataFrame) -> list[Problem]:
    collecting = sources["role"].eq(Role.COLLECTOR)
    return [
        *batch.problems(
            "collector-not-reached",
            collecting & sources["reached"].notna() & sources["reached"].ne(Reached.YES),
            "reached",
        ),
        *batch.problems("collector-without-mandate", collecting & sources["basis"].eq(Basis.GENERAL), "role"),
        *batch.problems(
            "bearer-reached-by-role",
            sources["role"].eq(Role.BEARER) & sources["reached_basis"].eq(ReachedBasis.ROLE),
            "reached_basis",
        ),
    ]


def _by_basis(batch: Batch, sources: pd.DataFrame) -> list[Problem]:
    unknown, unfounded = sources["reached"].eq(Reached.UNKNOWN), sources["reached_basis"].eq(ReachedBasis.UNKNOWN)
    stated, founded = sources["reached"].notna() & ~unknown, sources["reached_basis"].notna() & ~unfounded
    return [
        *batch.problems("reach-without-basis", stated & unfounded, "reached_basis", reached="{reached}"),
        *batch.problems("basis-without-reach", unknown & founded, "reached", basis="{reached_basis}"),
    ]


def _by_barrier(batch: Batch, sources: pd.DataFrame) -> list[Problem]:
    barrier, reached = sources["barrier"], sources["reached"]
    protected = barrier.eq(Barrier.PROTECTED) & sources["opening"].eq(Opening.RECORDS_BY_LAW)
    return [
        *batch.problems("barrier-though-reached", reached.eq(Reached.YES) & barrier.isin(OBSTACLES), "barrier"),
        *batch.problems(
            "no-barrier-though-not-reached",
            reached.isin(NOT_IN_FULL) & barrier.eq(Barrier.NONE),
            "barrier",
            reached="{reached}",
        ),
        *batch.problems("protected-records-offered", protected, "opening"),
    ]


def _by_channel(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    batch, sources = batches["sources"], tables["sources"]
    own = sources["file"].map(tables["about"].set_index("file")["state"].astype("str"))
    bearing = sources["role"].eq(Role.BEARER) & own.notna() & own.ne(REGIONAL)
    channel = sources["source_id"].map(_rows_of_ways(sources, tables["channels"])).astype("Int64")
    way = channel.notna()
    reached, by_channel = sources["reached"], sources["reached_basis"].eq(ReachedBasis.CHANNEL)
    no_way = bearing & by_channel & reached.isin([Reached.YES, *NOT_IN_FULL]) & ~way
    no_way &= sources["file"].isin(batches["channels"].files_with("to_source"))
    located = batch.with_columns(channel=channel) if way.any() else batch
    return [
        *located.problems("contradiction", bearing & way & reached.eq(Reached.NO), "reached", channel="{channel}"),
        *located.problems(
            "channel-though-reach-unknown", bearing & way & reached.eq(Reached.UNKNOWN), "reached", channel="{channel}"
        ),
        *batch.problems("reach-without-channel", no_way, "reached_basis"),
    ]


def _rows_of_ways(sources: pd.DataFrame, channels: pd.DataFrame) -> pd.Series[int]:
    """Return by source the row of its first documented channel to a collector of its state, with a common theme."""
    themes = [f"theme_{theme}" for theme in shipped_codebook().codes("theme")]
    known = sources.dropna(subset="source_id").drop_duplicates("source_id").set_index("source_id")
    collectors = known.index[known["role"].eq(Role.COLLECTOR)]
    inside = channels[channels["basis"].eq(Basis.DOCUMENT) & channels["to_source"].isin(collectors)]
    inside = inside[inside["from_source"].isin(known.index)]
    begin, end = known.loc[inside["from_source"]], known.loc[inside["to_source"]]
    common = inside[themes].isin([YesNo.YES]).to_numpy()
    common &= begin[themes].isin([YesNo.YES]).to_numpy() & end[themes].isin([YesNo.YES]).to_numpy()
    there = common.any(axis=1) & (begin["file"].to_numpy() == end["file"].to_numpy())
    ways = inside.loc[there, ["from_source", "row"]].drop_duplicates("from_source")
    return pd.Series(ways["row"].to_numpy(), ways["from_source"])
