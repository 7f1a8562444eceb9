"""The words that stand on charts and are not in the codebook; they are kept in `texts.csv` beside this file."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

import pandas as pd


def text(name: str, /, **values: object) -> str:
    """Return one wording of `texts.csv` with its values filled in.

    Raises KeyError when the file has no such wording or a value is missing.

    >>> text("axis_points")
    'weighted points out of 100'
    """
    return _wordings()[name].format(**values)


def whole_points(shares: pd.Series[float]) -> pd.Series[int]:
    """Return shares as whole points out of 100; the ends of a bar are rounded, so that its parts add up.

    >>> whole_points(pd.Series([0.306, 0.05])).tolist()
    [31, 5]
    """
    return shares.mul(100).round().astype("int64")


def points(numbers: pd.Series[int]) -> str:
    """Return the least and the greatest of some whole points in words, or the value they have in common.

    >>> points(pd.Series([31, 5])), points(pd.Series([31]))
    ('5 to 31', '31')
    """
    least, most = numbers.min(), numbers.max()
    return text("points_equal" if least == most else "points", least=least, most=most)


@lru_cache(maxsize=1)
def _wordings() -> dict[str, str]:
    lines = files(__package__).joinpath("texts.csv").read_text(encoding="utf-8").splitlines()
    return {row["text"]: row["wording"] for row in csv.DictReader(lines)}
