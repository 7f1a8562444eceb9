"""What a workbook holds, cell by cell, with the place of every value."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

CellValue = str | float | int | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
"""The value of a cell; a blank cell is an empty text."""


@dataclass(frozen=True)
class Finding:
    """What the fast reader does not tell of a cell: an error value, or a formula; rows and columns count from 1."""

    row: int
    column: int
    kind: Literal["error", "formula"]
    text: str


@dataclass(frozen=True)
class SheetCells:
    """A sheet: its rows of values, and where the first of them stands; rows and columns count from 1."""

    name: str
    visible: bool
    first_row: int
    first_column: int
    rows: list[list[CellValue]]
    findings: tuple[Finding, ...]
    merged: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class PlacedText:
    """A text that stands in no cell, such as a comment: its sheet or another place, its cell if any, and what it is."""

    sheet: str
    cell: str
    what: str
    text: str


@dataclass(frozen=True)
class WorkbookCells:
    """A workbook: the file as it is shown, its worksheets in order, and the texts that stand beside their cells."""

    file: str
    sheets: tuple[SheetCells, ...]
    beside: tuple[PlacedText, ...] = ()


def letters(column: int) -> str:
    """Return the letters of a column.

    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def address(row: int, column: int) -> str:
    """Return the address of a cell.

    >>> address(14, 6)
    'F14'
    """
    return f"{letters(column)}{row}"
