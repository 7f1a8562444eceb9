"""How far the optimiser gets in ten seconds: cases of known make, each with a seed, and what came of them.

Run it from the root of the repository: `python -m benchmarks.maximum_coverage`. The tests use its first two cases.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from impt_analysis.optimum import Optimum, maximum_coverage

SOURCES, ITEMS, SEED = 1000, 93, 2010


class Case(NamedTuple):
    """What is to be covered, and how many candidates may be opened."""

    matrix: pd.DataFrame
    weights: pd.Series
    opened: int


def sources_and_items(recorded: float, opened: int) -> Case:
    """Return 1,000 sources x 93 weighted items; `recorded` is the share of cells that are ½ (two in three) or 1."""
    chance = np.random.default_rng(SEED)
    drawn = chance.random((SOURCES, ITEMS))
    values = np.where(drawn < recorded / 3, 1.0, np.where(drawn < recorded, 0.5, 0.0))
    items = [f"item {number:02}" for number in range(ITEMS)]
    weights = pd.Series(np.where(chance.random(ITEMS) < 0.5, 1.0, 0.5), items)
    return Case(pd.DataFrame(values, [f"S{number:04}" for number in range(SOURCES)], items), weights, opened)


def proved_case() -> Case:
    """Return a case in which few sources record an item: one cell in a hundred is 1, two are ½."""
    return sources_and_items(0.03, opened=5)


def unproved_case() -> Case:
    """Return a case in which so many sets are nearly as good that minutes do not tell them apart."""
    return sources_and_items(0.15, opened=10)


def points_on_a_square(points: int, radius: float, opened: int) -> Case:
    """Return the maximal covering location problem: every point is a site, and covers what lies within the radius."""
    chance = np.random.default_rng(SEED)
    places = chance.random((points, 2)) * 30
    distance = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    weights = pd.Series(chance.integers(1, 100, points), dtype="float64")
    return Case(pd.DataFrame((distance <= radius).astype("float64")), weights, opened)


def random_sets(elements: int, sets: int, share: float, opened: int) -> Case:
    """Return sets as in the classic problems of set covering: each holds an element with the same chance."""
    chance = np.random.default_rng(SEED)
    matrix = pd.DataFrame((chance.random((sets, elements)) < share).astype("float64"))
    return Case(matrix, pd.Series(chance.integers(1, 100, elements), dtype="float64"), opened)


CASES: dict[str, Callable[[], Case]] = {
    "1,000 sources x 93 items, few recorded, 5 opened": proved_case,
    "1,000 sources x 93 items, many recorded, 10 opened": unproved_case,
    "324 points, radius 3, 5 opened": lambda: points_on_a_square(324, 3, 5),
    "900 points, radius 2, 30 opened": lambda: points_on_a_square(900, 2, 30),
    "2,000 points, radius 1.5, 30 opened": lambda: points_on_a_square(2000, 1.5, 30),
    "1,000 sets of 200 elements, 10 opened": lambda: random_sets(200, 1000, 0.02, 10),
    "4,000 sets of 400 elements, 20 opened": lambda: random_sets(400, 4000, 0.02, 20),
}


def measured(case: Case) -> tuple[Optimum, float]:
    """Return the optimum that is found and the seconds that it took."""
    start = time.perf_counter()
    best = maximum_coverage(case.matrix, case.weights, opened=case.opened)
    return best, time.perf_counter() - start


def main() -> None:
    """Print a line per case: value, bound, whether they meet, whether the set is the first by name, and seconds."""
    for name, made in CASES.items():
        best, seconds = measured(made())
        told = f"value {best.value:g}, bound {best.bound:g}, proved {best.proved}, first by name {best.first_by_name}"
        print(f"{name}: {told}, {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
