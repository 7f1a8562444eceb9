"""The rows of a chart that has one for each state: their heights, their names, and numbers at their right end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from impt_analysis.charts.fitting import fitted, on_one_line, text_width, wrapped
from impt_analysis.charts.page import INNER, Page
from impt_analysis.charts.style import GREY, MARGIN, SMALL_SIZE, SMALLEST_SIZE, TEXT_SIZE
from impt_analysis.charts.texts import name_of

NAME_WIDTH = 1.1
HIGHEST_ROW = 0.6
COLUMN_PADDING = 0.13
HEAD_LINE = 0.85
"""A head of several words is broken into lines of about this width."""

WIDEST_HEAD = 0.95
"""A head is cut where a word of it is longer."""

WIDEST_WRAPPED_HEAD = 1.2
"""So wide becomes a column whose head stands whole on the lines of a head only then."""

HEAD_LINES = 3
HEAD_GAP = 0.08


@dataclass(frozen=True)
class StateRows:
    """The rows of some states, from the top down; measured in inches on the page."""

    states: tuple[str, ...]
    top: float
    lowest: float

    @property
    def height(self) -> float:
        """The height of one row."""
        return min(HIGHEST_ROW, (self.top - self.lowest) / len(self.states))

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top - self.height * len(self.states)

    def middles(self) -> list[float]:
        """Return the middle of each row."""
        return [self.top - (row + 0.5) * self.height for row in range(len(self.states))]


def draw_names(drawn: Page, rows: StateRows) -> None:
    """Write the name of each state at the left of its row and draw a fine line below it."""
    for code, middle in zip(rows.states, rows.middles(), strict=True):
        name, size = on_one_line(name_of("state", code), NAME_WIDTH, TEXT_SIZE, SMALLEST_SIZE)
        drawn.write(MARGIN, middle, name, size=size, role="state")
        edge = middle - rows.height / 2
        drawn.sheet.plot([MARGIN, MARGIN + INNER], [edge, edge], color=GREY, linewidth=0.5)


def draw_numbers(drawn: Page, rows: StateRows, numbers: pd.DataFrame, heads: Mapping[str, str]) -> float:
    """Write the columns of `numbers` at the right of the page, under their heads; return where they begin."""
    right = MARGIN + INNER
    for name, head in reversed(list(heads.items())):
        width = _column_width(head, [str(number) for number in numbers[name]])
        lines = fitted(head, width, SMALL_SIZE, lines=HEAD_LINES)
        drawn.write(right, rows.top + HEAD_GAP, lines, size=SMALL_SIZE, across="right", upright="bottom", role="head")
        for number, middle in zip(numbers[name], rows.middles(), strict=True):
            drawn.write(right, middle, str(number), size=SMALL_SIZE, across="right", role=name)
        right -= width + COLUMN_PADDING
    return right


def _column_width(head: str, numbers: Sequence[str]) -> float:
    longest_word = max(text_width(word, SMALL_SIZE) for word in head.split())
    longest_number = max(text_width(number, SMALL_SIZE) for number in numbers)
    usual = max(min(longest_word, WIDEST_HEAD), longest_number, min(text_width(head, SMALL_SIZE), HEAD_LINE))
    widths = (usual, WIDEST_WRAPPED_HEAD)
    return next((width for width in widths if _stands_whole(head, width)), usual)


def _stands_whole(head: str, width: float) -> bool:
    lines = wrapped(head, width, SMALL_SIZE)
    return len(lines) <= HEAD_LINES and all(text_width(line, SMALL_SIZE) <= width for line in lines)
