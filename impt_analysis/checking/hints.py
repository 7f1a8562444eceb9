"""Which allowed value a misspelt one looks most like."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.cell_entries import ID_FORM
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook.codes import SEPARATOR
from impt_analysis.errors import Problem

LIKENESS = 0.7
"""Below this share of common letters a hint misleads more often than it helps."""

_LONGEST_NAME = 100
"""No name of the codebook is longer; comparing a long text letter by letter takes long and finds nothing."""

_WELL_FORMED = re.compile(ID_FORM)
_PARTS_OF_ID = re.compile(r"\s*([A-Za-z]{2,3})[\W_]*([A-Za-z]?)[\W_]*0*([0-9]{1,6})\s*")


def meant(text: str, names: Mapping[str, str]) -> str:
    """Return the one code that a text looks like, or nothing where it looks like none or like several.

    `names` gives the code of every allowed spelling, in lower case: a code and its label lead to the same code.

    >>> meant("polise", {"police": "police", "prosecution": "prosecution"})
    'police'
    >>> meant("themes 4", {"theme 1": "theme_1", "theme 2": "theme_2"})
    ''
    """
    if len(text) > _LONGEST_NAME or SEPARATOR in text:  # several values are none of them
        return ""
    close = {names[name] for name in difflib.get_close_matches(plain(text), list(names), n=5, cutoff=LIKENESS)}
    return close.pop() if len(close) == 1 else ""


def hint(name: str) -> str:
    """Return the question that goes on from what would be right, or nothing.

    >>> hint("LV-07")
    '; did you mean LV-07?'
    """
    return f"; did you mean {name}?" if name else ""


def id_parts(text: str) -> tuple[str, str, str] | None:
    """Return state, letter and number of an identifier however it is spelt; nothing for what is none.

    >>> id_parts("lv 7") == id_parts("LV-07"), id_parts("a board")
    (True, None)
    """
    match = _PARTS_OF_ID.fullmatch(text)
    return (match[1].upper(), match[2].upper(), match[3]) if match else None


def unknown_ids(code: str, batch: Batch, column: str, texts: pd.Series[str], known: Sequence[str]) -> list[Problem]:
    """Return a problem of this kind for each identifier in a column's cells, with a hint at the row that is meant.

    A hint is the only known identifier in its right form that the text is another spelling of: a near one would be
    another row. `texts` is indexed like the rows of the batch; the rule's wording has the place `nearest` for the hint.
    """
    if texts.empty:
        return []
    spelt: dict[object, set[str]] = {}
    for name in filter(_WELL_FORMED.fullmatch, known):
        spelt.setdefault(id_parts(name), set()).add(name)
    hints = texts.map({text: hint(_only(spelt.get(id_parts(str(text)), set()))) for text in texts.unique()})
    return batch.of_entries(column, texts, hint=hints.astype("str")).every(code, column, nearest="{hint}")


def _only(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""
