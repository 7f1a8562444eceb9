"""Rows that are mostly blank: a note, a heading or a total among the rows of a table, or a row that was only begun."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.errors import Problem

_NAMED = 4
"""So many of the blank cells are named; their number says the rest."""

NOT_ROWS = ("about", "items")
"""On these sheets a blank cell is no gap in a row: a key has one value, a blank answer is not asked."""


def mostly_blank_rows(batches: Mapping[str, Batch]) -> list[Problem]:
    """Return one problem for each row in which more than half of the required cells are blank, at its first value.

    What else is wrong in such a row has the same cause. Source: docs/problems.md, incomplete-row.
    """
    return [problem for code, batch in batches.items() if code not in NOT_ROWS for problem in _incomplete(batch)]


def _incomplete(batch: Batch) -> list[Problem]:
    required = [column for column in batch.sheet.columns if column.must_fill and column.code in batch.values]
    blank = pd.DataFrame({column.code: batch.values[column.code].isna() for column in required})
    for column in required:
        blank[column.code] &= batch.values["file"].isin(batch.files_with(column.code))
    mostly = blank.sum(axis="columns").gt(len(required) / 2)
    if not mostly.any():
        return []
    lacking = blank[mostly].apply(_named, axis="columns", labels={column.code: column.label for column in required})
    told = batch.with_columns(lacking=lacking.reindex(batch.values.index))
    first = batch.values[batch.sheet.codes()].notna().idxmax(axis="columns")
    return [
        problem
        for column in first[mostly].unique()
        for problem in told.problems("incomplete-row", mostly & first.eq(column), str(column), columns="{lacking}")
    ]


def _named(blank: pd.Series[bool], labels: Mapping[str, str]) -> str:
    names = [labels[str(code)] for code in blank.index[blank]]
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
