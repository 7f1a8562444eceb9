"""Rows of one sheet from many workbooks, put together so that they are checked column by column."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from impt_analysis.errors import Problem
from impt_analysis.schema import Sheet


@dataclass(frozen=True)
class Batch:
    """The rows of one sheet from every workbook.

    `values` has the columns `file` and `row` (the row's number in the sheet) and one per column of the sheet, as text
    without outer spaces; a blank cell is missing. `places` says by file and column how a cell's address is made.
    """

    sheet: Sheet
    values: pd.DataFrame
    places: dict[tuple[str, str], str]

    def address(self, index: int, column: str) -> str:
        """Return the address of a cell, such as `F14`; empty where the sheet has no such column."""
        place = self.places.get((str(self.values.at[index, "file"]), column), "")
        return place.format(**{name: self.values.at[index, name] for name in ("row", "letter") if name in self.values})

    def problems(self, code: str, where: pd.Series[bool], column: str, **details: str) -> list[Problem]:
        """Return a problem of this kind for each row where the mask holds, at the cell of the column.

        A detail that names a column of `values` in braces is filled from the row.
        """
        return [self._problem(code, index, column, details) for index in self.values.index[where]]

    def every(self, code: str, column: str, **details: str) -> list[Problem]:
        """Return a problem of this kind for every row."""
        return self.problems(code, pd.Series(data=True, index=self.values.index), column, **details)

    def of_entries(self, column: str, single: pd.Series[str], **more: pd.Series[str]) -> Batch:
        """Return a batch with a row for each entry of a column's cells, so that a problem quotes the entry alone.

        `single` is indexed like `values`; `more` are columns for the details of a problem, row by row like `single`.
        """
        values = self.values.loc[single.index].assign(**{column: single.to_numpy()})
        values = values.assign(**{name: texts.to_numpy() for name, texts in more.items()})
        return Batch(self.sheet, values.reset_index(drop=True), self.places)

    def _problem(self, code: str, index: int, column: str, details: dict[str, str]) -> Problem:
        entry = self.values.loc[index]
        found = entry.get(column)
        return Problem.of(
            code,
            file=str(entry["file"]),
            sheet=self.sheet.name,
            cell=self.address(index, column),
            column=self.label(column),
            found="" if found is None or pd.isna(found) else found,
            **{name: text.format(**entry) for name, text in details.items()},
        )

    def label(self, column: str) -> str:
        """Return the label of a column as its header has it."""
        return next((entry.label for entry in self.sheet.columns if entry.code == column), "")


def as_text(cells: pd.Series) -> pd.Series[str]:
    """Return cells as text without outer spaces; a blank cell is missing.

    Whole numbers lose their decimal point, dates are written as year-month-day.

    >>> as_text(pd.Series([" NA ", 2022.0, "", datetime.date(2024, 1, 2), True], dtype="object")).tolist()
    ['NA', '2022', nan, '2024-01-02', 'TRUE']
    """
    is_text = cells.map(lambda value: isinstance(value, str))
    texts = cells.where(is_text, cells[~is_text].map(_written)).astype("str").str.strip()
    return texts.mask(texts.eq(""))


def stacked(frames: Iterable[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """Return tables of cells put together as text, without the rows in which every one of these columns is blank."""
    parts = [frame.reindex(columns=["file", "row", *columns]) for frame in frames]
    whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["file", "row", *columns])
    texts = as_text(pd.Series(whole[columns].to_numpy(dtype="object").ravel(), dtype="object"))
    whole[columns] = texts.to_numpy(dtype="object").reshape(len(whole), len(columns))
    whole = whole.astype({"file": "str", "row": "int64", **dict.fromkeys(columns, "str")})
    return whole[whole[columns].notna().any(axis="columns")].reset_index(drop=True)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if value is None or value != value:  # a column that a workbook lacks
        return ""
    return str(value)
