"""Notebooks run again, several at once, to fresh notebooks; no file is written."""

from __future__ import annotations

import asyncio
import atexit
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from impt_analysis.errors import UsageError
from impt_analysis.notebook_suite.cell_changes import Change
from impt_analysis.notebook_suite.code_rules import is_ignored
from impt_analysis.notebook_suite.comparison import ranked_changes
from impt_analysis.notebook_suite.documents import KERNEL, document, emptied, file_text, jupyter_module
from impt_analysis.notebook_suite.stored import Notebook, notebook_paths, parsed, read_notebook

AT_ONCE = max(2, min(4, os.cpu_count() or 2))
"""So many kernels at once: most of the time they start and draw, each on one core."""

CELL_SECONDS = 120
CLEANUP = "_cleanup_kernel"
"""What nbclient calls as the program ends; it has no public name."""

Watch = Callable[[str, int, int], None]
"""Told of each cell that has run: the notebook's name, how many of its cells have, and how many it has."""


@dataclass(frozen=True)
class Rerun:
    """A notebook that was run again: its file, the notebook stored there, and the fresh one that is not yet stored."""

    path: Path
    stored: Notebook
    fresh: Notebook

    @property
    def changes(self) -> list[Change]:
        """What the fresh one shows otherwise than the stored one, each change with what it is about."""
        return ranked_changes(self.stored, self.fresh)


def rerun(folder: Path | str, watch: Watch = lambda *_: None) -> list[Rerun]:
    """Return every notebook of a folder run again, two to four at once, each in its own folder; no file is written.

    The fresh notebook holds no time, no version and no path of the machine: run twice, it is the same text. A cell that
    is not compared keeps what is stored of it.

    Raises UsageError when the folder holds no notebook, when Jupyter is not installed, or naming every notebook and
    cell that failed or took more than 120 seconds.

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    if find_spec("nbclient") is None:
        raise UsageError(
            "notebooks run in Jupyter, which is not installed; install it: pip install 'impt-analysis[lab]'"
        )
    paths = notebook_paths(folder)
    with asyncio.Runner(loop_factory=_Loop) as runner:
        results = runner.run(_run_all(paths, watch))
    failures = [result for result in results if isinstance(result, str)]
    if failures:
        raise UsageError("\n".join(["no notebook was stored, because not all ran to their end", *failures]))
    return [result for result in results if isinstance(result, Rerun)]


class _Loop(asyncio.SelectorEventLoop):
    """A loop that leaves Ctrl-C to asyncio, which ends every notebook; nbclient would take it over and end one."""

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: object) -> None:
        """Say that this loop handles no signals, as the loops of Windows do."""
        raise NotImplementedError


async def _run_all(paths: list[Path], watch: Watch) -> list[Rerun | str]:
    free = asyncio.Semaphore(AT_ONCE)

    async def one(path: Path) -> Rerun | str:
        async with free:
            return await _run(path, watch)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(path)) for path in paths]
    return [task.result() for task in tasks]


async def _run(path: Path, watch: Watch) -> Rerun | str:
    stored = read_notebook(path)
    notebook = emptied(document(stored.text))
    begun: list[int] = []
    client = _client(notebook, path, begun, watch)
    raised = jupyter_module("nbclient.exceptions")
    try:
        await client.async_execute(cleanup_kc=True)
    except asyncio.CancelledError:
        _leave_quietly(client)
        raise
    except raised.CellExecutionError as error:
        return f"{_place(stored, begun)}: {error.ename}: {error.evalue}"
    except raised.CellTimeoutError:
        return f"{_place(stored, begun)}: it took more than {CELL_SECONDS} seconds; make it shorter"
    except raised.DeadKernelError:
        return f"{_place(stored, begun)}: its kernel ended; it was interrupted or ran out of memory"
    _keep_what_is_not_compared(notebook, stored)
    return Rerun(path, stored, parsed(path.stem, file_text(notebook)))


def _leave_quietly(client: Any) -> None:
    """Let nothing be printed of a notebook that was interrupted, whose kernel is ended already."""
    atexit.unregister(getattr(client, CLEANUP))
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)


def _keep_what_is_not_compared(notebook: Any, stored: Notebook) -> None:
    """Give each cell that is not compared what is stored of it, so that another run stores the same bytes."""
    ignored = {cell.id for cell in stored.code if is_ignored(cell) and cell.outputs}
    kept = {cell.id: cell.outputs for cell in document(stored.text).cells if cell.id in ignored}
    for cell in notebook.cells:
        cell.update({"outputs": kept[cell.id]} if cell.id in kept else {})


def _client(notebook: Any, path: Path, begun: list[int], watch: Watch) -> Any:
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    places = [place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    # With no folder to look in, the kernel is that of the Python which runs this, and no other that somebody installed.
    here = KernelSpecManager(kernel_dirs=[])
    kernel = AsyncKernelManager(kernel_name=KERNEL, kernel_spec_manager=here, transport_encryption="auto")
    return jupyter_module("nbclient").NotebookClient(
        notebook,
        km=kernel,
        timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.resolve().parent)}},
        on_cell_execute=lambda **cell: begun.append(cell["cell_index"]),
        on_cell_executed=lambda **cell: watch(path.stem, places.index(cell["cell_index"]) + 1, len(places)),
    )


def _place(notebook: Notebook, begun: list[int]) -> str:
    return f"{notebook.name}, {notebook.cells[begun[-1]].place}" if begun else f"{notebook.name}, before its first cell"
