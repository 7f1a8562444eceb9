"""Which sheet of a workbook is which, and which are missing, unknown or stand twice."""

from __future__ import annotations

from impt_analysis.checking.placed import plain
from impt_analysis.errors import Problem
from impt_analysis.schema import HELP_SHEETS, Sheet, sheets
from impt_analysis.workbook.cells import SheetCells, WorkbookCells
from impt_analysis.workbook.marks import is_problem_sheet


def recognised(workbook: WorkbookCells) -> dict[str, SheetCells]:
    """Return the cells of each known sheet by the sheet's code; of two sheets with one name the first."""
    known = _by_name()
    found: dict[str, SheetCells] = {}
    for cells in workbook.sheets:
        sheet = known.get(plain(cells.name))
        if sheet is not None:
            found.setdefault(sheet.code, cells)
    return found


def sheet_problems(workbook: WorkbookCells) -> list[Problem]:
    """Return a problem for each sheet that is missing, stands twice, or is not known and not empty.

    The list of problems of a marked copy is known by its first cell, whatever its name: another sheet may be named so.
    """
    found = recognised(workbook)
    missing = [
        Problem.of("missing-sheet", file=workbook.file, sheet=sheet.name, sheet_name=sheet.name)
        for sheet in sheets().values()
        if sheet.required and sheet.code not in found
    ]
    taken = {id(cells) for cells in found.values()}
    helping = {plain(name) for name in HELP_SHEETS}
    others = [
        cells
        for cells in workbook.sheets
        if id(cells) not in taken and plain(cells.name) not in helping and not is_problem_sheet(cells)
    ]
    return [*missing, *(_not_read(workbook.file, cells) for cells in others if cells.rows)]


def _not_read(file: str, cells: SheetCells) -> Problem:
    sheet = _by_name().get(plain(cells.name))
    if sheet is not None:
        return Problem.of("repeated-sheet", file=file, sheet=cells.name, found=cells.name, sheet_name=sheet.name)
    allowed = ", ".join(known.name for known in sheets().values())
    return Problem.of("unknown-sheet", file=file, sheet=cells.name, found=cells.name, allowed=allowed)


def _by_name() -> dict[str, Sheet]:
    return {name: sheet for sheet in sheets().values() for name in (sheet.code, plain(sheet.name))}
