"""Runs that kill themselves, for tests: a folder is written again and again, and each run dies one file event later.

`python -m tests.killed BASE WAY` writes `BASE/1/data/processed`, `BASE/2/...`, each holding the old files before, and
prints the file events of the last run, which nothing killed. WAY is `exchange` or `renames`. It needs a system that
forks.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

from impt_analysis.whole_folders import replacing, write_whole_folder

OLD = {"a.csv": b"old a", "old.csv": b"old", "datapackage.json": b"old"}
NEW = {"a.csv": b"new a", "inner/b.csv": b"new b", "datapackage.json": b"new"}
FILE_EVENTS = ("open", "os.", "shutil.", "ctypes.dlsym", "fcntl.")


def old_folder(base: Path) -> Path:
    """Return a folder that holds the old files."""
    folder = base / "data" / "processed"
    folder.mkdir(parents=True)
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def held(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_and_die(folder: Path, number: int) -> None:
    """Write the new files and end; the process kills itself at the n-th file event."""
    seen: list[str] = []

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event.startswith(FILE_EVENTS):
            seen.append(event)
            if len(seen) == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    write_whole_folder(folder, NEW, lambda _: OLD)
    sys.stdout.write(" ".join(seen))
    sys.stdout.flush()
    os._exit(0)


def main(base: str, way: str) -> None:
    """Let one run after the other die, until one ends by itself."""
    if way == "renames":
        vars(replacing)["exchanged"] = lambda *_: False
    for number in count(1):
        folder = old_folder(Path(base) / str(number))
        process = os.fork()
        if process == 0:
            write_and_die(folder, number)
        if os.waitpid(process, 0)[1] == 0:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
