"""The page of a chart: a slide with title, subtitle and footer, measured in inches from its lower left corner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import matplotlib.style
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import TransformedPatchPath

from impt_analysis.charts.fitting import fitted, on_one_line, size_that_fits
from impt_analysis.charts.lettering import font_of_charts
from impt_analysis.charts.style import (
    BLACK,
    BLUE,
    DARK_GREY,
    HEIGHT,
    MARGIN,
    RC,
    SMALL_SIZE,
    SMALLEST_MARK,
    SMALLEST_SIZE,
    SMALLEST_TITLE,
    TEXT_SIZE,
    TITLE_SIZE,
    WIDTH,
    Edge,
    Look,
)
from impt_analysis.charts.texts import marked_footer

INNER = WIDTH - 2 * MARGIN
SUBJECT_TOP = HEIGHT - 0.2
TITLE_TOP = HEIGHT - 0.5
TITLE_OF_TWO_LINES_TOP = HEIGHT - 0.46
SUBTITLE_TOP = HEIGHT - 0.97
TOP = HEIGHT - 1.48
"""Below this height a chart may draw."""

FOOTER_WIDTH = INNER * 0.96
"""A long line in a size between two is drawn up to a thirtieth wider, on a screen, than it is measured."""

FOOTER_BOTTOM = 0.17
BOTTOM = 0.5
"""Above this height a chart may draw."""

BOX_PADDING = 0.01
EDGE_WIDTHS = {Edge.BAR: 0.035, Edge.ARROW: 0.05}
EDGE_INSET = 0.015
THIN_SPACE = "\N{THIN SPACE}"


@dataclass(frozen=True)
class Words:
    """What stands around a chart: its subject, the finding as title, how to read it, and what it rests on."""

    subject: str
    title: str
    subtitle: str
    footer: str


@dataclass(frozen=True)
class Page:
    """A figure, the axes behind everything on it, whose units are inches, and the bounds of these axes."""

    figure: Figure
    sheet: Axes
    bounds: TransformedPatchPath

    def write(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = TEXT_SIZE,
        weight: str = "normal",
        colour: str = BLACK,
        across: str = "left",
        upright: str = "center",
        turned: float = 0,
        role: str = "",
    ) -> Text:
        """Write words at a place; `role` names what they are for those who read the figure back."""
        font = font_of_charts(size, weight)
        written = Text(x, y, words, fontproperties=font, color=colour, ha=across, va=upright, rotation=turned)
        written.set_label(role)
        self.place(written)
        return written

    def place(self, artist: Artist) -> None:
        """Put something on the sheet, where its units are inches.

        As an axes would add it, its limits would be searched and a clip made for each: half the time of a drawing, for
        nothing, as the sheet is the whole page.
        """
        artist.set_clip_path(self.bounds)
        self.sheet.add_artist(artist)
        artist.set_clip_path(None)

    def mark(
        self, look: Look, x: float, y: float, width: float, height: float, *, words: str = "", role: str = ""
    ) -> None:
        """Draw a box in this look, with its sign and the words in its middle and its marks at the edges."""
        box = Rectangle((x, y), width, height, **filling(look), label=role)
        self.place(box)
        for edge in look.edges:
            corners = edge_corners(edge, x, y, width, height)
            self.place(Polygon(corners, facecolor=look.ink, linewidth=0, label=f"{role}, {edge}"))
        left, right = (EDGE_WIDTHS[edge] + EDGE_INSET if edge in look.edges else 0.0 for edge in Edge)
        line = THIN_SPACE.join(part for part in (look.sign, words) if part)
        if not line:
            return
        size = size_that_fits(line, width - left - right - 2 * BOX_PADDING, SMALL_SIZE, SMALLEST_MARK)
        middle = x + (left + width - right) / 2
        self.write(middle, y + height * 0.47, line, size=size, colour=look.ink, across="center", role=role)

    def panel(self, x: float, y: float, width: float, height: float) -> Axes:
        """Return new axes over this part of the page."""
        return self.figure.add_axes((x / WIDTH, y / HEIGHT, width / WIDTH, height / HEIGHT))


@contextmanager
def new_page(words: Words) -> Iterator[Page]:
    """Give an empty page with its words; the settings of the caller are as before when it is left.

    The figure is made by pyplot, because a notebook shows only such figures as pictures, and closed when the page is
    left, because a notebook shows an open figure a second time.
    """
    with matplotlib.style.context(RC, after_reset=True):
        figure = plt.figure(figsize=(WIDTH, HEIGHT))
        try:
            yield _headed(figure, words)
        finally:
            plt.close(figure)


def edge_corners(edge: Edge, x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """Return the corners of a mark at an edge of a box.

    >>> [round(across, 3) for across, _ in edge_corners(Edge.ARROW, 0.0, 0.0, 2.0, 1.0)]
    [1.985, 1.935, 1.985]
    """
    low, high = y + EDGE_INSET, y + height - EDGE_INSET
    if edge is Edge.ARROW:
        right = x + width - EDGE_INSET
        return [(right, low), (right - EDGE_WIDTHS[edge], y + height / 2), (right, high)]
    left = x + EDGE_INSET
    right = left + EDGE_WIDTHS[edge]
    return [(left, low), (right, low), (right, high), (left, high)]


def filling(look: Look) -> dict[str, Any]:
    """Return the settings of a matplotlib patch in this look."""
    return {
        "facecolor": look.fill,
        "hatch": look.hatch or None,
        "hatchcolor": look.hatch_colour,
        "edgecolor": look.border,
        "linewidth": look.border_width,
    }


def _headed(figure: Figure, words: Words) -> Page:
    sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT), zorder=-1)
    sheet.set_axis_off()
    drawn = Page(figure, sheet, TransformedPatchPath(sheet.patch))
    subject, size = on_one_line(words.subject, INNER, TEXT_SIZE, SMALLEST_SIZE, "bold")
    drawn.write(MARGIN, SUBJECT_TOP, subject, size=size, weight="bold", colour=BLUE, upright="top", role="subject")
    size = size_that_fits(words.title, INNER, TITLE_SIZE, SMALLEST_TITLE, "bold")
    title = fitted(words.title, INNER, size, lines=2, weight="bold")
    figure.suptitle(
        title,
        x=MARGIN / WIDTH,
        y=(TITLE_OF_TWO_LINES_TOP if "\n" in title else TITLE_TOP) / HEIGHT,
        size=size,
        weight="bold",
        ha="left",
        va="top",
    )
    under = fitted(words.subtitle, INNER, SMALL_SIZE, lines=2)
    drawn.write(MARGIN, SUBTITLE_TOP, under, size=SMALL_SIZE, colour=DARK_GREY, upright="top", role="subtitle")
    beneath, size = on_one_line(marked_footer(words.footer), FOOTER_WIDTH, SMALL_SIZE, SMALLEST_SIZE)
    drawn.write(MARGIN, FOOTER_BOTTOM, beneath, size=size, colour=DARK_GREY, upright="bottom", role="footer")
    return drawn
