"""Two states of the tables of one workbook, compared cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from impt_analysis.schema import sheets

KEYS: Mapping[str, Sequence[str]] = {
    "about": [],
    "sources": ["source_id"],
    "items": ["source_id"],
    "references": ["reference_id"],
}
"""The sheets that answers can change, with the column that names a row."""

BLANK = "(blank)"
COLUMNS = ["sheet", "row", "column", "before", "after"]


def table_changes(
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    keys: Mapping[str, Sequence[str]] = KEYS,
) -> pd.DataFrame:
    """Return every cell that differs between two states of a workbook's tables, in the order of sheets and rows.

    `keys` names the sheets that are compared, each with the column that tells its rows apart, or none where it has a
    single row. Columns, all text: `sheet` and `column` by their codes (on the sheet Items `column` is the item), `row`
    (what stands in the column of `keys`, blank without one), `before` and `after` (blank for a blank cell or a row that
    is not there).
    """
    return pd.concat([_of_sheet(code, key, before[code], after[code]) for code, key in keys.items()], ignore_index=True)


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


def _of_sheet(code: str, key: Sequence[str], before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    old, new = _cells(code, key, before), _cells(code, key, after)
    cells = new.index.union(old.index, sort=False)
    pairs = pd.DataFrame({"before": old.reindex(cells, fill_value=""), "after": new.reindex(cells, fill_value="")})
    changed = pairs[pairs["before"].ne(pairs["after"])].reset_index()
    return changed.assign(sheet=code)[COLUMNS].astype("str")


def _cells(code: str, key: Sequence[str], table: pd.DataFrame) -> pd.Series[str]:
    """Return the cells of a sheet as text, by row and column."""
    if code == "items":
        named = table.rename(columns={"source_id": "row", "item": "column"}).astype("str")
        return named.set_index(["row", "column"])["answer"]
    shown = table[[name for name in sheets()[code].codes() if name in table]].astype("object").map(_written)
    named = shown.assign(row=table[key[0]].astype("str") if key else "", position=range(len(table)))
    long = named.melt(["row", "position"], var_name="column", value_name="cell")
    return long.sort_values("position", kind="stable").set_index(["row", "column"])["cell"]


def _written(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
