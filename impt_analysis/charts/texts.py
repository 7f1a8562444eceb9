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


def points(shares: pd.Series[float]) -> str:
    """Return the least and the greatest of some shares as whole points out of 100, or the one value they have in common.

    >>> points(pd.Series([0.31, 0.05])), points(pd.Series([0.31]))
    ('5 to 31', '31')
    """
    least, most = round(shares.min() * 100), round(shares.max() * 100)
    return text("points_equal" if least == most else "points", least=least, most=most)


@lru_cache(maxsize=1)
def _wordings() -> dict[str, str]:
    lines = files(__package__).joinpath("texts.csv").read_text(encoding="utf-8").splitlines()
    return {row["text"]: row["wording"] for row in csv.DictReader(lines)}
