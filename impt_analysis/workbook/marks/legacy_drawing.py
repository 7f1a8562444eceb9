"""The boxes of comments: each comment has a shape in the sheet's old kind of drawing (VML).

Such a drawing may also hold buttons and other shapes, and is not always well-formed XML: it is changed by its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from impt_analysis.workbook.marks.comment_boxes import grown_anchor, new_anchor, points
from impt_analysis.workbook.marks.elements import Edit, edited
from impt_analysis.workbook.marks.grid import Grid
from impt_analysis.workbook.marks.obstacles import NotMarkableError
from impt_analysis.workbook.marks.sheet_cells import Place

_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_EXCEL = "urn:schemas-microsoft-com:office:excel"

NO_SHAPES = (
    f'<xml xmlns:v="{_VML}" xmlns:o="{_OFFICE}" xmlns:x="{_EXCEL}"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
).encode()

_SHAPE = re.compile(rb"<((?:[\w.-]+:)?shape)\s.*?</\1\s*>", re.DOTALL)
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?Row>\s*([0-9]+)\s*</")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?Column>\s*([0-9]+)\s*</")
_ANCHOR = re.compile(rb"<(?:[\w.-]+:)?Anchor>([0-9,\s]+)</")
_NUMBER = re.compile(rb"_x0000_s([0-9]{1,9})\b")
_TYPE = b"_x0000_t202"
_PREFIX = rb"""xmlns:([\w.-]+)\s*=\s*["']%s["']"""
_LAST_TAG = re.compile(rb"</(?:[\w.-]+:)?xml\s*>\s*\Z")
_FIRST_NUMBER = 1024

_BOX_TYPE = (
    '<{v}shapetype id="_x0000_t202" coordsize="21600,21600" {o}spt="202" path="m,l,21600r21600,l21600,xe">'
    '<{v}stroke joinstyle="miter"/><{v}path gradientshapeok="t" {o}connecttype="rect"/></{v}shapetype>'
)
_BOX = (
    '<{v}shape id="_x0000_s{number}" type="#_x0000_t202"'
    ' style="position:absolute;width:{width:g}pt;height:{height:g}pt;z-index:1;visibility:hidden"'
    ' fillcolor="#ffffe1" {o}insetmode="auto"><{v}fill color2="#ffffe1"/>'
    '<{v}shadow on="t" color="black" obscured="t"/><{v}path {o}connecttype="none"/>'
    '<{v}textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></{v}textbox>'
    '<{x}ClientData ObjectType="Note"><{x}MoveWithCells/><{x}SizeWithCells/><{x}Anchor>{anchor}</{x}Anchor>'
    "<{x}AutoFill>False</{x}AutoFill><{x}Row>{row}</{x}Row><{x}Column>{column}</{x}Column></{x}ClientData></{v}shape>"
)


def boxed(part: bytes, texts: Mapping[Place, str], changed: Mapping[Place, str], grid: Grid) -> bytes:
    """Return the drawing with a box for every comment of a sheet and for no other cell.

    `texts` has all comments; the boxes of those that are `changed` are made so high that their text can be read.

    Raises NotMarkableError for a drawing without an end.
    """
    edits: list[Edit] = []
    seen: set[Place] = set()
    for shape in _SHAPE.finditer(part):
        place = _place(shape[0])
        if place is None:
            continue
        if place not in texts:
            edits.append(Edit(shape.start(), shape.end(), b""))
        elif place in changed:
            edits += _grown(shape, changed[place], grid)
        seen.add(place)
    new = {place: changed[place] for place in sorted(changed) if place not in seen}
    return _with_new(edited(part, edits), new, grid)


def _place(shape: bytes) -> Place | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if not row or not column or not _NOTE.search(shape):
        return None
    return int(row[1]) + 1, int(column[1]) + 1


def _grown(shape: re.Match[bytes], text: str, grid: Grid) -> list[Edit]:
    anchor = _ANCHOR.search(shape[0])
    if anchor is None:
        return []
    old = anchor[1].decode()
    new = grown_anchor(old, text, grid)
    begin = shape.start() + anchor.start(1)
    return [Edit(begin, begin + len(anchor[1]), new.encode())] if new != old else []


def _with_new(part: bytes, texts: Mapping[Place, str], grid: Grid) -> bytes:
    if not texts:
        return part
    prefixes = {key: _prefix(part, space) for key, space in (("v", _VML), ("o", _OFFICE), ("x", _EXCEL))}
    first = max((int(number) for number in _NUMBER.findall(part)), default=_FIRST_NUMBER) + 1
    made = "" if _TYPE in part else _BOX_TYPE.format(**prefixes)
    for number, ((row, column), text) in enumerate(texts.items(), start=first):
        anchor = new_anchor(row, column, text, grid)
        width, height = points(text)
        made += _BOX.format(
            **prefixes, number=number, width=width, height=height, anchor=anchor, row=row - 1, column=column - 1
        )
    last = _LAST_TAG.search(part)
    if last is None:
        raise NotMarkableError("a drawing of comments is not as Excel writes it")
    return edited(part, [Edit(last.start(), last.start(), made.encode())])


def _prefix(part: bytes, namespace: str) -> str:
    declared = re.search(_PREFIX % namespace.encode(), part)
    return f"{declared[1].decode()}:" if declared else ""
