"""What opening sources of one state would bring: the best set of every size, and the steps of a plan by name."""

from __future__ import annotations

from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import on_one_line, size_that_fits, text_width
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, TOP, Page, Words, filling, new_page
from impt_analysis.charts.plan_steps import draw_steps, in_points, step_points
from impt_analysis.charts.style import (
    BLACK,
    MARGIN,
    OPENINGS,
    PARTS,
    SMALL_SIZE,
    SMALLEST_SIZE,
    Look,
    Part,
)
from impt_analysis.charts.tables import rows_in_order, subject_of
from impt_analysis.charts.texts import listed, name_of, names_of, text, whole_points
from impt_analysis.codebook.codes import Opening
from impt_analysis.errors import UsageError
from impt_analysis.opening_plans import OpeningPlan

MAKER = 'opening_curve(inventory, state="LV", theme=2)'
SAME = 1e-9

CURVE_LEFT, CURVE_WIDTH = MARGIN + 0.62, 4.2
CURVE_BOTTOM, CURVE_TOP = BOTTOM + 1.05, TOP - 0.4
STEPS_LEFT = CURVE_LEFT + CURVE_WIDTH + 0.35
BAR_WIDTH = 0.7
LABEL_GAP = 0.04
FEWEST_PLACES = 4
"""A bar is as wide as if there were so many at least."""


def opening_curve_chart(curve: pd.DataFrame, plan: OpeningPlan, evidence: str) -> Figure:
    """Return a chart of what opening sources of one state and theme would bring, with the steps of a plan by name.

    `curve` and `plan` are what `opening_curve` and `opening_plan` return of one inventory, state and theme; `evidence`
    says what the chart rests on (`inventory.evidence()`).

    At the left a bar for every number of sources opened, from none: what is documented and reached, in points of 100,
    today and with the best set of that size. Where time ran out before it was proved to be the best, a line reaches up
    to what no set of that size exceeds, and both numbers stand above it. At the right the steps of the plan, in the
    order in which each adds most, with the look of what may be passed on; below them what the plan would bring, and
    what it would without the sources that come as totals only.

    Raises UsageError when the curve lacks a column, begins elsewhere than at none, or is not of the plan's inventory,
    state and theme.

    Source: docs/method.md, section "Opening plans".
    """
    rows = _rows(curve, plan)
    words = Words(_subject(plan), _title(rows, plan), text("curve_subtitle", proof=_proof(plan)), evidence)
    scale = _scale(rows)
    with new_page(words) as drawn:
        _draw_curve(drawn, rows, len(plan.steps), scale)
        draw_steps(drawn, plan, STEPS_LEFT, scale)
        draw_legend(drawn, _legend(), BOTTOM - 0.03)
        describe(drawn.figure, _alternative(rows, plan, words), curve, plan.steps)
    return drawn.figure


def _rows(curve: pd.DataFrame, plan: OpeningPlan) -> pd.DataFrame:
    rows = rows_in_order(curve, ["opened"], ["low", "bound", "proved"], MAKER)
    if rows["opened"].tolist() != list(range(len(rows))) or rows.empty:
        raise UsageError(f"a curve has a row for each number of sources opened, from 0; make it with {MAKER}")
    of_plan = rows["low"].iloc[min(len(plan.steps), len(rows) - 1)]
    proved = plan.proved and bool(rows["proved"].all())
    if abs(rows["low"].iloc[0] - plan.low_before) > SAME or (proved and abs(of_plan - plan.low_after) > SAME):
        raise UsageError(
            f"the curve and the plan are not of one inventory, state and theme: the curve begins at "
            f"{rows['low'].iloc[0]:.4f} and the plan at {plan.low_before:.4f}; make both from one inventory, the curve "
            f"with {MAKER}"
        )
    rows = rows.assign(low_points=whole_points(rows["low"]), bound_points=whole_points(rows["bound"]))
    rows.loc[rows["proved"].astype("bool"), "bound_points"] = rows["low_points"]
    pairs = zip(rows["low_points"], rows["bound_points"], strict=True)
    labels = (str(low) if low == bound else text("curve_bound", low=low, bound=bound) for low, bound in pairs)
    return rows.assign(label=list(labels))


