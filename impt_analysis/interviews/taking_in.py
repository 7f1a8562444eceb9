"""Filled-in forms taken in: every change that they make, every problem, and the new edition that they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from impt_analysis.checking.persons import without_values
from impt_analysis.checking.recognition import language_of
from impt_analysis.errors import Problem, UsageError, errors_among, shown_path
from impt_analysis.interviews.answered import with_answers
from impt_analysis.interviews.changes import change_lines, table_changes
from impt_analysis.interviews.filled_form import FilledForm
from impt_analysis.interviews.fitting import FittingAnswers, fitting_answers
from impt_analysis.interviews.new_edition import KnownWorkbook, dated, drafted, known_workbook, problems_of_answers
from impt_analysis.interviews.origins import form_places
from impt_analysis.inventory import latest_workbook, load
from impt_analysis.plurals import number_of
from impt_analysis.workbook.template import next_edition
from impt_analysis.workbook.writer import workbook_bytes


@dataclass(frozen=True)
class TakenIn:
    """What forms make of the latest workbook of their state.

    `edition` is the date of the new edition, blank where the changes are only listed, `workbook` the file that the
    forms were held against. `changes` are sentences, `problems` all that is wrong with the forms and with what they
    make, `content` the bytes of the workbook with the answers. Where `refused` nothing is taken in: an error is among
    the problems, or the workbook has changed at every question that was answered.
    """

    state: str
    edition: str
    workbook: Path
    forms: int
    answers: pd.DataFrame
    left_out: int
    changes: tuple[str, ...]
    problems: tuple[Problem, ...]
    content: bytes

    @property
    def refused(self) -> bool:
        """Whether nothing is taken in."""
        return bool(errors_among(self.problems)) or (self.answers.empty and self.left_out > 0)

    def outcome(self) -> str:
        """Return in one sentence whether the forms are taken in, and why."""
        if errors := len(errors_among(self.problems)):
            return f"Refused: nothing is taken in and nothing is written, because of {number_of(errors, 'error')}."
        if self.refused:
            return (
                "Refused: nothing is taken in and nothing is written, because the workbook has changed since at every "
                "question that was answered."
            )
        if self.answers.empty:
            forms = number_of(self.forms, "form")
            return f"Nothing to take in and nothing is written: {forms} without an answer and without a remark."
        taken = "Taken in" if self.edition else "Can be taken in"
        return f"{taken}: {self._counted()}{self._left_out()}{self._warned()}."

    def _counted(self) -> str:
        answers, remarks = (int(self.answers[column].ne("").sum()) for column in ("answer", "remark"))
        given = [number_of(answers, "answer"), *([number_of(remarks, "remark")] if remarks else [])]
        return f"{' and '.join(given)} of {number_of(self.forms, 'form')}"

    def _left_out(self) -> str:
        if not self.left_out:
            return ""
        return f"; left out: {number_of(self.left_out, 'question')} at which the workbook has changed since"

    def _warned(self) -> str:
        if not self.problems:
            return ""
        stops = "does not stop it" if len(self.problems) == 1 else "do not stop it"
        return f"; {number_of(len(self.problems), 'warning')} above {stops}"


def take_in(forms: Sequence[FilledForm], folder: Path, edition: str = "") -> TakenIn:
    """Return what forms make of the latest workbook of their state in a folder: nothing is written.

    With `edition` (a date) as a new edition, in which nothing is confirmed; without it the answers alone. Every problem
    of every form is named, whether it lies in the form, between forms, between form and workbook, or in the workbook
    that would come of it; what identifies a person is never quoted.

    Raises UsageError when the forms are of several states, when the folder has no workbook of their state or only one
    that is older than a form, and for an edition that is no later date; WorkbookError when that workbook has an error.

    Source: docs/workbook.md, section "Interviews".
    """
    problems = [problem for form in forms for problem in form.problems]
    state = _only_state(forms)
    if not state:
        return TakenIn("", edition, folder, len(forms), pd.DataFrame(), 0, (), _ordered(forms, problems), b"")
    workbook = latest_workbook(folder, state)
    before = known_workbook(workbook)
    known = load(workbook).tables()
    _require_not_older(known["about"], forms, workbook)
    fitting = fitting_answers(known, [form for form in forms if form.state])
    problems += fitting.problems
    tables = with_answers(known, fitting.answers)
    latest = _next_edition(tables, edition) if edition else tables
    changes = change_lines(table_changes(known, latest), before.places, known["sources"])
    content, found = _drafted(latest if edition else _at_the_end_of_the_year(tables, fitting), before, fitting)
    named = {(problem.file, problem.sheet, problem.cell) for problem in problems}
    problems += [problem for problem in found if (problem.file, problem.sheet, problem.cell) not in named]
    told = _ordered(forms, problems)
    return TakenIn(
        state, edition, workbook, len(forms), fitting.answers, fitting.left_out, tuple(changes), told, content
    )


def _next_edition(tables: Mapping[str, pd.DataFrame], edition: str) -> dict[str, pd.DataFrame]:
    """Return the tables as a new edition: rows stay in their order, and so an allowed contact stays in its cell."""
    begun = next_edition(tables, edition)
    return {**begun, "about": begun["about"].assign(allowed_contacts=tables["about"]["allowed_contacts"])}


def _only_state(forms: Sequence[FilledForm]) -> str:
    states = {form.state: form.file for form in reversed(forms) if form.state}
    if len(states) > 1:
        named = ", ".join(f"{file} about {state}" for state, file in sorted(states.items()))
        raise UsageError(f"forms of one state are taken in together; found {named}")
    return next(iter(states), "")


def _require_not_older(about: pd.DataFrame, forms: Sequence[FilledForm], workbook: Path) -> None:
    known = _edition(about).date().isoformat()
    for form in forms:
        if form.edition > known:
            raise UsageError(
                f"{form.file} was made from the edition of {form.edition}, and the latest workbook that was found, "
                f"{shown_path(workbook)}, is of {known}; name the folder that holds the later one with --data"
            )


def _edition(about: pd.DataFrame) -> pd.Timestamp:
    return pd.Timestamp(about["edition"].iloc[0])


def _at_the_end_of_the_year(tables: Mapping[str, pd.DataFrame], fitting: FittingAnswers) -> dict[str, pd.DataFrame]:
    """Return the tables as of a day on which the interviews were held, as the date of the edition is not said yet."""
    before = _edition(tables["about"])
    year = max([before.year, *fitting.answers["year"]])
    return dated(tables, max(before, pd.Timestamp(year=int(year), month=12, day=31)))


def _drafted(
    tables: Mapping[str, pd.DataFrame], before: KnownWorkbook, fitting: FittingAnswers
) -> tuple[bytes, list[Problem]]:
    content = workbook_bytes(tables, language_of(before.cells))
    draft = drafted(content, str(tables["about"]["state"].iloc[0]))
    return content, problems_of_answers(draft, before, form_places(fitting.answers, tables))


def _ordered(forms: Sequence[FilledForm], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by form and place, none of which quotes what identifies a person."""
    order = {form.file: number for number, form in enumerate(forms)}
    told = without_values(dict.fromkeys(problems))
    return tuple(sorted(told, key=lambda one: (order.get(one.file, len(order)), one.sheet, _row_and_column(one.cell))))


def _row_and_column(cell: str) -> tuple[int, int, str]:
    column = cell.rstrip("0123456789")
    return int(cell[len(column) :] or 0), len(column), column
