"""Problems of a translated workbook name sheets and columns as the workbook does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from impt_analysis.checking.recognition import language_of, recognised
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook.speaking import ORIGINAL, languages
from impt_analysis.errors import Problem
from impt_analysis.schema import sheets
from impt_analysis.workbook.cells import WorkbookCells


@dataclass(frozen=True)
class OwnNames:
    """How a workbook names its sheets, by the name in the original; and its columns, by sheet and label there."""

    sheets: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]


def in_own_names(problems: Iterable[Problem], workbooks: Sequence[WorkbookCells]) -> list[Problem]:
    """Return the problems with the sheets and columns of translated workbooks as these name them.

    Every rule speaks of them by their names in the original language; whoever mends a workbook looks for its own.
    """
    own = {workbook.file: _own_names(workbook) for workbook in workbooks if _is_translated(workbook)}
    return [_renamed(problem, own[problem.file]) if problem.file in own else problem for problem in problems]


def _renamed(problem: Problem, own: OwnNames) -> Problem:
    column = own.columns.get((problem.sheet, problem.column), problem.column)
    return replace(problem, sheet=own.sheets.get(problem.sheet, problem.sheet), column=column)


def _is_translated(workbook: WorkbookCells) -> bool:
    originals = {code: plain(sheet.name) for code, sheet in sheets().items()}
    found = recognised(workbook)
    otherwise = any(plain(cells.name) not in (originals[code], code) for code, cells in found.items())
    return otherwise or language_of(workbook) != ORIGINAL


def _own_names(workbook: WorkbookCells) -> OwnNames:
    found = recognised(workbook)
    held = {plain(cells.name) for cells in workbook.sheets}
    spoken = sheets(language_of(workbook))
    names: dict[str, str] = {}
    columns: dict[tuple[str, str], str] = {}
    for code, sheet in sheets().items():
        if code in found:
            known = [sheets(language)[code].name for language in languages()]
            own = next((name for name in known if plain(name) == plain(found[code].name)), found[code].name)
            names |= {name: own for name in known if plain(name) not in held}
        else:
            names[sheet.name] = spoken[code].name
        labels = zip(sheet.columns, spoken[code].columns, strict=True)
        columns |= {(sheet.name, original.label): column.label for original, column in labels}
    return OwnNames(names, columns)
