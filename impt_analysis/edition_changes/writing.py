"""The changes between two editions as a file: lines to read, or a table."""

from __future__ import annotations

from collections.abc import Callable

from impt_analysis.csv_tables import csv_bytes
from impt_analysis.edition_changes.listing import listed_changes
from impt_analysis.edition_changes.report import change_report
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory


def written_changes(before: Inventory, after: Inventory, kind: str) -> bytes:
    """Return the changes between two editions as the content of a file: txt (`change_report`), csv (`listed_changes`).

    Raises UsageError for any other kind.

    >>> from impt_analysis.worked_example import example_inventory
    >>> written_changes(example_inventory(), example_inventory(), "csv").decode()[:22]
    'part,state,sheet,row,c'
    """
    if kind not in _KINDS:
        raise UsageError(f"changes are written as {' or '.join(_KINDS)}; found {kind!r}")
    return _KINDS[kind](before, after)


def _lines(before: Inventory, after: Inventory) -> bytes:
    return "".join(f"{line}\n" for line in change_report(before, after)).encode()


def _table(before: Inventory, after: Inventory) -> bytes:
    return csv_bytes(listed_changes(before, after))


_KINDS: dict[str, Callable[[Inventory, Inventory], bytes]] = {"txt": _lines, "csv": _table}
