"""The cells of the sheet Items: one row an item, one column a source, and the answers where they meet."""

from __future__ import annotations

import numpy as np

from impt_analysis.checking.headers import Columns
from impt_analysis.checking.placed import Placed, Table
from impt_analysis.checking.spaces import plain

ANSWER_COLUMNS = ["item", "source_id", "answer", "letter"]
"""A row of the table is one answer; `letter` is the column in which it stands."""


def answers(placed: Placed, found: Columns) -> Table:
    """Return a row for each cell under the id of a source; the row of the sources' names is left out."""
    below, numbers = placed.below(), placed.numbers_below()
    items = below[:, found.known["item"]] if "item" in found.known else np.full(len(below), "", dtype="object")
    if len(items) and not plain(items[0]):  # the row below the header shows the names of the sources
        below, numbers, items = below[1:], numbers[1:], items[1:]
    positions = list(found.extra)
    height, width = len(below), len(positions)
    cells = {
        "row": np.tile(numbers, width),
        "item": np.tile(items, width),
        "source_id": _repeated([found.extra[position] for position in positions], height),
        "answer": below[:, positions].ravel(order="F"),
        "letter": _repeated([placed.letters(position) for position in positions], height),
    }
    header = placed.cells.first_row + placed.header
    places = {(placed.file, "answer"): "{letter}{row}", (placed.file, "source_id"): f"{{letter}}{header}"}
    if "item" in found.known:
        places[placed.file, "item"] = f"{placed.letters(found.known['item'])}{{row}}"
    return Table(cells, places)


def _repeated(texts: list[str], height: int) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.repeat(np.array(texts, dtype="object"), height)
