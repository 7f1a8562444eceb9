"""A workbook with its problems marked: coloured cells with comments, and a sheet that lists the problems.

Marks are put into single parts, at single places. To load and save the workbook would lose what openpyxl does not
know: drop-down lists in Excel's extensions, text boxes, data bars, sparklines, stored results of formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

from impt_analysis.errors import Problem
from impt_analysis.schema import PROBLEM_SHEET
from impt_analysis.workbook.marks.cell_styles import StyleTable
from impt_analysis.workbook.marks.elements import added, edited, tree
from impt_analysis.workbook.marks.obstacles import NotMarkableError, check_markable
from impt_analysis.workbook.marks.parts import Parts, attribute, reference
from impt_analysis.workbook.marks.problem_sheet import FIRST_CELL, Line, sheet_xml
from impt_analysis.workbook.marks.sent_back import earlier_marks, linked
from impt_analysis.workbook.marks.sheet_cells import Place, place_of
from impt_analysis.workbook.marks.sheet_marks import MarkedSheet
from impt_analysis.workbook.overview import SheetEntry, workbook_overview, workbook_part
from impt_analysis.workbook.package_parts import Package
from impt_analysis.workbook.refusal import RefusedError

NOTE = (
    "A click on an address leads to the cell; its comment says the same. "
    "Errors have to be mended; what a warning or an info says may be right, and may wait. Mend the cells and send this "
    "workbook back. Write nothing on this sheet: it is made anew by every check."
)

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def marked_copy(data: bytes, problems: Sequence[Problem]) -> bytes:
    """Return a workbook with a mark at every cell that has a problem, and a sheet that lists all problems.

    What marks do not touch keeps its bytes, part by part. Marks of an earlier check are taken off. The same workbook
    and problems give the same bytes.

    Args:
        data: the bytes of the sender's workbook.
        problems: those of this workbook. One without a cell stands in the list only.

    Raises NotMarkableError when marks would break the workbook, or when it cannot be opened. Source: docs/workbook.md.
    """
    try:
        return with_list(Package(data), problems, NOTE)
    except RefusedError as refusal:
        raise NotMarkableError(f"the workbook cannot be opened ({refusal.found})") from refusal


def with_list(package: Package, problems: Sequence[Problem], note: str) -> bytes:
    """Return the bytes of a workbook with marks, and this note below the title of their list.

    Raises NotMarkableError as `marked_copy` does, RefusedError for a workbook that cannot be read.
    """
    return _Workbook(package).marked(problems, note)


class _Workbook:
    """A sender's workbook and the marks that it has already."""

    def __init__(self, package: Package) -> None:
        self._part = workbook_part(package)
        check_markable(package, self._part)
        listed = workbook_overview(package)
        self._earlier = earlier_marks(package, listed)
        self._sheets = [entry for entry in listed.sheets if entry != self._earlier.sheet]
        self._parts = Parts(package)
        if not listed.styles:
            raise NotMarkableError("the workbook has no table of cell styles")
        self._styles_part = listed.styles
        self._styles = StyleTable(self._parts.xml(listed.styles), listed.styles)

    def marked(self, problems: Sequence[Problem], note: str) -> bytes:
        lines: dict[int, Line] = {number: self._line(problem) for number, problem in enumerate(problems)}
        for entry in self._sheets:
            own = {number: p for number, p in enumerate(problems) if self._sheet_of(p) == entry}
            lines |= self._mark(entry, own)
        sheet = sheet_xml([lines[number] for number in range(len(problems))], note, self._styles)
        if self._earlier.sheet is None:
            self._add_sheet(sheet)
        else:
            self._parts.put(self._earlier.sheet.part, sheet)
            self._parts.drop_links(self._earlier.sheet.part)
        self._parts.put(self._styles_part, self._styles.content())
        return self._parts.packed()

    def _mark(self, entry: SheetEntry, problems: dict[int, Problem]) -> dict[int, Line]:
        """Mark one sheet, and return the lines of those problems that have a cell there, by their number."""
        placed = {number: place for number, p in problems.items() if (place := place_of(p.cell))}
        if not placed and self._earlier.sheet is None:
            return {}
        sheet = MarkedSheet(self._parts, entry)
        cells: dict[Place, list[Problem]] = {}
        for number, place in placed.items():
            cells.setdefault(sheet.shown_at(place), []).append(problems[number])
        hidden = sheet.show(cells)
        before = sheet.mark(cells, self._styles, self._earlier)
        lines: dict[int, Line] = {}
        for number, place in placed.items():
            link, at = linked(entry.name, problems[number].cell), sheet.shown_at(place)
            lines[number] = Line(problems[number], link, before[at], hidden.at(at))
        return lines

    def _line(self, problem: Problem) -> Line:
        """The line of a problem that has no cell."""
        sheet = self._sheet_of(problem)
        return Line(problem, linked(sheet.name, FIRST_CELL) if sheet else "")

    def _sheet_of(self, problem: Problem) -> SheetEntry | None:
        """The sheet that a problem names: a table goes by its name without regard to capitals and outer spaces."""
        exact = [entry for entry in self._sheets if entry.name == problem.sheet]
        alike = [entry for entry in self._sheets if _plain(entry.name) == _plain(problem.sheet)]
        return next(iter(exact + alike), None)

    def _add_sheet(self, content: bytes) -> None:
        name = self._parts.unused("xl/worksheets/sheet{}.xml")
        self._parts.put(name, content)
        self._parts.declare(name, _WORKSHEET)
        key = self._parts.link(self._part, "worksheet", name)
        part = self._parts.xml(self._part)
        root = tree(part, self._part)
        sheets = root.first("sheets") or root
        number = max((sheet.number("sheetId") for sheet in sheets.each("sheet")), default=0) + 1
        taken = {_plain(sheet.attributes.get("name", "")) for sheet in sheets.each("sheet")}
        others = (f"{PROBLEM_SHEET} ({number})" for number in count(2))
        shown = next(made for made in chain([PROBLEM_SHEET], others) if _plain(made) not in taken)
        tag = b'<%ssheet name=%s sheetId="%d" ' % (root.prefix, attribute(shown), number)
        made = tag + reference(key, part[root.begin : root.inner]) + b"/>"
        self._parts.put(self._part, edited(part, [added(part, sheets, made)]))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
