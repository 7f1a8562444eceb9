"""The numbers that a notebook showed and that are others now, and those that a reader makes of its tables.

A reader quotes what stands in a table, or a share as points of 100, or counts and adds up what stands there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from impt_analysis.notebook_suite.quoting import numbers_in, plain_number
from impt_analysis.notebook_suite.table_comparison import TableDifference, quoted, value_change
from impt_analysis.notebook_suite.tables import Table

MOST_KINDS = 40
"""A column with more kinds of texts than this is not counted by kind."""


@dataclass(frozen=True)
class MovedNumber:
    """A number that was shown, or is `made` of what was shown, and is another now: from what to what."""

    number: str
    told: str
    made: bool


def moved_in_table(stored: Table, fresh: Table, difference: TableDifference) -> Iterator[MovedNumber]:
    """Return the numbers of a table that moved: of its values, then of what can be counted and added up in it."""
    for row in difference.changed:
        for value in row.values:
            told = f"{row.name}, {value_change(value)}"
            yield from (MovedNumber(number, told, made=False) for number in _read_as(value.before))
    for row in difference.gone_values:
        for value in row.values:
            told = f"row {quoted(row.name)} is gone"
            yield from (MovedNumber(number, told, made=False) for number in _read_as(value.before))
    before, after = _made_of(stored), _made_of(fresh)
    for name, number in before.items():
        if number != after.get(name, 0.0):
            told = f"{name} {number:g} -> {after.get(name, 0.0):g}"
            yield from (MovedNumber(read, told, made=True) for read in _read_as(f"{number:.10g}"))


def moved_in_line(stored: str, fresh: str) -> Iterator[MovedNumber]:
    """Return the numbers of a printed line that moved; all of them where the line holds more or fewer now."""
    before, after = list(numbers_in(stored)), list(numbers_in(fresh))
    same = before if len(before) == len(after) else []
    for place, number in enumerate(before):
        if not same or number != after[place]:
            told = f"{number} -> {after[place]}" if same else f"line {quoted(stored)} is another"
            yield MovedNumber(number, told, made=False)


def moved_with(stored: Iterable[Table], lines: Iterable[str], told: str) -> Iterator[MovedNumber]:
    """Return every number of tables and lines of which nothing is compared, such as those of a cell that is gone."""
    values = [value for table in stored for row in table.rows for value in row]
    numbers = dict.fromkeys(number for value in values for number in _read_as(value))
    numbers |= dict.fromkeys(number for line in lines for number in numbers_in(line))
    return (MovedNumber(number, told, made=False) for number in numbers)


def _read_as(value: str) -> Iterator[str]:
    """Return the numbers in a value, and a share also as points of 100."""
    for number in numbers_in(value):
        yield number
        if _SHARE.fullmatch(value):
            yield plain_number(f"{100 * float(value):.0f}")


def _made_of(table: Table) -> dict[str, float]:
    """Return what a reader can count and add up in a table, by its name."""
    made: dict[str, float] = {"number of rows": len(table.rows)}
    for place, column in enumerate(table.columns):
        values = [row[place] for row in table.rows]
        numbers = [float(value) for value in values if _DECIMAL.fullmatch(value)]
        if numbers and len(numbers) == sum(value != "" for value in values):
            made |= _of_numbers(column, numbers)
        else:
            made |= _of_kinds(column, values)
    return made


def _of_numbers(column: str, numbers: list[float]) -> dict[str, float]:
    return {
        f"sum of {column}": round(sum(numbers), 6),
        f"least {column}": min(numbers),
        f"greatest {column}": max(numbers),
        f"rows with {column} above 0": sum(number > 0 for number in numbers),
    }


def _of_kinds(column: str, values: list[str]) -> dict[str, float]:
    kinds = Counter(value for value in values if value)
    made = {f"kinds of {column}": float(len(kinds))}
    if len(kinds) <= MOST_KINDS:
        made |= {f"rows with {column} {kind}": float(count) for kind, count in kinds.items()}
    return made


_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_SHARE = re.compile(r"[01]\.\d+")
