"""The optimiser against every set there is, against greed, and on cases that can and cannot be proved in time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.maximum_coverage import Case, proved_case, random_sets, unproved_case
from impt_analysis.errors import UsageError
from impt_analysis.optimum import Optimum, maximum_coverage
from impt_analysis.optimum.greedy import greedy_set
from impt_analysis.optimum.instance import aligned

HELD = pd.DataFrame({"age": [1, 0.5, 0], "route": [0, 0.5, 0], "family": [0, 0, 1]}, index=["A", "B", "C"])
WEIGHTS = pd.Series({"age": 1.0, "route": 0.5, "family": 1.0})


def worth(matrix: pd.DataFrame, weights: pd.Series, covered: pd.Series, chosen: tuple[str, ...]) -> float:
    values = matrix.loc[list(chosen)].to_numpy().max(axis=0, initial=0.0)
    return float(np.maximum(values, covered) @ weights)


def best_of_all(matrix: pd.DataFrame, weights: pd.Series, covered: pd.Series, **limits: object) -> tuple[str, ...]:
    """Return the set of most worth; of several the cheapest, then the smallest, then the first by name."""
    costs, budget, opened = (limits.get(name) for name in ("costs", "budget", "opened"))
    price = dict.fromkeys(matrix.index, 0.0) if costs is None else dict(costs)  # type: ignore[call-overload]

    def spent(chosen: tuple[str, ...]) -> float:
        return sum(price[name] for name in chosen)

    most = len(matrix) if opened is None else int(opened)  # type: ignore[call-overload]
    sizes = range(min(most, len(matrix)) + 1)
    allowed = [chosen for size in sizes for chosen in combinations(sorted(matrix.index), size)]
    affordable = [chosen for chosen in allowed if budget is None or spent(chosen) <= budget]  # type: ignore[operator]
    return min(
        affordable, key=lambda chosen: (-worth(matrix, weights, covered, chosen), spent(chosen), len(chosen), chosen)
    )


@st.composite
def problems(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    candidates = [f"S{number}" for number in range(draw(st.integers(1, 7)))]
    elements = [f"item {number}" for number in range(draw(st.integers(1, 6)))]
    scores = st.sampled_from([0.0, 0.0, 0.5, 1.0])
    rows = [[draw(scores) for _ in elements] for _ in candidates]
    weights = [draw(st.sampled_from([0.5, 1.0, 1.5])) for _ in elements]
    covered = [draw(scores) for _ in elements]
    return pd.DataFrame(rows, candidates, elements), pd.Series(weights, elements), pd.Series(covered, elements)


@given(problems(), st.integers(0, 8))
def test_no_set_of_so_many_is_better_and_ties_go_by_name(
    problem: tuple[pd.DataFrame, pd.Series, pd.Series], opened: int
) -> None:
    matrix, weights, covered = problem
    best = maximum_coverage(matrix, weights, opened=opened, covered=covered)
    expected = best_of_all(matrix, weights, covered, opened=opened)
    assert tuple(best.opened) == expected
    assert best.value == best.bound == worth(matrix, weights, covered, expected)
    assert best.proved
    assert best.first_by_name


@given(problems(), st.data())
def test_no_set_within_the_budget_is_better_and_a_tie_goes_to_the_cheapest(
    problem: tuple[pd.DataFrame, pd.Series, pd.Series], data: st.DataObject
) -> None:
    matrix, weights, covered = problem
    costs = pd.Series({name: data.draw(st.sampled_from([0.0, 0.5, 1.0, 2.5])) for name in matrix.index})
    limits = {"costs": costs, "budget": data.draw(st.sampled_from([0.0, 1.0, 2.5, 4.0]))}
    best = maximum_coverage(matrix, weights, covered=covered, **limits)
    assert tuple(best.opened) == best_of_all(matrix, weights, covered, **limits)


@given(problems())
def test_without_a_limit_the_smallest_set_that_covers_all_is_found(
    problem: tuple[pd.DataFrame, pd.Series, pd.Series],
) -> None:
    matrix, weights, covered = problem
    best = maximum_coverage(matrix, weights, covered=covered)
    assert best.value == worth(matrix, weights, covered, tuple(matrix.index))
    assert tuple(best.opened) == best_of_all(matrix, weights, covered)


@given(problems(), st.integers(0, 8))
def test_greed_is_never_better(problem: tuple[pd.DataFrame, pd.Series, pd.Series], opened: int) -> None:
    matrix, weights, covered = problem
    instance = aligned(matrix, weights, opened=opened, costs=None, budget=None, covered=covered)
    greedy = instance.worth(instance.points_of(greedy_set(instance)))
    assert greedy <= maximum_coverage(matrix, weights, opened=opened, covered=covered).value


@given(problems(), st.integers(0, 3), st.integers(0, 1000))
def test_the_order_of_rows_and_columns_does_not_matter(
    problem: tuple[pd.DataFrame, pd.Series, pd.Series], opened: int, seed: int
) -> None:
    matrix, weights, covered = problem
    mixed = matrix.sample(frac=1, random_state=seed).sample(frac=1, axis="columns", random_state=seed + 1)
    shuffled = weights.sample(frac=1, random_state=seed + 2)
    assert maximum_coverage(mixed, shuffled, opened=opened, covered=covered[::-1]) == maximum_coverage(
        matrix, weights, opened=opened, covered=covered
    )


def test_greed_takes_the_widest_first_and_is_left_behind() -> None:
    sets = {"left": "abc", "middle": "bcde", "right": "def"}
    matrix = pd.DataFrame({letter: {name: float(letter in held) for name, held in sets.items()} for letter in "abcdef"})
    weights = pd.Series(1.0, list("abcdef"))
    instance = aligned(matrix, weights, opened=2, costs=None, budget=None, covered=None)
    greedy = greedy_set(instance)
    assert [instance.names[candidate] for candidate in greedy] == ["left", "middle"]
    assert instance.worth(instance.points_of(greedy)) == 5
    assert maximum_coverage(matrix, weights, opened=2) == Optimum(["left", "right"], 6.0, 6.0, True, True)


def test_a_thousand_sources_of_which_few_record_an_item_are_proved_within_the_limit() -> None:
    case = proved_case()
    best = maximum_coverage(case.matrix, case.weights, opened=case.opened)
    assert case.matrix.shape == (1000, 93)
    assert (best.value, best.bound, best.proved, len(best.opened)) == (21.25, 21.25, True, 5)


def test_a_thousand_sources_of_which_many_record_an_item_are_not_and_the_bound_says_how_far_off_it_may_be() -> None:
    case = unproved_case()
    best = maximum_coverage(case.matrix, case.weights, opened=case.opened, time_limit=1)
    assert not best.proved
    assert not best.first_by_name
    assert len(best.opened) == case.opened
    assert best.value == worth(case.matrix, case.weights, case.weights * 0, tuple(best.opened))
    assert best.value < best.bound <= case.weights.sum()


def test_a_bound_that_the_time_cut_short_is_still_true() -> None:
    case = proved_case()
    hurried = maximum_coverage(case.matrix, case.weights, opened=case.opened, time_limit=0.01)
    assert hurried.value <= 21.25 <= hurried.bound


@pytest.mark.parametrize("made", [proved_case, unproved_case, lambda: random_sets(40, 60, 0.1, 3)])
def test_a_case_of_the_benchmark_is_the_same_each_time(made: Callable[[], Case]) -> None:
    first, second = made(), made()
    pd.testing.assert_frame_equal(first.matrix, second.matrix)
    pd.testing.assert_series_equal(first.weights, second.weights)


def test_numbers_count_as_they_are_written() -> None:
    matrix = pd.DataFrame({"a": [1, 0], "b": [1, 0], "c": [0, 1]}, index=["A", "B"])
    best = maximum_coverage(matrix, {"a": 0.1, "b": 0.2, "c": 0.3}, opened=1)
    assert best == Optimum(["A"], 0.3, 0.3, True, True), "0.1 + 0.2 is 0.3, so the name decides"


def test_weights_finer_than_the_solver_are_proved_as_far_as_it_can_tell() -> None:
    chance = np.random.default_rng(1)
    matrix = pd.DataFrame(chance.random((8, 6)).round(2), [f"S{number}" for number in range(8)])
    weights = pd.Series(chance.random(6))
    best = maximum_coverage(matrix, weights, opened=3)
    every = [worth(matrix, weights, weights * 0, chosen) for chosen in combinations(matrix.index, 3)]
    assert best.proved
    assert best.value == best.bound == pytest.approx(max(every), rel=1e-6)


def test_what_is_covered_already_counts_and_nothing_is_opened_for_it() -> None:
    best = maximum_coverage(HELD, WEIGHTS, opened=2, covered={"age": 1, "route": 0.5, "family": 0})
    assert best == Optimum(["C"], 2.25, 2.25, True, True)


@pytest.mark.parametrize("matrix", [HELD.iloc[:0], HELD[[]], HELD * 0])
def test_nothing_to_open_is_an_empty_set(matrix: pd.DataFrame) -> None:
    assert maximum_coverage(matrix, WEIGHTS[matrix.columns], opened=2) == Optimum([], 0.0, 0.0, True, True)


def test_the_arguments_stay_as_they_were() -> None:
    matrix, weights = HELD.copy(), WEIGHTS.copy()
    maximum_coverage(matrix, weights, opened=1)
    pd.testing.assert_frame_equal(matrix, HELD)
    pd.testing.assert_series_equal(weights, WEIGHTS)


def changed(values: object, **cells: object) -> pd.Series:
    return pd.Series({**dict(values), **cells})  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"weights": WEIGHTS.drop("route")}, "weights has no number for the element 'route'"),
        ({"weights": changed(WEIGHTS, rout=1)}, "weights names what is no element of the matrix: 'rout'"),
        ({"weights": pd.concat([WEIGHTS, WEIGHTS[["age"]]])}, "each element of weights stands once; .* 'age'"),
        ({"weights": changed(WEIGHTS, age=None)}, "weights holds numbers of 0 or more; .* 'age'"),
        ({"weights": changed(WEIGHTS, age=-1)}, "weights holds numbers of 0 or more; .* 'age'"),
        ({"weights": changed(WEIGHTS, age=float("inf"))}, "weights holds numbers of 0 or more; .* 'age'"),
        ({"weights": changed(WEIGHTS, age="much")}, "weights holds a number for each element"),
        ({"matrix": HELD.replace(0.5, 1.5)}, "the matrix holds numbers from 0 to 1; something else stands at 'B'"),
        ({"matrix": HELD.replace(0.5, None)}, "the matrix holds numbers from 0 to 1; something else stands at 'B'"),
        ({"matrix": HELD.astype("object").replace(0.5, "partly")}, "the matrix holds numbers from 0 to 1"),
        ({"matrix": pd.concat([HELD, HELD.loc[["A"]]])}, "each candidate of the matrix stands once; .* 'A'"),
        ({"matrix": HELD.rename(columns={"route": "age"})}, "each element of the matrix stands once; .* 'age'"),
        ({"matrix": HELD.rename(index={"A": None})}, "each candidate of the matrix has a name"),
        ({"matrix": HELD.rename(index={"A": 1})}, "names are put in order, so they are of one kind"),
        ({"matrix": [[1]]}, "the matrix is a table"),
        ({"covered": {"age": 1}}, "covered has no number for the element 'family', 'route'"),
        ({"covered": WEIGHTS + 1}, "covered holds numbers from 0 to 1; .* 'age', 'route', 'family'"),
        ({"opened": -1}, "opened is a whole number of 0 or more; found -1"),
        ({"opened": 1.5}, "opened is a whole number of 0 or more; found 1.5"),
        ({"opened": True}, "opened is a whole number of 0 or more; found True"),
        ({"costs": {"A": 1, "B": 1, "C": 1}}, "costs and budget are given together"),
        ({"budget": 1}, "costs and budget are given together"),
        ({"costs": {"A": 1, "B": 1}, "budget": 1}, "costs has no number for the candidate 'C'"),
        ({"costs": {"A": 1, "B": 1, "C": -1}, "budget": 1}, "costs holds numbers of 0 or more; .* 'C'"),
        ({"costs": {"A": 1, "B": 1, "C": 1}, "budget": float("nan")}, "budget is a number of 0 or more; found nan"),
        ({"time_limit": 0}, "time_limit is a number of seconds above 0; found 0"),
    ],
)
def test_what_cannot_be_aligned_is_named(arguments: dict[str, object], said: str) -> None:
    given_arguments = {"matrix": HELD, "weights": WEIGHTS, **arguments}
    with pytest.raises(UsageError, match=said):
        maximum_coverage(**given_arguments)  # type: ignore[arg-type]
