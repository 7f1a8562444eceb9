"""Hidden rows and columns: those with a mark are shown, because nobody mends a cell that cannot be seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from impt_analysis.workbook.marks.elements import Edit, Element, edited, retagged, with_attributes
from impt_analysis.workbook.marks.sheet_cells import Place

_ON = ("1", "true")
_SHOWN = {"hidden": "0"}
_USUAL_WIDTH, _USUAL_HEIGHT = "9.140625", "15"


@dataclass(frozen=True)
class HiddenLines:
    """The numbers of rows and columns, counted from 1, that are hidden."""

    rows: frozenset[int]
    columns: frozenset[int]

    def at(self, place: Place) -> str:
        """Return in words what of a cell is hidden; nothing where it can be seen.

        >>> HiddenLines(frozenset({21}), frozenset({21, 23})).at((21, 23))
        'row and column'
        """
        return " and ".join(
            name
            for name, number, hidden in zip(("row", "column"), place, (self.rows, self.columns), strict=True)
            if number in hidden
        )


def hidden_among(sheet: Element, places: Collection[Place]) -> HiddenLines:
    """Return the hidden rows and columns in which one of these places lies."""
    rows = {row for row, _ in places}
    columns = {column for _, column in places}
    return HiddenLines(
        frozenset(number for number, row in _rows(sheet) if number in rows and _is_hidden(row, "ht")),
        frozenset(column for entry in _columns(sheet) for column in columns if column in _span(entry)),
    )


def with_shown(part: bytes, sheet: Element, hidden: HiddenLines) -> bytes:
    """Return the part of a sheet with these rows and columns shown, and all others as they are."""
    rows = [_row_shown(part, row) for number, row in _rows(sheet) if number in hidden.rows]
    columns = [_columns_shown(part, entry, hidden.columns) for entry in _columns(sheet)]
    return edited(part, [*rows, *columns])


def _rows(sheet: Element) -> Iterable[tuple[int, Element]]:
    data = sheet.first("sheetData")
    number = 0
    for row in data.each("row") if data else []:
        number = row.number("r", number + 1)
        yield number, row


def _columns(sheet: Element) -> list[Element]:
    """The hidden among the entries of columns; each is of one column or of several side by side."""
    columns = sheet.first("cols")
    return [entry for entry in (columns.each("col") if columns else []) if _is_hidden(entry, "width")]


def _is_hidden(line: Element, size: str) -> bool:
    return line.attributes.get("hidden") in _ON or line.size(size) == 0


def _span(entry: Element) -> range:
    return range(entry.number("min"), entry.number("max") + 1)


def _row_shown(part: bytes, row: Element) -> Edit:
    return retagged(part, row, **_SHOWN, **({"ht": _USUAL_HEIGHT} if row.size("ht") == 0 else {}))


def _columns_shown(part: bytes, entry: Element, shown: Collection[int]) -> Edit:
    """The edit that parts an entry where some of its columns are shown and the others stay hidden."""
    tag, rest = part[entry.begin : entry.inner], part[entry.inner : entry.end]
    look = _SHOWN | ({"width": _USUAL_WIDTH} if entry.size("width") == 0 else {})
    columns = _span(entry)
    own = {column for column in shown if column in columns}
    cuts = sorted({columns.start, columns.stop, *own, *(column + 1 for column in own)})
    made = b""
    for first, after in pairwise(cuts):
        made += with_attributes(tag, min=str(first), max=str(after - 1), **(look if first in own else {})) + rest
    return Edit(entry.begin, entry.end, made)
