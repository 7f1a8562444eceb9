"""Cells of workbooks to batches of rows: which sheet is which, where its header stands, which column is which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from impt_analysis.checking.batches import Batch, stacked
from impt_analysis.errors import Problem
from impt_analysis.schema import HELP_SHEETS, Sheet, sheets
from impt_analysis.workbook.cells import CellValue, SheetCells, WorkbookCells, address, letters

HEADER_WITHIN = 30
"""The header stands in one of the first rows of a sheet: a few lines of title above it are common."""

KEY_HEADER = "key"
"""Heads the column of keys on the sheet About."""


@dataclass(frozen=True)
class Table:
    """One sheet of one workbook: its cells by column code, the addresses of its columns and what is wrong with its shape."""

    sheet: Sheet
    cells: pd.DataFrame
    places: dict[tuple[str, str], str]
    problems: tuple[Problem, ...]


def laid_out(workbooks: Sequence[WorkbookCells]) -> tuple[dict[str, Batch], list[Problem]]:
    """Return a batch per sheet, by the sheet's code, and the problems of sheets, headers and single cells."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for workbook in workbooks:
        problems += _sheets_unlike_the_schema(workbook)
        tables += [_table(workbook.file, _schema(cells.name), cells) for cells in _recognised(workbook)]
    problems += [problem for table in tables for problem in table.problems]
    return {code: _batch(sheet, [t for t in tables if t.sheet is sheet]) for code, sheet in sheets().items()}, problems


def _batch(sheet: Sheet, tables: Iterable[Table]) -> Batch:
    listed = list(tables)
    columns = ["item", "source_id", "answer", "letter"] if sheet.code == "items" else sheet.codes()
    values = stacked((table.cells for table in listed), columns)
    return Batch(sheet, values, {key: place for table in listed for key, place in table.places.items()})


def _named(name: str) -> str:
    return name.strip().casefold()


def _schema(name: str) -> Sheet:
    return next(sheet for sheet in sheets().values() if _named(name) in (sheet.code, _named(sheet.name)))


def _recognised(workbook: WorkbookCells) -> list[SheetCells]:
    known = {name for sheet in sheets().values() for name in (sheet.code, _named(sheet.name))}
    found: dict[Sheet, SheetCells] = {}
    for cells in workbook.sheets:
        if _named(cells.name) in known:
            found.setdefault(_schema(cells.name), cells)
    return list(found.values())


def _sheets_unlike_the_schema(workbook: WorkbookCells) -> list[Problem]:
    recognised = _recognised(workbook)
    present = {_schema(cells.name).code for cells in recognised}
    help_sheets = {_named(name) for name in HELP_SHEETS}
    allowed = ", ".join(sheet.name for sheet in sheets().values())
    problems = [
        Problem.of("missing-sheet", file=workbook.file, sheet=sheet.name, sheet_name=sheet.name)
        for sheet in sheets().values()
        if sheet.required and sheet.code not in present
    ]
    for cells in workbook.sheets:
        if cells in recognised or _named(cells.name) in help_sheets or not cells.rows:
            continue
        known = any(_named(cells.name) in (sheet.code, _named(sheet.name)) for sheet in sheets().values())
        problems.append(
            Problem.of("repeated-sheet", file=workbook.file, sheet=cells.name, found=cells.name, sheet_name=_schema(cells.name).name)
            if known
            else Problem.of("unknown-sheet", file=workbook.file, sheet=cells.name, found=cells.name, allowed=allowed)
        )
    return problems


def _table(file: str, sheet: Sheet, cells: SheetCells) -> Table:
    if sheet.code == "about":
        return _key_and_value(file, sheet, cells)
    header = _header(sheet, cells)
    if header is None:
        columns = ", ".join(column.label for column in sheet.columns[:3])
        problem = Problem.of("missing-header", file=file, sheet=sheet.name, columns=columns)
        return Table(sheet, pd.DataFrame(), {}, (problem,) if cells.rows or sheet.required else ())
    positions, extra, problems = _columns(file, sheet, cells, header)
    problems += _flagged_cells(file, sheet, cells, {position: code for code, position in positions.items()})
    width = [str(position) for position in range(len(cells.rows[header]))]
    below = pd.DataFrame(cells.rows[header + 1 :], columns=width, dtype="object")
    below.insert(0, "row", range(cells.first_row + header + 1, cells.first_row + len(cells.rows)))
    below.insert(0, "file", file)
    problems += _values_without_header(file, sheet, cells, header)
    if sheet.code == "items":
        return _answers(file, sheet, cells, below, positions, extra, header, problems)
    problems += [_extra_column(file, sheet, cells, header, position, text) for position, text in extra.items()]
    frame = below.rename(columns={str(position): code for code, position in positions.items()})
    places = {(file, code): f"{letters(cells.first_column + position)}{{row}}" for code, position in positions.items()}
    return Table(sheet, frame[["file", "row", *positions]], places, tuple(problems))


def _header(sheet: Sheet, cells: SheetCells) -> int | None:
    headers = sheet.headers()
    matches = [sum(_text(value) in headers for value in row) for row in cells.rows[:HEADER_WITHIN]]
    best = max(matches, default=0)
    return matches.index(best) if best > 1 else None


