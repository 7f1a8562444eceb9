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
    lines = files(__package__).joinpath("words.csv").read_text(encoding="utf-8").splitlines()
    return {row["text"]: row["wording"] for row in csv.DictReader(lines)}
