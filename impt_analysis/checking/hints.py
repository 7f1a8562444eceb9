"""Which allowed value a misspelt one looks most like."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.spaces import plain
from impt_analysis.errors import Problem

LIKENESS = 0.7
"""Below this share of common letters a hint misleads more often than it helps."""

_LONGEST_NAME = 100
"""No name of the codebook is longer; comparing a long text letter by letter takes long and finds nothing."""

_PARTS_OF_ID = re.compile(r"\s*([A-Za-z]{2,3})[\W_]*([A-Za-z]?)[\W_]*0*([0-9]{1,6})\s*")


def meant(text: str, names: Mapping[str, str]) -> str:
    """Return the one code that a text looks like, or nothing where it looks like none or like several.

    `names` gives the code of every allowed spelling, in lower case: a code and its label lead to the same code.

    >>> meant("polise", {"police": "police", "prosecution": "prosecution"})
    'police'
    >>> meant("themes 4", {"theme 1": "theme_1", "theme 2": "theme_2"})
    ''
    """
    if len(text) > _LONGEST_NAME:
        return ""
    close = {names[name] for name in difflib.get_close_matches(plain(text), list(names), n=5, cutoff=LIKENESS)}
    return close.pop() if len(close) == 1 else ""


def meant_id(text: str, known: Iterable[str]) -> str:
    """Return the known identifier that a text is another spelling of, or nothing: a near one would be another row.

    >>> meant_id("lv 7", ["LV-06", "LV-07"]), meant_id("LV-77", ["LV-07"])
    ('LV-07', '')
    """
    spelt = _parts(text)
    close = sorted({name for name in known if spelt and _parts(name) == spelt})
    return close[0] if len(close) == 1 else ""


def hint(name: str) -> str:
    """Return the question that goes on from what would be right, or nothing.

    >>> hint("LV-07")
    '; did you mean LV-07?'
    """
    return f"; did you mean {name}?" if name else ""


def unknown_ids(code: str, batch: Batch, column: str, texts: pd.Series[str], known: Sequence[str]) -> list[Problem]:
    """Return a problem of this kind for each identifier in a column's cells, with a hint at the row that is meant.

    `texts` is indexed like the rows of the batch; the rule's wording has the place `nearest` for the hint.
    """
    if texts.empty:
        return []
    hints = texts.map({text: hint(meant_id(str(text), known)) for text in texts.unique()}).astype("str")
    return batch.of_entries(column, texts, hint=hints).every(code, column, nearest="{hint}")


def _parts(text: str) -> tuple[str, str, str] | None:
    match = _PARTS_OF_ID.fullmatch(text)
    return (match[1].upper(), match[2].upper(), match[3]) if match else None
