"""The legend: a row of boxes in their looks, each with its meaning beside it."""

from __future__ import annotations

from collections.abc import Sequence

from impt_analysis.charts.fitting import fitted, text_width
from impt_analysis.charts.page import INNER, Page
from impt_analysis.charts.style import MARGIN, SMALL_SIZE, SMALLEST_SIZE, Look

BOX_WIDTH, BOX_HEIGHT = 0.42, 0.24
GAP = 0.1
NARROWEST_SPACE, WIDEST_SPACE = 0.15, 0.45
"""The space between one meaning and the next box."""


def draw_legend(drawn: Page, entries: Sequence[tuple[Look, str]], bottom: float) -> None:
    """Draw the entries from the left, in their order, spread over one row whose boxes stand on `bottom`.

    Meanings that do not fit are set smaller before they are cut.
    """
    room = INNER - len(entries) * (BOX_WIDTH + GAP)
    most = room - len(entries) * NARROWEST_SPACE
    wished = sum(text_width(meaning, SMALL_SIZE) for _, meaning in entries)
    size = max(SMALLEST_SIZE, SMALL_SIZE * min(1.0, most / wished))
    widest = _widest([text_width(meaning, size) for _, meaning in entries], most)
    words = [fitted(meaning, widest, size, lines=1) for _, meaning in entries]
    needed = sum(text_width(line, size) for line in words)
    space = min(WIDEST_SPACE, (room - needed) / len(entries))
    x = MARGIN
    for (look, _), line in zip(entries, words, strict=True):
        drawn.mark(look, x, bottom, BOX_WIDTH, BOX_HEIGHT, role="legend box")
        x += BOX_WIDTH + GAP
        drawn.write(x, bottom + BOX_HEIGHT / 2, line, size=size, role="legend")
        x += text_width(line, size) + space


def _widest(widths: Sequence[float], room: float) -> float:
    """Return the width that no meaning may exceed so that all stand in the room; short ones leave theirs to long ones.

    >>> _widest([1.0, 6.0, 8.0], 9.0)
    4.0
    """
    left = room
    for done, width in enumerate(sorted(widths)):
        share = left / (len(widths) - done)
        if width > share:
            return share
        left -= width
    return room
