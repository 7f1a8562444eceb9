"""The words of the page that stand beside what it shows; the fixed ones stand in `page.html`."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def wordings() -> dict[str, str]:
    """Return every wording by its name, in the order of the file.

    >>> wordings()["records"]
    'Records it'
    """
    return {row["text"]: row["wording"] for row in _rows()}


def script_wordings() -> dict[str, str]:
    """Return the wordings that the script of the page fills in, by name; the others are filled in before.

    >>> "records_list" in script_wordings(), "barriers_most" in script_wordings()
    (True, False)
    """
    return {row["text"]: row["wording"] for row in _rows() if row["used_by"] == "script"}


def _rows() -> list[dict[str, str]]:
    lines = files(__package__).joinpath("words.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))
