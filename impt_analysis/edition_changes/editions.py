"""Two editions read from files: workbook against workbook, or folder against folder."""

from __future__ import annotations

from pathlib import Path

from impt_analysis.errors import UsageError, shown_path
from impt_analysis.inventory import Inventory, load


def loaded_editions(old: Path, new: Path) -> tuple[Inventory, Inventory]:
    """Return the inventories of two editions, each a workbook or each a folder of workbooks.

    Raises UsageError when one is a workbook and the other a folder, or two workbooks are of different states, and
    WorkbookError, with every problem, when a workbook has an error.
    """
    if old.exists() and new.exists() and old.is_dir() != new.is_dir():
        folder, file = (old, new) if old.is_dir() else (new, old)
        raise UsageError(
            f"{shown_path(folder)} is a folder and {shown_path(file)} a workbook; name two workbooks or two folders"
        )
    before, after = load(old), load(new)
    states = [", ".join(found.about["state"].astype("str")) for found in (before, after)]
    if old.is_file() and states[0] != states[1]:
        raise UsageError(
            f"{shown_path(old)} is of {states[0]} and {shown_path(new)} of {states[1]}; name two workbooks of one state"
        )
    return before, after
