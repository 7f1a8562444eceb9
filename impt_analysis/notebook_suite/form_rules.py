"""Rules on the form of a notebook: its format, its first and last cells, its texts, and the order it was run in.

Each takes a notebook and returns its breaches, each a sentence that begins with the cell.
"""

from __future__ import annotations

import json
import re

from impt_analysis.notebook_suite.documents import document, file_text
from impt_analysis.notebook_suite.stored import Notebook

LIMITS = "What this cannot say"
TITLE = re.compile(r"^# \S", re.MULTILINE)
LIMITS_TITLE = re.compile(rf"^#+ {LIMITS}\s*$", re.MULTILINE | re.IGNORECASE)


def valid_format(notebook: Notebook) -> list[str]:
    """Return what is not as the format of notebooks, version 4.5, has it; every cell has an id of its own."""
    from nbformat import ValidationError, validate

    stored = json.loads(notebook.text)
    ids = [cell.id for cell in notebook.cells]
    if stored.get("nbformat_minor", 0) < 5 or not all(ids) or len(set(ids)) < len(ids):
        return ["the file: cells lack an id of their own; open it in JupyterLab, save it, and run `impt notebooks`"]
    try:
        validate(stored)
    except ValidationError as error:
        return [f"the file: {error.message}; open it in JupyterLab and save it"]
    return []


def stored_by_execute(notebook: Notebook) -> list[str]:
    """Return whether the file differs from how `impt notebooks` stores it: times, versions, marks of an editor."""
    if valid_format(notebook) or file_text(document(notebook.text)) == notebook.text:
        return []
    return ["the file: it holds what an editor or another run left in it; run `impt notebooks`"]


def title_first(notebook: Notebook) -> list[str]:
    """Return whether the first cell is other than text that begins with the notebook's one title."""
    first = notebook.cells[0] if notebook.cells else None
    titles = sum(len(TITLE.findall(cell.source)) for cell in notebook.texts)
    if first is None or first.kind != "markdown" or not TITLE.match(first.source):
        return ["the first cell: it is no text that begins with a title; begin it with '# ' and the question"]
    if titles != 1:
        return [f"{first.place}: the notebook has {titles} titles ('# '); keep one and write the others with '## '"]
    return []


def explained(notebook: Notebook) -> list[str]:
    """Return whether there are fewer than two cells of text for every three of code."""
    texts, codes = len(notebook.texts), len(notebook.code)
    if 3 * texts >= 2 * codes:
        return []
    return [f"as a whole: {texts} cells of text for {codes} of code; write at least two for every three"]


def limits_last(notebook: Notebook) -> list[str]:
    """Return whether the last cell is other than a text on what the notebook cannot say."""
    last = notebook.cells[-1] if notebook.cells else None
    if last is not None and last.kind == "markdown" and LIMITS_TITLE.search(last.source):
        return []
    return [f"the last cell: it does not tell the limits; end with a text under '## {LIMITS}'"]


def run_in_order(notebook: Notebook) -> list[str]:
    """Return the cells that were not run, or not in order from 1; an empty cell is never run."""
    return [
        f"{cell.place}: it was run as {cell.count or 'none'}, right would be {number}; run `impt notebooks`"
        if cell.source.strip()
        else f"{cell.place}: it is empty; delete it"
        for number, cell in enumerate(notebook.code, 1)
        if cell.count != number or not cell.source.strip()
    ]
