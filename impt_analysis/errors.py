"""What is wrong with a workbook: the problem as a record, and the one place where it becomes a sentence.

Rule and wording of every problem stand in `problems.csv` beside this file.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from impt_analysis.plurals import number_of
from impt_analysis.visible_text import made_visible

LONGEST_QUOTE = 80


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning is true and stays, an info is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Rule:
    """What one kind of problem is about: its code, severity, title, rule, and the wording of its two sentences."""

    code: str
    severity: Severity
    title: str
    rule: str
    expected: str
    mend: str


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, with its place.

    `file`, `sheet`, `cell` and `column` say where (empty when the problem is not so narrow), `found` quotes the value,
    `expected` says what would be right and `mend` how to mend it.
    """

    file: str
    sheet: str
    cell: str
    column: str
    severity: Severity
    code: str
    found: str
    expected: str
    mend: str

    @classmethod
    def of(
        cls,
        code: str,
        *,
        file: str,
        sheet: str = "",
        cell: str = "",
        column: str = "",
        found: object = "",
        **details: str,
    ) -> Problem:
        """Return the problem with severity and wording from the catalogue.

        >>> problem = Problem.of("unknown-sheet", file="latvia.xlsx", found="Sourcs", allowed="Sources, Items")
        >>> problem.severity.value, problem.expected
        ('error', 'one of the sheets of the template: Sources, Items')
        """
        rule = catalogue()[code]
        return cls(
            file=file,
            sheet=sheet,
            cell=cell,
            column=column,
            severity=rule.severity,
            code=code,
            found=quoted(found),
            expected=rule.expected.format(**details),
            mend=rule.mend.format(**details),
        )


class WorkbookError(Exception):
    """Every problem of every workbook, raised once; `problems` holds the records, `str()` the sentences."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(rendered(self.problems))


class UsageError(Exception):
    """What was asked for cannot be done as asked; the message says why and what to do instead."""


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Rule]:
    """Return every rule by its code, in the order of `problems.csv`."""
    text = files(__package__).joinpath("problems.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: Rule(**{**row, "severity": Severity(row["severity"])}) for row in rows}  # type: ignore[arg-type]


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def sentence(problem: Problem) -> str:
    """Return one problem as a person reads it: place, what was found, what would be right, how to mend it.

    >>> print(sentence(Problem.of("unknown-sheet", file="latvia.xlsx", sheet="Itms", found="Itms", allowed="Items")))
    error    Itms: found "Itms"; right would be one of the sheets of the template: Items.
             To mend: Rename the sheet, or delete it if it is not needed. [unknown-sheet]
    """
    place = "!".join(part for part in (problem.sheet, problem.cell) if part) or problem.file
    named = f" ({problem.column})" if problem.column else ""
    found = f'found "{problem.found}"' if problem.found else "nothing found"
    stop = "" if problem.expected.endswith("?") else "."
    first = f"{problem.severity.value:<9}{place}{named}: {found}; right would be {problem.expected}{stop}"
    return f"{made_visible(first)}\n         To mend: {made_visible(problem.mend)} [{problem.code}]"


def rendered(problems: Iterable[Problem]) -> str:
    """Return the problems as text: a block per workbook that begins with their number, and a last line that sums up."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    lines: list[str] = []
    for file, listed in by_file.items():
        lines += [f"{made_visible(file)}: {counted(listed)}", *map(sentence, listed), ""]
    return "\n".join([*lines, counted(problem for listed in by_file.values() for problem in listed)])


def counted(problems: Iterable[Problem]) -> str:
    """Return how many problems there are of each severity.

    >>> counted([])
    'No problem found.'
    """
    counts = Counter(problem.severity for problem in problems)
    parts = [number_of(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{', '.join(parts)}." if parts else "No problem found."


def quoted(value: object) -> str:
    r"""Return a value as a problem quotes it: on one line, what cannot be seen by its number, at most 80 characters.

    >>> quoted("many\nwords\t" * 20)
    'many words many words many words many words many words many words many words ma…'
    """
    written = int(value) if isinstance(value, float) and value.is_integer() else value
    text = made_visible(" ".join(str(written)[: 100 * LONGEST_QUOTE].split()))
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def as_records(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return the problems as plain records, for a program."""
    return [{key: str(value) for key, value in asdict(problem).items()} for problem in problems]


def shown_path(path: Path | str) -> str:
    """Return a path as it is shown: relative to the working folder where it lies below or beside it, with `/`.

    >>> shown_path(Path.cwd() / "data" / "raw" / "latvia.xlsx")
    'data/raw/latvia.xlsx'
    """
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on Windows, a path on another drive has no relative form
        return Path(path).as_posix()
