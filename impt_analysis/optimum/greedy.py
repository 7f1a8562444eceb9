"""A good set without a proof: the best candidate one after another, then exchanged while an exchange brings more."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from impt_analysis.optimum.instance import Instance


def greedy_set(instance: Instance) -> list[int]:
    """Return the candidates that one gets by always taking the one that adds most, the first by name on a tie.

    With a budget it takes the one that adds most for its cost.
    """
    chosen: list[int] = []
    while True:
        added = _added(instance, chosen)
        rate = np.where(_fitting(instance, chosen), added, 0.0) / _costs(instance)
        best = int(np.argmax(rate)) if len(rate) else 0
        if not len(rate) or rate[best] <= 0:
            return sorted(chosen)
        chosen.append(best)


def best_single(instance: Instance) -> list[int]:
    """Return the one candidate that brings most by itself, or none: with a budget it may beat the greedy set."""
    added = np.where(_fitting(instance, []), _added(instance, []), 0.0)
    return [int(np.argmax(added))] if len(added) and added.max() > 0 else []


def exchanged(instance: Instance, chosen: list[int], going_on: Callable[[], bool]) -> list[int]:
    """Return the set after exchanging one candidate for another as long as that brings more."""
    best, improved = sorted(chosen), True
    while improved:
        improved = False
        for leaving in best:
            if not going_on():
                return best
            better = _with_another(instance, best, leaving)
            if instance.points_of(better) > instance.points_of(best):
                best, improved = better, True
                break
    return best


def earlier_by_exchange(instance: Instance, chosen: list[int]) -> list[int]:
    """Return the set with single candidates exchanged for ones earlier by name that bring as much at no more cost."""
    best, points = sorted(chosen), instance.points_of(chosen)
    for leaving in sorted(chosen, reverse=True):
        rest = [candidate for candidate in best if candidate != leaving]
        added = _added(instance, rest)
        costs = np.array(instance.costs or [0] * len(added))
        near = (added >= added[leaving] - instance.tolerance / 2) & (costs <= costs[leaving])
        near[rest] = False
        for other in np.flatnonzero(near[:leaving]):
            if instance.points_of([*rest, int(other)]) >= points:
                best = sorted([*rest, int(other)])
                break
    return best


def needed_only(instance: Instance, chosen: list[int]) -> list[int]:
    """Return the set without those that add nothing to the others; the last by name leave first."""
    kept, points = sorted(chosen), instance.points_of(chosen)
    for candidate in sorted(chosen, reverse=True):
        rest = [other for other in kept if other != candidate]
        if instance.points_of(rest) == points:
            kept = rest
    return kept


def most_to_add(instance: Instance, chosen: list[int]) -> float:
    """Return more gains than any allowed set can add to a chosen one: what the best candidates add, each by itself."""
    added = np.sort(_added(instance, chosen))[::-1]
    return float(added[: instance.most].sum())


def fewest_by_size(instance: Instance, size: int, least: float) -> bool:
    """Return whether fewer candidates than so many cannot bring at least so much, were each to bring all by itself."""
    added = np.sort(_added(instance, []))[::-1]
    return float(added[: size - 1].sum()) < least


def _with_another(instance: Instance, chosen: list[int], leaving: int) -> list[int]:
    rest = [candidate for candidate in chosen if candidate != leaving]
    added = np.where(_fitting(instance, rest), _added(instance, rest), 0.0)
    return sorted([*rest, int(np.argmax(added))]) if added.max() > 0 else chosen


def _added(instance: Instance, chosen: list[int]) -> npt.NDArray[np.float64]:
    """Return the gains that each candidate adds to the chosen ones."""
    hit = np.zeros(len(instance.gains), dtype=bool)
    if chosen:
        hit[instance.by_candidate[chosen].indices] = True
    added: npt.NDArray[np.float64] = instance.by_candidate @ np.where(hit, 0.0, instance.gains)
    return added


def _fitting(instance: Instance, chosen: list[int]) -> npt.NDArray[np.bool_]:
    """Return which candidates may join the chosen ones."""
    fits = np.full(len(instance.names), len(chosen) < instance.most)
    if instance.costs is not None:
        left = instance.budget - sum(instance.costs[candidate] for candidate in chosen)
        fits &= np.array([cost <= left for cost in instance.costs], dtype=bool)
    fits[chosen] = False
    return fits


def _costs(instance: Instance) -> npt.NDArray[np.float64]:
    """Return what each candidate costs, never nothing, so that a rate can be taken."""
    if instance.costs is None:
        return np.ones(len(instance.names))
    return np.array([max(float(cost), 1e-9) for cost in instance.costs])
