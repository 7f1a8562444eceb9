"""A filled-in form of an interview, read back: which source and item each answer is about, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Reached
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.errors import Problem, WorkbookError
from impt_analysis.interviews.layout import (
    COLUMNS,
    EDITION,
    INTERVIEW_SHEET,
    KEYS,
    QUESTION_SHEET,
    STATE,
    YEAR,
    offered,
)
from impt_analysis.workbook.cells import CellValue, SheetCells, WorkbookCells, address
from impt_analysis.workbook.reader import read_workbook

FIRST_YEAR, LAST_YEAR = 2000, 2100
ASKED = ["source_id", "about", "stated", "answer", "barrier", "remark"]


@dataclass(frozen=True)
class FilledForm:
    """What a form says: the state and edition it was made for, the year of the interview, and the rows filled in.

    `answers` has a row per question with an answer, a barrier or a remark, in the order of the form: `source_id`,
    `about` (an item, or `reached`), `stated` (the label of what the workbook said), `answer` and `barrier` (codes,
    blank where none was given), `remark`, and `row`, its row on the sheet Questions.
    """

    file: str
    state: str
    edition: str
    year: int
    answers: pd.DataFrame


@dataclass(frozen=True)
class _Questions:
    """The rows of the sheet Questions that are filled in, as text, and the column in which each is found, from 1."""

    file: str
    table: pd.DataFrame
    places: dict[str, int]

    def place(self, column: str, row: int) -> dict[str, str]:
        """Return where a cell of the table stands, for a problem."""
        cell = address(int(self.table["row"].iloc[row]), self.places[column])
        return {"file": self.file, "sheet": QUESTION_SHEET, "cell": cell, "column": COLUMNS[column].label}


def read_form(path: Path) -> FilledForm:
    """Return what a filled-in form says.

    A code is read whether its code or its label is written, in capitals or not. Rows without an answer, barrier and
    remark are left out.

    Raises WorkbookError, holding every problem of the form, when a sheet or column is missing, a cell holds a formula
    or an error, a value is not among those that its cell offers, a barrier stands where the source is reached or not
    asked about, or two rows are about the same.

    Source: docs/workbook.md, section "Interviews".
    """
    cells = read_workbook(path)
    problems = _formulas(cells)
    keys, questions = _keys(cells, problems), _questions(cells, problems)
    if problems or questions is None:
        raise WorkbookError(problems)
    year, problems = _year(cells.file, keys)
    answers = questions.table.assign(about=_abouts(questions, problems))
    for column in ("answer", "barrier"):
        answers[column] = _codes(questions, column, answers["about"], problems)
    problems += _disagreeing(questions, answers)
    if problems:
        raise WorkbookError(problems)
    return FilledForm(cells.file, keys[STATE], keys[EDITION], year, answers[[*ASKED, "row"]])


def _formulas(cells: WorkbookCells) -> list[Problem]:
    codes = {"formula": "formula", "error": "formula-error"}
    return [
        Problem.of(
            codes[finding.kind],
            file=cells.file,
            sheet=sheet.name,
            cell=address(finding.row, finding.column),
            found=finding.text,
        )
        for sheet in cells.sheets
        for finding in sheet.findings
    ]


def _sheet(cells: WorkbookCells, name: str, problems: list[Problem]) -> SheetCells | None:
    found = next((sheet for sheet in cells.sheets if sheet.name.strip().casefold() == name.casefold()), None)
    if found is None:
        problems.append(Problem.of("missing-sheet", file=cells.file, sheet_name=name))
    return found


def _keys(cells: WorkbookCells, problems: list[Problem]) -> dict[str, str]:
    sheet = _sheet(cells, INTERVIEW_SHEET, problems)
    said = {} if sheet is None else {_text(row[0]): _text(row[1]) for row in sheet.rows if len(row) > 1}
    lacking = [key for key in (STATE, EDITION) if sheet is not None and not said.get(key)]
    place = {"file": cells.file, "sheet": INTERVIEW_SHEET}
    problems += [Problem.of("missing-value", **place, column=key, expected=KEYS[key]) for key in lacking]
    return {key: said.get(key, "") for key in KEYS}


def _questions(cells: WorkbookCells, problems: list[Problem]) -> _Questions | None:
    sheet = _sheet(cells, QUESTION_SHEET, problems)
    if sheet is None:
        return None
    header, *rows = sheet.rows or [[]]
    places = {_text(value).casefold(): place for place, value in enumerate(header)}
    missing = [COLUMNS[code].label for code in ASKED if COLUMNS[code].label.casefold() not in places]
    place = {"file": cells.file, "sheet": QUESTION_SHEET}
    problems += [Problem.of("missing-column", **place, column_name=label) for label in missing]
    if missing:
        return None
    read = {code: [_text(row[places[COLUMNS[code].label.casefold()]]) for row in rows] for code in ASKED}
    first = sheet.first_row + 1
    table = pd.DataFrame(read, dtype="str").assign(row=range(first, first + len(rows)))
    filled = (table["answer"] + table["barrier"] + table["remark"]).ne("")
    columns = {code: sheet.first_column + places[COLUMNS[code].label.casefold()] for code in ASKED}
    return _Questions(cells.file, table[filled].reset_index(drop=True), columns)


def _year(file: str, keys: dict[str, str]) -> tuple[int, list[Problem]]:
    said = keys[YEAR]
    if said.isdecimal() and FIRST_YEAR <= int(said) <= LAST_YEAR:
        return int(said), []
    place = {"file": file, "sheet": INTERVIEW_SHEET, "cell": f"B{list(KEYS).index(YEAR) + 2}", "column": YEAR}
    if not said:
        return 0, [Problem.of("missing-value", **place, expected="the year of the interview, in four digits")]
    return 0, [Problem.of("not-a-year", **place, found=said, first=str(FIRST_YEAR), last=str(LAST_YEAR))]


def _abouts(questions: _Questions, problems: list[Problem]) -> list[str]:
    """Return what each row is about as a code; what is no item and not `reached` becomes a problem and is blank."""
    codes = [*shipped_codebook().codes("item"), QuestionKind.REACHED.value]
    read = [_code(value, codes, shipped_codebook().labels("item")) for value in questions.table["about"]]
    problems += [_not_offered(questions, "about", row, codes) for row, code in enumerate(read) if not code]
    return read


def _codes(questions: _Questions, column: str, abouts: pd.Series[str], problems: list[Problem]) -> list[str]:
    """Return the codes written in a column; what its cell does not offer becomes a problem and is blank."""
    read: list[str] = []
    for row, (about, value) in enumerate(zip(abouts, questions.table[column], strict=True)):
        name = column if column == "barrier" or about != QuestionKind.REACHED else "reached"
        codes = offered(column, about)
        read.append(_code(value, codes, shipped_codebook().labels(name)))
        if value and about and not read[-1]:
            problems.append(_not_offered(questions, column, row, codes))
    return read


def _code(value: str, codes: list[str], labels: Mapping[str, str]) -> str:
    """Return the code that a text stands for, by code or label, or nothing."""
    spellings = {spelling.casefold(): code for code in codes for spelling in (code, labels.get(code, code))}
    return spellings.get(value.casefold(), "")


def _not_offered(questions: _Questions, column: str, row: int, codes: list[str]) -> Problem:
    allowed = ", ".join(codes) or "nothing, because the question is not about reach"
    found = questions.table[column].iloc[row]
    return Problem.of("unknown-code", **questions.place(column, row), found=found, allowed=allowed, nearest="")


def _disagreeing(questions: _Questions, answers: pd.DataFrame) -> list[Problem]:
    twice = answers.duplicated(["source_id", "about"]) & answers["about"].ne("")
    obstructed = answers["barrier"].ne("") & ~answers["answer"].isin([Reached.NO, Reached.PARTLY])
    return [
        *(
            Problem.of("repeated-entry-of-items", **questions.place("about", row), found=answers["about"].iloc[row])
            for row in answers.index[twice]
        ),
        *(
            Problem.of("barrier-though-reached", **questions.place("barrier", row), found=answers["barrier"].iloc[row])
            for row in answers.index[obstructed]
        ),
    ]


def _text(value: CellValue) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
