"""The texts that the cells of a workbook share, and how much text the cells show in all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from impt_analysis.workbook.plain_xml import (
    MAIN,
    Attributes,
    check_length,
    escaped,
    has_odd_reference,
    main_name,
    parse,
)
from impt_analysis.workbook.refusal import RefusedError
from impt_analysis.workbook.sheet_body import SheetBody

MOST_TEXT = 5_000_000
"""In characters: each cell gets its own copy of a text that many cells share.

The largest workbook of a state shows a hundredth.
"""

MOST_STRINGS = 200_000

_BEGIN = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<sst\s[^>]*>\s*")
_ITEMS = re.compile(rb'(?:<si>\s*(?:<t(?:\s+xml:space="preserve")?>[^<]*+</t>|<t\s*/>)\s*</si>\s*+)*+')
_END = b"</sst>"
_LONG_TEXT = re.compile(rb">([^<]{100,})<")
"""Texts that stand in the cells themselves; short ones take no more than the cells do."""


def plain_strings(part: bytes, name: str) -> list[bytes]:
    """Return the shared texts, each as an XML element `si` without formatting and without reading aids.

    Raises RefusedError for a part that is damaged, holds something else or very many texts.
    """
    if part.count(b"<si") > MOST_STRINGS:
        raise RefusedError("too-much-content", f"more than {MOST_STRINGS} texts in {name}")
    begun = _BEGIN.match(part)
    if begun and f'xmlns="{MAIN}"'.encode() in begun[0]:
        items = _ITEMS.match(part, begun.end())
        if items and part[items.end() :].strip() == _END and not has_odd_reference(items[0]):
            return [item + b"</si>" for item in items[0].split(b"</si>")[:-1]]
    return _read_one_by_one(part, name)


def check_text(strings: Sequence[bytes], bodies: Sequence[SheetBody]) -> None:
    """Raise RefusedError when the cells of these sheets show more text than can be held."""
    longest = max(map(len, strings), default=0)
    own = sum(len(text) for body in bodies for text in _LONG_TEXT.findall(body.rows))
    if own + longest * sum(body.rows.count(b't="s"') for body in bodies) <= MOST_TEXT:
        return
    lengths = list(map(len, strings))
    shown = own + sum(lengths[number] for body in bodies for number in body.shared() if number < len(lengths))
    if shown > MOST_TEXT:
        limit = f"{MOST_TEXT / 1e6:.0f} million"
        raise RefusedError("too-much-text", f"{shown / 1e6:.0f} million characters", limit=limit)


def _read_one_by_one(part: bytes, name: str) -> list[bytes]:
    read = _Strings(name)
    parse(part, name, start=read.start, end=read.end, text=read.text.append)
    if read.root != f"{MAIN} sst":
        raise RefusedError("damaged-part", f"no shared strings in {name}")
    return read.strings


class _Strings:
    """The shared texts while their elements go by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = ""
        self.strings: list[bytes] = []
        self.text: list[str] = []
        self._said: list[str] = []
        self._aids = 0

    def start(self, element: str, _: Attributes) -> None:
        self.root = self.root or element
        self._aids += main_name(element) == "rPh"
        self.text.clear()

    def end(self, element: str) -> None:
        name = main_name(element)
        self._aids -= name == "rPh"
        if name == "t" and not self._aids:
            self._said.append("".join(self.text))
        elif name == "si":
            text = check_length("".join(self._said), self.name)
            self.strings.append(b'<si><t xml:space="preserve">' + escaped(text) + b"</t></si>")
            self._said.clear()
        self.text.clear()
