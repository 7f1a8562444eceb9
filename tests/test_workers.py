"""Processes that make the pieces of a release side by side, here as threads of which each stands for one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier, get_ident

import pytest

from impt_analysis.inventory import Inventory
from impt_analysis.reports.workers import FEWEST_AT_ONCE, Make, Task, Workers
from impt_analysis.worked_example import example_inventory

LONGEST_WAIT = 20
"""Seconds after which a test fails because nobody else works."""


@pytest.fixture
def two() -> Iterator[Workers]:
    """Two workers."""
    with ExitStack() as ending:
        yield Workers([ending.enter_context(ThreadPoolExecutor(1)) for _ in range(2)])


def side_by_side(lot: str, together: Barrier) -> Make[tuple[str, int]]:
    """Return a piece that is made only while another is, and says where it was made."""

    def make(_: Inventory) -> tuple[str, int]:
        together.wait(LONGEST_WAIT)
        return lot, get_ident()

    return make


def made(team: Workers, lots: str) -> list[tuple[str, int]]:
    """Return the lot of each piece that two workers made side by side, and where it was made."""
    together = Barrier(2)
    return list(team.each(example_inventory(), [Task(lot, side_by_side(lot, together)) for lot in lots]))


def test_all_of_a_lot_are_made_in_one_process(two: Workers) -> None:
    found = made(two, "aaabbb")
    assert sorted(lot for lot, _ in found) == list("aaabbb")
    assert len(set(found)) == len({place for _, place in found}) == 2


def test_a_lot_stays_in_its_process_when_more_is_to_be_made_later(two: Workers) -> None:
    assert set(made(two, "aaabbb")) == set(made(two, "bbbaaa"))


def test_who_would_stand_idle_makes_what_is_at_home_elsewhere(two: Workers) -> None:
    assert len({place for _, place in made(two, "aaaaaa")}) == 2


def test_a_few_pieces_are_made_without_other_processes(two: Workers) -> None:
    tasks = [Task("a", lambda _: get_ident())] * FEWEST_AT_ONCE
    assert set(two.each(example_inventory(), tasks)) == {get_ident()}


def test_what_goes_wrong_in_a_process_is_raised(two: Workers) -> None:
    def fail(_: Inventory) -> None:
        raise ValueError("no chart")

    with pytest.raises(ValueError, match="no chart"):
        list(two.each(example_inventory(), [Task("a", fail)] * (FEWEST_AT_ONCE + 1)))
