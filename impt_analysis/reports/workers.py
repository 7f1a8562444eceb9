"""Other processes that work side by side on one inventory, so that every core works."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from typing import Generic, NamedTuple, TypeVar

from impt_analysis.inventory import Inventory

Made = TypeVar("Made")
Make = Callable[[Inventory], Made]

FEWEST_AT_ONCE = 4
"""So few pieces are made sooner one after another than other processes begin."""

YOUNGEST = 0
"""The generation of objects that no search has met."""

NEEDED = ("impt_analysis.reports.chart_drawing", "impt_analysis.documents", "impt_analysis.reports.products")
"""What a process imports before it can make its first piece, which takes seconds."""


class Task(NamedTuple, Generic[Made]):
    """A piece that is to be made, and its lot: those of one lot need the same measures, and are best made together."""

    lot: str
    make: Make[Made]


class Workers:
    """Processes that are begun when they are first needed, and each hold the inventory with what was measured of it.

    All of a lot goes to the process that had the first of it, unless another would stand idle.
    """

    def __init__(self, processes: Sequence[Executor]) -> None:
        self._processes = processes
        self._at_home: dict[str, int] = {}
        self._given: dict[int, Inventory] = {}

    def get_ready(self) -> None:
        """Let the processes begin and import what they will need, and do not wait for them."""
        for process in self._processes:
            process.submit(int)

    def each(self, inventory: Inventory, tasks: Sequence[Task[Made]]) -> Iterator[Made]:
        """Give what each task makes of the inventory, as it is ready."""
        if len(tasks) <= FEWEST_AT_ONCE:
            yield from (task.make(inventory) for task in tasks)
            return
        self._given[id(inventory)] = inventory
        waiting = list(tasks)
        running: dict[Future[Made], int] = {}
        idle = list(range(len(self._processes)))
        while waiting or running:
            while idle and waiting:
                number = idle.pop()
                task = self._next(waiting, number)
                waiting.remove(task)
                running[self._processes[number].submit(_made, id(inventory), inventory, task.make)] = number
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                idle.append(running.pop(future))
                yield future.result()

    def _next(self, waiting: Sequence[Task[Made]], number: int) -> Task[Made]:
        """Return the first task of a lot that is at home in this process or nowhere, or of any where there is none."""
        ours = (task for task in waiting if self._at_home.get(task.lot, number) == number)
        task = next(ours, waiting[0])
        self._at_home.setdefault(task.lot, number)
        return task


@contextmanager
def working_together() -> Iterator[Workers]:
    """Give workers, one for each core; they end with it, however it ends."""
    with ExitStack() as ending:
        context = _beginnings()
        processes = [ProcessPoolExecutor(1, context, initializer=_begin) for _ in range(os.cpu_count() or 1)]
        for process in processes:
            ending.callback(process.shutdown, cancel_futures=True)
        yield Workers(processes)


def _beginnings() -> BaseContext:
    """Return how processes begin: as copies of one that has imported all they need, where the system can copy.

    They are no copies of this process, as a copy would have the locks of its threads, such as the progress bar's.
    """
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    context.set_forkserver_preload([*NEEDED])
    return context


def _begin() -> None:
    for name in NEEDED:
        import_module(name)
    # A chart or document leaves hundreds of thousands of objects behind at once: they are looked for after each piece,
    # among what it made alone, since what is kept only grows.
    gc.freeze()
    gc.disable()


def _made(number: int, sent: Inventory, make: Make[Made]) -> Made:
    """Return what is made of the inventory that was first sent under a number: what is measured of it serves all."""
    made = make(_HELD.setdefault(number, sent))
    gc.collect(YOUNGEST)
    return made


_HELD: dict[int, Inventory] = {}
