"""All workbooks checked in one pass: tables of understood values, and every problem in the order of its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from impt_analysis.checking.answers import answer_problems, typed_answers
from impt_analysis.checking.incomplete_rows import mostly_blank_rows
from impt_analysis.checking.introduced import introduced_persons
from impt_analysis.checking.layout import laid_out
from impt_analysis.checking.own_names import in_own_names
from impt_analysis.checking.persons import person_problems, without_values
from impt_analysis.checking.placed import Place
from impt_analysis.checking.rows import row_problems
from impt_analysis.checking.values import typed
from impt_analysis.errors import Problem
from impt_analysis.schema import sheets
from impt_analysis.workbook.cells import WorkbookCells

_BLANK_IN_TRUTH = ("missing-value", "missing-reference", "name-not-below", "reference-not-to-be-found")
_MISSPELT, _NOT_IN_ITS_FORM = "misspelt-id", "not-an-id"


@dataclass(frozen=True)
class Checked:
    """What the workbooks hold and what is wrong with them.

    `tables` has a table per sheet, by the sheet's code, with `file` and `row` of every row; `problems` is in the order
    of file, sheet and cell; `languages` says by file in which language a workbook is headed.
    """

    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    languages: dict[str, str] = field(default_factory=dict)


def checked(workbooks: Sequence[WorkbookCells]) -> Checked:
    """Return the tables of the workbooks as understood, and all problems of all of them.

    A value that is not understood is missing in the table and named in the problems: whoever goes on with the tables
    asks first whether an error is among the problems. Source: docs/workbook.md.
    """
    laid = laid_out(workbooks)
    tables: dict[str, pd.DataFrame] = {}
    found: list[Problem] = []
    for code, batch in laid.batches.items():
        tables[code], of_values = typed_answers(batch) if code == "items" else typed(batch)
        found += of_values
    found += answer_problems(laid.batches["items"], laid.batches["sources"])
    found += row_problems(laid.batches, tables)
    incomplete = mostly_blank_rows(laid.batches)
    persons = [
        *person_problems(workbooks, laid.batches["about"]),
        *introduced_persons(workbooks, laid.batches, tables),
    ]
    problems = [*laid.problems, *incomplete, *_in_other_rows(found, incomplete), *persons]
    ordered = _in_order(_said_once(without_values(problems), laid.covered))
    return Checked(tables, tuple(in_own_names(ordered, workbooks)), laid.languages)


def _in_other_rows(problems: list[Problem], incomplete: list[Problem]) -> list[Problem]:
    """Return the problems that are not in a row which has one already for being mostly blank."""
    if not incomplete:
        return problems
    rows = {_row_of(problem) for problem in incomplete}
    return [problem for problem in problems if _row_of(problem) not in rows]


def _row_of(problem: Problem) -> tuple[str, str, int]:
    return problem.file, problem.sheet, _row_and_column(problem.cell)[0]


def _said_once(problems: Iterable[Problem], covered: frozenset[Place]) -> list[Problem]:
    once = list(dict.fromkeys(problems))
    misspelt = {(problem.file, problem.sheet, problem.cell) for problem in once if problem.code == _MISSPELT}
    hiding = {**dict.fromkeys(_BLANK_IN_TRUTH, covered), _NOT_IN_ITS_FORM: misspelt}
    return [
        problem
        for problem in once
        if (problem.file, problem.sheet, problem.cell) not in hiding.get(problem.code, frozenset())
    ]


def _in_order(problems: list[Problem]) -> list[Problem]:
    order = {sheet.name: number for number, sheet in enumerate(sheets().values())}
    return sorted(problems, key=lambda p: (p.file, order.get(p.sheet, -1), *_row_and_column(p.cell), p.code, p.found))


def _row_and_column(cell: str) -> tuple[int, int, str]:
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")
