"""Notebooks run again: first all to new content, then what changed is told, then they are stored, each whole."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from impt_analysis.errors import UsageError
from impt_analysis.notebook_suite.comparison import changes
from impt_analysis.notebook_suite.documents import KERNEL, document, emptied, file_text
from impt_analysis.notebook_suite.readme import README, gathered_readme
from impt_analysis.notebook_suite.stored import Notebook, notebook_paths, parsed, read_notebook
from impt_analysis.whole_files import write_whole

AT_ONCE = 2
CELL_SECONDS = 120


@dataclass(frozen=True)
class Rerun:
    """A notebook that was run again: its file, the notebook stored there, and the fresh one that is not yet stored."""

    path: Path
    stored: Notebook
    fresh: Notebook

    @property
    def changes(self) -> list[str]:
        """What the fresh one shows otherwise than the stored one, in sentences."""
        return changes(self.stored, self.fresh)


def execute(folder: Path | str, finished: Callable[[str], None] = lambda _: None) -> list[str]:
    """Return what changed, in sentences, after running every notebook of a folder again and storing it with the README.

    Nothing is stored unless every notebook ran to its end. `finished` is called with the name of each that did.

    Raises UsageError when the folder holds no notebook, or naming every notebook and cell that failed.

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    reruns = rerun(folder, finished)
    store(reruns)
    write_whole(Path(folder) / README, gathered_readme(folder).encode())
    return [change for done in reruns for change in done.changes]


def rerun(folder: Path | str, finished: Callable[[str], None] = lambda _: None) -> list[Rerun]:
    """Return every notebook of a folder run again, two at once, each in its own folder; no file is written.

    The fresh notebook holds no time, no version and no path of the machine: run twice, it is the same text.

    Raises UsageError when the folder holds no notebook, when Jupyter is not installed, or naming every notebook and
    cell that failed or took more than 120 seconds.
    """
    if find_spec("nbclient") is None:
        raise UsageError(
            "notebooks run in Jupyter, which is not installed; install it: pip install 'impt-analysis[lab]'"
        )
    paths = notebook_paths(folder)
    with asyncio.Runner(loop_factory=_Loop) as runner:
        results = runner.run(_run_all(paths, finished))
    failures = [result for result in results if isinstance(result, str)]
    if failures:
        raise UsageError("\n".join(["no notebook was stored, because not all ran to their end", *failures]))
    return [result for result in results if isinstance(result, Rerun)]


def store(reruns: list[Rerun]) -> None:
    """Write each fresh notebook into its file, each whole or absent; one that is the same already is left alone."""
    for done in reruns:
        if done.fresh.text != done.stored.text:
            write_whole(done.path, done.fresh.text.encode())


class _Loop(asyncio.SelectorEventLoop):
    """A loop that leaves Ctrl-C to asyncio, which ends every notebook; nbclient would take it over and end one."""

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: object) -> None:
        """Say that this loop handles no signals, as the loops of Windows do."""
        raise NotImplementedError


async def _run_all(paths: list[Path], finished: Callable[[str], None]) -> list[Rerun | str]:
    free = asyncio.Semaphore(AT_ONCE)

    async def one(path: Path) -> Rerun | str:
        async with free:
            result = await _run(path)
        if isinstance(result, Rerun):
            finished(path.stem)
        return result

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(path)) for path in paths]
    return [task.result() for task in tasks]


async def _run(path: Path) -> Rerun | str:
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    stored = read_notebook(path)
    notebook = emptied(document(stored.text))
    begun: list[int] = []
    client = _client(notebook, path, begun)
    try:
        await client.async_execute(cleanup_kc=True)
    except CellExecutionError as error:
        return f"{_place(stored, begun)}: {error.ename}: {error.evalue}"
    except CellTimeoutError:
        return f"{_place(stored, begun)}: it took more than {CELL_SECONDS} seconds; make it shorter"
    except DeadKernelError:
        return f"{_place(stored, begun)}: its kernel ended; it was interrupted or ran out of memory"
    return Rerun(path, stored, parsed(path.stem, file_text(notebook)))


def _client(notebook: Any, path: Path, begun: list[int]) -> Any:
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    # With no folder to look in, the kernel is that of the Python which runs this, and no other that somebody installed.
    here = KernelSpecManager(kernel_dirs=[])
    kernel = AsyncKernelManager(kernel_name=KERNEL, kernel_spec_manager=here, transport_encryption="auto")
    return NotebookClient(
        notebook,
        km=kernel,
        timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.resolve().parent)}},
        on_cell_execute=lambda **cell: begun.append(cell["cell_index"]),
    )


def _place(notebook: Notebook, begun: list[int]) -> str:
    return f"{notebook.name}, {notebook.cells[begun[-1]].place}" if begun else f"{notebook.name}, before its first cell"
