"""The cells of a sheet in the plainest XML that says the same, with what must be known before they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from impt_analysis.workbook.cells import Finding

MOST_CELLS = 500_000
"""In the smallest rectangle that holds every value: the reader keeps a place for each of its cells.

The largest workbook of a state has less than a hundredth.
"""

MOST_MERGED = 50_000
"""Merged areas of a sheet; a workbook of a state has none."""

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
"""Excel's own limits."""

SHARED = re.compile(rb'\st="s"[^>]*><v>([0-9]+)</v>')


@dataclass(frozen=True)
class SheetBody:
    """The rows of a sheet as XML, the size of the rectangle that they take, findings, and merged areas.

    `rows` has the form that `ordinary_sheet` describes; an area is first row, first column, last row, last column.
    """

    rows: bytes
    height: int
    width: int
    findings: tuple[Finding, ...]
    merged: tuple[tuple[int, int, int, int], ...]

    @property
    def size(self) -> int:
        """The number of cells in the smallest rectangle that holds every value."""
        return self.height * self.width

    def shared(self) -> list[int]:
        """Return the number of the shared string of every cell that shows one."""
        return [int(number) for number in SHARED.findall(self.rows)]


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str | bytes) -> int:
    """Return the number of a column.

    >>> column_number("A"), column_number(b"AA"), column_number("XFD")
    (1, 27, 16384)
    """
    codes = letters.encode() if isinstance(letters, str) else letters
    number = 0
    for code in codes.upper():
        number = number * 26 + code - 64
    return number
