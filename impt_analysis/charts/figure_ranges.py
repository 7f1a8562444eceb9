"""Published figures of identified children beside those of the wider group, never divided, ranges where they differ."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import offset_copy

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, on_one_line
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.log_axes import log_end, set_log_axes, spans_of, write_years
from impt_analysis.charts.marks_key import UP, Mark, draw_marks
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, filling, new_page
from impt_analysis.charts.style import (
    BLACK,
    DARK_GREY,
    FILLS,
    FINDINGS,
    GREY,
    MARGIN,
    MARKERS,
    NO_FIGURE,
    SMALL_SIZE,
    SMALLEST_SIZE,
    SUPPRESSED,
    WHITE,
)
from impt_analysis.charts.tables import rows_in_order
from impt_analysis.charts.texts import listed, name_of, text
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, FigureUnit, Finding, Period, Status
from impt_analysis.errors import UsageError

FIGURES = "identified_beside_wider_group(inventory)"
KEY = ["state", "year", "period", "finding", "indicator", "unit"]
VALUES = ["low", "high", "n_figures", "n_suppressed", "statuses", "difference"]

IN_A_ROW = 5
"""So many states stand beside each other."""

AXIS_WIDTH = 0.7
PANEL_GAP = 0.12
HEAD_HEIGHT = 0.24
YEARS_HEIGHT = 0.26
BETWEEN = 0.07
WIDER_SHARE = 0.58
KEY_ROW = 0.24
KEY_ROWS = 3
MARK_POINTS = 5.0
RANGE_WIDTH = 3.0
APART = 0.44
"""How far, in years, the first and the last mark of one year stand apart."""

HIDDEN_HEIGHT = 0.2
RANGE_PADDING = 0.08


def identified_beside_wider_chart(figures: pd.DataFrame, evidence: str) -> Figure:
    """Return a chart of published figures by state and year: the wider group above, identified children below it.

    `figures` is what `identified_beside_wider_group` returns, in which small counts are suppressed already; `evidence`
    is what the chart rests on (`inventory.evidence()`).

    Each indicator has its mark; how far it is filled says whether it was counted over a year, a part of it, several
    years or on a date, and no line joins the marks. Figures that differ are a bar from the least to the greatest. A
    year without a figure is hatched, a suppressed figure is a black box at the foot. Each finding has its own axis, a
    log scale that begins with zero and is the same for all states; the chart says so. Nothing is divided.

    Raises UsageError when the table lacks a column, holds a row twice or holds no figure.

    Source: docs/method.md, section "Identified children beside the wider group".
    """
    rows = rows_in_order(figures, KEY, VALUES, FIGURES)
    if rows.empty:
        raise UsageError(f"no published figure is in the chart's table; make it with {FIGURES}")
    words = Words(text("figures_subject"), _title(rows), text("figures_subtitle"), evidence)
    with new_page(words) as drawn:
        _draw_states(drawn, rows)
        _draw_key(drawn, rows)
        describe(drawn.figure, _alternative(rows, words), figures)
    return drawn.figure


def _draw_states(drawn: Page, rows: pd.DataFrame) -> None:
    states = list(rows["state"].unique())
    across = min(IN_A_ROW, len(states))
    width = (INNER - AXIS_WIDTH + PANEL_GAP) / across
    height = (TOP - BOTTOM - (KEY_ROWS + 1) * KEY_ROW - 0.1) / ceil(len(states) / across)
    room = height - HEAD_HEIGHT - YEARS_HEIGHT - BETWEEN
    ends = {finding: log_end(rows[rows["finding"].eq(finding)]) for finding in Finding}
    for place, state in enumerate(states):
        left = MARGIN + AXIS_WIDTH + place % across * width
        top = TOP - place // across * height
        name, size = on_one_line(name_of("state", state), width - PANEL_GAP, SMALL_SIZE, SMALLEST_SIZE, "bold")
        drawn.write(left, top - HEAD_HEIGHT / 2, name, size=size, weight="bold", role="state")
        lower = top - HEAD_HEIGHT
        for finding, share in ((Finding.WIDER_GROUP, WIDER_SHARE), (Finding.IDENTIFIED, 1 - WIDER_SHARE)):
            lower -= room * share
            panel = drawn.panel(left, lower, width - PANEL_GAP, room * share)
            panel.set_label(f"{name_of('state', state)}, {finding}")
            own = rows[rows["state"].eq(state) & rows["finding"].eq(finding)]
            set_log_axes(panel, rows["year"], ends[finding], first=place % across == 0)
            _draw_figures(panel, own, finding)
            _write_ranges(panel, width - PANEL_GAP - 2 * RANGE_PADDING, own)
            lower -= BETWEEN
        write_years(panel, rows["year"], width - PANEL_GAP)


def _draw_figures(panel: Axes, rows: pd.DataFrame, finding: Finding) -> None:
    first, last = (round(end) for end in panel.get_xlim())
    for start, end in spans_of(set(range(first, last + 1)) - set(rows["year"])):
        panel.axvspan(start - 0.5, end + 0.5, label="no figure", zorder=0, **filling(NO_FIGURE))
    place, number = rows.groupby("year").cumcount(), rows.groupby("year")["year"].transform("size")
    shift = (place / (number - 1).clip(lower=1) - 0.5).where(number.gt(1), 0.0)
    for row in rows.assign(place=rows["year"] + APART * shift).itertuples():
        _draw_figure(panel, row, _mark(row, finding))


def _draw_figure(panel: Axes, row: Any, mark: Mark) -> None:
    place = row.place
    series = f"{row.indicator} {row.unit} {row.period}"
    if row.n_suppressed:
        foot = (place - 0.35, 0)
        transform = panel.get_xaxis_transform()
        box = Rectangle(foot, 0.7, HIDDEN_HEIGHT, label=f"suppressed {series}", transform=transform)
        box.set(**filling(SUPPRESSED))
        panel.add_patch(box)
    if pd.isna(row.low):
        return
    if row.low < row.high:
        ends = [row.low, row.high]
        panel.plot([place] * 2, ends, color=BLACK, linewidth=RANGE_WIDTH, label=f"range {series}")
        mark = replace(mark, edge=BLACK)
    values = sorted({row.low, row.high})
    panel.plot([place] * len(values), values, label=series, clip_on=False, zorder=3, **mark.settings(MARK_POINTS))
    if Status.AT_LEAST in row.statuses.split(SEPARATOR):
        above = offset_copy(panel.transData, panel.get_figure(root=True), y=MARK_POINTS, units="points")
        up = Mark(UP, "full", mark.colour).settings(MARK_POINTS)
        panel.plot([place], [row.high], label=f"at least {series}", clip_on=False, transform=above, **up)


def _write_ranges(panel: Axes, width: float, rows: pd.DataFrame) -> None:
    """Write the figures that differ below the upper edge of their panel."""
    told = [
        text("figures_told", year=row.year, low=row.low, high=row.high)
        for row in rows[rows["low"] < rows["high"]].itertuples()
    ]
    if told:
        words = fitted(listed(told), width, SMALLEST_SIZE, lines=1)
        backing = {"facecolor": WHITE, "edgecolor": "none", "pad": 1}
        inside = offset_copy(panel.transAxes, panel.get_figure(root=True), x=4, y=-3, units="points")
        panel.text(0, 1, words, transform=inside, size=SMALLEST_SIZE, va="top", bbox=backing, label="range")


def _mark(row: Any, finding: Finding) -> Mark:
    entries = shipped_codebook().entries("indicator")
    of_finding = list(entries.index[entries["finding"].eq(finding)])
    children, others = MARKERS[of_finding.index(row.indicator) % len(MARKERS)]
    form = children if row.unit == FigureUnit.CHILDREN else others
    return Mark(form, FILLS[Period(row.period)], FINDINGS[finding].fill)


def _draw_key(drawn: Page, rows: pd.DataFrame) -> None:
    row = BOTTOM + KEY_ROW * (KEY_ROWS + 0.5)
    for finding in Finding:
        own = rows[rows["finding"].eq(finding)].sort_values(["indicator", "unit"], kind="stable")
        series = own.drop_duplicates(["indicator", "unit"]).assign(period=Period.YEAR)
        if len(series):
            head = text(f"figures_{finding}")
            draw_marks(drawn, head, [(_mark(one, finding), _meaning(one)) for one in series.itertuples()], row)
        row -= KEY_ROW
    draw_marks(drawn, "", _kinds(rows), row)
    boxes = [(NO_FIGURE, text("figures_none"))]
    if rows["n_suppressed"].gt(0).any():
        boxes.append((SUPPRESSED, text("figures_suppressed")))
    draw_legend(drawn, boxes, BOTTOM - 0.02)


def _meaning(row: Any) -> str:
    counted = "figures_series_children" if row.unit == FigureUnit.CHILDREN else "figures_series_other"
    return text(counted, indicator=name_of("indicator", row.indicator), unit=name_of("unit", row.unit))


def _kinds(rows: pd.DataFrame) -> list[tuple[Mark, str]]:
    shown = set(rows["period"])
    form, _ = MARKERS[0]
    entries = [(Mark(form, FILLS[code], DARK_GREY), name_of("period", code)) for code in Period if code in shown]
    if rows["low"].lt(rows["high"]).any():
        entries.append((Mark(form, "full", GREY, edge=BLACK), text("figures_range")))
    if rows["statuses"].str.split(SEPARATOR).map(lambda codes: Status.AT_LEAST in codes).any():
        entries.append((Mark(UP, "full", DARK_GREY), text("figures_at_least")))
    return entries


def _title(rows: pd.DataFrame) -> str:
    numbers = rows.groupby("finding", observed=False)["n_figures"].sum()
    return text(
        "figures_title",
        wider=numbers[Finding.WIDER_GROUP],
        identified=numbers[Finding.IDENTIFIED],
        ranges=int(rows["low"].lt(rows["high"]).sum()),
    )


def _alternative(rows: pd.DataFrame, words: Words) -> str:
    years = rows.groupby(["state", "finding"], observed=False)["year"].nunique()
    states = [
        text(
            "figures_alt_state",
            state=name_of("state", state),
            wider=years[state, Finding.WIDER_GROUP],
            identified=years[state, Finding.IDENTIFIED],
        )
        for state in rows["state"].unique()
    ]
    ranges = [_range_told(row) for row in rows[rows["low"] < rows["high"]].itertuples()]
    return text(
        "figures_alt",
        subject=words.subject,
        title=words.title,
        n_states=len(states),
        first=rows["year"].min(),
        last=rows["year"].max(),
        states=listed(states),
        ranges=listed(ranges) or text("none"),
        suppressed=rows["n_suppressed"].sum(),
        evidence=words.footer,
    )


def _range_told(row: Any) -> str:
    return text(
        "figures_alt_range",
        state=name_of("state", row.state),
        year=row.year,
        indicator=name_of("indicator", row.indicator),
        unit=name_of("unit", row.unit),
        period=name_of("period", row.period),
        low=row.low,
        high=row.high,
        difference=text("figures_agree") if pd.isna(row.difference) else name_of("difference", row.difference),
    )
