"""The questions for an interview as a workbook with room for the answers."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.interviews.layout import EDITION, INTERVIEW_SHEET, KEYS, QUESTION_SHEET, STATE
from impt_analysis.interviews.question_sheet import FOOTER, fill_questions, form_rows, give_room
from impt_analysis.inventory import Inventory
from impt_analysis.schema import help_sheets
from impt_analysis.workbook import appearance
from impt_analysis.workbook.seal import sealed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def interview_form(inventory: Inventory, state: str, questions: pd.DataFrame) -> bytes:
    """Return the questions to the organisations of a state as the bytes of an .xlsx file with room for the answers.

    `questions` is a table of `open_questions` of the inventory. A heading names each source, what is known of it
    already and its references; a row below it asks about an item and says what the workbook says now; the answers offer
    their codes. A contact that the workbook may hold is left out of the headings. `read_form` reads the form back.

    Source: docs/workbook.md, section "Interviews".
    """
    from openpyxl import Workbook

    own = inventory.where(state=state)
    edition = pd.Timestamp(own.about["edition"].iloc[0]).date()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "impt_analysis"
    workbook.properties.title = f"Questions for an interview: {shipped_codebook().label('state', state)}"
    _fill_readme(workbook.create_sheet(help_sheets()[0]), own.evidence())
    _fill_interview(workbook.create_sheet(INTERVIEW_SHEET), {STATE: state, EDITION: edition.isoformat()})
    fill_questions(workbook.create_sheet(QUESTION_SHEET), form_rows(own.tables(), questions))
    target = BytesIO()
    workbook.save(target)
    return sealed(target.getvalue(), edition)


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
    give_room(worksheet, f"B{len(KEYS) + 1}")
