"""The number format of every cell style: it alone tells a date from a number."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from impt_analysis.workbook.plain_xml import MAIN, Attributes, main_name, parse

_LISTS = ("numFmts", "cellXfs", "cellStyleXfs", "dxfs")
"""Number formats stand in all of them; only the first two are about cells."""

_HIGHEST = 65_535
"""Formats are numbered in two bytes."""


def plain_styles(part: bytes, name: str) -> bytes:
    """Return the styles of a workbook as XML that holds nothing but the number formats of its cells.

    Raises RefusedError for a part that is damaged.
    """
    codes: list[str] = []
    styles: list[str] = []
    lists: list[str] = [""]

    def start(element: str, attributes: Attributes) -> None:
        local = main_name(element)
        number = _number(attributes.get("numFmtId", "0"))
        if local in _LISTS:
            lists.append(local)
        elif local == "numFmt" and lists[-1] == "numFmts":
            codes.append(f'<numFmt numFmtId="{number}" formatCode={quoteattr(attributes.get("formatCode", ""))}/>')
        elif local == "xf" and lists[-1] == "cellXfs":
            styles.append(f'<xf numFmtId="{number}"/>')

    def end(element: str) -> None:
        if main_name(element) in _LISTS:
            lists.pop()

    parse(part, name, start=start, end=end)
    formats = f"<numFmts>{''.join(codes)}</numFmts><cellXfs>{''.join(styles)}</cellXfs>"
    return f'<styleSheet xmlns="{MAIN}">{formats}</styleSheet>'.encode()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= _HIGHEST else 0
