"""Which sheet of a workbook is which, and which are missing, misspelt, unknown, hidden or stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from impt_analysis.checking.hints import meant
from impt_analysis.checking.placed import HEADER_WITHIN
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook.speaking import languages
from impt_analysis.errors import Problem
from impt_analysis.schema import Sheet, help_sheets, sheets
from impt_analysis.workbook.cells import SheetCells, WorkbookCells
from impt_analysis.workbook.marks import is_problem_sheet


def language_of(workbook: WorkbookCells) -> str:
    """Return the language in which most sheets of a workbook are named; where that is none alone, most headers too.

    The original is the answer where nothing else is.
    """
    names = {plain(cells.name) for cells in workbook.sheets}
    by_name = {code: len(names & _sheet_names(code)) for code in languages()}
    likeliest = [code for code, count in by_name.items() if count == max(by_name.values())]
    if len(likeliest) == 1:
        return likeliest[0]
    texts = {plain(text) for cells in workbook.sheets for row in cells.rows[:HEADER_WITHIN] for text in row}
    return max(likeliest, key=lambda code: len(texts & _labels(code)))


@cache
def headed_in(code: str, language: str) -> Sheet:
    """Return a sheet with the headers of a language, under the name by which every problem names it at first."""
    return replace(sheets(language)[code], name=sheets()[code].name)


def recognised(workbook: WorkbookCells) -> dict[str, SheetCells]:
    """Return the cells of each known sheet by the sheet's code; of two sheets with one name the first.

    A sheet is known by its name in any language.
    """
    known = _by_name()
    found: dict[str, SheetCells] = {}
    for cells in workbook.sheets:
        sheet = known.get(plain(cells.name))
        if sheet is not None:
            found.setdefault(sheet.code, cells)
    return found


def named_originally(name: str) -> str:
    """Return the name of a sheet in the original language; what is the name of no sheet stays as it is.

    >>> named_originally("Quellen")
    'Sources'
    """
    known = _by_name().get(plain(name))
    return known.name if known else name


def sheet_problems(workbook: WorkbookCells) -> list[Problem]:
    """Return a problem for each sheet that is missing, stands twice, is hidden, or is not known and not empty.

    A sheet whose name is misspelt is one problem, and its right name is then not missing. A known sheet whose name is
    written in its own way is an info. The list of problems of a marked copy is known by its first cell, whatever its
    name: another sheet may be named so.
    """
    found, spoken = recognised(workbook), sheets(language_of(workbook))
    taken = {id(cells) for cells in found.values()}
    helping = {plain(name) for language in languages() for name in help_sheets(language)}
    others = [cells for cells in workbook.sheets if id(cells) not in taken and plain(cells.name) not in helping]
    filled = [cells for cells in others if _holds_data(cells) and not is_problem_sheet(cells)]
    absent = _absent(workbook)
    intended = {id(cells): meant(cells.name, absent) or _by_headers(cells, absent, spoken) for cells in filled}
    missing = [
        Problem.of("missing-sheet", file=workbook.file, sheet=sheet.name, sheet_name=sheet.name)
        for sheet in spoken.values()
        if sheet.required and sheet.code not in found and sheet.name not in intended.values()
    ]
    hidden = {code: cells for code, cells in found.items() if not cells.visible and _holds_data(cells)}
    return [
        *missing,
        *(_of_known("hidden-sheet-with-data", workbook.file, cells, spoken[code]) for code, cells in hidden.items()),
        *(_not_read(workbook.file, cells, intended[id(cells)], spoken) for cells in filled),
        *_written_otherwise(workbook.file, found, spoken),
    ]


def _by_headers(cells: SheetCells, absent: dict[str, str], spoken: dict[str, Sheet]) -> str:
    """The sheet whose table this is, by most of its headers, whatever its own name; nothing where it is none's."""
    for sheet in spoken.values():
        headers = sheet.headers()
        found = max(
            (len({headers.get(plain(value)) for value in row} - {None}) for row in cells.rows[:HEADER_WITHIN]),
            default=0,
        )
        if sheet.name in absent.values() and 2 * found > len(sheet.columns):
            return sheet.name
    return ""


def _absent(workbook: WorkbookCells) -> dict[str, str]:
    language = language_of(workbook)
    present = {plain(cells.name) for cells in workbook.sheets}
    names = [sheet.name for code, sheet in sheets(language).items() if code not in recognised(workbook)]
    helping = [name for name in help_sheets(language) if plain(name) not in present]
    return {plain(name): name for name in [*names, *helping]}


def _not_read(file: str, cells: SheetCells, intended: str, spoken: dict[str, Sheet]) -> Problem:
    if not cells.visible:
        return _of_sheet("hidden-sheet-with-data", file, cells)
    sheet = _by_name().get(plain(cells.name))
    if sheet is not None:
        return _of_sheet("repeated-sheet", file, cells, sheet_name=sheet.name)
    if intended:
        return _of_sheet("misspelt-sheet", file, cells, meant=intended)
    return _of_sheet("unknown-sheet", file, cells, allowed=", ".join(known.name for known in spoken.values()))


def _written_otherwise(file: str, found: dict[str, SheetCells], spoken: dict[str, Sheet]) -> Iterator[Problem]:
    for code, cells in found.items():
        if cells.name != spoken[code].name:
            same = plain(cells.name) == plain(spoken[code].name)
            way = "sheet-name-in-its-own-way" if same else "sheet-name-in-another-language"
            yield _of_known(way, file, cells, spoken[code])


def _of_known(code: str, file: str, cells: SheetCells, sheet: Sheet) -> Problem:
    return Problem.of(code, file=file, sheet=sheet.name, found=cells.name, sheet_name=sheet.name)


def _of_sheet(code: str, file: str, cells: SheetCells, **details: str) -> Problem:
    return Problem.of(code, file=file, sheet=cells.name, found=cells.name, **details)


def _holds_data(cells: SheetCells) -> bool:
    return any(plain(value) for row in cells.rows for value in row)


@cache
def _by_name() -> dict[str, Sheet]:
    """The sheets by their code, and by their name in every language; of two with one name the earlier language's."""
    named = [
        (plain(sheet.name), sheets()[sheet.code]) for code in reversed(languages()) for sheet in sheets(code).values()
    ]
    return dict(named) | {sheet.code: sheet for sheet in sheets().values()}


@cache
def _sheet_names(language: str) -> frozenset[str]:
    return frozenset(
        plain(name) for name in (*(sheet.name for sheet in sheets(language).values()), *help_sheets(language))
    )


@cache
def _labels(language: str) -> frozenset[str]:
    return frozenset(plain(column.label) for sheet in sheets(language).values() for column in sheet.columns)