def _columns(
    file: str, sheet: Sheet, cells: SheetCells, header: int
) -> tuple[dict[str, int], dict[int, str], list[Problem]]:
    headers = sheet.headers()
    positions: dict[str, int] = {}
    extra: dict[int, str] = {}
    problems: list[Problem] = []
    for position, value in enumerate(cells.rows[header]):
        code = headers.get(_text(value))
        if code is None and _text(value):
            extra[position] = str(value).strip()
        elif code in positions:
            cell = address(cells.first_row + header, cells.first_column + position)
            label = sheet.column(code).label
            problems.append(
                Problem.of("repeated-column", file=file, sheet=sheet.name, cell=cell, found=value, column_name=label)
            )
        elif code is not None:
            positions[code] = position
    problems += [
        Problem.of("missing-column", file=file, sheet=sheet.name, column=column.label, column_name=column.label)
        for column in sheet.columns
        if column.must_exist and column.code not in positions
    ]
    return positions, extra, problems


def _extra_column(file: str, sheet: Sheet, cells: SheetCells, header: int, position: int, text: str) -> Problem:
    cell = address(cells.first_row + header, cells.first_column + position)
    allowed = ", ".join(column.label for column in sheet.columns)
    return Problem.of("extra-column", file=file, sheet=sheet.name, cell=cell, found=text, allowed=allowed)


def _values_without_header(file: str, sheet: Sheet, cells: SheetCells, header: int) -> list[Problem]:
    bare = [position for position, value in enumerate(cells.rows[header]) if not _text(value)]
    return [
        Problem.of(
            "value-without-header",
            file=file,
            sheet=sheet.name,
            cell=address(cells.first_row + number, cells.first_column + position),
            found=cells.rows[number][position],
        )
        for position in bare
        for number in range(header + 1, len(cells.rows))
        if _text(cells.rows[number][position])
    ]


def _answers(
    file: str,
    sheet: Sheet,
    cells: SheetCells,
    below: pd.DataFrame,
    positions: dict[str, int],
    extra: dict[int, str],
    header: int,
    problems: list[Problem],
) -> Table:
    ids = {str(position): text for position, text in extra.items()}
    keys = below.rename(columns={str(positions["item"]): "item"}) if "item" in positions else below.assign(item="")
    if len(keys) and not _text(keys.at[0, "item"]):
        keys = keys.drop(index=0)  # the row below the header shows the names of the sources
    long = keys.melt(["file", "row", "item"], list(ids), var_name="position", value_name="answer")
    long["source_id"] = long["position"].map(ids)
    long["letter"] = long["position"].map({p: letters(cells.first_column + int(p)) for p in ids})
    places = {(file, "answer"): "{letter}{row}", (file, "source_id"): f"{{letter}}{cells.first_row + header}"}
    if "item" in positions:
        places[(file, "item")] = f"{letters(cells.first_column + positions['item'])}{{row}}"
    return Table(sheet, long.drop(columns="position"), places, tuple(problems))


def _key_and_value(file: str, sheet: Sheet, cells: SheetCells) -> Table:
    headers = sheet.headers()
    position = _column_of_keys(headers, cells)
    found: dict[str, CellValue] = {}
    places: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for number, row in enumerate(cells.rows):
        key, value = row[position], row[position + 1] if position + 1 < len(row) else ""
        code = headers.get(_text(key))
        cell = address(cells.first_row + number, cells.first_column + position)
        if code in found:
            label = sheet.column(code).label
            problems.append(Problem.of("repeated-column", file=file, sheet=sheet.name, cell=cell, found=key, column_name=label))
        elif code is not None:
            found[code] = value
            places[(file, code)] = address(cells.first_row + number, cells.first_column + position + 1)
        elif _text(key) not in ("", KEY_HEADER) and _text(value):
            allowed = ", ".join(column.label for column in sheet.columns)
            problems.append(Problem.of("unknown-key", file=file, sheet=sheet.name, cell=cell, found=key, allowed=allowed))
    problems += [
        Problem.of("missing-column", file=file, sheet=sheet.name, column=column.label, column_name=column.label)
        for column in sheet.columns
        if column.must_exist and column.code not in found
    ]
    problems += _flagged_cells(file, sheet, cells, {})
    return Table(sheet, pd.DataFrame([{"file": file, "row": 0, **found}], dtype="object"), places, tuple(problems))


def _column_of_keys(headers: dict[str, str], cells: SheetCells) -> int:
    width = len(cells.rows[0]) if cells.rows else 0
    matches = [sum(_text(row[position]) in headers for row in cells.rows) for position in range(width)]
    return matches.index(max(matches)) if matches else 0


def _flagged_cells(file: str, sheet: Sheet, cells: SheetCells, codes: dict[int, str]) -> list[Problem]:
    rules = {"error": "formula-error", "formula": "formula"}
    return [
        Problem.of(
            rules[finding.kind],
            file=file,
            sheet=sheet.name,
            cell=address(finding.row, finding.column),
            column=sheet.column(code).label if (code := codes.get(finding.column - cells.first_column)) else "",
            found=finding.text,
        )
        for finding in cells.findings
        if finding.kind in rules
    ]


def _text(value: object) -> str:
    return " ".join(str(value).split()).casefold()
