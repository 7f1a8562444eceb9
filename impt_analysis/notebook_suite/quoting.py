"""The sentences of a notebook's texts, and the numbers that they quote, in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from impt_analysis.notebook_suite.stored import Cell

_UP_TO_TWELVE = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
WORDS = {word: str(number) for number, word in enumerate(_UP_TO_TWELVE)}
"""Numbers that are written as words; what a text says in other words, such as most or half, is not seen."""


def sentences(text: Cell) -> list[str]:
    """Return the sentences of a text, each on one line, without headings."""
    paragraphs = re.split(r"\n\s*\n", text.source)
    joined = [" ".join(line for line in block.splitlines() if not line.startswith("#")) for block in paragraphs]
    return [part for block in joined for part in _ENDS.split(" ".join(block.split())) if part]


def quoted_numbers(sentence: str) -> list[str]:
    """Return the numbers that a sentence quotes, each once, in order, as it writes them.

    What stands as code and the numbers of themes are names and no numbers.

    >>> quoted_numbers("Of theme 2 three of 1,200 answers (`age_1`), 0.30 of all, are known; none of 2010-11-24.")
    ['three', '1,200', '0.30', 'none']
    """
    plain = _NAMES.sub(" ", sentence)
    return list(dict.fromkeys(found for found in _NUMBERS.findall(plain)))


def plain_number(number: str) -> str:
    """Return a number in the one form in which numbers are compared.

    >>> plain_number("1,200"), plain_number("0.30"), plain_number("Nine")
    ('1200', '0.3', '9')
    """
    written = WORDS.get(number.lower(), number.replace(",", ""))
    return f"{float(written):.10g}"


def numbers_in(text: str) -> Iterator[str]:
    """Return the numbers that stand in figures in what a cell shows, in the form in which numbers are compared."""
    return (plain_number(found) for found in _FIGURES.findall(text))


_FIGURE = r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])"
_FIGURES = re.compile(_FIGURE)
_NUMBERS = re.compile(rf"{_FIGURE}|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
_NAMES = re.compile(r"`[^`]*`|\bthemes? \d(?:(?:, | and | to )\d)*\b", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.!?;])\s+|(?<=:\*)\s+")
