"""Rules on channels: between which bodies they lead, across which border, and in which themes."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.cell_entries import states_of
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import REGIONAL, YesNo
from impt_analysis.errors import Problem

ENDS = ("from_source", "to_source")


def channel_problems(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return channels that lead nowhere, are of other states, or say of borders and themes what their ends do not."""
    batch, channels = batches["channels"], tables["channels"]
    own = channels["file"].map(tables["about"].set_index("file")["state"].astype("str"))
    begin, end = (states_of(channels[column]) for column in ENDS)
    named = own.notna() & channels[list(ENDS)].notna().all(axis="columns")
    crossing = channels["cross_border"].eq(YesNo.YES)
    inside = begin.notna() & begin.eq(end) & begin.ne(REGIONAL)
    apart = begin.notna() & end.notna() & begin.ne(end)
    return [
        *batch.problems("channel-to-itself", named & channels["from_source"].eq(channels["to_source"]), "to_source"),
        *batch.problems("channel-of-others", named & begin.ne(own) & end.ne(own), "from_source"),
        *batch.problems("border-not-crossed", inside & crossing, "cross_border"),
        *batch.problems("border-crossed", apart & channels["cross_border"].eq(YesNo.NO), "cross_border"),
        *_without_theme(batch, channels),
        *_themes_not_covered(batch, channels, tables["sources"]),
    ]


def _themes() -> list[str]:
    return [f"theme_{theme}" for theme in shipped_codebook().codes("theme")]


def _without_theme(batch: Batch, channels: pd.DataFrame) -> list[Problem]:
    return batch.problems(
        "channel-without-theme", channels[_themes()].isin([YesNo.NO]).all(axis="columns"), _themes()[0]
    )


def _themes_not_covered(batch: Batch, channels: pd.DataFrame, sources: pd.DataFrame) -> list[Problem]:
    known = sources.dropna(subset="source_id").drop_duplicates("source_id").set_index("source_id")
    not_covered = known[_themes()].isin([YesNo.NO])
    about = channels[_themes()].isin([YesNo.YES]).to_numpy()
    problems: list[Problem] = []
    for column in ENDS:
        lacking = about & not_covered.reindex(channels[column], fill_value=False).to_numpy()
        beyond = pd.Series(lacking.any(axis=1), channels.index)
        if beyond.any():
            listed = [" and ".join(_numbers(row)) for row in lacking]
            located = batch.with_columns(themes=pd.Series(listed, channels.index))
            problems += located.problems("theme-not-covered", beyond, column, themes="{themes}")
    return problems


def _numbers(themes: list[bool]) -> list[str]:
    return [str(theme) for theme, holds in zip(shipped_codebook().codes("theme"), themes, strict=True) if holds]
