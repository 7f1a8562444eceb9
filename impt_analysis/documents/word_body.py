"""The body of a Word file: each block of a document as elements, its sections of upright and turned pages."""

from __future__ import annotations

from copy import deepcopy
from functools import singledispatchmethod
from io import BytesIO
from typing import Any

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from impt_analysis.documents.model import (
    Contents,
    Document,
    Figure,
    Heading,
    Listing,
    NewPage,
    Note,
    Paragraph,
    References,
    Span,
    Table,
    Words,
)
from impt_analysis.documents.plain import captions, leads_on, sections, shown, spans
from impt_analysis.documents.word_elements import (
    at_least,
    begun_field,
    bookmarked,
    element,
    ended_field,
    field,
    halfway,
    paragraph,
    repeated,
    run,
    tab,
    table,
    table_cell,
    table_row,
)
from impt_analysis.documents.word_look import (
    FORM_HEADING,
    FORM_TEXT,
    HEIGHT,
    INNER,
    LINK_STYLE,
    MARGIN,
    ROOM,
    TABLE_STYLE,
    TWIPS,
)

TURNED_HEIGHT = 144
"""The height of a picture on a turned page, in millimetres, which leaves room for its caption."""


class Body:
    """The body of one Word file while it is written; `write` writes the document into it, once."""

    def __init__(self, file: WordFile, document: Document) -> None:
        self._file, self._document = file, document
        self._numbers = captions(document)
        self._places = {entry.id: place for place, entry in enumerate(document.references())}
        self._styles: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._headings = 0
        self._bookmarks = 0
        self._body = file.element.body
        self._upright = deepcopy(self._body.sectPr)

    def write(self) -> None:
        """Write title, blocks and footer."""
        self._write_footer()
        self._add(paragraph(self._style("Title"), run(shown(self._document.title))))
        self._add(paragraph(self._style("Subtitle"), run(shown(self._document.subtitle))))
        for turned, places in sections(self._document):
            if turned:
                self._end_section(self._upright)
            for place in places:
                self._block(self._document.blocks[place], self._numbers.get(place, ""))
                if leads_on(self._document, place):
                    self._last().pPr.find(qn("w:pStyle")).addnext(element("keepNext"))
            if turned:
                self._end_section(_turned(self._upright))
        self._end_of_last_section()

    @singledispatchmethod
    def _block(self, block: object, _number: str) -> None:
        raise TypeError(f"a document has no block of the kind {type(block).__name__}")

    @_block.register
    def _heading(self, block: Heading, _number: str) -> None:
        self._headings += 1
        words = self._bookmarked(f"_Toc{self._headings:08d}", run(shown(block.text)))
        self._add(paragraph(self._style(f"Heading {block.level}"), *words))

    @_block.register
    def _paragraph(self, block: Paragraph, _number: str) -> None:
        self._add(paragraph(self._style("Normal"), *self._words(block.words)))

    @_block.register
    def _note(self, block: Note, _number: str) -> None:
        self._add(paragraph(self._style("Note"), *self._words(block.words)))

    @_block.register
    def _listing(self, block: Listing, _number: str) -> None:
        style = self._style("List Number" if block.numbered else "List Bullet")
        properties = [self._list_of_its_own()] if block.numbered else []
        for point in block.points:
            self._add(paragraph(style, *self._words(point), properties=map(deepcopy, properties)))

    @_block.register
    def _table(self, block: Table, number: str) -> None:
        self._add(self._caption(number, block.caption, element("keepNext")))
        whole = sum(column.share for column in block.columns)
        widths = [round(INNER * TWIPS * column.share / whole) for column in block.columns]
        sides = [[element("jc", val="right")] if column.numeric else [] for column in block.columns]
        heads = [[run(shown(column.heading))] for column in block.columns]
        head, text = (FORM_HEADING, FORM_TEXT) if block.form else ("Table Heading", "Table Text")
        room = [at_least(round(ROOM * TWIPS))] if block.form else []
        rows = [table_row(self._cells(head, widths, sides, heads), repeated())]
        filled = [[self._words(cell) for cell in row] for row in block.rows]
        rows += [table_row(self._cells(text, widths, sides, cells), *map(deepcopy, room)) for cells in filled]
        self._add(table(TABLE_STYLE.replace(" ", ""), widths, rows, shown(block.caption)))
        self._add(paragraph(self._style("After Table")))

    @_block.register
    def _figure(self, block: Figure, number: str) -> None:
        size = {"height": Mm(TURNED_HEIGHT)} if block.landscape else {"width": Mm(INNER)}
        drawn = self._file.part.new_pic_inline(BytesIO(block.png), **size)
        drawn.docPr.set("descr", shown(block.alternative))
        self._add(paragraph(self._style("Figure"), element("r", element("drawing", drawn))))
        self._add(self._caption(number, block.caption))

    @_block.register
    def _references(self, block: References, _number: str) -> None:
        for entry in block.entries:
            name = self._bookmarked(f"reference_{self._places[entry.id]}", run(shown(entry.id), bold=True))
            told = self._words(Span(entry.text, link=entry.url))
            self._add(paragraph(self._style("Reference"), *name, tab(), *told))

    @_block.register
    def _contents(self, block: Contents, _number: str) -> None:
        self._add(paragraph(self._style("Contents"), run(shown(block.heading))))
        listed = [
            (f"_Toc{place:08d}", heading)
            for place, heading in enumerate(self._document.headings(), start=1)
            if heading.level <= block.depth
        ]
        for place, (anchor, heading) in enumerate(listed):
            entry = element("hyperlink", run(shown(heading.text)), anchor=anchor, history=1)
            opening = begun_field(f'TOC \\o "1-{block.depth}" \\h \\z \\u') if place == 0 else []
            closing = [ended_field()] if place == len(listed) - 1 else []
            self._add(paragraph(self._style(f"toc {heading.level}"), *opening, entry, *closing))

    @_block.register
    def _new_page(self, _block: NewPage, _number: str) -> None:
        if not self._at_new_page():
            self._add(paragraph(self._style("After Table"), element("r", element("br", type="page"))))

    def _words(self, words: Words) -> list[Any]:
        return [self._linked(part) if part.link else run(part.text, bold=part.bold) for part in spans(words)]

    def _linked(self, part: Span) -> Any:
        shown_as = run(part.text, LINK_STYLE, bold=part.bold)
        if part.link.startswith("#"):
            return element("hyperlink", shown_as, anchor=f"reference_{self._places[part.link[1:]]}", history=1)
        return element("hyperlink", shown_as, r_id=self._link(part.link), history=1)

    def _link(self, address: str) -> str:
        """Return the id of the relationship to an address, for which the library looks among all of them each time."""
        if address not in self._links:
            self._links[address] = self._file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._links[address]

    def _caption(self, number: str, caption: str, *properties: Any) -> Any:
        kind, _, count = number.partition(" ")
        named = [run(f"{kind} ", bold=True), *field(f"SEQ {kind} \\* ARABIC", run(count, bold=True))]
        return paragraph(
            self._style("Caption"), *named, run(". ", bold=True), run(shown(caption)), properties=properties
        )

    def _cells(self, style: str, widths: list[int], sides: list[list[Any]], filled: list[list[Any]]) -> list[Any]:
        upright = [halfway()] if style == FORM_TEXT else []
        return [
            table_cell(
                width, paragraph(self._style(style), *inner, properties=map(deepcopy, side)), *map(deepcopy, upright)
            )
            for width, side, inner in zip(widths, sides, filled, strict=True)
        ]

    def _bookmarked(self, name: str, inner: Any) -> list[Any]:
        self._bookmarks += 1
        return bookmarked(name, self._bookmarks, inner)

    def _list_of_its_own(self) -> Any:
        """Return the property of a list that begins at 1 again."""
        numbering = self._file.part.numbering_part.element
        style = self._file.styles["List Number"].element.pPr.numPr.numId.val
        pattern = next(num for num in numbering.num_lst if num.numId == style)
        own = numbering.add_num(pattern.abstractNumId.val)
        own.add_lvlOverride(ilvl=0).add_startOverride(1)
        return element("numPr", element("ilvl", val=0), element("numId", val=own.numId))

    def _style(self, name: str) -> str:
        if name not in self._styles:
            self._styles[name] = str(self._file.styles[name].style_id)
        return self._styles[name]

    def _write_footer(self) -> None:
        footer = self._file.sections[0].footer
        footer.is_linked_to_previous = False
        holder = footer.part.element
        for old in list(holder):
            holder.remove(old)
        style = self._style("Footer")
        holder.append(paragraph(style, run(shown(self._document.footer))))
        page = [*field("PAGE", run("1")), run(" / "), *field("NUMPAGES", run("1"))]
        holder.append(paragraph(style, *page, properties=[element("jc", val="right")]))
        self._upright = deepcopy(self._body.sectPr)

    def _add(self, made: Any) -> None:
        self._body.sectPr.addprevious(made)

    def _last(self) -> Any:
        before = self._body.sectPr.getprevious()
        return before if before is not None and before.tag == qn("w:p") else None

    def _at_new_page(self) -> bool:
        last = self._last()
        return last is not None and last.pPr.find(qn("w:sectPr")) is not None

    def _end_section(self, properties: Any) -> None:
        if self._at_new_page():
            return
        if self._last() is None:
            self._add(paragraph(self._style("After Table")))
        self._last().pPr.append(deepcopy(properties))

    def _end_of_last_section(self) -> None:
        """Let the file end with its last page: what ended the section before nothing becomes the end of the file."""
        if self._at_new_page():
            ended = self._last().pPr.find(qn("w:sectPr"))
            self._body.replace(self._body.sectPr, ended)


def _turned(upright: Any) -> Any:
    properties = deepcopy(upright)
    size = properties.find(qn("w:pgSz"))
    size.set(qn("w:w"), str(round(HEIGHT * TWIPS)))
    size.set(qn("w:h"), str(round((INNER + 2 * MARGIN) * TWIPS)))
    size.set(qn("w:orient"), "landscape")
    return properties
