"""Why a workbook is not read: known deep inside the file, where nobody knows its name."""

from __future__ import annotations

from impt_analysis.errors import Problem


class RefusedError(Exception):
    """Why nothing of a workbook is read: the code of a problem, its place in the file, and what was found there."""

    def __init__(self, code: str, found: str, *, sheet: str = "", cell: str = "", **details: str) -> None:
        super().__init__(code, found)
        self.code = code
        self.found = found
        self.sheet = sheet
        self.cell = cell
        self.details = details

    def in_sheet(self, sheet: str) -> RefusedError:
        """Return the same reason with the sheet's name as its place."""
        return RefusedError(self.code, self.found, sheet=sheet, cell=self.cell, **self.details)

    def problem(self, file: str) -> Problem:
        """Return the reason as a problem of this file.

        >>> RefusedError("empty-file", "0 bytes").problem("latvia.xlsx").expected
        'a workbook'
        """
        place = {"file": file, "sheet": self.sheet, "cell": self.cell}
        return Problem.of(self.code, **place, found=self.found, **self.details)
