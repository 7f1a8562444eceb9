"""A grid of cells: where each stands on the page, and the names of states above their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from impt_analysis.charts.fitting import fitted, size_that_fits
from impt_analysis.charts.page import Page
from impt_analysis.charts.style import SMALL_SIZE, SMALLEST_SIZE
from impt_analysis.charts.texts import name_of

CELL_GAP = 0.03
HEAD_SPARE = 0.14
"""So far beyond its room, in inches, stands the name of a state that is longer than it at the smallest size."""


@dataclass(frozen=True)
class CellGrid:
    """A grid by its left upper corner and the width and height of a cell with its gap; in inches on the page."""

    left: float
    top: float
    width: float
    height: float

    def x(self, column: float) -> float:
        """Return the left edge of a column."""
        return self.left + column * self.width

    def middle(self, row: float) -> float:
        """Return the height of the middle of a row."""
        return self.top - (row + 0.5) * self.height

    def box(self, row: float, column: float) -> tuple[float, float, float, float]:
        """Return left edge, bottom, width and height of a cell without its gap.

        >>> [round(inches, 3) for inches in CellGrid(2.0, 5.0, 0.53, 0.23).box(0, 0)]
        [2.015, 4.785, 0.5, 0.2]
        """
        width, height = self.width - CELL_GAP, self.height - CELL_GAP
        return self.x(column) + CELL_GAP / 2, self.middle(row) - height / 2, width, height


def draw_state_heads(drawn: Page, grid: CellGrid, states: Sequence[str], room: float) -> None:
    """Write the names of states upright above their columns, `room` inches long or a little longer."""
    for column, code in enumerate(states):
        size = size_that_fits(name_of("state", code), room, SMALL_SIZE, SMALLEST_SIZE)
        name = fitted(name_of("state", code), room + HEAD_SPARE, size, lines=1)
        middle = grid.x(column) + grid.width / 2
        drawn.write(middle, grid.top, name, size=size, across="center", upright="bottom", turned=90, role="state")
