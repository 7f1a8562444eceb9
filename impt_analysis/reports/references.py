"""The references of a document: only those that its words lead to, as they are named to a reader."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import ReferenceKind
from impt_analysis.documents import Block, Reference, References, Span, joined, running_words
from impt_analysis.inventory import Inventory

ENDS = (".", "?", "!")
"""What ends a title that has its full stop already."""


def used_references(blocks: Sequence[Block], inventory: Inventory) -> References:
    """Return the list of the references that words of these blocks lead to, in the order of the inventory.

    An interview is named by state and year only, a seminar by its title.
    """
    used = set(_led_to(blocks))
    rows = inventory.references[inventory.references["reference_id"].isin(used)]
    return References([_named(row) for row in rows.to_dict("records")])


def every_reference(inventory: Inventory) -> dict[str, References]:
    """Return all references of the inventory by state, in the order of the inventory; a state without one is left out.

    >>> from impt_analysis.worked_example import example_inventory
    >>> {state: len(listed.entries) for state, listed in every_reference(example_inventory()).items()}
    {'EE': 1, 'LV': 1}
    """
    groups = inventory.references.groupby("state", observed=True)
    return {str(state): References([_named(row) for row in rows.to_dict("records")]) for state, rows in groups}


def _led_to(blocks: Sequence[Block]) -> Iterator[str]:
    for words in running_words(blocks):
        for part in joined(words):
            if isinstance(part, Span) and part.link.startswith("#"):
                yield part.link[1:]


def _named(row: Mapping[Hashable, Any]) -> Reference:
    name, year = str(row["reference_id"]), _present(row["year"])
    if row["kind"] == ReferenceKind.INTERVIEW:
        state = shipped_codebook().label("state", row["state"])
        return Reference(name, ", ".join(filter(None, ["Interview", state, year])))
    behind = ", ".join(filter(None, [_present(row["publisher"]), year or "no year"]))
    title = _present(row["title"])
    return Reference(name, f"{title}{'' if title.endswith(ENDS) else '.'} {behind}", _present(row["url"]))


def _present(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
