"""Cells of one sheet from many workbooks to one table of texts, and what the texts alone do not tell any more."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from impt_analysis.checking.spaces import trimmed

Cells = npt.NDArray[np.object_]
Mask = npt.NDArray[np.bool_]

_IS_TEXT = np.frompyfunc(lambda value: isinstance(value, str), 1, 1)
_TRIMMED = np.frompyfunc(trimmed, 1, 1)


@dataclass(frozen=True)
class Stacked:
    """Rows put together: `values` as in a batch, and of each of their cells whether it is a text, and was trimmed.

    `is_text` and `was_trimmed` have the columns of the sheet, row by row like `values`; `only_spaces` says the same of
    cells that held nothing else.
    """

    values: pd.DataFrame
    columns: Sequence[str]
    is_text: Mask
    was_trimmed: Mask

    def of_column(self, mask: Mask, column: str) -> pd.Series[bool]:
        """Return a mask of cells for one column, indexed like `values`."""
        return pd.Series(mask[:, self.columns.index(column)], self.values.index)


def stacked(tables: Sequence[tuple[str, Mapping[str, Cells]]], columns: Sequence[str]) -> Stacked:
    """Return the cells of files as text without outer spaces, without the rows in which every column is blank.

    A table gives by column what its cells hold, and under `row` their numbers; a column that it lacks is blank. Whole
    numbers lose their decimal point, dates are written as year-month-day.
    """
    heights = [len(cells["row"]) for _, cells in tables]
    files = np.repeat(np.array([file for file, _ in tables], dtype="object"), heights)
    rows = np.concatenate([[], *(cells["row"] for _, cells in tables)]).astype("int64")
    held = np.full((len(rows), len(columns)), "", dtype="object")
    below = 0
    for (_, cells), height in zip(tables, heights, strict=True):
        for position, column in enumerate(columns):
            if column in cells:
                held[below : below + height, position] = cells[column]
        below += height
    is_text = _IS_TEXT(held).astype("bool")
    texts = held.copy()
    texts[~is_text] = [written(value) for value in held[~is_text]]
    texts = _TRIMMED(texts)
    was_trimmed = is_text & (texts != held)
    blank = texts == ""
    texts[blank] = np.nan
    kept = ~blank.all(axis=1)
    values = pd.DataFrame(texts[kept], columns=list(columns), dtype="str")
    values.insert(0, "file", pd.array(files[kept], dtype="str"))
    values.insert(1, "row", rows[kept])
    return Stacked(values, columns, is_text[kept] & ~blank[kept], was_trimmed[kept])


def written(value: Any) -> str:
    """Return what a cell holds as text.

    >>> [written(value) for value in (2022.0, 0.5, datetime.date(2024, 1, 2), True)]
    ['2022', '0.5', '2024-01-02', 'TRUE']
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
