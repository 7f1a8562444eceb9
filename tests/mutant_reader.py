"""Reads and checks mutants, in a process of its own: `python -m tests.mutant_reader FOLDER FIRST COUNT`.

It says the number of each mutant before it is read, so that a death of the process names it.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from impt_analysis.checking import checked
from impt_analysis.errors import WorkbookError, rendered
from impt_analysis.workbook.cells import WorkbookCells
from impt_analysis.workbook.reader import read_workbook
from tests.mutants import mutant

MOST_MEMORY = 300_000_000
"""In bytes, above what the process has when it begins."""

MOST_SECONDS = 2
TABLE, PROBLEM = "table", "problem"
TOGETHER = 25
"""Mutants that are checked in one pass."""


def limit_memory() -> None:
    """Let the process have little more memory than it has, where the system knows such limits."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def read(path: Path) -> WorkbookCells | None:
    """Return the cells of a mutant; nothing when it is refused with one clear problem."""
    try:
        return read_workbook(path)
    except WorkbookError as error:
        (problem,) = error.problems
        said = rendered(error.problems)
        if said.count("\n") != 4 or len(said) > 2_000 or not problem.found:
            raise AssertionError(f"no clear line: {said}") from error
        return None


def main(folder: Path, first: int, count: int) -> None:
    """Say the number of every mutant and what came of it."""
    limit_memory()
    waiting: list[WorkbookCells] = []
    for number in range(first, first + count):
        sys.stdout.write(f"{number} ")
        sys.stdout.flush()
        path = folder / f"{number}.xlsx"
        path.write_bytes(mutant(number))
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)  # its default is to end the process
        cells = read(path)
        waiting += [cells] if cells else []
        if len(waiting) == TOGETHER or number == first + count - 1:
            rendered(checked(waiting).problems)
            waiting.clear()
        path.unlink()
        sys.stdout.write(f"{TABLE if cells else PROBLEM}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
