"""A notebook as it is stored: its cells and what they show, read from the file without Jupyter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from impt_analysis.errors import UsageError, shown_path

HTML, PLAIN, CSV, PICTURE = "text/html", "text/plain", "text/csv", "image/png"
STDOUT, STDERR, ERROR = "stdout", "stderr", "error"
PICTURES = frozenset({PICTURE, "image/jpeg", "image/svg+xml"})


@dataclass(frozen=True)
class Cell:
    """One cell: its place as a reader finds it, its text, and what it shows.

    `place` is "cell 7" for the seventh code cell, which JupyterLab shows as [7], and "text cell 3" for the third of
    markdown. `outputs` holds one mapping per output, from kind (such as `text/html` or `stdout`) to text.
    """

    id: str
    place: str
    kind: str
    source: str
    tags: tuple[str, ...]
    count: int | None
    outputs: tuple[dict[str, str], ...]

    @property
    def lines(self) -> list[str]:
        """The lines of the cell's text."""
        return self.source.splitlines()

    def shows(self, *kinds: str) -> bool:
        """Return whether an output of one of these kinds is stored."""
        return any(kind in output for output in self.outputs for kind in kinds)


@dataclass(frozen=True)
class Notebook:
    """A notebook: its name without ending, the text of its file, and its cells in order."""

    name: str
    text: str
    cells: tuple[Cell, ...]

    @property
    def code(self) -> list[Cell]:
        """The code cells, in order."""
        return [cell for cell in self.cells if cell.kind == "code"]

    @property
    def texts(self) -> list[Cell]:
        """The markdown cells, in order."""
        return [cell for cell in self.cells if cell.kind == "markdown"]


def notebook_paths(folder: Path | str) -> list[Path]:
    """Return the notebooks of a folder in reading order, which is the order of their names.

    Raises UsageError when the folder holds none.
    """
    paths = sorted(Path(folder).glob("*.ipynb"))
    if not paths:
        raise UsageError(f"{shown_path(folder)} holds no notebook (*.ipynb); name the folder that does")
    return paths


def read_notebook(path: Path | str) -> Notebook:
    """Return the notebook stored in a file.

    Raises OSError when the file cannot be read, and UsageError when it is not a notebook.
    """
    file = Path(path)
    return parsed(file.stem, file.read_bytes().decode("utf-8"))


def parsed(name: str, text: str) -> Notebook:
    """Return the notebook of that name from the text of its file.

    Raises UsageError when the text is not a notebook of format 4.

    >>> parsed("01_inventory", '{"cells": [{"cell_type": "markdown", "source": "# Who?"}]}').cells[0].place
    'text cell 1'
    """
    try:
        document = json.loads(text)
        cells = document["cells"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise UsageError(
            f"{name}: this is not a notebook of format 4 ({error}); open it in JupyterLab and save it, or restore it"
        ) from error
    counted: dict[str, int] = {}
    return Notebook(name, text, tuple(_cell(cell, counted) for cell in cells))


def _cell(cell: dict[str, Any], counted: dict[str, int]) -> Cell:
    kind = cell["cell_type"]
    counted[kind] = counted.get(kind, 0) + 1
    return Cell(
        id=cell.get("id", ""),
        place=f"{_NAMED.get(kind, f'{kind} cell')} {counted[kind]}",
        kind=kind,
        source=_joined(cell["source"]),
        tags=tuple(cell.get("metadata", {}).get("tags", ())),
        count=cell.get("execution_count"),
        outputs=tuple(_output(output) for output in cell.get("outputs", ())),
    )


def _output(output: dict[str, Any]) -> dict[str, str]:
    if output["output_type"] == "stream":
        return {output["name"]: _joined(output["text"])}
    if output["output_type"] == "error":
        return {ERROR: f"{output['ename']}: {output['evalue']}"}
    return {kind: _joined(data) for kind, data in output["data"].items()}


def _joined(text: object) -> str:
    if isinstance(text, list):
        return "".join(text)
    return text if isinstance(text, str) else json.dumps(text, sort_keys=True)


_NAMED = {"code": "cell", "markdown": "text cell"}
