"""The axes of a small panel of counts by year: a log scale that begins with zero, and years named as room allows."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, log10

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from impt_analysis.charts.fitting import text_width
from impt_analysis.charts.style import GREY, SMALLEST_SIZE
from impt_analysis.charts.texts import text

NAMED_ALL = 3
"""Up to this power of ten every step of an axis is named, beyond it every second."""

STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)
"""Every so many years a year is named."""

HEADROOM, HEADROOM_OF_RANGES = 1.6, 100.0
"""The axis ends so many times above the greatest power of ten; ranges are written below its end."""


def log_end(rows: pd.DataFrame) -> tuple[int, float]:
    """Return the power of ten that is not below any figure, and where the axis of the figures ends.

    >>> log_end(pd.DataFrame({"low": [40.0], "high": [40.0]}))
    (2, 160.0)
    """
    power = max(1, ceil(log10(max([1.0, *rows["high"].dropna()]))))
    return power, 10**power * (HEADROOM_OF_RANGES if rows["low"].lt(rows["high"]).any() else HEADROOM)


def set_log_axes(panel: Axes, years: pd.Series, end: tuple[int, float], *, first: bool) -> None:
    """Give a panel its span of years and its log scale; only the `first` of a row names the steps."""
    power, top = end
    panel.set_xlim(years.min() - 0.5, years.max() + 0.5)
    panel.set_yscale("symlog", linthresh=1, linscale=0.8)
    panel.set_ylim(-0.35, top)
    ticks = [0, *(10**step for step in range(power + 1))]
    named = {0, *ticks[:: -2 if power > NAMED_ALL else -1]} - {1} if first else set()
    shown = [text("figures_number", number=tick) if tick in named else "" for tick in ticks]
    panel.set_yticks(ticks, shown, size=SMALLEST_SIZE)
    panel.yaxis.set_minor_locator(NullLocator())
    panel.set_xticks([])
    panel.tick_params(length=2)
    panel.grid(axis="y", color=GREY, linewidth=0.4)
    panel.set_axisbelow(True)
    panel.spines[["top", "right"]].set_visible(False)


def write_years(panel: Axes, years: pd.Series, width: float) -> None:
    """Name years below a panel of this width in inches, as many as have room; none reaches into the next panel."""
    first, last = int(years.min()), int(years.max())
    of_year = width / (last - first + 1)
    room = text_width(str(last), SMALLEST_SIZE) * 1.4
    every = next(step for step in STEPS if step * of_year >= room)
    shown = [year for year in range(first, last + 1) if year % every == 0] or [first]
    panel.set_xticks(shown, [str(year) for year in shown], size=SMALLEST_SIZE)
    for year, label in zip(shown, panel.get_xticklabels(), strict=True):
        before, after = (year - first + 0.5) * of_year, (last - year + 0.5) * of_year
        label.set_horizontalalignment("left" if before < room / 2 else "right" if after < room / 2 else "center")


def spans_of(years: set[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last year of each run of years.

    >>> list(spans_of({2011, 2012, 2015}))
    [(2011, 2012), (2015, 2015)]
    """
    for year in sorted(years):
        if year - 1 not in years:
            yield year, next(end for end in range(year, year + len(years)) if end + 1 not in years)
