"""What is wrong with forms of an interview: all of it at once, each at its cell, and no person named."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from impt_analysis.errors import Severity, UsageError, as_records, catalogue, rendered
from impt_analysis.interviews import FilledForm, fitting_answers, read_form, take_in, with_answers
from impt_analysis.interviews.layout import YEAR
from impt_analysis.workbook.template import next_edition
from tests.filled_forms import (
    FAMILY,
    NO_FORM,
    OF_FORMS,
    PERSON,
    REACH,
    SECRETS,
    SEX,
    Filling,
    cell_of,
    changes_of,
    filled,
    known,
    written_edition,
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return written_edition(tmp_path / "raw", known())


def forms_of(folder: Path, *fillings: Filling, year: object = 2027) -> list[FilledForm]:
    return [
        read_form(filled(folder / f"form_{number}.xlsx", filling, year=year)) for number, filling in enumerate(fillings)
    ]


def places(problems: object) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", OF_FORMS)
def test_a_problem_of_a_form_is_named_at_its_cell(tmp_path: Path, raw: Path, code: str) -> None:
    fillings, question = OF_FORMS[code]
    problems = take_in(forms_of(tmp_path, *fillings), raw).problems
    assert places(problems) == [(code, cell_of(*question))]
    assert [(one.sheet, Path(one.file).name) for one in problems] == [("Questions", f"form_{len(fillings) - 1}.xlsx")]
    assert "{" not in rendered(problems)


def test_a_workbook_that_is_no_form_is_called_so(raw: Path) -> None:
    (problem,) = read_form(raw / "latvia.xlsx").problems
    assert problem.code == NO_FORM
    assert "form of impt questions" in problem.expected
    assert "empty template" not in problem.mend


def test_a_file_that_is_not_there_is_said_not_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no file .*missing\.xlsx; name a form"):
        read_form(tmp_path / "missing.xlsx")


def test_a_file_that_is_no_workbook_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(b"%PDF-1.7")
    assert [one.code for one in read_form(tmp_path / "form.xlsx").problems] == ["not-a-workbook"]


def test_every_problem_of_a_form_is_named_in_one_pass(tmp_path: Path, raw: Path) -> None:
    filling = {
        REACH: {"answer": "yes", "barrier": "legal", "remark": PERSON},
        SEX: {"answer": "=1+1", "remark": "Seen."},
        FAMILY: {"answer": "maybe", "source_id": "LV-99"},
    }
    (form,) = forms_of(tmp_path, filling, year="spring")
    taken = take_in([form], raw)
    assert sorted({one.code for one in taken.problems}) == [
        "barrier-not-asked-for",
        "formula",
        "not-a-year",
        "not-offered-in-form",
        "personal-identifier",
        "source-not-in-workbook",
    ]
    assert all(one.cell for one in taken.problems)
    assert taken.outcome().startswith("Refused: nothing is taken in and nothing is written, because of 7 errors")


def test_keys_and_columns_that_are_missing_hide_no_other_problem(tmp_path: Path) -> None:
    path = filled(tmp_path / "form.xlsx", {SEX: {"answer": "maybe"}}, A3="Editoin")
    book = openpyxl.load_workbook(path)
    book["Questions"][cell_of(*SEX, "remark")[0] + "1"] = "Other"
    book.save(path)
    found = [one.code for one in read_form(path).problems]
    assert sorted(found) == ["missing-column", "missing-key", "not-offered-in-form"]


def test_a_cell_with_a_formula_is_one_problem(tmp_path: Path) -> None:
    (form,) = forms_of(tmp_path, {SEX: {"answer": '="ma"&"ybe"'}})
    assert places(form.problems) == [("formula", cell_of(*SEX, "answer"))]


@pytest.mark.parametrize(
    ("filling", "cells"),
    [
        ({SEX: {"remark": PERSON}}, {}),
        ({SEX: {"answer": PERSON}}, {}),
        ({SEX: {"answer": "no", "stated": PERSON}}, {}),
        ({SEX: {"answer": "no", "source_id": PERSON}}, {}),
        ({SEX: {"answer": "no", "about": PERSON}}, {}),
        ({SEX: {"answer": "no", "question": PERSON}}, {}),
        ({}, {"B2": PERSON}),
        ({}, {"B3": PERSON}),
        ({SEX: {"answer": "no"}}, {"B4": PERSON}),
        ({}, {"A9": PERSON}),
    ],
)
def test_what_reaches_a_person_is_an_error_at_its_cell_and_is_never_repeated(
    tmp_path: Path, raw: Path, filling: Filling, cells: dict[str, str]
) -> None:
    form = read_form(filled(tmp_path / "form.xlsx", filling, **cells))
    taken = take_in([form], raw)
    assert taken.refused
    named = [one for one in taken.problems if one.code == "personal-identifier"]
    expected = next(iter(cells), "") or cell_of(
        *SEX, *[column for column, text in filling[SEX].items() if text == PERSON]
    )
    assert {one.cell for one in named} == {expected}
    told = rendered(taken.problems) + str(as_records(taken.problems)) + taken.outcome()
    assert [secret for secret in SECRETS if secret in told] == []


def test_what_reaches_a_person_in_a_comment_is_an_error_too(tmp_path: Path) -> None:
    path = filled(tmp_path / "form.xlsx", {})
    book = openpyxl.load_workbook(path)
    book["Questions"][cell_of(*SEX, "answer")].comment = openpyxl.comments.Comment(PERSON, "impt_analysis")
    book.save(path)
    problems = read_form(path).problems
    assert {one.code for one in problems} == {"personal-identifier"}
    assert [secret for secret in SECRETS if secret in rendered(problems)] == []


def test_the_column_of_a_person_is_named_and_what_to_do_in_a_form(tmp_path: Path) -> None:
    (form,) = forms_of(tmp_path, {SEX: {"remark": PERSON}})
    assert {one.column for one in form.problems} == {"Remark"}
    assert all("Allowed contacts" not in one.mend for one in form.problems)


@pytest.mark.parametrize(
    ("year", "code"), [(None, "missing-value"), ("last spring", "not-a-year"), (27, "not-a-year"), (2101, "not-a-year")]
)
def test_an_interview_without_its_year_is_refused(tmp_path: Path, year: object, code: str) -> None:
    (form,) = forms_of(tmp_path, {SEX: {"answer": "no"}}, year=year)
    assert [(one.code, one.cell, one.column) for one in form.problems] == [(code, "B4", YEAR)]


@pytest.mark.parametrize("cell", ["B2", "B3"])
def test_state_and_edition_stay_as_they_were_written(tmp_path: Path, cell: str) -> None:
    form = read_form(filled(tmp_path / "form.xlsx", {}, **{cell: "Latvija"}))
    assert [one.cell for one in form.problems] == [cell]


def test_two_rows_about_the_same_are_refused(tmp_path: Path) -> None:
    (form,) = forms_of(tmp_path, {SEX: {"answer": "no"}, FAMILY: {"answer": "no", "about": "sex"}})
    assert places(form.problems) in (
        [("repeated-entry-of-items", cell_of(*SEX, "about"))],
        [("repeated-entry-of-items", cell_of(*FAMILY, "about"))],
    )


@pytest.mark.parametrize(
    ("answer", "barrier"), [("yes", "none"), ("yes", "unknown"), ("no", "unknown"), ("unknown", "unknown")]
)
def test_a_barrier_that_contradicts_nothing_is_no_problem(tmp_path: Path, answer: str, barrier: str) -> None:
    (form,) = forms_of(tmp_path, {REACH: {"answer": answer, "barrier": barrier}})
    assert form.problems == ()


def test_an_error_that_the_new_edition_would_have_is_named_at_the_cell_of_the_form(tmp_path: Path, raw: Path) -> None:
    (form,) = forms_of(tmp_path, {SEX: {"answer": "no"}}, year=2030)
    taken = take_in([form], raw, "2027-02-01")
    (problem,) = taken.problems
    assert (problem.code, problem.file, problem.sheet, problem.cell) == ("future-year", form.file, "Interview", "B4")
    assert "--edition" in problem.mend
    assert taken.refused
    assert take_in([form], raw, "2030-06-01").problems == ()


def test_a_year_is_in_no_future_while_no_edition_is_named(tmp_path: Path, raw: Path) -> None:
    (form,) = forms_of(tmp_path, {SEX: {"answer": "no"}}, year=2030)
    assert take_in([form], raw).problems == ()


def test_remarks_that_only_together_reach_a_person_are_named_at_the_form(tmp_path: Path, raw: Path) -> None:
    (form,) = forms_of(tmp_path, {SEX: {"remark": "Ask by tel."}, FAMILY: {"remark": "67219263 cases a year."}})
    assert form.problems == ()
    taken = take_in([form], raw)
    (problem,) = taken.problems
    assert (problem.code, problem.file) == ("personal-identifier", form.file)
    assert problem.cell in (cell_of(*SEX, "remark"), cell_of(*FAMILY, "remark"))
    assert "67219263" not in rendered(taken.problems)


def test_a_warning_of_the_new_edition_stops_nothing_and_is_named_at_the_form(tmp_path: Path, raw: Path) -> None:
    (form,) = forms_of(tmp_path, {REACH: {"answer": "no", "barrier": "none"}})
    taken = take_in([form], raw)
    assert places(taken.problems) == [("no-barrier-though-not-reached", cell_of(*REACH, "barrier"))]
    assert not taken.refused
    assert taken.outcome() == "Can be taken in: 1 answer of 1 form; 1 warning above does not stop it."


def test_a_form_of_an_older_edition_is_taken_in_where_the_workbook_says_the_same(tmp_path: Path) -> None:
    first, second = forms_of(tmp_path, {SEX: {"answer": "no"}}, {FAMILY: {"answer": "yes"}})
    answered = next_edition(with_answers(known(), fitting_answers(known(), [first]).answers), "2027-02-15")
    taken = take_in([second], written_edition(tmp_path / "raw", answered), "2027-03-01")
    assert taken.problems == ()
    assert changes_of(answered, second) == ["family: not_asked -> yes"]


def test_only_a_question_whose_row_has_changed_since_is_left_out(tmp_path: Path) -> None:
    first, second = forms_of(tmp_path, {SEX: {"answer": "no"}}, {SEX: {"answer": "yes"}, FAMILY: {"answer": "yes"}})
    answered = next_edition(with_answers(known(), fitting_answers(known(), [first]).answers), "2027-02-15")
    taken = take_in([second], written_edition(tmp_path / "raw", answered), "2027-03-01")
    (problem,) = taken.problems
    assert (problem.code, problem.cell, problem.found) == ("row-changed-since", cell_of(*SEX, "answer"), "yes")
    assert "what the workbook says now, No;" in problem.expected
    assert cell_of(*SEX, "stated") in problem.mend
    assert not taken.refused
    assert "left out: 1 question at which the workbook has changed since" in taken.outcome()
    assert [line for line in taken.changes if "Sex" in line] == []
    assert [line for line in taken.changes if "Family" in line] != []


def test_a_form_is_refused_where_every_row_that_it_answers_has_changed_since(tmp_path: Path) -> None:
    first, second = forms_of(tmp_path, {SEX: {"answer": "no"}}, {SEX: {"answer": "yes"}})
    answered = next_edition(with_answers(known(), fitting_answers(known(), [first]).answers), "2027-02-15")
    taken = take_in([second], written_edition(tmp_path / "raw", answered))
    assert taken.refused
    assert taken.outcome().startswith("Refused: nothing is taken in")
    assert "changed since at every question" in taken.outcome()


def test_an_answer_that_the_workbook_gives_by_now_changes_nothing(tmp_path: Path) -> None:
    (form,) = forms_of(tmp_path, {SEX: {"answer": "no", "remark": "Kept since 2020."}, REACH: {"answer": "yes"}})
    answered = with_answers(known(), fitting_answers(known(), [form]).answers)
    fitting = fitting_answers(answered, [form])
    assert (fitting.left_out, fitting.problems) == (0, ())
    assert changes_of(answered, form) == []


def test_an_answer_about_reach_is_left_out_where_another_barrier_is_known_by_now(tmp_path: Path) -> None:
    (form,) = forms_of(tmp_path, {REACH: {"answer": "no", "barrier": "legal"}})
    fitting = fitting_answers(known(reached="no", reached_basis="claim", barrier="trust"), [form])
    assert fitting.left_out == 1
    assert "Not reached (stated; barrier: trust)" in fitting.problems[0].expected


def test_an_answer_to_a_changed_row_is_taken_in_when_the_form_is_corrected(tmp_path: Path) -> None:
    first, second = forms_of(tmp_path, {SEX: {"answer": "no"}}, {SEX: {"answer": "yes", "stated": "No"}})
    answered = with_answers(known(), fitting_answers(known(), [first]).answers)
    assert changes_of(answered, second) == ["sex: no -> yes"]


def test_a_form_of_a_later_edition_than_the_workbook_is_refused(tmp_path: Path, raw: Path) -> None:
    form = read_form(filled(tmp_path / "form.xlsx", {SEX: {"answer": "no"}}, B3="2027-02-15"))
    with pytest.raises(UsageError, match=r"edition of 2027-02-15, and the latest .* is of 2026-11-24.*--data"):
        take_in([form], raw)


def test_forms_that_differ_are_named_at_both_cells(tmp_path: Path, raw: Path) -> None:
    first, second = forms_of(
        tmp_path, {REACH: {"answer": "no", "barrier": "legal"}}, {REACH: {"answer": "no", "barrier": "trust"}}
    )
    taken = take_in([first, second], raw)
    (problem,) = taken.problems
    assert (problem.file, problem.cell) == (second.file, cell_of(*REACH, "barrier"))
    assert f"{first.file}, Questions!{cell_of(*REACH, 'barrier')}" in problem.expected
    assert taken.refused


def test_forms_that_agree_are_taken_in_together_with_the_remarks_of_both(tmp_path: Path, raw: Path) -> None:
    first, second = forms_of(
        tmp_path,
        {REACH: {"answer": "no", "remark": "It is sent nowhere."}},
        {REACH: {"answer": "no", "barrier": "trust", "remark": "Nobody asks for it."}},
    )
    taken = take_in([first, second], raw)
    assert taken.problems == ()
    told = changes_of(known(), first, second)
    assert "barrier: unknown -> trust" in told
    assert "note: (blank) -> It is sent nowhere. Nobody asks for it." in told


def test_forms_of_two_states_are_not_taken_in_together(tmp_path: Path, raw: Path) -> None:
    paths = [filled(tmp_path / "one.xlsx", {}), filled(tmp_path / "other.xlsx", {}, B2="EE")]
    with pytest.raises(UsageError, match=r"forms of one state .*other.xlsx about EE.*one.xlsx about LV"):
        take_in([read_form(path) for path in paths], raw)


def test_a_form_that_cannot_be_read_does_not_hide_the_problems_of_another(tmp_path: Path, raw: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"")
    (form,) = forms_of(tmp_path, {SEX: {"answer": "maybe"}})
    taken = take_in([read_form(tmp_path / "broken.xlsx"), form], raw)
    assert [one.code for one in taken.problems] == ["empty-file", "not-offered-in-form"]


def test_a_contact_that_the_workbook_may_hold_does_not_stop_the_new_edition(tmp_path: Path) -> None:
    tables = known(claim="Written to office@example.org.")
    tables["about"] = tables["about"].assign(allowed_contacts="Sources!Z3")
    (form,) = forms_of(tmp_path, {SEX: {"answer": "no"}})
    taken = take_in([form], written_edition(tmp_path / "raw", tables), "2027-02-01")
    assert taken.problems == ()


def test_the_codes_of_forms_are_in_the_catalogue() -> None:
    assert {NO_FORM, *OF_FORMS} <= set(catalogue())
    assert [code for code in OF_FORMS if catalogue()[code].severity is Severity.WARNING] == ["row-changed-since"]
