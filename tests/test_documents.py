"""One content in three formats: the same words and numbers in a web page, a Word file and a PDF."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from impt_analysis.charts import alt_text, coverage_chart
from impt_analysis.coverage import coverage_range
from impt_analysis.documents import (
    FORMATS,
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Reference,
    References,
    Span,
    Table,
    figure_of,
    plain_lines,
    rendered,
)
from impt_analysis.errors import UsageError
from impt_analysis.worked_example import example_inventory
from tests.sample_documents import ADDRESS, FOOTER, HOSTILE, SVG, document, every_block, picture

every_format = pytest.mark.parametrize("ending", FORMATS)
BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "caption", "th", "td", "figcaption", "dt", "dd"}


@cache
def made(ending: str) -> bytes:
    return rendered(every_block(), [ending])[ending]


def page() -> str:
    return made(".html").decode()


def word() -> WordFile:
    return docx.Document(BytesIO(made(".docx")))


def pdf() -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(made(".pdf")))


class Reader(HTMLParser):
    """The text of each block of a page, and every element with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element; begin a line where it is a block."""
        self.elements.append((tag, dict(attrs)))
        if tag in BLOCKS:
            self.open.append([])

    def handle_data(self, data: str) -> None:
        """Keep the text of the block that is open."""
        if self.open:
            self.open[-1].append(data)

    def handle_endtag(self, tag: str) -> None:
        """End the line of a block."""
        if tag in BLOCKS:
            self.lines.append("".join(self.open.pop()))


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def word_lines(file: WordFile) -> list[str]:
    lines: list[str] = []
    for part in file.iter_inner_content():
        if isinstance(part, WordParagraph):
            lines += part.text.split("\t")
        elif isinstance(part, WordTable):
            lines += [cell.text for row in part.rows for cell in row.cells]
    lines.append(file.sections[0].footer.paragraphs[0].text)
    return [line for line in lines if line.strip()]


def squeezed(text: str) -> str:
    """The text without white space and unseen signs; letters of Hebrew, which programs turn, in one order."""
    bare = re.sub(r"[\s\u200e\u200f\u202a-\u202c\u2060\u2066-\u2069]", "", text)
    return re.sub("[\u0590-\u05ff]+", lambda run: "".join(sorted(run[0])), bare)


def left_over(text: str, lines: list[str], furniture: list[str]) -> str:
    """What is left of a text when the lines, each after the one before, and the furniture of pages are taken out."""
    rest, kept = squeezed(text), ""
    for line in map(squeezed, lines):
        place = rest.find(line)
        assert place >= 0, f"{line!r} does not follow in {rest[:300]!r}"
        kept, rest = kept + " " + rest[:place], rest[place + len(line) :]
    kept += " " + rest
    for line in map(squeezed, furniture):
        kept = kept.replace(line, " ")
    return kept


def told(blocks: Document) -> list[str]:
    """What the document says, without the footer, which stands on every page."""
    return plain_lines(blocks)[:-1]


# The same words in every format.


def test_the_page_says_what_the_document_says() -> None:
    assert read(page()).lines == plain_lines(every_block())


def test_the_word_file_says_what_the_document_says() -> None:
    assert word_lines(word()) == plain_lines(every_block())


FURNITURE = re.compile(r"(?:[\s.•\uf0b7]|\d{1,2}(?:\.|/\d{1,2})?)*")
"""Points of lists, dots of contents, numbers of pages and of points: what a page adds to the words."""

REPEATED = [FOOTER, "NameNumberBold"]
"""What stands on several pages: the footer, and the head of the long table."""


def test_the_pdf_says_what_the_document_says_and_nothing_else() -> None:
    text = "\n".join(sheet.extract_text() for sheet in pdf().pages)
    assert FURNITURE.fullmatch(left_over(text, told(every_block()), REPEATED))


@pytest.mark.needs("pdftotext")
def test_another_program_reads_the_same_in_the_pdf(tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(made(".pdf"))
    assert FURNITURE.fullmatch(left_over(printed(tmp_path / "made.pdf"), told(every_block()), REPEATED))


@pytest.mark.needs("soffice", "pdftotext")
def test_the_word_file_printed_by_an_office_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(made(".docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "made.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert FURNITURE.fullmatch(left_over(printed(tmp_path / "made.pdf"), told(every_block()), REPEATED))


def printed(file: Path) -> str:
    command = ["pdftotext", "-raw", str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@every_format
def test_a_document_is_the_same_bytes_each_time(ending: str) -> None:
    assert rendered(every_block(), [ending])[ending] == made(ending)


@every_format
def test_a_format_holds_no_date_and_no_path_of_this_machine(ending: str) -> None:
    content = made(ending)
    parts = [content] if ending != ".docx" else unpacked(content)
    for part in parts:
        assert not re.search(rb"CreationDate|ModDate|dcterms:|xmp:CreateDate|\d{4}-\d\d-\d\dT", part)
        assert str(Path.cwd()).encode() not in part
        assert str(Path.home()).encode() + b"/" not in part


def unpacked(content: bytes) -> list[bytes]:
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@every_format
def test_a_document_without_blocks_is_a_document(ending: str) -> None:
    assert rendered(document(), [ending])[ending]


def test_what_nobody_sees_is_shown_by_its_number_and_a_soft_hyphen_goes() -> None:
    lines = plain_lines(document(Paragraph("sick\u00adness \u202e\x1b[31m\xa0 end")))
    assert lines[2] == "sickness \\u202e\\x1b[31m end"


# A web page that needs nothing and prints well.


def test_no_text_becomes_an_element_of_the_page() -> None:
    found = {tag for tag, _ in read(page()).elements}
    assert not found & {"script", "b", "iframe", "object", "link"}
    assert [attributes["src"] for tag, attributes in read(page()).elements if tag == "img"] == [
        f"data:image/svg+xml;base64,{encoded(SVG)}"
    ] * 2


def encoded(text: str) -> str:
    from base64 import b64encode

    return b64encode(text.encode()).decode()


def test_a_page_has_language_title_landmarks_and_one_first_heading() -> None:
    elements = read(page()).elements
    tags = [tag for tag, _ in elements]
    assert dict(elements)["html"] == {"lang": "en-GB"}
    assert {"title", "header", "main", "nav", "footer"} <= set(tags)
    assert tags.count("h1") == 1


def test_the_foot_of_each_printed_page_is_text_that_ends_no_rule_and_no_element() -> None:
    html = rendered(document(footer='"} body { display: none } </style><script>'), [".html"])[".html"].decode()
    assert r'"\000022 \00007d  body \00007b  display\00003a  none' in html
    assert html.count("</style>") == 1
    assert "<script>" not in html


def test_every_head_of_a_table_says_what_it_is_the_head_of() -> None:
    scopes = [attributes["scope"] for tag, attributes in read(page()).elements if tag == "th"]
    assert scopes == ["col"] * 3 + ["row"] * 4 * len(HOSTILE)


def test_every_picture_of_a_page_is_told_in_words() -> None:
    assert [attributes["alt"] for tag, attributes in read(page()).elements if tag == "img"] == [
        "The left <half> is blue"
    ] * 2


def test_every_link_inside_the_page_leads_somewhere_and_every_other_to_the_web() -> None:
    elements = read(page()).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    targets = [str(attributes["href"]) for tag, attributes in elements if tag == "a"]
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)
    assert {target for target in targets if not target.startswith("#")} == {ADDRESS}


# A Word file with the styles of Word.


def test_headings_lists_captions_and_contents_have_their_styles() -> None:
    named = {paragraph.text: paragraph.style.name for paragraph in word().paragraphs if paragraph.style}
    assert named["What is documented & what is not"] == "Title"
    assert named["Tables & <figures>"] == "Heading 1"
    assert named["gamma"] == "List Number"
    assert named["=1+1"] == "List Bullet"
    assert named["Table 1. Numbers =1+1"] == named["Figure 1. Half is blue"] == "Caption"
    contents = [paragraph.text for paragraph in word().paragraphs if str(paragraph.style.name).startswith("toc")]
    assert contents == ['First #import "x"', "Lists", "Tables & <figures>", "On its side", "References"]


def test_contents_numbers_of_captions_and_pages_are_fields() -> None:
    told_fields = [node.text for node in nodes(word().element, "instrText")]
    assert told_fields == [
        ' TOC \\o "1-2" \\h \\z \\u ',
        " SEQ Table \\* ARABIC ",
        " SEQ Figure \\* ARABIC ",
        " SEQ Figure \\* ARABIC ",
    ]
    footer = word().sections[0].footer.part.element
    assert [node.text for node in nodes(footer, "instrText")] == [" PAGE ", " NUMPAGES "]
    marks = [node.get(qn("w:fldCharType")) for node in nodes(word().element, "fldChar")]
    assert marks == ["begin", "separate", "end"] * 4


def nodes(root: object, tag: str) -> list[object]:
    return list(root.iter(qn(f"w:{tag}")))  # type: ignore[attr-defined]


def test_every_row_stays_whole_and_the_head_of_a_table_repeats() -> None:
    (table,) = nodes(word().element, "tbl")
    assert len(nodes(table, "cantSplit")) == 1 + 4 * len(HOSTILE)
    (repeating,) = nodes(table, "tblHeader")
    assert repeating.getparent().getparent() is nodes(table, "tr")[0]


def test_every_picture_of_a_word_file_is_told_in_words_and_has_its_own_number() -> None:
    drawn = list(word().element.iter(qn("wp:docPr")))
    assert [picture.get("descr") for picture in drawn] == ["The left <half> is blue"] * 2
    assert len({picture.get("id") for picture in drawn}) == 2


def test_each_numbered_list_begins_at_1() -> None:
    numbers = {p.text: p._p.pPr.numPr.numId.val for p in word().paragraphs if p.style.name == "List Number"}  # noqa: SLF001
    assert numbers["alpha"] == numbers["beta"] != numbers["gamma"] == numbers["delta"]


def test_a_turned_page_is_a_section_between_upright_ones() -> None:
    assert [section.orientation for section in word().sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


@pytest.mark.parametrize(
    ("blocks", "orientations"),
    [
        ([picture(landscape=True)], "P L"),
        ([Paragraph("a"), picture(landscape=True)], "P L"),
        ([Paragraph("a"), picture(landscape=True), picture(landscape=True), Paragraph("b")], "P L L P"),
        ([Paragraph("a"), Heading("b"), picture(landscape=True)], "P L"),
    ],
)
def test_no_page_stays_empty_around_turned_ones(blocks: list[Block], orientations: str) -> None:
    made_of = rendered(document(*blocks))
    sections = docx.Document(BytesIO(made_of[".docx"])).sections
    assert " ".join("PL"[section.orientation] for section in sections) == orientations
    sheets = pypdf.PdfReader(BytesIO(made_of[".pdf"])).pages
    assert " ".join("PL"[sheet.mediabox.width > sheet.mediabox.height] for sheet in sheets) == orientations


def test_a_word_file_names_its_language_and_title_and_nobody() -> None:
    properties = word().core_properties
    assert (properties.title, properties.language) == ("What is documented & what is not", "en-GB")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert nodes(word().styles.element, "lang")[0].get(qn("w:val")) == "en-GB"


def test_links_of_a_word_file_lead_to_the_reference_or_to_the_web() -> None:
    links = [link for paragraph in word().paragraphs for link in paragraph.hyperlinks]
    marks = {mark.get(qn("w:name")) for mark in nodes(word().element, "bookmarkStart")}
    assert {link.fragment for link in links if link.fragment} <= marks
    assert {link.address for link in links if link.address} == {ADDRESS}
    assert [link.text for link in links][-1] == "A report <b>. A board, 2024"


# A table to fill in by hand.


def form() -> Document:
    columns = [Column("No"), Column("What would be right", 4)]
    return document(Table("Read", columns, [["1", ""]]), Table("Write", columns, [["1", ""], ["2", ""]], form=True))


def test_the_rows_of_a_form_have_room_to_write_in_a_word_file_and_those_of_other_tables_have_their_own_height() -> None:
    file = docx.Document(BytesIO(rendered(form(), [".docx"])[".docx"]))
    read_only, written = ([row.height for row in table.rows] for table in file.tables)
    assert read_only == [None, None]
    assert written[0] is None
    assert all(row.mm == pytest.approx(7, abs=0.1) for row in written[1:])
    assert {cell.paragraphs[0].style.name for cell in file.tables[1].rows[1].cells} == {"Form Text"}


def test_a_form_is_known_on_a_page_by_its_class() -> None:
    classes = [attributes.get("class") for tag, attributes in read(html_of(form())).elements if tag == "div"]
    assert classes == ["table", "table form"]


def html_of(blocks: Document) -> str:
    return rendered(blocks, [".html"])[".html"].decode()


def test_a_form_has_room_to_write_in_a_pdf() -> None:
    columns = [Column("No"), Column("What would be right", 4)]
    many = [[str(number), ""] for number in range(40)]
    sheets = {
        kept: len(
            pypdf.PdfReader(BytesIO(rendered(document(Table("t", columns, many, form=kept)), [".pdf"])[".pdf"])).pages
        )
        for kept in (False, True)
    }
    assert sheets == {False: 1, True: 2}


def test_a_paragraph_before_a_table_or_a_list_shares_a_page_with_its_head() -> None:
    table = Table("One", [Column("a")], [["1"]])
    blocks = [Paragraph("before a table"), table, Paragraph("before a list"), Listing(["one"]), Paragraph("alone")]
    file = docx.Document(BytesIO(rendered(document(*blocks), [".docx"])[".docx"]))
    kept = [part.text for part in file.paragraphs if part.paragraph_format.keep_with_next]
    assert [text for text in kept if not text.startswith("Table 1")] == ["before a table", "before a list"]


def test_a_heading_and_what_leads_to_a_table_are_never_alone_at_the_foot_of_a_printed_page() -> None:
    table = Table("One", [Column("a")], [[f"row {number}"] for number in range(9)])
    for lines in range(30, 60):
        filling = [Paragraph(f"line {number}") for number in range(lines)]
        made_of = rendered(document(*filling, Heading("Head"), Paragraph("leads on"), table), [".pdf"])[".pdf"]
        (sheet,) = [page for page in map(printed_page, pypdf.PdfReader(BytesIO(made_of)).pages) if "leads on" in page]
        assert "Head" in sheet
        assert "row 0" in sheet


def test_a_printed_web_page_keeps_what_leads_to_a_table_with_it() -> None:
    table = Table("One", [Column("a")], [["1"]])
    html = rendered(document(Paragraph("before"), table, Paragraph("alone")), [".html"])[".html"].decode()
    assert '<p class="leads-on">before</p>' in html
    assert "<p>alone</p>" in html
    assert re.search(r"\.leads-on[^{}]*{ break-after: avoid; }", html)


def printed_page(sheet: pypdf.PageObject) -> str:
    return sheet.extract_text()


def test_a_row_of_a_table_stays_whole_on_a_printed_page_and_a_very_long_one_is_not_cut_off() -> None:
    rows = [[f"begin{number} " + "word " * 150 + f"end{number}"] for number in range(12)]
    sheets = pypdf.PdfReader(BytesIO(rendered(document(Table("T", [Column("a")], rows)), [".pdf"])[".pdf"])).pages
    texts = [sheet.extract_text() for sheet in sheets]
    assert len(texts) > 1
    assert all(any(f"begin{number} " in text and f"end{number}" in text for text in texts) for number in range(12))
    long = rendered(document(Table("T", [Column("a")], [["begin " + "word " * 9000 + "end"]])), [".pdf"])[".pdf"]
    assert "end" in pypdf.PdfReader(BytesIO(long)).pages[-1].extract_text()


# A PDF for everybody.


def test_a_pdf_says_that_it_is_accessible_its_title_and_its_language() -> None:
    assert pdf().metadata.title == "What is documented & what is not"
    assert pdf().root_object["/Lang"] == "en-GB"
    assert pdf().root_object["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in made(".pdf")


def test_every_page_of_a_pdf_has_the_footer_and_its_number() -> None:
    sheets = [squeezed(sheet.extract_text()) for sheet in pdf().pages]
    assert all(squeezed(FOOTER) in sheet for sheet in sheets)
    assert all(f"{number}/{len(sheets)}" in sheet for number, sheet in enumerate(sheets, start=1))


def test_a_pdf_has_headings_heads_of_tables_and_pictures_in_its_tags() -> None:
    tags = list(structure(pdf().root_object["/StructTreeRoot"]))
    kinds = [str(tag.get("/S")) for tag in tags]
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(kinds)
    assert [str(tag["/Alt"]) for tag in tags if tag.get("/S") == "/Figure"] == ["The left <half> is blue"] * 2


def structure(node: object) -> list[dict[str, object]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for inner in node for tag in structure(inner)]
    if not isinstance(node, dict):
        return []
    return [node, *structure(node.get("/K"))]


def test_a_pdf_is_set_in_the_font_of_the_charts_alone() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for sheet in pdf().pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert fonts == {"DejaVuSans", "DejaVuSans-Bold"}


# What a document refuses.


@pytest.mark.parametrize(
    ("blocks", "wrong"),
    [
        ([Heading("a"), Heading("b", 3)], "the heading 'b' has level 3 after level 1; levels go down by one"),
        ([Heading("a", 2)], "the heading 'a' has level 2 after level 0"),
        ([Table("t", [Column("a"), Column("b")], [["only one"]])], "a row has 1 cells where the table 't' has 2"),
        ([Paragraph(Span("R1", link="#R1"))], "the words 'R1' lead to 'R1', which no list of references holds"),
        ([Listing([[Span("R1", link="#R1")]])], "the words 'R1' lead to 'R1'"),
        ([References([Reference("R1", "a"), Reference("R1", "b")])], "the reference R1 is listed twice"),
    ],
)
def test_a_document_that_would_mislead_is_refused(blocks: list[Block], wrong: str) -> None:
    with pytest.raises(UsageError, match=re.escape(wrong)):
        document(*blocks)


def test_a_figure_without_words_is_refused() -> None:
    from dataclasses import replace

    with pytest.raises(UsageError, match="'Half is blue' has no alternative text; say in words what it shows"):
        document(replace(picture(), alternative=" "))


def test_a_chart_becomes_a_figure_with_its_own_words() -> None:
    narrowed = example_inventory().where(theme=2)
    domains = coverage_range(narrowed, by=["state", "theme", "domain"])
    chart = coverage_chart(coverage_range(narrowed), domains, narrowed.children(), narrowed.evidence())
    figure = figure_of(chart, "Coverage")
    assert figure.alternative == alt_text(chart)
    assert (figure.png[:4], figure.svg[:5]) == (b"\x89PNG", "<?xml")
