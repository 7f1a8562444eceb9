"""The questions for an interview as a workbook with room for the answers."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.formula_texts import begins_formula
from impt_analysis.interviews.layout import COLUMNS, EDITION, INTERVIEW_SHEET, KEYS, QUESTION_SHEET, STATE, offered
from impt_analysis.inventory import Inventory
from impt_analysis.reports.question_text import now_stated, question_texts
from impt_analysis.schema import help_sheets
from impt_analysis.workbook import appearance
from impt_analysis.workbook.cells import letters
from impt_analysis.workbook.escapes import escaped
from impt_analysis.workbook.seal import sealed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FOOTER = "&A, page &P of &N"
ROOM_FILL = "FFF8E1"
"""The colour of the cells that are filled in."""


def interview_form(inventory: Inventory, state: str, questions: pd.DataFrame) -> bytes:
    """Return the questions to the organisations of a state as the bytes of an .xlsx file with room for the answers.

    `questions` is a table of `open_questions` of the inventory. Each row names source and item, what the workbook says
    now, what is known already and its references; the answers offer their codes. `read_form` reads it back.

    Source: docs/workbook.md, section "Interviews".
    """
    from openpyxl import Workbook

    edition = pd.Timestamp(inventory.where(state=state).about["edition"].iloc[0]).date()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "impt_analysis"
    workbook.properties.title = f"Questions for an interview: {shipped_codebook().label('state', state)}"
    _fill_readme(workbook.create_sheet(help_sheets()[0]), inventory.where(state=state).evidence())
    _fill_interview(workbook.create_sheet(INTERVIEW_SHEET), {STATE: state, EDITION: edition.isoformat()})
    _fill_questions(workbook.create_sheet(QUESTION_SHEET), form_rows(questions))
    target = BytesIO()
    workbook.save(target)
    return sealed(target.getvalue(), edition)


def form_rows(questions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the sheet Questions as text, a row per question, in their order; the answers are blank.

    Columns: those of the form, of which `about` holds the item asked about, or `reached`. What is known of a source
    already, and its references, stand beside the first question about it.
    """
    items = questions["item"].astype("object")
    about = items.where(questions["kind"].eq(QuestionKind.RECORDED), QuestionKind.REACHED.value)
    known = questions[["claim", "reference_ids"]].mask(questions.duplicated("source_id"))
    told = questions.assign(question=question_texts(questions), about=about, stated=now_stated(questions), **known)
    return told.reindex(columns=list(COLUMNS)).astype("object").fillna("").astype("str")


def _fill_readme(worksheet: Worksheet, evidence: str) -> None:
    from openpyxl.styles import Font

    lines = files(__package__).joinpath("read_me.txt").read_text(encoding="utf-8").splitlines()
    for line in [*lines, evidence]:
        worksheet.append([line])
    appearance.widths(worksheet, [110])
    appearance.body(worksheet, 1)
    appearance.page(worksheet, FOOTER, 1)
    worksheet["A1"].font = Font(name=appearance.FONT, bold=True, size=14)


def _fill_interview(worksheet: Worksheet, known: dict[str, str]) -> None:
    worksheet.append(["Key", "Value", "What to write"])
    for key, what in KEYS.items():
        worksheet.append([key, known.get(key), what])
    appearance.widths(worksheet, [26, 20, 70])
    appearance.header(worksheet, 1, 3)
    appearance.body(worksheet, 2)
    appearance.page(worksheet, FOOTER, 1)
    _give_room(worksheet, f"B{len(KEYS) + 1}")


def _fill_questions(worksheet: Worksheet, rows: pd.DataFrame) -> None:
    worksheet.append([column.label for column in COLUMNS.values()])
    for number, row in enumerate(rows.itertuples(index=False), start=2):
        for position, value in enumerate(row, start=1):
            _put(worksheet, number, position, str(value))
    appearance.widths(worksheet, [column.width for column in COLUMNS.values()])
    appearance.header(worksheet, 1, len(COLUMNS))
    appearance.body(worksheet, 2)
    for position, (code, column) in enumerate(COLUMNS.items(), start=1):
        for number, about in enumerate(rows["about"], start=2):
            if column.filled_in and (code != "barrier" or offered(code, about)):
                _give_room(worksheet, f"{letters(position)}{number}")
        _offer(worksheet, code, letters(position), rows["about"])
    appearance.page(worksheet, FOOTER, 1, 3)
    worksheet.freeze_panes = "D2"


def _put(worksheet: Worksheet, row: int, column: int, text: str) -> None:
    if text:
        cell = worksheet.cell(row, column, escaped(text))
        cell.data_type = "s"  # a text that begins with = stays a text
        cell.quotePrefix = begins_formula(text)


def _give_room(worksheet: Worksheet, place: str) -> None:
    from openpyxl.styles import Border, PatternFill, Side

    thin = Side(style="thin", color="888888")
    worksheet[place].fill = PatternFill("solid", fgColor=ROOM_FILL)
    worksheet[place].border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _offer(worksheet: Worksheet, column: str, letter: str, abouts: pd.Series[str]) -> None:
    """Offer the codes of each cell of a column, one list for all the cells that offer the same."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists: dict[str, list[str]] = {}
    for number, about in enumerate(abouts, start=2):
        lists.setdefault(",".join(offered(column, about)), []).append(f"{letter}{number}")
    for codes, places in lists.items():
        if codes:
            validation = DataValidation(type="list", formula1=f'"{codes}"', allow_blank=True, showErrorMessage=True)
            validation.errorTitle, validation.error = "Not in the list", "Choose one of the codes of the list."
            for place in places:
                validation.add(place)
            worksheet.add_data_validation(validation)
