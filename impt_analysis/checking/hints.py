"""Which allowed value a misspelt one looks most like."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import pandas as pd

LIKENESS = 0.7
"""Below this share of common letters a hint misleads more often than it helps."""


def nearest(text: str, allowed: Sequence[str]) -> str:
    """Return a hint at the allowed value that looks most like the text, or nothing.

    >>> nearest("polise", ["police", "prosecution"])
    '; did you mean police?'
    """
    close = difflib.get_close_matches(text.casefold(), allowed, n=1, cutoff=LIKENESS)
    return f"; did you mean {close[0]}?" if close else ""


def nearest_of(texts: pd.Series[str], allowed: Sequence[str]) -> pd.Series[str]:
    """Return a hint for each text; a text that stands often is looked up once.

    >>> nearest_of(pd.Series(["polise", "polise", "x"]), ["police"]).tolist()
    ['; did you mean police?', '; did you mean police?', '']
    """
    return texts.map({text: nearest(str(text), allowed) for text in texts.unique()}).astype("str")
