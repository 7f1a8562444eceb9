"""The vocabulary in another language: the same codes, orders and weights, other labels and definitions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from impt_analysis.codebook.speaking import ORIGINAL, known_language
from impt_analysis.codebook.translated_files import translations
from impt_analysis.codebook.vocabulary import Codebook, shipped_codebook

KEYS = {
    "states": ["state"],
    "themes": ["theme"],
    "items": ["item"],
    "indicators": ["indicator"],
    "uses": ["use"],
    "code_lists": ["list", "code"],
    "sheets": ["sheet"],
    "columns": ["sheet", "column"],
}
"""The tables of the vocabulary that are translated, and what names a row of each."""

FIELDS = ("label", "definition")
VOCABULARY = "vocabulary"


@cache
def codebook_in(language: str) -> Codebook:
    """Return the vocabulary in a language: labels and definitions are translated, and nothing else.

    Raises UsageError for a language that it is not translated into. Source: docs/translation.md.

    >>> codebook_in("de").label("theme", 2), codebook_in("de").codes("role") == codebook_in("en").codes("role")
    ('Kinder in Migration', True)
    """
    if known_language(language).language == ORIGINAL:
        return shipped_codebook()
    files = translations(language, VOCABULARY)
    told = {name: {row["text"]: row["translation"] for row in rows} for name, rows in files.items()}
    return replace(shipped_codebook(), **{name: _translated(name, told[name]) for name in KEYS})


def vocabulary_texts(name: str) -> pd.DataFrame:
    """Return the texts of one table of the vocabulary that are to be translated: `text`, its name, and `english`.

    >>> vocabulary_texts("states").head(1).to_dict("records")
    [{'text': 'DK/label', 'english': 'Denmark'}]
    """
    table = getattr(shipped_codebook(), name)
    fields = [field for field in FIELDS if field in table]
    rows = _names(name, table).to_frame("row").join(table[fields])
    long = rows.melt("row", ignore_index=False, var_name="field", value_name="english").sort_index(kind="stable")
    return long.assign(text=long["row"] + "/" + long["field"])[["text", "english"]].reset_index(drop=True)


def _translated(name: str, told: dict[str, str]) -> pd.DataFrame:
    table: pd.DataFrame = getattr(shipped_codebook(), name)
    names = _names(name, table)
    return table.assign(**{field: [told[f"{row}/{field}"] for row in names] for field in FIELDS if field in table})


def _names(name: str, table: pd.DataFrame) -> pd.Series[str]:
    return table[KEYS[name]].astype("str").agg("/".join, axis="columns")
