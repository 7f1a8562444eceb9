"""One writer at a time: a lock that the system itself gives back when its holder is killed."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from impt_analysis.errors import UsageError, shown_path

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def alone(lock: Path, folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; the file that carries it is gone afterwards.

    Raises UsageError at once, without waiting, when another run holds it.
    """
    file = _taken(lock)
    if file is None:
        raise UsageError(
            f"another run writes {shown_path(folder)} at this moment; wait until it has ended and run the command again"
        )
    try:
        yield
    finally:
        _given_back(lock, file)


def _taken(lock: Path) -> BinaryIO | None:
    while True:
        file = lock.open("ab")
        try:
            _take(file)
        except OSError as error:
            file.close()
            if error.errno in _TAKEN:
                return None
            raise
        if _is_still_there(lock, file):
            return file
        file.close()  # whoever held it has removed it since it was opened: a new one is to be made


def _is_still_there(lock: Path, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), lock.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _given_back(lock: Path, file: BinaryIO) -> None:
        file.close()
        with suppress(PermissionError):  # Windows removes no file that the next run has opened already
            lock.unlink(missing_ok=True)
else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _given_back(lock: Path, file: BinaryIO) -> None:
        lock.unlink(missing_ok=True)  # while it is held: afterwards it may be another run's
        file.close()
