"""The styles of a sender's cells, with those of marks beside them: a mark changes the filling and nothing else.

A light font on a mark becomes black, because white on orange cannot be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from impt_analysis.errors import Severity
from impt_analysis.workbook.marks.elements import Edit, Element, added, edited, retagged, tree
from impt_analysis.workbook.marks.obstacles import NotMarkableError
from impt_analysis.workbook.marks.palette import FILLS
from impt_analysis.workbook.plain_xml import Attributes, escaped

LOOK = ("fillId", "applyFill", "fontId", "applyFont")
"""What a mark changes of a style."""

NO_FILL = {"fillId": "0", "applyFill": "1"}

_LIGHT = re.compile(rb"""<[^>]*color\s[^>]*(?:rgb=["'][0-9A-Fa-f]{2}[Ff]{6}["']|theme=["']0["'])[^>]*/>""")
_MARK = re.compile(rb'fgColor rgb="(?:[0-9A-F]{2})?(?:%s)"' % "|".join(FILLS.values()).encode())
_TABLES = {"fonts": "font", "fills": "fill", "cellXfs": "xf"}
_UNUSUAL = "the table of cell styles is not as Excel writes it"


@dataclass(frozen=True)
class Style:
    """One style of cells: its attributes and what stands inside it, as XML."""

    attributes: tuple[tuple[str, str], ...]
    inner: bytes

    def with_look(self, look: Attributes) -> Style:
        """Return the style with the filling and font of another; what that one does not state is not stated."""
        kept = {name: value for name, value in self.attributes if name not in LOOK or name in look}
        kept |= {name: value for name, value in look.items() if name in LOOK}
        return Style(tuple(kept.items()), self.inner)

    def same(self) -> tuple[frozenset[tuple[str, str]], bytes]:
        """Return what two styles have in common that look and act alike."""
        return frozenset(self.attributes), self.inner

    def written(self, prefix: bytes) -> bytes:
        """Return the style as XML."""
        attributes = b"".join(b" %s=%s" % (name.encode(), _quoted(value)) for name, value in self.attributes)
        if not self.inner:
            return b"<" + prefix + b"xf" + attributes + b"/>"
        return b"<" + prefix + b"xf" + attributes + b">" + self.inner + b"</" + prefix + b"xf>"


class StyleTable:
    """The styles of a workbook by number; those that are asked for and missing are added at the end."""

    def __init__(self, part: bytes, name: str) -> None:
        """Raise NotMarkableError for a table that lacks fonts, fillings or styles, RefusedError for a damaged one."""
        self._part = part
        self._root = tree(part, name)
        self._tables = {table: self._section(table) for table in _TABLES}
        self._old = {table: len(section.each(_TABLES[table])) for table, section in self._tables.items()}
        self._fonts = self._raw("fonts")
        self._fills = self._raw("fills")
        self._styles = [self._style(element) for element in self._tables["cellXfs"].each("xf")]
        if not self._styles:
            raise NotMarkableError(_UNUSUAL)
        self._known = {style.same(): number for number, style in reversed(list(enumerate(self._styles)))}

    def marked(self, number: int, severity: Severity) -> int:
        """Return the number of the style that is this one with the colour of a severity."""
        style = self._numbered(number)
        attributes = dict(style.attributes)
        look = {key: attributes[key] for key in LOOK if key in attributes}
        look |= {"fillId": str(self.fill(FILLS[severity])), "applyFill": "1"}
        font = int(look.get("fontId", "0"))
        if font < len(self._fonts) and _LIGHT.search(self._fonts[font]):
            black = _LIGHT.sub(self._xml('<{}color rgb="FF000000"/>'), self._fonts[font])
            look |= {"fontId": str(_number(self._fonts, black)), "applyFont": "1"}
        return self._added(style.with_look(look))

    def unmarked(self, number: int, before: int | None) -> int:
        """Return the number of a cell's style without its mark; `before` has its look, nothing if nobody knows it."""
        style = self._numbered(number)
        if not self.is_marked(number):
            return number
        if before is None:
            return self._added(style.with_look({**dict(style.attributes), **NO_FILL}))
        return self._added(style.with_look(dict(self._numbered(before).attributes)))

    def is_marked(self, number: int) -> bool:
        """Return whether a style has the colour of a mark."""
        fill = int(dict(self._numbered(number).attributes).get("fillId", "0"))
        if fill >= len(self._fills):
            return False
        return _MARK.search(self._fills[fill]) is not None

    def own(self, *, font: str, fill: str = "", inner: str, number_format: int = 0) -> int:
        """Return the number of a style of our own sheet; `font` and `inner` are XML, `{}` in them the prefix."""
        look = {"fontId": _number(self._fonts, self._xml(f"<{{}}font>{font}</{{}}font>")), "applyFont": 1}
        look |= {"fillId": self.fill(fill), "applyFill": 1} if fill else {"fillId": 0}
        attributes = {"numFmtId": number_format, **look, "borderId": 0, "xfId": 0, "applyAlignment": 1}
        if number_format:
            attributes["applyNumberFormat"] = 1
        return self._added(Style(tuple((key, str(value)) for key, value in attributes.items()), self._xml(inner)))

    def fill(self, colour: str) -> int:
        """Return the number of the filling with one colour."""
        pattern = '<{}fill><{}patternFill patternType="solid"><{}fgColor rgb="FF%s"/><{}bgColor indexed="64"/>'
        return _number(self._fills, self._xml(pattern % colour + "</{}patternFill></{}fill>"))

    def content(self) -> bytes:
        """Return the part with what was added; the same bytes if nothing was."""
        entries = {
            "fonts": self._fonts,
            "fills": self._fills,
            "cellXfs": [style.written(self._root.prefix) for style in self._styles],
        }
        edits: list[Edit] = []
        for table, listed in entries.items():
            new = listed[self._old[table] :]
            if new:
                section = self._tables[table]
                edits += [retagged(self._part, section, count=str(len(listed)))]
                edits += [added(self._part, section, b"".join(new))]
        return edited(self._part, edits)

    def _section(self, table: str) -> Element:
        section = self._root.first(table)
        if section is None or section.close == section.end:
            raise NotMarkableError(_UNUSUAL)
        return section

    def _raw(self, table: str) -> list[bytes]:
        return [self._part[entry.begin : entry.end] for entry in self._tables[table].each(_TABLES[table])]

    def _style(self, element: Element) -> Style:
        for name in ("fillId", "fontId"):
            element.number(name)  # refuses what is no number
        own = {name: value for name, value in element.attributes.items() if " " not in name}
        return Style(tuple(own.items()), self._part[element.inner : element.close])

    def _numbered(self, number: int) -> Style:
        return self._styles[number if number < len(self._styles) else 0]

    def _added(self, style: Style) -> int:
        if style.same() not in self._known:
            self._known[style.same()] = len(self._styles)
            self._styles.append(style)
        return self._known[style.same()]

    def _xml(self, text: str) -> bytes:
        return text.replace("{}", self._root.prefix.decode()).encode()


def _number(entries: list[bytes], entry: bytes) -> int:
    if entry not in entries:
        entries.append(entry)
    return entries.index(entry)


def _quoted(text: str) -> bytes:
    return b'"' + escaped(text).replace(b'"', b"&quot;") + b'"'
