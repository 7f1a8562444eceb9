"""Inventories of a few sources, channels and figures, made in code without a workbook, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import EXTERNAL
from impt_analysis.inventory import Inventory
from tests.workbooks import CHANNEL, SOURCE, STATISTIC, cells, inventory

COLLECTOR = {"role": "collector", "population": "identified", "reached": "yes", "reached_basis": "role"}
INSIDE = {"cross_border": "no"}

Flow = tuple[str, str, Mapping[str, str]]
"""A channel: its two ends, and what sets it apart."""


@cache
def template() -> Inventory:
    """An inventory of one row a table, which has the kind of every column."""
    return inventory(cells())


def flows(
    sources: Mapping[str, Mapping[str, str]],
    channels: Iterable[Flow] = (),
    figures: Iterable[Mapping[str, object]] = (),
) -> Inventory:
    """Return the inventory of sources by id, channels and figures, each with what sets it apart from a good row.

    A source belongs to the state of its id, a channel to that of the first of its ends which is a source, a figure to
    Latvia unless it says otherwise.
    """
    listed = [
        {"state": name.split("-")[0], **SOURCE, "source_id": name, **changed} for name, changed in sources.items()
    ]
    flowing = [
        {"state": own(start, end), **CHANNEL, "from_source": start, "to_source": end, **changed}
        for start, end, changed in channels
    ]
    counted = [{"state": "LV", **STATISTIC, **changed} for changed in figures]
    known = template()
    present = {row["state"] for row in (*listed, *flowing, *counted)}
    states = [state for state in shipped_codebook().codes("state") if state in present]
    return replace(
        known,
        about=table(known.about, [{**known.about.iloc[0], "state": state} for state in states]),
        sources=table(known.sources, listed),
        items=known.items.iloc[:0],
        channels=table(known.channels, flowing),
        statistics=table(known.statistics, counted),
    )


def table(like: pd.DataFrame, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return rows as a table with the columns and kinds of another, in the order of states."""
    made = pd.DataFrame(rows, columns=like.columns, dtype="object").replace("", None).astype(like.dtypes)
    return made.sort_values("state", kind="stable", ignore_index=True)


def own(*ends: str) -> str:
    """Return the state of the first end that is a source."""
    return next(end for end in ends if not end.startswith(EXTERNAL)).split("-")[0]


def about(*themes: int, **changed: str) -> dict[str, str]:
    """Return what makes a channel one inside the state about these themes only."""
    return {**INSIDE, **{f"theme_{theme}": "yes" if theme in themes else "no" for theme in (1, 2, 3)}, **changed}
