"""Opening plans: which bearers, opened together, would raise most what is documented as reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np
import numpy.typing as npt
import pandas as pd

from impt_analysis.codebook.codes import SEPARATOR, Barrier, Opening, Role
from impt_analysis.coverage import item_coverage, source_answers
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.optimum import Optimum, maximum_coverage

NEAR = 0.01
"""A set of the same size is a rival when its coverage is at most so much lower."""

LISTED = 10
"""So many rivals are listed; the others are counted."""

COUNTABLE = 200_000
"""Up to so many sets are all looked at; beyond, only those that differ from the plan in one source."""


@dataclass(frozen=True, eq=False)
class OpeningPlan:
    """Which bearers to open together, what that would bring, and which other sets bring nearly as much.

    A plan is a question for a seminar, not advice: it says which information exists and is not documented as reached.

    `state`, `theme`, `children` (whose finding it is), `opened` (how many bearers at most).
    `steps`: a row per bearer of the plan, in the order in which each adds most: `source_id`, `name`, `organisation`,
    `organisation_type`, `gain_alone` (by how much coverage would rise if it alone were opened), `gain` (after those
    above), `low` (coverage then), `barrier`, `opening`, `totals_only` (only totals or anonymous patterns may be passed
    on).
    `low_before`, `low_after`: documented and reached, without and with the plan. `low_without_totals`: with those of
    the plan alone that may pass on more than totals, or of which that is not known. `bound`: no plan of that size
    brings more; `proved`: it is `low_after`; `first_by_name`: of all best plans this is the smallest and then the first
    by source id.
    `rivals`: other sets of the same size of which each member adds something, at most 0.01 lower: `source_ids`, `low`,
    `below` (by how much lower), the best ten. `n_more_rivals`: how many more; `rivals_counted`: False when there are
    too many sets to look at all, so that there may be still more.
    """

    state: str
    theme: int
    children: str
    opened: int
    steps: pd.DataFrame
    low_before: float
    low_after: float
    low_without_totals: float
    bound: float
    proved: bool
    first_by_name: bool
    rivals: pd.DataFrame
    n_more_rivals: int
    rivals_counted: bool


def opening_plan(
    inventory: Inventory, *, state: str, theme: int, opened: int = 3, time_limit: float = 10
) -> OpeningPlan:
    """Return the set of at most so many bearers that raises coverage of the state and theme most, if opened.

    An opened source is reached in full: what it records counts, with the limits of the source. Bearers whose barrier is
    `protected` or whose opening is `none` are never in a plan, nor one that adds nothing. Narrow the inventory by
    `where(population=...)` to plan for the wider group of children or for identified children alone.

    Raises UsageError when the state is no member state of the inventory, the theme is none of its themes, or `opened`
    is no whole number of 0 or more.

    Source: docs/method.md, section "Opening plans".
    """
    problem = _problem(inventory, state, theme)
    best = problem.best(opened, time_limit)
    steps = _steps(problem, best.opened)
    rivals, counted = _rivals(problem, best)
    return OpeningPlan(
        state=state,
        theme=theme,
        children=inventory.children(),
        opened=opened,
        steps=steps,
        low_before=problem.low([]),
        low_after=best.value / problem.weight,
        low_without_totals=problem.low(steps.loc[~steps["totals_only"], "source_id"].tolist()),
        bound=best.bound / problem.weight,
        proved=best.proved,
        first_by_name=best.first_by_name,
        rivals=rivals.head(LISTED),
        n_more_rivals=max(len(rivals) - LISTED, 0),
        rivals_counted=counted,
    )


def opening_curve(inventory: Inventory, *, state: str, theme: int, time_limit: float = 10) -> pd.DataFrame:
    """Return what the best plan of each size brings, a row per size from 0 to where nothing more is added.

    Columns: `opened` (how many bearers), `low` (documented and reached with them, 0 to 1), `gain` (over the row above;
    0 in the first), `source_ids` (the bearers, by id, separated by ;), `bound`, `proved`, `first_by_name` as in
    `OpeningPlan`. The best set of one size need not hold the best set of the size before. `time_limit` is for each row.

    Raises UsageError as `opening_plan` does. Source: docs/method.md, section "Opening plans".
    """
    problem = _problem(inventory, state, theme)
    most = problem.low(problem.matrix.index.tolist())
    rows = []
    for size in range(len(problem.matrix) + 1):
        best = problem.best(size, time_limit)
        rows.append(
            {
                "opened": size,
                "low": best.value / problem.weight,
                "source_ids": SEPARATOR.join(best.opened),
                "bound": best.bound / problem.weight,
                "proved": best.proved,
                "first_by_name": best.first_by_name,
            }
        )
        if problem.low(best.opened) >= most:
            break
    curve = pd.DataFrame(rows)
    curve.insert(2, "gain", curve["low"].diff().fillna(0.0))
    return curve


@dataclass(frozen=True, eq=False)
class _Problem:
    """What may be opened: bearer x item, the weights of the items, and what the collectors get already."""

    matrix: pd.DataFrame
    weights: pd.Series[float]
    covered: pd.Series[float]
    sources: pd.DataFrame

    @property
    def weight(self) -> float:
        return float(self.weights.sum())

    def best(self, opened: int, time_limit: float) -> Optimum:
        return maximum_coverage(self.matrix, self.weights, opened=opened, covered=self.covered, time_limit=time_limit)

    def low(self, opened: list[str]) -> float:
        """Return coverage when these bearers are opened."""
        positions = self.matrix.index.get_indexer(pd.Index(opened))
        return float(self.lows(positions.reshape(1, -1))[0])

    def lows(self, sets: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        """Return coverage for each row of positions of bearers."""
        values = self.matrix.to_numpy()
        got = np.tile(self.covered.to_numpy(), (len(sets), 1))
        for member in sets.T:
            np.maximum(got, values[member], out=got)
        low: npt.NDArray[np.float64] = got @ self.weights.to_numpy() / self.weight
        return low


def _problem(inventory: Inventory, state: str, theme: int) -> _Problem:
    if state not in inventory.members():
        raise UsageError(f"plans are made for member states: {', '.join(inventory.members())}; found {state!r}")
    if theme not in inventory.themes:
        raise UsageError(f"theme is one of {', '.join(map(str, inventory.themes))}; found {theme!r}")
    items, answers = (
        table[table["state"].eq(state) & table["theme"].eq(theme)].astype({"item": "object"})
        for table in (item_coverage(inventory), source_answers(inventory))
    )
    items = items.set_index("item")
    sources = inventory.where(state=state, theme=theme).sources.set_index("source_id", drop=False)
    held = answers.pivot(index="source_id", columns="item", values="answer_low")
    matrix = held.reindex(index=sorted(sources.index[may_be_opened(sources)]), columns=items.index)
    return _Problem(matrix.astype("float64"), items["weight"], items["got_low"], sources)


def may_be_opened(sources: pd.DataFrame) -> pd.Series[bool]:
    """Return which sources may stand in a plan: bearers whose barrier does not protect the child and that may pass on.

    Source: docs/method.md, section "Opening plans".
    """
    return (
        sources["role"].eq(Role.BEARER) & sources["barrier"].ne(Barrier.PROTECTED) & sources["opening"].ne(Opening.NONE)
    )


def _steps(problem: _Problem, opened: list[str]) -> pd.DataFrame:
    order: list[str] = []
    while len(order) < len(opened):
        left = [source for source in opened if source not in order]
        order.append(max(left, key=lambda source: problem.low([*order, source])))  # the first by id on a tie
    lows = np.array([problem.low(order[:count]) for count in range(len(order) + 1)])
    alone = np.array([problem.low([source]) for source in order]) - lows[0]
    columns = ["source_id", "name", "organisation", "organisation_type", "barrier", "opening"]
    steps = problem.sources.loc[order, columns].reset_index(drop=True)
    steps = steps.assign(gain_alone=alone, gain=np.diff(lows), low=lows[1:])
    steps["totals_only"] = steps["opening"].eq(Opening.TOTALS_ONLY)
    return steps[[*columns[:4], "gain_alone", "gain", "low", "barrier", "opening", "totals_only"]]


def _rivals(problem: _Problem, best: Optimum) -> tuple[pd.DataFrame, bool]:
    """Return every rival that was found, the best first, and whether every set was looked at."""
    alone = problem.lows(np.arange(len(problem.matrix)).reshape(-1, 1))
    positions = np.flatnonzero(alone > problem.low([])).tolist()
    own = tuple(int(position) for position in problem.matrix.index.get_indexer(pd.Index(best.opened)))
    everything = comb(len(positions), len(own)) <= COUNTABLE
    sets: Iterator[tuple[int, ...]] = combinations(positions, len(own)) if everything else _exchanges(own, positions)
    low_after = best.value / problem.weight
    found = [part for chunk in _chunks(sets) for part in [_near(problem, chunk, own, low_after)] if len(part)]
    members = np.concatenate(found) if found else np.empty((0, len(own)), dtype=np.intp)
    lows = problem.lows(members)
    ids = [SEPARATOR.join(problem.matrix.index[list(row)]) for row in members]
    table = pd.DataFrame({"source_ids": pd.Series(ids, dtype="str"), "low": lows, "below": low_after - lows})
    return table.sort_values(["below", "source_ids"], kind="stable", ignore_index=True), everything


def _exchanges(own: tuple[int, ...], positions: list[int]) -> Iterator[tuple[int, ...]]:
    for leaving in own:
        rest = [member for member in own if member != leaving]
        yield from (tuple(sorted([*rest, other])) for other in positions if other not in own)


def _chunks(sets: Iterator[tuple[int, ...]], size: int = 20_000) -> Iterator[npt.NDArray[np.intp]]:
    while chunk := list(islice(sets, size)):
        yield np.array(chunk, dtype=np.intp)


def _near(
    problem: _Problem, sets: npt.NDArray[np.intp], own: tuple[int, ...], low_after: float
) -> npt.NDArray[np.intp]:
    """Return the sets, other than the plan's own, that come near it and of which each member adds something."""
    near: npt.NDArray[np.intp] = sets[~(sets == np.array(own, dtype=np.intp)).all(axis=1)]
    lows = problem.lows(near)
    kept = lows >= low_after - NEAR - 1e-9
    near, lows = near[kept], lows[kept]
    for position in range(len(own)):
        adding = problem.lows(np.delete(near, position, axis=1)) < lows - 1e-9
        near, lows = near[adding], lows[adding]
    return near
