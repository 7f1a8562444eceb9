"""The steps of an opening plan as rows: each source by name, with what it adds to what was there before it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from impt_analysis.charts.fitting import ELLIPSIS, fitted, on_one_line
from impt_analysis.charts.page import BOTTOM, INNER, THIN_SPACE, TOP, Page, filling
from impt_analysis.charts.style import GREY, MARGIN, OPENINGS, PARTS, SMALL_SIZE, SMALLEST_SIZE, Look, Part
from impt_analysis.charts.texts import text, whole_points
from impt_analysis.codebook.codes import Opening
from impt_analysis.opening_plans import OpeningPlan

HEAD_TOP = TOP - 0.06
ROWS_TOP = TOP - 0.4
ROWS_BOTTOM = BOTTOM + 0.42
LOWEST_ROW, HIGHEST_ROW = 0.2, 0.55
TWO_LINES = 0.38
"""So high is a row in which a name may stand on two lines."""

BAR_WIDTH, NUMBER_WIDTH = 2.0, 0.5
BAR_SHARE = 0.62
OTHER_ROWS = 4
"""Rows that are no steps: today, all of them, those that are more than totals, and the sets that come near."""

GAP = 0.1


@dataclass(frozen=True)
class _Row:
    """What one row shows: its words, the parts of its bar from and to which points, and what stands behind them."""

    words: str
    role: str
    number: str = ""
    bars: tuple[tuple[int, int, Look], ...] = ()
    weight: str = "normal"


def in_points(share: float) -> int:
    """Return a share as whole points out of 100.

    >>> in_points(0.306)
    31
    """
    return int(whole_points(pd.Series([share])).iloc[0])


def step_points(plan: OpeningPlan) -> list[tuple[int, int]]:
    """Return for each step of a plan the whole points before it and with it, of which the ends are rounded."""
    ends = [in_points(low) for low in plan.steps["low"]]
    return list(zip([in_points(plan.low_before), *ends], ends, strict=False))


def draw_steps(drawn: Page, plan: OpeningPlan, left: float, scale: int) -> None:
    """Draw a row for today, for each step of the plan, for all of them, and for those that are more than totals.

    Bars are in points, to the end of a scale. Where the steps have no room, the last are left out, and a row says how
    many there are. The last row counts the sets that come near.
    """
    rows = _rows(plan)
    height = min(HIGHEST_ROW, (ROWS_TOP - ROWS_BOTTOM) / len(rows))
    right = MARGIN + INNER
    point = BAR_WIDTH / scale
    bar = right - NUMBER_WIDTH - BAR_WIDTH
    head, size = on_one_line(text("curve_steps"), right - left, SMALL_SIZE, SMALLEST_SIZE, "bold")
    drawn.write(left, HEAD_TOP, head, size=size, weight="bold", upright="top", role="head")
    for number, row in enumerate(rows):
        middle = ROWS_TOP - (number + 0.5) * height
        _write_words(drawn, row, left, middle, (bar if row.bars else right) - left - GAP, height)
        for start, end, look in row.bars:
            if end > start:
                place, length = bar + start * point, (end - start) * point
                named = f"bar of {row.role}, {row.words}"
                drawn.sheet.barh(middle, length, height * BAR_SHARE, left=place, label=named, **filling(look))
        reach = max((end for _, end, _ in row.bars), default=0) * point
        drawn.write(bar + reach + GAP / 2, middle, row.number, size=SMALL_SIZE, weight=row.weight, role="points")
        drawn.sheet.plot([left, right], [middle - height / 2] * 2, color=GREY, linewidth=0.5)


def _write_words(drawn: Page, row: _Row, left: float, middle: float, width: float, height: float) -> None:
    words, size = on_one_line(row.words, width, SMALL_SIZE, SMALLEST_SIZE, row.weight)
    if height >= TWO_LINES and size < SMALL_SIZE:
        sizes = (SMALL_SIZE, SMALLEST_SIZE)
        broken = [(fitted(row.words, width, smaller, lines=2, weight=row.weight), smaller) for smaller in sizes]
        words, size = next((pair for pair in broken if ELLIPSIS not in pair[0]), broken[-1])
    drawn.write(left, middle, words, size=size, weight=row.weight, role=row.role)


def _rows(plan: OpeningPlan) -> list[_Row]:
    before = in_points(plan.low_before)
    today = (0, before, PARTS[Part.REACHED])
    rows = [_Row(text("curve_today"), "today", str(before), (today,))]
    if plan.steps.empty:
        return rows
    rows.extend(_shown(plan))
    for share, role, words in (
        (plan.low_after, "all", text("curve_all")),
        (plan.low_without_totals, "without", text("curve_without")),
    ):
        end = in_points(share)
        if role == "all" or plan.steps["totals_only"].any():
            rows.append(_Row(words, role, str(end), (today, (before, end, PARTS[Part.HELD])), "bold"))
    rivals = len(plan.rivals) + plan.n_more_rivals
    wording = "curve_rivals" if plan.rivals_counted else "curve_rivals_least"
    return [*rows, _Row(text(wording, n_sets=rivals), "rivals")]


def _shown(plan: OpeningPlan) -> list[_Row]:
    """Return a row for each step, or as many as have room and one that counts the others."""
    room = int((ROWS_TOP - ROWS_BOTTOM) / LOWEST_ROW) - OTHER_ROWS
    points = step_points(plan)
    n_shown = len(points) if len(points) <= room else room - 1
    rows = []
    for step, (start, end) in list(zip(plan.steps.itertuples(), points, strict=True))[:n_shown]:
        look = OPENINGS[Opening(str(step.opening))]
        number = THIN_SPACE.join(part for part in (f"+{end - start}", look.sign) if part)
        called = text("side_of", source_id=step.source_id, called=step.name)
        rows.append(_Row(called, "step", number, ((start, end, look),)))
    rest = points[n_shown:]
    if rest:
        start, end = rest[0][0], rest[-1][1]
        more = text("curve_more", n_steps=len(rest))
        rows.append(_Row(more, "more", f"+{end - start}", ((start, end, PARTS[Part.HELD]),)))
    return rows
