"""How long work shows its progress, on standard error, so that standard output holds results alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID


@contextmanager
def pieces_made() -> Iterator[Callable[[str, int, int], None]]:
    """Show how many charts and documents are made, and which was last."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as progress:
        bar = progress.add_task("", total=None)
        yield lambda name, done, total: progress.update(bar, description=name, completed=done, total=total)


@contextmanager
def cells_done() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for each notebook that runs, and a line for each that has run."""
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
