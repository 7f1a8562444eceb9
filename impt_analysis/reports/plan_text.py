"""An opening plan for a person at a terminal, and as records for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS
from impt_analysis.inventory import Inventory
from impt_analysis.named_barriers import NAMED_WHEN_CONFIRMED, confirmed_states
from impt_analysis.opening_plans import OpeningPlan, opening_curve, opening_plan
from impt_analysis.plurals import number_of

NOTE = (
    "A plan is a question for a seminar, not advice. To open a source is to agree on a standing way to pass on what is "
    "needed, by default totals or anonymous patterns; it never means access to records."
)
UNNAMED = "unknown or not named"


@dataclass(frozen=True, eq=False)
class PlanOfFinding:
    """The plan and the curve of one finding: the wider group of children, or identified children."""

    finding: str
    plan: OpeningPlan
    curve: pd.DataFrame


def plans_of_findings(inventory: Inventory, *, state: str, theme: int, opened: int) -> list[PlanOfFinding]:
    """Return the plans of both findings, which are never told as one.

    Barriers of awareness and trust, and with them those that are unknown, are missing unless the state has confirmed
    the theme.

    Raises UsageError as `opening_plan` does.
    """
    plans = []
    for finding, populations in POPULATIONS.items():
        narrowed = inventory.where(population=populations)
        plan = opening_plan(narrowed, state=state, theme=theme, opened=opened)
        plan = unnamed_until_confirmed(inventory, plan)
        plans.append(PlanOfFinding(str(finding), plan, opening_curve(narrowed, state=state, theme=theme)))
    return plans


def unnamed_until_confirmed(inventory: Inventory, plan: OpeningPlan) -> OpeningPlan:
    """Return the plan with the barriers missing that nobody names until the state has confirmed the theme."""
    if plan.state in confirmed_states(inventory, plan.theme):
        return plan
    unnamed = plan.steps["barrier"].isin(NAMED_WHEN_CONFIRMED)
    return replace(plan, steps=plan.steps.assign(barrier=plan.steps["barrier"].mask(unnamed)))


def plan_records(inventory: Inventory, plans: list[PlanOfFinding]) -> dict[str, Any]:
    """Return plans as plain records: what they rest on, and for each finding its plan, curve and rivals."""
    told = []
    for made in plans:
        plan = made.plan
        told.append(
            {
                "finding": made.finding,
                "children": plan.children,
                "low_before": plan.low_before,
                "low_after": plan.low_after,
                "low_without_totals": plan.low_without_totals,
                "bound": plan.bound,
                "proved": plan.proved,
                "first_by_name": plan.first_by_name,
                "steps": records(plan.steps),
                "curve": records(made.curve),
                "rivals": records(plan.rivals),
                "n_more_rivals": plan.n_more_rivals,
                "rivals_counted": plan.rivals_counted,
            }
        )
    asked = plans[0].plan
    of_state = inventory.where(state=asked.state, theme=asked.theme)
    heading = {"state": asked.state, "theme": asked.theme, "opened": asked.opened}
    return {**heading, "evidence": of_state.evidence(), "note": NOTE, "findings": told}


def print_plans(inventory: Inventory, plans: list[PlanOfFinding], console: Console) -> None:
    """Print plans for a person: what would be opened, what it would bring, the whole curve, and rivals."""
    asked = plans[0].plan
    labels = shipped_codebook()
    place = f"{labels.label('state', asked.state)}, theme {asked.theme}: {labels.label('theme', asked.theme)}"
    console.print(f"Opening at most {number_of(asked.opened, 'source')} in {place}", style="bold")
    for made in plans:
        console.print()
        for part in _told(made):
            console.print(part)
    console.print()
    console.print(NOTE)
    console.print(inventory.where(state=asked.state, theme=asked.theme).evidence())


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as plain records; what is missing is null.

    >>> records(pd.DataFrame({"low": [0.5, None]}))
    [{'low': 0.5}, {'low': None}]
    """
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records", double_precision=6))
    return rows


def _told(made: PlanOfFinding) -> Iterator[str | Table]:
    plan = made.plan
    yield f"[bold]{plan.children}[/bold]"
    before = f"{_points(plan.low_before)} of 100 weighted points are documented as reached"
    if len(made.curve) == 1:
        yield f"{before}; no source is known that would add to it if opened."
        return
    yield f"{before}; with the plan they would be {_points(plan.low_after)}{_certainty(plan)}."
    yield _steps(plan)
    if plan.steps["totals_only"].any():
        yield (
            f"Without the sources that may pass on totals only they would be {_points(plan.low_without_totals)}: "
            "totals say nothing of a single child, and serve no use that needs one."
        )
    yield _curve(made.curve)
    yield from _rivals(plan)


def _certainty(plan: OpeningPlan) -> str:
    if plan.proved:
        return ", and no other set of that size brings more"
    return f"; time ran out before the best set was proved, and no set brings more than {_points(plan.bound)}"


def _steps(plan: OpeningPlan) -> Table:
    codebook = shipped_codebook()
    table = Table(title="What would be opened", title_justify="left")
    for heading in ("Source", "Name", "Held by", "Alone", "Adds", "Barrier", "May pass on"):
        table.add_column(heading, justify="right" if heading in ("Alone", "Adds") else "left")
    barriers = plan.steps["barrier"].map(codebook.labels("barrier")).astype("object").fillna(UNNAMED)
    for row, barrier in zip(plan.steps.itertuples(), barriers, strict=True):
        told = [escape(str(text)) for text in (row.source_id, row.name, row.organisation)]
        figures = [_points(row.gain_alone), _points(row.gain)]
        table.add_row(*told, *figures, barrier, codebook.label("opening", row.opening))
    return table


def _curve(curve: pd.DataFrame) -> Table:
    table = Table(title="The best plan of each size", title_justify="left")
    for heading in ("Opened", "Reached", "More", "Which", "Proved"):
        table.add_column(heading, justify="left" if heading in ("Which", "Proved") else "right")
    for row in curve.itertuples():
        proved = "yes" if row.proved else f"no; at most {_points(row.bound)}"
        which = str(row.source_ids).replace(";", ", ")
        table.add_row(str(row.opened), _points(row.low), _points(row.gain), which, proved)
    return table


def _rivals(plan: OpeningPlan) -> Iterator[str]:
    if plan.rivals.empty:
        yield "No other set of that size comes within 1 point of it."
        return
    listed = [f"{row.source_ids} ({_points(row.low)})".replace(";", ", ") for row in plan.rivals.itertuples()]
    more = f"; and {'' if plan.rivals_counted else 'at least '}{plan.n_more_rivals} more" if plan.n_more_rivals else ""
    yield f"Within 1 point of it come: {'; '.join(listed)}{more}."


def _points(share: Any) -> str:
    """Return a coverage as points out of 100 with one decimal."""
    return f"{100 * float(share):.1f}"
