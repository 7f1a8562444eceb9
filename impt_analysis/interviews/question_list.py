"""The questions for an interview as a document to take along, with room to write by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR
from impt_analysis.documents import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Note,
    Paragraph,
    Span,
    Table,
    Words,
    cited,
    joined,
)
from impt_analysis.inventory import Inventory
from impt_analysis.plurals import number_of
from impt_analysis.reports.question_text import now_stated, question_texts
from impt_analysis.reports.references import used_references

HOW_TO_ASK = (
    "Write Yes, Partly or No. Write Unknown when you asked and nobody could say, and nothing when you did not ask.",
    "Where what is recorded is not passed on, or only in part, write the weightiest obstacle beside the answer.",
    "Write no personal name and nothing of a single child. The interview is named by state and year only.",
)
COLUMNS = (Column("No", 0.4, numeric=True), Column("Source", 0.8), Column("Question", 4), Column("Now", 1.2))
ROOM = Column("Answer", 3)


def listed_questions(inventory: Inventory, state: str, questions: pd.DataFrame) -> Document:
    """Return the questions to the organisations of a state as a document: a section each, with room for the answers.

    `questions` is a table of `open_questions` of the inventory. A section says what is known of each source already,
    with its references, and asks in the order of `questions`. The last section lists the references that are named.

    Source: docs/workbook.md, section "Interviews".
    """
    own = inventory.where(state=state)
    asked = questions.assign(question=question_texts(questions), now=now_stated(questions))
    groups = asked.groupby("organisation", sort=False)
    count = f"{number_of(len(asked), 'question')} to {number_of(groups.ngroups, 'organisation')}"
    sections = [block for organisation, rows in groups for block in _section(str(organisation), rows)]
    return Document(
        f"{shipped_codebook().label('state', state)}: questions for interviews",
        count,
        own.evidence(),
        [Listing(HOW_TO_ASK), *sections, *_references(sections, own)],
    )


def _references(sections: list[Block], own: Inventory) -> list[Block]:
    listed = used_references(sections, own)
    return [Heading("References"), listed] if listed.entries else [Note("No reference is named.")]


def _section(organisation: str, rows: pd.DataFrame) -> Iterator[Block]:
    yield Heading(organisation)
    sources = rows.drop_duplicates("source_id").fillna({"claim": "nothing is known yet.", "reference_ids": ""})
    yield Listing([_known(str(id_), str(name), str(claim), str(ids)) for id_, name, claim, ids in _texts(sources)])
    asked = rows[["order", "source_id", "question", "now"]].astype("str").to_numpy()
    caption = f"Questions to {organisation}"
    yield Table(caption, (*COLUMNS, ROOM), [[*map(str, row), ""] for row in asked])
    yield Paragraph("Other remarks:")


def _texts(sources: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    yield from (tuple(map(str, row)) for row in sources[["source_id", "name", "claim", "reference_ids"]].to_numpy())


def _known(source_id: str, name: str, claim: str, ids: str) -> Words:
    return joined(Span(source_id, bold=True), f" {name}. Known: {claim} ", cited(filter(None, ids.split(SEPARATOR))))
