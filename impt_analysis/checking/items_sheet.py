"""The cells of the sheet Items: one row an item, one column a source, and the answers where they meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from impt_analysis.checking.code_values import spellings
from impt_analysis.checking.headers import Columns
from impt_analysis.checking.placed import Placed, Table
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook import codebook_in
from impt_analysis.codebook.speaking import languages
from impt_analysis.errors import Problem
from impt_analysis.workbook.cells import CellValue

ANSWER_COLUMNS = ["item", "source_id", "name", "answer", "letter"]
"""A row of the table is one answer; `letter` is the column in which it stands, `name` is shown below the id."""


def answers(placed: Placed, found: Columns) -> Table:
    """Return a row for each cell under the id of a source; the row of the sources' names is left out."""
    below, numbers = placed.below(), placed.numbers_below()
    items = below[:, found.known["item"]] if "item" in found.known else np.full(len(below), "", dtype="object")
    positions = list(found.extra)
    names = [""] * len(positions)
    shows_names = len(items) > 0 and not plain(items[0])  # in the row below the header
    if shows_names:
        names = list(below[0, positions])
        below, numbers, items = below[1:], numbers[1:], items[1:]
    height, width = len(below), len(positions)
    cells = {
        "row": np.tile(numbers, width),
        "item": np.tile(items, width),
        "source_id": _repeated([found.extra[position] for position in positions], height),
        "name": _repeated(names, height),
        "answer": below[:, positions].ravel(order="F"),
        "letter": _repeated([placed.letters(position) for position in positions], height),
    }
    header = placed.cells.first_row + placed.header
    places = {
        (placed.file, "answer"): "{letter}{row}",
        (placed.file, "source_id"): f"{{letter}}{header}",
    }
    if shows_names:
        places[placed.file, "name"] = f"{{letter}}{header + 1}"
    if "item" in found.known:
        places[placed.file, "item"] = f"{placed.letters(found.known['item'])}{{row}}"
    return Table(cells, places, tuple(_help_written_over(placed, found)))


def _help_written_over(placed: Placed, found: Columns) -> Iterator[Problem]:
    """Yield an error where a label is another item's, and an info at the first label and definition written anew."""
    if "item" not in found.known:
        return
    items = spellings("item")
    for column in ("label", "definition"):
        texts = _texts(column)
        others = {text for known in texts.values() for text in known}
        anew = False
        for number, row in enumerate(placed.below() if column in found.known else []):
            item, text = items.get(plain(row[found.known["item"]])), plain(row[found.known[column]])
            if item is None or text in ("", *texts[item]):
                continue
            place = (placed.header + 1 + number, found.known[column])
            if text in others:
                yield placed.problem("label-of-another-item", *place, item=item)
            elif not anew:
                anew = True
                yield placed.problem("help-written-over", *place)


def _texts(column: str) -> dict[str, list[str]]:
    """The label, or the definition, of every item in each language, as it is compared."""
    spoken = [codebook_in(language).entries("item")[column] for language in languages()]
    return {str(item): [plain(texts[item]) for texts in spoken] for item in spoken[0].index}


def _repeated(texts: Sequence[CellValue], height: int) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.repeat(np.array(texts, dtype="object"), height)
