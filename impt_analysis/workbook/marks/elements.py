"""Where the elements of an XML part stand, in bytes, so that a part is changed at single places and stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from impt_analysis.workbook.plain_xml import Attributes, check_tags
from impt_analysis.workbook.refusal import RefusedError

_TAG = re.compile(rb"""<[^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+>""")
_WHOLE = re.compile(r"[0-9]{1,9}")
_LENGTH = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,20})?")
_NAME = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(slots=True)
class Element:
    """An element: its name and namespace, its prefix as written (`x:` or nothing), and four places in the part.

    `begin` and `inner` stand before and after its first tag, `close` and `end` before and after its last; all but
    `begin` are one where the first tag closes the element too.
    """

    name: str
    namespace: str
    prefix: bytes
    attributes: Attributes
    begin: int
    inner: int
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def each(self, name: str) -> list[Element]:
        """Return the children of this name that have the namespace of the element itself."""
        return [child for child in self.children if child.name == name and child.namespace == self.namespace]

    def first(self, name: str) -> Element | None:
        """Return the first such child."""
        return next(iter(self.each(name)), None)

    def number(self, name: str, otherwise: int = 0) -> int:
        """Return an attribute that is a whole number, or another where the element lacks it.

        Raises RefusedError for one that is no number, or too large for Excel.
        """
        stated = self.attributes.get(name)
        if stated is None:
            return otherwise
        if not _WHOLE.fullmatch(stated):
            raise self._damaged(name, stated)
        return int(stated)

    def size(self, name: str) -> float | None:
        """Return an attribute that is a length; nothing where the element lacks it.

        Raises RefusedError for one that is no number.
        """
        stated = self.attributes.get(name)
        if stated is not None and not _LENGTH.fullmatch(stated):
            raise self._damaged(name, stated)
        return None if stated is None else float(stated)

    def _damaged(self, name: str, stated: str) -> RefusedError:
        return RefusedError("damaged-part", f'{name}="{stated[:20]}" in an element {self.name}')

    def all_inside(self) -> Iterable[Element]:
        """Return every element inside, from the outside in."""
        for child in self.children:
            yield child
            yield from child.all_inside()


@dataclass(frozen=True)
class Edit:
    """What stands from `begin` to `end` in a part is to be `new`."""

    begin: int
    end: int
    new: bytes


def tree(part: bytes, name: str) -> Element:
    """Return the root of a part with every element in it.

    Raises RefusedError for a part that is not well-formed or has very many elements.

    >>> root = tree(b"<a><b c='1'/></a>", "a.xml")
    >>> root.children[0].attributes, root.children[0].begin, root.close
    ({'c': '1'}, 3, 13)
    """
    check_tags(part.count(b"<"), name)
    grown = _Tree(part)
    try:
        grown.parser.Parse(part, True)
    except expat.ExpatError as error:
        raise RefusedError("damaged-part", f"{name}, line {error.lineno}") from error
    return grown.top.children[0]


def text_in(part: bytes, element: Element) -> str:
    """Return the text inside an element of a part.

    >>> text_in(b"<t>a &lt; b</t>", tree(b"<t>a &lt; b</t>", "a.xml"))
    'a < b'
    """
    said: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = said.append
    parser.Parse(part[element.begin : element.end], True)
    return "".join(said)


def edited(part: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the part after these edits; those at one place are made in the order in which they are given.

    >>> edited(b"abc", [Edit(1, 2, b"B"), Edit(0, 0, b">"), Edit(1, 1, b"-")])
    b'>a-Bc'
    """
    made: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.begin, edit.end)):
        made += [part[position : edit.begin], edit.new]
        position = edit.end
    return b"".join([*made, part[position:]])


def added(part: bytes, element: Element, content: bytes) -> Edit:
    """Return the edit that puts content at the end of an element.

    >>> edited(b"<a/>", [added(b"<a/>", tree(b"<a/>", "a.xml"), b"<b/>")])
    b'<a><b/></a>'
    """
    if element.close < element.end:
        return Edit(element.close, element.close, content)
    name = _tag_name(part[element.begin : element.inner])
    return Edit(element.inner - 2, element.inner, b">" + content + b"</" + name + b">")


def with_attributes(tag: bytes, **values: str) -> bytes:
    """Return a first tag with these attributes set; a new one stands behind the first of the others.

    >>> with_attributes(b'<c r="A1" t="s">', s="3")
    b'<c r="A1" s="3" t="s">'
    """
    for name, value in values.items():
        written = f'"{value}"'.encode()
        attributes = list(_ATTRIBUTE.finditer(tag))
        own = next((match for match in attributes if match[1] == name.encode()), None)
        if own:
            tag = tag[: own.start(2)] + written + tag[own.end(2) :]
        else:
            place = attributes[0].end() if attributes else 1 + len(_tag_name(tag))
            tag = tag[:place] + b" " + name.encode() + b"=" + written + tag[place:]
    return tag


def retagged(part: bytes, element: Element, **values: str) -> Edit:
    """Return the edit that sets attributes of an element."""
    return Edit(element.begin, element.inner, with_attributes(part[element.begin : element.inner], **values))


def _tag_name(tag: bytes) -> bytes:
    match = _NAME.match(tag)
    return match[1] if match else b""


class _Tree:
    """The elements of a part while they go by."""

    def __init__(self, part: bytes) -> None:
        self.part = part
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.top = Element("", "", b"", {}, 0, 0)
        self.open = [self.top]

    def start(self, name: str, attributes: Attributes) -> None:
        begin = self.parser.CurrentByteIndex
        tag = _TAG.match(self.part, begin)
        inner = tag.end() if tag else begin
        prefix, colon, _ = _tag_name(self.part[begin:inner]).rpartition(b":")
        namespace, _, local = name.rpartition(" ")
        element = Element(local, namespace, prefix + colon, attributes, begin, inner)
        self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, _: str) -> None:
        element = self.open.pop()
        closed = self.part.endswith(b"/>", element.begin, element.inner)
        element.close = element.inner if closed else self.parser.CurrentByteIndex
        element.end = element.inner if closed else self.part.index(b">", element.close) + 1
