"""Maximum coverage: the set that covers most, a bound that no set exceeds, and whether the two meet."""

from __future__ import annotations

import math
import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from impt_analysis.errors import UsageError
from impt_analysis.optimum import programme
from impt_analysis.optimum.greedy import (
    best_single,
    earlier_by_exchange,
    exchanged,
    fewest_by_size,
    greedy_set,
    most_to_add,
    needed_only,
)
from impt_analysis.optimum.instance import FINEST, Instance, aligned


@dataclass(frozen=True)
class Optimum:
    """The best set that was found, and how good it is.

    `opened`: the chosen candidates, in the order of their names; none of them adds nothing.
    `value`: what they cover with what is covered already, counted again from the set.
    `bound`: no allowed set covers more; never below the value.
    `proved`: value and bound are the same, so no set is better.
    `first_by_name`: of all sets of that value this is the cheapest, then the smallest, then the first by the names of
    its members. Where it is False the time ran out before this was shown.
    """

    opened: list[Any]
    value: float
    bound: float
    proved: bool
    first_by_name: bool


def maximum_coverage(
    matrix: pd.DataFrame,
    weights: pd.Series | Mapping[Any, float],
    *,
    opened: int | None = None,
    costs: pd.Series | Mapping[Any, float] | None = None,
    budget: float | None = None,
    covered: pd.Series | Mapping[Any, float] | None = None,
    time_limit: float = 10,
) -> Optimum:
    """Return the candidates that together cover most of the weighted elements.

    A set is worth Σ weight · max(covered, greatest value of a chosen candidate) over the elements.

    `matrix` has a row per candidate and a column per element, with 0, ½, 1 or any number between; `weights` and
    `covered` (what is covered already, 0 to 1; nothing if left out) are by element, `costs` by candidate. Everything is
    aligned by name, so the order of rows and columns never matters. `opened` is how many candidates at most,
    `budget` what they may cost together; without both, all of them. `time_limit` is in seconds; when it is over the
    best set so far comes back with a true bound, and `proved` says that they do not meet. Numbers count as they are
    written: 0.1 is one tenth. An element whose values are all different makes the problem as large as there are
    candidates; ½ and 1 make it small. Weights so fine that their sum is more than ten million times the finest are
    proved to within a ten-millionth of that sum.

    Raises UsageError, which names what is wrong: a name that is missing, extra or stands twice, a value that is
    missing, negative or beyond its range, costs without budget.

    >>> held = pd.DataFrame({"age": [1, 0.5, 0], "route": [0, 0.5, 0], "family": [0, 0, 1]}, index=["A", "B", "C"])
    >>> maximum_coverage(held, {"age": 1, "route": 0.5, "family": 1}, opened=2)
    Optimum(opened=['A', 'C'], value=2.0, bound=2.0, proved=True, first_by_name=True)

    Source: docs/method.md, section "Maximum coverage".
    """
    if isinstance(time_limit, bool) or not 0 < time_limit < math.inf:
        raise UsageError(f"time_limit is a number of seconds above 0; found {time_limit!r}")
    instance = aligned(matrix, weights, opened=opened, costs=costs, budget=budget, covered=covered)
    clock = _Clock(time.monotonic() + time_limit)
    chosen, bound = _most(instance, clock)
    points = instance.points_of(chosen)
    proved = bound <= points
    settled = proved and not chosen
    if proved and chosen:
        chosen, settled = _settled(instance, chosen, clock)
        points = bound = instance.points_of(chosen)
    names: list[Hashable] = [instance.names[candidate] for candidate in chosen]
    return Optimum(names, instance.worth(points), instance.worth(bound), proved, settled)


@dataclass(frozen=True)
class _Clock:
    end: float

    def left(self) -> float:
        return self.end - time.monotonic()

    def running(self) -> bool:
        return self.left() > 0


def _most(instance: Instance, clock: _Clock) -> tuple[list[int], Fraction | int]:
    """Return the best set that was found and an upper bound, in points."""
    everything = list(range(len(instance.names)))
    if instance.allows(everything):
        return needed_only(instance, everything), instance.points_of(everything)
    start = max([greedy_set(instance), best_single(instance)], key=instance.points_of)
    best = exchanged(instance, start, clock.running)
    limit = _simple_bound(instance, best)
    if limit > instance.points_of(best):
        answer = programme.most_covering(instance, clock.left())
        if answer.chosen is not None and instance.allows(answer.chosen):
            best = max([best, answer.chosen], key=instance.points_of)
        limit = min(limit, _in_points(instance, answer.bound))
    best = needed_only(instance, best)
    reached = instance.points_of(best)
    return best, max(limit, reached) if limit > reached + _blur(instance) else reached


def _simple_bound(instance: Instance, chosen: list[int]) -> Fraction | int:
    """Return what no set exceeds: every level, or what the chosen and the best additions to them bring."""
    added = _in_points(instance, most_to_add(instance, chosen))
    return min(sum(instance.points), instance.points_of(chosen) + added)


def _in_points(instance: Instance, gains: float) -> Fraction | int:
    """Return the whole points that a bound in gains allows."""
    total = sum(instance.points)
    if gains == math.inf:
        return total
    if total <= FINEST:
        return math.floor(gains + 0.01)  # the solver's sums of whole points are off by far less
    return math.ceil(Fraction(gains) * total / FINEST)


def _blur(instance: Instance) -> int:
    """Return the points that the solver cannot tell apart."""
    total = sum(instance.points)
    return 0 if total <= FINEST else math.ceil(Fraction(total, FINEST))


def _settled(instance: Instance, chosen: list[int], clock: _Clock) -> tuple[list[int], bool]:
    """Return the first of the sets that bring as much, and whether it was shown to be the first."""
    least = float(sum(instance.gains[instance.hits[:, chosen].sum(axis=1) > 0])) - instance.tolerance
    kept = sorted({*programme.possible(instance, least, clock.left()), *chosen})
    narrowed = instance.narrowed(kept)
    first, settled = _first(narrowed, [kept.index(candidate) for candidate in chosen], least, clock)
    return [kept[candidate] for candidate in first], settled


def _first(instance: Instance, chosen: list[int], least: float, clock: _Clock) -> tuple[list[int], bool]:
    points = instance.points_of(chosen)

    def as_good(answer: programme.Answer) -> list[int] | None:
        found = answer.chosen if answer.finished else None
        good = found is not None and instance.allows(found) and instance.points_of(found) >= points
        return found if good else None

    if instance.costs is not None:
        found = as_good(programme.cheapest(instance, least, clock.left()))
        if found is None:
            return chosen, False
        chosen = needed_only(instance, found)
    if not fewest_by_size(instance, len(chosen), least):
        found = as_good(programme.fewest(instance, least, _cost(instance, chosen), clock.left()))
        if found is None:
            return chosen, False
        chosen = found
    chosen = earlier_by_exchange(instance, chosen)
    if len(chosen) == 1:
        return chosen, True  # every single candidate was tried
    while clock.running():
        answer = programme.earlier(instance, chosen, least, _cost(instance, chosen), clock.left())
        if answer.chosen is None:
            return chosen, answer.finished
        found = as_good(answer)
        if found is None:
            return chosen, False
        chosen = earlier_by_exchange(instance, found)
    return chosen, False


def _cost(instance: Instance, chosen: list[int]) -> int:
    return sum(instance.costs[candidate] for candidate in chosen) if instance.costs else 0
