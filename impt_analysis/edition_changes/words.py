"""Changes between two editions in words: labels in place of codes, long texts from where they differ."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.edition_changes.matching import Change
from impt_analysis.interviews.changes import BLANK
from impt_analysis.schema import ANSWER_LIST, Kind, sheets

LONGEST = 90
"""So many signs of a text are told; of a longer one those from where it differs."""

PROSE = (Kind.TEXT, Kind.LINK)

OF_SOURCE = {
    Change.NEW: "the source is new",
    Change.GONE: "the source is gone",
}


def column_label(sheet: str, column: str) -> str:
    """Return how a column is headed; of the sheet Items, the label of the item.

    >>> column_label("sources", "reached"), column_label("items", "route")
    ('Reached', 'Route')
    """
    if sheet == "items":
        return str(shipped_codebook().label("item", column))
    return sheets()[sheet].column(column).label


def change_text(sheet: str, column: str, before: str, after: str) -> str:
    """Return a changed cell in words, from what to what.

    >>> change_text("items", "route", "not_asked", "yes"), change_text("sources", "note", "", "Asked again.")
    ('Route: Not asked or not stated -> Yes', 'Note: (blank) -> "Asked again."')
    """
    return f"{column_label(sheet, column)}: {_step(sheet, column, before, after)}"


def cause_texts(causes: pd.DataFrame) -> pd.Series[str]:
    """Return each row of `moving_answers` in words, with its source."""
    columns = ["source_id", "sheet", "change", "column", "before", "after"]
    rows = causes[columns].astype("object").fillna("").itertuples(index=False)
    return pd.Series([_cause(*map(str, row)) for row in rows], causes.index, dtype="str")


def told_causes(causes: pd.DataFrame, key: list[str]) -> pd.Series[str]:
    """Return the causes of each item in one text, by `key`: those of what is documented before those of the possible.

    An answer that leaves open what is recorded moves only what is possible at most; it must not seem to be what moved
    the points that are told.
    """
    told = causes.assign(cause=cause_texts(causes))
    kinds = {"documented": told[told["documented"]], "possible": told[~told["documented"]]}
    parts = {name: rows.groupby(key, observed=True)["cause"].agg("; ".join) for name, rows in kinds.items()}
    table = pd.concat(parts, axis="columns")
    documented, possible = table["documented"], table["possible"]
    both = documented + ". What is possible at most moved also by " + possible
    return both.fillna(documented).fillna(possible)


def _cause(source: str, sheet: str, change: str, column: str, before: str, after: str) -> str:
    if change != Change.CHANGED:
        return f"{source}: {OF_SOURCE[Change(change)]}"
    told = change_text(sheet, column, before, after)
    return f"{source}: {told}" if source else told


def _step(sheet: str, column: str, before: str, after: str) -> str:
    labels = _labels(sheet, column)
    if labels:
        return " -> ".join(labels.get(text, text) or BLANK for text in (before, after))
    if sheets()[sheet].column(column).kind not in PROSE:
        return " -> ".join(text or BLANK for text in (before, after))
    start = _differing(before, after) if max(len(before), len(after)) > LONGEST else 0
    return " -> ".join(_quoted(text, start) for text in (before, after))


def _labels(sheet: str, column: str) -> dict[str, str]:
    listed = ANSWER_LIST if sheet == "items" else sheets()[sheet].column(column).codes
    return {str(code): label for code, label in shipped_codebook().labels(listed).items()} if listed else {}


def _differing(before: str, after: str) -> int:
    """Return where two texts begin to differ, at the beginning of that word."""
    pairs = zip(before, after, strict=False)
    alike = next((place for place, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))
    return before.rfind(" ", 0, alike) + 1


def _quoted(text: str, start: int) -> str:
    if not text:
        return BLANK
    shown = f"{'… ' if start else ''}{text[start : start + LONGEST]}{'…' if len(text) > start + LONGEST else ''}"
    return f'"{shown}"'
