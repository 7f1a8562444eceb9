"""The sheet that lists the problems of a workbook, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from impt_analysis.errors import Problem, Severity, counted
from impt_analysis.schema import PROBLEM_SHEET_TITLE
from impt_analysis.workbook.appearance import HEADER_FILL, LINE_HEIGHT, TALLEST_ROW
from impt_analysis.workbook.cells import SheetCells, letters
from impt_analysis.workbook.escapes import escaped as without_control_characters
from impt_analysis.workbook.marks.cell_styles import StyleTable
from impt_analysis.workbook.marks.palette import FILLS
from impt_analysis.workbook.marks.parts import attribute
from impt_analysis.workbook.marks.wording import title
from impt_analysis.workbook.plain_xml import MAIN, escaped

HEADER_ROW = 4
LINK_COLUMN = 3
WRONG_COLUMN = 5
FIRST_CELL = "A1"
"""Where the link of a problem leads that names a sheet and no cell."""

TEXT_FORMAT = 49
"""Excel's own format for text: what begins with = stays a text, also when somebody edits the cell."""

_FAMILY = '<{}name val="Calibri"/><{}family val="2"/>'
_FONT = '<{}sz val="11"/>' + _FAMILY
_TITLE_FONT = '<{}b/><{}sz val="14"/>' + _FAMILY
_HEADER_FONT = '<{}b/><{}sz val="11"/><{}color rgb="FFFFFFFF"/>' + _FAMILY
_LINK_FONT = '<{}u/><{}sz val="11"/><{}color rgb="FF0563C1"/>' + _FAMILY
_TOP = '<{}alignment vertical="top" wrapText="1"/>'


@dataclass(frozen=True)
class Field:
    """A column of the list: its header, its width in characters, and what it says of a problem."""

    header: str
    width: float
    says: Callable[[Problem], str]


FIELDS = (
    Field("Severity", 10, lambda problem: problem.severity.value.capitalize()),
    Field("Sheet", 14, lambda problem: problem.sheet),
    Field("Cell", 8, lambda problem: problem.cell),
    Field("Column", 18, lambda problem: problem.column),
    Field("What is wrong", 28, title),
    Field("Found", 28, lambda problem: problem.found),
    Field("Right would be", 46, lambda problem: problem.expected),
    Field("To mend", 46, lambda problem: problem.mend),
    Field("Code", 22, lambda problem: problem.code),
)
MEMORY_COLUMN = len(FIELDS) + 1
"""A hidden column: its cells are blank and look as the marked cells looked before, so that marks can be taken off."""


@dataclass(frozen=True)
class Line:
    """A problem in the list: where its link leads, and the style that its cell had before it was marked, if any.

    `hidden` says which of its row and column was hidden in the workbook that was sent.
    """

    problem: Problem
    link: str = ""
    before: int | None = None
    hidden: str = ""


MOST_LINKS = 60_000
"""Excel holds at most 66,530 links on a sheet."""


def is_problem_sheet(cells: SheetCells) -> bool:
    """Return whether a sheet is the list of problems of a marked copy, known by its first cell."""
    begins = [cells.first_row, cells.first_column, *(row[0] for row in cells.rows[:1])]
    return begins == [1, 1, PROBLEM_SHEET_TITLE]


