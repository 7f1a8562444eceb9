"""Wording that introduces a person is told by its cell, and never repeated; names as such are not searched for."""

from __future__ import annotations

import pytest

from impt_analysis.checking import checked
from impt_analysis.errors import Problem, Severity, rendered
from impt_analysis.personal.introductions import introduces_person
from impt_analysis.workbook.cells import PlacedText, WorkbookCells
from tests.workbooks import ABOUT, REFERENCE, SOURCE, cells

CODE = "person-introduced"
NAME = "Ilze Bērziņa"


def told(workbook: WorkbookCells) -> list[Problem]:
    return [problem for problem in checked([workbook]).problems if problem.code == CODE]


def noted(text: str) -> WorkbookCells:
    return cells(sources=[{**SOURCE, "note": text}])


@pytest.mark.parametrize(
    "text",
    [
        "Ask Ilze Bērziņa, tel.",
        "Ask Ilze Bērziņa",
        "The list is long; ask for Ilze Bērziņa.",
        "Asked: the officer I. Bērziņa",
        "contact person: Jānis Kalniņš-Ozols",
        "Contact person is Þóra Einarsdóttir",
        "Kontaktperson Søren Ægir",
        "as told by Jürgen von Müller",
        "According to Ms Bērziņa it is kept",
        "according to Mr. Juris Ozols",
        "Frau Müller weiß es",
        "tel. Ilze Bērziņa",
        "Telephone: Ilze Bērziņa",
        "E-mail: Анна Иванова",
        "Ilze Bērziņa, tel.",
        "Ilze BĒRZIŅA (e-mail)",
        "Interview with Anna Maria O'Neill",
        "Ask\n  Ilze\N{NO-BREAK SPACE}Bērziņa",
    ],
)
def test_a_word_that_introduces_and_a_name_beside_it_are_found(text: str) -> None:
    assert introduces_person(text)


@pytest.mark.parametrize(
    "text",
    [
        NAME,
        "Ask the State Police.",
        "Contact Victim Support Finland or Save the Children",
        "according to Statistics Estonia",
        "told by Penal Code section",
        "State Border Guard, tel.",
        "Ministry of Welfare, e-mail",
        "Contact Point Riga",
        "contact La Strada International",
        "Dziecięcy Telefon Zaufania Rzecznika Praw Dziecka",
        "tel. Monday Friday",
        "children whom one asked in Riga",
        "MS Excel",
        "Frau und Kind",
        "Telephone interviews",
    ],
)
def test_institutions_and_names_alone_are_not(text: str) -> None:
    assert not introduces_person(text)


def test_the_cell_is_named_and_the_wording_is_not_repeated() -> None:
    (problem,) = told(noted(f"Ask {NAME}, tel. "))
    assert (problem.sheet, problem.cell, problem.column, problem.severity) == (
        "Sources",
        "AA2",
        "Note",
        Severity.WARNING,
    )
    assert problem.found == "wording that introduces a person"


def test_a_name_is_still_told_when_the_number_beside_it_was_deleted() -> None:
    whole = checked([noted(f"Ask {NAME}, tel. +371 63 123 456")]).problems
    assert {CODE, "personal-identifier"} <= {problem.code for problem in whole}
    assert told(noted(f"Ask {NAME}, tel."))


def test_no_other_problem_of_the_cell_repeats_it() -> None:
    problems = checked([noted(f" Ask {NAME} ")]).problems
    assert {CODE, "spaces-around-value"} <= {problem.code for problem in problems if problem.cell == "AA2"}
    assert "Ilze" not in rendered(problems)


@pytest.mark.parametrize("column", ["organisation", "organisation_local"])
def test_an_organisation_that_the_workbook_names_is_no_person(column: str) -> None:
    assert told(noted("Ask Marta Rīga."))
    assert not told(cells(sources=[{**SOURCE, "note": "Ask Marta Rīga.", column: "Biedrība Marta Rīga"}]))


def test_an_organisation_that_introduces_somebody_vouches_for_nobody() -> None:
    assert told(cells(sources=[{**SOURCE, "note": f"Ask {NAME}.", "organisation_local": f"A board; contact {NAME}"}]))


@pytest.mark.parametrize(("kind", "number"), [("interview", 1), ("document", 0)])
def test_the_title_of_an_interview_is_looked_at_and_that_of_a_document_is_not(kind: str, number: int) -> None:
    found = told(cells(references=[{**REFERENCE, "kind": kind, "title": f"Interview with {NAME}"}]))
    assert [(problem.sheet, problem.cell) for problem in found] == [("References", "C2")] * number


def test_an_office_that_names_somebody_is_told() -> None:
    found = told(cells(about={**ABOUT, "compiled_by": "A board, Ms Bērziņa", "note": f"contact: {NAME}"}))
    assert [(problem.sheet, problem.cell) for problem in found] == [("About", "B4"), ("About", "B14")]


def test_a_comment_is_looked_at() -> None:
    whole = cells()
    comment = PlacedText("sources", "B2", "comment", f"told by {NAME}")
    (problem,) = told(WorkbookCells(whole.file, whole.sheets, (comment, comment)))
    assert (problem.sheet, problem.cell, problem.column) == ("Sources", "B2", "comment")


def test_a_workbook_without_the_columns_is_looked_at_all_the_same() -> None:
    whole = noted(f"Ask {NAME}")
    without = tuple(sheet for sheet in whole.sheets if sheet.name not in ("References", "Vignettes"))
    assert told(WorkbookCells(whole.file, without))
