"""How wide the columns of a sheet are and how high its rows, on the screen: a comment's box is placed by them."""

from __future__ import annotations

from dataclasses import dataclass

from impt_analysis.workbook.marks.elements import Element

# At the usual resolution of 96 dots an inch, with a standard font whose digits are seven dots wide (ECMA-376, part 1,
# section 18.3.1.13).
DIGIT = 7
PADDING = 5
DOTS_A_POINT = 96 / 72

_USUAL_WIDTH = 64
_USUAL_HEIGHT = 20
_ON = ("1", "true")


@dataclass(frozen=True)
class Grid:
    """Sizes in dots by number, counted from 1, of the columns and rows that do not have the usual one."""

    columns: tuple[tuple[int, int, int], ...]
    rows: dict[int, int]
    usual_width: int
    usual_height: int

    def width(self, column: int) -> int:
        """Return the width of a column."""
        return next((dots for first, last, dots in self.columns if first <= column <= last), self.usual_width)

    def height(self, row: int) -> int:
        """Return the height of a row."""
        return self.rows.get(row, self.usual_height)


def sheet_grid(sheet: Element) -> Grid:
    """Return the sizes of the columns and rows of a sheet; what is hidden takes no room."""
    usual = sheet.first("sheetFormatPr")
    columns, data = sheet.first("cols"), sheet.first("sheetData")
    heights = {
        row.number("r"): _height(row)
        for row in (data.each("row") if data else [])
        if "r" in row.attributes and {"ht", "hidden"} & set(row.attributes)
    }
    usual_height = usual.size("defaultRowHeight") if usual else None
    usual_width = usual.size("defaultColWidth") if usual else None
    return Grid(
        tuple(_columns(entry) for entry in (columns.each("col") if columns else [])),
        heights,
        _USUAL_WIDTH if usual_width is None else _dots_across(usual_width),
        _USUAL_HEIGHT if usual_height is None else round(usual_height * DOTS_A_POINT),
    )


def _columns(entry: Element) -> tuple[int, int, int]:
    width = entry.size("width")
    dots = _USUAL_WIDTH if width is None else _dots_across(width)
    return entry.number("min"), entry.number("max"), 0 if entry.attributes.get("hidden") in _ON else dots


def _height(row: Element) -> int:
    height = row.size("ht")
    dots = _USUAL_HEIGHT if height is None else round(height * DOTS_A_POINT)
    return 0 if row.attributes.get("hidden") in _ON else dots


def _dots_across(characters: float) -> int:
    return int(characters * DIGIT) + PADDING
