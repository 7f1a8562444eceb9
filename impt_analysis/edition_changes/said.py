"""What two editions of the workbooks say otherwise, row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import OTHER, Answer
from impt_analysis.edition_changes.matching import IDS, Change, matched_rows
from impt_analysis.interviews.changes import table_changes
from impt_analysis.inventory import Inventory
from impt_analysis.made_once import table_once
from impt_analysis.personal.identifiers import masked
from impt_analysis.releases import with_barriers_named
from impt_analysis.schema import sheets
from impt_analysis.suppression import FIGURE, suppressed

COLUMNS = ["state", "sheet", "row", "change", "column", "before", "after"]
SIDES = ("before", "after")
NOT_SHOWN = "(not shown: a small count)"
NOT_NAMED = "(not named of one source)"

DESCRIBED_BY = {
    "about": ["edition"],
    "sources": ["name", "organisation"],
    "channels": ["kind", "regularity"],
    "statistics": ["value", "reference_ids"],
    "vignettes": ["theme", "summary"],
    "references": ["title", "publisher", "year"],
}
"""What is told of a row that is new or gone."""


def workbook_changes(before: Inventory, after: Inventory) -> pd.DataFrame:
    """Return what two editions say otherwise: a row for every row that is new or gone, and for every changed cell.

    Columns, all text: `state` and `sheet` by their codes; `row`, its id, or in words from where to where a channel
    leads and what a figure is about; `change`: new, gone or changed; `column`, on the sheet Items the item, blank for a
    row that is new or gone; `before` and `after`, blank for a blank cell and on the side where the row is not. Of a
    new or gone row they describe it. Of new and gone sources every answer but not_asked is a row of Items.

    Rows are matched as `matched_rows` says. An unpublished figure that may not be passed on in one of the editions is
    shown in neither, and of awareness, trust and unknown barriers of single sources only that they are not named: of
    these it is not told either whether they changed. An allowed contact of an institution is masked. Rows stand by
    state, sheet, then as in the later edition, what is gone last.

    Source: docs/workbook.md, section "Two editions compared".

    >>> from impt_analysis.worked_example import example_inventory
    >>> whole = example_inventory()
    >>> workbook_changes(whole, whole.where(state="LV"))["change"].value_counts().to_dict()
    {'gone': 8}
    """
    return table_once(before, _workbook_changes, after)


def _workbook_changes(before: Inventory, after: Inventory) -> pd.DataFrame:
    both = before.tables(), after.tables()
    pairs = {code: matched_rows(both[0][code], both[1][code], code) for code in sheets() if code != "items"}
    old, new = _told(before, after, pairs), _told(after, before, _swapped(pairs))
    parts = [
        _of_sheet(code, old[code], new[code], pairs[code]) if code in pairs else _of_answers(old, new)
        for code in sheets()
    ]
    table = _without_contacts(pd.concat(parts, ignore_index=True)[COLUMNS].astype("str"))
    placed = table.assign(place=table["state"].map({code: n for n, code in enumerate(_states())}))
    return placed.sort_values("place", kind="stable", ignore_index=True)[COLUMNS]


def _states() -> list[str]:
    return shipped_codebook().codes("state")


def _without_contacts(table: pd.DataFrame) -> pd.DataFrame:
    texts = {text for side in SIDES for text in table[side]}
    shown = {text: text if text.isdecimal() else masked(text) for text in texts}
    return table.assign(**{side: table[side].map(shown) for side in SIDES})


def _swapped(pairs: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {code: table.rename(columns={"before": "after", "after": "before"}) for code, table in pairs.items()}


def _told(one: Inventory, other: Inventory, pairs: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables of an edition as they may be told beside those of another."""
    barrier = with_barriers_named(one.sources, one)["barrier"].astype("object").fillna(NOT_NAMED)
    hidden = suppressed(one.statistics)["suppressed"]
    beside = suppressed(other.statistics)["suppressed"].to_numpy()[pairs["statistics"]["after"]]
    hidden |= hidden.index.isin(hidden.index[pairs["statistics"]["before"][beside]])
    shown = one.statistics["value"].map(_figure).mask(hidden, NOT_SHOWN)
    figures = one.statistics.assign(value=shown, claim=one.statistics["claim"].mask(hidden, NOT_SHOWN))
    return {**one.tables(), "sources": one.sources.assign(barrier=barrier), "statistics": figures}


