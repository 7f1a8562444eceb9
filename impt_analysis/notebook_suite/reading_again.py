"""Which texts of a notebook are to be read again, because what they say rests on numbers that moved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from impt_analysis.notebook_suite.cell_changes import ChangedCell
from impt_analysis.notebook_suite.moved_numbers import MovedNumber
from impt_analysis.notebook_suite.quoting import plain_number, quoted_numbers, sentences
from impt_analysis.notebook_suite.stored import Cell, Notebook
from impt_analysis.notebook_suite.table_comparison import quoted
from impt_analysis.plurals import number_of

Moved = dict[str, list[tuple[str, MovedNumber]]]

SMALL = 12
"""Numbers up to this one stand everywhere: they are followed within the part of a notebook alone."""

MOST_CELLS = 4
"""So many cells are named one by one."""


def texts_to_read_again(notebook: Notebook, changed: list[ChangedCell]) -> list[str]:
    """Return which texts to read again after cells changed, in sentences; every text that quotes a number is named.

    A sentence that quotes a number which moved is named with what moved: a value of a table, also as points of 100, a
    number of a printed line, or what a reader makes of a table: a number of rows or kinds, a sum, the least or
    greatest. It is named also where the number is still shown somewhere. Numbers up to twelve are followed within the
    part of the notebook, and in the opening answer everywhere. What a reader made of several cells cannot be followed:
    so other sentences with numbers of the opening answer, and of a part of which a cell changed, are counted by their
    text, and all further texts with numbers are named in one sentence. Rather one too many than one too few.

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    otherwise = [cell for cell in changed if cell.says_otherwise]
    if not otherwise:
        return []
    moved: Moved = {}
    for cell in otherwise:
        for number in cell.moved:
            moved.setdefault(number.number, []).append((cell.place, number))
    parts = _parts(notebook)
    told, others = [], []
    for text in notebook.texts:
        # The opening answer speaks of the whole notebook.
        near = [
            cell.place for cell in otherwise if text is notebook.texts[0] or parts.get(cell.place) == parts[text.place]
        ]
        named, rest = _of_text(text, moved, near)
        told += named
        if rest and near:
            told.append(_counted(text, rest, near))
        elif rest:
            others.append(text.place.removeprefix("text cell "))
    return [*told, *_further(others)]


def _parts(notebook: Notebook) -> dict[str, int]:
    """Return for each cell in which part of the notebook it stands; a part begins with a text that has a heading."""
    parts, part = {}, 0
    for cell in notebook.cells:
        part += bool(cell.kind == "markdown" and _HEADING.search(cell.source))
        parts[cell.place] = part
    return parts


def _of_text(text: Cell, moved: Moved, near: list[str]) -> tuple[list[str], int]:
    """Return the sentences that quote what moved, told, and how many others quote a number."""
    told, rest = [], 0
    for sentence in sentences(text):
        numbers = quoted_numbers(sentence)
        found = {number: _behind(plain_number(number), moved, near) for number in numbers}
        hits = [_hit(number, behind, near) for number, behind in found.items() if behind]
        if hits:
            told.append(f"{text.place}: read {quoted(sentence)} again: {'; '.join(hits)}")
        rest += bool(numbers and not hits)
    return told, rest


def _behind(number: str, moved: Moved, near: list[str]) -> list[tuple[str, MovedNumber]]:
    found = moved.get(number, [])
    return [hit for hit in found if hit[0] in near] if float(number) <= SMALL and number.isdecimal() else found


def _hit(number: str, found: list[tuple[str, MovedNumber]], near: list[str]) -> str:
    """Return what moved behind a number that a text quotes: first what stands near, and is shown and not made."""
    place, nearest = min(found, key=lambda hit: (hit[0] not in near, hit[1].made))
    others = sum(hit.made == nearest.made for _, hit in found) - 1
    return f"{number} ({place}: {nearest.told}{f'; and {others} more' if others else ''})"


def _counted(text: Cell, rest: int, near: list[str]) -> str:
    verb, them = ("quotes", "it") if rest == 1 else ("quote", "them")
    cells = ", ".join(near) if len(near) <= MOST_CELLS else number_of(len(near), "cell")
    return f"{text.place}: {number_of(rest, 'other sentence')} {verb} numbers, and {cells} changed; read {them} again"


def _further(others: list[str]) -> Iterator[str]:
    if others:
        cells = f"text cell{'s' if len(others) > 1 else ''} {', '.join(others)}"
        yield f"{cells}: numbers stand there too; none is known to have moved, but what was made of several is not seen"


_HEADING = re.compile(r"^#", re.MULTILINE)
