"""Workbooks made to take much memory or time, or made in ways that no program for spreadsheets uses."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from impt_analysis.errors import UsageError
from impt_analysis.inventory import check
from impt_analysis.workbook import ordinary_sheet, plain_xml, reader, shared_strings, sheet_body, unusual_sheet
from impt_analysis.workbook.folder import workbook_files
from tests.packages import (
    BOOK,
    LINKS,
    OFFICE,
    SHEET,
    STRINGS,
    links,
    parts,
    refusal,
    sheets_of,
    strings,
    styles,
    worksheet,
    zipped,
)
from tests.workbooks import cells, inventory, written

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHARED = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
LONG = "a" * (plain_xml.LONGEST_PIECE + 1)
BOOK_LINKS = "xl/_rels/workbook.xml.rels"
GOOD = zipped(parts(ONE))


def with_part(name: str, content: str | bytes, rows: str = ONE) -> bytes:
    return zipped({**parts(rows, texts=strings("<t>a</t>")), name: content})


def linked(target: str) -> bytes:
    """Return a workbook whose sheet is said to be there."""
    return with_part(BOOK_LINKS, links(worksheet=target))


class Forwards(BytesIO):
    """A file that cannot go back, as a pipe: the sizes of a part then stand behind it."""

    def seek(self, *_: int) -> int:
        """Refuse."""
        raise OSError


def packed(target: BytesIO, *, before: bytes = b"", force_zip64: bool = False) -> bytes:
    target.write(before)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(ONE).items():
            with archive.open(name, "w", force_zip64=force_zip64) as part:
                part.write(str(content).encode())
    return target.getvalue()


def test_small_files_are_never_slow_to_read_because_every_limit_is_near() -> None:
    """The largest workbook of a state has 331 kB unpacked, 4,446 cells, 69,000 characters and 5,900 tags."""
    assert reader.LARGEST_CONTENT <= 20_000_000
    assert sheet_body.MOST_CELLS <= 500_000
    assert shared_strings.MOST_TEXT <= 5_000_000
    assert plain_xml.MOST_TAGS <= 500_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (SHEET, worksheet(f'<row r="1" x="{LONG}"><c r="A1"><v>1</v></c></row>')),
        (SHEET, worksheet(f'<row r="1"><c r="A1"><v>{LONG}</v></c></row>')),
        (SHEET, worksheet(f'<row r="1"><c r="A1" t="e"><v>{LONG}</v></c></row>')),
        (SHEET, worksheet(ONE, after=f"<!--{LONG}-->")),
        (SHEET, worksheet(ONE).replace("?>", " " * len(LONG) + "?>")),
        (STRINGS, strings(f"<t>{LONG}</t>")),
        (BOOK, str(parts()[BOOK]).replace('"Items"', f'"{LONG}"')),
        (BOOK_LINKS, links(worksheet="../" * len(LONG))),
    ],
)
def test_a_piece_that_is_longer_than_any_cell_is_refused(tmp_path: Path, name: str, content: str) -> None:
    problem = refusal(tmp_path, with_part(name, content))
    assert (problem.code, problem.found) == (
        "too-much-content",
        f"more than 250,000 characters without a break in {name}",
    )


def test_a_text_put_together_from_many_pieces_is_refused(tmp_path: Path) -> None:
    runs = f"<r><t>{LONG[:200_000]}</t></r>" * 2
    inline = f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>'
    for data in (zipped(parts(inline)), with_part(STRINGS, strings(runs), SHARED)):
        assert refusal(tmp_path, data).code == "too-much-content"


def test_long_texts_in_the_cells_themselves_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_strings, "MOST_TEXT", 300)
    rows = [f'<row r="1"><c r="A1" t="str"><v>{"a" * length}</v></c></row>' for length in (300, 301)]
    assert len(sheets_of(tmp_path, zipped(parts(rows[0])))[0].rows[0][0]) == 300
    assert refusal(tmp_path, zipped(parts(rows[1]))).code == "too-much-text"


def test_a_long_namespace_is_refused_before_it_is_repeated(tmp_path: Path) -> None:
    many = f'<x:a xmlns:x="urn:{"u" * 300}" x:b="1" x:c="2"/>'
    assert refusal(tmp_path, with_part(SHEET, worksheet(f"<!-- -->{ONE}", after=many))).code == "damaged-part"


@pytest.mark.parametrize("rows", [ONE, f"<!-- -->{ONE}"])
def test_very_many_merged_areas_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str) -> None:
    for module in (ordinary_sheet, unusual_sheet):
        monkeypatch.setattr(module, "MOST_MERGED", 3)
    merged = [worksheet(rows, after='<mergeCell ref="B2:C3"/>' * count) for count in (3, 4)]
    assert len(sheets_of(tmp_path, with_part(SHEET, merged[0]))[0].merged) == 3
    assert refusal(tmp_path, with_part(SHEET, merged[1])).code == "too-much-content"


def test_a_part_that_unpacks_to_more_than_it_states_is_not_unpacked(tmp_path: Path) -> None:
    size = 100_000_000
    data = zipped({**parts(ONE), SHEET: worksheet(" " * (size - len(worksheet(""))))})
    tracemalloc.start()
    problem = refusal(tmp_path, data.replace(struct.pack("<I", size), struct.pack("<I", 1_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (problem.code, peak < 5_000_000) == ("damaged-file", True)


@pytest.mark.parametrize(
    "target",
    ["worksheets", "worksheets/", "", "/", "../../../etc/passwd", "file:///etc/passwd", "worksheets\\sheet1.xml"],
)
def test_a_sheet_that_is_no_part_of_the_file_is_missing(tmp_path: Path, target: str) -> None:
    problem = refusal(tmp_path, linked(target))
    assert problem.code == "missing-part"
    assert problem.found.startswith("no ")
    assert not problem.expected.endswith(" ")


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml"]
)
def test_a_sheet_is_found_by_any_way_that_leads_to_it(tmp_path: Path, target: str) -> None:
    assert sheets_of(tmp_path, linked(target))[0].rows == [[1.0]]


@pytest.mark.parametrize("target", ["workbook.xml", "_rels/workbook.xml.rels", "sharedStrings.xml"])
def test_a_part_that_refers_to_itself_or_to_no_sheet_is_damaged(tmp_path: Path, target: str) -> None:
    made = {**parts(ONE, texts=strings()), BOOK_LINKS: links(worksheet=target, sharedStrings="sharedStrings.xml")}
    assert refusal(tmp_path, zipped(made)).code == "damaged-part"
    assert refusal(tmp_path, with_part("_rels/.rels", links(officeDocument="_rels/.rels"))).code == "not-a-workbook"


def test_a_folder_in_the_archive_is_no_sheet_and_a_part_has_a_name(tmp_path: Path) -> None:
    made = {name: content for name, content in parts(ONE).items() if name != SHEET}
    assert refusal(tmp_path, zipped({**made, f"{SHEET}/": b""})).code == "missing-part"
    nameless = refusal(tmp_path, zipped({**parts(ONE), "": b"x"}))
    assert (nameless.code, nameless.found) == ("part-names", "a part without a name")


@pytest.mark.parametrize("title", ["", "a" * 256, "a&#10;b", "a&#x9b;31m"])
def test_a_sheet_has_a_name_that_can_be_shown(tmp_path: Path, title: str) -> None:
    problem = refusal(tmp_path, with_part(BOOK, str(parts()[BOOK]).replace('"Items"', f'"{title}"')))
    assert (problem.code, problem.found.startswith("a sheet that is called")) == ("damaged-part", True)


def test_archives_are_read_however_they_are_packed(tmp_path: Path) -> None:
    packings = {
        "plain": packed(BytesIO()),
        "sizes behind the parts": packed(Forwards()),
        "zip64": packed(BytesIO(), force_zip64=True),
        "something before": packed(BytesIO(), before=b"PK and other words"),
        "something behind": packed(BytesIO()) + b"a few words",
    }
    for name, data in packings.items():
        assert sheets_of(tmp_path, data)[0].rows == [[1.0]], name


def test_a_workbook_with_macros_is_read_without_them(tmp_path: Path) -> None:
    kind = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    data = zipped({**parts(ONE), "[Content_Types].xml": kind, "xl/vbaProject.bin": b"\xd0\xcf"})
    assert sheets_of(tmp_path, data)[0].rows == [[1.0]]


@pytest.mark.parametrize("style", ["-1", "", "7", "99999999999", "x"])
def test_a_style_that_does_not_exist_leaves_a_number_a_number(tmp_path: Path, style: str) -> None:
    rows = f'<row r="1"><c r="A1" s="{style}"><v>45000</v></c></row>'
    assert sheets_of(tmp_path, zipped(parts(rows, formats=styles(0, 14))))[0].rows == [[45000.0]]


@pytest.mark.parametrize("index", ["-1", "x", "1.5", "9" * 20])
def test_a_shared_text_has_a_number(tmp_path: Path, index: str) -> None:
    problem = refusal(tmp_path, zipped(parts(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')))
    assert (problem.cell, problem.code) == ("A1", "damaged-part")


@pytest.mark.parametrize("days", ["-5", "-0.5", "-1E+15", "2958466", "99999999"])
@pytest.mark.parametrize("properties", ["", '<workbookPr date1904="1"/>'])
def test_a_date_outside_the_calendar_stays_its_number(tmp_path: Path, days: str, properties: str) -> None:
    rows = f'<row r="1"><c r="A1" s="1"><v>{days}</v></c></row>'
    (sheet,) = sheets_of(tmp_path, zipped(parts(rows, formats=styles(0, 14), properties=properties)))
    assert sheet.rows == [[float(days)]]


def test_a_number_of_300_digits_is_a_number_and_one_of_400_a_finding(tmp_path: Path) -> None:
    rows = f'<row r="1"><c r="A1"><v>{"9" * 300}</v></c><c r="B1"><v>{"9" * 400}</v></c></row>'
    (sheet,) = sheets_of(tmp_path, zipped(parts(rows)))
    assert (sheet.rows, [found.kind for found in sheet.findings]) == ([[1e300]], ["error"])


def test_relationships_with_one_identifier_are_not_followed_twice(tmp_path: Path) -> None:
    twice = links(worksheet="worksheets/sheet1.xml").replace(
        "</Relationships>",
        f'<Relationship Id="worksheet" Type="{OFFICE}/worksheet" Target="other.xml"/></Relationships>',
    )
    assert LINKS in twice
    assert refusal(tmp_path, with_part(BOOK_LINKS, twice)).code == "missing-part"


def test_the_other_workbooks_of_a_folder_are_checked_all_the_same(tmp_path: Path) -> None:
    written(tmp_path, inventory(cells()), "LV")
    (tmp_path / "denmark.xlsx").write_bytes(b"source_id,name\n")
    (tmp_path / "~$denmark.xlsx").write_bytes(b"somebody")
    result = check(tmp_path)
    assert [(Path(p.file).name, p.code) for p in result.problems if p.severity == "error"] == [
        ("denmark.xlsx", "not-a-workbook")
    ]
    assert result.tables["about"]["state"].tolist() == ["LV"]


def test_a_lock_file_is_passed_over_also_in_a_list_of_files(tmp_path: Path) -> None:
    for name in ("denmark.xlsx", "~$denmark.xlsx"):
        (tmp_path / name).write_bytes(GOOD)
    assert workbook_files(tmp_path.iterdir()) == [tmp_path / "denmark.xlsx"]
    with pytest.raises(UsageError, match="lock file"):
        workbook_files([tmp_path / "~$denmark.xlsx"])


def test_no_spreadsheet_of_a_folder_is_passed_over_because_of_its_ending(tmp_path: Path) -> None:
    names = ["a.xls", "b.xlsb", "c.xlsm", "d.ods", "e.XLSX"]
    for name in (*names, "columns.md", ".hidden.xlsx"):
        (tmp_path / name).write_bytes(GOOD)
    assert [file.name for file in workbook_files([tmp_path])] == names


def test_a_link_that_leads_to_itself_is_one_problem(tmp_path: Path) -> None:
    written(tmp_path, inventory(cells()), "LV")
    (tmp_path / "loop.xlsx").symlink_to(tmp_path / "loop.xlsx")
    errors = [problem for problem in check(tmp_path).problems if problem.severity == "error"]
    assert [(Path(problem.file).name, problem.code) for problem in errors] == [("loop.xlsx", "file-not-readable")]
