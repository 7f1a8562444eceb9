"""Which allowed value a misspelt one looks most like."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.errors import Problem

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


def unknown_entries(
    code: str, batch: Batch, column: str, texts: pd.Series[str], known: Sequence[str], **details: str
) -> list[Problem]:
    """Return a problem of this kind for each entry of a column's cells, with a hint at the nearest known value.

    `texts` is indexed like the rows of the batch; the rule's wording has the place `nearest` for the hint.
    """
    if texts.empty:
        return []
    named = batch.of_entries(column, texts, hint=nearest_of(texts, known))
    return named.every(code, column, nearest="{hint}", **details)
