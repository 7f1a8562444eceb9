"""Other processes that work side by side on one inventory, so that every core works."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import TypeVar

from impt_analysis.inventory import Inventory

Made = TypeVar("Made")
Make = Callable[[Inventory], Made]

FEWEST_AT_ONCE = 4
"""So few pieces are made sooner one after another than other processes begin."""

NEEDED = ("impt_analysis.charts", "impt_analysis.documents", "impt_analysis.reports.products")
"""What a process imports before it can make its first piece, which takes seconds."""


class Workers:
    """Processes that are begun when they are first needed, and each hold the inventory with what was measured of it."""

    def __init__(self, pool: ProcessPoolExecutor, size: int) -> None:
        self._pool, self._size = pool, size
        self._given: dict[int, Inventory] = {}

    def get_ready(self) -> None:
        """Let the processes begin and import what they will need, and do not wait for them."""
        for _ in range(self._size):
            self._pool.submit(int)

    def each(self, inventory: Inventory, makes: Sequence[Make[Made]]) -> Iterator[Made]:
        """Give what each function makes of the inventory, as it is ready."""
        if len(makes) <= FEWEST_AT_ONCE:
            yield from (make(inventory) for make in makes)
            return
        self._given[id(inventory)] = inventory
        futures = [self._pool.submit(_made, id(inventory), inventory, make) for make in makes]
        yield from (future.result() for future in as_completed(futures))


@contextmanager
def working_together() -> Iterator[Workers]:
    """Give workers, one for each core; they end with it, however it ends."""
    # Started anew and not forked: a fork copies the locks of threads, such as that of the progress bar, as they stand.
    size = os.cpu_count() or 1
    pool = ProcessPoolExecutor(size, get_context("spawn"), initializer=_begin)
    try:
        yield Workers(pool, size)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    for name in NEEDED:
        import_module(name)
    # A chart or document leaves hundreds of thousands of objects behind at once: they are looked for after each piece.
    gc.freeze()
    gc.disable()


def _made(number: int, sent: Inventory, make: Make[Made]) -> Made:
    """Return what is made of the inventory that was first sent under a number: what is measured of it serves all."""
    made = make(_HELD.setdefault(number, sent))
    gc.collect()
    return made


_HELD: dict[int, Inventory] = {}
