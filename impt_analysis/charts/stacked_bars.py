"""Bars of several parts in panels: a bar for each row of states, from the left, with the length of a part in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from impt_analysis.charts.fitting import TOLERANCE, size_that_fits, text_width
from impt_analysis.charts.page import Page, filling
from impt_analysis.charts.state_rows import StateRows
from impt_analysis.charts.style import SMALL_SIZE, SMALLEST_SIZE, Look
from impt_analysis.charts.texts import text

BAR_HEIGHT = 0.66
NUMBER_PADDING = 0.005


@dataclass(frozen=True)
class BarPart:
    """One part of every bar: its name, its look, and by row its length on the axis."""

    name: str
    look: Look
    lengths: pd.Series[float]


def draw_panel(drawn: Page, rows: StateRows, left: float, width: float, length: int, ticks: Mapping[int, str]) -> Axes:
    """Return a panel beside the rows, with an axis from 0 to `length` that is marked at the ticks.

    The label of the first tick and of one at the end stand within the panel.
    """
    panel = drawn.panel(left, rows.bottom, width, rows.top - rows.bottom)
    panel.set_xlim(0, length)
    panel.set_ylim(len(rows.states) - 0.5, -0.5)
    panel.set_yticks([])
    panel.set_xticks(list(ticks), list(ticks.values()), size=SMALL_SIZE)
    for place, label in zip(ticks, panel.get_xticklabels(), strict=True):
        if place in (0, length):
            label.set_horizontalalignment("right" if place else "left")
    panel.spines[["top", "right", "left"]].set_visible(False)
    panel.patch.set_visible(False)
    return panel


def draw_bars(panel: Axes, parts: Sequence[BarPart]) -> None:
    """Draw the parts of each bar beside each other, in their order."""
    start = 0.0 * parts[0].lengths
    for part in parts:
        panel.barh(range(len(start)), part.lengths, BAR_HEIGHT, left=start, label=part.name, **filling(part.look))
        start = start + part.lengths


def write_lengths(panel: Axes, parts: Sequence[BarPart], width: float) -> None:
    """Write its length, a whole number, in every part that has room for it in a panel of this width."""
    start = 0.0 * parts[0].lengths
    inches = width / panel.get_xlim()[1]
    for part in parts:
        for row, (begins, length) in enumerate(zip(start, part.lengths, strict=True)):
            number, room = text("whole_number", number=length), length * inches - 2 * NUMBER_PADDING
            size = size_that_fits(number, max(room, 0.0), SMALL_SIZE, SMALLEST_SIZE)
            if text_width(number, size) <= room + TOLERANCE:
                middle = begins + length / 2
                panel.text(middle, row, number, size=size, color=part.look.ink, ha="center", va="center")
        start = start + part.lengths
