"""How long work shows its progress, on standard error, so that standard output holds results alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def pieces_made() -> Iterator[Callable[[str, int, int], None]]:
    """Show how many charts and documents are made, and which was last: as a bar, or where there is none, in lines."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda name, done, total: console.out(f"{done} of {total}: {name}")
        return
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("", total=None)
        yield lambda name, done, total: progress.update(bar, description=name, completed=done, total=total)
