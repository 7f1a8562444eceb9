"""Problems that never repeat what identifies or reaches a person."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from impt_analysis.errors import Problem
from impt_analysis.personal.identifiers import masked

WITHHELD = "a value that may identify a person"

_QUOTING = ("sheet", "column", "found", "expected", "mend")
"""The fields of a problem into which a value of the workbook can come."""


def without_identifiers(
    problems: Iterable[Problem], cells: Container[tuple[str, str, str]] = frozenset()
) -> list[Problem]:
    """Return the problems with every identifier left out, and no quote at all from these cells (file, sheet, cell).

    >>> problem = Problem.of("unknown-code", file="latvia.xlsx", found="112-233-445 95", allowed="yes", nearest="")
    >>> without_identifiers([problem])[0].found
    '[not shown]'
    """
    listed = list(problems)
    shown = {text: masked(text) for text in {getattr(problem, name) for problem in listed for name in _QUOTING}}
    return [_withheld(problem, shown, cells) for problem in listed]


def _withheld(problem: Problem, shown: dict[str, str], cells: Container[tuple[str, str, str]]) -> Problem:
    silent = problem.found and (problem.file, problem.sheet, problem.cell) in cells
    return replace(
        problem,
        sheet=shown[problem.sheet],
        column=shown[problem.column],
        found=WITHHELD if silent else shown[problem.found],
        expected=shown[problem.expected],
        mend=shown[problem.mend],
    )
