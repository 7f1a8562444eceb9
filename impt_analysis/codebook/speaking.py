"""The languages of the vocabulary, and the one in which charts and sentences speak here and now."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from impt_analysis.errors import UsageError

ORIGINAL = "en"
"""The language in which the vocabulary is written; every other is a translation of it."""


@dataclass(frozen=True)
class Language:
    """A language: its code, its names, how it writes numbers, and which office reviewed the translation, and when."""

    language: str
    label: str
    own_name: str
    decimal: str
    thousands: str
    reviewed_by: str
    reviewed_on: str

    def is_reviewed(self) -> bool:
        """Return whether an office stands for the words; those of the original need none."""
        return self.language == ORIGINAL or bool(self.reviewed_by)


@cache
def languages() -> dict[str, Language]:
    """Return the languages by code, the original first.

    >>> list(languages()), languages()["de"].own_name
    (['en', 'de'], 'Deutsch')
    """
    text = files(__package__).joinpath("languages.csv").read_text(encoding="utf-8")
    return {row["language"]: Language(**row) for row in csv.DictReader(text.splitlines())}


def known_language(code: str) -> Language:
    """Return a language by its code.

    Raises UsageError for one that the vocabulary is not translated into.

    >>> known_language("de").label
    'German'
    """
    if code not in languages():
        raise UsageError(f"the language is one of {', '.join(languages())}; found {code!r}")
    return languages()[code]


def current_language() -> str:
    """Return the code of the language in which charts and sentences speak: English outside `in_language`.

    >>> current_language()
    'en'
    """
    return _CURRENT.get()


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Let charts, and what an inventory says of itself, speak this language within the block.

    It holds for the block alone: other threads and other tasks go on in their own language. Tables, codes and the
    sentences of the check stay as they are.

    Raises UsageError for a language that the vocabulary is not translated into. Source: docs/translation.md.

    >>> with in_language("de"):
    ...     current_language()
    'de'
    """
    token = _CURRENT.set(known_language(code).language)
    try:
        yield
    finally:
        _CURRENT.reset(token)


_CURRENT: ContextVar[str] = ContextVar("language", default=ORIGINAL)
