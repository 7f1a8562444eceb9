"""A sheet of a workbook and where its table stands: the header, its columns, and the address of every cell."""

from __future__ import annotations

from dataclasses import dataclass

from impt_analysis.errors import Problem
from impt_analysis.schema import Sheet
from impt_analysis.workbook.cells import SheetCells, address, letters

HEADER_WITHIN = 30
"""The header stands in one of the first rows of a sheet: a few lines of title above it are common."""

FINDINGS = {"error": "formula-error", "formula": "formula"}
"""The kind of problem for each kind of cell that the fast reader does not tell of."""


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

    def problem(self, code: str, number: int, position: int, *, column: str = "", **details: str) -> Problem:
        """Return a problem at a cell, by its position among the cells, that quotes its value."""
        return Problem.of(
            code,
            file=self.file,
            sheet=self.sheet.name,
            cell=address(self.cells.first_row + number, self.cells.first_column + position),
            column=column,
            found=self.cells.rows[number][position],
            **details,
        )


@dataclass(frozen=True)
class Columns:
    """The columns of a table: the position of each by its code, headers that are not known, and problems."""

    known: dict[str, int]
    extra: dict[int, str]
    problems: tuple[Problem, ...]


def header_row(sheet: Sheet, cells: SheetCells) -> int | None:
    """Return the number of the row, among the first of the sheet, that holds most of its headers; none if under two."""
    headers = sheet.headers()
    matches = [sum(plain(value) in headers for value in row) for row in cells.rows[:HEADER_WITHIN]]
    best = max(matches, default=0)
    return matches.index(best) if best > 1 else None


def columns(placed: Placed) -> Columns:
    """Return which column is which, with a problem for each that stands twice or is missing."""
    headers = placed.sheet.headers()
    known: dict[str, int] = {}
    extra: dict[int, str] = {}
    problems: list[Problem] = []
    for position, value in enumerate(placed.cells.rows[placed.header]):
        code = headers.get(plain(value))
        if code in known:
            label = placed.sheet.column(code).label
            problems.append(placed.problem("repeated-column", placed.header, position, column_name=label))
        elif code is not None:
            known[code] = position
        elif plain(value):
            extra[position] = str(value).strip()
    return Columns(known, extra, (*problems, *missing_columns(placed, known)))


def missing_columns(placed: Placed, present: dict[str, int]) -> list[Problem]:
    """Return a problem for each required column that the sheet lacks."""
    return [
        Problem.of(
            "missing-column",
            file=placed.file,
            sheet=placed.sheet.name,
            column=column.label,
            column_name=column.label,
        )
        for column in placed.sheet.columns
        if column.must_exist and column.code not in present
    ]


def extra_columns(placed: Placed, extra: dict[int, str]) -> list[Problem]:
    """Return a problem for each header that is not known."""
    allowed = ", ".join(column.label for column in placed.sheet.columns)
    return [placed.problem("extra-column", placed.header, position, allowed=allowed) for position in extra]


def values_without_header(placed: Placed) -> list[Problem]:
    """Return a problem for each value below the header row that no header stands over."""
    rows = placed.cells.rows
    bare = [position for position, value in enumerate(rows[placed.header]) if not plain(value)]
    return [
        placed.problem("value-without-header", number, position)
        for position in bare
        for number in range(placed.header + 1, len(rows))
        if plain(rows[number][position])
    ]


def flagged_cells(placed: Placed, known: dict[str, int]) -> list[Problem]:
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


def plain(value: object) -> str:
    r"""Return the text of a cell as it is compared: single spaces, without regard to capitals.

    >>> plain("  Organisation\N{NO-BREAK SPACE}type ")
    'organisation type'
    """
    return " ".join(str(value).split()).casefold()
