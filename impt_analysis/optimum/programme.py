"""The mixed-integer programmes behind a proof, solved by HiGHS.

A candidate is 0 or 1; a level is hit, from 0 to 1, at most as much as candidates that hit it are chosen. With whole
candidates that is exact, and the relaxation to fractions is as tight as any of this size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from impt_analysis.optimum.instance import Instance
from impt_analysis.optimum.silence import silenced_output

OPTIMAL, INFEASIBLE = 0, 2
"""How HiGHS ends when it has shown something."""

SLACK = 0.01
"""More than the solver's sums of gains are off by."""


@dataclass(frozen=True)
class Answer:
    """What the solver found: a set or none, an upper bound of the gains, and whether it went to the end."""

    chosen: list[int] | None
    bound: float
    finished: bool


@dataclass
class _Programme:
    """Rows of a programme over candidates, levels and, after them, further whole variables."""

    instance: Instance
    further: int = 0
    rows: list[Any] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(
        self,
        *parts: tuple[int, Sequence[float] | npt.NDArray[np.float64]],
        low: float = -math.inf,
        high: float = math.inf,
    ) -> None:
        """Add a row made of parts, each given by where its coefficients begin."""
        row = np.zeros(self.width)
        for start, coefficients in parts:
            row[start : start + len(coefficients)] += coefficients
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    @property
    def width(self) -> int:
        """The number of variables."""
        return len(self.instance.names) + len(self.instance.gains) + self.further

    def constraints(self) -> list[Any]:
        """Return that a level is hit only by chosen candidates, and the added rows."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array, eye_array, hstack

        levels = len(self.instance.gains)
        hit = hstack([-self.instance.hits, eye_array(levels), csr_array((levels, self.further))], format="csr")
        added = [LinearConstraint(csr_array(np.array(self.rows)), self.low, self.high)] if self.rows else []
        return [LinearConstraint(hit, -math.inf, 0.0), *added]

    def solved(self, objective: npt.NDArray[np.float64], seconds: float) -> Answer:
        """Return what the solver finds within so many seconds, for the least objective."""
        from scipy.optimize import Bounds, milp

        candidates = len(self.instance.names)
        whole = np.concatenate([np.ones(candidates), np.zeros(len(self.instance.gains)), np.ones(self.further)])
        options = {"time_limit": max(seconds, 0.01), "mip_rel_gap": 0.0}
        with silenced_output():
            result = milp(
                objective, integrality=whole, bounds=Bounds(0, 1), constraints=self.constraints(), options=options
            )
        chosen = None if result.x is None else np.flatnonzero(result.x[:candidates] > 0.5).tolist()
        bound = math.inf if result.mip_dual_bound is None else -float(result.mip_dual_bound)
        return Answer(chosen, bound, result.status in (OPTIMAL, INFEASIBLE))


def most_covering(instance: Instance, seconds: float) -> Answer:
    """Return the allowed set that brings most."""
    programme = _allowed(instance)
    return programme.solved(_objective(programme, len(instance.names), -instance.gains), seconds)


def possible(instance: Instance, least: float, seconds: float) -> list[int]:
    """Return the candidates that can be in an allowed set that brings at least so much.

    Where the relaxation loses more by a candidate than it has to lose, no such set has the candidate.
    """
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    everything = list(range(len(instance.names)))
    programme = _allowed(instance)
    if not programme.rows:
        return everything
    hit, added = programme.constraints()
    relaxed = linprog(
        _objective(programme, len(instance.names), -instance.gains),
        A_ub=vstack([hit.A, added.A], format="csr"),
        b_ub=np.concatenate([np.zeros(len(instance.gains)), programme.high]),
        bounds=(0, 1),
        options={"time_limit": max(seconds, 0.01)},
    )
    if relaxed.status != OPTIMAL:
        return everything
    left = -relaxed.fun - np.maximum(relaxed.lower.marginals[: len(everything)], 0.0)
    return np.flatnonzero(left >= least - SLACK).tolist()


def cheapest(instance: Instance, least: float, seconds: float) -> Answer:
    """Return the allowed set of the least cost that brings at least so much."""
    programme = _allowed(instance)
    programme.add((len(instance.names), instance.gains), low=least)
    return programme.solved(_objective(programme, 0, _floats(instance.costs or ())), seconds)


def fewest(instance: Instance, least: float, spent: int, seconds: float) -> Answer:
    """Return the smallest set that brings at least so much at a cost of no more than was spent."""
    programme = _allowed(instance, spent)
    programme.add((len(instance.names), instance.gains), low=least)
    return programme.solved(_objective(programme, 0, np.ones(len(instance.names))), seconds)


def earlier(instance: Instance, chosen: Sequence[int], least: float, spent: int, seconds: float) -> Answer:
    """Return a set of the same size, cost and gains that stands before this one by the names of its members.

    A set stands before another when it has the first so many members of the other, and one more that stands before the
    next. Which number of members that is the programme chooses, by one further variable for each.
    """
    candidates, members = len(instance.names), len(chosen)
    choices = candidates + len(instance.gains)
    programme = _allowed(instance, spent, further=members)
    programme.add((candidates, instance.gains), low=least)
    programme.add((0, np.ones(candidates)), low=members, high=members)
    programme.add((choices, np.ones(members)), low=1, high=1)
    for position, member in enumerate(chosen):
        later = np.arange(members) > position
        programme.add((member, [1.0]), (choices, -later.astype("float64")), low=0)
        before = np.ones(member)
        before[list(chosen[:position])] = 0.0
        programme.add((0, before), (choices + position, [-1.0]), low=0)
    return programme.solved(np.zeros(programme.width), seconds)


def _allowed(instance: Instance, spent: int | None = None, further: int = 0) -> _Programme:
    programme = _Programme(instance, further)
    if instance.most < len(instance.names):
        programme.add((0, np.ones(len(instance.names))), high=instance.most)
    if instance.costs is not None:
        programme.add((0, _floats(instance.costs)), high=float(instance.budget if spent is None else spent))
    return programme


def _objective(programme: _Programme, start: int, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    objective = np.zeros(programme.width)
    objective[start : start + len(values)] = values
    return objective


def _floats(values: Sequence[int]) -> npt.NDArray[np.float64]:
    return np.array([float(value) for value in values])
