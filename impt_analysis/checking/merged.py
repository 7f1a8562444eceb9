"""Merged cells: Excel keeps one value for the whole area, so that all its other cells look blank."""

from __future__ import annotations

from impt_analysis.checking.placed import Place, Placed
from impt_analysis.errors import Problem
from impt_analysis.workbook.cells import address

Area = tuple[int, int, int, int]
"""First row, first column, last row and last column of an area, as Excel counts them."""


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
    """Return a problem for each merged area of the table, which names the area."""
    return [
        placed.problem(
            "merged-cells",
            top - placed.cells.first_row,
            left - placed.cells.first_column,
            area=f"{address(top, left)}:{address(bottom, right)}",
        )
        for top, left, bottom, right in merged_areas(placed)
    ]


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
