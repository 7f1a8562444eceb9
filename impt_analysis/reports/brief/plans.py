"""The opening plan as questions, and the uses that would become possible."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import UseStanding
from impt_analysis.documents import Block, Column, Heading, Paragraph, Span, Table, Words, joined
from impt_analysis.opening_plans import OpeningPlan, opening_plan
from impt_analysis.reports.brief.phrases import begun, in_words, listed, of_references, points, small, states
from impt_analysis.reports.brief.seminar import NAMES, Seminar

OPENED = 2
"""So many sources of a state stand in a plan: as many as a seminar can talk over."""


def opening_questions(seminar: Seminar) -> list[Block]:
    """Return the section that puts the opening plan of each state as a question."""
    members = seminar.whole.members()
    plans = [opening_plan(seminar.wider, state=state, theme=seminar.theme, opened=OPENED) for state in members]
    asked = [_row(seminar, plan) for plan in plans if len(plan.steps)]
    nothing = [plan.state for plan in plans if plan.steps.empty]
    intro = (
        "Could those who hold these sources agree with the collectors of their state on a standing way to pass on "
        "totals or "
        f"anonymous patterns? Of all choices of at most {in_words(OPENED)} sources on the wider group, these would "
        "together "
        "raise most what is documented as reached. A plan is a question, not advice: it does not say that opening is "
        "lawful or "
        "good. Others as good: other choices that come within 1 point."
    )
    blocks: list[Block] = [Heading("What to open first: a question to each state"), Paragraph(intro)]
    if asked:
        columns = [
            Column("State", 1.2),
            Column("Which sources", 8),
            Column("Points now", 0.85, numeric=True),
            Column("Points then", 0.85, numeric=True),
            Column("Others as good", 1.15, numeric=True),
        ]
        blocks.append(
            Table("The opening plan by state, in weighted points out of 100 documented as reached", columns, asked)
        )
    if nothing:
        blocks.append(
            Paragraph(f"No known source would add to what is documented as reached in {listed(states(nothing))}.")
        )
    return blocks


def uses(seminar: Seminar) -> list[Block]:
    """Return the section on what the information could be used for, of each finding apart."""
    tables = seminar.use_tables
    possible = [table["standing"].ne(UseStanding.MISSING) for table in tables.values()]
    rows_of_both = pd.concat([table[some] for table, some in zip(tables.values(), possible, strict=True)])
    shown = [use for use in tables[Finding.WIDER_GROUP]["use"].unique() if use in set(rows_of_both["use"])]
    left = [use for use in tables[Finding.WIDER_GROUP]["use"].unique() if use not in shown]
    labels = shipped_codebook().labels("use")
    intro = (
        "A use stands here when every kind of information that it needs is documented as got, or as held by sources "
        "that may "
        "be opened. It says that the information exists, not that a use is lawful or good."
    )
    blocks: list[Block] = [Heading("Uses that become possible"), Paragraph(intro)]
    if shown:
        rows: list[list[Words]] = [
            [labels[use], *(_standing(tables[finding], use) for finding in Finding)] for use in shown
        ]
        columns = [Column("Use", 1.2), *(Column(begun(NAMES[finding]), 2) for finding in Finding)]
        blocks.append(Table("For which uses the information exists, by finding", columns, rows))
    if left:
        told = listed(small(labels[use]) for use in left)
        need = "this use needs" if len(left) == 1 else "these uses need"
        blocks.append(Paragraph(f"In no state is everything documented that {need}: {told}."))
    return blocks


def _row(seminar: Seminar, plan: OpeningPlan) -> list[Words]:
    named: list[Words] = []
    for place, source in enumerate(plan.steps["source_id"]):
        row = seminar.rows[str(source)]
        named.append(
            joined(
                "; " if place else "", Span(source, bold=True), f" {row['name']}", of_references([row["reference_ids"]])
            )
        )
    near = len(plan.rivals) + plan.n_more_rivals
    others = f"{near}" if plan.rivals_counted else f"at least {near}"
    points_of = [str(points(plan.low_before)), str(points(plan.low_after)), others]
    return [states([plan.state])[0], joined(*named), *points_of]


def _standing(table: pd.DataFrame, use: str) -> Words:
    rows = table.loc[table["use"].eq(use), ["standing", "state", "open_source_ids"]].to_dict("records")
    told = []
    for standing in (UseStanding.IN_PLACE, UseStanding.IN_PART, UseStanding.IF_OPENED):
        named = [
            f"{shipped_codebook().label('state', row['state'])}{_opened(str(row['open_source_ids']))}"
            for row in rows
            if row["standing"] == standing
        ]
        if named:
            told.append(f"{shipped_codebook().label('use_standing', standing)}: {listed(named)}.")
    return " ".join(told) or "Not documented in any state."


def _opened(source_ids: str) -> str:
    return f" ({source_ids.replace(';', ', ')})" if source_ids else ""
