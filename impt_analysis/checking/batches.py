"""Rows of one sheet from many workbooks, put together so that they are checked column by column."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from string import Formatter

import pandas as pd

from impt_analysis.codebook.speaking import ORIGINAL
from impt_analysis.errors import Problem, quoted
from impt_analysis.plurals import number_of
from impt_analysis.schema import Sheet


@dataclass(frozen=True)
class Batch:
    """The rows of one sheet from every workbook.

    `values` has the columns `file` and `row` (the row's number in the sheet) and one per column of the sheet, as text
    without outer spaces; a blank cell is missing. `places` says by file and column how a cell's address is made.
    `typed_as_text` says by column which cells of a number or a date hold a text instead; most often it is empty.
    `languages` says by file in which language the workbook is headed; what is not named is in the original.
    """

    sheet: Sheet
    values: pd.DataFrame
    places: dict[tuple[str, str], str]
    typed_as_text: Mapping[str, pd.Series[bool]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

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

    def languages_of(self, single: pd.Series[str]) -> pd.Series[str]:
        """Return the language of the workbook of each entry; `single` is indexed like `values`."""
        files = self.values["file"].loc[single.index]
        spoken = {file: self.languages.get(file, ORIGINAL) for file in files.unique()}
        return pd.Series(files.map(spoken).to_numpy(), single.index, dtype="str")

    def with_columns(self, **columns: pd.Series) -> Batch:
        """Return the batch with further columns, for the details of a problem."""
        return replace(self, values=self.values.assign(**columns))

    def where(self, kept: pd.Series[bool]) -> Batch:
        """Return the batch with those of its rows where the mask holds."""
        return replace(self, values=self.values[kept])

    def problems(self, code: str, where: pd.Series[bool], column: str, **details: str) -> list[Problem]:
        """Return a problem of this kind for each row where the mask holds, at the cell of the column.

        A detail that names a column of `values` in braces is filled from the row.
        """
        if not where.any():
            return []
        label, filled = self.label(column), self._filled(details)
        rows = self.values[where].to_dict("records")
        return [self._problem(code, row, column, label, details | _written(filled, row)) for row in rows]

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
        return Batch(self.sheet, values.reset_index(drop=True), self.places, languages=self.languages)

    def label(self, column: str) -> str:
        """Return the label of a column as its header has it; answers stand under the identifier of their source."""
        known = next((entry.label for entry in self.sheet.columns if entry.code == column), "")
        return known or ("{source_id}" if "source_id" in self.values else "")

    def _parts_of_address(self, column: str) -> list[str]:
        places = [place for (_, code), place in self.places.items() if code == column]
        return [part for part in ("row", "letter") if any(f"{{{part}}}" in place for place in places)]

    def _filled(self, details: Mapping[str, str]) -> dict[str, tuple[str, list[str]]]:
        """The details that a row fills, each with those of its names that are columns of the sheet."""
        names = {name: [part for _, part, _, _ in Formatter().parse(text) if part] for name, text in details.items()}
        return {
            name: (details[name], [part for part in parts if part in self.sheet.codes()])
            for name, parts in names.items()
            if parts
        }

    def _problem(
        self, code: str, row: Mapping[Hashable, object], column: str, label: str, details: Mapping[str, str]
    ) -> Problem:
        found = row.get(column)
        place = self.places.get((str(row["file"]), column), "")
        return Problem.of(
            code,
            file=str(row["file"]),
            sheet=self.sheet.name,
            cell=place.format_map(row),
            column=label.format_map(row),
            found="" if found is None or pd.isna(found) else found,  # type: ignore[call-overload]
            **details,
        )


def _written(filled: Mapping[str, tuple[str, list[str]]], row: Mapping[Hashable, object]) -> dict[str, str]:
    """The details as the row fills them; what a person wrote in a cell is quoted as everywhere."""
    return {
        name: text.format(
            **{**{str(key): value for key, value in row.items()}, **{own: quoted(row[own]) for own in owns}}
        )
        for name, (text, owns) in filled.items()
    }
