"""The questions for the next interview, for a person at a terminal and as records for a program."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.inventory import Inventory
from impt_analysis.plurals import number_of
from impt_analysis.reports.plan_text import records

ABOUT_REACH = "Do those who collect information on trafficking regularly get what it records? All of it, some, or none?"


def question_texts(questions: pd.DataFrame) -> pd.Series[str]:
    """Return each question of `open_questions` as a sentence, in their order."""
    items = shipped_codebook().entries("item")
    asked = questions["item"].astype("str").map("Does it record: " + items["label"] + "? " + items["definition"] + ".")
    return asked.where(questions["kind"].eq(QuestionKind.RECORDED), ABOUT_REACH)


def stated_label(kind: str, stated: str) -> str:
    """Return the label of what the workbook says now to a question of a kind.

    >>> stated_label("recorded", "not_asked"), stated_label("reached", "unknown")
    ('Not asked or not stated', 'Unknown')
    """
    return shipped_codebook().label("answer" if kind == QuestionKind.RECORDED else "reached", stated)


def now_stated(questions: pd.DataFrame) -> pd.Series[str]:
    """Return what the workbook says now to each question of `open_questions`, as a label, in their order."""
    pairs = zip(questions["kind"].astype("str"), questions["stated"].astype("str"), strict=True)
    return pd.Series([stated_label(kind, stated) for kind, stated in pairs], questions.index, dtype="str")


def question_records(inventory: Inventory, state: str, questions: pd.DataFrame) -> dict[str, Any]:
    """Return the questions as plain records, with what they rest on."""
    told = questions.assign(question=question_texts(questions))
    return {"state": state, "evidence": inventory.where(state=state).evidence(), "questions": records(told)}


def print_questions(inventory: Inventory, state: str, questions: pd.DataFrame, console: Console) -> None:
    """Print what to ask each organisation, with what is known of its sources already and where that stands."""
    told = questions.assign(question=question_texts(questions))
    organisations = told.groupby("organisation", sort=False)
    count = f"{number_of(len(told), 'question')} to {number_of(organisations.ngroups, 'organisation')}"
    console.print(f"{shipped_codebook().label('state', state)}: {count}", style="bold")
    for organisation, rows in organisations:
        console.print()
        console.print(escape(str(organisation)), style="bold")
        for source in (
            rows.drop_duplicates("source_id").fillna({"claim": "nothing", "reference_ids": "none"}).itertuples()
        ):
            known = f"{source.source_id} {source.name}. Known: {source.claim} (references: {source.reference_ids})"
            console.print(escape(known))
        console.print(_table(rows))
    console.print()
    console.print(
        "Weight: the weighted points of the items that could stand higher on the gap ladder after a yes, among "
        "the known sources. Write No when it is known that an item is not recorded, Unknown when nobody could say."
    )
    console.print(inventory.where(state=state).evidence())


def _table(rows: pd.DataFrame) -> Table:
    table = Table()
    for heading in ("No", "Source", "Question", "Now", "Weight"):
        table.add_column(heading, justify="right" if heading in ("No", "Weight") else "left")
    for row in rows.itertuples():
        weight, now = f"{float(str(row.weight)):g}", stated_label(str(row.kind), str(row.stated))
        table.add_row(str(row.order), str(row.source_id), escape(str(row.question)), now, weight)
    return table
