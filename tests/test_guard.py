"""Files that are no workbook, or one that must not be opened: each is refused with one problem that says what to do."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from impt_analysis.errors import WorkbookError, rendered
from impt_analysis.workbook import guard, ordinary_sheet, package_parts, plain_xml, reader, shared_strings
from impt_analysis.workbook.guard import guarded_bytes
from impt_analysis.workbook.reader import read_workbook
from impt_analysis.workbook.refusal import RefusedError
from tests.packages import (
    BOOK,
    MAIN,
    OFFICE,
    SHEET,
    STRINGS,
    STYLES,
    book,
    changed,
    links,
    parts,
    refusal,
    sheets_of,
    strings,
    worksheet,
    zipped,
)

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
GOOD = zipped(parts(ONE))
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
STRICT = "http://purl.oclc.org/ooxml"


def code(folder: Path, data: bytes) -> str:
    return refusal(folder, data).code


def without(name: str) -> bytes:
    made = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts=strings("<t>a</t>"))
    return zipped({key: content for key, content in made.items() if key != name})


def with_part(name: str, content: str | bytes) -> bytes:
    return zipped({**parts(ONE, texts=strings("<t>a</t>")), name: content})


def ole2(*streams: str) -> bytes:
    return guard.OLE2 + bytes(504) + b"".join(stream.encode("utf-16-le") + bytes(40) for stream in streams)


ODS = f"{package_parts.OPENDOCUMENT}.spreadsheet"
XLSB = with_part("_rels/.rels", links(officeDocument="xl/workbook.bin"))
WORD = with_part(BOOK, '<w:document xmlns:w="urn:word"/>')


def test_a_good_workbook_is_read(tmp_path: Path) -> None:
    (sheet,) = sheets_of(tmp_path, GOOD)
    assert sheet.rows == [[1.0]]


@pytest.mark.parametrize(
    ("data", "expected", "found"),
    [
        (b"", "empty-file", "a file of 0 bytes"),
        (b"source_id,name\nLV-01,Register\n", "not-a-workbook", "a text file, such as csv"),
        ("source_id;name".encode("utf-16"), "not-a-workbook", "a text file, such as csv"),
        (b"<html><table></table></html>", "not-a-workbook", "a web page"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?><Workbook/>", "not-a-workbook", "an XML document"),
        (b"%PDF-1.7", "not-a-workbook", "a PDF document"),
        (bytes(range(256)), "not-a-workbook", "a file of an unknown kind"),
        (ole2("EncryptionInfo", "EncryptedPackage"), "password-protected", "an encrypted workbook"),
        (ole2("Workbook"), "old-excel-file", "an Excel 97-2003 workbook (.xls)"),
        (ole2("Book"), "old-excel-file", "an Excel 97-2003 workbook (.xls)"),
        (ole2("WordDocument"), "not-a-workbook", "another document of an old Office program"),
        (zipped({"holiday.jpg": b"x"}), "not-a-workbook", "a zip archive of other files"),
        (zipped({"mimetype": ODS}), "opendocument-file", "an OpenDocument file (.ods)"),
        (XLSB, "binary-excel-file", "an Excel binary workbook (.xlsb)"),
        (WORD, "not-a-workbook", "an Office document of another kind, such as Word"),
    ],
)
def test_another_kind_of_file_is_named_by_what_it_is(tmp_path: Path, data: bytes, expected: str, found: str) -> None:
    problem = refusal(tmp_path, data)
    assert (problem.code, problem.found) == (expected, found)


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["not-a-file"]


def test_a_device_is_never_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(tmp_path / "latvia.xlsx")
    with pytest.raises(RefusedError, match="not-a-file"):
        guarded_bytes(tmp_path / "latvia.xlsx")


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (PermissionError(13, "denied"), "no permission to open the file, or another program holds it"),
        (FileNotFoundError(2, "gone"), "no such file"),
        (OSError(5, "disk"), "a file that the system cannot open"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, found: str
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise error

    path = tmp_path / "latvia.xlsx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert [(problem.code, problem.found) for problem in caught.value.problems] == [("file-not-readable", found)]


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "latvia.xlsx"
    with path.open("wb") as file:
        file.truncate(guard.LARGEST_FILE + 1)
    with pytest.raises(RefusedError, match="file-too-large"):
        guarded_bytes(path)


@pytest.mark.parametrize("kept", [4, 30, 200, len(GOOD) // 2, len(GOOD) - 1])
def test_a_file_that_was_cut_off_is_damaged(tmp_path: Path, kept: int) -> None:
    assert code(tmp_path, GOOD[:kept]) == "damaged-file"


def test_a_checksum_that_does_not_fit_is_damage(tmp_path: Path) -> None:
    checksum = zipfile.ZipFile(BytesIO(GOOD)).getinfo(SHEET).CRC.to_bytes(4, "little")
    assert code(tmp_path, GOOD.replace(checksum, b"abcd")) == "damaged-file"


def test_an_archive_that_understates_its_size_is_damage(tmp_path: Path) -> None:
    size = zipfile.ZipFile(BytesIO(GOOD)).getinfo(SHEET).file_size.to_bytes(4, "little")
    assert code(tmp_path, GOOD.replace(size, (9).to_bytes(4, "little"))) == "damaged-file"


def test_an_archive_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in parts(ONE).items():
            archive.writestr(name, content)
    assert code(tmp_path, target.getvalue()) == "damaged-file"


def test_an_encrypted_archive_is_password_protected(tmp_path: Path) -> None:
    at = GOOD.index(b"PK\x01\x02")
    flagged = bytearray(GOOD)
    while at >= 0:
        flagged[at + 8] |= 1
        at = GOOD.find(b"PK\x01\x02", at + 4)
    assert code(tmp_path, bytes(flagged)) == "password-protected"


@pytest.mark.parametrize(
    "data",
    [
        with_part("_rels/.rels", links(officeDocument=BOOK).replace(OFFICE, f"{STRICT}/officeDocument/relationships")),
        with_part(BOOK, f'<workbook xmlns="{STRICT}/spreadsheetml/main"/>'),
    ],
)
def test_strict_open_xml_is_refused(tmp_path: Path, data: bytes) -> None:
    assert code(tmp_path, data) == "strict-workbook"


@pytest.mark.parametrize("name", ["_rels/.rels", BOOK, "xl/_rels/workbook.xml.rels", SHEET, STRINGS])
def test_a_part_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    problem = refusal(tmp_path, without(name))
    assert (problem.code, problem.expected) == ("missing-part", f"a workbook with {name}")


def test_a_sheet_without_a_part_is_named(tmp_path: Path) -> None:
    problem = refusal(tmp_path, with_part("xl/_rels/workbook.xml.rels", links()))
    assert (problem.code, problem.found) == ("missing-part", "no part for the sheet Items")


def test_a_sheet_that_lies_outside_the_file_is_not_fetched(tmp_path: Path) -> None:
    away = links(worksheet="https://example.org/sheet.xml").replace("Id=", 'TargetMode="External" Id=')
    assert code(tmp_path, with_part("xl/_rels/workbook.xml.rels", away)) == "missing-part"


def test_backslashes_in_part_names_are_refused(tmp_path: Path) -> None:
    problem = refusal(tmp_path, zipped({name.replace("/", "\\"): content for name, content in parts(ONE).items()}))
    assert (problem.code, problem.found) == ("part-names", "_rels\\\\.rels")


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), f"/{SHEET}"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(tmp_path: Path, name: str) -> None:
    assert code(tmp_path, zipped([*parts(ONE).items(), (name, worksheet(ONE))])) == "part-names"


@pytest.mark.parametrize("name", [BOOK, SHEET, STRINGS, "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_part_in_another_encoding_is_refused(tmp_path: Path, name: str, encoding: str) -> None:
    content = str(parts(ONE, texts=strings("<t>a</t>"))[name])
    assert code(tmp_path, with_part(name, content.encode(encoding))) == "part-encoding"


def test_a_part_that_declares_another_encoding_or_is_no_text_is_refused(tmp_path: Path) -> None:
    declared = worksheet(ONE).replace('"1.0"', '"1.0" encoding="windows-1257"')
    assert code(tmp_path, with_part(SHEET, declared)) == "part-encoding"
    assert code(tmp_path, with_part(SHEET, worksheet(ONE).encode() + b"\xff")) == "part-encoding"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (sheet,) = sheets_of(tmp_path, with_part(SHEET, worksheet(ONE).encode("utf-8-sig")))
    assert sheet.rows == [[1.0]]


@pytest.mark.parametrize("name", [BOOK, SHEET, STRINGS, "_rels/.rels"])
def test_a_document_type_is_refused_before_an_entity_is_expanded(tmp_path: Path, name: str) -> None:
    content = str(parts(ONE, texts=strings("<t>&b;</t>"))[name])
    assert code(tmp_path, with_part(name, content.replace('<?xml version="1.0"?>', BOMB))) == "document-type"


@pytest.mark.parametrize("name", [BOOK, STRINGS, STYLES, "_rels/.rels"])
@pytest.mark.parametrize("content", ["", "words", "<a>", "<a/><a/>", '<sst xmlns="urn:other">&nbsp;</sst>'])
def test_a_part_that_is_no_xml_is_damaged(tmp_path: Path, name: str, content: str) -> None:
    made = parts(ONE, texts=strings("<t>a</t>"), formats="<styleSheet/>")
    assert code(tmp_path, zipped({**made, name: content})) == "damaged-part"


def test_a_sheet_that_is_damaged_is_named(tmp_path: Path) -> None:
    for content in ("", worksheet("<row>"), "<other/>", worksheet(ONE)[:-5], worksheet(ONE.replace(">1<", ">&nbsp;<"))):
        problem = refusal(tmp_path, with_part(SHEET, content))
        assert (problem.sheet, problem.code) == ("Items", "damaged-part")


def test_an_archive_that_unpacks_to_very_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    much = zipped({**parts(ONE), SHEET: worksheet(" " * (package_parts.LARGEST_CONTENT + 1))})
    assert len(much) < 100_000
    assert code(tmp_path, much) == "too-much-content"


def test_sheets_that_unpack_to_very_much_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_CONTENT", len(worksheet(ONE)) * 5)
    listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="worksheet"/>' for number in range(6))
    many = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    assert code(tmp_path, zipped({**parts(ONE), BOOK: many})) == "too-much-content"


def test_very_many_sheets_are_refused(tmp_path: Path) -> None:
    listed = '<sheet name="a" sheetId="1" r:id="worksheet"/>' * 501
    many = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    assert code(tmp_path, zipped({**parts(ONE), BOOK: many})) == "too-much-content"


def test_very_many_parts_are_refused(tmp_path: Path) -> None:
    assert code(tmp_path, GOOD + package_parts.ENTRY * package_parts.MOST_PARTS) == "too-much-content"


def test_very_many_tags_are_not_read_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_xml, "MOST_TAGS", 50)
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 20))
    assert len(sheets_of(tmp_path, zipped(parts(rows)))[0].rows) == 19
    problem = refusal(tmp_path, zipped(parts(rows + "<!-- -->")))
    assert (problem.sheet, problem.code) == ("Items", "too-much-content")


def test_very_many_shared_texts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_strings, "MOST_STRINGS", 3)
    texts = [strings(*["<t>a</t>"] * count) for count in (3, 4)]
    assert sheets_of(tmp_path, zipped(parts(ONE, texts=texts[0])))[0].rows == [[1.0]]
    assert code(tmp_path, zipped(parts(ONE, texts=texts[1]))) == "too-much-content"


FAR = [
    '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>',
    '<c r="A1"><v>1</v></c></row><row r="200000"><c r="ZZ200000"><v>1</v></c>',
    '<c r="A1"><v>1</v></c></row><row r="200000"><c r="zz200000"><v>1</v></c>',
    '<c r="A1"><v>1</v></c><c r="ZZ200000"><v>1</v></c>',
    '<c r="A1"><v>1</v></c></row><row r="200000"><c r="ZZ200000" t="str"><f>1</f><v>1</v></c>',
    '<c><v>1</v></c></row><row r="200000"><c r="ZZ200000"><v>1</v></c>',
    "<c><v>1</v></c></row><row/><row r='200000'><c r='ZZ200000'><v>1</v></c>",
    '<c r="A1"><v>1</v></c></row>' + "<row/>" * 200_000 + '<row><c r="ZZ200001"><v>1</v></c>',
]


@pytest.mark.parametrize("cells", FAR, ids=range(len(FAR)))
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_that_lie_too_far_apart_are_refused_however_they_are_written(
    tmp_path: Path, cells: str, prefix: str
) -> None:
    sheet = worksheet(f'<row r="1">{cells}</row>')
    if prefix:
        sheet = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    problem = refusal(tmp_path, with_part(SHEET, sheet))
    assert (problem.sheet, problem.code) == ("Items", "sheet-too-large")


def test_rows_without_coordinates_are_counted(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c></row>" * 2_100 + f"<row>{'<c/>' * 999}<c><v>1</v></c></row>"
    assert code(tmp_path, zipped(parts(rows))) == "sheet-too-large"


@pytest.mark.parametrize(
    "place", ["A0", "A1048577", "XFE1", "ZZZZ1", "$A$1", "A1:B2", "1", "", "A99999999999999999999"]
)
def test_an_address_that_no_sheet_has_is_damage(tmp_path: Path, place: str) -> None:
    problem = refusal(tmp_path, zipped(parts(f'<row r="1"><c r="{place}"><v>1</v></c></row>')))
    assert (problem.sheet, problem.code) == ("Items", "damaged-part")


@pytest.mark.parametrize("number", ["0", "-1", "1048577", "1e3", "99999999999999999999999", "x"])
def test_a_row_that_no_sheet_has_is_damage(tmp_path: Path, number: str) -> None:
    assert code(tmp_path, zipped(parts(f'<row r="{number}"><c><v>1</v></c></row>'))) == "damaged-part"


def test_a_cell_that_stands_twice_is_damage(tmp_path: Path) -> None:
    problem = refusal(tmp_path, zipped(parts('<row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row>')))
    assert (problem.sheet, problem.cell, problem.code) == ("Items", "B2", "damaged-part")


def test_a_declared_range_that_is_huge_does_no_harm(tmp_path: Path) -> None:
    far = worksheet(ONE, before='<dimension ref="A1:XFD1048576"/>')
    assert sheets_of(tmp_path, with_part(SHEET, far))[0].rows == [[1.0]]


def test_formatted_blank_cells_far_out_do_no_harm(tmp_path: Path) -> None:
    blank = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert sheets_of(tmp_path, zipped(parts(blank)))[0].rows == [[1.0]]


def test_a_long_text_shown_by_very_many_cells_is_refused(tmp_path: Path) -> None:
    text = "a" * 200_000
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 12_001))
    problem = refusal(tmp_path, zipped(parts(rows, texts=strings(f"<t>{text}</t>"))))
    assert (problem.code, problem.found) == ("too-much-text", "2400 million characters")


def test_a_long_text_shown_once_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_strings, "MOST_TEXT", 3_000)
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>1</v></c></row>'
    texts = strings(f"<t>{'a' * 2_000}</t>", "<t>b</t>")
    assert [len(text) for text in sheets_of(tmp_path, zipped(parts(rows, texts=texts)))[0].rows[0]] == [2_000, 1, 1]


def test_a_shared_text_that_does_not_exist_is_one_problem(tmp_path: Path) -> None:
    for more in ({}, {"texts": strings("<t>a</t>")}):
        rows = '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'
        assert code(tmp_path, zipped(parts(rows, **more))) == "unreadable-workbook"


def test_a_panic_of_the_fast_reader_is_one_problem_and_an_interruption_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        error: type[BaseException]

        @classmethod
        def from_filelike(cls, _: object) -> None:
            raise cls.error

    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    monkeypatch.setattr(reader, "CalamineWorkbook", Broken)
    monkeypatch.setattr(Broken, "error", panic, raising=False)
    assert code(tmp_path, GOOD) == "unreadable-workbook"
    monkeypatch.setattr(Broken, "error", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        sheets_of(tmp_path, GOOD)


def test_an_ordinary_sheet_is_known_by_its_pattern() -> None:
    assert ordinary_sheet.ordinary_body(worksheet(ONE).encode()) is not None
    assert ordinary_sheet.ordinary_body(worksheet(ONE.replace("<v>", "<f>1</f><v>")).encode()) is None


def test_macros_and_links_to_other_files_are_left_alone(tmp_path: Path) -> None:
    data = book(lambda workbook: workbook.active.append(["a"]))
    more = changed(data, "docProps/app.xml", lambda _: b"not xml at all")
    assert sheets_of(tmp_path, more)[0].rows == [["a"]]


def test_a_refusal_says_what_to_do(tmp_path: Path) -> None:
    problem = refusal(tmp_path, ole2("EncryptedPackage"))
    said = [
        f'error    {problem.file}: found "an encrypted workbook"; right would be a workbook without a password.',
        f"         To mend: {problem.mend} [password-protected]",
    ]
    assert rendered([problem]).splitlines()[1:3] == said
    assert problem.mend.startswith("Open it in Excel with its password")
