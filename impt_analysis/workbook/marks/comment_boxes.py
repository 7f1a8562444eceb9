"""Where the box of a comment stands and how large it is, so that the whole text can be read."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from impt_analysis.workbook.marks.grid import DOTS_A_POINT, Grid
from impt_analysis.workbook.sheet_body import LAST_COLUMN, LAST_ROW

WIDTH = 380
LINE = 16
LETTER = 6.2
"""In dots, in the font of comments (Tahoma 9), with room to spare for other fonts."""

_MARGIN = 14
_GAP = 12


def new_anchor(row: int, column: int, text: str, grid: Grid) -> str:
    """Return the place of a comment's box beside its cell, as VML states it, large enough for the text.

    It names the left and right column and the upper and lower row, from 0, each with a distance in dots.
    """
    left = min(column, LAST_COLUMN - 1)
    right = _walked(left, _GAP, WIDTH, grid.width, LAST_COLUMN)
    top = row - 1
    bottom = _walked(top, 2, _height(text, WIDTH), grid.height, LAST_ROW)
    return ", ".join(map(str, (left, _GAP, top, 2, *right, *bottom)))


def points(text: str) -> tuple[float, float]:
    """Return the width and height of a comment's box in points, for programs that do not go by its place."""
    return WIDTH / DOTS_A_POINT, _height(text, WIDTH) / DOTS_A_POINT


def grown_anchor(anchor: str, text: str, grid: Grid) -> str:
    """Return a place as it is stated, with its lower edge moved down where the text needs it."""
    numbers = [int(number) for number in anchor.split(",")]
    if len(numbers) != 8:
        return anchor
    left, left_gap, top, top_gap, right, right_gap, bottom, bottom_gap = numbers
    width = sum(grid.width(column + 1) for column in range(left, min(right, left + 500))) + right_gap - left_gap
    needed = _walked(top, top_gap, _height(text, max(width, 60)), grid.height, LAST_ROW)
    if needed <= (bottom, bottom_gap):
        return anchor
    return ", ".join(map(str, (*numbers[:6], *needed)))


def _height(text: str, width: int) -> int:
    across = (width - _MARGIN) / LETTER
    lines = sum(max(1, ceil(len(line) * 1.06 / across)) for line in text.splitlines())
    return lines * LINE + _MARGIN


def _walked(position: int, gap: int, distance: int, size: Callable[[int], int], last: int) -> tuple[int, int]:
    """The column or row, from 0, and the distance into it, where one comes from a position and a gap."""
    left = gap + distance
    while position < last - 1 and left > size(position + 1):
        left -= size(position + 1)
        position += 1
    return position, left
