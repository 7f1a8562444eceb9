"""Answers of forms held against each other and against the workbook: which of them are taken in."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from impt_analysis.checking.hints import hint, id_parts
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Reached, ReachedBasis
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.errors import Problem, quoted
from impt_analysis.interviews.filled_form import FilledForm
from impt_analysis.interviews.layout import COLUMNS, QUESTION_SHEET
from impt_analysis.interviews.said import said_of
from impt_analysis.personal.identifiers import masked
from impt_analysis.personal.withholding import WITHHELD

QUESTION = ["source_id", "about"]

BASIS = {
    **dict.fromkeys((Reached.YES.value, Reached.PARTLY.value, Reached.NO.value), ReachedBasis.CLAIM.value),
    Reached.UNKNOWN.value: ReachedBasis.UNKNOWN.value,
}
"""Why reach is said to be as it was told: the interview says so, or nobody could say."""


@dataclass(frozen=True)
class FittingAnswers:
    """Answers that can be taken in, and what is wrong with the others.

    `answers` has the columns of the forms' answers, and `year` and `year_cell` of their interview. `left_out` counts
    the questions whose rows of the workbook have changed since: each is a warning among `problems`.
    """

    answers: pd.DataFrame
    left_out: int
    problems: tuple[Problem, ...]


def fitting_answers(known: Mapping[str, pd.DataFrame], forms: Sequence[FilledForm]) -> FittingAnswers:
    """Return the answers of forms that fit to the tables of their state, and what is wrong with the others.

    A form may have been made from an older edition: an answer fits where the workbook still says of source and item
    what the form says it said, or says what the answer says. Errors are a source that the workbook has not, and a
    question that two forms answer differently.

    Source: docs/workbook.md, section "Interviews".
    """
    dated = [form.answers.assign(year=form.year, year_cell=form.year_cell) for form in forms]
    rows = pd.concat(dated, ignore_index=True)
    strange = rows[~rows["source_id"].isin(known["sources"]["source_id"])]
    answers = rows.drop(strange.index)
    answers = answers[answers["about"].ne("") & (answers["answer"].ne("") | answers["remark"].ne(""))]
    now = said_of(known, answers)
    same = now.map(plain).eq(answers["stated"].map(plain))
    moved = ~same & ~_says_the_same(known["sources"], answers, now)
    problems = (
        *_unknown_sources(strange, known["sources"]["source_id"].astype("str").tolist()),
        *_differing(answers),
        *_changed(answers[moved], now[moved]),
    )
    return FittingAnswers(answers[~moved].reset_index(drop=True), int(moved.sum()), problems)


def _says_the_same(sources: pd.DataFrame, answers: pd.DataFrame, now: pd.Series[str]) -> pd.Series[bool]:
    """Return which answers say what the workbook says by now."""
    reach = answers["about"].eq(QuestionKind.REACHED)
    by_item = answers["answer"].map(shipped_codebook().labels("answer")).eq(now)
    told = sources.astype("str").set_index("source_id")
    mine = answers["source_id"]
    by_reach = mine.map(told["reached"]).eq(answers["answer"])
    by_reach &= mine.map(told["reached_basis"]).eq(answers["answer"].map(BASIS))
    by_reach &= answers["barrier"].eq("") | mine.map(told["barrier"]).eq(answers["barrier"])
    return by_item.where(~reach, by_reach)


def _unknown_sources(answers: pd.DataFrame, known: Sequence[str]) -> Iterator[Problem]:
    spelt = {id_parts(source): source for source in known}
    for row in answers.to_dict("records"):
        nearest = hint(spelt.get(id_parts(row["source_id"]), "")) if id_parts(row["source_id"]) else ""
        yield Problem.of("source-not-in-workbook", **_place(row, "source_id"), found=row["source_id"], nearest=nearest)


def _differing(answers: pd.DataFrame) -> Iterator[Problem]:
    """Yield a problem at each answer, and each barrier, that is not that of the first form with the same question."""
    for column in ("answer", "barrier"):
        given = answers[answers[column].ne("")]
        for _, rows in given[given.duplicated(QUESTION, keep=False)].groupby(QUESTION, sort=False):
            first, *others = rows.to_dict("records")
            for row in others:
                if row["file"] != first["file"] and row[column] != first[column]:
                    other = f"{first['file']}, {QUESTION_SHEET}!{first[f'{column}_cell']}"
                    details = {"other": other, "said": str(first[column])}
                    yield Problem.of("forms-differ", **_place(row, column), found=row[column], **details)


def _changed(answers: pd.DataFrame, now: pd.Series[str]) -> Iterator[Problem]:
    for row, said in zip(answers.to_dict("records"), now, strict=True):
        column = "answer" if row["answer"] else "remark"
        details = {"now": said, "before": _quotable(row["stated"]), "stated_cell": row["stated_cell"]}
        yield Problem.of("row-changed-since", **_place(row, column), found=row[column], **details)


def _quotable(text: str) -> str:
    """Return a text as a problem at another cell may quote it: not at all where it identifies a person."""
    return quoted(text) or "nothing" if masked(text) == text else WITHHELD


def _place(row: Mapping[Hashable, Any], column: str) -> dict[str, str]:
    cell = row[f"{column}_cell"]
    return {"file": row["file"], "sheet": QUESTION_SHEET, "cell": cell, "column": COLUMNS[column].label}
