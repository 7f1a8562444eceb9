"""What the workbooks say otherwise, in lines, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.edition_changes.matching import Change
from impt_analysis.edition_changes.words import change_text
from impt_analysis.inventory import Inventory
from impt_analysis.personal.identifiers import masked
from impt_analysis.schema import ANSWER_LIST, sheets

NAME = "name"
OF_SOURCES = ("sources", "items")
SAME_NAME = ["state", "name", "organisation"]
DATE = "edition"
NONE = "  Nothing else."


def said_lines(said: pd.DataFrame, before: Inventory, after: Inventory) -> list[str]:
    """Return the rows of `workbook_changes` as lines: of each state and sheet what is new, gone, renamed and changed.

    Dates of editions are left out, as they stand above. A source that is gone and one that is new with the same name
    and organisation are named as perhaps the same one.
    """
    names = {**_names(before), **_names(after)}
    told = said[said["column"].ne(DATE)]
    lines: list[str] = []
    for state in dict.fromkeys(told["state"]):
        rows = told[told["state"].eq(state)]
        for sheet in sheets().values():
            of_sheet = list(_of_sheet(rows[rows["sheet"].eq(sheet.code)], sheet.code, names))
            lines += [f"{shipped_codebook().label('state', state)}, {sheet.name}", *of_sheet] if of_sheet else []
    return [*lines, *_renumbered(told, before, after)] or [NONE]


def _names(found: Inventory) -> dict[str, str]:
    names = found.sources.set_index("source_id")["name"]
    return {str(source): masked(str(name)) for source, name in names.items()}


def _of_sheet(rows: pd.DataFrame, sheet: str, names: dict[str, str]) -> Iterator[str]:
    changed = rows["change"].eq(Change.CHANGED)
    renamed = changed & rows["column"].eq(NAME) & rows["sheet"].eq("sources")
    yield from _whole_answers(rows[~changed], names) if sheet == "items" else _whole_rows(rows[~changed])
    for row in rows[renamed].to_dict("records"):
        yield f'  renamed: {row["row"]}, "{row["before"]}" -> "{row["after"]}"'
    for key, cells in rows[changed & ~renamed].groupby("row", sort=False):
        called = f"{key} {names[str(key)]}" if sheet in OF_SOURCES else str(key)
        yield f"  {called}"
        for row in cells.to_dict("records"):
            yield f"    {change_text(sheet, row['column'], row['before'], row['after'])}"


def _whole_rows(rows: pd.DataFrame) -> Iterator[str]:
    for row in rows.to_dict("records"):
        yield f"  {row['change']}: {row['row']}, {row['after'] or row['before']}"


def _whole_answers(rows: pd.DataFrame, names: dict[str, str]) -> Iterator[str]:
    """Return what a new source answers, or one that is gone did, in a line."""
    answers, items = (shipped_codebook().labels(name) for name in (ANSWER_LIST, "item"))
    stated = rows["before"].where(rows["change"].eq(Change.GONE), rows["after"])
    listed = rows.assign(answer=stated.map(answers), item=rows["column"].map(items))
    for source, cells in listed.groupby("row", sort=False):
        groups = cells.groupby("answer", sort=False)["item"].agg(", ".join)
        told = "; ".join(f"{answer}: {listing}" for answer, listing in groups.items())
        yield f"  {cells['change'].iloc[0]}: {source} {names[str(source)]}. {told}"


def _renumbered(said: pd.DataFrame, before: Inventory, after: Inventory) -> Iterator[str]:
    """Return the sources that are gone and new with the same name and organisation."""
    whole = said[said["sheet"].eq("sources") & said["change"].ne(Change.CHANGED)]
    tables = [found.sources[found.sources["source_id"].isin(whole["row"])] for found in (before, after)]
    pairs = tables[0].merge(tables[1], on=SAME_NAME, suffixes=("_before", "_after"))
    for row in pairs.to_dict("records"):
        yield (
            f"  {row['source_id_before']} is gone and {row['source_id_after']} is new, "
            "with the same name and organisation; where they are the same source, give it its old id"
        )
