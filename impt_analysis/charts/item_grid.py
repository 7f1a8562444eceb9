"""A grid of items by states: the items in one or two blocks of whole domains, the states in codebook order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd

from impt_analysis.charts.fitting import fitted, on_one_line
from impt_analysis.charts.page import INNER, TOP, Page
from impt_analysis.charts.style import BLUE, MARGIN, SMALL_SIZE, SMALLEST_SIZE, TEXT_SIZE, Look
from impt_analysis.charts.texts import name_of
from impt_analysis.codebook import shipped_codebook

BLOCK_GAP = 0.25
LABEL_WIDTH = 2.6
WIDEST_CELL = 0.6
CELL_GAP = 0.03
HEAD_HEIGHT, HEAD_GAP = 0.9, 0.02
ROWS_TOP = TOP - HEAD_HEIGHT
HIGHEST_ROW = 0.32
DOMAIN_ROWS = 1.4
"""The room for the name of a domain, in rows; the first stands beside the names of the states."""

Shown = Callable[[Any], tuple[Look, str]]
"""What gives the look of a cell and the words in it; it is asked with a row of the table as a named tuple."""


@dataclass(frozen=True)
class Grid:
    """Where a block of the grid stands on the page, in inches: left edge, width of a cell, height of a row."""

    left: float
    width: float
    height: float

    def x(self, column: int) -> float:
        """Return the left edge of a column of cells."""
        return self.left + LABEL_WIDTH + column * self.width

    def middle(self, row: float) -> float:
        """Return the height of the middle of a row."""
        return ROWS_TOP - (row + 0.5) * self.height


def draw_grid(drawn: Page, cells: pd.DataFrame, shown: Shown, bottom: float) -> None:
    """Draw a row per item and a column per state, above `bottom`, with the look and the words that `shown` gives.

    `cells` has a row per `domain`, `item` and `state`, in codebook order, and the `weight` of the item: the names of
    core items are bold. A box and the words in it have the names of state and item as their role.
    """
    for grid, block in _blocks(cells, bottom):
        _draw_heads(drawn, grid, block)
        _draw_rows(drawn, grid, block, shown)


def _blocks(cells: pd.DataFrame, bottom: float) -> list[tuple[Grid, pd.DataFrame]]:
    """Return the cells in one or two blocks of whole domains, as even in length as can be, each with its grid."""
    domains = list(cells["domain"].unique())
    before = list(accumulate(_n_rows(cells[cells["domain"] == code]) + DOMAIN_ROWS for code in domains))
    split = min(range(len(domains)), key=lambda last: max(before[last], before[-1] - before[last])) + 1
    halves = [cells[cells["domain"].isin(part)] for part in (domains[:split], domains[split:]) if part]
    width = (INNER - BLOCK_GAP * (len(halves) - 1)) / len(halves)
    height = min(HIGHEST_ROW, (ROWS_TOP - bottom) / max(map(_n_rows, halves)))
    cell = min(WIDEST_CELL, (width - LABEL_WIDTH) / cells["state"].nunique())
    return [(Grid(MARGIN + number * (width + BLOCK_GAP), cell, height), half) for number, half in enumerate(halves)]


def _n_rows(block: pd.DataFrame) -> float:
    return block["item"].nunique() + DOMAIN_ROWS * (block["domain"].nunique() - 1)


def _draw_heads(drawn: Page, grid: Grid, block: pd.DataFrame) -> None:
    for column, code in enumerate(block["state"].unique()):
        label = name_of("state", code)
        name, size = on_one_line(label, HEAD_HEIGHT - HEAD_GAP, SMALL_SIZE, SMALLEST_SIZE)
        middle = grid.x(column) + grid.width / 2
        drawn.write(middle, ROWS_TOP, name, size=size, across="center", upright="bottom", turned=90, role="state")


def _draw_rows(drawn: Page, grid: Grid, block: pd.DataFrame, shown: Shown) -> None:
    row = 0.0
    for code, domain in block.groupby("domain", observed=True):
        head = fitted(name_of("domain", code), LABEL_WIDTH, TEXT_SIZE, lines=1, weight="bold")
        drawn.write(grid.left, grid.middle(row - 1), head, weight="bold", colour=BLUE, role="domain")
        for item, of_item in domain.groupby("item", observed=True):
            _draw_item(drawn, grid, row, str(item), of_item, shown)
            row += 1
        row += DOMAIN_ROWS


def _draw_item(drawn: Page, grid: Grid, row: float, item: str, of_item: pd.DataFrame, shown: Shown) -> None:
    weight = "bold" if of_item["weight"].iloc[0] == shipped_codebook().interval("importance")["low"].max() else "normal"
    label = name_of("item", item)
    name, size = on_one_line(label, LABEL_WIDTH - 0.1, SMALL_SIZE, SMALLEST_SIZE, weight)
    drawn.write(grid.left, grid.middle(row), name, size=size, weight=weight, role="item")
    for column, cell in enumerate(of_item.itertuples()):
        left, bottom = grid.x(column) + CELL_GAP / 2, grid.middle(row) - (grid.height - CELL_GAP) / 2
        look, words = shown(cell)
        role = f"{name_of('state', cell.state)}, {label}"
        drawn.mark(look, left, bottom, grid.width - CELL_GAP, grid.height - CELL_GAP, words=words, role=role)
