"""Rows of one sheet from many workbooks, put together so that they are checked column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from impt_analysis.errors import Problem, quoted
from impt_analysis.plurals import number_of
from impt_analysis.schema import Sheet


@dataclass(frozen=True)
class Batch:
    """The rows of one sheet from every workbook.

    `values` has the columns `file` and `row` (the row's number in the sheet) and one per column of the sheet, as text
    without outer spaces; a blank cell is missing. `places` says by file and column how a cell's address is made.
    `typed_as_text` says by column which cells of a number or a date hold a text instead; most often it is empty.
    """

    sheet: Sheet
    values: pd.DataFrame
    places: dict[tuple[str, str], str]
    typed_as_text: Mapping[str, pd.Series[bool]] = field(default_factory=dict)

    def address(self, index: int, column: str) -> str:
        """Return the address of a cell, such as `F14`; empty where the sheet has no such column."""
        place = self.places.get((str(self.values.at[index, "file"]), column), "")
        return place.format(**{name: self.values.at[index, name] for name in ("row", "letter") if name in self.values})

    def files_with(self, column: str) -> list[str]:
        """Return the files whose sheet has the column: of others nothing is known, and so nothing is wrong."""
        return [file for file, code in self.places if code == column]

    def in_file(self, column: str) -> pd.Series[str]:
        """Return the values of a column with their file, to compare what belongs to one workbook only."""
        return self.values["file"] + "\n" + self.values[column]

    def is_typed_as_text(self, column: str) -> pd.Series[bool]:
        """Return which cells of a column of numbers or dates hold a text instead."""
        none = pd.Series(data=False, index=self.values.index)
        return self.typed_as_text.get(column, none)

    def with_columns(self, **columns: pd.Series) -> Batch:
        """Return the batch with further columns, for the details of a problem."""
        return replace(self, values=self.values.assign(**columns))

    def problems(self, code: str, where: pd.Series[bool], column: str, **details: str) -> list[Problem]:
        """Return a problem of this kind for each row where the mask holds, at the cell of the column.

        A detail that names a column of `values` in braces is filled from the row.
        """
        if not where.any():
            return []
        return [self._problem(code, index, column, details) for index in self.values.index[where]]

    def every(self, code: str, column: str, **details: str) -> list[Problem]:
        """Return a problem of this kind for every row."""
        return self.problems(code, pd.Series(data=True, index=self.values.index), column, **details)

    def once(self, code: str, where: pd.Series[bool], column: str, **details: str) -> list[Problem]:
        """Return one problem of this kind for each workbook, at the first cell where the mask holds.

        The rule's wording has the place `cells` for how many cells there are.
        """
        if not where.any():
            return []
        named = self.values.loc[where, ["file", *self._parts_of_address(column)]]
        files = named.loc[~named.duplicated(), "file"]
        cells = files.map(files.value_counts()).map(lambda count: number_of(count, "cell"))
        first = files.index[~files.duplicated()]
        values = self.values.loc[first].assign(cells=cells.loc[first])
        return replace(self, values=values).every(code, column, cells="{cells}", **details)

    def of_entries(self, column: str, single: pd.Series[str], **more: pd.Series[str]) -> Batch:
        """Return a batch with a row for each entry of a column's cells, so that a problem quotes the entry alone.

        `single` is indexed like `values`; `more` are columns for the details of a problem, row by row like `single`.
        """
        values = self.values.loc[single.index].assign(**{column: single.to_numpy()})
        values = values.assign(**{name: texts.to_numpy() for name, texts in more.items()})
        return Batch(self.sheet, values.reset_index(drop=True), self.places)

    def label(self, column: str) -> str:
        """Return the label of a column as its header has it."""
        return next((entry.label for entry in self.sheet.columns if entry.code == column), "")

    def _parts_of_address(self, column: str) -> list[str]:
        places = [place for (_, code), place in self.places.items() if code == column]
        return [part for part in ("row", "letter") if any(f"{{{part}}}" in place for place in places)]

    def _problem(self, code: str, index: int, column: str, details: dict[str, str]) -> Problem:
        entry = self.values.loc[index]
        found = entry.get(column)
        own = {str(name): quoted(value) for name, value in entry.items() if str(name) in self.sheet.codes()}
        return Problem.of(
            code,
            file=str(entry["file"]),
            sheet=self.sheet.name,
            cell=self.address(index, column),
            column=self.label(column),
            found="" if found is None or pd.isna(found) else found,
            **{name: text.format(**{**entry, **own}) for name, text in details.items()},
        )
