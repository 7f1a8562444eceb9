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
        int(row.attributes["r"]): _height(row)
        for row in (data.each("row") if data else [])
        if "r" in row.attributes and {"ht", "hidden"} & set(row.attributes)
    }
    usual_height = usual.attributes.get("defaultRowHeight") if usual else None
    usual_width = usual.attributes.get("defaultColWidth") if usual else None
    return Grid(
        tuple(_columns(entry) for entry in (columns.each("col") if columns else [])),
        heights,
        _dots_across(usual_width) if usual_width else _USUAL_WIDTH,
        round(float(usual_height) * DOTS_A_POINT) if usual_height else _USUAL_HEIGHT,
    )


def _columns(entry: Element) -> tuple[int, int, int]:
    stated = entry.attributes
    hidden = stated.get("hidden") in _ON
    width = _dots_across(stated["width"]) if "width" in stated else _USUAL_WIDTH
    return int(stated["min"]), int(stated["max"]), 0 if hidden else width


def _height(row: Element) -> int:
    if row.attributes.get("hidden") in _ON:
        return 0
    return round(float(row.attributes["ht"]) * DOTS_A_POINT) if "ht" in row.attributes else _USUAL_HEIGHT


def _dots_across(characters: str) -> int:
    return int(float(characters) * DIGIT) + PADDING
