"""Identifiers that are free: what a row or column could be called whose identifier another one has."""

from __future__ import annotations

import pandas as pd

NUMBERED = r"^([A-Z]{2,3}-[A-Z]?)([0-9]{1,6})$"
"""An identifier in two parts: state and kind, and number."""


def next_ids(taken: pd.DataFrame, again: pd.DataFrame) -> pd.Series[str]:
    """Return an identifier for each row of `again`: the next number of its state and kind that its file has not taken.

    Both have the columns `file` and `id`; the result is indexed like `again`, and empty where an id has no number.

    >>> ids = pd.DataFrame({"file": "a.xlsx", "id": ["LV-01", "LV-19", "LV-19", "LV-R02"]})
    >>> next_ids(ids, ids.iloc[[2]]).tolist()
    ['LV-20']
    """
    numbered = taken["id"].str.extract(NUMBERED)
    last = pd.to_numeric(numbered[1]).groupby([taken["file"], numbered[0]]).max()
    parts = again["id"].str.extract(NUMBERED)
    place = parts.groupby([again["file"], parts[0]]).cumcount() + 1
    rows = zip(again["file"], parts[0], parts[1], place, strict=True)
    free = [
        "" if pd.isna(kind) else f"{kind}{int(last[file, kind]) + step:0{len(number)}d}"
        for file, kind, number, step in rows
    ]
    return pd.Series(free, again.index, dtype="str")
