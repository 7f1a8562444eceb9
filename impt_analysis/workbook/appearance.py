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
LINE_HEIGHT = 14.0
TALLEST_ROW = 409.0
"""Excel refuses a row that is taller."""


def header(worksheet: Worksheet, row: int, width: int) -> None:
    """Give the header row its look: white on dark blue, wrapped."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in worksheet[row][:width]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEADER_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    worksheet.row_dimensions[row].height = 34


def names(worksheet: Worksheet, row: int, width: int) -> None:
    """Give the row of source names its look: small and pale, tall enough for a long name."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in worksheet[row][:width]:
        cell.font = Font(italic=True, size=9)
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

    for number, row in enumerate(worksheet.iter_rows(min_row=first_row), start=first_row):
        for cell in row:
            across = (
                "left" if isinstance(cell.value, date) else None
            )  # at the right it would touch the next column's text
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=across)
        worksheet.row_dimensions[number].height = _height(worksheet, row)


def page(worksheet: Worksheet, header_rows: int) -> None:
    """Let the sheet print across one landscape page, with its header repeated."""
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = f"1:{header_rows}"


def _height(worksheet: Worksheet, row: Sequence[Cell | MergedCell]) -> float:
    widths_of = worksheet.column_dimensions
    lines = [
        ceil(len(str(cell.value)) * 1.15 / widths_of[cell.column_letter].width)
        for cell in row
        if cell.value is not None
    ]
    return min(LINE_HEIGHT * max(lines, default=1) + 2, TALLEST_ROW)
