"""A chart drawn as SVG, in which each line of text is laid out once, however often it stands in the charts."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from impt_analysis.charts.lettering import MEASURED_SIZE, UNITS, extent, letters, line_heights, outline
from impt_analysis.charts.style import FONT

POINTS = 72
"""Points to the inch: the unit of an SVG of matplotlib."""

TILE, SMALL_TILE = (f'width="{side}" height="{side}">' for side in (72, 24))
"""Matplotlib's tile of a hatch, and a ninth of it, which looks the same as every hatch of the charts repeats within it:
the typesetter draws a tile for each box."""


def svg_text(figure: Figure, title: str) -> str:
    """Return a figure as the text of an SVG with a title, without date and version; its text is drawn as paths."""
    width, height = figure.get_size_inches() * POINTS
    before = figure.dpi
    file = StringIO()
    renderer = _Renderer(width, height, file, metadata={"Title": title, "Creator": None, "Date": None})
    try:
        figure.set_dpi(POINTS)
        figure.draw(renderer)
    finally:
        figure.set_dpi(before)
    renderer.finalize()
    return file.getvalue().replace(TILE, SMALL_TILE)


class _Renderer(RendererSVG):
    """Matplotlib's, except that it lays out a line of text in the font of the charts only once.

    Matplotlib lays a line out each time it is drawn, and measures it anew for each figure: half the time of a drawing.
    """

    def __init__(self, width: float, height: float, file: StringIO, metadata: dict[str, str | None]) -> None:
        super().__init__(width, height, file, metadata=metadata)
        self._file = file
        self._defined: set[str] = set()

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        if not _in_the_font_of_charts(prop, ismath):
            width, height, descent = super().get_text_width_height_descent(s, prop, ismath)
            return width, height, descent
        scale = prop.get_size_in_points() / MEASURED_SIZE
        width, height, descent = extent(s, prop.get_weight())
        return width * scale, height * scale, descent * scale

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float | None, float | None, float | None]:
        """Return how far lines reach up and down, and the room between: matplotlib asks a renderer that can say it.

        Otherwise it looks the font up, and reads it, for every text.
        """
        if not _in_the_font_of_charts(prop, ismath=False):
            return None, None, None
        size = prop.get_size_in_points()
        rise, descent, between = line_heights(prop.get_weight())
        return rise * size, descent * size, between * size

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = None,
        mtext: Text | None = None,
    ) -> None:
        if not _in_the_font_of_charts(prop, ismath):
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        line = letters(s, prop.get_weight())
        self._define({letter for letter, _ in line} - self._defined)
        scale = prop.get_size_in_points() / MEASURED_SIZE / UNITS
        turned = f" rotate({-angle:g})" if angle else ""
        used = "".join(f'<use xlink:href="#{_id(letter)}" x="{along}"/>' for letter, along in line)
        self._file.write(
            f"<!-- {_in_a_comment(s)} -->\n"
            f'<g fill="{to_hex(gc.get_rgb())}" transform="translate({x:.6g} {y:.6g}){turned} '
            f'scale({scale:.6g} {-scale:.6g})">{used}</g>\n'
        )

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Open no group: that each thing on a chart stands in one of its own tells a reader nothing."""

    def close_group(self, s: str) -> None:
        """Close none."""

    def _define(self, wanted: set[str]) -> None:
        if wanted:
            paths = "".join(f'<path id="{_id(letter)}" d="{outline(letter)}"/>\n' for letter in sorted(wanted))
            self._file.write(f"<defs>\n{paths}</defs>\n")
            self._defined |= wanted


def _in_the_font_of_charts(font: FontProperties, ismath: Any) -> bool:
    return not ismath and font.get_family() == [FONT] and font.get_style() == "normal"


def _id(letter: str) -> str:
    """Return the name of an outline in a drawing, which is none of those that matplotlib gives."""
    return f"in-{letter.replace('%20', '_')}"


def _in_a_comment(words: str) -> str:
    return re.sub("-(?=-)", "- ", escape(words))
