"""What a person wrote into a part of a workbook that is not its cells: the texts, each with its element and cell."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.parsers import expat

from impt_analysis.workbook.escapes import unescaped
from impt_analysis.workbook.plain_xml import Attributes
from impt_analysis.workbook.refusal import RefusedError

_WRITTEN = frozenset(
    {
        "alt",
        "altText",
        "author",
        "caption",
        "codeName",
        "comment",
        "command",
        "connection",
        "customMenu",
        "descr",
        "description",
        "display",
        "displayName",
        "error",
        "errorTitle",
        "help",
        "href",
        "label",
        "lastModifiedBy",
        "location",
        "name",
        "oldName",
        "prompt",
        "promptTitle",
        "statusBar",
        "Target",
        "text",
        "title",
        "tooltip",
        "url",
        "userId",
        "userName",
        "v",
    }
)
"""The attributes that hold what a person typed; all others hold sizes, colours, numbers and references."""

_JOINED = ("text", "p", "si", "is", "textbox")
"""Inside these elements a text is cut up by its formatting: it is put together again."""

_PLACING = {"comment": "ref", "threadedComment": "ref", "hyperlink": "ref", "dataValidation": "sqref"}
"""Elements that belong to a cell, and the attribute that names it."""

_CELLS = "sheetData"
_LINK = "hyperlink"
_FIRST_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TAG = re.compile(r"<[^>]*>")
_QUOTED = re.compile(r"""[\w:]+\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_BREAK = re.compile(r"</?(?:br|div|p|tr|td|[a-z]+:textbox)\b", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class PartText:
    """A text of a part: the element in which it stands and the cell to which that belongs.

    `link` is the identifier under which a link stands in the part of relationships, where its target is.
    """

    element: str
    cell: str
    text: str
    link: str = ""


def texts_of_part(data: bytes, name: str) -> list[PartText]:
    """Return the texts of an XML part outside the cells of a sheet, in order.

    A part that is not well-formed, as some drawings by Excel are not, is read more coarsely: every text and every
    value between quotation marks.

    Raises RefusedError for a part that declares a document type.
    """
    xml = _decoded(data)
    if "<!DOCTYPE" in xml:
        raise RefusedError("document-type", f"a document type in {name}")
    read = _Texts()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = read.start
    parser.EndElementHandler = read.end
    parser.CharacterDataHandler = read.heard
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return _coarse_texts(xml)
    return read.texts


def _decoded(data: bytes) -> str:
    """The text of a part; an unknown encoding is read byte by byte, as numbers and addresses are the same in most."""
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _coarse_texts(xml: str) -> list[PartText]:
    quoted = [double or single for double, single in _QUOTED.findall(xml)]
    bare = _TAG.sub(lambda tag: "\n" if _BREAK.match(tag[0]) else "", xml)
    return [PartText("", "", html.unescape(text)) for text in (*quoted, *bare.splitlines()) if text.strip()]


class _Texts:
    """The texts of a part while its elements go by."""

    def __init__(self) -> None:
        self.texts: list[PartText] = []
        self._heard: list[str] = []
        self._open: list[str] = []
        self._cells: list[tuple[int, str]] = []
        self._joined = 0
        self._in_cells = False

    def start(self, element: str, attributes: Attributes) -> None:
        name = _local(element)
        if self._heard and not self._joined:
            self._flush(self._open[-1])
        self._open.append(name)
        self._joined += name in _JOINED
        self._in_cells = self._in_cells or name == _CELLS
        if attributes and not self._in_cells:
            self._place(name, attributes)
            self._add_attributes(name, attributes)

    def end(self, _: str) -> None:
        name = self._open[-1]
        self._joined -= name in _JOINED
        if self._heard and not self._joined:
            self._flush(name)
        if self._cells and self._cells[-1][0] == len(self._open):
            self._cells.pop()
        if name == _CELLS:
            self._in_cells = False
        self._open.pop()

    def heard(self, text: str) -> None:
        if not self._in_cells:
            self._heard.append(text)

    def _place(self, name: str, attributes: Attributes) -> None:
        placed = attributes.get(_PLACING.get(name, ""))
        if placed is not None:
            self._cells.append((len(self._open), _first_cell(placed)))

    def _add_attributes(self, name: str, attributes: Attributes) -> None:
        for key, value in attributes.items():
            local = _local(key)
            if local in _WRITTEN:
                self._add(name, value, attributes.get("Id", ""))
            elif local == "id" and name == _LINK:
                self._add(name, "", value)

    def _flush(self, element: str) -> None:
        text = "".join(self._heard)
        self._heard.clear()
        if text.strip():
            self._add(element, text)

    def _add(self, element: str, text: str, link: str = "") -> None:
        cell = self._cells[-1][1] if self._cells else ""
        self.texts.append(PartText(element, cell, unescaped(text), link))


def _local(name: str) -> str:
    return name[name.rfind(" ") + 1 :]


def _first_cell(area: str) -> str:
    match = _FIRST_CELL.match(area)
    return f"{match[1].upper()}{match[2]}" if match else ""
