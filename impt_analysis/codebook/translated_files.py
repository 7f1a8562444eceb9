"""The files of a translation: a folder for each language, in each file a row per text with its English beside it."""

from __future__ import annotations

import csv
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO

PACKAGE = __package__.partition(".")[0]


def rows_of(file: Traversable) -> list[dict[str, str]]:
    """Return the rows of a csv file."""
    return list(csv.DictReader(StringIO(file.read_text(encoding="utf-8"), newline="")))


def csv_files(folder: Traversable) -> dict[str, Traversable]:
    """Return the csv files of a folder by name without ending, in the order of their names."""
    found = {file.name.removesuffix(".csv"): file for file in folder.iterdir() if file.name.endswith(".csv")}
    return dict(sorted(found.items()))


def in_package(path: str) -> Traversable:
    """Return a file or folder of this package."""
    return files(PACKAGE).joinpath(path)


def translations(language: str, part: str) -> dict[str, list[dict[str, str]]]:
    """Return the translated texts of one part of the package, by file: rows of `text`, `english` and `translation`.

    >>> translations("de", "charts")["page"][0]["text"]
    'subject'
    """
    folder = in_package(f"translations/{language}/{part}")
    found = csv_files(folder) if folder.is_dir() else {}
    return {name: rows_of(file) for name, file in found.items()}
