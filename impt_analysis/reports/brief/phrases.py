"""Pieces of sentences: lists, numbers, and how states, items and sources are named in running text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR
from impt_analysis.documents import Span, Words, cited, joined
from impt_analysis.inventory import Inventory
from impt_analysis.public_release import is_public

FEW = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence.

    >>> listed(["age", "sex", "route"]), listed(["age", "sex"], "or"), listed(["age"])
    ('age, sex and route', 'age or sex', 'age')
    """
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def in_words(count: int) -> str:
    """Return a small number in words, a greater one in figures.

    >>> in_words(3), in_words(27), in_words(0)
    ('three', '27', 'no')
    """
    return FEW[count] if count < len(FEW) else f"{count:,}"


def begun(sentence: str) -> str:
    """Return a sentence with a capital letter at its head.

    >>> begun("three sources hold it.")
    'Three sources hold it.'
    """
    return sentence[:1].upper() + sentence[1:]


def points(share: float) -> int:
    """Return a share as whole points out of 100.

    >>> points(0.306)
    31
    """
    return round(100 * share)


def figure(value: float) -> str:
    """Return a published figure as it is printed.

    >>> figure(35250.0), figure(2.5)
    ('35,250', '2.5')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def states(codes: Iterable[object]) -> list[str]:
    """Return the names of states, in codebook order.

    >>> states(["LV", "DK"])
    ['Denmark', 'Latvia']
    """
    return _labels("state", codes)


def items(codes: Iterable[object]) -> list[str]:
    """Return the names of items as they stand in a sentence, in codebook order.

    >>> items(["route", "age"])
    ['age', 'route']
    """
    return [small(label) for label in _labels("item", codes)]


def small(label: str) -> str:
    """Return a label as it stands in a sentence.

    >>> small("Care situation")
    'care situation'
    """
    return label[:1].lower() + label[1:]


def ids(text: Any) -> list[str]:
    """Return the entries of a cell that lists several; none where it is missing.

    >>> ids("LV-01;LV-02"), ids(None)
    (['LV-01', 'LV-02'], [])
    """
    return [] if pd.isna(text) else [part.strip() for part in str(text).split(SEPARATOR) if part.strip()]


def unknown_whether_permanent(count: int) -> str:
    """Return of how many channels it is not known whether they are permanent; nothing where it is known of all.

    >>> unknown_whether_permanent(1), unknown_whether_permanent(30), unknown_whether_permanent(0)
    ('of one it is not known whether it is', 'of 30 it is not known whether they are', '')
    """
    they = "it is" if count == 1 else "they are"
    return f"of {in_words(count)} it is not known whether {they}" if count else ""


def of_references(cells: Iterable[object]) -> Words:
    """Return the references of some cells in brackets, each once, with a space before; nothing where there is none."""
    named = list(dict.fromkeys(id_ for cell in cells for id_ in ids(cell)))
    return joined(" ", cited(named)) if named else ""


def named_source(source: Mapping[Hashable, Any]) -> Words:
    """Return a source as a table names it: its id, its name and who holds it."""
    return joined(Span(str(source["source_id"]), bold=True), f" {source['name']}, {source['organisation']}")


def numbered_states(counts: Sequence[object]) -> str:
    """Return in how many states something is, a row for each of them.

    >>> numbered_states(["LV"]), numbered_states([])
    ('one state', 'no state')
    """
    return f"{in_words(len(counts))} state{'s' if len(counts) > 1 else ''}"


def sources_in_words(count: int) -> str:
    """Return a number of sources.

    >>> sources_in_words(1), sources_in_words(30)
    ('one source', '30 sources')
    """
    return f"{in_words(count)} source{'' if count == 1 else 's'}"


def or_untold(inventory: Inventory) -> str:
    """Return what to add where something is said not to be known: a release may leave out what is.

    >>> from impt_analysis.worked_example import example_inventory
    >>> or_untold(example_inventory())
    ''
    """
    return " or not told in this release" if is_public(inventory) else ""


def _labels(name: str, codes: Iterable[object]) -> list[str]:
    wanted = {str(code) for code in codes}
    return [label for code, label in shipped_codebook().labels(name).items() if code in wanted]
