"""No person in the data: a workbook that names one is refused, by cell, and the value is never repeated."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from impt_analysis.checking import checked
from impt_analysis.checking.layout import laid_out
from impt_analysis.checking.persons import person_problems, without_values
from impt_analysis.cli import WRONG, main
from impt_analysis.errors import Problem, Severity, as_records, rendered, sentence
from impt_analysis.inventory import check
from impt_analysis.personal.withholding import WITHHELD
from impt_analysis.workbook.cells import Finding, PlacedText, SheetCells, WorkbookCells
from tests.identity_numbers import GERMAN, LATVIAN_OLD, WRITTEN
from tests.shipped_data import CURRENT
from tests.workbooks import (
    ABOUT,
    REFERENCE,
    SOURCE,
    STATISTIC,
    VIGNETTE,
    cells,
    grids,
    inventory,
    of_grids,
    state,
    written,
)

EMAIL, TELEPHONE, NUMBER = "anna@office.example", "+371 63 123 456", WRITTEN["LV"][1]
VALUES = [EMAIL, TELEPHONE, NUMBER, "https://anna:secret@files.example"]

every_value = pytest.mark.parametrize("value", VALUES)


def about_persons(*workbooks: WorkbookCells) -> list[Problem]:
    return person_problems(workbooks, laid_out(workbooks).batches["about"])


def places(*workbooks: WorkbookCells) -> list[tuple[str, str, str, str]]:
    return [(problem.sheet, problem.cell, problem.column, problem.found) for problem in about_persons(*workbooks)]


def beside(*texts: PlacedText) -> WorkbookCells:
    whole = cells()
    return WorkbookCells(whole.file, whole.sheets, texts)


def allowing(allowed: str, **content: object) -> WorkbookCells:
    return cells(about={**ABOUT, "allowed_contacts": allowed}, **content)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (NUMBER, "a personal identity number of Latvia"),
        (WRITTEN["RU"][0], "a personal identity number of the Russian Federation"),
        (EMAIL, "an e-mail address"),
        (TELEPHONE, "a telephone number"),
        ("https://anna:secret@files.example", "a web link with a password or key"),
    ],
)
def test_the_cell_and_the_kind_are_named_and_the_value_is_not(value: str, what: str) -> None:
    (problem,) = about_persons(cells(sources=[{**SOURCE, "claim": f"Ask {value} about it."}]))
    assert (problem.sheet, problem.cell, problem.column) == ("Sources", "Z2", "What the reference says")
    assert (problem.severity, problem.found) == (Severity.ERROR, what)
    assert value not in sentence(problem)


def test_the_wording_says_how_to_mend_it() -> None:
    (problem,) = about_persons(cells(sources=[{**SOURCE, "claim": EMAIL}]))
    assert sentence(problem) == (
        'error    Sources!Z2 (What the reference says): found "an e-mail address"; right would be nothing that '
        "identifies or reaches a person.\n"
        "         To mend: Delete it, and the name of a person beside it, which no check finds by itself. If it is the "
        "public contact of an institution, name the cell under Allowed contacts on the sheet About. "
        "[personal-identifier]"
    )


@every_value
def test_whoever_deletes_it_is_told_to_delete_the_name_beside_it_too(value: str) -> None:
    in_a_cell = about_persons(cells(sources=[{**SOURCE, "note": f"Ask Anna Example, {value}"}]))
    in_a_comment = about_persons(beside(PlacedText("Sources", "B2", "comment", f"Anna Example {value}")))
    assert all("the name of a person beside it" in problem.mend for problem in [*in_a_cell, *in_a_comment])
    assert len([*in_a_cell, *in_a_comment]) == 2


@pytest.mark.parametrize("value", [EMAIL, NUMBER])
@pytest.mark.parametrize(
    "content",
    [
        {"about": {**ABOUT, "edition": "2026-11-24", "note": "{}"}},
        {"about": {**ABOUT, "compiled_by": "{}", "edition": "{}", "state": "{}"}},
        {"sources": [dict.fromkeys(SOURCE, "{}")]},
        {"statistics": [dict.fromkeys(STATISTIC, "{}")]},
        {"vignettes": [dict.fromkeys(VIGNETTE, "{}")]},
        {"references": [dict.fromkeys(REFERENCE, "{}")]},
        {"answers": {"{}": {"age": "{}"}}},
        {"channels": [{"from_source": "{}", "to_source": "{}", "reference_ids": "{}; {}"}]},
        {"sources": [SOURCE, {**SOURCE, "source_id": "{}", "name": "x"}, {**SOURCE, "source_id": "{}", "name": "y"}]},
    ],
)
def test_no_problem_of_any_kind_repeats_the_value(content: dict[str, object], value: str) -> None:
    filled = json.loads(json.dumps(content).replace("{}", value))
    problems = checked([cells(**filled)]).problems
    assert "personal-identifier" in {problem.code for problem in problems}
    assert value not in rendered(problems)
    assert value not in json.dumps(as_records(problems), ensure_ascii=False)


@every_value
def test_an_unknown_sheet_and_column_repeat_it_neither(value: str) -> None:
    content = {**grids(), value: [["a", value]]}
    content["Sources"] = [[*content["Sources"][0], value], [*content["Sources"][1], value]]
    problems = checked([of_grids(content)]).problems
    assert {"unknown-sheet", "extra-column"} < {problem.code for problem in problems}
    assert value not in rendered(problems)


def test_another_problem_of_the_cell_keeps_its_place_and_loses_its_quote() -> None:
    problems = checked([cells(sources=[{**SOURCE, "role": f"chief: {EMAIL}"}])]).problems
    assert [(problem.cell, problem.found) for problem in problems if problem.code == "unknown-code"] == [
        ("H2", WITHHELD)
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"statistics": [{**STATISTIC, "value": int(GERMAN)}]},
        {"statistics": [{**STATISTIC, "value": GERMAN}]},
        {"statistics": [{**STATISTIC, "year": int(GERMAN)}]},
        {"sources": [{**SOURCE, "latest_year": GERMAN}]},
        {"references": [{**REFERENCE, "url": f"https://www.example.org/{GERMAN}"}]},
    ],
)
def test_a_number_where_numbers_belong_is_no_identity_number(content: dict[str, object]) -> None:
    assert about_persons(cells(**content)) == []


def test_a_text_where_numbers_belong_is_looked_at() -> None:
    assert [place[1] for place in places(cells(statistics=[{**STATISTIC, "value": NUMBER}]))] == ["D2"]


@pytest.mark.parametrize("number", [GERMAN, LATVIAN_OLD, *WRITTEN["PL"], WRITTEN["IS"][0], WRITTEN["SE"][0]])
def test_a_number_cell_is_read_with_the_zeros_that_excel_drops(number: str) -> None:
    assert [place[1] for place in places(cells(sources=[{**SOURCE, "note": float(number)}]))] == ["AA2"]


@pytest.mark.parametrize("value", [20240131, 12345678.5, -1020310008, True, 2024, 1e300])
def test_another_number_is_only_a_number(value: object) -> None:
    assert about_persons(cells(sources=[{**SOURCE, "note": value}])) == []


@pytest.mark.parametrize("visible", [True, False])
def test_any_sheet_is_looked_at(*, visible: bool) -> None:
    whole = cells()
    more = tuple(SheetCells(name, visible, 3, 2, [["x", EMAIL]], (), ()) for name in ("Read me", "Codebook", "Scratch"))
    found = places(WorkbookCells(whole.file, (*whole.sheets, *more)))
    assert sorted(place[:2] for place in found) == [("Codebook", "C3"), ("Read me", "C3"), ("Scratch", "C3")]


def test_the_text_of_a_formula_is_looked_at_and_not_quoted() -> None:
    whole = cells()
    formula = Finding(2, 2, "formula", f'=HYPERLINK("mailto:{EMAIL}")')
    sources = [
        SheetCells(sheet.name, True, 1, 1, sheet.rows, (formula,) if sheet.name == "Sources" else (), ())
        for sheet in whole.sheets
    ]
    problems = checked([WorkbookCells(whole.file, tuple(sources))]).problems
    assert {problem.code for problem in problems if problem.cell == "B2"} >= {"formula", "personal-identifier"}
    assert EMAIL not in rendered(problems)


def test_a_text_beside_the_cells_is_named_by_its_place() -> None:
    found = places(
        beside(
            PlacedText("File properties", "", "", f"Ask {EMAIL}"),
            PlacedText("Sheet 3", "", "name", TELEPHONE),
            PlacedText("Sources", "B2", "comment", NUMBER),
        )
    )
    assert sorted(found) == [
        ("File properties", "", "", "an e-mail address"),
        ("Sheet 3", "", "name", "a telephone number"),
        ("Sources", "B2", "comment", "a personal identity number of Latvia"),
    ]


@pytest.mark.parametrize("entry", ["Sources!Z2", "sources!z2", "'Sources'!$Z$2", "References!F9; Sources!Z2"])
@pytest.mark.parametrize("value", [EMAIL, TELEPHONE])
def test_an_allowed_contact_may_stand_in_its_cell(entry: str, value: str) -> None:
    found = about_persons(allowing(entry, sources=[{**SOURCE, "claim": value}]))
    assert [problem.code for problem in found if problem.code != "cell-without-contact"] == []


def test_a_contact_is_allowed_in_no_other_cell() -> None:
    workbook = allowing("Sources!Z2", sources=[{**SOURCE, "claim": EMAIL, "note": EMAIL}])
    assert [place[:2] for place in places(workbook)] == [("Sources", "AA2")]


@pytest.mark.parametrize("value", [NUMBER, "https://anna:secret@files.example"])
def test_an_identity_number_or_a_password_is_never_allowed(value: str) -> None:
    found = about_persons(allowing("Sources!Z2", sources=[{**SOURCE, "claim": f"{EMAIL} {value}"}]))
    assert [(problem.cell, problem.code) for problem in found] == [("Z2", "personal-identifier")]
    assert found[0].found != "an e-mail address"


def test_the_link_that_excel_makes_of_an_allowed_address_is_allowed_and_a_comment_is_not() -> None:
    whole = allowing("Sources!Z2", sources=[{**SOURCE, "claim": EMAIL}])
    made = [PlacedText("Sources", "Z2", what, f"mailto:{EMAIL}") for what in ("link", "comment")]
    found = places(WorkbookCells(whole.file, whole.sheets, tuple(made)))
    assert found == [("Sources", "Z2", "comment", "an e-mail address")]


@pytest.mark.parametrize("entry", ["Z2", "Sources", "Sources!Z", "Sources!Z2:Z4", "Sources Z2", "the office"])
def test_an_allowed_contact_that_is_no_cell_is_a_problem(entry: str) -> None:
    (problem,) = about_persons(allowing(entry))
    assert (problem.sheet, problem.cell, problem.code, problem.found) == ("About", "B13", "not-a-cell", entry)


@pytest.mark.parametrize("entry", ["Sources!A2", "Sources!A999", "Nowhere!A1"])
def test_an_allowed_contact_without_a_contact_is_a_problem(entry: str) -> None:
    (problem,) = about_persons(allowing(entry))
    assert (problem.cell, problem.code, problem.found) == ("B13", "cell-without-contact", entry)


def test_an_address_among_the_allowed_contacts_is_not_repeated() -> None:
    problems = checked([allowing(EMAIL)]).problems
    assert {problem.code for problem in problems if problem.cell == "B13"} == {"not-a-cell", "personal-identifier"}
    assert EMAIL not in rendered(problems)


def test_a_contact_is_allowed_in_the_workbook_that_says_so_only() -> None:
    estonia = cells("estonia.xlsx", about={**ABOUT, "state": "EE"}, sources=[{**SOURCE, "claim": EMAIL}])
    latvia = allowing("Sources!Z2", sources=[{**SOURCE, "claim": EMAIL}])
    assert [(problem.file, problem.cell) for problem in about_persons(estonia, latvia)] == [("estonia.xlsx", "Z2")]


@pytest.mark.parametrize("what", ["author", "author of comments", "last modified by", "manager"])
def test_a_name_in_the_properties_is_a_warning_that_does_not_repeat_it(what: str) -> None:
    (problem,) = about_persons(beside(PlacedText("File properties", "", what, "Anna Example")))
    assert (problem.severity, problem.code, problem.found) == (
        Severity.WARNING,
        "personal-name-in-properties",
        "a name",
    )
    assert "Anna" not in sentence(problem)


@pytest.mark.parametrize("name", ["impt_analysis", "openpyxl", "LibreOffice", "Microsoft Office User", "tc={1}"])
def test_the_name_of_a_program_is_nobodys(name: str) -> None:
    assert about_persons(beside(PlacedText("File properties", "", "author", name))) == []


@given(st.sampled_from(VALUES), st.text(max_size=90), st.text(max_size=20))
def test_no_text_around_a_value_makes_a_problem_repeat_it(value: str, before: str, after: str) -> None:
    place = {"file": "latvia.xlsx", "sheet": "Sources", "cell": "H2"}
    quoting = Problem.of("unknown-code", **place, found=f"{before}{value}{after}", allowed="yes", nearest="")
    person = Problem.of("personal-identifier", **place, found="an e-mail address", mend="Delete it.")
    assert [problem.found for problem in without_values([quoting, person])] == ["an e-mail address", WITHHELD]


def test_the_shipped_workbooks_name_nobody() -> None:
    persons = {
        "personal-identifier",
        "not-a-cell",
        "cell-without-contact",
        "personal-name-in-properties",
        "person-introduced",
    }
    assert not persons & {problem.code for problem in check(CURRENT).problems}


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_what_the_command_prints_does_not_repeat_them(
    tmp_path: Path, option: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, inventory(state("LV", [{"source_id": "LV-01"}], {"LV-01": {"age": "yes"}})), "LV")
    workbook = load_workbook(path)
    for number, value in enumerate(VALUES, start=2):
        workbook["Sources"].cell(2, number + 3, value)
        workbook["Items"].cell(1, number + 3, value)
        workbook["About"].cell(number, 2, value)
    workbook.create_sheet(EMAIL)["B2"] = NUMBER
    workbook.properties.title = TELEPHONE
    workbook.save(path)
    monkeypatch.setattr(sys, "argv", ["impt", "check", str(tmp_path), *option])
    with pytest.raises(SystemExit) as stopped:
        main()
    printed = "".join(capsys.readouterr())
    assert stopped.value.code == WRONG
    assert printed.count("personal-identifier") == 3 * len(VALUES) + 3
    assert [value for value in VALUES if value in printed] == []
