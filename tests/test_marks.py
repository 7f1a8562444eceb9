"""Marked copies: what is put into a sender's workbook, and that nothing else changes in it."""

from __future__ import annotations

import re
import subprocess
import warnings
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment

from impt_analysis.errors import Problem
from impt_analysis.schema import PROBLEM_SHEET, PROBLEM_SHEET_TITLE
from impt_analysis.workbook.cells import SheetCells
from impt_analysis.workbook.marks import NotMarkableError, is_problem_sheet, marked_copy, problem_list
from impt_analysis.workbook.marks.comment_boxes import grown_anchor, new_anchor
from impt_analysis.workbook.marks.elements import tree
from impt_analysis.workbook.marks.grid import Grid
from impt_analysis.workbook.marks.palette import FILLS
from tests.packages import LINKS, MAIN, OFFICE, book, changed, sheets_of, worksheet, zipped
from tests.senders import (
    BOX_OF_B2,
    BOX_OF_D3,
    BOXES,
    BUTTON,
    COMMENTS,
    ITEMS,
    KEPT,
    OTHER,
    sent,
    sent_bytes,
)
from tests.shipped_data import NOVEMBER

WORKBOOKS = sorted(NOVEMBER.glob("*.xlsx"))
ERROR, WARNING, INFO = (f"FF{colour}" for colour in FILLS.values())


def error(sheet: str = "Items", cell: str = "", found: str = "") -> Problem:
    return Problem.of("not-a-number", file="latvia.xlsx", sheet=sheet, cell=cell, found=found)


def warning(cell: str) -> Problem:
    return Problem.of("generally-known-only", file="latvia.xlsx", sheet="Items", cell=cell)


def info(cell: str) -> Problem:
    return Problem.of("unchecked-source", file="latvia.xlsx", sheet="Items", cell=cell)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def items_with(*problems: Problem, data: bytes | None = None) -> str:
    """The XML of the sheet Items after these problems are marked."""
    return parts_of(marked_copy(data or sent_bytes(), problems))[ITEMS].decode()


