"""A folder replaced as a whole: what is new is complete beside it before anything moves.

Beside a folder `processed` stand, while it is written, `.processed.impt-new`, `.processed.impt-old` and
`.processed.impt-lock`. A run that was killed leaves them behind; the next one knows them by these names and touches no
other.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from impt_analysis.errors import UsageError, shown_path
from impt_analysis.whole_files import told_clearly
from impt_analysis.whole_folders.exchanging import exchanged
from impt_analysis.whole_folders.locking import alone
from impt_analysis.whole_folders.strangers import refuse_strangers

Earlier = Callable[[Path], Collection[str]]


@dataclass(frozen=True)
class Place:
    """A folder and what stands beside it while it is written."""

    folder: Path
    new: Path
    old: Path
    lock: Path

    @classmethod
    def of(cls, folder: Path) -> Place:
        """Return the places of a folder.

        A link is followed, so that the folder it names is replaced and not the link.

        >>> Place.of(Path("processed")).new.name
        '.processed.impt-new'
        """
        real = folder.resolve()
        if not real.name:
            raise UsageError(f"{shown_path(folder)} is no folder that can be replaced; name one inside it")
        return cls(real, *(real.with_name(f".{real.name}.impt-{part}") for part in ("new", "old", "lock")))


def write_whole_folder(folder: Path, contents: Mapping[str, bytes], earlier: Earlier = lambda _: ()) -> None:
    """Write a folder that holds these files and no others, so that nobody ever sees a part of it.

    `contents` is by name, with `/` between folders; the files are written in this order. `earlier` returns the names of
    what an earlier run wrote into the folder, which goes with it; it is asked while no other run writes. A run that is
    killed leaves the old folder or the new one; where the system cannot exchange two folders in one step, there is an
    instant at which it leaves none, and the next run brings the old one back.

    Raises UsageError when the folder holds anything else, another run writes it, or the place cannot be written; the
    old folder is then untouched. Source: docs/workbook.md, section "What the build writes".
    """
    place = Place.of(folder)
    with told_clearly(folder):
        place.folder.parent.mkdir(parents=True, exist_ok=True)
        with alone(place.lock, folder):
            _settle(place)
            try:
                refuse_strangers(folder, {*contents, *earlier(folder)})
                _write(place.new, contents)
                _move_in(place)
            finally:
                _settle(place)


def recover_folder(folder: Path) -> None:
    """Bring a folder back, and remove what stands beside it, where a run that wrote it was killed.

    Raises UsageError when another run writes it at this moment.
    """
    place = Place.of(folder)
    if any(left.exists() for left in (place.new, place.old, place.lock)):
        with told_clearly(folder), alone(place.lock, folder):
            _settle(place)


def _settle(place: Place) -> None:
    if place.old.exists() and not place.folder.exists():
        place.old.rename(place.folder)
    for left in (place.new, place.old):
        shutil.rmtree(left, ignore_errors=True)  # what cannot be removed now is removed by the next run


def _write(new: Path, contents: Mapping[str, bytes]) -> None:
    new.mkdir()
    for name, content in contents.items():
        file = new / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
    for inner in (new, *(entry for entry in new.rglob("*") if entry.is_dir())):
        _keep_names(inner)


def _move_in(place: Place) -> None:
    if place.folder.exists():
        shutil.copymode(place.folder, place.new)
        if not exchanged(place.new, place.folder):
            place.folder.rename(place.old)
            place.new.rename(place.folder)
    else:
        place.new.rename(place.folder)
    _keep_names(place.folder.parent)


def _keep_names(folder: Path) -> None:
    """Let the names in a folder outlast a power cut; Windows keeps them by itself, and opens no folder."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
