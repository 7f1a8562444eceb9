"""Merged cells: Excel keeps one value for the whole area, so that all its other cells look blank."""

from __future__ import annotations

from impt_analysis.checking.placed import Place, Placed
from impt_analysis.checking.spaces import plain
from impt_analysis.errors import Problem, quoted
from impt_analysis.plurals import number_of
from impt_analysis.workbook.cells import CellValue, address

Area = tuple[int, int, int, int]
"""First row, first column, last row and last column of an area, as Excel counts them."""

_NAMED = 8
"""So many of the cells that lost their value are named; their number says the rest."""

_THEN_FILL = (
    "then fill in again {cells}: what stood there was deleted, and may stand in an earlier copy of the workbook"
)
_THEN_LOOK = "then look at each of them: what was covered is seen again"


def merged_areas(placed: Placed) -> list[Area]:
    """Return the merged areas that lie in the table, cut to it; one in a title above the header is none of them."""
    if not placed.cells.merged or not placed.cells.rows:
        return []
    first_row, first_column = placed.cells.first_row + placed.header, placed.cells.first_column
    last_row = placed.cells.first_row + len(placed.cells.rows) - 1
    last_column = first_column + len(placed.cells.rows[placed.header]) - 1
    cut = [
        (max(top, first_row), max(left, first_column), min(bottom, last_row), min(right, last_column))
        for top, left, bottom, right in placed.cells.merged
    ]
    return [area for area in cut if area[0] <= area[2] and area[1] <= area[3]]


def merged_problems(placed: Placed) -> list[Problem]:
    """Return a problem for each merged area of the table, which names the area and the cells that lost their value."""
    return [
        placed.problem(
            "merged-cells",
            area[0] - placed.cells.first_row,
            area[1] - placed.cells.first_column,
            area=f"{address(*area[:2])}:{address(*area[2:])}",
            then=_THEN_FILL.format(cells=lost) if (lost := _lost_cells(placed, area)) else _THEN_LOOK,
        )
        for area in merged_areas(placed)
    ]


def _lost_cells(placed: Placed, area: Area) -> str:
    """The cells of an area, but for the first, in which nothing is stored any more, each with its header."""
    top, left, bottom, right = area
    inside = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)][1:]
    lost = [(row, column) for row, column in inside if not plain(_stored(placed, row, column))]
    named = [_named(placed, *cell) for cell in lost[:_NAMED]]
    more = len(lost) - len(named)
    return ", ".join(named) + (f" and {number_of(more, 'more cell')}" if more else "")


def _named(placed: Placed, row: int, column: int) -> str:
    header = _stored(placed, placed.cells.first_row + placed.header, column)
    headed = placed.sheet.code != "about" and row > placed.cells.first_row + placed.header and plain(header)
    return f"{address(row, column)} ({quoted(header)})" if headed else address(row, column)


def _stored(placed: Placed, row: int, column: int) -> CellValue:
    return placed.cells.rows[row - placed.cells.first_row][column - placed.cells.first_column]


def covered_cells(placed: Placed) -> frozenset[Place]:
    """Return the cells that look blank because an area covers them, or because they hold an error or a formula."""
    inside = [
        (row, column)
        for top, left, bottom, right in merged_areas(placed)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
    flagged = [(finding.row, finding.column) for finding in placed.cells.findings]
    return frozenset((placed.file, placed.sheet.name, address(*cell)) for cell in (*inside, *flagged))
