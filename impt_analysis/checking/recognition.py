"""Which sheet of a workbook is which, and which are missing, misspelt, unknown, hidden or stand twice."""

from __future__ import annotations

from impt_analysis.checking.hints import meant
from impt_analysis.checking.placed import HEADER_WITHIN
from impt_analysis.checking.spaces import plain
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
    """Return a problem for each sheet that is missing, stands twice, is hidden, or is not known and not empty.

    A sheet whose name is misspelt is one problem, and its right name is then not missing. A known sheet whose name is
    written in its own way is an info. The list of problems of a marked copy is known by its first cell, whatever its
    name: another sheet may be named so.
    """
    found = recognised(workbook)
    taken = {id(cells) for cells in found.values()}
    helping = {plain(name) for name in HELP_SHEETS}
    others = [cells for cells in workbook.sheets if id(cells) not in taken and plain(cells.name) not in helping]
    filled = [cells for cells in others if _holds_data(cells) and not is_problem_sheet(cells)]
    absent = _absent(workbook)
    intended = {id(cells): meant(cells.name, absent) or _by_headers(cells, absent) for cells in filled}
    missing = [
        Problem.of("missing-sheet", file=workbook.file, sheet=sheet.name, sheet_name=sheet.name)
        for sheet in sheets().values()
        if sheet.required and sheet.code not in found and sheet.name not in intended.values()
    ]
    hidden = {code: cells for code, cells in found.items() if not cells.visible and _holds_data(cells)}
    return [
        *missing,
        *(_of_known("hidden-sheet-with-data", workbook.file, cells, sheets()[code]) for code, cells in hidden.items()),
        *(_not_read(workbook.file, cells, intended[id(cells)]) for cells in filled),
        *_written_otherwise(workbook.file, found),
    ]


def _by_headers(cells: SheetCells, absent: dict[str, str]) -> str:
    """The sheet whose table this is, by most of its headers, whatever its own name; nothing where it is none's."""
    for sheet in sheets().values():
        headers = sheet.headers()
        found = max(
            (len({headers.get(plain(value)) for value in row} - {None}) for row in cells.rows[:HEADER_WITHIN]),
            default=0,
        )
        if sheet.name in absent.values() and 2 * found > len(sheet.columns):
            return sheet.name
    return ""


def _absent(workbook: WorkbookCells) -> dict[str, str]:
    present = {plain(cells.name) for cells in workbook.sheets}
    names = [*(sheet.name for sheet in sheets().values()), *HELP_SHEETS]
    return {plain(name): name for name in names if plain(name) not in present}


def _not_read(file: str, cells: SheetCells, intended: str) -> Problem:
    if not cells.visible:
        return _of_sheet("hidden-sheet-with-data", file, cells)
    sheet = _by_name().get(plain(cells.name))
    if sheet is not None:
        return _of_sheet("repeated-sheet", file, cells, sheet_name=sheet.name)
    if intended:
        return _of_sheet("misspelt-sheet", file, cells, meant=intended)
    return _of_sheet("unknown-sheet", file, cells, allowed=", ".join(known.name for known in sheets().values()))


def _written_otherwise(file: str, found: dict[str, SheetCells]) -> list[Problem]:
    return [
        _of_known("sheet-name-in-its-own-way", file, cells, sheets()[code])
        for code, cells in found.items()
        if cells.name != sheets()[code].name
    ]


def _of_known(code: str, file: str, cells: SheetCells, sheet: Sheet) -> Problem:
    return Problem.of(code, file=file, sheet=sheet.name, found=cells.name, sheet_name=sheet.name)


def _of_sheet(code: str, file: str, cells: SheetCells, **details: str) -> Problem:
    return Problem.of(code, file=file, sheet=cells.name, found=cells.name, **details)


def _holds_data(cells: SheetCells) -> bool:
    return any(plain(value) for row in cells.rows for value in row)


def _by_name() -> dict[str, Sheet]:
    return {name: sheet for sheet in sheets().values() for name in (sheet.code, plain(sheet.name))}
