"""Cells of workbooks to batches of rows: a table for each sheet of each workbook, put together sheet by sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from impt_analysis.checking.batches import Batch, stacked
from impt_analysis.checking.placed import (
    Columns,
    Placed,
    columns,
    extra_columns,
    flagged_cells,
    header_row,
    missing_columns,
    plain,
    values_without_header,
)
from impt_analysis.checking.recognition import recognised, sheet_problems
from impt_analysis.errors import Problem
from impt_analysis.schema import Sheet, sheets
from impt_analysis.workbook.cells import CellValue, SheetCells, WorkbookCells

KEY_HEADER = "key"
"""Heads the column of keys on the sheet About."""

ANSWER_COLUMNS = ["item", "source_id", "answer", "letter"]
"""On the sheet Items a row of the table is one answer; `letter` is the column in which it stands."""


@dataclass(frozen=True)
class Table:
    """One sheet of one workbook: its cells by column, how the address of a column's cell is made, and its problems."""

    cells: pd.DataFrame
    places: dict[tuple[str, str], str]
    problems: tuple[Problem, ...]


def laid_out(workbooks: Sequence[WorkbookCells]) -> tuple[dict[str, Batch], list[Problem]]:
    """Return a batch per sheet, by the sheet's code, and the problems of sheets, headers and single cells."""
    tables: dict[str, list[Table]] = {code: [] for code in sheets()}
    problems: list[Problem] = []
    for workbook in workbooks:
        problems += sheet_problems(workbook)
        for code, cells in recognised(workbook).items():
            tables[code].append(_table(workbook.file, sheets()[code], cells))
    problems += [problem for listed in tables.values() for table in listed for problem in table.problems]
    return {code: _batch(sheets()[code], listed) for code, listed in tables.items()}, problems


def _batch(sheet: Sheet, tables: Sequence[Table]) -> Batch:
    names = ANSWER_COLUMNS if sheet.code == "items" else sheet.codes()
    values = stacked((table.cells for table in tables), names)
    return Batch(sheet, values, {key: place for table in tables for key, place in table.places.items()})


def _table(file: str, sheet: Sheet, cells: SheetCells) -> Table:
    if sheet.code == "about":
        return _keys_and_values(Placed(file, sheet, cells, 0))
    header = header_row(sheet, cells)
    if header is None:
        return _without_header(file, sheet, cells)
    placed = Placed(file, sheet, cells, header)
    found = columns(placed)
    problems = (*found.problems, *flagged_cells(placed, found.known), *values_without_header(placed))
    read = _answers if sheet.code == "items" else _rows
    table = read(placed, found)
    return Table(table.cells, table.places, (*problems, *table.problems))


def _without_header(file: str, sheet: Sheet, cells: SheetCells) -> Table:
    if not cells.rows and not sheet.required:
        return Table(pd.DataFrame(), {}, ())
    names = ", ".join(column.label for column in sheet.columns[:3])
    problem = Problem.of("missing-header", file=file, sheet=sheet.name, columns=names)
    return Table(pd.DataFrame(), {}, (problem,))


def _rows(placed: Placed, found: Columns) -> Table:
    frame = _below(placed).rename(columns={str(position): code for code, position in found.known.items()})
    places = {(placed.file, code): f"{placed.letters(position)}{{row}}" for code, position in found.known.items()}
    problems = extra_columns(placed, found.extra)
    return Table(frame[["file", "row", *found.known]], places, tuple(problems))


def _answers(placed: Placed, found: Columns) -> Table:
    below = _below(placed)
    keyed = below.assign(item=below[str(found.known["item"])] if "item" in found.known else "")
    if len(keyed) and not plain(keyed.at[0, "item"]):
        keyed = keyed.drop(index=0)  # the row below the header shows the names of the sources
    ids = {str(position): text for position, text in found.extra.items()}
    long = keyed.melt(["file", "row", "item"], list(ids), var_name="position", value_name="answer")
    long["source_id"] = long["position"].map(ids)
    long["letter"] = long["position"].map({position: placed.letters(int(position)) for position in ids})
    header = placed.cells.first_row + placed.header
    places = {(placed.file, "answer"): "{letter}{row}", (placed.file, "source_id"): f"{{letter}}{header}"}
    if "item" in found.known:
        places[placed.file, "item"] = f"{placed.letters(found.known['item'])}{{row}}"
    return Table(long.drop(columns="position"), places, ())


def _below(placed: Placed) -> pd.DataFrame:
    rows, header = placed.cells.rows, placed.header
    names = [str(position) for position in range(len(rows[header]))]
    below = pd.DataFrame(rows[header + 1 :], columns=names, dtype="object")
    first = placed.cells.first_row
    below.insert(0, "row", range(first + header + 1, first + len(rows)))
    below.insert(0, "file", placed.file)
    return below


def _keys_and_values(placed: Placed) -> Table:
    headers = placed.sheet.headers()
    allowed = ", ".join(column.label for column in placed.sheet.columns)
    position = _column_of_keys(headers, placed.cells)
    values: dict[str, CellValue] = {}
    rows: dict[str, int] = {}
    problems: list[Problem] = []
    for number, row in enumerate(placed.cells.rows):
        key, value = row[position], row[position + 1] if position + 1 < len(row) else ""
        code = headers.get(plain(key))
        if code in values:
            label = placed.sheet.column(code).label
            problems.append(placed.problem("repeated-column", number, position, column_name=label))
        elif code is not None:
            values[code], rows[code] = value, number
        elif plain(key) not in ("", KEY_HEADER) and plain(value):
            problems.append(placed.problem("unknown-key", number, position, allowed=allowed))
    problems += [*missing_columns(placed, rows), *flagged_cells(placed, {})]
    letter, first = placed.letters(position + 1), placed.cells.first_row
    places = {(placed.file, code): f"{letter}{first + number}" for code, number in rows.items()}
    return Table(pd.DataFrame([{"file": placed.file, "row": 0, **values}], dtype="object"), places, tuple(problems))


def _column_of_keys(headers: dict[str, str], cells: SheetCells) -> int:
    width = len(cells.rows[0]) if cells.rows else 0
    matches = [sum(plain(row[position]) in headers for row in cells.rows) for position in range(width)]
    return matches.index(max(matches)) if matches else 0
