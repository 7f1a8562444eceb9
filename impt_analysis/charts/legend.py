"""The legend: a row of boxes in their looks, each with its meaning beside it."""

from __future__ import annotations

from collections.abc import Sequence

from impt_analysis.charts.fitting import fitted, text_width
from impt_analysis.charts.page import INNER, Page
from impt_analysis.charts.style import MARGIN, SMALL_SIZE, Look

BOX_WIDTH, BOX_HEIGHT = 0.42, 0.24
GAP = 0.1


def draw_legend(drawn: Page, entries: Sequence[tuple[Look, str]], bottom: float) -> None:
    """Draw the entries from the left, in their order, spread over one row whose boxes stand on `bottom`."""
    room = INNER - len(entries) * (BOX_WIDTH + GAP)
    words = [fitted(meaning, room - GAP, SMALL_SIZE, lines=1) for _, meaning in entries]
    needed = sum(text_width(line, SMALL_SIZE) for line in words)
    space = min(0.45, (room - needed) / len(entries))
    x = MARGIN
    for (look, _), line in zip(entries, words, strict=True):
        drawn.mark(look, x, bottom, BOX_WIDTH, BOX_HEIGHT, role="legend box")
        x += BOX_WIDTH + GAP
        drawn.write(x, bottom + BOX_HEIGHT / 2, line, size=SMALL_SIZE, role="legend")
        x += text_width(line, SMALL_SIZE) + space
