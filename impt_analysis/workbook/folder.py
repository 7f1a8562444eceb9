"""Which files are workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from impt_analysis.errors import UsageError, shown_path

SUFFIX = ".xlsx"
SPREADSHEETS = (SUFFIX, ".xlsm", ".xlsb", ".xls", ".ods")
"""In a folder of workbooks these are meant as workbooks; which of them can be read is said file by file."""

LOCK_PREFIX = "~$"
"""Excel lays a small file of this name beside a workbook that somebody has open."""


def workbook_files(paths: Iterable[Path]) -> list[Path]:
    """Return the workbooks in these folders and files, by name, each once.

    Lock files are left out, also where a list of files names them, and hidden files in a folder. Raises UsageError for
    a path that does not exist, for a folder without a workbook, and when no workbook is left.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"{shown_path(path)} does not exist; name a workbook (*{SUFFIX}) or a folder that holds some"
            )
        listed = [file for file in _files(path) if not file.name.startswith(LOCK_PREFIX)]
        if not listed and path.is_dir():
            raise UsageError(f"{shown_path(path)} holds no workbook (*{SUFFIX})")
        found.update(dict.fromkeys(listed))
    if not found:
        raise UsageError("these are lock files that Excel lays beside an open workbook; name the workbook itself")
    return list(found)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(path.iterdir(), key=lambda file: file.name)
    return [file for file in files if file.suffix.lower() in SPREADSHEETS and not file.name.startswith(".")]
