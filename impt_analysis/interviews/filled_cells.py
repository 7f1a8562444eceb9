"""The cells of a form of an interview: where each key and answer stands, and what is wrong with the form as such."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.layout import laid_out
from impt_analysis.checking.persons import IDENTIFIER, person_problems
from impt_analysis.checking.placed import FINDINGS
from impt_analysis.checking.spaces import plain, trimmed
from impt_analysis.checking.stacking import written
from impt_analysis.errors import Problem
from impt_analysis.interviews.layout import COLUMNS, INTERVIEW_SHEET, KEYS, QUESTION_SHEET, READ
from impt_analysis.workbook.cells import SheetCells, WorkbookCells, address, letters

MEND_PERSON = "Delete it from the form. A remark says what is recorded, never who said it or how to reach somebody."


@dataclass(frozen=True)
class FormCells:
    """The cells of a form that are filled in.

    `keys` gives by key of the sheet Interview its text and the address of its cell, both blank where it is missing.
    `rows` has a row for each row of the sheet Questions in which something was filled in: its number as `row`, and its
    texts by the code of their column; `letters` says in which column of the sheet each of these codes stands.
    """

    file: str
    keys: dict[str, tuple[str, str]]
    rows: pd.DataFrame
    letters: dict[str, str]

    def place(self, column: str, row: int) -> dict[str, str]:
        """Return where a cell of the sheet Questions stands, for a problem; `row` is its number on the sheet."""
        cell = f"{self.letters[column]}{row}"
        return {"file": self.file, "sheet": QUESTION_SHEET, "cell": cell, "column": COLUMNS[column].label}

    def key_place(self, key: str) -> dict[str, str]:
        """Return where the value of a key stands, for a problem."""
        return {"file": self.file, "sheet": INTERVIEW_SHEET, "cell": self.keys[key][1], "column": key}


def form_cells(cells: WorkbookCells) -> tuple[FormCells | None, list[Problem]]:
    """Return the cells of a form, and the problems of its sheets, keys, columns, formulas and personal identifiers.

    There are no cells where the workbook is no form. A key or a column that is missing is blank, and has no place.
    """
    sheets = {plain(sheet.name): sheet for sheet in reversed(cells.sheets)}
    interview, questions = sheets.get(plain(INTERVIEW_SHEET)), sheets.get(plain(QUESTION_SHEET))
    if interview is None or questions is None:
        names = f"the sheets {', '.join(sheet.name for sheet in cells.sheets)}"
        return None, [Problem.of("not-a-form", file=cells.file, found=names)]
    keys, lacking = _keys(cells.file, interview)
    positions, missing = _columns(cells.file, questions)
    columns = {code: letters(questions.first_column + position) for code, position in positions.items()}
    labels = {letter: COLUMNS[code].label for code, letter in columns.items()}
    problems = [*_formulas(cells), *_persons(cells, questions.name, labels), *lacking, *missing]
    return FormCells(cells.file, keys, _rows(questions, positions), columns), problems


def _keys(file: str, sheet: SheetCells) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    known = {plain(key): key for key in KEYS}
    found: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(sheet.rows):
        key = known.get(plain(row[0]))
        if key is not None:
            value = _text(row[1]) if len(row) > 1 else ""
            found.setdefault(key, (value, address(sheet.first_row + number, sheet.first_column + 1)))
    place = {"file": file, "sheet": INTERVIEW_SHEET}
    lacking = [Problem.of("missing-key", **place, column_name=key) for key in KEYS if key not in found]
    return {key: found.get(key, ("", "")) for key in KEYS}, lacking


def _columns(file: str, sheet: SheetCells) -> tuple[dict[str, int], list[Problem]]:
    header = sheet.rows[0] if sheet.rows else []
    positions = {plain(value): position for position, value in reversed(list(enumerate(header)))}
    place = {"file": file, "sheet": QUESTION_SHEET}
    labels = {code: COLUMNS[code].label for code in READ}
    missing = [label for label in labels.values() if plain(label) not in positions]
    problems = [Problem.of("missing-column", **place, column_name=label) for label in missing]
    return {code: positions[plain(label)] for code, label in labels.items() if label not in missing}, problems


def _rows(sheet: SheetCells, positions: dict[str, int]) -> pd.DataFrame:
    """Return the rows in which something was filled in; the headings of the sources have nothing there."""
    rows = sheet.rows[1:]
    read = {code: [_text(row[position]) for row in rows] for code, position in positions.items()}
    read = {code: read.get(code, [""] * len(rows)) for code in READ}
    first = sheet.first_row + 1
    table = pd.DataFrame(read, columns=READ, dtype="str").assign(row=range(first, first + len(rows)))
    filled = table["answer"].ne("") | table["barrier"].ne("") | table["remark"].ne("")
    return table[filled].reset_index(drop=True)


def _formulas(cells: WorkbookCells) -> list[Problem]:
    return [
        Problem.of(
            FINDINGS[finding.kind],
            file=cells.file,
            sheet=sheet.name,
            cell=address(finding.row, finding.column),
            found=finding.text,
        )
        for sheet in cells.sheets
        for finding in sheet.findings
    ]


def _persons(cells: WorkbookCells, questions: str, labels: dict[str, str]) -> list[Problem]:
    """Return what in a form identifies or reaches a person; it is searched as a workbook is.

    `labels` gives the headers of the sheet `questions` by the letters of their columns.
    """
    return [
        _in_form(one, labels if one.sheet == questions else {}) if one.code == IDENTIFIER and one.cell else one
        for one in person_problems([cells], _no_contacts())
    ]


def _in_form(problem: Problem, labels: dict[str, str]) -> Problem:
    label = labels.get(problem.cell.rstrip("0123456789"), "")
    return replace(problem, column=problem.column or label, mend=MEND_PERSON)


@cache
def _no_contacts() -> Batch:
    """The sheet About of no workbook: a form has no cell in which a contact may stand."""
    return laid_out([]).batches["about"]


def _text(value: object) -> str:
    return trimmed(written(value))
