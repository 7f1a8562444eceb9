"""What differs between two states of a table: columns, rows gone and new, values by their row, and the order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from impt_analysis.notebook_suite.tables import Table
from impt_analysis.plurals import number_of

LONGEST_QUOTE = 80
LONGEST_NUMBER = 6
MOST_ALIKE = 3
"""So many rows that changed alike are told one by one; more are counted, with the first as an example."""

MOST_ROWS = 10
"""So many rows that are new or gone are told one by one."""

NAMING = {"state", "theme", "finding", "item", "source_id", "use", "indicator", "year", "period", "aspect", "code"}
NAMING |= {"from_place", "to_place", "opened"}
"""The columns that say what a row is about. Those that lead a table name its rows, also where fewer would do."""


@dataclass(frozen=True)
class ChangedValue:
    """A value of a row that is another now."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRow:
    """A row of which values are others now, by the name of the row."""

    name: str
    values: tuple[ChangedValue, ...]


@dataclass(frozen=True)
class TableDifference:
    """What differs between two states of a table: names of columns and rows gone and new, rows changed, the order.

    `gone_values` holds what stood in the rows that are gone, by the name of the row.
    """

    columns: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    gone_values: tuple[ChangedRow, ...]
    changed: tuple[ChangedRow, ...]
    reordered: bool


def table_difference(stored: Table, fresh: Table) -> TableDifference:
    """Return what differs between two states of a table.

    Rows are matched by the index and the columns at the left that say what a row is about; where these do not tell all
    rows apart, by as many further columns as do. Where no columns do, rows are only new or gone. In the name of a row a
    value is named by its column where it is a number, or the column is not one of those that say what a row is about.
    """
    width = _key_width(stored, fresh)
    before, after = _by_key(stored, width), _by_key(fresh, width)
    shared = [key for key in before if key in after]
    gone = [key for key in before if key not in after]
    rows = [ChangedRow(_named(fresh, key), tuple(_values(before[key], after[key]))) for key in shared]
    return TableDifference(
        columns=tuple(new_and_gone(stored.columns, fresh.columns, "column {}")),
        gone=tuple(_named(stored, key) for key in gone),
        new=tuple(_named(fresh, key) for key in after if key not in before),
        gone_values=tuple(ChangedRow(_named(stored, key), tuple(_lost(before[key]))) for key in gone),
        changed=tuple(row for row in rows if row.values),
        reordered=shared != [key for key in after if key in before],
    )


def table_changes(stored: Table, fresh: Table) -> list[str]:
    """Return what changed between two states of a table: columns, then rows gone and new, then values, then the order.

    More than three rows that changed alike (the same columns by the same step, or from the same text to the same) are
    one sentence with their number and the first as an example; and so are more than ten rows that are new, or gone.

    >>> table_changes(Table(("state", "low"), (("LV", "0.31"),), 0), Table(("state", "low"), (("LV", "0.38"),), 0))
    ['LV, low 0.31 -> 0.38']
    """
    return difference_sentences(table_difference(stored, fresh))


def difference_sentences(difference: TableDifference) -> list[str]:
    """Return a difference of two states of a table as sentences."""
    rows = [
        *_rows_told(difference.gone, "gone", new_and_gone(difference.gone, (), "row {}")),
        *_rows_told(difference.new, "new", new_and_gone((), difference.new, "row {}")),
    ]
    reordered = ["the rows stand in another order"] if difference.reordered else []
    return [*difference.columns, *rows, *_changed_rows(difference.changed), *reordered]


def value_change(value: ChangedValue) -> str:
    """Return a changed value in words, long decimal numbers with four digits where these tell them apart."""
    before, after = value.before, value.after
    if _DECIMAL.fullmatch(before) and _DECIMAL.fullmatch(after):
        short = [
            f"{float(number):.4g}" if "." in number and len(number) > LONGEST_NUMBER else number
            for number in (before, after)
        ]
        before, after = short if short[0] != short[1] else (before, after)
    return f"{value.column} {_shown(before)} -> {_shown(after)}"


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


def _rows_told(names: tuple[str, ...], what: str, sentences: list[str]) -> list[str]:
    if len(names) <= MOST_ROWS:
        return sentences
    return [f"{number_of(len(names), 'row')} are {what}, such as {quoted(names[0])}"]


def _changed_rows(rows: Iterable[ChangedRow]) -> Iterator[str]:
    """Return the changed rows as sentences, those that changed alike together, in the order of the first of them."""
    alike: dict[tuple[str, ...], list[ChangedRow]] = {}
    for row in rows:
        alike.setdefault(tuple(map(_step, row.values)), []).append(row)
    for steps, group in alike.items():
        told = [", ".join([row.name, *map(value_change, row.values)]) for row in group]
        if len(group) > MOST_ALIKE:
            yield f"{number_of(len(group), 'row')} with {', '.join(steps)}, such as {told[0]}"
        else:
            yield from told


def _step(value: ChangedValue) -> str:
    """Return by how much a number changed, or from what to what a text."""
    if _DECIMAL.fullmatch(value.before) and _DECIMAL.fullmatch(value.after):
        return f"{value.column} {round(float(value.after) - float(value.before), LONGEST_NUMBER):+g}"
    return value_change(value)


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


def _values(before: dict[str, str], after: dict[str, str]) -> Iterator[ChangedValue]:
    for column, value in before.items():
        if column in after and value != after[column]:
            yield ChangedValue(column, value, after[column])


def _lost(values: dict[str, str]) -> Iterator[ChangedValue]:
    return (ChangedValue(column, value, "") for column, value in values.items())


def _shown(value: str) -> str:
    return _cut(value) if value else "blank"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def _named(table: Table, key: Key) -> str:
    values, repetition = key
    whole = len(values) == len(table.columns)
    named = [
        f"{column} {value}" if column and _is_named(column, value, whole=whole) else value
        for column, value in zip(table.columns, values, strict=False)
    ]
    return ", ".join(named) + (f" (repetition {repetition})" if repetition else "")


def _is_named(column: str, value: str, *, whole: bool) -> bool:
    return bool(_NUMBER.fullmatch(value)) or (column not in NAMING and not whole)


_NUMBER = re.compile(r"-?\d+(,\d{3})*(\.\d+)?")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
