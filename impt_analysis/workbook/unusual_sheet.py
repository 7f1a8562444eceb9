"""Sheets that are read cell by cell: slower, and every cell gets its place and its name.

The fast reader shows an error value, and a formula without a stored result, as a blank cell; here both are findings.
"""

from __future__ import annotations

import math
import re
from typing import Literal

from impt_analysis.workbook.cells import Finding, address
from impt_analysis.workbook.plain_xml import MAIN, Attributes, check_length, escaped, main_name, parse
from impt_analysis.workbook.refusal import RefusedError
from impt_analysis.workbook.sheet_body import LAST_COLUMN, LAST_ROW, MOST_MERGED, SheetBody, column_number

WITHOUT_RESULT = " (no result stored)"
FILLED_DOWN = "(filled from another cell)"
"""Excel writes a formula that was filled down at its first cell only."""

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,15})?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_TRUTH = {"0": "0", "1": "1", "false": "0", "true": "1"}
_CAPTURED = ("v", "f", "t")


def unusual_body(part: bytes, name: str) -> SheetBody:
    """Return the cells of any sheet, in order and with coordinates, with a finding for every error value and formula.

    Raises RefusedError for XML that is damaged or no sheet, a cell that stands twice, and a value of no known kind.
    """
    read = _Cells(name)
    parse(part, name, start=read.start, end=read.end, text=read.text.append)
    if read.root != f"{MAIN} worksheet":
        raise RefusedError("damaged-part", f"no sheet in {name}")
    places = sorted(read.written)
    rows = sorted({row for row, _ in places})
    columns = [column for _, column in places]
    return SheetBody(
        _as_xml(read.written),
        rows[-1] - rows[0] + 1 if rows else 0,
        max(columns) - min(columns) + 1 if columns else 0,
        tuple(sorted(read.findings, key=lambda finding: (finding.row, finding.column))),
        tuple(read.merged),
    )


def _as_xml(written: dict[tuple[int, int], bytes]) -> bytes:
    parts: list[bytes] = []
    open_row = 0
    for row, column in sorted(written):
        if row != open_row:
            parts.append((b"</row>" if open_row else b"") + f'<row r="{row}">'.encode())
            open_row = row
        parts.append(written[row, column])
    return b"".join(parts) + (b"</row>" if open_row else b"")


class _Cells:
    """The cells of a sheet while its elements go by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = ""
        self.written: dict[tuple[int, int], bytes] = {}
        self.findings: list[Finding] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.text: list[str] = []
        self._seen: set[tuple[int, int]] = set()
        self._inside = False
        self._aids = 0
        self._row = self._column = 0
        self._cell: Attributes = {}
        self._said: dict[str, str] = {}

    def start(self, element: str, attributes: Attributes) -> None:
        self.root = self.root or element
        name = main_name(element)
        if name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "sheetData":
            self._inside = True
        elif not self._inside:
            return
        elif name == "row":
            self._row, self._column = self._number(attributes.get("r", str(self._row + 1))), 0
        elif name == "c":
            self._place(attributes)
        elif name == "rPh":
            self._aids += 1
        elif name in _CAPTURED:
            self.text.clear()

    def end(self, element: str) -> None:
        name = main_name(element)
        if name == "sheetData":
            self._inside = False
        elif not self._inside:
            return
        elif name == "c":
            self._close()
        elif name == "rPh":
            self._aids -= 1
        elif name in _CAPTURED and not self._aids:
            self._said[name] = self._said.get(name, "") + "".join(self.text)

    def _number(self, text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 0 < int(text[:8]) <= LAST_ROW or len(text) > 8:
            raise self._damaged(f"a row numbered {text}")
        return int(text)

    def _place(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        if place is None:
            self._row, self._column = max(self._row, 1), self._column + 1
        else:
            self._row, self._column = self._address(place)
        if self._column > LAST_COLUMN:
            raise self._damaged("a cell beyond the last column")
        if (self._row, self._column) in self._seen:
            raise self._damaged("a cell that stands twice")
        self._seen.add((self._row, self._column))
        self._cell, self._said = attributes, {}

    def _address(self, text: str) -> tuple[int, int]:
        match = _ADDRESS.fullmatch(text)
        if match is None or int(match[2]) > LAST_ROW or column_number(match[1]) > LAST_COLUMN:
            raise self._damaged(f"a cell with the address {text}")
        return int(match[2]), column_number(match[1])

    def _merge(self, area: str) -> None:
        if len(self.merged) >= MOST_MERGED:
            raise RefusedError("too-much-content", f"more than {MOST_MERGED:,} merged areas in {self.name}")
        first, _, last = area.partition(":")
        self.merged.append((*self._address(first), *self._address(last or first)))

    def _close(self) -> None:
        kind = self._cell.get("t", "n")
        value = check_length(self._said.get("v", self._said.get("t", "")), self.name)
        formula = self._said.get("f")
        if kind == "e":
            self._find("error", value.strip() or "#N/A")
            return
        if formula is not None:
            stored = value or (kind == "str" and "v" in self._said)  # a text may be empty
            self._find("formula", f"={formula.strip() or FILLED_DOWN}{'' if stored else WITHOUT_RESULT}")
        kind, written = self._plain(kind, value)
        if written:
            self.written[self._row, self._column] = self._xml(kind, written)

    def _plain(self, kind: str, value: str) -> tuple[str, str]:
        """The kind and text of a value in the form of an ordinary sheet."""
        bare = value.strip()
        if kind in ("str", "inlineStr"):
            return "str", value
        if not bare:
            return kind, ""
        if kind == "n" and _NUMBER.fullmatch(bare) and math.isfinite(float(bare)):
            return "n", repr(float(bare))
        if kind == "n":
            self._find("error", bare)
            return "n", ""
        if kind == "d":
            return ("d" if _DAY.fullmatch(bare) else "str"), bare
        if kind == "b" and bare.lower() in _TRUTH:
            return "b", _TRUTH[bare.lower()]
        if kind == "s" and bare.isascii() and bare.isdigit() and len(bare) < 10:
            return "s", bare
        raise self._damaged(f"a value of the kind {kind}")

    def _xml(self, kind: str, value: str) -> bytes:
        style = self._cell.get("s", "")
        known = style.isascii() and style.isdigit() and len(style) < 7
        styled = f' s="{style}"' if known and not value.startswith("-") else ""  # no date lies before the first
        place = self._cell.get("r") or address(self._row, self._column)
        return f'<c r="{place.upper()}"{styled} t="{kind}"><v>'.encode() + escaped(value) + b"</v></c>"

    def _find(self, kind: Literal["error", "formula"], text: str) -> None:
        self.findings.append(Finding(self._row, self._column, kind, text))

    def _damaged(self, found: str) -> RefusedError:
        cell = address(self._row, self._column) if self._row and self._column else ""
        return RefusedError("damaged-part", f"{found} in {self.name}", cell=cell)
