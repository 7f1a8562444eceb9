"""Two states of the tables of one workbook, compared cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.interviews.places import KEYS, CellPlaces
from impt_analysis.schema import ANSWER_LIST, sheets
from impt_analysis.visible_text import made_visible

BLANK = "(blank)"
COLUMNS = ["sheet", "row", "column", "before", "after"]


def table_changes(
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    keys: Mapping[str, str] = KEYS,
) -> pd.DataFrame:
    """Return every cell that differs between two states of a workbook's tables, in the order of sheets and rows.

    `keys` names the sheets that are compared, each with the column that tells its rows apart, or a blank where it has
    a single row. Columns, all text: `sheet` and `column` by their codes (on the sheet Items `column` is the item),
    `row` (what stands in the column of `keys`, blank without one), `before` and `after` (blank for a blank cell or a
    row that is not there).
    """
    return pd.concat([_of_sheet(code, key, before[code], after[code]) for code, key in keys.items()], ignore_index=True)


def change_lines(changes: pd.DataFrame, places: CellPlaces, sources: pd.DataFrame) -> list[str]:
    """Return the changes as sentences, one a line: place in the workbook, source, label of the column, from and to.

    `places` says where the values stand (`cell_places`), `sources` is the table of sources, which names them.

    >>> place, source = ("items", "LV-01", "age"), pd.DataFrame([["LV-01", "A log"]], columns=["source_id", "name"])
    >>> changes = pd.DataFrame([[*place, "not_asked", "yes"]], columns=COLUMNS)
    >>> change_lines(changes, CellPlaces({place: "E7"}, {"items": "Items"}), source)
    ['Items!E7: LV-01 A log, Age: Not asked or not stated -> Yes']
    """
    names = dict(zip(sources["source_id"], sources["name"], strict=True))
    return [made_visible(line) for line in _lines(changes, places, names)]


def _lines(changes: pd.DataFrame, places: CellPlaces, names: Mapping[str, str]) -> Iterator[str]:
    for sheet, row, column, before, after in changes[COLUMNS].astype("str").itertuples(index=False):
        named = ", ".join(filter(None, [f"{row} {names.get(row, '')}".strip(), _label(sheet, column)]))
        old, new = (_shown(sheet, column, value) for value in (before, after))
        yield f"{places.shown((sheet, row, column))}: {named}: {old} -> {new}"


def _label(sheet: str, column: str) -> str:
    return shipped_codebook().label("item", column) if sheet == "items" else sheets()[sheet].column(column).label


def _shown(sheet: str, column: str, value: str) -> str:
    """Return a value as a person reads it: a code by its label."""
    codes = ANSWER_LIST if sheet == "items" else sheets()[sheet].column(column).codes
    labels = {str(code): label for code, label in shipped_codebook().labels(codes).items()} if codes else {}
    return labels.get(value, value) or BLANK


def _of_sheet(code: str, key: str, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    old, new = _cells(code, key, before), _cells(code, key, after)
    cells = new.index.union(old.index, sort=False)
    pairs = pd.DataFrame({"before": old.reindex(cells, fill_value=""), "after": new.reindex(cells, fill_value="")})
    changed = pairs[pairs["before"].ne(pairs["after"])].reset_index()
    return changed.assign(sheet=code)[COLUMNS].astype("str")


def _cells(code: str, key: str, table: pd.DataFrame) -> pd.Series[str]:
    """Return the cells of a sheet as text, by row and column."""
    if code == "items":
        named = table.rename(columns={"source_id": "row", "item": "column"}).astype("str")
        return named.set_index(["row", "column"])["answer"]
    shown = table[[name for name in sheets()[code].codes() if name in table]].astype("object").map(_written)
    named = shown.assign(row=table[key].astype("str") if key else "", position=range(len(table)))
    long = named.melt(["row", "position"], var_name="column", value_name="cell")
    return long.sort_values("position", kind="stable").set_index(["row", "column"])["cell"]


def _written(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
