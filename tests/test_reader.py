"""What comes out of a workbook: every value at its true place, and what the fast reader does not tell."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from impt_analysis.workbook import reader
from impt_analysis.workbook.cells import CellValue, Finding, SheetCells, address
from impt_analysis.workbook.reader import read_workbook
from tests.packages import (
    MAIN,
    SHEET,
    STRINGS,
    book,
    changed,
    parts,
    refusal,
    sheets_of,
    strings,
    styles,
    worksheet,
    zipped,
)

DATE, MOMENT, TIME, DURATION = 14, 22, 21, 46
"""Built-in number formats (ECMA-376, part 1, 18.8.30)."""

NOON = datetime.datetime.fromisoformat("2024-01-02T12:00:00")


def only(folder: Path, rows: str, **more: str) -> SheetCells:
    """Return the only sheet of a workbook with these rows."""
    (sheet,) = sheets_of(folder, zipped(parts(rows, **more)))
    return sheet


def row(*cells: str) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


def values(folder: Path, *cells: str, **more: str) -> list[CellValue]:
    """Return the values of a first row of these cells."""
    (line,) = only(folder, row(*cells), **more).rows
    return line


def prefixed(xml: str) -> str:
    """Return a part with a prefix before the name of every element."""
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


def written(table: list[list[object]]) -> bytes:
    def fill(workbook: Workbook) -> None:
        for line in table:
            workbook.active.append(line)

    return book(fill)


def test_values_of_every_kind_come_through(tmp_path: Path) -> None:
    table = [
        ["text", 2022, 1.5, True, False, datetime.date(2024, 1, 2)],
        [
            NOON,
            datetime.time(3, 4),
            datetime.timedelta(days=2, hours=1),
            -0.001,
            1e300,
            "",
        ],
    ]
    (sheet,) = sheets_of(tmp_path, written(table))
    assert sheet.rows == table
    assert [type(value) for value in sheet.rows[0]] == [str, float, float, bool, bool, datetime.date]


@pytest.mark.parametrize("first", [(1, 1), (4, 1), (4, 3), (1_048_576, 16_384)])
def test_a_table_may_begin_anywhere_and_its_addresses_are_true(tmp_path: Path, first: tuple[int, int]) -> None:
    (sheet,) = sheets_of(tmp_path, book(lambda workbook: workbook.active.cell(*first, "source_id")))
    assert (sheet.first_row, sheet.first_column, sheet.rows) == (*first, [["source_id"]])


def test_blank_cells_inside_a_table_are_empty_texts(tmp_path: Path) -> None:
    (sheet,) = sheets_of(tmp_path, written([[None, None], [None, "b", None, "d"], [None], ["a"]]))
    assert (sheet.first_row, sheet.first_column) == (2, 1)
    assert sheet.rows == [["", "b", "", "d"], ["", "", "", ""], ["a", "", "", ""]]


def test_a_sheet_without_values_has_no_rows(tmp_path: Path) -> None:
    assert [only(tmp_path, rows).rows for rows in ("", '<row r="3"/>', row('<c r="A1" s="0"/>'))] == [[], [], []]


@pytest.mark.parametrize("text", ["NA", "None", "null", "nan", "#N/A", "=1+1", "+1", "@x", "TRUE", "2024-01-02", " a "])
def test_texts_stay_what_they_are(tmp_path: Path, text: str) -> None:
    assert values(tmp_path, '<c r="A1" t="s"><v>0</v></c>', texts=strings(f'<t xml:space="preserve">{text}</t>')) == [
        text
    ]
    assert values(tmp_path, f'<c r="A1" t="str"><v>{text}</v></c>') == [text]


@pytest.mark.parametrize("written_as", ["_x000D_", "&#13;", "&#xD;"])
def test_characters_that_are_written_as_escapes_come_through(tmp_path: Path, written_as: str) -> None:
    said = f"a{written_as}b _x005F_x000D_ &lt;&amp;&#x1F600;\N{CHIPMUNK}"
    meant = "a\rb _x000D_ <&\N{GRINNING FACE}\N{CHIPMUNK}"
    cells = (
        '<c r="A1" t="s"><v>0</v></c>',
        f'<c r="B1" t="str"><v>{said}</v></c>',
        f'<c r="C1" t="inlineStr"><is><t>{said}</t></is></c>',
    )
    assert values(tmp_path, *cells, texts=strings(f"<t>{said}</t>")) == [meant] * 3
    assert values(tmp_path, *cells, "<!-- -->", texts=strings(f"<t>{said}</t>", "<!-- -->")) == [meant] * 3


def test_the_line_ends_of_a_part_are_those_of_xml(tmp_path: Path) -> None:
    assert values(tmp_path, '<c r="A1" t="str"><v>a\r\nb\rc\nd</v></c>') == ["a\nb\nc\nd"]


def test_formatted_texts_are_read_without_format_and_reading_aids(tmp_path: Path) -> None:
    runs = '<r><t>a</t></r><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>READ</t></rPh>'
    cells = ('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>2</v></c>')
    assert values(tmp_path, *cells, texts=strings(runs, "", "<t>c</t>")) == ["a b", "c"]
    assert values(tmp_path, f'<c r="A1" t="inlineStr"><is>{runs}</is></c>') == ["a b"]


def test_days_count_from_1900_or_from_1904(tmp_path: Path) -> None:
    day = '<c r="A1" s="1"><v>43538</v></c>'
    formats = styles(0, DATE)
    assert values(tmp_path, day, formats=formats) == [datetime.date(2019, 3, 14)]
    for said in ("1", "true"):
        properties = f'<workbookPr date1904="{said}"/>'
        assert values(tmp_path, day, formats=formats, properties=properties) == [datetime.date(2023, 3, 15)]


def test_a_workbook_that_counts_from_1904_gives_the_same_dates(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        workbook.epoch = CALENDAR_MAC_1904
        workbook.active.append([datetime.date(2026, 11, 24)])

    assert sheets_of(tmp_path, book(fill))[0].rows == [[datetime.date(2026, 11, 24)]]


def test_the_format_of_a_cell_tells_dates_from_numbers(tmp_path: Path) -> None:
    cells = [f'<c r="{letter}1" s="{style}"><v>1.5</v></c>' for style, letter in enumerate("ABCDEF")]
    own = '<numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm &quot;&lt;&quot;"/></numFmts>'
    named = '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    formats = styles(0, MOMENT, DURATION, 170, 2, codes=own + named)
    moment = NOON.replace(year=1900, day=1)
    expected = [1.5, moment, datetime.timedelta(days=1, hours=12), moment, 1.5, 1.5]
    assert values(tmp_path, *cells, formats=formats) == expected


def test_a_duration_beyond_all_time_is_one_problem_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(reader.WorkbookError, match="unreadable-workbook"):
        values(tmp_path, '<c r="A1" s="1"><v>1E+20</v></c>', formats=styles(0, DURATION))


def test_days_written_as_text_in_the_file_are_dates(tmp_path: Path) -> None:
    cells = ('<c r="A1" t="d"><v>2024-01-02</v></c>', '<c r="B1" t="d"><v>2024-01-02T03:04:05</v></c>')
    assert values(tmp_path, *cells) == [datetime.date(2024, 1, 2), NOON.replace(hour=3, minute=4, second=5)]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!"])
def test_an_error_value_is_blank_and_a_finding(tmp_path: Path, error: str) -> None:
    for formula in ("", "<f>1/0</f>"):
        rows = row('<c r="A1"><v>1</v></c>', f'<c r="B1" s="0" t="e">{formula}<v>{error}</v></c>')
        sheet = only(tmp_path, rows)
        assert sheet.findings == (Finding(1, 2, "error", error),)
        assert sheet.rows == [[1.0]]


@pytest.mark.parametrize(
    ("cell", "value", "text"),
    [
        ('<c r="B1"><f>1+1</f><v>2</v></c>', 2.0, "=1+1"),
        ('<c r="B1" t="str"><f>A1&amp;"x"</f><v>1x</v></c>', "1x", '=A1&"x"'),
        ('<c r="B1" t="b"><f>A1&lt;2</f><v>1</v></c>', True, "=A1<2"),
        ('<c r="B1" t="str"><f>IF(A1,"","")</f><v></v></c>', None, '=IF(A1,"","")'),
        ('<c r="B1"><f>1+1</f></c>', None, "=1+1 (no result stored)"),
        ('<c r="B1"><f t="shared" si="0"/><v>3</v></c>', 3.0, "=(filled from another cell)"),
    ],
)
def test_a_formula_is_a_finding_whether_its_result_is_stored_or_not(
    tmp_path: Path, cell: str, value: CellValue | None, text: str
) -> None:
    sheet = only(tmp_path, row('<c r="A1"><v>1</v></c>', cell))
    assert sheet.findings == (Finding(1, 2, "formula", text),)
    assert sheet.rows == [[1.0] if value is None else [1.0, value]]


def test_formulas_and_errors_are_named_wherever_the_table_begins(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        workbook.active["F14"] = "=SUM(A1:A3)"
        workbook.active["C4"] = "#N/A"
        workbook.active["D5"] = "text"

    (sheet,) = sheets_of(tmp_path, book(fill))
    assert [(address(found.row, found.column), found.kind, found.text) for found in sheet.findings] == [
        ("C4", "error", "#N/A"),
        ("F14", "formula", "=SUM(A1:A3) (no result stored)"),
    ]
    assert (sheet.first_row, sheet.first_column, sheet.rows) == (5, 4, [["text"]])


@pytest.mark.parametrize("number", ["nan", "inf", "1e999", "abc", "1_000", "0x10", "1,5"])
def test_a_number_that_is_none_is_a_finding_and_never_a_missing_value(tmp_path: Path, number: str) -> None:
    sheet = only(tmp_path, row(f'<c r="A1"><v>{number}</v></c>'))
    assert (sheet.rows, sheet.findings) == ([], (Finding(1, 1, "error", number),))


@pytest.mark.parametrize("number", ["5", "5.0", " 5 ", "+5", "5.", "0.5E1", "50e-1", "<![CDATA[5]]>", "5<!-- five -->"])
def test_a_number_is_understood_however_it_is_written(tmp_path: Path, number: str) -> None:
    assert values(tmp_path, f'<c r="A1"><v>{number}</v></c>') == [5.0]


def cell(place: str, number: int) -> str:
    return f'<c r="{place}"><v>{number}</v></c>'


A1, B1, B2 = cell("A1", 1), cell("B1", 2), cell("B2", 4)
SECOND = f'<row r="2">{B2}</row>'
UNUSUAL = {
    "no coordinates": "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>4</v></c></row>",
    "rows without number": f"<row>{A1}{B1}</row><row>{B2}</row>",
    "lower case": f"{row(A1, B1)}{SECOND}".replace('"A', '"a').replace('"B', '"b'),
    "rows in disorder": f"{SECOND}{row(A1, B1)}",
    "cells in disorder": f"{row(B1, A1)}{SECOND}",
    "cells in another row": f'<row r="9">{A1}{B1}{B2}</row>',
    "single quotes": f"{row(A1, B1)}{SECOND}".replace('"', "'"),
    "other attributes": f"{row(A1, B1)}{SECOND}".replace("<c ", '<c cm="1" '),
    "other elements": f"{row(A1, B1)}{SECOND}".replace("</v>", "</v><extLst/>"),
    "white space": f"{row(A1, B1)}{SECOND}".replace("<", "\n <").replace("\n </v", "</v"),
    "a cell in a comment": f"{row(A1, '<!--', cell('C1', 9), '-->', B1)}{SECOND}",
    "a cell in an extension": f"{row(A1, B1, '<ext/>')}{SECOND}",
}


@pytest.mark.parametrize("rows", UNUSUAL.values(), ids=UNUSUAL)
def test_a_sheet_may_be_written_in_unusual_ways(tmp_path: Path, rows: str) -> None:
    for sheet in (worksheet(rows), prefixed(worksheet(rows))):
        read = only(tmp_path, "", sheet=sheet)
        assert (read.first_row, read.first_column, read.rows) == (1, 1, [[1.0, 2.0], ["", 4.0]])


def test_what_stands_outside_the_cells_of_a_sheet_is_no_cell(tmp_path: Path) -> None:
    for after in ("<other><row><c><v>9</v></c></row></other>", '<x:c xmlns:x="urn:x" r="B1"/>'):
        sheet = worksheet(row('<c r="A1"><v>1</v></c>'), after=f"{after}<!-- -->")
        assert only(tmp_path, "", sheet=sheet).rows == [[1.0]]


def test_shared_texts_may_be_written_in_unusual_ways(tmp_path: Path) -> None:
    plain = strings("<t>a</t>", '<t xml:space="preserve"> b </t>', "<t/>", "<t>c</t>")
    cells = [f'<c r="{"ABCD"[number]}1" t="s"><v>{number}</v></c>' for number in range(4)]
    for texts in (plain, prefixed(plain), plain.replace("a<", "<![CDATA[a]]><"), plain.replace(">c", "><!-- x -->c")):
        assert values(tmp_path, *cells, texts=texts) == ["a", " b ", "", "c"]


@pytest.mark.parametrize("reference", ["&nbsp;", "&#0;", "&#xD800;", "&#1114112;", "&", "&amp"])
def test_a_character_that_no_xml_can_mean_is_damage(tmp_path: Path, reference: str) -> None:
    text = f"<t>a{reference}b</t>"
    shared = zipped(parts(row('<c r="A1" t="s"><v>0</v></c>'), texts=strings(text)))
    inline = zipped(parts(row(f'<c r="A1" t="inlineStr"><is>{text}</is></c>')))
    assert [refusal(tmp_path, data).code for data in (shared, inline)] == ["damaged-part"] * 2


def test_a_workbook_of_chart_sheets_alone_has_no_sheets(tmp_path: Path) -> None:
    made = {key: str(part).replace("worksheet", "chartsheet") for key, part in parts().items()}
    assert sheets_of(tmp_path, zipped(made)) == ()


def test_true_and_false_may_be_written_as_words(tmp_path: Path) -> None:
    cells = [f'<c r="{"ABCD"[n]}1" t="b"><v>{word}</v></c>' for n, word in enumerate(("true", "false", "1", "0"))]
    assert values(tmp_path, *cells) == [True, False, True, False]


@pytest.mark.parametrize("cell", ['<c r="A1" t="zz"><v>0</v></c>', '<c r="A1" t="b"><v>2</v></c>'])
def test_a_value_of_no_known_kind_is_a_problem_with_its_cell(tmp_path: Path, cell: str) -> None:
    with pytest.raises(reader.WorkbookError) as caught:
        values(tmp_path, cell)
    (problem,) = caught.value.problems
    assert (problem.sheet, problem.cell, problem.code) == ("Items", "A1", "damaged-part")


def test_merged_areas_are_told(tmp_path: Path) -> None:
    for fill in ({}, {"B9": "=1"}):

        def make(workbook: Workbook, fill: dict[str, str] = fill) -> None:
            workbook.active["B2"] = "a"
            workbook.active.merge_cells("B2:D3")
            for place, value in fill.items():
                workbook.active[place] = value

        assert sheets_of(tmp_path, book(make))[0].merged == ((2, 2, 3, 4),)


def test_hidden_sheets_are_read_and_chart_sheets_are_not(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        workbook.active.title = "Ä & <1>"
        workbook.active.append(["a"])
        workbook.create_chartsheet("Picture").add_chart(BarChart())
        for name, state in (("Hidden", "hidden"), ("Very", "veryHidden")):
            workbook.create_sheet(name).append([name])
            workbook[name].sheet_state = state

    sheets = sheets_of(tmp_path, book(fill))
    assert [(sheet.name, sheet.visible, sheet.rows) for sheet in sheets] == [
        ("Ä & <1>", True, [["a"]]),
        ("Hidden", False, [["Hidden"]]),
        ("Very", False, [["Very"]]),
    ]


def test_two_sheets_of_one_name_keep_their_own_cells(tmp_path: Path) -> None:
    def fill(workbook: Workbook) -> None:
        workbook.active.append(["first"])
        workbook.create_sheet("Sheet2").append(["second"])

    data = changed(book(fill), "xl/workbook.xml", lambda part: part.replace(b"Sheet2", b"Sheet"))
    assert [(sheet.name, sheet.rows) for sheet in sheets_of(tmp_path, data)] == [
        ("Sheet", [["first"]]),
        ("Sheet", [["second"]]),
    ]


def test_parts_may_lie_elsewhere_and_in_other_capitals(tmp_path: Path) -> None:
    moved = parts(row('<c r="A1" t="s"><v>0</v></c>'), texts=strings("<t>a</t>"))
    moved["XL/Worksheets/SHEET1.xml"] = moved.pop(SHEET)
    moved["texts.xml"] = moved.pop(STRINGS)
    key = "xl/_rels/workbook.xml.rels"
    moved[key] = str(moved[key]).replace('"sharedStrings.xml"', '"/xl/../texts.xml"')
    assert sheets_of(tmp_path, zipped(moved))[0].rows == [["a"]]


def test_a_file_is_shown_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "latvia.xlsx").write_bytes(written([["a"]]))
    monkeypatch.chdir(tmp_path)
    assert read_workbook(tmp_path / "raw" / "latvia.xlsx").file == "raw/latvia.xlsx"


def test_an_ordinary_sheet_read_cell_by_cell_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = [["a", 1, None, datetime.date(2024, 1, 2)], [None, True, " b ", 1 / 3], ["<&>", -1e-7, "c\nd", "_x000D_"]]
    data = written(table)
    fast = sheets_of(tmp_path, data)
    monkeypatch.setattr(reader, "ordinary_body", lambda _: None)
    assert sheets_of(tmp_path, data) == fast


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
NUMBER = st.floats(-1e299, 1e299).map(lambda number: float(f"{number:.16g}"))
"""openpyxl writes sixteen digits."""

CELL = st.one_of(
    st.text(LETTERS, max_size=9).filter(lambda text: "_x" not in text and not text.startswith(("=", "#"))),
    st.integers(-(2**53), 2**53),
    NUMBER,
    st.booleans(),
    st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)),
)


@given(table=st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_openpyxl_writes_is_read(tmp_path: Path, table: list[list[object]]) -> None:
    (sheet,) = sheets_of(tmp_path, written(table))
    placed = {
        (sheet.first_row + down, sheet.first_column + across): value
        for down, line in enumerate(sheet.rows)
        for across, value in enumerate(line)
        if value != ""
    }
    given = {(r, c): value for r, line in enumerate(table, 1) for c, value in enumerate(line, 1) if value != ""}
    assert placed == given
    assert sheet.findings == ()


def test_the_namespace_of_a_sheet_is_not_mistaken(tmp_path: Path) -> None:
    twice = worksheet(row('<c r="A1"><v>1</v></c>')).replace("<sheetData", f'<sheetData xmlns="{MAIN}"')
    assert only(tmp_path, "", sheet=twice).rows == [[1.0]]
