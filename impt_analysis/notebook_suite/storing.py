"""What running the suite again changed, and storing it: every notebook and their README, or nothing."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from impt_analysis.notebook_suite.cell_changes import Rank
from impt_analysis.notebook_suite.execution import Rerun
from impt_analysis.notebook_suite.readme import README, gathered_readme
from impt_analysis.whole_files import write_whole


def suite_changes(folder: Path | str, reruns: list[Rerun]) -> list[str]:
    """Return all that differs between what is stored and what was run again, a sentence each.

    What the workbooks say stands first, of all notebooks; then the notebooks in reading order, of each first what
    changed little, then long lists, pictures and the texts to read again.

    Besides what the notebooks show: a file in another form than `impt notebooks` stores, and a README that is not what
    their first cells give.

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    told: list[str] = []
    first: list[str] = []
    for done in reruns:
        changes = done.changes
        first += [change.sentence for change in changes if change.rank is Rank.SAID]
        told += [change.sentence for change in changes if change.rank is not Rank.SAID]
        if not changes and done.fresh.text != done.stored.text:
            told.append(f"{done.path.stem}: it shows the same, and its file holds what an editor or another run left")
    if gathered_readme(folder) != _stored_readme(folder):
        told.append(f"{README}: it is not what the first cells of the notebooks give")
    return [*first, *told]


def store(folder: Path | str, reruns: list[Rerun]) -> list[str]:
    """Write the fresh notebooks and the README gathered from them, and return the names of the files that changed.

    A file is whole or as it was, and Ctrl-C waits until all of them are written.

    Raises UsageError when a file cannot be written.
    """
    ready = {done.path: done.fresh.text for done in reruns if done.fresh.text != done.stored.text}
    if gathered_readme(folder) != _stored_readme(folder):
        ready[Path(folder) / README] = gathered_readme(folder)
    with _interrupts_wait():
        for path, text in ready.items():
            write_whole(path, text.encode())
    return [path.name for path in ready]


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Let Ctrl-C wait to the end; it reaches the main thread alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _stored_readme(folder: Path | str) -> str:
    path = Path(folder) / README
    return path.read_bytes().decode() if path.exists() else ""
