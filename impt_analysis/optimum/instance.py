"""What is to be covered, aligned by name: candidates in the order of their names, elements as levels."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from numbers import Integral
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from impt_analysis.errors import UsageError

FINEST = 10**7
"""Up to so many points in all, sums of whole points are exact in the solver too."""


@dataclass(frozen=True)
class Instance:
    """A problem of maximum coverage, in whole points.

    A level is an element and a value above what is covered already: it is hit when a chosen candidate has at least that
    value, and then brings its points. Levels that the same candidates hit are one.

    `names`: the candidates in order. `hits`: level x candidate, 1 where the candidate hits the level (sparse).
    `points`: what each level brings. `unit`: what a point is worth. `base`: what is covered already is worth.
    `most`: how many candidates at most. `costs` and `budget`: in whole units of cost, or none.
    """

    names: tuple[Hashable, ...]
    hits: Any
    points: tuple[int, ...]
    unit: Fraction
    base: Fraction
    most: int
    costs: tuple[int, ...] | None
    budget: int

    @cached_property
    def by_candidate(self) -> Any:
        """The candidate x level table."""
        return self.hits.T.tocsr()

    @cached_property
    def gains(self) -> npt.NDArray[np.float64]:
        """The points of each level as the solver takes them: exact up to `FINEST` in all, else in proportion."""
        total = sum(self.points)
        scale = 1 if total <= FINEST else Fraction(FINEST, total)
        return np.array([float(points * scale) for points in self.points])

    @cached_property
    def tolerance(self) -> float:
        """By how many gains two sets must differ to be told apart: half a point where points are exact."""
        return 0.5 if sum(self.points) <= FINEST else 1.0

    def points_of(self, chosen: Sequence[int]) -> int:
        """Return the points that these candidates bring together, exactly."""
        if not chosen:
            return 0
        return sum(self.points[level] for level in np.unique(self.by_candidate[list(chosen)].indices))

    def worth(self, points: Fraction | int) -> float:
        """Return what points are worth, with what is covered already."""
        return float(self.base + self.unit * points)

    def narrowed(self, candidates: Sequence[int]) -> Instance:
        """Return the problem with these candidates alone."""
        return replace(
            self,
            names=tuple(self.names[candidate] for candidate in candidates),
            hits=self.hits[:, list(candidates)],
            most=min(self.most, len(candidates)),
            costs=self.costs and tuple(self.costs[candidate] for candidate in candidates),
        )

    def allows(self, chosen: Sequence[int]) -> bool:
        """Return whether these candidates may be chosen together."""
        spent = sum(self.costs[candidate] for candidate in chosen) if self.costs else 0
        return len(chosen) <= self.most and spent <= self.budget


def aligned(
    matrix: pd.DataFrame,
    weights: pd.Series | Mapping[Any, float],
    *,
    opened: int | None,
    costs: pd.Series | Mapping[Any, float] | None,
    budget: float | None,
    covered: pd.Series | Mapping[Any, float] | None,
) -> Instance:
    """Return the problem with everything aligned by name; see `maximum_coverage` for what is raised."""
    table = _ordered(matrix)
    weight = _by_name("weights", weights, table.columns, "element")
    already = _by_name("covered", covered, table.columns, "element", most=1.0) if covered is not None else None
    floor = np.zeros(len(weight)) if already is None else already.to_numpy()
    exact = [_exact(value) for value in weight]
    worths, hits = _levels(table.to_numpy(), floor, exact)
    unit = _unit(worths)
    price, purse = _priced(costs, budget, table.index)
    return Instance(
        names=tuple(table.index),
        hits=hits,
        points=tuple(int(worth / unit) for worth in worths),
        unit=unit,
        base=sum((value * _exact(least) for value, least in zip(exact, floor, strict=True)), Fraction(0)),
        most=_at_most(opened, len(table)),
        costs=price,
        budget=purse,
    )


def _ordered(matrix: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(matrix, pd.DataFrame):
        raise UsageError(f"the matrix is a table with a row per candidate and a column per element; found {matrix!r}")
    _unique(matrix.index, "candidate of the matrix")
    _unique(matrix.columns, "element of the matrix")
    try:
        table = matrix.astype("float64")
    except (TypeError, ValueError) as error:
        raise UsageError(f"the matrix holds numbers from 0 to 1; found something else: {error}") from error
    wrong = table.index[~table.ge(0).all(axis="columns") | ~table.le(1).all(axis="columns")]
    if len(wrong):
        raise UsageError(f"the matrix holds numbers from 0 to 1; something else stands at {_listed(wrong)}")
    return table.loc[_sorted(table.index), _sorted(table.columns)]


def _by_name(
    what: str, values: pd.Series | Mapping[Any, float], names: pd.Index, kind: str, most: float = math.inf
) -> pd.Series:
    try:
        given = pd.Series(values, dtype="float64")
    except (TypeError, ValueError) as error:
        raise UsageError(f"{what} holds a number for each {kind}; found something else: {error}") from error
    _unique(given.index, f"{kind} of {what}")
    missing, extra = names.difference(given.index, sort=False), given.index.difference(names, sort=False)
    if len(missing):
        raise UsageError(f"{what} has no number for the {kind} {_listed(missing)}")
    if len(extra):
        raise UsageError(f"{what} names what is no {kind} of the matrix: {_listed(extra)}")
    wrong = given.index[~given.ge(0) | ~given.le(most) | np.isinf(given)]
    if len(wrong):
        limit = f"numbers from 0 to {most:g}" if most < math.inf else "numbers of 0 or more"
        raise UsageError(f"{what} holds {limit}; something else stands at {_listed(wrong)}")
    return given.reindex(names)


def _at_most(opened: int | None, candidates: int) -> int:
    if opened is None:
        return candidates
    if isinstance(opened, bool) or not isinstance(opened, Integral) or opened < 0:
        raise UsageError(f"opened is a whole number of 0 or more; found {opened!r}")
    return min(int(opened), candidates)


def _priced(
    costs: pd.Series | Mapping[Any, float] | None, budget: float | None, names: pd.Index
) -> tuple[tuple[int, ...] | None, int]:
    if (costs is None) != (budget is None):
        raise UsageError("costs and budget are given together, or neither")
    if costs is None or budget is None:
        return None, 0
    if not 0 <= budget < math.inf:
        raise UsageError(f"budget is a number of 0 or more; found {budget!r}")
    exact = [_exact(cost) for cost in _by_name("costs", costs, names, "candidate")]
    unit = _unit(exact)
    return tuple(int(cost / unit) for cost in exact), int(_exact(budget) / unit)


def _levels(
    values: npt.NDArray[np.float64], floor: npt.NDArray[np.float64], weights: Sequence[Fraction]
) -> tuple[list[Fraction], Any]:
    """Return what each level is worth, and the level x candidate table of hits."""
    from scipy.sparse import csr_array

    worth: dict[bytes, Fraction] = {}
    for element, weight in enumerate(weights):
        column, below = values[:, element], float(floor[element])
        for level in np.unique(column[column > below]) if weight else ():
            hit = np.packbits(column >= level).tobytes()
            worth[hit] = worth.get(hit, Fraction(0)) + weight * (_exact(level) - _exact(below))
            below = float(level)
    packed = np.frombuffer(b"".join(worth), dtype=np.uint8).reshape(len(worth), -(-len(values) // 8))
    hits = np.unpackbits(packed, axis=1, count=len(values))
    return list(worth.values()), csr_array(hits).astype("float64")


def _exact(number: Any) -> Fraction:
    """Return a number as it is written: 0.1 is one tenth."""
    return Fraction(repr(float(number)))


def _unit(values: Sequence[Fraction]) -> Fraction:
    """Return the largest number of which all these are whole multiples."""
    some = [value for value in values if value]
    if not some:
        return Fraction(1)
    below = math.lcm(*(value.denominator for value in some))
    return Fraction(math.gcd(*(int(value * below) for value in some)), below)


def _unique(names: pd.Index, what: str) -> None:
    if names.hasnans:
        raise UsageError(f"each {what} has a name; one is missing")
    if not names.is_unique:
        raise UsageError(
            f"each {what} stands once; found more than once: {_listed(names[names.duplicated()].unique())}"
        )


def _sorted(names: pd.Index) -> list[Any]:
    try:
        return sorted(names)
    except TypeError as error:
        raise UsageError(f"names are put in order, so they are of one kind; found {_listed(names)}") from error


def _listed(names: pd.Index, shown: int = 5) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(map(repr, names[:shown])) + more
