"""How a workbook looks: header colours, widths, wrapped text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from impt_analysis.workbook.cells import letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_FILL = "1F3A5F"
NAMES_FILL = "E8EDF3"


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


def wrap(worksheet: Worksheet, first_row: int) -> None:
    """Wrap long texts and set every cell at the top of its row."""
    from openpyxl.styles import Alignment

    for row in worksheet.iter_rows(min_row=first_row):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
