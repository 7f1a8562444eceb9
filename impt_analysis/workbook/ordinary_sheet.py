"""Sheets as Excel, LibreOffice and openpyxl write them: known by a pattern that every cell must match.

What matches is handed on as it is. Everything else is read cell by cell in `unusual_sheet`: formulas and error values,
cells out of order or without coordinates, comments, prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from impt_analysis.workbook.plain_xml import MAIN, has_odd_reference
from impt_analysis.workbook.sheet_body import LAST_COLUMN, LAST_ROW, MOST_MERGED, SheetBody, column_number

_STYLE = rb'(?: s="[0-9]{1,6}")?+'
_BLANK = rb"(?:<v ?/>)?</c>"
_NUMBER = rb"(?:[0-9]{1,25}(?:\.[0-9]{1,40})?|[0-9](?:\.[0-9]{1,40})?[Ee][+-]?[0-2]?[0-9]{1,2})"
_TEXT = rb"[^<]*+"
_VALUES = (
    (rb't="s"', rb"<v>[0-9]{1,9}</v>"),
    (rb't="inlineStr"', rb'<is><t(?: xml:space="preserve")?>' + _TEXT + rb"</t></is>"),
    (rb't="n"', rb"<v>" + _NUMBER + rb"</v>"),
    (rb't="str"', rb"<v>" + _TEXT + rb"</v>"),
    (rb't="b"', rb"<v>[01]</v>"),
)
_TYPED = rb"|".join(kind + _STYLE + rb"(?: ?/>|>(?:" + value + rb"</c>|" + _BLANK + rb"))" for kind, value in _VALUES)
_UNTYPED = rb"(?: ?/>|>(?:<v>" + _NUMBER + rb"</v></c>|" + _BLANK + rb"))"
_CELL = rb'<c r="[A-Z]{1,3}\1"' + _STYLE + rb"(?: (?:" + _TYPED + rb")|" + _UNTYPED + rb")\s*+"
_ROW = re.compile(
    rb'\s*<row r="([1-9][0-9]{0,6})"(?:\s+[\w:.-]++="[^"<>]*+")*+\s*(?:/>|>\s*((?:' + _CELL + rb")*+)</row>)\s*+"
)
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"[^/>]*>')
_SHEET = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<worksheet\s[^>]*>")
_DATA = re.compile(rb"<sheetData\s*(/?)>")
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"\s*/>')
_END = b"</sheetData>"


def ordinary_body(part: bytes) -> SheetBody | None:
    """Return the cells of an ordinary sheet; nothing for any other, which is to be read cell by cell."""
    data = _DATA.search(part)
    if data is None or not _is_plain(part):
        return None
    if data[1]:
        return SheetBody(b"", 0, 0, (), ())
    measured = _measured(part, data.end())
    merged = _merged(part)
    if measured is None or merged is None:
        return None
    rows = part[data.end() : measured.end]
    if has_odd_reference(rows):
        return None
    return SheetBody(rows, measured.height, measured.width, (), merged)


@dataclass(frozen=True)
class _Measured:
    end: int
    height: int
    width: int


def _is_plain(part: bytes) -> bool:
    """Whether the sheet has no comment or CDATA and no second name for its elements."""
    begun = _SHEET.match(part)
    return (
        begun is not None
        and f'xmlns="{MAIN}"'.encode() in begun[0]
        and part.count(MAIN.encode()) == 1
        and part.count(b"<sheetData") == 1
        and b"<!" not in part
        and part.rstrip().endswith(b"</worksheet>")
    )


def _measured(part: bytes, begin: int) -> _Measured | None:
    position, last = begin, 0
    rows: list[int] = []
    shapes: set[tuple[bytes, ...]] = set()
    while row := _ROW.match(part, position):
        number = int(row[1])
        if not last < number <= LAST_ROW:
            return None
        position, last = row.end(), number
        if shape := tuple(_FILLED.findall(row[2] or b"")):
            rows.append(number)
            shapes.add(shape)
    if not part.startswith(_END, position) or not _in_order(shapes):
        return None
    columns = [column_number(letters) for letters in {end for shape in shapes for end in (shape[0], shape[-1])}]
    height = rows[-1] - rows[0] + 1 if rows else 0
    return _Measured(position, height, max(columns) - min(columns) + 1 if columns else 0)


def _in_order(shapes: Iterable[tuple[bytes, ...]]) -> bool:
    """Whether the columns of every row grow from cell to cell."""
    for shape in shapes:
        numbers = list(map(column_number, shape))
        if numbers != sorted(set(numbers)) or numbers[-1] > LAST_COLUMN:
            return False
    return True


def _merged(part: bytes) -> tuple[tuple[int, int, int, int], ...] | None:
    """The merged areas; nothing when one is written in another form, or when there are very many."""
    if part.count(b"<mergeCell ") > MOST_MERGED:
        return None
    found = _MERGED.findall(part)
    if len(found) != part.count(b"<mergeCell "):
        return None
    return tuple(
        (int(top), column_number(left), int(bottom), column_number(right)) for left, top, right, bottom in found
    )
