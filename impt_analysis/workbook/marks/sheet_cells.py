"""The cells of a sheet's XML: where each stands, the number of its style, and blank ones put in where they belong."""

from __future__ import annotations

import re
from collections.abc import Mapping

from impt_analysis.workbook.cells import address
from impt_analysis.workbook.marks.elements import Edit, Element, added, retagged, with_attributes
from impt_analysis.workbook.sheet_body import column_number

Place = tuple[int, int]
"""Row and column, counted from 1."""

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_SPANS = re.compile(r"([0-9]+):([0-9]+)")


def place_of(text: str) -> Place | None:
    """Return row and column of an address; nothing for what is no address.

    >>> place_of("F14"), place_of("F")
    ((14, 6), None)
    """
    match = _ADDRESS.fullmatch(text)
    return (int(match[2]), column_number(match[1])) if match else None


class SheetCells:
    """The rows and cells of a sheet by place; a row or cell without a number follows the one before it."""

    def __init__(self, part: bytes, sheet: Element) -> None:
        self._part = part
        self._sheet = sheet
        self._data = sheet.first("sheetData")
        self._rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        number = 0
        for row in self._data.each("row") if self._data else []:
            number = row.number("r", number + 1)
            self._rows[number] = row
            self._cells[number] = dict(_numbered(row))

    def styles(self) -> dict[Place, int]:
        """Return the number of the style of every cell that the sheet has."""
        return {(row, column): cell.number("s") for row, cells in self._cells.items() for column, cell in cells.items()}

    def style(self, place: Place) -> int:
        """Return the number of the style of a cell; a blank one that the sheet lacks has that of its row or column."""
        row, column = place
        cell = self._cells.get(row, {}).get(column)
        if cell is not None:
            return cell.number("s")
        if row in self._rows and "s" in self._rows[row].attributes:
            return self._rows[row].number("s")
        columns = self._sheet.first("cols")
        for entry in columns.each("col") if columns else []:
            if entry.number("min") <= column <= entry.number("max"):
                return entry.number("style")
        return 0

    def shown_at(self, place: Place) -> Place:
        """Return the cell that a person sees at this place: the first one of a merged area."""
        merged = self._sheet.first("mergeCells")
        for area in merged.each("mergeCell") if merged else []:
            first, _, last = area.attributes.get("ref", "").partition(":")
            begin, end = place_of(first), place_of(last)
            if begin and end and begin[0] <= place[0] <= end[0] and begin[1] <= place[1] <= end[1]:
                return begin
        return place

    def edits(self, styles: Mapping[Place, int]) -> list[Edit]:
        """Return the edits that give cells these styles; cells and rows that the sheet lacks are put in."""
        by_row: dict[int, dict[int, int]] = {}
        for row, column in sorted(styles):
            by_row.setdefault(row, {})[column] = styles[row, column]
        edits = [edit for row in by_row if row in self._rows for edit in self._row_edits(row, by_row[row])]
        return edits + self._new_rows({row: cells for row, cells in by_row.items() if row not in self._rows})

    def _row_edits(self, number: int, styles: Mapping[int, int]) -> list[Edit]:
        row, cells = self._rows[number], self._cells[number]
        edits = [
            retagged(self._part, cells[column], s=str(style))
            for column, style in styles.items()
            if column in cells and cells[column].number("s") != style
        ]
        new = {c: self._new_cell(number, c, style) for c, style in styles.items() if c not in cells}
        if not new:
            return edits
        tag = self._widened(row, list(new))
        if row.close == row.end:
            opened = tag.removesuffix(b"/>").rstrip() + b">"
            return [Edit(row.begin, row.end, opened + b"".join(new.values()) + b"</" + row.prefix + b"row>")]
        edits += [Edit(row.begin, row.inner, tag)]
        return edits + [Edit(self._before(number, c), self._before(number, c), cell) for c, cell in new.items()]

    def _before(self, number: int, column: int) -> int:
        later = [cell.begin for other, cell in self._cells[number].items() if other > column]
        return min(later, default=self._rows[number].close)

    def _new_cell(self, row: int, column: int, style: int) -> bytes:
        return b"<" + self._sheet.prefix + f'c r="{address(row, column)}" s="{style}"/>'.encode()

    def _new_rows(self, rows: Mapping[int, Mapping[int, int]]) -> list[Edit]:
        places: dict[int | None, bytes] = {}
        for number, styles in rows.items():
            cells = b"".join(self._new_cell(number, column, style) for column, style in styles.items())
            tag = self._sheet.prefix + b"row"
            made = b"<" + tag + f' r="{number}">'.encode() + cells + b"</" + tag + b">"
            before = min((row.begin for other, row in self._rows.items() if other > number), default=None)
            places[before] = places.get(before, b"") + made
        data = self._data or self._sheet
        return [
            added(self._part, data, made) if before is None else Edit(before, before, made)
            for before, made in places.items()
        ]

    def _widened(self, row: Element, columns: list[int]) -> bytes:
        """The first tag of a row, whose hint on its first and last column stays true."""
        tag = self._part[row.begin : row.inner]
        spans = _SPANS.fullmatch(row.attributes.get("spans", ""))
        if spans is None:
            return tag
        wide = f"{min(int(spans[1]), *columns)}:{max(int(spans[2]), *columns)}"
        return with_attributes(tag, spans=wide)


def _numbered(row: Element) -> list[tuple[int, Element]]:
    numbered: list[tuple[int, Element]] = []
    column = 0
    for cell in row.each("c"):
        place = place_of(cell.attributes.get("r", ""))
        column = place[1] if place else column + 1
        numbered.append((column, cell))
    return numbered
