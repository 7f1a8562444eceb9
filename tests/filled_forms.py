"""Forms of an interview with Latvia, filled in by source and question, for tests."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.interviews import (
    FilledForm,
    cell_places,
    change_lines,
    fitting_answers,
    interview_form,
    table_changes,
    with_answers,
)
from impt_analysis.interviews.layout import COLUMNS
from impt_analysis.inventory import Inventory
from impt_analysis.questions import open_questions
from impt_analysis.workbook.reader import read_workbook
from impt_analysis.workbook.template import next_edition
from impt_analysis.workbook.writer import workbook_bytes
from tests.workbooks import inventory, state

ITEMS = set(shipped_codebook().codes("item"))
Filling = dict[tuple[str, str], dict[str, str]]
"""By source and item (or `reached`), the text of some columns."""

HELPLINE = "LV-02"
SEX, FAMILY, REACH = (HELPLINE, "sex"), (HELPLINE, "family"), (HELPLINE, "reached")
"""The questions that are open."""

OF_FORMS: dict[str, tuple[list[Filling], tuple[str, str, str]]] = {
    "not-offered-in-form": ([{SEX: {"answer": "maybe"}}], (*SEX, "answer")),
    "barrier-not-asked-for": ([{REACH: {"answer": "yes", "barrier": "legal"}}], (*REACH, "barrier")),
    "source-not-in-workbook": ([{SEX: {"answer": "no", "source_id": "LV-99"}}], (*SEX, "source_id")),
    "forms-differ": ([{SEX: {"answer": "no"}}, {SEX: {"answer": "yes"}}], (*SEX, "answer")),
    "row-changed-since": ([{SEX: {"answer": "no", "stated": "Yes"}}], (*SEX, "answer")),
}
"""For each code that only forms can show, the fewest forms that show it, and the question and column of its cell."""

NO_FORM = "not-a-form"

PERSON = "Told by our Bērziņa, berzina@example.org, tel. +371 67 219 263"
SECRETS = ("berzina", "219", "Bērzi")


@lru_cache(maxsize=1)
def latvia() -> Inventory:
    """Return Latvia with a collector, and a generally known bearer of whose answers two are missing and its reach."""
    return inventory(
        state(
            "LV",
            [
                {"source_id": "LV-01", "role": "collector", "reached": "yes", "reached_basis": "role"},
                {
                    "source_id": "LV-02",
                    "name": "=A helpline",
                    "organisation": "A centre",
                    "basis": "general",
                    "reference_ids": "",
                },
            ],
            {"LV-01": dict.fromkeys(ITEMS, "yes"), "LV-02": dict.fromkeys(ITEMS - {"sex", "family"}, "no")},
        )
    )


@lru_cache(maxsize=1)
def empty_form() -> bytes:
    """Return the form of Latvia as it is sent out."""
    return interview_form(latvia(), "LV", open_questions(latvia(), state="LV"))


def known(**sources: object) -> dict[str, pd.DataFrame]:
    """Return the tables of Latvia; `sources` changes columns of the helpline."""
    tables = latvia().where(state="LV").tables()
    for column, value in sources.items():
        table = tables["sources"]
        changed = table[column].astype("object").mask(table["source_id"].eq("LV-02"), value).astype(table[column].dtype)
        tables["sources"] = table.assign(**{column: changed})
    return tables


def filled(path: Path, answers: Filling, *, year: object = 2027, content: bytes = b"", **cells: object) -> Path:
    """Return the path of a form that is filled in; `cells` changes cells of the sheet Interview."""
    path.write_bytes(content or empty_form())
    book = openpyxl.load_workbook(path)
    codes = list(COLUMNS)
    rows = {
        (row[codes.index("source_id")].value, row[codes.index("about")].value): row
        for row in book["Questions"].iter_rows(min_row=2)
    }
    for key, texts in answers.items():
        for column, text in texts.items():
            rows[key][codes.index(column)].value = text
    book["Interview"]["B4"] = year
    for cell, value in cells.items():
        book["Interview"][cell] = value
    book.save(path)
    return path


def cell_of(source: str, about: str, column: str) -> str:
    """Return the address of a cell of the form."""
    sheet = openpyxl.load_workbook(BytesIO(empty_form()))["Questions"]
    codes = list(COLUMNS)
    (row,) = (
        row
        for row in sheet.iter_rows(min_row=2)
        if (row[codes.index("source_id")].value, row[codes.index("about")].value) == (source, about)
    )
    return str(row[codes.index(column)].coordinate)


def changes_of(tables: dict[str, pd.DataFrame], *forms: FilledForm) -> list[str]:
    """Return what forms change in tables of Latvia, as column or item, from and to, by code."""
    answered = with_answers(tables, fitting_answers(tables, forms).answers)
    changes = table_changes(tables, answered)
    return [f"{row.column}: {row.before or '(blank)'} -> {row.after or '(blank)'}" for row in changes.itertuples()]


def written_edition(folder: Path, tables: dict[str, pd.DataFrame], edition: str = "") -> Path:
    """Return a folder that holds the workbook of Latvia, as of an edition."""
    folder.mkdir(exist_ok=True)
    made = next_edition(tables, edition) if edition else tables
    (folder / "latvia.xlsx").write_bytes(workbook_bytes(made))
    return folder


def lines_of(tables: dict[str, pd.DataFrame], form: FilledForm, workbook: Path) -> list[str]:
    """Return what a form changes as the command lists it."""
    answered = with_answers(tables, fitting_answers(tables, [form]).answers)
    return change_lines(table_changes(tables, answered), cell_places(read_workbook(workbook)), tables["sources"])
