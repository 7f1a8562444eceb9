"""Tables in words: labels in place of codes and numbers of two decimals, for a reader who knows no code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR

SHORT = ("state", "theme")
"""Lists whose codes stay: LV and 2 are read as easily as their labels, and fit the head of a column."""

LIST_OF = {
    "kind": "question_kind",
    "missing": "item",
    "needed": "item",
    "organisation_types": "organisation_type",
    "populations": "population",
    "scope": "channel_scope",
    "standing": "use_standing",
    "stated": "answer",
    "withheld": "item",
}
"""The list of codes of a column that is named otherwise than the list; some of them hold several codes in a cell."""

DIGITS = 2


def in_words(table: pd.DataFrame, but: Collection[str] = ()) -> pd.DataFrame:
    """Return the table for readers: labels in place of codes, numbers with two decimals, blank where nothing stands.

    States, themes and the columns `but` keep their codes, the columns their names. Columns of labels stay ordered
    categories in codebook order, so that a pivot stands in this order too. A cell of several codes becomes their
    labels, separated by a semicolon; numbers of a column that are all whole stand without decimals, and rows
    that are only counted are counted anew. The table is for reading: measures and charts take the table with codes.

    Source: CONTRIBUTING.md, section "Notebooks".

    >>> table = pd.DataFrame({"state": ["LV"], "rung": ["held_not_reached"], "low": [0.0204]})
    >>> in_words(table).to_dict("tight")["data"]
    [['LV', 'Held and not shown to be reached', 0.02]]
    """
    counts_rows = table.index.name is None and pd.api.types.is_integer_dtype(table.index.dtype)
    table = table.reset_index(drop=True) if counts_rows else table
    told = table.round(DIGITS)
    for column in map(str, table.columns):
        name = LIST_OF.get(column, column)
        if name in shipped_codebook().lists() and column not in {*SHORT, *but}:
            told[column] = _labelled(table[column], name)
        elif pd.api.types.is_float_dtype(table[column].dtype) and table[column].dropna().mod(1).eq(0).all():
            told[column] = table[column].astype("Int64")
    if {"aspect", "code"} <= set(table.columns):
        told["code"] = _labelled_by_aspect(table)
    for column in [name for name in map(str, table.columns) if told[name].isna().any()]:
        told[column] = told[column].astype("object").fillna("")
    return told


def _labelled(codes: pd.Series, name: str) -> pd.Series:
    labels = {str(code): label for code, label in shipped_codebook().labels(name).items()}
    written = codes.astype("object").map(str, na_action="ignore")
    if written.dropna().isin(labels).all():
        kind = pd.CategoricalDtype(list(dict.fromkeys(labels.values())), ordered=True)
        return written.map(labels).astype(kind)
    return written.map(lambda cell: _all_labelled(cell, labels), na_action="ignore")


def _labelled_by_aspect(table: pd.DataFrame) -> pd.Series:
    """Return the label of each code in the list that its row names as aspect; labels of several lists stand last."""
    labels = {aspect: shipped_codebook().labels(aspect) for aspect in table["aspect"].unique()}
    often = Counter(label for of_list in labels.values() for label in of_list.values())
    ordered = sorted(often, key=lambda label: often[label] > 1)
    told = [labels[aspect][code] for aspect, code in zip(table["aspect"], table["code"], strict=True)]
    return pd.Series(told, table.index).astype(pd.CategoricalDtype(ordered, ordered=True))


def _all_labelled(cell: str, labels: dict[str, str]) -> str:
    return f"{SEPARATOR} ".join(labels.get(code, code) for code in cell.split(SEPARATOR))
