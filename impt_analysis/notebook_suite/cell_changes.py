"""What each cell of a notebook shows otherwise than before: in sentences, and which numbers moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from impt_analysis.notebook_suite.code_rules import is_ignored
from impt_analysis.notebook_suite.moved_numbers import MovedNumber, moved_in_line, moved_in_table, moved_with
from impt_analysis.notebook_suite.stored import CSV, ERROR, HTML, PICTURES, PLAIN, STDERR, STDOUT, Cell, Notebook
from impt_analysis.notebook_suite.table_comparison import difference_sentences, new_and_gone, table_difference
from impt_analysis.notebook_suite.tables import Table, table_of_csv, tables_in
from impt_analysis.plurals import number_of
from impt_analysis.schema import ANSWER_LIST, sheets

BY_DIGEST = "in the table shown by its digest: "
ANOTHER_FORM = "what it shows is stored in another form"
WITH_ITS_TABLE = "the picture changed, as the table above it did"
WITH_ITS_FOOT = (
    "the picture changed and the table above it did not: the line of what it rests on, which stands at its foot, did"
)
WITHOUT_ITS_TABLE = (
    "the picture changed and the table above it did not: it is drawn otherwise, by another version of matplotlib, or "
    "from numbers that changed by less than the table shows"
)
LONGEST_LINE = 300
FEW = 5
"""A table of which more is told than this is a long list."""


class Rank(IntEnum):
    """What a change is about, in the order in which changes are told: what caused others comes first."""

    SAID = 0
    FEW = 1
    MANY = 2
    LOOKS = 3
    TEXT = 4


@dataclass(frozen=True)
class Change:
    """A change in one sentence, and what it is about."""

    rank: Rank
    sentence: str


@dataclass(frozen=True)
class ChangedCell:
    """A cell that shows something else: its place, what changed, and the numbers that moved by it."""

    place: str
    changes: tuple[Change, ...]
    moved: tuple[MovedNumber, ...]

    @property
    def says_otherwise(self) -> bool:
        """Whether more changed than a picture, or the form in which it is stored."""
        return any(change.rank < Rank.LOOKS for change in self.changes)


def changed_cells(stored: Notebook, fresh: Notebook) -> list[ChangedCell]:
    """Return the cells that show otherwise than before, in order, first those that are gone.

    Cells are matched by their id. A cell that is not compared is passed over.
    """
    before = {cell.id: cell for cell in stored.code}
    kept = {cell.id for cell in fresh.code}
    told = [_gone(cell) for cell in stored.code if cell.id not in kept]
    table_changed = foot_changed = False
    for cell in fresh.code:
        told.append(_of_cell(before.get(cell.id), cell, _picture_with(table=table_changed, foot=foot_changed)))
        table_changed = not cell.shows(*PICTURES) and (table_changed or bool(_tables(cell) and told[-1].changes))
        foot_changed = foot_changed or bool(cell.id in before and _feet(before[cell.id]) != _feet(cell))
    return [cell for cell in told if cell.changes]


def _gone(cell: Cell) -> ChangedCell:
    moved = moved_with((shown.table for shown in _tables(cell)), _lines(cell), "its cell is gone")
    return ChangedCell(cell.place, (Change(Rank.FEW, "the cell is gone"),), tuple(moved))


def _of_cell(stored: Cell | None, fresh: Cell, of_picture: str) -> ChangedCell:
    if stored is None:
        return ChangedCell(fresh.place, (Change(Rank.FEW, "the cell is new"),), ())
    if stored.outputs == fresh.outputs or is_ignored(fresh):
        return ChangedCell(fresh.place, (), ())
    told, moved = _of_tables(_tables(stored), _tables(fresh))
    pairs, lines = _line_changes(_lines(stored), _lines(fresh))
    told += [Change(Rank.FEW, line) for line in lines]
    moved += [number for old, new in pairs for number in moved_in_line(old, new)]
    if _pictures(stored) != _pictures(fresh):
        told.append(Change(Rank.LOOKS, of_picture))
    return ChangedCell(fresh.place, tuple(told or [Change(Rank.LOOKS, ANOTHER_FORM)]), tuple(moved))


@dataclass(frozen=True)
class _Shown:
    """A table that a cell shows: whole, or by its digest."""

    table: Table
    by_digest: bool


def _tables(cell: Cell) -> list[_Shown]:
    shown = []
    for output in cell.outputs:
        if CSV in output:
            shown.append(_Shown(table_of_csv(output[CSV]), by_digest=True))
        else:
            shown += [_Shown(table, by_digest=False) for table in tables_in(output.get(HTML, ""))]
    return shown


def _of_tables(before: list[_Shown], after: list[_Shown]) -> tuple[list[Change], list[MovedNumber]]:
    if len(before) != len(after):
        sentence = f"it shows {number_of(len(after), 'table')}, formerly {len(before)}"
        moved = moved_with((shown.table for shown in before), (), sentence)
        return [Change(Rank.FEW, sentence)], list(moved)
    told, numbers = [], []
    for place, (old, new) in enumerate(zip(before, after, strict=True), 1):
        difference = table_difference(old.table, new.table)
        opening = f"table {place}: " if len(before) > 1 else ""
        opening += BY_DIGEST if old.by_digest and new.by_digest else ""
        sentences = difference_sentences(difference)
        rank = _rank(new.table, len(sentences))
        told += [Change(rank, f"{opening}{sentence}") for sentence in sentences]
        numbers += list(moved_in_table(old.table, new.table, difference))
    return told, numbers


def _rank(table: Table, count: int) -> Rank:
    """Return what a table tells: what the workbooks say, where all its columns are theirs, or what was made of it."""
    said = {column for sheet in sheets().values() for column in sheet.codes()} | {ANSWER_LIST}
    if set(table.columns) <= said and len(table.columns) > 1:
        return Rank.SAID
    return Rank.FEW if count <= FEW else Rank.MANY


def _picture_with(*, table: bool, foot: bool) -> str:
    if table:
        return WITH_ITS_TABLE
    return WITH_ITS_FOOT if foot else WITHOUT_ITS_TABLE


def _pictures(cell: Cell) -> list[str]:
    return [output[kind] for output in cell.outputs for kind in sorted(PICTURES & set(output))]


def _lines(cell: Cell) -> list[str]:
    kept = (STDOUT, STDERR, ERROR)
    texts = [output[kind] for output in cell.outputs for kind in kept if kind in output]
    texts += [output[PLAIN] for output in cell.outputs if PLAIN in output and HTML not in output]
    return [line for text in texts for line in text.splitlines()]


def _feet(cell: Cell) -> list[str]:
    """Return the lines that say what everything rests on, as charts have them at their foot."""
    return [line for line in _lines(cell) if _EVIDENCE.match(line)]


def _line_changes(stored: list[str], fresh: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the lines that became others, and the sentences on all that changed."""
    pairs, told = [], []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, stored, fresh, autojunk=False).get_opcodes():
        before, after = stored[i1:i2], fresh[j1:j2]
        if kind == "replace" and len(before) == len(after):
            pairs += list(zip(before, after, strict=True))
            told += [f"{_whole(old)} -> {_whole(new)}" for old, new in zip(before, after, strict=True)]
        elif kind != "equal":
            pairs += [(old, "") for old in before]
            told += new_and_gone(before, after, "line {}")
    return pairs, told


def _whole(line: str) -> str:
    return f'"{line}"' if len(line) <= LONGEST_LINE else f'"{line[: LONGEST_LINE - 1]}…"'


_EVIDENCE = re.compile(r"Editions? \d{4}-\d\d-\d\d.* · ")
