"""The two sheets of a workbook that hold no data: Read me says what to do, Codebook explains every code."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from impt_analysis.codebook import codebook_in
from impt_analysis.codebook.speaking import ORIGINAL, languages
from impt_analysis.codebook.wordings import every_wording, worded
from impt_analysis.schema import ANSWER_LIST, offers_codes, sheets
from impt_analysis.workbook import appearance

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LINES = "read_me_"
"""Begins the names of the sentences that stand on the sheet Read me."""


WIDTH = 110
TITLE_HEIGHT = 24
TITLE_STRETCH = 1.25
"""How much wider the title runs than its number of characters says."""


def defined_name(name: str) -> str:
    """Return the name under which the codes of a list stand in the workbook.

    >>> defined_name("reached")
    'list_reached'
    """
    return f"list_{name}"


def add_readme(worksheet: Worksheet, language: str) -> None:
    """Fill the first sheet: what to do, in ten lines, and whether the translation was reviewed."""
    from openpyxl.styles import Font

    title, *lines = read_me(language)
    for line in (title, *lines):
        worksheet.append([line])
    appearance.widths(worksheet, [WIDTH])
    appearance.body(worksheet, 1)
    appearance.page(worksheet, worded("workbook", language, "page_of_pages"), 1)
    worksheet.print_options.gridLines = False
    worksheet["A1"].font = Font(name=appearance.FONT, bold=True, size=14)
    worksheet.row_dimensions[1].height = TITLE_HEIGHT * ceil(len(title) * TITLE_STRETCH / WIDTH)
    worksheet.sheet_view.showGridLines = False


def read_me(language: str) -> list[str]:
    """Return the lines of the first sheet; below the title of a translation that nobody has reviewed it is said so.

    >>> read_me("en")[0]
    'Who holds what information on children at risk of trafficking: the workbook of one state'
    """
    named = every_wording("workbook", language).items()
    title, *lines = (text for name, text in named if name.startswith(LINES))
    spoken = languages()[language]
    remark = [] if spoken.is_reviewed() else [worded("workbook", language, "unreviewed", language=spoken.own_name)]
    return [title, *remark, *lines]


def add_codebook(workbook: Workbook, worksheet: Worksheet, language: str) -> None:
    """Fill the last sheet with every code that a cell may hold, and name the ranges that the drop-downs offer."""
    from openpyxl.workbook.defined_name import DefinedName

    worksheet.append([worded("workbook", language, name) for name in ("list", "code", "label", "definition")])
    for name in _offered_lists():
        entries = codebook_in(language).entries(name)
        first = worksheet.max_row + 1
        definitions = entries["definition"] if "definition" in entries else entries["label"]
        for code, label, definition in zip(entries.index, entries["label"], definitions, strict=True):
            worksheet.append([name, code, label, definition])
        offered = len(entries) - (name == ANSWER_LIST)  # a blank cell says not asked; nobody chooses it
        column = "B" if offers_codes(language) else "C"
        area = f"'{worksheet.title}'!${column}${first}:${column}${first + offered - 1}"
        workbook.defined_names[defined_name(name)] = DefinedName(defined_name(name), attr_text=area)
    appearance.widths(worksheet, [20, 32, 40, 90])
    appearance.header(worksheet, 1, 4)
    appearance.body(worksheet, 2)
    appearance.page(worksheet, worded("workbook", language, "page_of_pages"), 1)
    worksheet.freeze_panes = "A2"


def _offered_lists() -> list[str]:
    used = {column.codes for sheet in sheets().values() for column in sheet.columns if column.codes}
    return [name for name in codebook_in(ORIGINAL).lists() if name in {*used, ANSWER_LIST}]
