"""The elements of a Word file: paragraphs, runs, links, bookmarks, fields and cells, as WordprocessingML names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

SIDE = 80
"""The room at the left and the right of the words of a cell, in twips; a table is moved in by it, to stand in line."""

WORDS, RELATIONS = nsmap["w"], nsmap["r"]
PREFIX = {"w": WORDS}
LINKED = {"r_id": f"{{{RELATIONS}}}id"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, /, *inner: Any, **attributes: object) -> Any:
    """Return an element with what stands in it; an attribute `r_id` is the id of a relationship."""
    named = {LINKED.get(name) or f"{{{WORDS}}}{name}": str(value) for name, value in attributes.items()}
    made = oxml_parser.makeelement(f"{{{WORDS}}}{tag}", attrib=named, nsmap=PREFIX)
    made.extend(inner)
    return made


def run(text: str, style: str = "", *, bold: bool = False) -> Any:
    """Return some words in one look; `style` is the id of a style of characters."""
    look = [element("rStyle", val=style)] if style else []
    look += [element("b")] if bold else []
    return element("r", *([element("rPr", *look)] if look else []), _text("t", text))


def tab() -> Any:
    """Return a tabulator."""
    return element("r", element("tab"))


def paragraph(style: str, *inner: Any, properties: Iterable[Any] = ()) -> Any:
    """Return a paragraph in the style with this id; further properties stand in the order of the standard."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *inner)


def begun_field(instruction: str) -> list[Any]:
    """Return what opens a field whose result is what follows until it ends, also in later paragraphs."""
    told = element("r", _text("instrText", f" {instruction} "))
    return [_mark("begin"), told, _mark("separate")]


def ended_field() -> Any:
    """Return what closes the field that was opened last."""
    return _mark("end")


def field(instruction: str, result: Any) -> list[Any]:
    """Return a field that the word processor works out, in the look of the run that stands there until it does."""
    whole = [*begun_field(instruction), result, ended_field()]
    for part in whole:
        if result.rPr is not None and part is not result:
            part.insert(0, deepcopy(result.rPr))
    return whole


def bookmarked(name: str, number: int, *inner: Any) -> list[Any]:
    """Return elements between the two ends of a bookmark; `number` is its own in the document."""
    return [element("bookmarkStart", id=number, name=name), *inner, element("bookmarkEnd", id=number)]


def table(style: str, widths: Sequence[int], rows: Iterable[Any], told: str) -> Any:
    """Return a table of fixed widths in twips; `told` says what it is to those who do not see it."""
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblInd", w=SIDE, type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
        element("tblCaption", val=told),
    )
    return element("tbl", properties, element("tblGrid", *(element("gridCol", w=width) for width in widths)), *rows)


def table_row(cells: Iterable[Any], *properties: Any) -> Any:
    """Return a row that stays whole on one page."""
    return element("tr", element("trPr", element("cantSplit"), *properties), *cells)


def repeated() -> Any:
    """Return the property of a row that stands again at the head of each page."""
    return element("tblHeader")


def at_least(height: int) -> Any:
    """Return the property of a row that is never lower than a height in twips."""
    return element("trHeight", val=height, hRule="atLeast")


def halfway() -> Any:
    """Return the property of a cell whose words stand halfway down."""
    return element("vAlign", val="center")


def table_cell(width: int, inner: Any, *properties: Any) -> Any:
    """Return a cell of a width in twips."""
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa"), *properties), inner)


def _text(tag: str, text: str) -> Any:
    made = element(tag)
    made.text = text
    made.set(SPACE, "preserve")
    return made


def _mark(kind: str) -> Any:
    return element("r", element("fldChar", fldCharType=kind))
