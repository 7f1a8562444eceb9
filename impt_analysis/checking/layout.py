"""Cells of workbooks to batches of rows: a table for each sheet of each workbook, put together sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from impt_analysis.checking.about_sheet import keys_and_values
from impt_analysis.checking.batches import Batch
from impt_analysis.checking.headers import Columns, columns, extra_columns, values_without_header
from impt_analysis.checking.items_sheet import ANSWER_COLUMNS, answers
from impt_analysis.checking.merged import covered_cells, merged_problems
from impt_analysis.checking.placed import Place, Placed, Table, flagged_cells, header_row, without_header
from impt_analysis.checking.recognition import headed_in, language_of, recognised, sheet_problems
from impt_analysis.checking.stacking import stacked
from impt_analysis.checking.tolerated import layout_infos, space_infos
from impt_analysis.errors import Problem
from impt_analysis.schema import Kind, Sheet, sheets
from impt_analysis.workbook.cells import SheetCells, WorkbookCells

_NUMBERS_AND_DATES = (Kind.YEAR, Kind.NUMBER, Kind.DATE)


@dataclass(frozen=True)
class LaidOut:
    """A batch per sheet, by the sheet's code; the problems of sheets, headers and cells; cells that only look blank.

    `languages` says by file in which language a workbook is headed.
    """

    batches: dict[str, Batch]
    problems: list[Problem]
    covered: frozenset[Place]
    languages: dict[str, str]


def laid_out(workbooks: Sequence[WorkbookCells]) -> LaidOut:
    """Return the rows of every sheet of all workbooks, and what is wrong with sheets, headers and single cells."""
    tables: dict[str, list[tuple[str, Table]]] = {code: [] for code in sheets()}
    problems: list[Problem] = []
    languages = {workbook.file: language_of(workbook) for workbook in workbooks}
    for workbook in workbooks:
        problems += sheet_problems(workbook)
        for code, cells in recognised(workbook).items():
            sheet = headed_in(code, languages[workbook.file])
            tables[code].append((workbook.file, _table(workbook.file, sheet, cells)))
    every = [table for listed in tables.values() for _, table in listed]
    problems += [problem for table in every for problem in table.problems]
    batches: dict[str, Batch] = {}
    for code, listed in tables.items():
        batches[code], found = _batch(sheets()[code], listed, languages)
        problems += found
    return LaidOut(batches, problems, frozenset().union(*(table.covered for table in every)), languages)


def _batch(
    sheet: Sheet, tables: Sequence[tuple[str, Table]], languages: Mapping[str, str]
) -> tuple[Batch, list[Problem]]:
    names = ANSWER_COLUMNS if sheet.code == "items" else sheet.codes()
    cells = stacked([(file, table.cells) for file, table in tables if table.cells], names)
    places = {key: place for _, table in tables for key, place in table.places.items()}
    numeric = [column.code for column in sheet.columns if column.kind in _NUMBERS_AND_DATES]
    masks = {column: cells.of_column(cells.is_text, column) for column in numeric}
    typed_as_text = {column: mask for column, mask in masks.items() if mask.any()}
    batch = Batch(sheet, cells.values, places, typed_as_text, languages)
    return batch, space_infos(batch, cells)


def _table(file: str, sheet: Sheet, cells: SheetCells) -> Table:
    if sheet.code == "about":
        return keys_and_values(file, sheet, cells)
    header = header_row(sheet, cells)
    if header is None:
        return _without_header(file, sheet, cells)
    placed = Placed(file, sheet, cells, header)
    found = columns(placed)
    problems = (
        *found.problems,
        *merged_problems(placed),
        *flagged_cells(placed, found.known),
        *values_without_header(placed),
        *layout_infos(placed, found.known),
    )
    read = answers if sheet.code == "items" else _rows
    table = read(placed, found)
    return Table(table.cells, table.places, (*problems, *table.problems), covered_cells(placed))


def _without_header(file: str, sheet: Sheet, cells: SheetCells) -> Table:
    if not cells.rows and not sheet.required:
        return Table({}, {(file, column): "" for column in sheet.codes()})
    return without_header(file, sheet, ", ".join(column.label for column in sheet.columns[:3]))


def _rows(placed: Placed, found: Columns) -> Table:
    below = placed.below()
    cells = {code: below[:, position] for code, position in found.known.items()}
    places = {(placed.file, code): f"{placed.letters(position)}{{row}}" for code, position in found.known.items()}
    return Table({"row": placed.numbers_below(), **cells}, places, tuple(extra_columns(placed, found.extra)))
