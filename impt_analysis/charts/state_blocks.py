"""Rows of several for each state in two blocks of a page, and how many of each state have room."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import pandas as pd

LOWEST_ROW, HIGHEST_ROW = 0.168, 0.3
SPACE = 0.4
"""The space between two states, in rows."""


@dataclass(frozen=True)
class StateBlock:
    """The rows of one state: where the first begins, how high each is, in inches, and how many rows are shown."""

    state: str
    n_shown: int
    top: float
    height: float

    def middle(self, row: int) -> float:
        """Return the height of the middle of a row."""
        return self.top - (row + 0.5) * self.height


def blocks_of_states(numbers: pd.Series[int], top: float, bottom: float) -> list[list[StateBlock]]:
    """Return the blocks of a page, each with its states in their order, for so many rows of each state.

    Of every state as many rows are shown as have room for all; where a state has more, the row below those shown is
    left free to say so. A state without a row has no block.

    >>> numbers = pd.Series({"DK": 40, "EE": 2})
    >>> [[(block.state, block.n_shown) for block in part] for part in blocks_of_states(numbers, top=2.0, bottom=0.0)]
    [[('DK', 10)], [('EE', 2)]]
    """
    wanted = {str(state): int(number) for state, number in numbers.items() if number}
    room = (top - bottom) / LOWEST_ROW
    for most in range(max(wanted.values()), 0, -1):
        rows = {state: min(number, most + 1) for state, number in wanted.items()}
        parts = _halves(rows)
        longest = max(map(_length, parts))
        if longest <= room:
            break
    height = min(HIGHEST_ROW, (top - bottom) / longest)
    shown = {state: number if number <= most + 1 else most for state, number in wanted.items()}
    return [_placed(part, shown, top, height) for part in parts]


def _halves(rows: dict[str, int]) -> list[dict[str, int]]:
    """Return the states in two parts, as even in length as can be; one state stands alone."""
    states = list(rows)
    before = list(accumulate(rows[state] + SPACE for state in states))
    split = min(range(len(states)), key=lambda last: max(before[last], before[-1] - before[last])) + 1
    return [{state: rows[state] for state in part} for part in (states[:split], states[split:]) if part]


def _length(rows: dict[str, int]) -> float:
    return sum(rows.values()) + SPACE * (len(rows) - 1)


def _placed(rows: dict[str, int], shown: dict[str, int], top: float, height: float) -> list[StateBlock]:
    placed = []
    for state, number in rows.items():
        placed.append(StateBlock(state, shown[state], top, height))
        top -= (number + SPACE) * height
    return placed
