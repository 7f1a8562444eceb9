"""A line of text as the letters of the charts' font: the room it takes, where each stands, and its outline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from impt_analysis.charts.style import FONT

MEASURED_SIZE = float(text_to_path.FONT_SCALE)
"""The size, in points, at which lines are measured: all else is in proportion."""

UNITS = 64
"""Outlines are in this part of a point, in which they are whole numbers."""

FIRST_RIGHT_TO_LEFT = "\u0590"
"""The first character of the scripts that run from right to left; those before it run from left to right."""

_AFTER_A_SPACE = re.compile("(?<= )")

_STEPS = dict(zip(map(int, (Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE4, Path.CLOSEPOLY)), "MLQCz", strict=True))
"""The step of a path of SVG for each code of a path of matplotlib."""


class Extent(NamedTuple):
    """How wide and high a line is, and how far it reaches below the one it stands on, in points."""

    width: float
    height: float
    descent: float


Placed = tuple[tuple[str, int], ...]
"""The letters of a line, each by name, and how far from its beginning each stands, in units."""

_DRAWN: dict[str, tuple[np.ndarray, np.ndarray]] = {}
"""The outlines of the letters that were needed, as matplotlib gives them, by name."""


@lru_cache(maxsize=8192)
def extent(text: str, weight: str) -> Extent:
    """Return how much room a line takes at the measured size.

    >>> extent("Norway", "normal").width < extent("Norway", "bold").width
    True
    """
    words = [_extent_of_word(word, weight) for word in _words(text)]
    descent = max(word.descent for word in words)
    rise = max(word.height - word.descent for word in words)
    return Extent(sum(word.width for word in words), rise + descent, descent)


@lru_cache(maxsize=8192)
def letters(text: str, weight: str) -> Placed:
    """Return the letters of a line at the measured size.

    >>> [letter for letter, _ in letters("LL", "normal")], letters("LL", "normal")[0]
    (['DejaVuSans-2f', 'DejaVuSans-2f'], ('DejaVuSans-2f', 0))
    """
    line: list[tuple[str, int]] = []
    begin = 0
    for word in _words(text):
        line += [(letter, begin + along) for letter, along in _letters_of_word(word, weight)]
        begin += round(_extent_of_word(word, weight).width * UNITS)
    return tuple(line)


def _words(text: str) -> Sequence[str]:
    """Return the words of a line, each with the space after it: the font draws no two closer for a space between them.

    Words of a script that runs the other way stand in another order than they are written in: these are left together.
    """
    return [text] if max(text, default="") >= FIRST_RIGHT_TO_LEFT else _AFTER_A_SPACE.split(text)


@lru_cache(maxsize=8192)
def _extent_of_word(word: str, weight: str) -> Extent:
    font = font_of_charts(MEASURED_SIZE, weight)
    return Extent(*map(float, text_to_path.get_text_width_height_descent(word, font, ismath=False)))


@lru_cache(maxsize=8192)
def _letters_of_word(word: str, weight: str) -> Placed:
    placed, _, _ = text_to_path.get_glyphs_with_font(_font(weight), word, glyph_map=_DRAWN)
    return tuple((letter, round(along * UNITS)) for letter, along, *_ in placed)


@lru_cache(maxsize=1024)
def outline(letter: str) -> str:
    """Return the outline of a letter that `letters` named, in units, as the data of a path of SVG.

    >>> letters("l", "normal")
    (('DejaVuSans-4f', 0),)
    >>> outline("DejaVuSans-4f")
    'M 603 4863 L 1178 4863 L 1178 0 L 603 0 L 603 4863 z'
    """
    vertices, codes = _DRAWN[letter]
    path = Path(np.rint(vertices * UNITS), codes)
    return " ".join(_step(points, int(code)) for points, code in path.iter_segments(simplify=False))


def _step(points: Iterable[float], code: int) -> str:
    numbers = () if _STEPS[code] == "z" else points
    return " ".join([_STEPS[code], *(f"{number:.0f}" for number in numbers)])


@lru_cache(maxsize=8)
def line_heights(weight: str) -> tuple[float, float, float]:
    """Return how far the lines of the font reach up and down, and the room between two, in parts of the font's size.

    >>> [round(part, 2) for part in line_heights("normal")]
    [0.76, 0.24, 0.2]
    """
    font = _font(weight)
    said: Any = font.get_sfnt_table("OS/2")
    rise, descent, between = (
        said[name] / font.units_per_EM for name in ("sTypoAscender", "sTypoDescender", "sTypoLineGap")
    )
    return rise, -descent, between


@lru_cache(maxsize=256)
def font_of_charts(size: float, weight: str) -> FontProperties:
    """Return the font of the charts in a size and weight, for a text that takes a copy of it.

    >>> font_of_charts(12, "bold").get_family()
    ['DejaVu Sans']
    """
    return FontProperties(family=FONT, size=size, weight=weight)


def _font(weight: str) -> FT2Font:
    font = get_font(findfont(font_of_charts(MEASURED_SIZE, weight)))
    font.set_size(MEASURED_SIZE, text_to_path.DPI)
    return font
