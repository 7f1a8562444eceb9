"""An Excel workbook to cells (python-calamine)."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook

from impt_analysis.errors import shown_path
from impt_analysis.workbook.cells import SheetCells, WorkbookCells


def read_workbook(path: Path) -> WorkbookCells:
    wb = CalamineWorkbook.from_path(path)
    out = []
    for m in wb.sheets_metadata:
        s = wb.get_sheet_by_name(m.name)
        st = s.start or (0, 0)
        out.append(SheetCells(m.name, True, st[0] + 1, st[1] + 1, s.to_python(), (), ()))
    return WorkbookCells(shown_path(path), tuple(out))
