"""Two states of the tables of one workbook, compared cell by cell."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from impt_analysis.schema import sheets

KEYS = {"about": [], "sources": ["source_id"], "items": ["source_id"], "references": ["reference_id"]}
"""The sheets that answers can change, with the column that names a row."""

BLANK = "(blank)"
COLUMNS = ["sheet", "row", "column", "before", "after"]


def table_changes(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return every cell that differs between two states of a workbook's tables, in the order of sheets and rows.

    Columns, all text: `sheet` and `column` by their codes (on the sheet Items `column` is the item), `row` (an id,
    blank on the sheet About), `before` and `after` (blank for a blank cell or a row that is not there).
    """
    return pd.concat([_of_sheet(code, before[code], after[code]) for code in KEYS], ignore_index=True)


def change_lines(changes: pd.DataFrame) -> list[str]:
    """Return the changes as sentences, one a line.

    >>> change_lines(pd.DataFrame([["items", "LV-01", "age", "not_asked", "yes"]], columns=COLUMNS))
    ['Items, LV-01, age: not_asked -> yes']
    """
    names = {code: sheet.name for code, sheet in sheets().items()}
    return [
        f"{', '.join(part for part in (names[sheet], row) if part)}, {column}: {before or BLANK} -> {after or BLANK}"
        for sheet, row, column, before, after in changes[COLUMNS].astype("str").to_numpy()
    ]


def _of_sheet(code: str, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    old, new = _cells(code, before), _cells(code, after)
    cells = new.index.union(old.index, sort=False)
    pairs = pd.DataFrame({"before": old.reindex(cells, fill_value=""), "after": new.reindex(cells, fill_value="")})
    changed = pairs[pairs["before"].ne(pairs["after"])].reset_index()
    return changed.assign(sheet=code)[COLUMNS].astype("str")


def _cells(code: str, table: pd.DataFrame) -> pd.Series[str]:
    """Return the cells of a sheet as text, by row and column."""
    if code == "items":
        named = table.rename(columns={"source_id": "row", "item": "column"}).astype("str")
        return named.set_index(["row", "column"])["answer"]
    shown = table[[name for name in sheets()[code].codes() if name in table]].astype("object").map(_written)
    named = shown.assign(row=table[KEYS[code][0]].astype("str") if KEYS[code] else "", position=range(len(table)))
    long = named.melt(["row", "position"], var_name="column", value_name="value")
    return long.sort_values("position", kind="stable").set_index(["row", "column"])["value"]


def _written(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