def _scale(rows: pd.DataFrame) -> int:
    """Return the end of the axes of points: the next ten above what may be reached."""
    return 10 * (int(rows["bound_points"].max()) // 10 + 1)


def _draw_curve(drawn: Page, rows: pd.DataFrame, n_steps: int, scale: int) -> None:
    panel = drawn.panel(CURVE_LEFT, CURVE_BOTTOM, CURVE_WIDTH, CURVE_TOP - CURVE_BOTTOM)
    panel.set_ylim(0, scale)
    panel.set_yticks(range(0, scale + 1, 5 if scale <= 40 else 10))
    panel.spines[["top", "right"]].set_visible(False)
    panel.patch.set_visible(False)
    panel.tick_params(labelsize=SMALL_SIZE)
    axis = text("curve_axis_opened" if rows["bound_points"].eq(rows["low_points"]).all() else "curve_axis_bound")
    words, size = on_one_line(axis, CURVE_WIDTH, SMALL_SIZE, SMALLEST_SIZE)
    panel.set_xlabel(words, size=size)
    panel.set_ylabel(text("axis_points"), size=SMALL_SIZE)
    low = rows["low_points"]
    today = low.clip(upper=low.iloc[0])
    for part, bottom, height in ((Part.REACHED, 0 * low, today), (Part.HELD, today, low - today)):
        panel.bar(rows["opened"], height, BAR_WIDTH, bottom=bottom, label=part, **filling(PARTS[part]))
    open_ended = rows[~rows["proved"].astype("bool")]
    panel.vlines(
        open_ended["opened"], open_ended["low_points"], open_ended["bound_points"], colors=BLACK, label="bound"
    )
    _write_numbers(panel, rows, n_steps)


def _write_numbers(panel: Axes, rows: pd.DataFrame, n_steps: int) -> None:
    """Write the points above as many bars as have room, and above that of the plan; its number is bold."""
    n_places = max(len(rows), FEWEST_PLACES)
    widest = max(rows["label"], key=len)
    size = size_that_fits(widest, CURVE_WIDTH / n_places - LABEL_GAP, SMALL_SIZE, SMALLEST_SIZE, "bold")
    width = text_width(widest, size, "bold") + LABEL_GAP
    beside = max(0.0, (width / CURVE_WIDTH * n_places - 1) / 2)
    panel.set_xlim(-0.5 - beside, n_places - 0.5 + beside)
    every = ceil(width / CURVE_WIDTH * (n_places + 2 * beside))
    plan = min(n_steps, len(rows) - 1)
    marked = [place for place in range(len(rows)) if (place - plan) % every == 0]
    panel.set_xticks(marked, [str(place) for place in marked])
    lift = panel.get_ylim()[1] * 0.012
    for place in marked:
        weight = "bold" if place == plan else "normal"
        top, label = rows["bound_points"].iloc[place] + lift, rows["label"].iloc[place]
        written = panel.text(place, top, label, size=size, weight=weight, ha="center", va="bottom")
        written.set_label("points")


def _legend() -> list[tuple[Look, str]]:
    openings = {code: name for code, name in names_of("opening").items() if code != Opening.NONE}
    reached = [(PARTS[Part.REACHED], text("part_reached")), (PARTS[Part.HELD], text("curve_added"))]
    return [*reached, *((OPENINGS[Opening(code)], text("curve_step", opening=name)) for code, name in openings.items())]


def _subject(plan: OpeningPlan) -> str:
    subject = subject_of(pd.DataFrame({"theme": [plan.theme]}), plan.children)
    return text("curve_subject", state=name_of("state", plan.state), subject=subject)


def _title(rows: pd.DataFrame, plan: OpeningPlan) -> str:
    before, after = in_points(plan.low_before), in_points(plan.low_after)
    if len(plan.steps):
        return text("curve_title", n_steps=len(plan.steps), before=before, after=after)
    return text("curve_title_none" if len(rows) == 1 else "curve_title_closed", before=before)


def _proof(plan: OpeningPlan) -> str:
    if plan.steps.empty:
        return text("curve_none")
    return (
        text("curve_proved")
        if plan.proved
        else text("curve_not_proved", bound=whole_points(pd.Series([plan.bound]))[0])
    )


def _alternative(rows: pd.DataFrame, plan: OpeningPlan, words: Words) -> str:
    reached = (
        text("curve_alt_size", opened=opened, points=label)
        for opened, label in zip(rows["opened"], rows["label"], strict=True)
    )
    steps = (
        text("curve_alt_step", source_id=row.source_id, gain=end - start, opening=name_of("opening", row.opening))
        for row, (start, end) in zip(plan.steps.itertuples(), step_points(plan), strict=True)
    )
    return text(
        "curve_alt",
        subject=words.subject,
        title=words.title,
        sizes=listed(reached),
        steps=listed(steps) or text("none"),
        without=in_points(plan.low_without_totals),
        proof=_proof(plan),
        evidence=words.footer,
    )
