"""The one form in which a notebook is stored, so that running it again gives the same bytes."""

from __future__ import annotations

import sys
from copy import deepcopy
from importlib import import_module
from typing import Any

KERNEL = "python3"
# What Jupyter puts here by itself names the Python that happened to run the notebook.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": KERNEL},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
"""What a widget leaves in a notebook beside its words: the id of a model that ends with the kernel."""

GRAMMAR = "rfc3987_syntax"
"""A grammar of internationalised addresses, built in two seconds where it is imported; no notebook needs it."""


def jupyter_module(name: str) -> Any:
    """Return a module of Jupyter, imported without the grammar that its validation of other documents would build."""
    wanted = sys.modules.get(GRAMMAR)
    if wanted is None:
        # Python takes None for a module that cannot be imported, and jsonschema, which asks for it, goes without.
        sys.modules[GRAMMAR] = None  # type: ignore[assignment]
    try:
        return import_module(name)
    finally:
        if wanted is None:
            del sys.modules[GRAMMAR]


def document(text: str) -> Any:
    """Return the notebook, as Jupyter works on it, from the text of its file."""
    return jupyter_module("nbformat").reads(text, as_version=4)


def emptied(notebook: Any) -> Any:
    """Return the notebook as if it had not been run."""
    empty = deepcopy(notebook)
    for cell in empty.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return empty


def file_text(notebook: Any) -> str:
    """Return the text in which a notebook is stored: without times, versions, tracebacks, ids and marks of an editor.

    Keys are sorted and lines broken as Jupyter does it; of a cell's metadata only its tags stay, and of an expected
    error its last line, because a traceback names places on the machine.
    """
    tidy = deepcopy(notebook)
    tidy.metadata = deepcopy(METADATA)
    for cell in tidy.cells:
        cell.metadata = {name: value for name, value in cell.metadata.items() if name == "tags"}
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if output.output_type == "error":
                output.traceback = [f"{output.ename}: {output.evalue}"]
    return f"{jupyter_module('nbformat').writes(tidy).rstrip()}\n"
