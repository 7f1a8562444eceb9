"""Rules on the code of a notebook: it asks, and the package answers.

Each takes a notebook and returns its breaches, each a sentence that begins with the cell.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator

from impt_analysis.notebook_suite.stored import Cell, Notebook

MOST_LINES = 12
NOT_IMPORTED = {
    "datetime": "a date of today",
    "getpass": "a user's name",
    "os": "the machine",
    "platform": "the machine",
    "random": "chance",
    "requests": "the network",
    "socket": "the network",
    "subprocess": "other programs",
    "sys": "the machine",
    "time": "a time of today",
    "urllib": "the network",
    "warnings": "no warning unseen",
}
HISTORY = {"In", "Out", "_", "__", "___", "_i", "_ih", "_oh", "get_ipython"}
IGNORED, SKIPPED, RAISES = "NBVAL_IGNORE_OUTPUT", "NBVAL_SKIP", "NBVAL_RAISES_EXCEPTION"
OLD_IGNORED = "PYTEST_VALIDATE_IGNORE_OUTPUT"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.NamedExpr)


def plain_python(notebook: Notebook) -> list[str]:
    """Return the cells that are not Python alone: magics (`%`), commands of the shell (`!`), help (`?`)."""
    return [f"{cell.place}: {error}; write it in Python alone" for cell in notebook.code if (error := _mistake(cell))]


def no_definition(notebook: Notebook) -> list[str]:
    """Return the functions, classes and named lambdas that are defined in cells."""
    return [
        f"{cell.place}: line {node.lineno} defines a function or class; move it into the package and call it"
        for cell in notebook.code
        for node in _nodes(cell)
        if isinstance(node, DEFINITIONS) or (isinstance(node, ASSIGNMENTS) and isinstance(node.value, ast.Lambda))
    ]


def nothing_from_outside(notebook: Notebook) -> list[str]:
    """Return where a cell asks the clock, chance, the machine, the network, or the history of the session."""
    return [
        f"{cell.place}: line {line} uses {name}; leave it out: a notebook shows the same everywhere and every day"
        for cell in notebook.code
        for line, name in _used(cell)
        if name.split(".")[0] in NOT_IMPORTED or name in HISTORY or name == "numpy.random"
    ]


def no_semicolon_at_end(notebook: Notebook) -> list[str]:
    """Return the cells that end in `;`, which hides output in JupyterLab and not when the notebooks are compared."""
    return [
        f"{cell.place}: it ends in ';'; leave it out, or give what it shows a name"
        for cell in notebook.code
        if _code_tokens(cell)[-1:] == [";"]
    ]


def short_cells(notebook: Notebook) -> list[str]:
    """Return the code cells of more than 12 lines."""
    return [
        f"{cell.place}: it has {len(cell.lines)} lines, right would be at most {MOST_LINES}; split it"
        for cell in notebook.code
        if len(cell.lines) > MOST_LINES
    ]


def comparison_kept(notebook: Notebook) -> list[str]:
    """Return where a cell is kept from being compared, other than one cell that says why.

    The marker stands alone on its line, because with more on it nbval does not see it, and the next line is a comment;
    with the tag the first line is one. An expected error has the tag `raises-exception`, which Jupyter knows too.
    """
    ignored = [cell for cell in notebook.code if is_ignored(cell)]
    many = [f"{cell.place}: it is the second cell that is not compared; keep one at most" for cell in ignored[1:]]
    silent = [
        f"{cell.place}: it is not compared and does not say why; write {IGNORED} in a comment, the reason in the next"
        for cell in ignored
        if not _reason(cell)
    ]
    forbidden = [
        f"{cell.place}: it holds {marker}; {mend}"
        for cell in notebook.code
        for marker, mend in _FORBIDDEN.items()
        if marker in cell.source or marker.lower().replace("_", "-") in cell.tags
    ]
    return [*many, *silent, *forbidden]


def is_ignored(cell: Cell) -> bool:
    """Return whether the cell is marked as not to be compared, by comment or tag."""
    return IGNORED in cell.source or "nbval-ignore-output" in cell.tags


def _reason(cell: Cell) -> bool:
    lines = [line.strip() for line in cell.lines]
    if "nbval-ignore-output" in cell.tags:
        return lines[:1] != [] and lines[0].startswith("#")
    markers = [place for place, line in enumerate(lines) if IGNORED in line]
    return all(
        lines[place].lstrip("# ") == IGNORED and "".join(lines[place + 1 : place + 2]).startswith("# ")
        for place in markers
    )


def _mistake(cell: Cell) -> str:
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        return f"line {error.lineno} is not Python: {(error.text or '').strip()}"
    return ""


def _nodes(cell: Cell) -> list[ast.AST]:
    return [] if _mistake(cell) else list(ast.walk(ast.parse(cell.source)))


def _used(cell: Cell) -> Iterator[tuple[int, str]]:
    for node in _nodes(cell):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.lineno, node.id if node.id in HISTORY else ""
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in {"np.random", "numpy.random"}:
            yield node.lineno, "numpy.random"


def _code_tokens(cell: Cell) -> list[str]:
    if _mistake(cell):
        return []
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT}
    tokens = tokenize.generate_tokens(io.StringIO(cell.source).readline)
    return [token.string for token in tokens if token.type not in silent]


_FORBIDDEN = {
    SKIPPED: "every cell is run; leave it out",
    OLD_IGNORED: f"write {IGNORED} instead",
    RAISES: "give the cell the tag raises-exception instead",
}
