"""Interviews: a form with room for the answers, and every answer a listed change of a new edition."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from impt_analysis.cli import app
from impt_analysis.codebook import shipped_codebook
from impt_analysis.documents import Table
from impt_analysis.errors import UsageError, WorkbookError
from impt_analysis.interviews import (
    FilledForm,
    QuestionFormat,
    change_lines,
    interview_form,
    question_bytes,
    question_format,
    read_form,
    table_changes,
    with_answers,
    write_new_edition,
)
from impt_analysis.interviews.layout import COLUMNS, YEAR
from impt_analysis.interviews.question_list import listed_questions
from impt_analysis.inventory import Inventory, load
from impt_analysis.questions import open_questions
from impt_analysis.reports.references import every_reference
from impt_analysis.workbook.template import next_edition
from impt_analysis.worked_example import example_inventory
from tests.workbooks import inventory, state

ITEMS = set(shipped_codebook().codes("item"))
Filling = dict[tuple[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def latvia() -> Inventory:
    """Latvia with a collector, and a generally known bearer of whose answers two are missing and whose reach too."""
    return inventory(
        state(
            "LV",
            [
                {"source_id": "LV-01", "role": "collector", "reached": "yes", "reached_basis": "role"},
                {
                    "source_id": "LV-02",
                    "name": "=A helpline",
                    "organisation": "A centre",
                    "basis": "general",
                    "reference_ids": "",
                },
            ],
            {"LV-01": dict.fromkeys(ITEMS, "yes"), "LV-02": dict.fromkeys(ITEMS - {"sex", "family"}, "no")},
        )
    )


@pytest.fixture(scope="module")
def empty_form(latvia: Inventory) -> bytes:
    return interview_form(latvia, "LV", open_questions(latvia, state="LV"))


@pytest.fixture
def fill(tmp_path: Path, empty_form: bytes) -> Callable[..., Path]:
    """Fill in the form of Latvia: by source and item (or `reached`), the text of some columns."""

    def filled(answers: Filling, *, year: object = 2027) -> Path:
        path = tmp_path / "form.xlsx"
        path.write_bytes(empty_form)
        book = openpyxl.load_workbook(path)
        rows = {(row[2].value, row[4].value): row for row in book["Questions"].iter_rows(min_row=2)}
        for key, texts in answers.items():
            for column, text in texts.items():
                rows[key][list(COLUMNS).index(column)].value = text
        book["Interview"]["B4"] = year
        book.save(path)
        return path

    return filled


def known(latvia: Inventory) -> dict[str, pd.DataFrame]:
    return latvia.where(state="LV").tables()


def changes_of(latvia: Inventory, form: FilledForm) -> list[str]:
    return change_lines(table_changes(known(latvia), with_answers(known(latvia), form)))


def test_the_form_asks_every_open_question_and_offers_the_codes_of_each_answer(
    latvia: Inventory, fill: Callable[..., Path]
) -> None:
    book = openpyxl.load_workbook(fill({}))
    asked = open_questions(latvia, state="LV")
    rows = list(book["Questions"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == asked["source_id"].tolist()
    offered = {
        place: rule.formula1 for rule in book["Questions"].data_validations.dataValidation for place in [rule.sqref]
    }
    reach = 2 + [row[4] for row in rows].index("reached")
    (answers,) = [codes for places, codes in offered.items() if f"J{reach}" in places]
    assert answers == '"yes,partly,no,unknown"'
    barriers = [places for places, codes in offered.items() if "awareness" in codes]
    assert [str(places) for places in barriers] == [f"K{reach}"], "a barrier is asked for where reach is asked about"


def test_what_is_known_of_a_source_stands_beside_the_first_question_about_it_alone(empty_form: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(empty_form))
    claim = list(COLUMNS).index("claim")
    told: dict[object, list[object]] = {}
    for row in book["Questions"].iter_rows(min_row=2, values_only=True):
        told.setdefault(row[2], []).append(row[claim])
    assert any(first for first, *_ in told.values())
    assert not any(text for _, *others in told.values() for text in others)


def test_the_form_has_the_same_bytes_twice(latvia: Inventory, empty_form: bytes) -> None:
    assert interview_form(latvia, "LV", open_questions(latvia, state="LV")) == empty_form


def test_a_name_that_begins_with_an_equals_sign_stays_a_text(fill: Callable[..., Path]) -> None:
    named = openpyxl.load_workbook(fill({}))["Questions"]["D2"]
    assert (named.value, named.data_type) == ("=A helpline", "s")


def test_an_empty_form_changes_nothing(latvia: Inventory, fill: Callable[..., Path]) -> None:
    form = read_form(fill({}))
    assert form.answers.empty
    assert changes_of(latvia, form) == []


def test_every_answer_is_a_change_with_the_interview_as_its_reference(
    latvia: Inventory, fill: Callable[..., Path]
) -> None:
    form = read_form(fill({("LV-02", "sex"): {"answer": "Partly"}, ("LV-02", "family"): {"answer": "UNKNOWN"}}))
    assert changes_of(latvia, form) == [
        "Sources, LV-02, basis: general -> document",
        "Sources, LV-02, reference_ids: (blank) -> LV-R002",
        "Items, LV-02, sex: not_asked -> partly",
        "Items, LV-02, family: not_asked -> unknown",
        "References, LV-R002, reference_id: (blank) -> LV-R002",
        "References, LV-R002, kind: (blank) -> interview",
        "References, LV-R002, title: (blank) -> [Interview, Latvia, 2027]",
        "References, LV-R002, publisher: (blank) -> An office",
        "References, LV-R002, year: (blank) -> 2027",
    ]


@pytest.mark.parametrize(
    ("answer", "barrier", "expected"),
    [
        ("yes", "", ["reached: unknown -> yes", "reached_basis: unknown -> claim"]),
        ("no", "legal", ["reached: unknown -> no", "reached_basis: unknown -> claim", "barrier: unknown -> legal"]),
        ("partly", "", ["reached: unknown -> partly", "reached_basis: unknown -> claim"]),
        ("unknown", "", []),
    ],
)
def test_an_answer_about_reach_changes_reach_its_basis_and_its_barrier(
    latvia: Inventory, fill: Callable[..., Path], answer: str, barrier: str, expected: list[str]
) -> None:
    form = read_form(fill({("LV-02", "reached"): {"answer": answer, "barrier": barrier}}))
    told = [line.removeprefix("Sources, LV-02, ") for line in changes_of(latvia, form)]
    assert [line for line in told if line.startswith(("reached", "barrier"))] == expected


def test_a_remark_is_added_to_the_note_of_its_source(latvia: Inventory, fill: Callable[..., Path]) -> None:
    form = read_form(fill({("LV-02", "sex"): {"remark": "Kept since 2020."}}))
    assert "Sources, LV-02, note: (blank) -> Kept since 2020." in changes_of(latvia, form)


def test_the_new_edition_holds_the_answers_and_nobody_has_confirmed_it(
    latvia: Inventory, fill: Callable[..., Path], tmp_path: Path
) -> None:
    form = read_form(fill({("LV-02", "sex"): {"answer": "no"}}))
    latest = next_edition(with_answers(known(latvia), form), "2027-02-01")
    written = tmp_path / "latvia.xlsx"
    write_new_edition(latest, written)
    again = load(written)
    assert change_lines(table_changes(latest, again.tables())) == []
    assert again.items.set_index(["source_id", "item"]).at[("LV-02", "sex"), "answer"] == "no"
    assert again.evidence().endswith("no state has confirmed it")
    with pytest.raises(UsageError, match="exists already and is not written over"):
        write_new_edition(latest, written)


def test_a_second_interview_of_the_year_is_the_same_reference(latvia: Inventory, fill: Callable[..., Path]) -> None:
    form = read_form(fill({("LV-02", "sex"): {"answer": "no"}}))
    answered = with_answers(known(latvia), form)
    later = FilledForm(form.file, "LV", form.edition, 2027, form.answers.assign(about="family"))
    assert len(with_answers(answered, later)["references"]) == len(answered["references"])


@pytest.mark.parametrize(
    ("filling", "said"),
    [
        ({("LV-02", "sex"): {"answer": "maybe"}}, 'Questions!J%d (Answer): found "maybe"; right would be one of: yes'),
        ({("LV-02", "sex"): {"barrier": "legal"}}, 'found "legal"; right would be one of: nothing'),
        ({("LV-02", "reached"): {"answer": "yes", "barrier": "legal"}}, "barrier-though-reached"),
        ({("LV-02", "sex"): {"answer": "=1+1"}}, "[formula]"),
        ({("LV-02", "sex"): {"answer": "no", "source_id": "LV-99"}}, 'found "LV-99"'),
        ({("LV-02", "sex"): {"answer": "no", "about": "shoes"}}, 'found "shoes"'),
        (
            {("LV-02", "sex"): {"answer": "no"}, ("LV-02", "family"): {"answer": "no", "about": "sex"}},
            "one row for the",
        ),
    ],
)
def test_what_cannot_be_understood_is_named_by_its_cell(
    latvia: Inventory, fill: Callable[..., Path], filling: Filling, said: str
) -> None:
    path = fill(filling)
    row = next(
        row[0].row
        for row in openpyxl.load_workbook(path)["Questions"].iter_rows(min_row=2)
        if row[9].value or row[10].value
    )
    with pytest.raises(WorkbookError) as raised:
        with_answers(known(latvia), read_form(path))
    assert (said % row if "%d" in said else said) in str(raised.value)
    assert all(problem.cell for problem in raised.value.problems)


@pytest.mark.parametrize(
    ("year", "said"), [(None, "nothing found"), ("last spring", 'found "last spring"'), (27, "2000")]
)
def test_an_interview_without_its_year_is_refused(fill: Callable[..., Path], year: object, said: str) -> None:
    with pytest.raises(WorkbookError, match=said) as raised:
        read_form(fill({("LV-02", "sex"): {"answer": "no"}}, year=year))
    assert [problem.column for problem in raised.value.problems] == [YEAR]


def test_an_answer_to_what_the_workbook_no_longer_says_is_refused(latvia: Inventory, fill: Callable[..., Path]) -> None:
    form = read_form(fill({("LV-02", "sex"): {"answer": "no"}}))
    answered = with_answers(known(latvia), form)
    with pytest.raises(UsageError, match=r"row \d+: LV-02, sex was 'Not asked or not stated' and is 'No'"):
        with_answers(answered, form)


def test_a_form_of_another_edition_is_refused(latvia: Inventory, fill: Callable[..., Path]) -> None:
    form = read_form(fill({("LV-02", "sex"): {"answer": "no"}}))
    with pytest.raises(UsageError, match="asks about edition 2026-11-24 and the workbook of LV is of 2027-02-01"):
        with_answers(next_edition(known(latvia), "2027-02-01"), form)


def test_nothing_is_written_when_a_remark_names_a_telephone_number(
    latvia: Inventory, fill: Callable[..., Path], tmp_path: Path
) -> None:
    form = read_form(fill({("LV-02", "sex"): {"remark": "Call +371 67223344."}}))
    latest = next_edition(with_answers(known(latvia), form), "2027-02-01")
    with pytest.raises(WorkbookError, match="personal-identifier") as raised:
        write_new_edition(latest, tmp_path / "latvia.xlsx")
    assert "67223344" not in str(raised.value)
    assert not (tmp_path / "latvia.xlsx").exists()


def test_rows_may_be_moved_and_columns_may_stand_in_another_order(latvia: Inventory, fill: Callable[..., Path]) -> None:
    path = fill({("LV-02", "sex"): {"answer": "no"}})
    book = openpyxl.load_workbook(path)
    sheet = book["Questions"]
    rows = [[str(cell.value or "").lstrip("=") for cell in row][::-1] for row in sheet.iter_rows()]
    sheet.delete_rows(1, sheet.max_row)
    for row in [rows[0], *rows[:0:-1]]:
        sheet.append(row)
    book.save(path)
    assert "Items, LV-02, sex: not_asked -> no" in changes_of(latvia, read_form(path))


def test_tables_stay_as_they_were(latvia: Inventory, fill: Callable[..., Path]) -> None:
    before = {name: table.copy() for name, table in known(latvia).items()}
    after = known(latvia)
    with_answers(after, read_form(fill({("LV-02", "reached"): {"answer": "no", "remark": "Never."}})))
    for name, table in before.items():
        pd.testing.assert_frame_equal(after[name], table)


def test_the_list_asks_every_question_with_its_references_and_room_for_the_answer(latvia: Inventory) -> None:
    asked = open_questions(latvia, state="LV")
    made = listed_questions(latvia, "LV", asked)
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert sum(len(table.rows) for table in tables) == len(asked)
    assert all(row[-1] == "" for table in tables for row in table.rows)
    assert [heading.text for heading in made.headings()] == asked["organisation"].drop_duplicates().tolist()
    assert made.footer.endswith("no state has confirmed it")


def test_the_list_names_the_references_of_what_is_known() -> None:
    found = example_inventory()
    asked = open_questions(found, state="LV")
    ids = {id_ for ids in asked["reference_ids"].dropna() for id_ in ids.split(";")}
    listed = listed_questions(found, "LV", asked).references()
    assert {entry.id for entry in listed} == ids != set()
    assert set(listed) <= set(every_reference(found)["LV"].entries), "as every other document names them, with the year"


def test_the_list_is_a_word_file_with_every_question(latvia: Inventory) -> None:
    asked = open_questions(latvia, state="LV")
    content = question_bytes(latvia, "LV", asked, QuestionFormat.DOCX)
    rows = [row for table in docx.Document(BytesIO(content)).tables for row in table.rows[1:]]
    assert [row.cells[0].text for row in rows] == asked["order"].astype("str").tolist()


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="xlsx, docx, pdf, html; found 'odt'"):
        question_format("odt")


def test_the_command_lists_the_changes_and_writes_them_only_for_a_new_edition(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fill: Callable[..., Path], latvia: Inventory
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    write_new_edition(known(latvia), tmp_path / "raw" / "latvia.xlsx")
    form = fill({("LV-02", "sex"): {"answer": "no"}})
    listed = CliRunner().invoke(app, ["answers", str(form), "--data", "raw"])
    assert "Items, LV-02, sex: not_asked -> no" in listed.output
    assert "Nothing is written yet" in listed.output
    assert not (tmp_path / "latvia.xlsx").exists()
    written = CliRunner().invoke(app, ["answers", str(form), "--data", "raw", "--edition", "2027-02-01"])
    assert written.exit_code == 0
    assert "About, edition: 2026-11-24 -> 2027-02-01" in written.output
    assert load(tmp_path / "latvia.xlsx").edition == pd.Timestamp("2027-02-01")


def test_the_command_writes_a_form_that_can_be_read_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    raw = Path(__file__).parents[1] / "data" / "raw"
    asked = CliRunner().invoke(app, ["questions", "--state", "IS", "--format", "xlsx", "--data", str(raw)])
    assert asked.output == "Written: questions_iceland.xlsx\n"
    book = openpyxl.load_workbook("questions_iceland.xlsx")
    book["Interview"]["B4"] = 2027
    book.save("questions_iceland.xlsx")
    assert read_form(Path("questions_iceland.xlsx")).answers.empty
