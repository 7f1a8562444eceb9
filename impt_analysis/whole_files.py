"""Files that are whole or absent: written beside their place, then moved into it."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from impt_analysis.errors import UsageError, shown_path

FULL = (errno.ENOSPC, errno.EDQUOT)
HELD = (errno.EACCES, errno.EPERM, errno.EBUSY)
"""What the system says of a file that a program holds open (Windows), and of a place where one may not write."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it; the folder is made if it is missing.

    Raises UsageError when the place cannot be written; what stood there before is then untouched.
    """
    with told_clearly(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(handle)  # else a power cut after the move could leave an empty file under the final name
            unfinished.chmod(0o644)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def told_clearly(place: Path) -> Iterator[None]:
    """Let a refusal of the system to write become a UsageError: the place, the reason, and what to do."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{shown_path(place)} could not be written: {_reason(place, error)}") from error


def _reason(place: Path, error: OSError) -> str:
    if error.errno in FULL:
        return "the disk is full. What stood there before is kept; make room and run the command again."
    if error.errno in HELD:
        held = _held(place)
        named = f" ({', '.join(held)})" if held else ""
        return (
            f"another program has it open{named}, or you may not write there. What stood there before is kept; "
            "close the program, such as Excel, and run the command again."
        )
    return f"the system says {error}. What stood there before is kept."


def _held(place: Path) -> list[str]:
    """Return the files at a place that cannot be opened for writing, as somebody else holds them."""
    files = sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else [place]
    return [file.name for file in files if file.is_file() and _refused(file)]


def _refused(file: Path) -> bool:
    try:
        with file.open("r+b"):
            return False
    except OSError:
        return True
