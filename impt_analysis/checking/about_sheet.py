"""The cells of the sheet About: a key and a value in each row, a definition beside them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from impt_analysis.checking.headers import missing_columns, misspelt, own_ways
from impt_analysis.checking.merged import covered_cells, merged_problems
from impt_analysis.checking.placed import Placed, Table, flagged_cells, without_header
from impt_analysis.checking.spaces import plain, trimmed
from impt_analysis.checking.tolerated import blank_rows, elsewhere, title_above
from impt_analysis.codebook.speaking import languages
from impt_analysis.codebook.wordings import worded
from impt_analysis.errors import Problem
from impt_analysis.schema import Sheet
from impt_analysis.workbook.cells import CellValue, SheetCells

KEY_HEADERS, DEFINITION_HEADERS = (
    frozenset(plain(worded("workbook", language, name)) for language in languages())
    for name in ("key", "what_to_write")
)
"""Head the columns of keys and of definitions, in any language; the second holds nothing that a state has written."""


def keys_and_values(file: str, sheet: Sheet, cells: SheetCells) -> Table:
    """Return the one row of the sheet: the value of every key, at the place where it stands."""
    if not any(plain(value) in sheet.headers() for row in cells.rows for value in row):
        return without_header(file, sheet, "Key, Value")
    keys = _column_of_keys(sheet, cells)
    placed = Placed(file, sheet, cells, _first_key(sheet, cells, keys))
    headers = sheet.headers()
    rows: dict[str, int] = {}
    unknown: dict[int, str] = {}
    problems: list[Problem] = []
    for number, row in enumerate(cells.rows):
        code = headers.get(plain(row[keys]))
        if code in rows:
            problems.append(placed.problem("repeated-key", number, keys, key=sheet.column(code).label))
        elif code is not None:
            rows[code] = number
        elif plain(row[keys]) not in ("", *KEY_HEADERS) and (number > placed.header or plain(_value(row, keys))):
            unknown[number] = trimmed(str(row[keys]))
    problems += _keys_that_are_not_known(placed, keys, rows, unknown)
    problems += _values_without_key(placed, keys)
    problems += _help_written_over(placed, keys, rows)
    problems += [*merged_problems(placed), *flagged_cells(placed, {}), *title_above(placed), *elsewhere(placed)]
    problems += own_ways(placed, ((number, keys, code) for code, number in rows.items()))
    problems += _another_order(placed, keys, rows)
    problems += blank_rows(placed, placed.header)
    values = {code: np.array([_value(cells.rows[number], keys)], dtype="object") for code, number in rows.items()}
    places = {(file, code): placed.address(number, keys + 1) for code, number in rows.items()}
    return Table({"row": np.array([0], dtype="object"), **values}, places, tuple(problems), covered_cells(placed))


def _keys_that_are_not_known(
    placed: Placed, keys: int, rows: dict[str, int], unknown: dict[int, str]
) -> Iterator[Problem]:
    intended = misspelt(placed.sheet.columns, rows, unknown)
    allowed = ", ".join(column.label for column in placed.sheet.columns)
    for number in unknown:
        if number in intended:
            yield placed.problem("misspelt-key", number, keys, key=intended[number].label)
        else:
            yield placed.problem("unknown-key", number, keys, allowed=allowed)
    yield from missing_columns(placed, [*rows, *(column.code for column in intended.values())], "missing-key")


def _values_without_key(placed: Placed, keys: int) -> Iterator[Problem]:
    """Yield a problem for each value that stands beside no key; the template's definitions are none."""
    rows = placed.cells.rows[placed.header :]
    described = any(plain(value) in DEFINITION_HEADERS for row in placed.cells.rows for value in row)
    defined = {plain(column.definition) for column in placed.sheet.columns}
    for number, row in enumerate(rows, start=placed.header):
        for position, value in enumerate(row):
            beside = position == keys + 1 and plain(row[keys])
            definition = position == keys + 2 and (described or plain(value) in defined)
            if position != keys and not beside and not definition and plain(value):
                yield placed.problem("value-without-header", number, position, cells="1 cell")


def _help_written_over(placed: Placed, keys: int, rows: dict[str, int]) -> list[Problem]:
    """An info at the first definition that is another text than the template's."""
    position = keys + 2
    changed = [
        number
        for code, number in rows.items()
        if position < len(placed.cells.rows[number])
        and plain(placed.cells.rows[number][position]) not in ("", plain(placed.sheet.column(code).definition))
    ]
    return [placed.problem("help-written-over", changed[0], position)] if changed else []


def _another_order(placed: Placed, keys: int, rows: dict[str, int]) -> list[Problem]:
    usual = [code for code in placed.sheet.codes() if code in rows]
    moved = [number for (code, number), expected in zip(rows.items(), usual, strict=True) if code != expected]
    return [placed.problem("columns-in-another-order", moved[0], keys)] if moved else []


def _column_of_keys(sheet: Sheet, cells: SheetCells) -> int:
    headers = sheet.headers()
    width = len(cells.rows[0]) if cells.rows else 0
    matches = [sum(plain(row[position]) in headers for row in cells.rows) for position in range(width)]
    return matches.index(max(matches)) if matches else 0


def _first_key(sheet: Sheet, cells: SheetCells, keys: int) -> int:
    known = {*sheet.headers(), *KEY_HEADERS}
    return next((number for number, row in enumerate(cells.rows) if plain(row[keys]) in known), 0)


def _value(row: list[CellValue], keys: int) -> CellValue:
    return row[keys + 1] if keys + 1 < len(row) else ""
