"""Words fitted into a width: measured, wrapped, and cut with an ellipsis only where the lines do not suffice."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable

from impt_analysis.charts.lettering import MEASURED_SIZE, extent

ELLIPSIS = "…"
TOLERANCE = 0.001
"""Words that are this much too wide, in inches, still fit."""


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return how wide one line of text is in inches, in the font of the charts.

    >>> text_width("Norway", 12) < text_width("Norway", 12, "bold") < text_width("Norway", 24)
    True
    """
    return extent(text, weight).width * (size / MEASURED_SIZE) / 72


def wrapped(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Return the lines of a text, broken between words so that each line is at most `width` inches, if its words are.

    >>> wrapped("Not asked or not stated", 0.9, 12)
    ['Not asked', 'or not', 'stated']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width + TOLERANCE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def size_that_fits(text: str, width: float, size: float, least: float, weight: str = "normal") -> float:
    """Return the greatest size, from `size` down to `least`, at which the text stands on one line of `width` inches.

    >>> size_that_fits("Norway", 3.0, 12, 10), size_that_fits("Norway", 0.1, 12, 10)
    (12, 10)
    """
    needed = text_width(text, size, weight)
    return max(least, size * width / needed) if needed > max(width, 0) else size


def on_one_line(text: str, width: float, size: float, least: float, weight: str = "normal") -> tuple[str, float]:
    """Return the text on one line of at most `width` inches and its size: set smaller, to `least`, before it is cut.

    >>> on_one_line("Non-governmental organisation", 1.5, 12, 10)
    ('Non-governmental…', 10)
    """
    smaller = size_that_fits(text, width, size, least, weight)
    return fitted(text, width, smaller, lines=1, weight=weight), smaller


def room_for(words: Iterable[str], least: float, most: float, size: float, weight: str = "normal") -> float:
    """Return the width that the widest of some words needs on one line, but no less and no more than given.

    >>> room_for(["Norway", "Latvia"], 1.0, 2.0, 10), room_for(["Norway" * 9], 1.0, 2.0, 10)
    (1.0, 2.0)
    """
    needed = max((text_width(word, size, weight) for word in words), default=least)
    return min(max(needed, least), most)


def fitted(text: str, width: float, size: float, lines: int, weight: str = "normal") -> str:
    """Return the text on at most so many lines of at most `width` inches; what does not fit ends with an ellipsis.

    >>> fitted("Non-governmental organisation", 1.5, 12, lines=1)
    'Non-governme…'
    """
    broken = wrapped(text, width, size, weight)
    kept = broken[: lines - 1] + ([" ".join(broken[lines - 1 :])] if len(broken) >= lines else [])
    return "\n".join(_cut(line, width, size, weight) for line in kept)


def _cut(line: str, width: float, size: float, weight: str) -> str:
    if text_width(line, size, weight) <= width + TOLERANCE:
        return line
    too_long = bisect(range(1, len(line)), False, key=lambda end: text_width(_ended(line, end), size, weight) > width)
    return _ended(line, too_long) if too_long else ELLIPSIS


def _ended(line: str, end: int) -> str:
    return line[:end].rstrip() + ELLIPSIS
