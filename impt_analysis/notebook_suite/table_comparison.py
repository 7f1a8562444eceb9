"""What differs between two states of a table: columns, rows gone and new, values by their row, and the order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from impt_analysis.notebook_suite.tables import Table

LONGEST_QUOTE = 80
LONGEST_NUMBER = 6

NAMING = {"state", "theme", "finding", "item", "source_id", "use", "indicator", "year", "period", "aspect", "code"}
NAMING |= {"from_place", "to_place", "opened"}
"""The columns that say what a row is about. Those that lead a table name its rows, also where fewer would do."""


def table_changes(stored: Table, fresh: Table) -> list[str]:
    """Return what changed between two states of a table: columns, then rows gone and new, then values, then the order.

    Rows are matched by the index and the columns at the left that say what a row is about; where these do not tell all
    rows apart, by as many further columns as do. A number in this key is named by its column. Where no columns tell
    them apart, rows are only said to be new or gone.

    >>> table_changes(Table(("state", "low"), (("LV", "0.31"),), 0), Table(("state", "low"), (("LV", "0.38"),), 0))
    ['LV, low 0.31 -> 0.38']
    """
    width = _key_width(stored, fresh)
    before, after = _by_key(stored, width), _by_key(fresh, width)
    shared = [key for key in before if key in after]
    rows = new_and_gone(
        [_named(stored, key) for key in before if key not in after],
        [_named(fresh, key) for key in after if key not in before],
        "row {}",
    )
    told = [*new_and_gone(stored.columns, fresh.columns, "column {}"), *rows]
    for key in shared:
        values = _values(before[key], after[key])
        told += [", ".join([_named(fresh, key), *values])] if values else []
    moved = shared != [key for key in after if key in before]
    return [*told, *(["the rows stand in another order"] if moved else [])]


def new_and_gone(before: Iterable[str], after: Iterable[str], pattern: str) -> list[str]:
    """Return which of some texts are gone and which are new, each as often as it is, in the words of a pattern.

    >>> new_and_gone(["a", "b"], ["b", "c"], "line {}")
    ['line "a" is gone', 'line "c" is new']
    """
    old, new = Counter(before), Counter(after)
    gone = [f"{pattern.format(quoted(name))} is gone" for name in (old - new).elements()]
    return gone + [f"{pattern.format(quoted(name))} is new" for name in (new - old).elements()]


def quoted(text: str) -> str:
    """Return a text in quotation marks, cut where it is longer than a line bears."""
    return f'"{_cut(text)}"'


def _key_width(stored: Table, fresh: Table) -> int:
    """Return how many columns at the left name a row in both tables, at least those of the index."""
    alike = [old == new for old, new in zip(stored.columns, fresh.columns, strict=False)]
    widest = alike.index(False) if False in alike else len(alike)
    naming = [name in NAMING for name in stored.columns]
    leading = min(naming.index(False) if False in naming else len(naming), widest)
    for width in range(max(1, stored.n_index, fresh.n_index, leading), widest + 1):
        if all(len({row[:width] for row in table.rows}) == len(table.rows) for table in (stored, fresh)):
            return width
    return max(len(stored.columns), len(fresh.columns))


Key = tuple[tuple[str, ...], int]
Rows = dict[Key, dict[str, str]]


def _by_key(table: Table, width: int) -> Rows:
    """Return the rows by their key and its repetition, each as values by column."""
    seen: Counter[tuple[str, ...]] = Counter()
    found: Rows = {}
    for row in table.rows:
        key = row[:width]
        found[key, seen[key]] = dict(zip(table.columns[width:], row[width:], strict=False))
        seen[key] += 1
    return found


def _values(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [
        f"{column} {_change(value, after[column])}"
        for column, value in before.items()
        if column in after and value != after[column]
    ]


def _change(value: str, other: str) -> str:
    """Return two values, long decimal numbers with four digits where these tell them apart."""
    if _DECIMAL.fullmatch(value) and _DECIMAL.fullmatch(other):
        short = [
            f"{float(number):.4g}" if "." in number and len(number) > LONGEST_NUMBER else number
            for number in (value, other)
        ]
        value, other = short if short[0] != short[1] else (value, other)
    return f"{_shown(value)} -> {_shown(other)}"


def _shown(value: str) -> str:
    return _cut(value) if value else "blank"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def _named(table: Table, key: Key) -> str:
    values, repetition = key
    named = [
        f"{column} {value}" if column and _NUMBER.fullmatch(value) else value
        for column, value in zip(table.columns, values, strict=False)
    ]
    return ", ".join(named) + (f" (repetition {repetition})" if repetition else "")


_NUMBER = re.compile(r"-?\d+(,\d{3})*(\.\d+)?")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
