"""Rules on what a notebook shows: whole tables, nothing unseen, nothing of the machine or the person that ran it.

Each takes a notebook and returns its breaches, each a sentence that begins with the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from impt_analysis.notebook_suite.code_rules import is_ignored
from impt_analysis.notebook_suite.stored import ERROR, HTML, PICTURES, PLAIN, STDERR, STDOUT, Cell, Notebook

FEWEST_COMPARED = 3
# Accounts that many machines share, whose names are also words and name nobody.
SHARED_ACCOUNTS = {"admin", "jovyan", "root", "runner", "user"}


def no_stderr(notebook: Notebook) -> list[str]:
    """Return the cells that warn, whose warnings name a place on the machine or hide an error."""
    return [
        f"{cell.place}: it shows a warning or an error stream; mend what it warns of, in the package where need be"
        for cell in notebook.code
        if cell.shows(STDERR)
    ]


def results_compared(notebook: Notebook) -> list[str]:
    """Return whether fewer than three cells show something that is compared; of a picture only its size is."""
    compared = sum(_is_compared(cell) for cell in notebook.code)
    if compared >= FEWEST_COMPARED:
        return []
    return [f"as a whole: {compared} cells show what can be compared, right would be at least {FEWEST_COMPARED}"]


def table_before_figure(notebook: Notebook) -> list[str]:
    """Return the figures without a table of their own before them, without which a changed figure goes unseen."""
    bare, has_table = [], False
    for cell in notebook.code:
        has_table = has_table or (_shows_table(cell) and not is_ignored(cell))
        if cell.shows(*PICTURES):
            if not has_table:
                bare.append(f"{cell.place}: no table before its figure; show what is drawn in a cell above it")
            has_table = False
    return bare


def nothing_cut_short(notebook: Notebook) -> list[str]:
    """Return the cells whose output is cut short, because what is left out is not compared."""
    return [
        f"{cell.place}: what it shows is cut short ({found}); show less, or a digest of it"
        for cell in notebook.code
        if (found := next(_cuts(cell), ""))
    ]


def no_place_or_person(notebook: Notebook) -> list[str]:
    """Return the cells that show an absolute path or the name of the user who ran them."""
    user = Path.home().name
    names = () if user in SHARED_ACCOUNTS or not user else (re.compile(rf"(?<!\w){re.escape(user)}(?!\w)"),)
    return _found_in_outputs(
        notebook, (*_PATHS, *names), "names a place or a user of this machine; show a path from the folder of the data"
    )


def no_memory_address(notebook: Notebook) -> list[str]:
    """Return the cells that show where an object lies in memory, which differs from run to run."""
    return _found_in_outputs(notebook, (_ADDRESS,), "is a place in memory; show the table or the words instead")


def _is_compared(cell: Cell) -> bool:
    shown = any({STDOUT, PLAIN, HTML, ERROR} & set(output) and not PICTURES & set(output) for output in cell.outputs)
    return shown and not is_ignored(cell)


def _shows_table(cell: Cell) -> bool:
    return any("<table" in output.get(HTML, "") for output in cell.outputs)


def _cuts(cell: Cell) -> Iterator[str]:
    for output in cell.outputs:
        for kind, patterns in _CUTS.items():
            yield from (found[0].strip() for pattern in patterns for found in pattern.finditer(output.get(kind, "")))


def _found_in_outputs(notebook: Notebook, patterns: tuple[re.Pattern[str], ...], fault: str) -> list[str]:
    breaches = []
    for cell in notebook.code:
        texts = (unescape(text) for output in cell.outputs for kind, text in output.items() if kind not in PICTURES)
        found = {hit[0].strip(): None for text in texts for pattern in patterns for hit in pattern.finditer(text)}
        breaches += [f"{cell.place}: {hit} {fault}" for hit in found]
    return breaches


_COUNTED = re.compile(r"\[?\b\d+ rows [x\N{MULTIPLICATION SIGN}] \d+ columns\]?")
_DOTS = re.compile(r"(?<!\S)\.{2,3}(?!\S)|\.\.\.(?=[\s\])},]|$)")
_CUTS = {
    HTML: (_COUNTED, re.compile(r"\.\.\.(?=</t[dh]>)")),
    PLAIN: (_COUNTED, _DOTS),
    STDOUT: (
        _COUNTED,
        re.compile(r"^\s*\.{2,3}(?:\s+\.{2,3})*\s*$", re.MULTILINE),
        re.compile(r"(?<= )\.{3}(?= )(?! and)"),
    ),
}
_PATHS = (
    re.compile(r"(?<![\w.:/<~])~?/[A-Za-z_][\w.-]*/[\w.-]+"),
    re.compile(r"\b[A-Za-z]:[\\/]+\w[\w.\\/-]*"),
    re.compile(r"\bfile://\S+"),
)
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
