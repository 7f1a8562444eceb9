"""The two sheets of a workbook that hold no data: Read me says what to do, Codebook explains every code."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from impt_analysis.codebook import shipped_codebook
from impt_analysis.schema import ANSWER_LIST, sheets
from impt_analysis.workbook import appearance

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def defined_name(name: str) -> str:
    """Return the name under which the codes of a list stand in the workbook.

    >>> defined_name("reached")
    'list_reached'
    """
    return f"list_{name}"


def add_readme(worksheet: Worksheet) -> None:
    """Fill the first sheet: what to do, in ten lines."""
    from openpyxl.styles import Font

    for line in files(__package__).joinpath("read_me.txt").read_text(encoding="utf-8").splitlines():
        worksheet.append([line])
    appearance.widths(worksheet, [110])
    appearance.body(worksheet, 1)
    appearance.page(worksheet, 1)
    worksheet.print_options.gridLines = False
    worksheet["A1"].font = Font(name=appearance.FONT, bold=True, size=14)
    worksheet.row_dimensions[1].height = 24
    worksheet.sheet_view.showGridLines = False


def add_codebook(workbook: Workbook, worksheet: Worksheet) -> None:
    """Fill the last sheet with every code that a cell may hold, and name the ranges that the drop-downs offer."""
    from openpyxl.workbook.defined_name import DefinedName

    worksheet.append(["List", "Code", "Label", "Definition"])
    for name in _offered_lists():
        entries = shipped_codebook().entries(name)
        first = worksheet.max_row + 1
        definitions = entries["definition"] if "definition" in entries else entries["label"]
        for code, label, definition in zip(entries.index, entries["label"], definitions, strict=True):
            worksheet.append([name, code, label, definition])
        offered = len(entries) - (name == ANSWER_LIST)  # a blank cell says not asked; nobody chooses it
        area = f"'{worksheet.title}'!$B${first}:$B${first + offered - 1}"
        workbook.defined_names[defined_name(name)] = DefinedName(defined_name(name), attr_text=area)
    appearance.widths(worksheet, [20, 32, 40, 90])
    appearance.header(worksheet, 1, 4)
    appearance.body(worksheet, 2)
    appearance.page(worksheet, 1)
    worksheet.freeze_panes = "A2"


def _offered_lists() -> list[str]:
    used = {column.codes for sheet in sheets().values() for column in sheet.columns if column.codes}
    return [name for name in shipped_codebook().lists() if name in {*used, ANSWER_LIST}]
