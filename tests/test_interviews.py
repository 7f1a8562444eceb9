"""Interviews: a form with room for the answers, and every answer a change of the tables of the state's workbook."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from impt_analysis.documents import Table
from impt_analysis.errors import UsageError
from impt_analysis.interviews import (
    FilledForm,
    QuestionFormat,
    fitting_answers,
    interview_form,
    question_bytes,
    question_format,
    read_form,
    with_answers,
)
from impt_analysis.interviews.answered import PUBLISHER
from impt_analysis.interviews.layout import COLUMNS
from impt_analysis.interviews.question_list import listed_questions
from impt_analysis.questions import open_questions
from impt_analysis.reports.references import every_reference
from impt_analysis.worked_example import example_inventory
from tests.filled_forms import (
    ITEMS,
    Filling,
    cell_of,
    changes_of,
    empty_form,
    filled,
    known,
    latvia,
    lines_of,
    written_edition,
)
from tests.workbooks import inventory, state

HELPLINE = "LV-02"
LONG = "The board keeps a register. " * 12


def read(folder: Path, answers: Filling, *, year: object = 2027) -> FilledForm:
    form = read_form(filled(folder / "form.xlsx", answers, year=year))
    assert form.problems == ()
    return form


def questions_sheet() -> Worksheet:
    return openpyxl.load_workbook(BytesIO(empty_form()))["Questions"]


def test_the_form_asks_every_open_question_and_offers_the_codes_of_each_answer() -> None:
    sheet = questions_sheet()
    asked = open_questions(latvia(), state="LV")
    codes = list(COLUMNS)
    rows = {row[0].row: row for row in sheet.iter_rows(min_row=2) if row[codes.index("about")].value}
    assert [row[codes.index("source_id")].value for row in rows.values()] == asked["source_id"].tolist()
    offered = {rule.sqref: rule.formula1 for rule in sheet.data_validations.dataValidation}
    (answers,) = [codes for places, codes in offered.items() if cell_of(HELPLINE, "reached", "answer") in places]
    assert answers == '"yes,partly,no,unknown"'
    barriers = [str(places) for places, codes in offered.items() if "awareness" in codes]
    assert barriers == [cell_of(HELPLINE, "reached", "barrier")], "a barrier is asked for where reach is asked about"


def test_what_is_known_already_is_said_once_for_each_source() -> None:
    claims = [
        {
            "source_id": f"LV-0{number}",
            "name": f"Log {number}",
            "organisation": "A centre",
            "claim": f"{number}. {LONG}",
        }
        for number in (1, 2)
    ]
    said = dict.fromkeys(ITEMS - {"age", "sex", "family"}, "yes")
    many = inventory(state("LV", claims, {"LV-01": said, "LV-02": said}))
    asked = open_questions(many, state="LV").sort_values(["kind", "item", "source_id"], ignore_index=True)
    assert asked["source_id"].ne(asked["source_id"].shift()).all(), "sources are asked about by turns"
    sheet = openpyxl.load_workbook(BytesIO(interview_form(many, "LV", asked)))["Questions"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert [sum(f"{number}. {LONG.strip()}" in text for text in texts) for number in (1, 2)] == [1, 1]
    sources = pd.Series([row[1].value for row in sheet.iter_rows(min_row=2) if row[1].value])
    assert sources.ne(sources.shift()).sum() == 2, "the questions of a source stand below its heading"


def test_the_form_prints_on_landscape_pages_of_one_width_with_its_header_on_each() -> None:
    sheet = questions_sheet()
    setup = sheet.page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sum(column.width for column in COLUMNS.values()) <= 180, "wider is too small to be read on a page"
    headed = list(COLUMNS)
    assert headed[headed.index("question") : headed.index("answer") + 1] == ["question", "stated", "answer"]


def test_a_heading_is_as_high_as_its_text_and_stands_across_the_page() -> None:
    sheet = questions_sheet()
    headings = [area for area in sheet.merged_cells.ranges if area.min_row == area.max_row]
    assert {(area.min_col, area.max_col) for area in headings} == {(1, len(COLUMNS))}
    assert all(sheet.row_dimensions[area.min_row].height < 60 for area in headings)


def test_a_contact_of_an_institution_is_in_no_form() -> None:
    source = {"source_id": "LV-01", "claim": "Written to office@example.org."}
    made = inventory(state("LV", [source], {"LV-01": {"age": "yes"}}, allowed_contacts="Sources!Z2"))
    content = interview_form(made, "LV", open_questions(made, state="LV"))
    sheet = openpyxl.load_workbook(BytesIO(content))["Questions"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any("Written to [not shown]" in text for text in texts)
    assert not any("office@" in text for text in texts)


def test_the_form_has_the_same_bytes_twice() -> None:
    assert interview_form(latvia(), "LV", open_questions(latvia(), state="LV")) == empty_form()


def test_a_remark_that_begins_with_an_equals_sign_as_text_stays_a_text(tmp_path: Path) -> None:
    path = filled(tmp_path / "form.xlsx", {})
    book = openpyxl.load_workbook(path)
    cell = book["Questions"][cell_of(HELPLINE, "sex", "remark")]
    cell.value, cell.data_type = "=not a formula", "s"
    book.save(path)
    form = read_form(path)
    assert (form.problems, form.answers["remark"].tolist()) == ((), ["=not a formula"])


def test_an_empty_form_changes_nothing_and_needs_no_year(tmp_path: Path) -> None:
    form = read(tmp_path, {}, year=None)
    assert form.answers.empty
    assert changes_of(known(), form) == []


def test_every_answer_is_a_change_with_the_interview_as_its_reference(tmp_path: Path) -> None:
    answers = {(HELPLINE, "sex"): {"answer": "Partly"}, (HELPLINE, "family"): {"answer": "UNKNOWN"}}
    assert changes_of(known(), read(tmp_path, answers)) == [
        "basis: general -> document",
        "reference_ids: (blank) -> LV-R002",
        "sex: not_asked -> partly",
        "family: not_asked -> unknown",
        "reference_id: (blank) -> LV-R002",
        "kind: (blank) -> interview",
        "title: (blank) -> [Interview, Latvia, 2027]",
        f"publisher: (blank) -> {PUBLISHER}",
        "year: (blank) -> 2027",
    ]


def test_the_reference_of_an_interview_is_not_published_by_the_office_that_compiled_the_workbook(
    tmp_path: Path,
) -> None:
    tables = known()
    fitting = fitting_answers(tables, [read(tmp_path, {(HELPLINE, "sex"): {"answer": "no"}})])
    (row,) = with_answers(tables, fitting.answers)["references"].tail(1).to_dict("records")
    assert row["publisher"] != tables["about"]["compiled_by"].iloc[0]
    assert "organisation" in row["publisher"]


def test_a_listed_change_says_where_it_stands_and_reads_in_words(tmp_path: Path) -> None:
    folder = written_edition(tmp_path / "raw", known())
    form = read(tmp_path, {(HELPLINE, "sex"): {"answer": "partly"}, (HELPLINE, "reached"): {"answer": "yes"}})
    lines = lines_of(known(), form, folder / "latvia.xlsx")
    book = openpyxl.load_workbook(folder / "latvia.xlsx")
    items = [cell.value for cell in next(book["Items"].iter_cols(max_col=1))]
    assert f"Items!E{items.index('sex') + 1}: LV-02 =A helpline, Sex: Not asked or not stated -> Partly" in lines
    labels = [cell.value for cell in book["Sources"][1]]
    column = book["Sources"].cell(3, labels.index("Reached") + 1).coordinate
    assert f"Sources!{column}: LV-02 =A helpline, Reached: Unknown -> Reached" in lines
    assert "References, new row: LV-R002, Kind: (blank) -> Interview" in lines


def test_a_listed_change_shows_signs_that_would_steer_a_terminal(tmp_path: Path) -> None:
    folder = written_edition(tmp_path / "raw", known())
    form = read(tmp_path, {(HELPLINE, "sex"): {"remark": "Right\u202e to left."}})
    (line,) = [line for line in lines_of(known(), form, folder / "latvia.xlsx") if "Note" in line]
    assert line.endswith(r"(blank) -> Right\u202e to left.")


@pytest.mark.parametrize(
    ("answer", "barrier", "expected"),
    [
        ("yes", "", ["reached: unknown -> yes", "reached_basis: unknown -> claim", "barrier: unknown -> none"]),
        ("no", "legal", ["reached: unknown -> no", "reached_basis: unknown -> claim", "barrier: unknown -> legal"]),
        ("partly", "", ["reached: unknown -> partly", "reached_basis: unknown -> claim"]),
        ("unknown", "", []),
    ],
)
def test_an_answer_about_reach_changes_reach_its_basis_and_its_barrier(
    tmp_path: Path, answer: str, barrier: str, expected: list[str]
) -> None:
    told = changes_of(known(), read(tmp_path, {(HELPLINE, "reached"): {"answer": answer, "barrier": barrier}}))
    assert [line for line in told if line.startswith(("reached", "barrier"))] == expected


def test_a_barrier_that_is_known_stays_where_none_is_named(tmp_path: Path) -> None:
    tables = known(reached="partly", reached_basis="channel", barrier="legal")
    answer = {"stated": "Partly reached (documented channel; barrier: legal)", "answer": "no"}
    told = changes_of(tables, read(tmp_path, {(HELPLINE, "reached"): answer}))
    assert [line for line in told if line.startswith("barrier")] == []
    assert "reached: partly -> no" in told


def test_a_documented_channel_stays_when_nobody_could_say(tmp_path: Path) -> None:
    tables = known(reached="partly", reached_basis="channel")
    answer = {"stated": "Partly reached (documented channel)", "answer": "unknown"}
    told = changes_of(tables, read(tmp_path, {(HELPLINE, "reached"): answer}))
    assert [line for line in told if line.startswith("reached")] == []


def test_the_form_says_on_what_reach_rests_as_an_answer_replaces_that_too() -> None:
    by_channel = {"reached": "partly", "reached_basis": "channel", "barrier": "technical"}
    made = inventory(state("LV", [{"source_id": "LV-01", **by_channel}], {"LV-01": {"age": "yes"}}))
    content = interview_form(made, "LV", open_questions(made, state="LV"))
    sheet = openpyxl.load_workbook(BytesIO(content))["Questions"]
    stated = [row[list(COLUMNS).index("stated")].value for row in sheet.iter_rows(min_row=4)]
    assert stated[0] == "Partly reached (documented channel; barrier: technical)"


def test_a_remark_is_added_to_the_note_of_its_source(tmp_path: Path) -> None:
    form = read(tmp_path, {(HELPLINE, "sex"): {"remark": "Kept since 2020."}})
    assert "note: (blank) -> Kept since 2020." in changes_of(known(), form)
    assert "note: Old. -> Old. Kept since 2020." in changes_of(known(note="Old."), form)


def test_a_short_remark_is_not_lost_in_a_note_that_has_its_words(tmp_path: Path) -> None:
    form = read(tmp_path, {(HELPLINE, "sex"): {"remark": "no"}})
    assert "note: There is no log. -> There is no log. no" in changes_of(known(note="There is no log."), form)


def test_interviews_of_a_year_are_one_reference_and_of_two_years_two(tmp_path: Path) -> None:
    form = read(tmp_path, {(HELPLINE, "sex"): {"answer": "no"}})
    other = read_form(filled(tmp_path / "other.xlsx", {(HELPLINE, "family"): {"answer": "no"}}))
    later = read_form(filled(tmp_path / "later.xlsx", {(HELPLINE, "family"): {"answer": "no"}}, year=2028))
    same, apart = changes_of(known(), form, other), changes_of(known(), form, later)
    assert "reference_ids: (blank) -> LV-R002" in same
    assert "reference_ids: (blank) -> LV-R002;LV-R003" in apart
    assert "title: (blank) -> [Interview, Latvia, 2028]" in apart


def test_the_interview_of_an_earlier_form_is_the_same_reference(tmp_path: Path) -> None:
    first = read(tmp_path, {(HELPLINE, "sex"): {"answer": "no"}})
    answered = with_answers(known(), fitting_answers(known(), [first]).answers)
    second = read(tmp_path, {(HELPLINE, "family"): {"answer": "no"}})
    assert changes_of(answered, second) == ["family: not_asked -> no"]


def test_the_interview_is_a_reference_of_every_source_that_was_spoken_of_and_of_no_other(tmp_path: Path) -> None:
    tables = known()
    form = read(tmp_path, {(HELPLINE, "sex"): {"answer": "unknown"}})
    sources = with_answers(tables, fitting_answers(tables, [form]).answers)["sources"]
    assert sources.set_index("source_id")["reference_ids"].to_dict() == {"LV-01": "LV-R001", HELPLINE: "LV-R002"}


def test_rows_may_be_moved_and_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    path = filled(tmp_path / "form.xlsx", {(HELPLINE, "sex"): {"answer": "no"}})
    book = openpyxl.load_workbook(path)
    rows = [[str(cell.value or "") for cell in row][::-1] for row in book["Questions"].iter_rows()]
    del book["Questions"]
    sheet = book.create_sheet("Questions")
    for row in [rows[0], *rows[:0:-1]]:
        sheet.append(row)
    book.save(path)
    form = read_form(path)
    assert form.problems == ()
    assert "sex: not_asked -> no" in changes_of(known(), form)


def test_tables_stay_as_they_were(tmp_path: Path) -> None:
    before = {name: table.copy() for name, table in known().items()}
    after = known()
    answers = {(HELPLINE, "reached"): {"answer": "no", "remark": "Never."}}
    with_answers(after, fitting_answers(after, [read(tmp_path, answers)]).answers)
    for name, table in before.items():
        pd.testing.assert_frame_equal(after[name], table)


def test_the_list_asks_every_question_with_its_references_and_room_for_the_answer() -> None:
    asked = open_questions(latvia(), state="LV")
    made = listed_questions(latvia(), "LV", asked)
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


def test_the_list_is_a_word_file_with_every_question() -> None:
    asked = open_questions(latvia(), state="LV")
    content = question_bytes(latvia(), "LV", asked, QuestionFormat.DOCX)
    rows = [row for table in docx.Document(BytesIO(content)).tables for row in table.rows[1:]]
    assert [row.cells[0].text for row in rows] == asked["order"].astype("str").tolist()


def test_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="xlsx, docx, pdf, html; found 'odt'"):
        question_format("odt")
