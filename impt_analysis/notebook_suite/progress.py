"""How far the notebooks have run, as somebody sees who waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from impt_analysis.notebook_suite.execution import Watch


@contextmanager
def cells_done() -> Iterator[Watch]:
    """Show a bar for each notebook that runs, and a line for each that has run, on the stream of errors."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bars: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("cells"))
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as progress:

        def watch(name: str, done: int, total: int) -> None:
            if name not in bars:
                bars[name] = progress.add_task(name, total=total)
            progress.update(bars[name], completed=done, visible=done < total)
            if done == total:
                progress.console.print(f"Ran {name}")

        yield watch
