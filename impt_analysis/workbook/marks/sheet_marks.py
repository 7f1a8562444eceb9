"""Marks on one sheet: colours in its cells, comments in their part, boxes in the drawing of the comments."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from impt_analysis.errors import Problem
from impt_analysis.workbook.marks.cell_styles import StyleTable
from impt_analysis.workbook.marks.comments import NO_COMMENTS, Commented, commented
from impt_analysis.workbook.marks.elements import Edit, Element, added, edited, tree
from impt_analysis.workbook.marks.grid import sheet_grid
from impt_analysis.workbook.marks.hidden_lines import HiddenLines, hidden_among, with_shown
from impt_analysis.workbook.marks.legacy_drawing import NO_SHAPES, boxed
from impt_analysis.workbook.marks.palette import worst
from impt_analysis.workbook.marks.parts import OFFICE, Parts, reference
from impt_analysis.workbook.marks.sent_back import EarlierMarks
from impt_analysis.workbook.marks.sheet_cells import Place, SheetCells
from impt_analysis.workbook.marks.wording import comment_text
from impt_analysis.workbook.overview import SheetEntry
from impt_analysis.workbook.refusal import RefusedError

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_AFTER = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
}
"""What stands in a sheet behind the reference to the drawing of its comments (ECMA-376, part 1, section 18.3.1.99)."""


class MarkedSheet:
    """A sheet of the sender's workbook into which marks are put."""

    def __init__(self, parts: Parts, entry: SheetEntry) -> None:
        """Raise RefusedError for a sheet that cannot be read."""
        self._parts = parts
        self._name = entry.name
        self._part_name = entry.part
        self._part = parts.xml(entry.part)
        self._sheet = tree(self._part, entry.part)
        self._cells = SheetCells(self._part, self._sheet)

    def shown_at(self, place: Place) -> Place:
        """Return the cell that shows what stands at a place: the first one of a merged area."""
        return self._cells.shown_at(place)

    def show(self, places: Collection[Place]) -> HiddenLines:
        """Show the rows and columns of these places, and return which of them were hidden."""
        hidden = hidden_among(self._sheet, places)
        if hidden.rows or hidden.columns:
            self._part = with_shown(self._part, self._sheet, hidden)
            self._sheet = tree(self._part, self._part_name)
            self._cells = SheetCells(self._part, self._sheet)
        return hidden

    def mark(
        self, problems: Mapping[Place, Sequence[Problem]], styles: StyleTable, earlier: EarlierMarks
    ) -> dict[Place, int]:
        """Put marks at these places, take off those of an earlier check, and return the style each cell has without.

        Raises RefusedError or NotMarkableError for a part that is not as Excel writes it.
        """
        present = self._cells.styles()
        bare = present
        if earlier.sheet is not None:
            bare = {p: styles.unmarked(s, earlier.before.get((self._name, p))) for p, s in present.items()}
        before = {place: bare.get(place, self._cells.style(place)) for place in problems}
        wanted = {place: style for place, style in bare.items() if style != present[place]}
        for place, listed in problems.items():
            wanted[place] = styles.marked(before[place], worst([problem.severity for problem in listed]))
        edits = self._cells.edits(wanted) + self._comment(problems)
        self._parts.put(self._part_name, edited(self._part, edits))
        return before

    def _comment(self, problems: Mapping[Place, Sequence[Problem]]) -> list[Edit]:
        links = self._parts.links(self._part_name)
        name = next((link.target for link in links.values() if link.kind == "comments"), None)
        if name is None and not problems:
            return []
        if name is None:
            name = self._new_part("xl/comments{}.xml", NO_COMMENTS, "comments", _COMMENTS)[0]
        marks = {place: comment_text(listed) for place, listed in problems.items()}
        result = commented(self._parts.xml(name), name, marks)
        self._parts.put(name, result.part)
        return self._draw(result)

    def _draw(self, comments: Commented) -> list[Edit]:
        drawing = self._sheet.first("legacyDrawing")
        if drawing is None and not comments.marked:
            return []
        edits: list[Edit] = []
        if drawing is None:
            name, key = self._new_part("xl/drawings/vmlDrawing{}.vml", NO_SHAPES, "vmlDrawing", _DRAWING)
            edits = [self._drawn(key)]
        else:
            name = self._drawing(drawing)
        grid = sheet_grid(self._sheet)
        self._parts.put(name, boxed(self._parts.xml(name), comments.texts, comments.marked, grid))
        return edits

    def _drawing(self, reference_to_it: Element) -> str:
        links = self._parts.links(self._part_name)
        key = reference_to_it.attributes.get(f"{OFFICE} id", "")
        if key not in links:
            raise RefusedError("missing-part", "no drawing of comments", part="the drawing of its comments")
        return links[key].target

    def _new_part(self, pattern: str, content: bytes, kind: str, content_type: str) -> tuple[str, str]:
        name = self._parts.unused(pattern)
        self._parts.put(name, content)
        self._parts.declare(name, content_type)
        return name, self._parts.link(self._part_name, kind, name)

    def _drawn(self, key: str) -> Edit:
        """The edit that lets the sheet refer to the drawing of its comments."""
        root = self._part[self._sheet.begin : self._sheet.inner]
        made = b"<" + self._sheet.prefix + b"legacyDrawing " + reference(key, root) + b"/>"
        after = [child.begin for child in self._sheet.children if _names(child) & _AFTER]
        return Edit(after[0], after[0], made) if after else added(self._part, self._sheet, made)


def _names(element: Element) -> set[str]:
    """The name of an element, and of those inside that stand there for some programs only."""
    if element.name != "AlternateContent":
        return {element.name}
    return {inside.name for inside in element.all_inside()}
