"""Which column is which: headers that are known, misspelt, unknown, missing, or written in their own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from impt_analysis.checking.hints import meant
from impt_analysis.checking.placed import Placed
from impt_analysis.checking.spaces import plain, trimmed
from impt_analysis.errors import Problem
from impt_analysis.plurals import number_of
from impt_analysis.schema import Column


@dataclass(frozen=True)
class Columns:
    """The columns of a table: the position of each by its code, headers that are not known, and problems."""

    known: dict[str, int]
    extra: dict[int, str]
    problems: tuple[Problem, ...]


def columns(placed: Placed) -> Columns:
    """Return which column is which, with a problem for each that stands twice, is misspelt or is missing.

    A misspelt header is one problem: its column is then neither missing nor unknown.
    """
    headers = placed.sheet.headers()
    known: dict[str, int] = {}
    extra: dict[int, str] = {}
    problems: list[Problem] = []
    for position, value in enumerate(placed.cells.rows[placed.header]):
        code = headers.get(plain(value))
        if code in known:
            label = placed.sheet.column(code).label
            problems.append(placed.problem("repeated-column", placed.header, position, column_name=label))
        elif code is not None:
            known[code] = position
        elif plain(value):
            extra[position] = trimmed(str(value))
    intended = misspelt(placed.sheet.columns, known, extra)
    for position, column in intended.items():
        problems.append(placed.problem("misspelt-column", placed.header, position, column_name=column.label))
    present = [*known, *(column.code for column in intended.values())]
    problems += missing_columns(placed, present)
    problems += own_ways(placed, ((placed.header, position, code) for code, position in known.items()))
    return Columns(known, {at: text for at, text in extra.items() if at not in intended}, tuple(problems))


def misspelt(allowed: Iterable[Column], present: Iterable[str], unknown: Mapping[int, str]) -> dict[int, Column]:
    """Return which of the unknown headers looks like one column, and only one, that is not there."""
    if not unknown:
        return {}
    absent = {column.code: column for column in allowed if column.code not in set(present)}
    spellings = {name.casefold(): code for code, column in absent.items() for name in (column.label, code)}
    looked_up = {position: meant(text, spellings) for position, text in unknown.items()}
    return {position: absent[code] for position, code in looked_up.items() if code}


def missing_columns(placed: Placed, present: Iterable[str], rule: str = "missing-column") -> list[Problem]:
    """Return a problem of the rule for each required column (or key) that the sheet lacks."""
    there = set(present)
    return [
        Problem.of(
            rule,
            file=placed.file,
            sheet=placed.sheet.name,
            column=column.label,
            column_name=column.label,
        )
        for column in placed.sheet.columns
        if column.must_exist and column.code not in there
    ]


def extra_columns(placed: Placed, extra: Mapping[int, str]) -> list[Problem]:
    """Return a problem for each header that is not known."""
    allowed = ", ".join(column.label for column in placed.sheet.columns)
    return [placed.problem("extra-column", placed.header, position, allowed=allowed) for position in extra]


def values_without_header(placed: Placed) -> list[Problem]:
    """Return a problem for each column of values below the header row that no header stands over."""
    rows = placed.cells.rows
    problems: list[Problem] = []
    for position, value in enumerate(rows[placed.header]):
        if plain(value):
            continue
        filled = [number for number in range(placed.header + 1, len(rows)) if plain(rows[number][position])]
        if filled:
            counted = number_of(len(filled), "cell")
            problems.append(placed.problem("value-without-header", filled[0], position, cells=counted))
    return problems


def own_ways(placed: Placed, names: Iterable[tuple[int, int, str]]) -> Iterator[Problem]:
    """Yield an info, once a sheet, for headers that are the column's code, in another language, or in other capitals.

    `names` gives row and position of each header among the cells, and the code of its column.
    """
    ways: dict[str, list[tuple[int, int, str]]] = {}
    for number, position, code in names:
        label, value = placed.sheet.column(code).label, placed.cells.rows[number][position]
        if value == label:
            continue
        way = _way(value, label, code)
        ways.setdefault(way, []).append((number, position, label))
    for way, found in ways.items():
        number, position, label = found[0]
        yield placed.problem(way, number, position, column_name=label, cells=number_of(len(found), "cell"))


def _way(value: object, label: str, code: str) -> str:
    if value != code and plain(value) == plain(label):
        return "header-in-its-own-way"
    return "code-for-header" if plain(value) == code else "header-in-another-language"
