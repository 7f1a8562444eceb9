"""XML as it is read here: UTF-8, without a document type, and therefore without entities of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from impt_analysis.workbook.refusal import RefusedError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"

MOST_TAGS = 500_000
"""Read in a second or two; an ordinary sheet is not read this way."""

LONGEST_PIECE = 250_000
"""In bytes, between two tags: a cell of Excel holds 32,767 characters, and each may be written with seven bytes."""

Attributes = dict[str, str]

LONGEST_NAMESPACE = 300
"""It is repeated before the name of every element and attribute."""

_DECLARATION = re.compile(rb"<\?xml\s[^>]*?\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")
_UTF8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_ODD_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#(?:9|10|13|x9|x[aAdD]));)")
_LONG_PIECE = re.compile(rb"(?:\A|<)[^<]{%d}" % LONGEST_PIECE)
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def utf8(data: bytes, name: str) -> bytes:
    """Return a part without byte order mark and with plain line ends, as an XML reader has to see it (XML 1.0, 2.11).

    Raises RefusedError for an encoding other than UTF-8, a document type, bytes that are not UTF-8, and a very long
    piece without a tag.
    """
    text = data.removeprefix(_UTF8_MARK)
    _check_pieces(text, name)
    if text.startswith(_UTF16_MARKS) or b"\x00" in text[:4]:
        raise RefusedError("part-encoding", f"UTF-16 in {name}")
    declared = _DECLARATION.match(text)
    encoding = _ENCODING.search(declared[0]) if declared else None
    if encoding and encoding[1].lower() not in _UTF8:
        raise RefusedError("part-encoding", f"{encoding[1].decode('ascii', 'replace')} in {name}")
    if b"<!DOCTYPE" in text:
        raise RefusedError("document-type", f"a document type in {name}")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError("part-encoding", f"bytes that are not UTF-8 in {name}") from error
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


def parse(
    part: bytes,
    name: str,
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Hand every element of a part to these functions; a name comes with its namespace, a space between them.

    Raises RefusedError for a part that is not well-formed or too long to be read element by element.
    """
    check_tags(part.count(b"<"), name)

    def named(_: str | None, namespace: str | None) -> None:
        if namespace and len(namespace) > LONGEST_NAMESPACE:
            raise RefusedError("damaged-part", f"a very long namespace in {name}")

    parser = expat.ParserCreate(None, " ", None)  # without a memory of names: it would grow with every new one
    parser.buffer_text = True
    parser.StartNamespaceDeclHandler = named
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise RefusedError("damaged-part", f"{name}, line {error.lineno}") from error


def check_tags(count: int, name: str) -> None:
    """Raise RefusedError for more elements than can be read one by one in a second or two."""
    if count > MOST_TAGS:
        raise RefusedError("too-much-content", f"{count / 1e6:.1f} million tags in {name}")


def check_length(text: str, name: str) -> str:
    """Return a text of a cell; raise RefusedError for one that is longer than any cell can hold."""
    if len(text) > LONGEST_PIECE:
        raise _too_long(name)
    return text


def has_odd_reference(xml: bytes) -> bool:
    """Return whether XML refers to a character in a way that not every reader understands, or that is wrong.

    >>> has_odd_reference(b"a &amp; b&#13;"), has_odd_reference(b"a&nbsp;b"), has_odd_reference(b"a&#0;b")
    (False, True, True)
    """
    return _ODD_REFERENCE.search(xml) is not None


def escaped(text: str) -> bytes:
    """Return text as it stands in XML; a carriage return is kept.

    >>> escaped("a < b & c")
    b'a &lt; b &amp; c'
    """
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\r", "&#13;").encode()


@lru_cache(maxsize=256)
def main_name(name: str) -> str:
    """Return the name of an element of SpreadsheetML without its namespace; nothing for other elements.

    >>> main_name(f"{MAIN} row"), main_name("row")
    ('row', '')
    """
    return name[len(MAIN) + 1 :] if name.startswith(f"{MAIN} ") else ""


def _check_pieces(xml: bytes, name: str) -> None:
    if len(xml) > LONGEST_PIECE and _LONG_PIECE.search(xml):
        raise _too_long(name)


def _too_long(name: str) -> RefusedError:
    return RefusedError("too-much-content", f"more than {LONGEST_PIECE:,} characters without a break in {name}")
