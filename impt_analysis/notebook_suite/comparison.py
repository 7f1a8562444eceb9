"""What a notebook shows otherwise than before, told in plain words, table by table."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from impt_analysis.notebook_suite.stored import ERROR, HTML, PICTURES, PLAIN, STDERR, STDOUT, Cell, Notebook
from impt_analysis.notebook_suite.tables import Table, tables_in

LONGEST_QUOTE = 80


def changes(stored: Notebook, fresh: Notebook) -> list[str]:
    """Return what the fresh notebook shows otherwise than the stored one, a sentence for each change.

    Cells are matched by their id. A table's rows are matched by its index or, where that only counts the rows, by the
    first columns that tell all rows apart; a number in this key is named by its column. Where none do, rows are only
    said to be new or gone. Other text is compared line by line, and a picture by its bytes.

    A sentence reads "02_coverage, cell 7: LV, theme 2, low 0.31 -> 0.38".

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    before = {cell.id: cell for cell in stored.code}
    after = {cell.id: cell for cell in fresh.code}
    told = [f"{stored.name}, {cell.place}: the cell is gone" for key, cell in before.items() if key not in after]
    for key, cell in after.items():
        sentences = _in_cell(before[key], cell) if key in before else ["the cell is new"]
        told += [f"{fresh.name}, {cell.place}: {sentence}" for sentence in sentences]
    return told


def table_changes(stored: Table, fresh: Table) -> list[str]:
    """Return what changed between two states of a table: columns, then rows gone and new, then values, then the order.

    >>> table_changes(Table(("state", "low"), (("LV", "0.31"),), 0), Table(("state", "low"), (("LV", "0.38"),), 0))
    ['LV, low 0.31 -> 0.38']
    """
    columns = _new_and_gone(stored.columns, fresh.columns, "column {}")
    width = _key_width(stored, fresh)
    before, after = _by_key(stored, width), _by_key(fresh, width)
    rows = _new_and_gone(
        [_named(stored, key) for key in before if key not in after],
        [_named(fresh, key) for key in after if key not in before],
        "row {}",
    )
    shared = [key for key in before if key in after]
    values = [
        f"{_named(fresh, key)}, {column} {before[key][column]} -> {after[key][column]}"
        for key in shared
        for column in before[key]
        if column in after[key] and before[key][column] != after[key][column]
    ]
    moved = shared != [key for key in after if key in before]
    return [*columns, *rows, *values, *(["the rows stand in another order"] if moved else [])]


def _in_cell(stored: Cell, fresh: Cell) -> list[str]:
    if stored.outputs == fresh.outputs:
        return []
    before, after = _tables(stored), _tables(fresh)
    if len(before) == len(after):
        told = _numbered([table_changes(*pair) for pair in zip(before, after, strict=True)])
    else:
        told = [f"it shows {len(after)} {'table' if len(after) == 1 else 'tables'}, formerly {len(before)}"]
    told += _line_changes(_lines(stored), _lines(fresh))
    pictures = [
        [output[kind] for output in cell.outputs for kind in sorted(PICTURES & set(output))] for cell in (stored, fresh)
    ]
    if pictures[0] != pictures[1]:
        told.append("the picture changed")
    return told or ["what it shows is stored in another form"]


def _tables(cell: Cell) -> list[Table]:
    return [table for output in cell.outputs for table in tables_in(output.get(HTML, ""))]


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
            told += [f"{_quoted(old)} -> {_quoted(new)}" for old, new in zip(before, after, strict=True)]
        elif kind != "equal":
            told += _new_and_gone(before, after, "line {}")
    return told


def _new_and_gone(before: object, after: object, pattern: str) -> list[str]:
    old, new = Counter(before), Counter(after)  # type: ignore[call-overload]
    gone = [f"{pattern.format(_quoted(name))} is gone" for name in (old - new).elements()]
    return gone + [f"{pattern.format(_quoted(name))} is new" for name in (new - old).elements()]


def _quoted(text: str) -> str:
    short = text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
    return f'"{short}"'


def _key_width(stored: Table, fresh: Table) -> int:
    """Return how many of the first columns tell all rows apart in both tables, at least the index."""
    alike = [old == new for old, new in zip(stored.columns, fresh.columns, strict=False)]
    widest = alike.index(False) if False in alike else len(alike)
    for width in range(max(1, stored.n_index, fresh.n_index), widest + 1):
        if all(len({row[:width] for row in table.rows}) == len(table.rows) for table in (stored, fresh)):
            return width
    return max(len(stored.columns), len(fresh.columns))


Key = tuple[tuple[str, ...], int]


def _by_key(table: Table, width: int) -> dict[Key, dict[str, str]]:
    """Return the rows by their key and its repetition, each as values by column."""
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[Key, dict[str, str]] = {}
    for row in table.rows:
        key = row[:width]
        found[key, seen[key]] = dict(zip(table.columns[width:], row[width:], strict=False))
        seen[key] += 1
    return found


def _named(table: Table, key: Key) -> str:
    values, repetition = key
    named = [
        f"{column} {value}" if column and _NUMBER.fullmatch(value) else value
        for column, value in zip(table.columns, values, strict=False)
    ]
    return ", ".join(named) + (f" (repetition {repetition})" if repetition else "")


_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
