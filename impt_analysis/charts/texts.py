"""The words of charts: labels of the codebook, and wordings kept in the folder `wordings`, a file for each family."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook


def text(name: str, /, **values: object) -> str:
    """Return one wording with its values filled in.

    Raises KeyError when no file has no such wording or a value is missing.

    >>> text("axis_points")
    'weighted points out of 100'
    """
    return _wordings()[name].format(**values)


def name_of(name: str, code: object) -> str:
    """Return the label of one code of a list, as it stands on charts.

    >>> name_of("rung", "reached"), name_of("theme", 2)
    ('Reached', 'Children in migration')
    """
    return names_of(name)[code]


def names_of(name: str) -> dict[Any, str]:
    """Return the label of every code of a list, in codebook order, as it stands on charts.

    >>> names_of("finding")
    {'wider_group': 'Wider group and children of concern', 'identified': 'Identified children'}
    """
    return dict(shipped_codebook().labels(name))


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
    folder = files(__package__).joinpath("wordings")
    read = [row for file in folder.iterdir() for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())]
    return {row["text"]: row["wording"] for row in read}
