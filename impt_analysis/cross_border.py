"""Channels across borders, from state to state, with the regional bodies and with bodies outside."""

from __future__ import annotations

import pandas as pd

from impt_analysis.channel_bodies import places
from impt_analysis.channels import described_channels
from impt_analysis.codebook.codes import SEPARATOR, YesNo
from impt_analysis.inventory import Inventory


def cross_border_channels(inventory: Inventory) -> pd.DataFrame:
    """Return the cross-border channels by where they begin and end, a row per channel and pair of places.

    Columns: `from_place`, `to_place` (ordered categories: the states, REG, outside the region, unresolved);
    `from_node`, `to_node`; `state` (the workbook that tells of it), `kind`, `regularity`, `permanent`, `theme_1` to
    `theme_3`, `reference_ids`, `claim`; in the order of places, then of the inventory. A body of several named states
    gives a row for each of them, without the pair of a state with itself.

    Source: docs/method.md, section "Channels across borders".
    """
    channels = described_channels(inventory)
    crossing = channels[channels["cross_border"].eq(YesNo.YES)]
    paired = crossing.assign(
        from_place=crossing["from_places"].str.split(SEPARATOR), to_place=crossing["to_places"].str.split(SEPARATOR)
    )
    several = paired["from_place"].str.len().gt(1) | paired["to_place"].str.len().gt(1)
    rows = paired.assign(several=several).explode("from_place").explode("to_place")
    kept = rows[~(rows["several"] & rows["from_place"].eq(rows["to_place"]))]
    ordered = kept.astype({"from_place": places(), "to_place": places()})
    ordered = ordered.sort_values(["from_place", "to_place"], kind="stable", ignore_index=True)
    told = ["state", "kind", "regularity", "permanent", "theme_1", "theme_2", "theme_3", "reference_ids", "claim"]
    return ordered[["from_place", "to_place", "from_node", "to_node", *told]]


def cross_border_matrix(inventory: Inventory) -> pd.DataFrame:
    """Return how many cross-border channels lead from each place to each other: a row per place where they begin.

    Columns: `from_place` (ordered category: the states in codebook order, REG, outside the region, unresolved), then a
    column per place where they end, in the same order. A body of several named states counts for each of them, so cells
    are not added up; `cross_border_channels` holds the channels behind each cell. A zero says that no such channel is
    documented.

    Source: docs/method.md, section "Channels across borders".
    """
    pairs = cross_border_channels(inventory)
    counts = pairs.groupby(["from_place", "to_place"], observed=False).size().unstack("to_place")
    counts.columns = counts.columns.astype("str").rename(None)
    return counts.reset_index()
