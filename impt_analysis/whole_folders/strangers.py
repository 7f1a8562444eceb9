"""What stands in a folder that is to be replaced and was not written by this package: it is named, never removed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from impt_analysis.errors import UsageError, shown_path

MOST_NAMED = 10
OPEN_MARKS = ("~$", ".~lock.")
"""Office and LibreOffice lay a small file of this beginning beside a document that somebody has open."""

DROPPED_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What macOS and Windows lay into a folder that somebody has looked at; nobody misses it."""


def refuse_strangers(folder: Path, own: Collection[str]) -> None:
    """Raise UsageError when a folder holds a file that somebody has open, or one that is not among the own names."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{shown_path(folder)} is a file and not a folder; name another place")
    found = _others(folder, "", own)
    held = [name for name in found if PurePosixPath(name).name.startswith(OPEN_MARKS)]
    if held:
        raise UsageError(
            f"a file in {shown_path(folder)} is open in another program, as {_named(held)} says. Close it and run the "
            "command again; if nobody has it open, remove that file."
        )
    if found:
        raise UsageError(
            f"{shown_path(folder)} holds what this command did not write: {_named(found)}. It replaces the whole "
            "folder, and would remove that: move it to another place and run the command again."
        )


def _others(folder: Path, below: str, own: Collection[str]) -> list[str]:
    """Return what is not own in a folder, by its name from the top; no folder is entered in which nothing is own."""
    found: list[str] = []
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        name = f"{below}{entry.name}"
        if entry.is_dir() and not entry.is_symlink():
            inside = any(known.startswith(f"{name}/") for known in own)
            found += _others(entry, f"{name}/", own) if inside else [f"{name}/"]
        elif name not in own and entry.name not in DROPPED_BY_SYSTEMS:
            found.append(name)
    return found


def _named(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"
