"""The marks of an earlier check in a marked copy that was sent back: they are taken off before new ones are put in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from impt_analysis.workbook.marks.elements import tree
from impt_analysis.workbook.marks.problem_sheet import LINK_COLUMN, MEMORY_COLUMN, is_problem_sheet
from impt_analysis.workbook.marks.sheet_cells import Place, SheetCells, place_of
from impt_analysis.workbook.overview import Overview, SheetEntry
from impt_analysis.workbook.package_parts import Package
from impt_analysis.workbook.reader import worksheets

_TARGET = re.compile(r"#?(?:'((?:[^']|'')+)'|([^'!]+))!([^!]+)")


@dataclass(frozen=True)
class EarlierMarks:
    """The sheet of problems of an earlier check, and the style that each marked cell had before, by sheet and place."""

    sheet: SheetEntry | None = None
    before: dict[tuple[str, Place], int] = field(default_factory=dict)


def earlier_marks(package: Package, listed: Overview) -> EarlierMarks:
    """Return the marks that a workbook has already.

    Raises RefusedError for a workbook that cannot be read.
    """
    for entry, cells in zip(listed.sheets, worksheets(package, listed), strict=True):
        if is_problem_sheet(cells):
            return EarlierMarks(entry, _remembered(package.part(entry.part), entry.part))
    return EarlierMarks()


def linked(sheet: str, cell: str) -> str:
    """Return the place to which a link inside the workbook leads.

    >>> linked("Children's rights", "A1")
    "'Children''s rights'!A1"
    """
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"


def _remembered(part: bytes, name: str) -> dict[tuple[str, Place], int]:
    sheet = tree(part, name)
    styles = SheetCells(part, sheet).styles()
    links = sheet.first("hyperlinks")
    before: dict[tuple[str, Place], int] = {}
    for link in links.each("hyperlink") if links else []:
        place = place_of(link.attributes.get("ref", ""))
        target = _TARGET.fullmatch(link.attributes.get("location", ""))
        cell = place_of(target[3]) if target else None
        if place and target and cell and place[1] == LINK_COLUMN and (place[0], MEMORY_COLUMN) in styles:
            named = target[1].replace("''", "'") if target[1] else target[2]
            before[named, cell] = styles[place[0], MEMORY_COLUMN]
    return before
