"""Sentences with places for values: the English ones beside what speaks them, in a file for each family."""

from __future__ import annotations

from functools import cache
from numbers import Real
from string import Formatter
from typing import Any

from impt_analysis.codebook.speaking import ORIGINAL, languages
from impt_analysis.codebook.translated_files import csv_files, in_package, rows_of, translations

STOCKS = {"inventory": "codebook/wordings", "workbook": "workbook/wordings", "charts": "charts/wordings"}
"""Where the English sentences stand of what an inventory says of itself, of the template and of charts."""

SMALL_LETTERS = "l"
"""What a place ends with, as `{label!l}`, where English writes a label in small letters within a sentence."""


def worded(stock: str, language: str, name: str, /, **values: object) -> str:
    """Return one sentence in a language with its values filled in; numbers as the language writes them.

    Raises KeyError when there is no such sentence, or a value is missing.

    >>> worded("inventory", "en", "editions", first="2026-01-01", last="2026-11-24")
    'Editions 2026-01-01 to 2026-11-24'
    """
    said = every_wording(stock, language)
    if name not in said:
        raise KeyError(f"no sentence {name!r} among those of {stock} in the language {language!r}")
    return _Filling(language).vformat(said[name], (), values)


@cache
def every_wording(stock: str, language: str) -> dict[str, str]:
    """Return every sentence of a stock by its name, in one language, in the order of files and rows."""
    if language == ORIGINAL:
        english = (rows_of(file) for file in csv_files(in_package(STOCKS[stock])).values())
        return {row["text"]: row["wording"] for rows in english for row in rows}
    translated = translations(language, stock).values()
    return {row["text"]: row["translation"] for rows in translated for row in rows}


class _Filling(Formatter):
    """Fills places as `str.format` does; writes numbers as the language does, and with `!l` words in small letters."""

    def __init__(self, language: str) -> None:
        spoken = languages()[language]
        self._separators = str.maketrans({".": spoken.decimal, ",": spoken.thousands})

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return str(value).lower() if conversion == SMALL_LETTERS else super().convert_field(value, conversion)

    def format_field(self, value: object, format_spec: str) -> str:
        said = format(value, format_spec)
        return said.translate(self._separators) if isinstance(value, Real) else said
