"""What is read although it is not written as in the template: an info for each kind of it, never silence."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.placed import Placed
from impt_analysis.checking.spaces import plain
from impt_analysis.checking.stacking import Stacked
from impt_analysis.errors import Problem
from impt_analysis.plurals import number_of


def layout_infos(placed: Placed, known: dict[str, int]) -> list[Problem]:
    """Return an info for a title above the header, for columns in another order, and for blank rows between others."""
    names = placed.sheet.code == "items"  # the row of the sources' names is blank while there is no source
    return [
        *title_above(placed),
        *elsewhere(placed),
        *_another_order(placed, known),
        *blank_rows(placed, placed.header + 1 + names),
    ]


def elsewhere(placed: Placed) -> list[Problem]:
    """Return an info for a table with blank rows above it or blank columns beside it, and nothing else there."""
    if (placed.cells.first_row, placed.cells.first_column) == (1, 1):
        return []
    return [
        placed.problem(
            "table-elsewhere", 0, next((n for n, value in enumerate(placed.cells.rows[0]) if plain(value)), 0)
        )
    ]


def title_above(placed: Placed) -> list[Problem]:
    """Return an info for what is written above the header."""
    for number, row in enumerate(placed.cells.rows[: placed.header]):
        for position, value in enumerate(row):
            if plain(value):
                return [placed.problem("title-above-header", number, position)]
    return []


def blank_rows(placed: Placed, first: int) -> list[Problem]:
    """Return an info for blank rows between rows that are filled in; `first` is the row in which these begin."""
    filled = [any(map(plain, row)) for row in placed.cells.rows[first:]]
    while filled and not filled[-1]:
        filled.pop()
    if all(filled):
        return []
    return [
        placed.problem("blank-rows-between", first + filled.index(False), 0, rows=number_of(filled.count(False), "row"))
    ]


def _another_order(placed: Placed, known: dict[str, int]) -> list[Problem]:
    usual = [known[code] for code in placed.sheet.codes() if code in known]
    moved = [after for before, after in pairwise(usual) if after < before]
    return [placed.problem("columns-in-another-order", placed.header, moved[0])] if moved else []


def space_infos(batch: Batch, cells: Stacked) -> list[Problem]:
    """Return an info, once a column of a workbook, for values with spaces around them and for cells of spaces alone."""
    if not cells.was_trimmed.any():
        return []
    problems: list[Problem] = []
    for position in np.flatnonzero(cells.was_trimmed.any(axis=0)):
        column = cells.columns[int(position)]
        trimmed = pd.Series(cells.was_trimmed[:, position], batch.values.index)
        blank = batch.values[column].isna()
        problems += batch.once("spaces-around-value", trimmed & ~blank, column)
        problems += batch.once("only-spaces", trimmed & blank, column)
    return problems
