"""From which cell of a form each changed value of a workbook comes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.errors import Problem
from impt_analysis.interviews.answered import interview_of
from impt_analysis.interviews.layout import COLUMNS, INTERVIEW_SHEET, QUESTION_SHEET, YEAR
from impt_analysis.interviews.places import Value

MEND = {"future-year": "Correct the year, or name an edition that is not before it with --edition."}
"""How to mend in a form what would be mended in another place of a workbook."""


@dataclass(frozen=True)
class FormPlace:
    """A cell of a form: its file, sheet, address, and the header of its column."""

    file: str
    sheet: str
    cell: str
    column: str

    def at(self, problem: Problem) -> Problem:
        """Return a problem as one of this cell."""
        mend = MEND.get(problem.code, problem.mend)
        return replace(problem, file=self.file, sheet=self.sheet, cell=self.cell, column=self.column, mend=mend)


def form_places(answers: pd.DataFrame, answered: Mapping[str, pd.DataFrame]) -> dict[Value, FormPlace]:
    """Return by each value that answers of forms give the cell of the form from which it comes, the first of several.

    `answers` are those of `fitting_answers`, `answered` the tables that hold them.
    """
    rows = answers.astype({"year": "int64"}).to_dict("records")
    state = str(answered["about"]["state"].iloc[0])
    found: dict[Value, FormPlace] = {}
    for row in rows:
        interview = interview_of(answered["references"], state, int(row["year"]))
        year = FormPlace(row["file"], INTERVIEW_SHEET, row["year_cell"], YEAR)
        for column in answered["references"].columns:
            found.setdefault(("references", interview, str(column)), year)
        for value, column in _given(row):
            place = FormPlace(row["file"], QUESTION_SHEET, row[f"{column}_cell"], COLUMNS[column].label)
            found.setdefault(value, place)
    return found


def _given(row: Mapping[Hashable, Any]) -> Iterator[tuple[Value, str]]:
    """Yield each value that a row of a form gives, and the column in which it was filled in."""
    source, first = row["source_id"], "answer" if row["answer"] else "remark"
    for column in ("basis", "reference_ids"):
        yield ("sources", source, column), first
    if row["remark"]:
        yield ("sources", source, "note"), "remark"
    if row["answer"] and row["about"] == QuestionKind.REACHED:
        yield ("sources", source, "barrier"), "barrier" if row["barrier"] else "answer"
        for column in ("reached", "reached_basis"):
            yield ("sources", source, column), "answer"
    elif row["answer"]:
        yield ("items", source, row["about"]), "answer"
