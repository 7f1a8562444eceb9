"""The two sheets of a workbook that hold no data: Read me says what to do, Codebook explains every code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impt_analysis.codebook import codebook
from impt_analysis.schema import ANSWER_LIST, sheets
from impt_analysis.workbook import appearance

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

INSTRUCTIONS = (
    "Who holds what information on children at risk of trafficking: the workbook of one state",
    "1. This workbook is about institutions and published totals. Write nothing about an individual child, and no personal name, "
    "personal identity number, e-mail address or telephone number.",
    "2. Begin with About: the state, the date, your office. Set a theme to confirmed only when your state has agreed to what is written.",
    "3. Sources: one row for each register, set of case files, statistic, hotline log or body of knowledge. Give each its own id.",
    "4. Items: the same ids head the columns; the names stand below them. Say for each item whether the source records it.",
    "5. Leave blank only what you have not asked. Write no when you know it is not recorded, unknown when you asked and nobody could say.",
    "6. Reached: do those who collect information on trafficking in your state regularly get what the source records? If no or partly, name the weightiest barrier.",
    "7. Channels: one row for each flow of information from one body to another; write ext: and a name for a body that is not in Sources.",
    "8. Statistics: one row for each published figure, also when two figures for the same year differ. Do not add unpublished counts below 5.",
    "9. References: one row for each document; other sheets name it by its id. In What the reference says, write only what it says, in your own words.",
    "10. Cells with a list offer its codes; the sheet Codebook explains each. Before you send the workbook, check it: impt check FILE.",
)


def defined_name(name: str) -> str:
    """Return the name under which the codes of a list stand in the workbook.

    >>> defined_name("reached")
    'list_reached'
    """
    return f"list_{name}"


def add_readme(worksheet: Worksheet) -> None:
    """Fill the first sheet: what to do, in ten lines."""
    from openpyxl.styles import Font

    for line in INSTRUCTIONS:
        worksheet.append([line])
    appearance.widths(worksheet, [110])
    appearance.body(worksheet, 1)
    appearance.page(worksheet, 1)
    worksheet["A1"].font = Font(bold=True, size=14)
    worksheet.row_dimensions[1].height = 24
    worksheet.sheet_view.showGridLines = False


def add_codebook(workbook: Workbook, worksheet: Worksheet) -> None:
    """Fill the last sheet with every code that a cell may hold, and name the ranges that the drop-downs offer."""
    from openpyxl.workbook.defined_name import DefinedName

    worksheet.append(["List", "Code", "Label", "Definition"])
    for name in _offered_lists():
        entries = codebook().entries(name)
        first = worksheet.max_row + 1
        definitions = entries["definition"] if "definition" in entries else entries["label"]
        for code, label, definition in zip(entries.index, entries["label"], definitions, strict=True):
            worksheet.append([name, code, label, definition])
        offered = len(entries) - (name == ANSWER_LIST)  # a blank cell says not asked; nobody chooses it
        area = f"'{worksheet.title}'!$B${first}:$B${first + offered - 1}"
        workbook.defined_names[defined_name(name)] = DefinedName(defined_name(name), attr_text=area)
    appearance.header(worksheet, 1, 4)
    appearance.widths(worksheet, [20, 32, 40, 90])
    appearance.body(worksheet, 2)
    appearance.page(worksheet, 1)
    worksheet.freeze_panes = "A2"


def _offered_lists() -> list[str]:
    used = {column.codes for sheet in sheets().values() for column in sheet.columns if column.codes}
    return [name for name in codebook().lists() if name in {*used, ANSWER_LIST}]