def _figure(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _of_sheet(code: str, old: pd.DataFrame, new: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the changed cells of the rows that are in both editions, then the rows that are new and gone."""
    left, right = old.iloc[pairs["before"]], new.iloc[pairs["after"]]
    place = pd.Series(range(len(pairs)), dtype="str")
    was, now = ({code: table.assign(place=place.to_numpy())} for table in (left, right))
    cells = table_changes(was, now, {code: "place"}).rename(columns={"row": "place"})
    of_row = right.assign(row=_names(code, right), place=place.to_numpy())[["place", "state", "row"]]
    changed = cells.merge(of_row, on="place", how="left", validate="many_to_one")
    new_rows = _whole_rows(code, new.drop(index=new.index[pairs["after"]]), Change.NEW)
    gone = _whole_rows(code, old.drop(index=old.index[pairs["before"]]), Change.GONE)
    return pd.concat([new_rows, gone, changed.assign(change=Change.CHANGED.value)], ignore_index=True)


def _whole_rows(code: str, table: pd.DataFrame, change: Change) -> pd.DataFrame:
    parts = [_labelled(code, column, table[column]) for column in DESCRIBED_BY[code]]
    told = pd.Series([", ".join(filter(None, row)) for row in zip(*parts, strict=True)], table.index, dtype="str")
    sides = {"before": "", "after": told} if change is Change.NEW else {"before": told, "after": ""}
    named = table.assign(row=_names(code, table), sheet=code, change=change.value, column="", **sides)
    return named[COLUMNS]


def _of_answers(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    cells = table_changes(old, new, {"items": "source_id"})
    state = pd.concat([table["sources"].set_index("source_id")["state"].astype("str") for table in (old, new)])
    known = {
        name: cells["row"].isin(table["sources"]["source_id"]) for name, table in (("before", old), ("after", new))
    }
    change = pd.Series(Change.CHANGED.value, cells.index, dtype="str")
    change = change.mask(~known["before"], Change.NEW.value).mask(~known["after"], Change.GONE.value)
    whole = change.ne(Change.CHANGED)
    silent = whole & cells[["before", "after"]].isin(["", Answer.NOT_ASKED]).all(axis="columns")
    placed = cells.assign(change=change, state=cells["row"].map(state[~state.index.duplicated()]))
    return placed[~silent][COLUMNS]


def _names(code: str, table: pd.DataFrame) -> pd.Series[str]:
    """Return how each row is called: by its id, or in words by what it is about."""
    if code in IDS:
        return table[IDS[code]].astype("str")
    columns = [column for column in FIGURE if column != "state"]
    if code == "channels":
        return table["from_source"].astype("str") + " to " + table["to_source"].astype("str")
    parts = [_labelled(code, column, table[column]) for column in columns]
    named = pd.Series([", ".join(row) for row in zip(*parts, strict=True)], table.index, dtype="str")
    return named.mask(table.duplicated(FIGURE, keep=False), named + " [" + table["reference_ids"].fillna("") + "]")


def _labelled(code: str, column: str, values: pd.Series) -> pd.Series[str]:
    """Return the values of a column as texts, codes by their label."""
    labels = shipped_codebook().labels(sheets()[code].column(column).codes or "state")
    texts = values.astype("object").map(lambda value: labels.get(value, _text(value)))
    return texts.astype("str")


def _text(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return "" if pd.isna(value) else str(value).removeprefix(OTHER)  # type: ignore[call-overload]
