"""A sheet of a workbook and where its table stands: the header, and the address of every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from impt_analysis.checking.spaces import plain
from impt_analysis.checking.stacking import Cells
from impt_analysis.errors import Problem
from impt_analysis.schema import Sheet
from impt_analysis.workbook.cells import SheetCells, address, letters

HEADER_WITHIN = 30
"""The header stands in one of the first rows of a sheet: a few lines of title above it are common."""

FINDINGS = {"error": "formula-error", "formula": "formula"}
"""The kind of problem for each kind of cell that the fast reader does not tell of."""

Place = tuple[str, str, str]
"""File, sheet and address of a cell."""


@dataclass(frozen=True)
class Table:
    """One sheet of one workbook: its cells by column, how the address of a column's cell is made, and its problems.

    `covered` are cells that look blank and are not: a problem of their own says so already.
    """

    cells: Mapping[str, Cells]
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    covered: frozenset[Place] = frozenset()


@dataclass(frozen=True)
class Placed:
    """The cells of a sheet, and the number of the row among them that is the header of its table."""

    file: str
    sheet: Sheet
    cells: SheetCells
    header: int

    def letters(self, position: int) -> str:
        """Return the letters of a column by its position among the cells."""
        return letters(self.cells.first_column + position)

    def address(self, number: int, position: int) -> str:
        """Return the address of a cell by its position among the cells."""
        return address(self.cells.first_row + number, self.cells.first_column + position)

    def below(self) -> Cells:
        """Return the cells below the header, a row of the array for each row of the sheet."""
        rows = self.cells.rows[self.header + 1 :]
        cells = np.empty((len(rows), len(self.cells.rows[self.header])), dtype="object")
        if rows:
            cells[:] = rows
        return cells

    def numbers_below(self) -> Cells:
        """Return the numbers of the sheet's rows below the header, as Excel counts them."""
        first = self.cells.first_row
        return np.arange(first + self.header + 1, first + len(self.cells.rows)).astype("object")

    def problem(self, code: str, number: int, position: int, *, column: str = "", **details: str) -> Problem:
        """Return a problem at a cell, by its position among the cells, that quotes its value."""
        return Problem.of(
            code,
            file=self.file,
            sheet=self.sheet.name,
            cell=self.address(number, position),
            column=column,
            found=self.cells.rows[number][position],
            **details,
        )


def header_row(sheet: Sheet, cells: SheetCells) -> int | None:
    """Return the number of the row, among the first of the sheet, that holds most of its headers; none if under two."""
    headers = sheet.headers()
    matches = [sum(plain(value) in headers for value in row) for row in cells.rows[:HEADER_WITHIN]]
    best = max(matches, default=0)
    return matches.index(best) if best > 1 else None


def without_header(file: str, sheet: Sheet, names: str) -> Table:
    """Return an empty table and the one problem that a sheet has whose header was not found."""
    return Table({}, problems=(Problem.of("missing-header", file=file, sheet=sheet.name, columns=names),))


def flagged_cells(placed: Placed, known: Mapping[str, int]) -> list[Problem]:
    """Return a problem for each cell that holds an error value or a formula."""
    labels = {position: placed.sheet.column(code).label for code, position in known.items()}
    return [
        Problem.of(
            FINDINGS[finding.kind],
            file=placed.file,
            sheet=placed.sheet.name,
            cell=address(finding.row, finding.column),
            column=labels.get(finding.column - placed.cells.first_column, ""),
            found=finding.text,
        )
        for finding in placed.cells.findings
    ]
