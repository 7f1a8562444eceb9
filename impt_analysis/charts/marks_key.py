"""The key of a chart that is drawn with marks: a row of marks, each with its meaning beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.markers import CARETUPBASE

from impt_analysis.charts.fitting import fitted, text_width
from impt_analysis.charts.legend import GAP, NARROWEST_SPACE, WIDEST_SPACE, shared_width
from impt_analysis.charts.page import INNER, Page
from impt_analysis.charts.style import MARGIN, SMALLEST_SIZE, WHITE

MARK_WIDTH = 0.2
MARK_SIZE = 7.0
OUTLINE, EDGE = 1.1, 1.8
UP = CARETUPBASE
"""The mark above a figure that is a lower bound."""


@dataclass(frozen=True)
class Mark:
    """How a figure is marked: the form, how far it is filled, its colour, and an edge of another colour."""

    form: str | int
    fill: str
    colour: str
    edge: str = ""

    def settings(self, size: float = MARK_SIZE) -> dict[str, Any]:
        """Return the settings of a matplotlib line that draws nothing but this mark."""
        return {
            "marker": self.form,
            "fillstyle": self.fill,
            "markersize": size,
            "color": self.colour,
            "markerfacecoloralt": WHITE,
            "markeredgecolor": self.edge or self.colour,
            "markeredgewidth": EDGE if self.edge else OUTLINE,
            "linestyle": "none",
        }


def draw_marks(drawn: Page, head: str, entries: Sequence[tuple[Mark, str]], middle: float) -> None:
    """Write a head, bold and in the colour of its marks, and behind it the entries in their order, on one row."""
    x = MARGIN
    if head:
        head = fitted(head, INNER / 3, SMALLEST_SIZE, lines=1, weight="bold")
        colour = entries[0][0].colour
        drawn.write(x, middle, head, size=SMALLEST_SIZE, weight="bold", colour=colour, role="key head")
        x += text_width(head, SMALLEST_SIZE, "bold") + GAP
    room = MARGIN + INNER - x - len(entries) * (MARK_WIDTH + GAP / 2)
    widths = [text_width(meaning, SMALLEST_SIZE) for _, meaning in entries]
    widest = shared_width(widths, room - len(entries) * NARROWEST_SPACE)
    words = [fitted(meaning, widest, SMALLEST_SIZE, lines=1) for _, meaning in entries]
    space = min(WIDEST_SPACE, (room - sum(text_width(line, SMALLEST_SIZE) for line in words)) / len(entries))
    for (mark, _), line in zip(entries, words, strict=True):
        drawn.sheet.plot([x + MARK_WIDTH / 2], [middle], **mark.settings())
        x += MARK_WIDTH + GAP / 2
        drawn.write(x, middle, line, size=SMALLEST_SIZE, role="key")
        x += text_width(line, SMALLEST_SIZE) + space
