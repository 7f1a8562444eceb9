"""Which row of the later edition is which row of the earlier one."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

from impt_analysis.suppression import FIGURE

REPETITION = "repetition"
CHANNEL = ["from_source", "to_source"]


class Change(StrEnum):
    """What happened to a row between two editions."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


IDS = {
    "about": "state",
    "sources": "source_id",
    "vignettes": "vignette_id",
    "references": "reference_id",
}
"""The sheets whose rows are told apart by one column."""

KEYS = {
    "channels": [[*CHANNEL, "kind"], CHANNEL],
    "statistics": [[*FIGURE, "reference_ids"], FIGURE],
}
"""The sheets without an id: what their rows say something about, first as narrowly as can be."""


def matched_rows(before: pd.DataFrame, after: pd.DataFrame, sheet: str) -> pd.DataFrame:
    """Return which rows of two tables of a sheet are the same: their places `before` and `after`, from 0.

    Where a row has an id, rows of the same id are the same. On Channels and Statistics first the rows that are alike in
    every column are; of those left the rows with the same narrow key (from, to and kind; what a figure is about and its
    references), then with the same wide key (from and to; what a figure is about): both times only where the key stands
    once among the rows left of either edition. Nothing is guessed: any other row has no partner. No cell is missing;
    rows stand in the order of the later edition.

    Source: docs/workbook.md, section "Two editions compared".

    >>> old = pd.DataFrame({"reference_id": ["LV-R001", "LV-R002"]})
    >>> matched_rows(old, pd.DataFrame({"reference_id": ["LV-R002", "LV-R003"]}), "references").to_numpy().tolist()
    [[1, 0]]
    """
    shared = [IDS[sheet]] if sheet in IDS else [str(column) for column in before if column in after]
    left, right = (table.reset_index(drop=True)[shared].astype("object").astype("str") for table in (before, after))
    if sheet in IDS:
        return _alike(left, right, shared)
    pairs = _alike(_counted(left), _counted(right), [*shared, REPETITION])
    for columns in KEYS[sheet]:
        key = list(dict.fromkeys(["state", *columns]))
        pairs = pd.concat([pairs, _alike(_once(left, pairs["before"], key), _once(right, pairs["after"], key), key)])
    return pairs.sort_values("after", ignore_index=True)


def _once(table: pd.DataFrame, matched: pd.Series[int], key: list[str]) -> pd.DataFrame:
    """Return the rows not matched yet whose key stands once among them."""
    rest = table[~table.index.isin(matched)]
    return rest[~rest.duplicated(key, keep=False)]


def _counted(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{REPETITION: table.groupby(list(table)).cumcount()})


def _alike(left: pd.DataFrame, right: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    old, new = (table[key].assign(**{name: table.index}) for table, name in ((left, "before"), (right, "after")))
    return new.merge(old, on=key, validate="one_to_one")[["before", "after"]]