def sheet_xml(lines: Sequence[Line], note: str, styles: StyleTable) -> bytes:
    """Return the sheet of problems as XML; `note` stands below its title, and its styles are added to the workbook's.

    Errors stand before warnings and infos, each in the order given. The same lines give the same bytes.
    """
    looks = _looks(styles)
    gravest_first = sorted(lines, key=lambda line: list(Severity).index(line.problem.severity))
    numbered = list(enumerate(gravest_first, start=HEADER_ROW + 1))
    counts = counted(line.problem for line in lines)
    rows = [
        _row(1, 24, _text("A1", looks.title, PROBLEM_SHEET_TITLE)),
        _row(2, 18, _text("A2", looks.note, f"{counts} {note}")),
        _row(
            HEADER_ROW, 22, *(_text(f"{_letters(field)}{HEADER_ROW}", looks.header, field.header) for field in FIELDS)
        ),
        *(_problem_row(number, line, looks) for number, line in numbered),
    ]
    links = [_link(number, line.link) for number, line in numbered if line.link][:MOST_LINKS]
    hyperlinks = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    made = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}">{_BEFORE_ROWS}{_widths()}<sheetData>{"".join(rows)}</sheetData>'
        f"{hyperlinks}{_AFTER_ROWS}</worksheet>"
    )
    return made.encode()


_BEFORE_ROWS = (
    f'<sheetPr><tabColor rgb="FF{FILLS[Severity.ERROR]}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{HEADER_ROW}"'
    f' topLeftCell="A{HEADER_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
    f'<selection pane="bottomLeft" activeCell="A{HEADER_ROW + 1}" sqref="A{HEADER_ROW + 1}"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/>'
)
_AFTER_ROWS = (
    '<printOptions gridLines="1"/>'
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
)


@dataclass(frozen=True)
class _Looks:
    """The numbers of the styles of the sheet."""

    title: int
    note: int
    header: int
    text: int
    link: int
    severity: Mapping[Severity, int]


def _looks(styles: StyleTable) -> _Looks:
    return _Looks(
        title=styles.own(font=_TITLE_FONT, inner=""),
        note=styles.own(font=_FONT, inner=""),
        header=styles.own(font=_HEADER_FONT, fill=HEADER_FILL, inner='<{}alignment vertical="center"/>'),
        text=styles.own(font=_FONT, inner=_TOP, number_format=TEXT_FORMAT),
        link=styles.own(font=_LINK_FONT, inner=_TOP, number_format=TEXT_FORMAT),
        severity={each: styles.own(font=_FONT, fill=FILLS[each], inner=_TOP) for each in Severity},
    )


def _problem_row(number: int, line: Line, looks: _Looks) -> str:
    said = [field.says(line.problem) for field in FIELDS]
    styles = [looks.text] * len(FIELDS)
    styles[0] = looks.severity[line.problem.severity]
    if line.link:
        styles[LINK_COLUMN - 1] = looks.link
        said[LINK_COLUMN - 1] = said[LINK_COLUMN - 1] or FIRST_CELL
    if line.hidden:
        said[WRONG_COLUMN - 1] += f". The {line.hidden} was hidden in the workbook that was sent, and is shown here."
    cells = [
        _text(f"{_letters(field)}{number}", style, text)
        for field, style, text in zip(FIELDS, styles, said, strict=True)
    ]
    if line.before is not None:
        cells.append(f'<c r="{letters(MEMORY_COLUMN)}{number}" s="{line.before}"/>')
    lines = max(ceil(len(text) * 1.15 / field.width) for field, text in zip(FIELDS, said, strict=True))
    return _row(number, min(LINE_HEIGHT * max(lines, 1) + 4, TALLEST_ROW), *cells)


def _row(number: int, height: float, *cells: str) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _text(place: str, style: int, text: str) -> str:
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    shown = escaped(without_control_characters(text)).decode()
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _link(number: int, target: str) -> str:
    return f'<hyperlink ref="{letters(LINK_COLUMN)}{number}" location={attribute(target).decode()}/>'


def _widths() -> str:
    shown = "".join(
        f'<col min="{number}" max="{number}" width="{field.width:g}" customWidth="1"/>'
        for number, field in enumerate(FIELDS, start=1)
    )
    return (
        f'<cols>{shown}<col min="{MEMORY_COLUMN}" max="{MEMORY_COLUMN}" width="3" hidden="1" customWidth="1"/></cols>'
    )


def _letters(field: Field) -> str:
    return letters(FIELDS.index(field) + 1)
