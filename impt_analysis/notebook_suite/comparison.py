"""What a notebook shows otherwise than before, told in plain words, table by table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from impt_analysis.notebook_suite.code_rules import is_ignored
from impt_analysis.notebook_suite.stored import CSV, ERROR, HTML, PICTURES, PLAIN, STDERR, STDOUT, Cell, Notebook
from impt_analysis.notebook_suite.table_comparison import LONGEST_QUOTE, new_and_gone, quoted, table_changes
from impt_analysis.notebook_suite.tables import Table, table_of_csv, tables_in
from impt_analysis.plurals import number_of

BY_DIGEST = "in the table shown by its digest: "
ANOTHER_FORM = "what it shows is stored in another form"
WITH_ITS_TABLE = "the picture changed, as the table above it did"
WITHOUT_ITS_TABLE = (
    "the picture changed and the table above it did not: it is drawn otherwise, by another version of matplotlib, or "
    "from numbers that changed by less than the table shows"
)
OUTDATED = "it says {}, which is shown no more; read it again"


def changes(stored: Notebook, fresh: Notebook) -> list[str]:
    """Return what the fresh notebook shows otherwise than the stored one, a sentence for each change.

    Cells are matched by their id. A table's rows are matched by its index or, where that only counts the rows, by the
    first columns that tell all rows apart; a number in this key is named by its column. Where none do, rows are only
    said to be new or gone. Of a table shown by its digest the rows are told as well. Other text is compared line by
    line. A picture is compared by its bytes, and it is said whether the table above it changed too. Last come texts
    that quote a number which was shown and is not any more. A cell that is not compared is passed over.

    A sentence reads "02_coverage, cell 7: LV, theme 2, low 0.31 -> 0.38".

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    before = {cell.id: cell for cell in stored.code}
    after = {cell.id: cell for cell in fresh.code}
    told = [f"{cell.place}: the cell is gone" for key, cell in before.items() if key not in after]
    table_changed = False
    for key, cell in after.items():
        sentences = _in_cell(before[key], cell, table_changed=table_changed) if key in before else ["the cell is new"]
        told += [f"{cell.place}: {sentence}" for sentence in sentences]
        table_changed = not cell.shows(*PICTURES) and (table_changed or bool(_tables(cell) and sentences))
    told += _outdated(stored, fresh)
    return [f"{fresh.name}, {sentence}" for sentence in told]


def _in_cell(stored: Cell, fresh: Cell, *, table_changed: bool) -> list[str]:
    if stored.outputs == fresh.outputs or is_ignored(fresh):
        return []
    before, after = _tables(stored), _tables(fresh)
    if len(before) == len(after):
        told = _numbered([_of_table(*pair) for pair in zip(before, after, strict=True)])
    else:
        told = [f"it shows {number_of(len(after), 'table')}, formerly {len(before)}"]
    told += _line_changes(_lines(stored), _lines(fresh))
    if _pictures(stored) != _pictures(fresh):
        told.append(WITH_ITS_TABLE if table_changed else WITHOUT_ITS_TABLE)
    return told or [ANOTHER_FORM]


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


def _of_table(stored: _Shown, fresh: _Shown) -> list[str]:
    opening = BY_DIGEST if stored.by_digest and fresh.by_digest else ""
    return [f"{opening}{sentence}" for sentence in table_changes(stored.table, fresh.table)]


def _pictures(cell: Cell) -> list[str]:
    return [output[kind] for output in cell.outputs for kind in sorted(PICTURES & set(output))]


def _lines(cell: Cell) -> list[str]:
    kept = (STDOUT, STDERR, ERROR)
    texts = [output[kind] for output in cell.outputs for kind in kept if kind in output]
    texts += [output[PLAIN] for output in cell.outputs if PLAIN in output and HTML not in output]
    return [line for text in texts for line in text.splitlines()]


def _numbered(told: list[list[str]]) -> list[str]:
    if len(told) == 1:
        return told[0]
    return [f"table {number}: {sentence}" for number, sentences in enumerate(told, 1) for sentence in sentences]


def _line_changes(stored: list[str], fresh: list[str]) -> list[str]:
    told = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, stored, fresh, autojunk=False).get_opcodes():
        before, after = stored[i1:i2], fresh[j1:j2]
        if kind == "replace" and len(before) == len(after):
            told += [_line_change(old, new) for old, new in zip(before, after, strict=True)]
        elif kind != "equal":
            told += new_and_gone(before, after, "line {}")
    return told


def _line_change(stored: str, fresh: str) -> str:
    """Return two lines, or the parts in which two long ones differ, each to the end of a word."""
    if max(len(stored), len(fresh)) <= LONGEST_QUOTE:
        return f"{quoted(stored)} -> {quoted(fresh)}"
    before, after = stored.split(" "), fresh.split(" ")
    parts = [
        (" ".join(before[i1:i2]), " ".join(after[j1:j2]))
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    return ", ".join(f"{quoted(old)} -> {quoted(new)}" for old, new in parts)


def _outdated(stored: Notebook, fresh: Notebook) -> list[str]:
    """Return the texts that quote a number which the stored notebook shows and the fresh one does not."""
    lost = _numbers_shown(stored) - _numbers_shown(fresh)
    return [
        f"{cell.place}: {OUTDATED.format(', '.join(quoted_now))}"
        for cell in fresh.texts
        if (quoted_now := [number for number in dict.fromkeys(_NUMBER.findall(cell.source)) if _plain(number) in lost])
    ]


def _numbers_shown(notebook: Notebook) -> set[str]:
    texts = [value for cell in notebook.code for shown in _tables(cell) for row in shown.table.rows for value in row]
    texts += [line for cell in notebook.code for line in _lines(cell)]
    return {_plain(number) for text in texts for number in _NUMBER.findall(text)}


def _plain(number: str) -> str:
    return number.replace(",", "")


_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])")
