"""The content of a deck of slides: a title, then slides with a chart or with points, each with the speaker's notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from impt_analysis.errors import UsageError


@dataclass(frozen=True)
class ChartSlide:
    """A slide with one chart: what it is about, its finding as title, the page of the chart, and the speaker's notes.

    `png` is a page of impt_analysis.charts; what its title says stands as text above it.
    """

    subject: str
    title: str
    png: bytes
    alternative: str
    notes: Sequence[str]


@dataclass(frozen=True)
class PointSlide:
    """A slide with points in words, and the speaker's notes."""

    title: str
    points: Sequence[str]
    notes: Sequence[str] = ()


Slide = ChartSlide | PointSlide


@dataclass(frozen=True)
class Deck:
    """A deck of slides: its title and what stands under it, what it rests on, and its slides in order.

    Raises UsageError when a chart has no alternative text or a slide no title.
    """

    title: str
    subtitle: str
    evidence: str
    slides: Sequence[Slide]
    language: str = "en-GB"

    def __post_init__(self) -> None:
        for number, slide in enumerate(self.slides, start=2):
            if not slide.title.strip():
                raise UsageError(f"slide {number} of the deck {self.title!r} has no title; say in it what is seen")
            if isinstance(slide, ChartSlide) and not slide.alternative.strip():
                raise UsageError(f"the chart {slide.title!r} has no alternative text; say in words what it shows")