def loaded(data: bytes) -> Workbook:
    """The workbook as openpyxl reads it; that it will lose what it does not know is no news here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*extension is not supported")
        return load_workbook(BytesIO(data))


def cell(data: bytes, place: str, sheet: str = "Items") -> Cell:
    found = loaded(data)[sheet][place]
    assert isinstance(found, Cell)
    return found


def look(found: Cell) -> list[str]:
    """The fill of a cell, and the rest of its formatting."""
    parts = ("fill", "font", "border", "alignment", "protection", "number_format")
    return [repr(getattr(found, name)) for name in parts]


def comment(data: bytes, place: str, sheet: str = "Items") -> str:
    found = cell(data, place, sheet).comment
    return found.text if found else ""


def listed(data: bytes, name: str = PROBLEM_SHEET) -> list[list[object]]:
    """The lines of the sheet of problems."""
    return [list(row) for row in loaded(data)[name].iter_rows(min_row=5, max_col=9, values_only=True)]


def test_parts_without_a_mark_keep_their_bytes_and_order() -> None:
    before, after = parts_of(sent_bytes()), parts_of(marked_copy(sent_bytes(), [error(cell="A3"), error(cell="E9")]))
    assert list(after)[: len(before)] == list(before)
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        ITEMS,
        BOXES,
        COMMENTS,
        "xl/styles.xml",
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}


def test_only_marked_cells_change_in_a_sheet() -> None:
    before, after = str(sent()[ITEMS]), items_with(error(cell="C2"))
    assert after == before.replace('<c r="C2" s="1">', '<c r="C2" s="4">')


def test_what_openpyxl_would_lose_stays_in_a_sheet_with_marks() -> None:
    after = items_with(error(cell="B2"), error(cell="A9"), error(cell="F1"))
    assert [kept for kept in KEPT if kept not in after] == []


def test_formulas_keep_their_stored_results(tmp_path: Path) -> None:
    items = sheets_of(tmp_path, marked_copy(sent_bytes(), [error(cell="C3"), error(cell="D3")]))[0]
    assert items.rows[-1][-1] == "a"
    assert '<c r="C3" s="4"><f>C2*2</f><v>6</v></c>' in items_with(error(cell="C3"))


@pytest.mark.parametrize(
    ("place", "made"),
    [
        ("A2", '<row r="2" spans="1:4"><c r="A2" s="4"/><c r="B2" s="3"/>'),
        ("B3", '<v>1</v></c><c r="B3" s="4"/><c r="C3"'),
        ("G2", '<row r="2" spans="1:7"><c r="B2" s="3"/><c r="C2" s="1"><v>3</v></c><c r="G2" s="4"/></row>'),
        ("B5", '</row><row r="5"><c r="B5" s="4"/></row></sheetData>'),
    ],
)
def test_a_blank_cell_is_put_in_where_it_belongs(place: str, made: str) -> None:
    assert made in items_with(error(cell=place))


def test_a_row_is_put_in_between_others() -> None:
    data = sent_bytes(items=worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="9"/>'))
    made = items_with(error(cell="C4"), error(cell="B4"), error(cell="B9"), data=data)
    assert '</row><row r="4"><c r="B4" s="4"/><c r="C4" s="4"/></row><row r="9"><c r="B9" s="4"/></row>' in made


def test_a_sheet_without_rows_gets_them() -> None:
    data = sent_bytes(items=worksheet("").replace("<sheetData></sheetData>", "<sheetData />"))
    made = items_with(error(cell="B2"), error(cell="A1"), data=data)
    assert '<sheetData ><row r="1"><c r="A1" s="4"/></row><row r="2"><c r="B2" s="4"/></row></sheetData>' in made


def test_cells_without_an_address_follow_the_one_before() -> None:
    data = sent_bytes(items=worksheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    made = items_with(error(cell="B1"), error(cell="A2"), data=data)
    assert '<row><c><v>1</v></c><c s="4"><v>2</v></c></row><row><c s="4"><v>3</v></c></row>' in made


def test_a_sheet_with_prefixes_gets_marks_with_prefixes(tmp_path: Path) -> None:
    made = marked_copy(sent_bytes(), [error("Other", "A1"), error("Other", "C2")])
    part = parts_of(made)[OTHER].decode()
    assert '<x:c r="A1" s="4" t="inlineStr"><x:is><x:t><![CDATA[a <b>]]></x:t></x:is></x:c>' in part
    assert '<x:row r="2"><x:c r="C2" s="4"/></x:row>' in part
    assert f'<x:legacyDrawing xmlns:r="{OFFICE}" r:id="rId2"/></x:worksheet>' in part
    assert "not-a-number" in comment(made, "C2", "Other")
    assert sheets_of(tmp_path, made)[1].rows == [["a <b>"]]


def test_a_marked_cell_keeps_its_other_formatting() -> None:
    made, plain = cell(marked_copy(sent_bytes(), [error(cell="B2")]), "B2"), cell(sent_bytes(), "B2")
    assert made.fill.fgColor.rgb == ERROR
    assert look(made)[1:] == look(plain)[1:]


def test_a_blank_cell_keeps_the_format_of_its_column() -> None:
    made = cell(marked_copy(sent_bytes(), [error(cell="E9")]), "E9")
    assert (made.is_date, made.border.left.style, made.fill.fgColor.rgb) == (True, "thin", ERROR)


def test_white_letters_become_black_because_they_stand_on_a_light_colour() -> None:
    made = cell(marked_copy(sent_bytes(), [warning("A1")]), "A1")
    assert (made.font.color.rgb, made.font.b, made.fill.fgColor.rgb) == ("FF000000", True, WARNING)


def test_each_severity_has_its_colour_and_the_worst_counts() -> None:
    made = marked_copy(sent_bytes(), [info("A2"), warning("B3"), info("B3"), error(cell="A3"), info("A3")])
    assert [cell(made, place).fill.fgColor.rgb for place in ("A2", "B3", "A3")] == [INFO, WARNING, ERROR]


def test_problems_of_one_cell_share_a_comment() -> None:
    text = comment(marked_copy(sent_bytes(), [error(cell="A3", found="many"), warning("A3")]), "A3")
    assert text.startswith(
        "[impt check]\nError: A number cannot be read (not-a-number)\nFound: many\nRight would be: a "
    )
    assert "\n\nWarning: A source rests on no reference (generally-known-only)\nFound: (blank)\n" in text


def test_comments_name_no_person() -> None:
    made = cell(marked_copy(sent_bytes(), [error(cell="A3")]), "A3").comment
    assert made is not None
    assert made.author == "impt_analysis"


@pytest.mark.parametrize(("place", "words"), [("B2", "Office: we have asked"), ("D3", "plain & short")])
def test_a_comment_of_the_sender_stays_above_the_mark(place: str, words: str) -> None:
    made = marked_copy(sent_bytes(), [error(cell=place)])
    assert comment(made, place).startswith(f"{words}\n\n[impt check]\nError")
    assert cell(made, place).comment.author == "An office"  # type: ignore[union-attr]


def test_a_sender_s_box_grows_downwards_for_a_mark_and_keeps_its_place_and_width() -> None:
    boxes = parts_of(marked_copy(sent_bytes(), [error(cell="B2"), error(cell="D3")]))[BOXES].decode()
    grown = re.sub(r"4, 31, 4, 1<", r"4, 31, [0-9]+, [0-9]+<", re.escape(BOX_OF_B2).replace(r"\ ", " "))
    assert BOX_OF_B2 not in boxes
    assert re.search(grown, boxes)
    assert BOX_OF_D3 in boxes


def test_a_new_comment_has_a_box_and_other_shapes_stay() -> None:
    boxes = parts_of(marked_copy(sent_bytes(), [error(cell="A3")]))[BOXES].decode()
    assert [kept for kept in (BOX_OF_B2, BOX_OF_D3, BUTTON) if kept not in boxes] == []
    assert boxes.count("_x0000_s1028") == 1
    assert "<x:Row>2</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>" in boxes


def test_a_conversation_stays_as_it_is_and_its_cell_is_coloured_and_listed() -> None:
    part = str(sent()[COMMENTS]).replace("An office", "tc={8E2B}")
    made = marked_copy(sent_bytes(comments=part), [error(cell="B2")])
    assert parts_of(made)[COMMENTS].decode() == part
    assert cell(made, "B2").fill.fgColor.rgb == ERROR
    assert listed(made)[0][2] == "B2"


def test_a_problem_inside_a_merged_area_is_marked_where_the_area_is_shown() -> None:
    made = marked_copy(sent_bytes(), [error(cell="B8")])
    assert cell(made, "A7").fill.fgColor.rgb == ERROR
    assert "not-a-number" in comment(made, "A7")
    assert listed(made)[0][2] == "B8"


def hiding(rows: str = "", columns: str = "") -> bytes:
    """The workbook as a sender hides something in it: attributes of row 3, and entries of columns."""

    def hide(part: bytes) -> bytes:
        part = part.replace(b'<row r="3"', f'<row r="3"{rows}'.encode())
        return part.replace(b'<col min="5" max="5" width="9" style="1"/>', columns.encode())

    return changed(sent_bytes(), ITEMS, hide)


def hidden(data: bytes) -> tuple[list[int], list[str]]:
    """The hidden rows and columns of Items."""
    sheet = loaded(data)["Items"]
    across = [entry for entry in sheet.column_dimensions.values() if entry.hidden]
    return [number for number, row in sheet.row_dimensions.items() if row.hidden], [
        f"{entry.min}:{entry.max}" for entry in across
    ]


def test_a_hidden_row_and_column_with_a_problem_are_shown_and_the_list_says_so() -> None:
    data = hiding(' hidden="1"', '<col min="4" max="4" width="9" hidden="1" customWidth="1"/>')
    assert hidden(data) == ([3], ["4:4"])
    marked = marked_copy(data, [error(cell="D3"), error(cell="A3"), error(cell="D2"), error(cell="A2")])
    assert hidden(marked) == ([], [])
    told = {line[2]: str(line[4]).removeprefix("A number cannot be read") for line in listed(marked)}
    said = ". The {} was hidden in the workbook that was sent, and is shown here."
    assert told == {
        "D3": said.format("row and column"),
        "A3": said.format("row"),
        "D2": said.format("column"),
        "A2": "",
    }


@pytest.mark.parametrize(
    ("marked", "left"),
    [("F2", ["5:5", "7:9"]), ("E2", ["6:9"]), ("I2", ["5:8"]), ("J2", ["5:9"]), ("Q2", ["5:9"])],
)
def test_columns_that_are_hidden_together_are_parted_and_the_others_stay_hidden(marked: str, left: list[str]) -> None:
    data = hiding(columns='<col min="5" max="9" width="9" style="1" hidden="true" customWidth="1"></col>')
    after = marked_copy(data, [error(cell=marked)])
    assert hidden(after)[1] == left
    assert loaded(after)["Items"].column_dimensions["E"].width == 9


def test_a_hidden_row_without_a_problem_stays_hidden() -> None:
    assert hidden(marked_copy(hiding(' hidden="1"'), [error(cell="A2")]))[0] == [3]


def test_a_row_and_a_column_that_were_drawn_to_nothing_are_shown_too() -> None:
    data = hiding(' ht="0" customHeight="1"', '<col min="4" max="4" width="0" customWidth="1"/>')
    sheet = loaded(marked_copy(data, [error(cell="D3")]))["Items"]
    assert sheet.row_dimensions[3].height > 10
    assert sheet.column_dimensions["D"].width > 5


def test_a_blank_cell_in_a_hidden_row_gets_its_mark_and_is_shown() -> None:
    after = marked_copy(hiding(' hidden="1"'), [error(cell="K3")])
    assert hidden(after)[0] == []
    assert cell(after, "K3").fill.fgColor.rgb == ERROR


def test_every_problem_is_listed_and_leads_to_its_cell() -> None:
    problems = [error(cell="C3", found="=A1"), error("other", "A1"), error("Other"), error("Sources"), error("")]
    made = loaded(marked_copy(sent_bytes(), problems))[PROBLEM_SHEET]
    links = [made.cell(row, 3).hyperlink for row in range(5, 10)]
    assert [link.location if link else None for link in links] == [
        "'Items'!C3",
        "'Other'!A1",
        "'Other'!A1",
        None,
        None,
    ]
    assert [made.cell(5, column).value for column in (1, 2, 3, 6, 9)] == ["Error", "Items", "C3", "=A1", "not-a-number"]
    assert made["F5"].data_type == "s"
    assert made["A1"].value == PROBLEM_SHEET_TITLE


def test_a_quotation_mark_in_the_name_of_a_sheet_is_doubled_in_a_link() -> None:
    data = changed(sent_bytes(), "xl/workbook.xml", lambda part: part.replace(b"Other", b"Children's &amp; more"))
    made = loaded(marked_copy(data, [error("Children's & more", "A1")]))[PROBLEM_SHEET]
    assert made["C5"].hyperlink.location == "'Children''s & more'!A1"


def test_characters_that_xml_cannot_carry_are_written_by_their_number(tmp_path: Path) -> None:
    problem = replace(error(cell="A3"), found="a\x07<b>&\x1b")
    made = marked_copy(sent_bytes(), [problem])
    assert "a_x0007_&lt;b&gt;&amp;_x001B_" in parts_of(made)[COMMENTS].decode()
    assert sheets_of(tmp_path, made)[-1].rows[4][5] == "a\x07<b>&\x1b"


def test_a_sheet_of_the_sender_with_the_same_name_stays(tmp_path: Path) -> None:
    data = changed(sent_bytes(), "xl/workbook.xml", lambda part: part.replace(b"Other", b"problems"))
    made = marked_copy(data, [error(cell="A3")])
    assert [sheet.name for sheet in sheets_of(tmp_path, made)] == ["Items", "problems", "Problems (2)"]


def test_the_list_is_known_by_its_first_cell_whatever_its_name(tmp_path: Path) -> None:
    data = marked_copy(sent_bytes(), [error(cell="A3")])
    renamed = changed(data, "xl/workbook.xml", lambda part: part.replace(b'"Problems"', b'"Fehler"'))
    assert [is_problem_sheet(sheet) for sheet in sheets_of(tmp_path, renamed)] == [False, False, True]
    assert not is_problem_sheet(SheetCells(PROBLEM_SHEET, True, 1, 1, [["Our problems"]], (), ()))
    assert not is_problem_sheet(SheetCells(PROBLEM_SHEET, True, 1, 1, [], (), ()))


PROBLEMS = [error(cell="A1"), warning("B2"), info("D3"), error(cell="E9"), error("Other", "A1"), error("Other")]


def test_the_same_workbook_and_problems_give_the_same_bytes() -> None:
    assert marked_copy(sent_bytes(), PROBLEMS) == marked_copy(sent_bytes(), PROBLEMS)


def test_marked_twice_is_marked_once() -> None:
    once = marked_copy(sent_bytes(), PROBLEMS)
    assert marked_copy(once, PROBLEMS) == once


def test_marks_of_mended_cells_are_taken_off() -> None:
    mended = marked_copy(marked_copy(sent_bytes(), PROBLEMS), [info("A3")])
    assert (cell(mended, "E9").fill.fill_type, cell(mended, "E9").is_date) == (None, True)
    for place in ("A1", "B2", "C2", "D3"):
        assert look(cell(mended, place)) == look(cell(sent_bytes(), place))
    assert [comment(mended, place) for place in ("A1", "B2", "E9")] == ["", "Office: we have asked", ""]
    assert "unchecked-source" in comment(mended, "A3")
    assert len(listed(mended)) == 1
    assert parts_of(mended)[BOXES].count(b'"Note"') == 3


def test_other_problems_of_a_marked_cell_replace_its_mark() -> None:
    made = marked_copy(marked_copy(sent_bytes(), [error(cell="A3")]), [info("A3")])
    assert cell(made, "A3").fill.fgColor.rgb == INFO
    assert comment(made, "A3").count("[impt check]") == 1
    assert "not-a-number" not in comment(made, "A3")


def test_what_a_sender_wrote_into_the_comment_of_a_mark_stays() -> None:
    data = marked_copy(sent_bytes(), [error(cell="A3")])
    answered = changed(
        data, COMMENTS, lambda part: part.replace(b"[end of impt check]", b"[end of impt check]\nIt is so.")
    )
    assert comment(marked_copy(answered, []), "A3") == "\nIt is so."
    assert comment(marked_copy(answered, [error(cell="A3")]), "A3").startswith("\nIt is so.\n\n[impt check]\nError")


def test_a_mark_that_was_copied_to_another_cell_is_taken_off() -> None:
    data = marked_copy(sent_bytes(), [error(cell="C2")])
    copied = changed(data, ITEMS, lambda part: part.replace(b'<c r="A3" t="s">', b'<c r="A3" s="4" t="s">'))
    again = cell(marked_copy(copied, []), "A3")
    assert again.fill.fill_type is None
    assert again.is_date is cell(copied, "A3").is_date


def with_signatures(part: bytes) -> bytes:
    kind = f"{LINKS}/digital-signature/origin"
    return part.replace(b"</R", f'<Relationship Id="s" Type="{kind}" Target="sign/origin.sigs"/></R'.encode())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped({**sent(), "_xmlsignatures/origin.sigs": ""}), "signed"),
        (changed(sent_bytes(), "_rels/.rels", with_signatures), "signed"),
        (changed(sent_bytes(), ITEMS, lambda part: part.replace(b's="1"', b's="one"')), "cannot be opened"),
        (changed(sent_bytes(), ITEMS, lambda part: part.replace(b'Drawing r:id="rId2"', b"Drawing")), "no drawing"),
        (sent_bytes(workbook='<workbookProtection lockStructure="1"/>'), "structure of the workbook is protected"),
        (sent_bytes()[:900], "cannot be opened"),
        (changed(sent_bytes(), "xl/styles.xml", lambda _: f'<styleSheet xmlns="{MAIN}"/>'.encode()), "cell styles"),
        (changed(sent_bytes(), BOXES, lambda _: b"<xml"), "a drawing of comments"),
    ],
)
def test_a_workbook_that_marks_would_break_gets_none_and_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(NotMarkableError, match=why):
        marked_copy(data, [error(cell="A3")])


def test_protection_that_lets_sheets_be_added_is_no_obstacle() -> None:
    assert listed(marked_copy(sent_bytes(workbook="<workbookProtection/>"), [error(cell="A3")]))


def test_the_list_alone_is_a_workbook_that_says_why(tmp_path: Path) -> None:
    made = problem_list([error(cell="A3", found="=1+1")], "the workbook is signed")
    (sheet,) = sheets_of(tmp_path, made)
    assert sheet.rows[0][0] == PROBLEM_SHEET_TITLE
    assert "could not be marked: the workbook is signed." in str(sheet.rows[1][0])
    assert listed(made)[0][1:6] == ["Items", "A3", None, "A number cannot be read", "=1+1"]
    assert made == problem_list([error(cell="A3", found="=1+1")], "the workbook is signed")


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_the_cells_of_every_shipped_workbook_stay_equal(path: Path, tmp_path: Path) -> None:
    before = sheets_of(tmp_path, path.read_bytes())
    sheets = [sheet.name for sheet in before]
    places = ("A1", "B2", "C3", "F14", "AA40", "B60", "AC5")
    problems = [error(name, place, found=f"{name} {place}") for name in sheets for place in places]
    made = marked_copy(path.read_bytes(), problems)
    *after, problem_sheet = sheets_of(tmp_path, made)
    assert tuple(after) == before
    assert is_problem_sheet(problem_sheet)
    assert marked_copy(made, problems) == made
    workbook = loaded(made)
    marked = {(sheet.title, c.coordinate) for sheet in workbook for row in sheet for c in row if c.comment}
    assert marked == {(name, place) for name in sheets for place in places}


def test_there_are_workbooks_to_try_it_on() -> None:
    assert len(WORKBOOKS) >= 12


def test_a_workbook_of_openpyxl_with_a_comment_keeps_it() -> None:
    def fill(workbook: Workbook) -> None:
        workbook.worksheets[0].title = "Items"
        workbook.worksheets[0]["B2"] = 1
        workbook.worksheets[0]["B2"].comment = Comment("We asked.", "An office", height=50, width=200)

    data = book(fill)
    made = marked_copy(data, [error(cell="B2"), error(cell="C3")])
    assert comment(made, "B2").startswith("We asked.\n\n[impt check]")
    assert comment(made, "C3").startswith("[impt check]")
    boxes = "xl/drawings/commentsDrawing1.vml"
    assert parts_of(made)[boxes].startswith(parts_of(data)[boxes].removesuffix(b"</xml>"))


PLACES = st.builds("{}{}".format, st.sampled_from("ABCDEFG"), st.integers(1, 9))


@given(st.lists(PLACES, max_size=8))
def test_rows_and_cells_stand_in_order_wherever_marks_are_put(places: list[str]) -> None:
    part = items_with(*(error(cell=place) for place in places)).encode()
    data = tree(part, "sheet").first("sheetData")
    assert data is not None
    rows = [int(row.attributes["r"]) for row in data.each("row")]
    assert all(one < next_one for one, next_one in pairwise(rows))
    for row in data.each("row"):
        cells = [entry.attributes["r"] for entry in row.each("c")]
        assert cells == sorted(set(cells))


GRID = Grid(columns=((2, 3, 100),), rows={2: 10, 3: 0}, usual_width=64, usual_height=20)


def test_a_box_spans_as_many_rows_as_its_text_needs() -> None:
    left, gap, top, above, right, _, bottom, _ = map(int, new_anchor(2, 1, "word " * 100, GRID).split(","))
    assert (left, gap, top, above) == (1, 12, 1, 2)
    assert (right, bottom > 8) == (5, True)


def test_a_box_that_is_large_enough_stays() -> None:
    assert grown_anchor("1, 12, 1, 2, 5, 0, 40, 0", "short", GRID) == "1, 12, 1, 2, 5, 0, 40, 0"
    assert grown_anchor("1, 2, 3", "short", GRID) == "1, 2, 3"


def converted(data: bytes, kind: str, folder: Path) -> Path:
    """Return the file that LibreOffice makes of a workbook."""
    (folder / "latvia.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "made", "latvia.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder / "made" / f"latvia.{kind.split(':')[0]}"


@pytest.mark.needs("soffice")
def test_libreoffice_shows_a_marked_copy(tmp_path: Path) -> None:
    made = converted(marked_copy(sent_bytes(), PROBLEMS), "pdf", tmp_path)
    assert made.read_bytes().startswith(b"%PDF")


@pytest.mark.needs("soffice")
def test_libreoffice_keeps_the_marks_and_a_further_check_replaces_them(tmp_path: Path) -> None:
    saved = converted(marked_copy(sent_bytes(), PROBLEMS), "xlsx:Calc MS Excel 2007 XML", tmp_path).read_bytes()
    assert comment(saved, "B2").startswith("Office: we have asked\n\n[impt check]\nWarning")
    assert cell(saved, "B2").fill.fgColor.rgb == WARNING
    again = marked_copy(saved, [error(cell="E9")])
    assert (comment(again, "B2"), cell(again, "B2").fill.fill_type) == ("Office: we have asked", None)
    assert (comment(again, "E9").count("[impt check]"), cell(again, "A1").font.color.rgb) == (1, "FFFFFFFF")
    assert len(loaded(again).sheetnames) == 3


def test_a_comment_names_ten_problems_and_says_how_many_more_there_are() -> None:
    made = loaded(marked_copy(sent_bytes(), [error(cell="A3", found=str(number)) for number in range(13)]))
    text = made["Items"]["A3"].comment.text
    assert [f"Found: {number}\n" in text for number in (0, 9, 10)] == [True, True, False]
    assert "3 more stand on the last sheet." in text
    assert len(list(made[PROBLEM_SHEET].iter_rows(min_row=5))) == 13


def test_errors_lead_the_list_of_problems() -> None:
    warning = Problem.of("repeated-row", file="latvia.xlsx", sheet="Items", cell="A2", first="1")
    made = loaded(marked_copy(sent_bytes(), [warning, error(cell="A3")]))[PROBLEM_SHEET]
    assert [made.cell(row, 1).value for row in (5, 6)] == ["Error", "Warning"]
