"""How a workbook looks: header colours, widths, wrapped text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from impt_analysis.workbook.cells import letters

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_FILL = "1F3A5F"
NAMES_FILL = "E8EDF3"
FONT = "Calibri"
"""The font of cells that are given none; a font without a name is shown by some programs as another."""

LOWEST_HEADER = 34.0
ORDINARY, BOLD = 1.15, 1.4
"""How much wider a text runs than its number of characters says, with the words that are kept whole."""

WIDTH_OF_PAGE = 200.0
"""In characters, that can still be read when a sheet is fitted to a landscape page."""

LINE_HEIGHT = 14.0
BUTTON_HEIGHT = 18.0
"""Of the buttons of a filter, which stand at the lower edge of a header."""

TALLEST_ROW = 409.0
"""Excel refuses a row that is taller."""


def header(worksheet: Worksheet, row: int, width: int) -> None:
    """Give the header row its look: white on dark blue, wrapped, as high as its longest label needs.

    Columns have their widths already. Below the labels a line is left where buttons of a filter cover them.
    """
    from openpyxl.styles import Alignment, Font, PatternFill

    cells = worksheet[row][:width]
    for cell in cells:
        cell.font = Font(name=FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEADER_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="top" if worksheet.auto_filter.ref else "center")
    buttons = BUTTON_HEIGHT if worksheet.auto_filter.ref else 0
    worksheet.row_dimensions[row].height = max(_height(worksheet, cells, BOLD), LOWEST_HEADER) + buttons


def names(worksheet: Worksheet, row: int, width: int) -> None:
    """Give the row of source names its look: small and pale, tall enough for a long name."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in worksheet[row][:width]:
        cell.font = Font(name=FONT, italic=True, size=9)
        cell.fill = PatternFill("solid", fgColor=NAMES_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    worksheet.row_dimensions[row].height = 92


def widths(worksheet: Worksheet, columns: Sequence[float]) -> None:
    """Give each column its width, in characters."""
    for position, width in enumerate(columns, start=1):
        worksheet.column_dimensions[letters(position)].width = width


def body(worksheet: Worksheet, first_row: int) -> None:
    """Give the rows below the header their look: long texts wrapped, each row as high as its longest text needs.

    Columns have their widths already.
    """
    from openpyxl.styles import Alignment

    for dimension in worksheet.column_dimensions.values():
        dimension.alignment = Alignment(wrap_text=True, vertical="top")  # for cells that are still to be filled in
    for number, row in enumerate(worksheet.iter_rows(min_row=first_row), start=first_row):
        for cell in row:
            across = "left" if isinstance(cell.value, date | float | int) else None  # else it touches the next column
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=across)
        worksheet.row_dimensions[number].height = _height(worksheet, row, ORDINARY)


def page(worksheet: Worksheet, footer: str, header_rows: int, header_columns: int = 0) -> None:
    """Let the sheet print with lines, its header repeated, across as few landscape pages as can be read.

    `footer` is a text with the places that Excel fills: `&A` the name of the sheet, `&P` and `&N` the pages.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    across = sum(dimension.width for dimension in worksheet.column_dimensions.values())
    worksheet.page_setup.fitToWidth = ceil(across / WIDTH_OF_PAGE)
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = f"1:{header_rows}"
    if header_columns:
        worksheet.print_title_cols = f"A:{letters(header_columns)}"
    worksheet.print_options.gridLines = True
    beneath = worksheet.oddFooter
    if beneath is not None and beneath.center is not None:
        beneath.center.text = footer


def _height(worksheet: Worksheet, row: Sequence[Cell | MergedCell], stretch: float) -> float:
    widths_of = worksheet.column_dimensions
    lines = [
        sum(ceil(max(len(line), 1) * stretch / widths_of[cell.column_letter].width) for line in _lines(cell.value))
        for cell in row
        if cell.value is not None
    ]
    return min(LINE_HEIGHT * max(lines, default=1) + 2, TALLEST_ROW)


def _lines(value: object) -> list[str]:
    return str(value).split("\n")
