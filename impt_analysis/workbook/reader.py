"""An Excel workbook to cells: every part is checked first, then the fast reader (python-calamine) gives the values."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from impt_analysis.errors import WorkbookError, shown_path
from impt_analysis.personal.withholding import without_identifiers
from impt_analysis.workbook.beside_cells import texts_beside_cells
from impt_analysis.workbook.cells import SheetCells, WorkbookCells
from impt_analysis.workbook.guard import guarded_bytes
from impt_analysis.workbook.number_formats import plain_styles
from impt_analysis.workbook.ordinary_sheet import ordinary_body
from impt_analysis.workbook.overview import Overview, SheetEntry, workbook_overview
from impt_analysis.workbook.package_parts import LARGEST_CONTENT, Package
from impt_analysis.workbook.plain_workbook import plain_bytes
from impt_analysis.workbook.plain_xml import check_tags
from impt_analysis.workbook.refusal import RefusedError
from impt_analysis.workbook.shared_strings import check_text, plain_strings
from impt_analysis.workbook.sheet_body import MOST_CELLS, SheetBody
from impt_analysis.workbook.unusual_sheet import unusual_body

_MOST = f"{MOST_CELLS:,}"
_PANIC = "pyo3_runtime"
"""A panic of the fast reader has no class that could be imported, and is no `Exception`."""


def read_workbook(path: Path) -> WorkbookCells:
    """Return the cells of a workbook: its worksheets in order, hidden ones too, each value at its true place.

    With them come the texts that stand beside the cells, such as comments.

    An error value is blank and a finding; a formula is a finding, with its stored result as value.

    Raises WorkbookError with one problem when the file cannot be read, says too much, or is made to do harm. Source:
    docs/workbook.md.
    """
    file = shown_path(path)
    try:
        package = Package(guarded_bytes(path))
        listed = workbook_overview(package)
        return WorkbookCells(file, worksheets(package, listed), texts_beside_cells(package, listed))
    except RefusedError as refusal:
        raise WorkbookError(without_identifiers([refusal.problem(file)])) from refusal


def worksheets(package: Package, listed: Overview) -> tuple[SheetCells, ...]:
    """Return the worksheets of a package in order, as `read_workbook` gives them.

    Raises RefusedError when they cannot be read, say too much, or are made to do harm.
    """
    content = sum(package.size(part) for part in listed.parts())
    if content > LARGEST_CONTENT:
        raise RefusedError("too-much-content", f"{content / 1e6:.0f} MB")
    texts, styles = listed.shared_strings, listed.styles
    strings = plain_strings(package.part(texts), texts) if texts else []
    formats = plain_styles(package.part(styles), styles) if styles else b""
    bodies = _bodies(package, listed.sheets)
    check_text(strings, bodies)
    made = plain_bytes(bodies, strings, formats, from_1904=listed.from_1904)
    return _read(made, listed.sheets, bodies)


def _bodies(package: Package, sheets: Sequence[SheetEntry]) -> list[SheetBody]:
    bodies: list[SheetBody] = []
    unusual_tags = cells = 0
    for sheet in sheets:
        try:
            part = package.part(sheet.part)
            body = ordinary_body(part)
            if body is None:
                unusual_tags += part.count(b"<")
                check_tags(unusual_tags, sheet.part)
                body = unusual_body(part, sheet.part)
            cells += body.size
            if cells > MOST_CELLS:
                raise RefusedError("sheet-too-large", f"{body.height} rows and {body.width} columns", limit=_MOST)
        except RefusedError as refusal:
            raise refusal.in_sheet(sheet.name) from refusal
        bodies.append(body)
    return bodies


def _read(made: bytes, sheets: Sequence[SheetEntry], bodies: Sequence[SheetBody]) -> tuple[SheetCells, ...]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(made))
        return tuple(
            _cells(workbook.get_sheet_by_index(number), sheet, body)
            for number, (sheet, body) in enumerate(zip(sheets, bodies, strict=True))
        )
    except CalamineError as error:
        raise RefusedError("unreadable-workbook", str(error)) from error
    except (OverflowError, ValueError) as error:
        raise RefusedError("unreadable-workbook", "a date or a duration that no calendar has") from error
    except BaseException as error:
        if type(error).__module__ != _PANIC:
            raise
        raise RefusedError("unreadable-workbook", "cells that cannot be read") from error


def _cells(read: CalamineSheet, sheet: SheetEntry, body: SheetBody) -> SheetCells:
    row, column = read.start or (0, 0)
    return SheetCells(sheet.name, sheet.visible, row + 1, column + 1, read.to_python(), body.findings, body.merged)
