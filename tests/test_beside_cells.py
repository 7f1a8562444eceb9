"""What stands beside the cells of a workbook is handed on with its place, and harms neither reader nor good files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from impt_analysis.errors import WorkbookError
from impt_analysis.inventory import check
from impt_analysis.workbook import beside_cells
from impt_analysis.workbook.cells import PlacedText
from impt_analysis.workbook.reader import read_workbook
from tests.packages import LINKS, MAIN, OFFICE, SHEET, book, changed, parts, refusal, worksheet, zipped
from tests.shipped_data import NOVEMBER

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
RELS = "xl/worksheets/_rels/sheet1.xml.rels"
SAID = "anna@office.example"


def texts(folder: Path, data: bytes) -> tuple[PlacedText, ...]:
    path = folder / "latvia.xlsx"
    path.write_bytes(data)
    return read_workbook(path).beside


def places(folder: Path, data: bytes, said: str = SAID) -> list[tuple[str, str, str]]:
    return [(text.sheet, text.cell, text.what) for text in texts(folder, data) if said in text.text]


def relationship(target: str, kind: str = "x", mode: str = "") -> str:
    return (
        f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        "</Relationships>"
    )


def comment(workbook: Workbook) -> None:
    workbook.active["B2"].comment = Comment(f"Ask {SAID}", "An office")


def comment_author(workbook: Workbook) -> None:
    workbook.active["B2"].comment = Comment("Ask", SAID)


def hyperlink(workbook: Workbook) -> None:
    workbook.active["B2"] = "write"
    workbook.active["B2"].hyperlink = f"mailto:{SAID}"


def header(workbook: Workbook) -> None:
    workbook.active.oddHeader.center.text = SAID


def footer(workbook: Workbook) -> None:
    workbook.active.firstFooter.left.text = SAID


def name(workbook: Workbook) -> None:
    workbook.defined_names["office"] = DefinedName("office", attr_text=f'"{SAID}"')


def prompt(workbook: Workbook) -> None:
    offered = DataValidation("list", formula1='"a,b"', promptTitle="Ask", prompt=f"Ask {SAID}")
    offered.add("B2:B9")
    workbook.active.add_data_validation(offered)


def refused_entry(workbook: Workbook) -> None:
    offered = DataValidation("list", formula1='"a,b"', error=f"Ask {SAID}")
    offered.add("B2")
    workbook.active.add_data_validation(offered)


def offered_list(workbook: Workbook) -> None:
    offered = DataValidation("list", formula1=f'"a,{SAID}"')
    offered.add("B2")
    workbook.active.add_data_validation(offered)


def sheet_name(workbook: Workbook) -> None:
    workbook.create_sheet(SAID)


def hidden_sheet_name(workbook: Workbook) -> None:
    workbook.create_sheet(SAID).sheet_state = "veryHidden"


def title(workbook: Workbook) -> None:
    workbook.properties.title = SAID


def last_author(workbook: Workbook) -> None:
    workbook.properties.lastModifiedBy = SAID


def custom(workbook: Workbook) -> None:
    workbook.custom_doc_props.append(StringProperty(name="Contact", value=SAID))


def chart(workbook: Workbook) -> None:
    workbook.active["B2"] = 1
    made = BarChart()
    made.title = SAID
    made.add_data(Reference(workbook.active, min_col=2, min_row=2))
    workbook.active.add_chart(made)


@pytest.mark.parametrize(
    ("fill", "place"),
    [
        (comment, ("Sheet", "B2", "comment")),
        (comment_author, ("Sheet", "", "author of comments")),
        (hyperlink, ("Sheet", "B2", "link")),
        (header, ("Sheet", "", "header or footer")),
        (footer, ("Sheet", "", "header or footer")),
        (name, ("Workbook", "", "defined name")),
        (prompt, ("Sheet", "B2", "message of a drop-down list")),
        (refused_entry, ("Sheet", "B2", "message of a drop-down list")),
        (offered_list, ("Sheet", "B2", "drop-down list")),
        (sheet_name, ("Sheet 2", "", "name")),
        (hidden_sheet_name, ("Sheet 2", "", "name")),
        (title, ("File properties", "", "")),
        (last_author, ("File properties", "", "last modified by")),
        (custom, ("File properties", "", "")),
        (chart, ("Sheet", "", "chart")),
    ],
)
def test_a_text_beside_the_cells_is_handed_on_with_its_place(
    tmp_path: Path, fill: object, place: tuple[str, str, str]
) -> None:
    assert place in places(tmp_path, book(fill))


@pytest.mark.parametrize(
    ("part", "content", "place"),
    [
        (
            "xl/threadedComments/threadedComment1.xml",
            f'<a xmlns="x"><threadedComment ref="C3"><text>{SAID}</text></threadedComment></a>',
            ("Items", "C3", "comment"),
        ),
        (
            "xl/drawings/drawing1.xml",
            '<a xmlns:a="x"><a:p><a:r><a:t>anna@off</a:t></a:r><a:r><a:rPr/><a:t>ice.example</a:t></a:r></a:p></a>',
            ("Items", "", "drawing"),
        ),
        (
            "xl/drawings/vmlDrawing1.vml",
            f"<xml xmlns:v='urn:v'><v:textbox><div>Ask<br>{SAID}</div></v:textbox></xml>",
            ("Items", "", "drawing"),
        ),
        ("xl/pivotTables/pivotTable1.xml", f'<pivotField xmlns="{MAIN}" name="{SAID}"/>', ("Items", "", "pivot table")),
    ],
)
def test_a_part_belongs_to_the_sheet_that_refers_to_it(
    tmp_path: Path, part: str, content: str, place: tuple[str, str, str]
) -> None:
    target = relationship(f"../{part.removeprefix('xl/')}")
    assert places(tmp_path, zipped({**parts(ROW), part: content, RELS: target})) == [place]


@pytest.mark.parametrize(
    ("part", "content", "place"),
    [
        ("docProps/app.xml", f"<Properties><Manager>{SAID}</Manager></Properties>", ("File properties", "", "manager")),
        (
            "xl/persons/person.xml",
            f'<personList><person displayName="A" userId="S::{SAID}::1"/></personList>',
            ("Authors of comments", "", "author of comments"),
        ),
        (
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            relationship(f"mailto:{SAID}"),
            ("Link to another workbook", "", "link"),
        ),
        (
            "customXml/item1.xml",
            f"<a><b>{SAID}</b></a>",
            ("Data that another program added", "", "data that another program added"),
        ),
        ("xl/nobody/refers.xml", f"<a>{SAID}</a>", ("Workbook", "", "workbook")),
    ],
)
def test_a_part_of_no_sheet_is_looked_at_too(
    tmp_path: Path, part: str, content: str, place: tuple[str, str, str]
) -> None:
    assert places(tmp_path, zipped({**parts(ROW), part: content})) == [place]


def test_names_of_sheets_repeated_among_the_properties_are_named_once(tmp_path: Path) -> None:
    app = f"<Properties><TitlesOfParts><vector><lpstr>{SAID}</lpstr></vector></TitlesOfParts></Properties>"
    made = {**parts(ROW), "docProps/app.xml": app, "docProps/custom.xml": f"<a><lpstr>{SAID}</lpstr></a>"}
    assert places(tmp_path, zipped(made)) == [("File properties", "", "")]
    assert places(tmp_path, zipped({**parts(ROW), "docProps/app.xml": app})) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1257"])
def test_a_part_beside_the_cells_may_have_another_encoding(tmp_path: Path, encoding: str) -> None:
    data = f"<a>Ā {SAID}</a>".encode(encoding)
    assert places(tmp_path, zipped({**parts(ROW), "customXml/item1.xml": data}))


@pytest.mark.parametrize(
    "content",
    [b"", b"no xml", b"<a>", b"<a></b>", b"<a b=1/>", b"\x00\x01", b"<a>&nbsp;</a>", b"\xff\xfe<", b"<" * 1000],
)
def test_a_part_that_is_no_xml_does_no_harm(tmp_path: Path, content: bytes) -> None:
    assert texts(tmp_path, zipped({**parts(ROW), "xl/drawings/vmlDrawing1.vml": content}))


def test_characters_written_by_their_number_are_read(tmp_path: Path) -> None:
    content = "<c><comment ref='A1'><text><t>anna_x0040_office.example</t></text></comment></c>"
    assert places(tmp_path, zipped({**parts(ROW), "xl/comments1.xml": content}))


def test_the_codes_of_a_header_do_not_hide_a_number(tmp_path: Path) -> None:
    header = '&amp;L&amp;"Arial,Bold"&amp;12&amp;K01+000010203-10008&amp;Cx'
    after = f"<headerFooter><oddHeader>{header}</oddHeader></headerFooter>"
    found = texts(tmp_path, zipped(parts(sheet=worksheet(ROW, after=after))))
    assert [text.text.split() for text in found if text.what == "header or footer"] == [["010203-10008", "x"]]


@pytest.mark.parametrize("hidden", ["<!-- <sheetData> -->", ""])
def test_cells_are_not_handed_on_twice(tmp_path: Path, hidden: str) -> None:
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{SAID}</t></is></c></row>'
    sheet = worksheet(row, after=f"{hidden}<headerFooter><oddFooter>{SAID}</oddFooter></headerFooter>")
    assert places(tmp_path, zipped(parts(sheet=sheet))) == [("Items", "", "header or footer")]


def test_a_document_type_is_refused_beside_the_cells_too(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
    for content in (bomb.encode(), bomb.encode("utf-16")):
        assert refusal(tmp_path, zipped({**parts(ROW), "customXml/item1.xml": content})).code == "document-type"


def test_parts_that_are_together_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside_cells, "LARGEST_CONTENT", 5000)
    data = zipped({**parts(ROW), "customXml/item1.xml": "<a/>" * 1000, "customXml/item2.xml": "<a/>" * 1000})
    assert refusal(tmp_path, data).code == "too-much-content"


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    target = BytesIO()
    with ZipFile(target, "w") as archive:  # stored, so that the content can be changed behind the archive's back
        for name, content in {**parts(ROW), "docProps/core.xml": "<a>as it was</a>"}.items():
            archive.writestr(name, content)
    assert refusal(tmp_path, target.getvalue().replace(b"as it was", b"as it is.")).code == "damaged-file"


def test_a_refusal_does_not_repeat_the_name_of_a_sheet(tmp_path: Path) -> None:
    broken = changed(book(sheet_name), SHEET.replace("1", "2"), lambda _: b"<worksheet")
    (tmp_path / "latvia.xlsx").write_bytes(broken)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(tmp_path / "latvia.xlsx")
    assert SAID not in str(caught.value)


def test_a_file_that_this_package_wrote_names_nobody(tmp_path: Path) -> None:
    from impt_analysis.workbook.template import empty_workbook

    (tmp_path / "latvia.xlsx").write_bytes(empty_workbook("LV", "2027-01-31"))
    codes = {problem.code for problem in check(tmp_path).problems}
    assert not codes & {"personal-identifier", "personal-name-in-properties"}


def test_a_workbook_that_another_program_saved_keeps_its_places(tmp_path: Path) -> None:
    workbook = load_workbook(NOVEMBER / "latvia.xlsx")
    comment(workbook)
    path = tmp_path / "latvia.xlsx"
    workbook.save(path)
    assert [(text.sheet, text.cell) for text in read_workbook(path).beside if SAID in text.text] == [("Read me", "B2")]
