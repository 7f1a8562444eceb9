"""The README of the notebooks, gathered from their first cells."""

from __future__ import annotations

from pathlib import Path

from impt_analysis.errors import UsageError
from impt_analysis.notebook_suite.stored import notebook_paths, read_notebook

README = "README.md"
OPENING = """\
# Notebooks

One question each, in reading order. This page is gathered from the first cell of each notebook by `impt notebooks`:
change it there.
"""


def gathered_readme(folder: Path | str) -> str:
    """Return the text of the notebooks' README: of each notebook, in order, its title linked to it, and its first cell.

    Raises UsageError when the folder holds no notebook, or a notebook does not begin with a markdown cell whose first
    line is a title.

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    return "\n".join([OPENING, *(_chapter(path) for path in notebook_paths(folder))])


def _chapter(path: Path) -> str:
    notebook = read_notebook(path)
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.kind != "markdown" or not first.source.startswith("# "):
        raise UsageError(
            f"{notebook.name}: its first cell is no markdown cell whose first line is a title; right would be '# ' and "
            "the question; write one"
        )
    title, _, lines = first.source.partition("\n")
    return f"## [{title.removeprefix('# ').strip()}]({path.name})\n\n{lines.strip()}\n"
