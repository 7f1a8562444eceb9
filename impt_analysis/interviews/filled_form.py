"""A filled-in form of an interview, read back: which source and item each answer is about, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from impt_analysis.checking.code_values import spellings
from impt_analysis.checking.persons import without_values
from impt_analysis.checking.placed import FINDINGS
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Barrier, Reached
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.errors import Problem, UsageError, WorkbookError, shown_path
from impt_analysis.interviews.filled_cells import FormCells, form_cells
from impt_analysis.interviews.layout import EDITION, READ, STATE, YEAR, offered
from impt_analysis.workbook.reader import read_workbook

FIRST_YEAR, LAST_YEAR = 2000, 2100

ANSWERS = ["file", "row", *READ, *(f"{column}_cell" for column in READ)]

ASKED_FOR: dict[str, tuple[str, ...]] = {
    Reached.YES: (Barrier.NONE, Barrier.UNKNOWN),
    Reached.PARTLY: tuple(Barrier),
    Reached.NO: tuple(Barrier),
}
"""The barriers that may stand beside an answer about reach; beside any other only that none is known."""


@dataclass(frozen=True)
class FilledForm:
    """What a form says: the state and edition it was made for, the year of the interview, and the rows filled in.

    `answers` has a row per question with an answer, a barrier or a remark, in the order of the form: `file`, `row` (on
    the sheet Questions), `source_id`, `about` (an item, or `reached`), `stated` (what the form says that the workbook
    said), `answer` and `barrier` (codes, blank where none was given), `remark`, and by `<column>_cell` the address of
    each. `year_cell` is the address of the year on the sheet Interview.

    `problems` is all that is wrong with the form: whoever goes on asks first whether an error is among them, as what
    was not understood is blank.
    """

    file: str
    state: str
    edition: str
    year: int
    year_cell: str
    answers: pd.DataFrame
    problems: tuple[Problem, ...] = ()


def read_form(path: Path) -> FilledForm:
    """Return what a filled-in form says, and every problem of it.

    A code is read whether its code or its label is written, in capitals or not. Rows without an answer, barrier and
    remark are left out. A problem is a sheet, key or column that is missing, a formula or an error value, a personal
    identifier anywhere in the file (which is never quoted), a value that is not among those that its cell offers, a
    barrier where none is asked for, or a second row about the same; a file that is no form is one problem.

    Raises UsageError when there is no such file.

    Source: docs/workbook.md, section "Interviews".
    """
    if not path.exists():
        raise UsageError(
            f"there is no file {shown_path(path)}; name a form that impt questions --format xlsx has written, "
            "with its answers filled in"
        )
    try:
        cells = read_workbook(path)
    except WorkbookError as error:
        return _nothing(shown_path(path), error.problems)
    form, problems = form_cells(cells)
    if form is None:
        return _nothing(cells.file, without_values(problems))
    read = _Reading(form, [])
    state, edition, year = read.state(), read.edition(), read.year()
    answers = read.answers()
    formulas = {(one.sheet, one.cell) for one in problems if one.code in FINDINGS.values()}
    others = [one for one in read.problems if (one.sheet, one.cell) not in formulas]
    told = tuple(without_values([*problems, *others]))
    return FilledForm(cells.file, state, edition, year, form.keys[YEAR][1], answers, told)


def _nothing(file: str, problems: tuple[Problem, ...] | list[Problem]) -> FilledForm:
    empty = pd.DataFrame(columns=ANSWERS, dtype="str").astype({"row": "int64"})
    return FilledForm(file, "", "", 0, "", empty, tuple(problems))


@dataclass(frozen=True)
class _Reading:
    """A form as it is understood, cell by cell; what is not understood becomes one of the problems and is blank."""

    form: FormCells
    problems: list[Problem]

    def state(self) -> str:
        text, place = self.form.keys[STATE][0], self.form.key_place(STATE)
        code = spellings("state").get(plain(text), "")
        if place["cell"] and not code:
            allowed = ", ".join(shipped_codebook().codes("state"))
            self.problems.append(Problem.of("not-offered-in-form", **place, found=text, allowed=allowed))
        return code

    def edition(self) -> str:
        text, place = self.form.keys[EDITION][0], self.form.key_place(EDITION)
        dated = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and pd.notna(pd.to_datetime(text, errors="coerce"))
        if place["cell"] and not dated:
            self.problems.append(Problem.of("not-a-date", **place, found=text, meant=""))
        return text if dated else ""

    def year(self) -> int:
        text, place = self.form.keys[YEAR][0], self.form.key_place(YEAR)
        if re.fullmatch(r"[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return int(text)
        if text:
            years = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
            self.problems.append(Problem.of("not-a-year", **place, found=text, **years))
        elif place["cell"] and len(self.form.rows):
            expected = "the year of the interview, in four digits"
            self.problems.append(Problem.of("missing-value", **place, expected=expected))
        return 0

    def answers(self) -> pd.DataFrame:
        rows, columns = self.form.rows, self.form.letters
        abouts = self._abouts()
        read = rows.assign(file=self.form.file, about=abouts)
        for column in ("answer", "barrier"):
            read[column] = self._codes(column, abouts)
        numbers = rows["row"].astype("str")
        cells = {f"{code}_cell": columns[code] + numbers if code in columns else "" for code in READ}
        answers = read.assign(**cells)[ANSWERS].astype({name: "str" for name in ANSWERS if name != "row"})
        self.problems.extend([*self._barriers(answers), *self._repeated(answers)])
        return answers

    def _abouts(self) -> list[str]:
        reached = {plain(QuestionKind.REACHED): QuestionKind.REACHED.value}
        known = {**spellings("item"), **reached}
        read = [known.get(plain(text), "") for text in self.form.rows["about"]]
        codes = [*shipped_codebook().codes("item"), QuestionKind.REACHED.value]
        self._not_offered("about", [codes if not code else None for code in read])
        return read

    def _codes(self, column: str, abouts: list[str]) -> list[str]:
        read: list[str] = []
        strange: list[list[str] | None] = []
        for about, text in zip(abouts, self.form.rows[column], strict=True):
            codes = offered(column, about)
            code = spellings(_list_of(column, about)).get(plain(text), "")
            read.append(code if code in codes else "")
            strange.append(codes if text and about and not read[-1] else None)
        self._not_offered(column, strange)
        return read

    def _not_offered(self, column: str, allowed: list[list[str] | None]) -> None:
        """Note a problem in each row whose cell offers these codes and holds none of them."""
        rows = self.form.rows
        for row, text, codes in zip(rows["row"], rows[column], allowed, strict=True):
            if codes is not None and column in self.form.letters:
                right = ", ".join(codes) or "nothing, because the question is not about reach"
                place = self.form.place(column, row)
                self.problems.append(Problem.of("not-offered-in-form", **place, found=text, allowed=right))

    def _barriers(self, answers: pd.DataFrame) -> Iterator[Problem]:
        for row, answer, barrier in answers[["row", "answer", "barrier"]].itertuples(index=False):
            if barrier and barrier not in ASKED_FOR.get(answer, (Barrier.UNKNOWN,)):
                given = f"the answer is {answer}" if answer else "there is no answer"
                place = self.form.place("barrier", row)
                yield Problem.of("barrier-not-asked-for", **place, found=barrier, given=given)

    def _repeated(self, answers: pd.DataFrame) -> Iterator[Problem]:
        again = answers.duplicated(["source_id", "about"]) & answers["about"].ne("")
        for row, about in answers.loc[again, ["row", "about"]].itertuples(index=False):
            yield Problem.of("repeated-entry-of-items", **self.form.place("about", row), found=about)


def _list_of(column: str, about: str) -> str:
    return "reached" if column == "answer" and about == QuestionKind.REACHED else column
