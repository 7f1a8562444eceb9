"""Which files are workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from impt_analysis.errors import UsageError, shown_path

SUFFIX = ".xlsx"
LOCK_PREFIX = "~$"
"""Excel lays a small file of this name beside a workbook that somebody has open."""


def workbook_files(paths: Iterable[Path]) -> list[Path]:
    """Return the workbooks in these folders and files, by name, each once; lock files and hidden files are left out.

    Raises UsageError for a path that does not exist and for a folder without a workbook.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"{shown_path(path)} does not exist; name a workbook (*{SUFFIX}) or a folder that holds some"
            )
        inside = sorted(path.iterdir(), key=lambda file: file.name) if path.is_dir() else [path]
        listed = [file for file in inside if not path.is_dir() or _is_workbook(file)]
        if not listed:
            raise UsageError(f"{shown_path(path)} holds no workbook (*{SUFFIX})")
        found.update(dict.fromkeys(listed))
    return list(found)


def _is_workbook(file: Path) -> bool:
    return file.suffix.lower() == SUFFIX and not file.name.startswith((LOCK_PREFIX, "."))
