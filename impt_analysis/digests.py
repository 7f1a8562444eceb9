"""A table by its digest: a short text that is another one as soon as the table is, and how a notebook shows it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape

import pandas as pd

_LENGTH = 16


def digest_of(*tables: pd.DataFrame) -> str:
    """Return a digest of tables: the first 16 hexadecimal digits of the SHA-256 of their csv.

    The order of the rows does not matter and numbers count to ten digits, so that the digest is the same on every
    machine.

    >>> table = pd.DataFrame({"state": ["LV", "LT"], "low": [0.25, 0.5]})
    >>> digest_of(table) == digest_of(table[::-1]) != digest_of(table.head(1))
    True
    """
    whole = hashlib.sha256()
    for table in tables:
        header, *rows = _csv(table).splitlines()
        whole.update("\n".join([header, *sorted(rows), ""]).encode())
    return whole.hexdigest()[:_LENGTH]


@dataclass(frozen=True, eq=False)
class TableByDigest:
    """A table that is too large to be read, as a notebook shows it: how many rows, which columns, and its digest."""

    table: pd.DataFrame

    def __repr__(self) -> str:
        """Return what is shown, in one line."""
        columns = ", ".join(map(str, self.table.columns))
        return f"{len(self.table)} rows, digest {digest_of(self.table)}, columns: {columns}"

    def _repr_html_(self) -> str:
        """Return what is shown as a table of one row."""
        shown = {"rows": len(self.table), "columns": ", ".join(map(str, self.table.columns))}
        cells = {**shown, "digest": digest_of(self.table)}
        head = "".join(f"<th>{name}</th>" for name in cells)
        body = "".join(f"<td>{escape(str(value))}</td>" for value in cells.values())
        return f"<table><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr></tbody></table>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Return all that a notebook stores: what is shown, and the table as csv, by which a change is told."""
        return {"text/plain": repr(self), "text/html": self._repr_html_(), "text/csv": _csv(self.table)}


def shown_by_digest(table: pd.DataFrame) -> TableByDigest:
    """Return a table that a notebook shows by its digest, and stores whole beside it.

    What is shown is one line: the number of rows, the digest and the columns. The whole table is stored as csv, unseen,
    so that `impt notebooks` says which of its rows changed. The digest is that of the chart drawn from this table.

    Source: CONTRIBUTING.md, section "Notebooks".

    >>> shown_by_digest(pd.DataFrame({"state": ["LV", "LT"], "low": [0.25, 0.5]}))
    2 rows, digest b06b4361ece1cc03, columns: state, low
    """
    return TableByDigest(table)


def _csv(table: pd.DataFrame) -> str:
    return str(table.to_csv(index=False, lineterminator="\n", float_format="%.10g"))
