"""All workbooks checked in one pass: tables of understood values, and every problem in the order of its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from impt_analysis.checking.answers import answer_problems, typed_answers
from impt_analysis.checking.layout import laid_out
from impt_analysis.checking.persons import person_problems, without_values
from impt_analysis.checking.placed import Place
from impt_analysis.checking.rows import row_problems
from impt_analysis.checking.values import typed
from impt_analysis.errors import Problem
from impt_analysis.schema import sheets
from impt_analysis.workbook.cells import WorkbookCells

_BLANK_IN_TRUTH = ("missing-value", "missing-reference")


@dataclass(frozen=True)
class Checked:
    """What the workbooks hold and what is wrong with them.

    `tables` has a table per sheet, by the sheet's code, with `file` and `row` of every row; `problems` is in the order
    of file, sheet and cell.
    """

    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]


def checked(workbooks: Sequence[WorkbookCells]) -> Checked:
    """Return the tables of the workbooks as understood, and all problems of all of them.

    A value that is not understood is missing in the table and named in the problems: whoever goes on with the tables
    asks first whether an error is among the problems. Source: docs/workbook.md.
    """
    laid = laid_out(workbooks)
    problems = laid.problems
    tables: dict[str, pd.DataFrame] = {}
    for code, batch in laid.batches.items():
        table, found = typed_answers(batch) if code == "items" else typed(batch)
        tables[code] = table
        problems = [*problems, *found]
    problems += answer_problems(laid.batches["items"], laid.batches["sources"])
    problems += row_problems(laid.batches, tables)
    problems += person_problems(workbooks, laid.batches["about"])
    return Checked(tables, tuple(_in_order(_said_once(without_values(problems), laid.covered))))


def _said_once(problems: Iterable[Problem], covered: frozenset[Place]) -> list[Problem]:
    return [
        problem
        for problem in dict.fromkeys(problems)
        if problem.code not in _BLANK_IN_TRUTH or (problem.file, problem.sheet, problem.cell) not in covered
    ]


def _in_order(problems: list[Problem]) -> list[Problem]:
    order = {sheet.name: number for number, sheet in enumerate(sheets().values())}
    return sorted(problems, key=lambda p: (p.file, order.get(p.sheet, -1), *_row_and_column(p.cell), p.code, p.found))


def _row_and_column(cell: str) -> tuple[int, int, str]:
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")
