"""Rules on identifiers: each names one row of its own state, and what refers to a row finds it."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.cell_entries import entries, lists_written_otherwise, states_of
from impt_analysis.checking.free_ids import next_ids
from impt_analysis.checking.hints import unknown_ids
from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import Problem
from impt_analysis.schema import Kind, sheets

REFERRING = (("channels", "from_source"), ("channels", "to_source"), ("vignettes", "noticed_by"))
"""The columns whose cells may name a source."""


def identifier_problems(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return identifiers that stand twice, are of another state or lead nowhere, and rows that say the same."""
    own = tables["about"].set_index("file")["state"].astype("str")
    lists = [batch for code, batch in batches.items() if code not in ("about", "items")]
    return [
        *(problem for batch in lists for problem in _repeated(batch)),
        *(problem for batch in lists for problem in _of_another_state(batch, own)),
        *_without_references(lists, batches["references"]),
        *(problem for batch in lists for problem in _dangling_references(batch, batches["references"])),
        *_dangling_sources(batches, own),
    ]


def _key(batch: Batch) -> str:
    return next((column.code for column in batch.sheet.columns if column.kind is Kind.ID), "")


def _repeated(batch: Batch) -> list[Problem]:
    key = _key(batch)
    columns = ["file", key] if key else ["file", *batch.sheet.codes()]
    again = batch.values[columns[-1]].notna() & batch.values.duplicated(columns)
    if not again.any():
        return []
    located = batch.with_columns(first=batch.values.groupby(columns, dropna=False)["row"].transform("first"))
    if not key:
        return located.problems("repeated-row", again, batch.sheet.codes()[0], first="{first}")
    ids = batch.values[columns].set_axis(["file", "id"], axis="columns")
    free = next_ids(ids, ids[again]).map(lambda name: f", such as {name}" if name else "")
    return located.with_columns(free=free).problems("duplicate-id", again, key, first="{first}", free="{free}")


def _of_another_state(batch: Batch, own: pd.Series[str]) -> list[Problem]:
    key = _key(batch)
    if not key:
        return []
    begun, state = states_of(batch.values[key]), batch.values["file"].map(own)
    other = begun.notna() & state.notna() & begun.ne(state)
    if not other.any():
        return []
    # Where every row is of another state it is About that is wrong, or the file: one problem says so.
    strange = other.groupby(batch.values["file"]).transform("all") & batch.values["file"].duplicated(keep=False)
    told = batch.with_columns(own=state, begun=begun)
    return [
        *told.problems("id-of-another-state", other & ~strange, key, state="{own}"),
        *told.once("ids-of-another-state", other & strange, key, state="{own}", other="{begun}"),
    ]


def _without_references(lists: list[Batch], references: Batch) -> list[Problem]:
    """Return one problem for each workbook that names references and has no such sheet, not one for each of them."""
    read = references.files_with("reference_id")
    naming = {
        file
        for batch in lists
        if "reference_ids" in batch.values
        for file in batch.values.loc[batch.values["reference_ids"].notna(), "file"].unique()
    }
    name = sheets()["references"].name
    lacking = sorted(naming.difference(read))
    return [Problem.of("missing-sheet", file=file, sheet=name, sheet_name=name) for file in lacking]


def _dangling_references(batch: Batch, references: Batch) -> list[Problem]:
    if "reference_ids" not in batch.values:
        return []
    single = entries(batch.values["reference_ids"])
    files = batch.values["file"].loc[single.index]
    lost = ~(files + "\n" + single).isin(references.in_file("reference_id"))
    if not lost.any():
        return []
    lost &= files.isin(references.files_with("reference_id")) & ~lists_written_otherwise(single)
    ids = references.values["reference_id"].dropna().tolist()
    return unknown_ids("dangling-reference", batch, "reference_ids", single[lost], ids)


def _dangling_sources(batches: dict[str, Batch], own: pd.Series[str]) -> list[Problem]:
    # An id that heads a column of answers and has no source is a problem there, not at every mention.
    known = [*batches["sources"].values["source_id"].dropna(), *batches["items"].values["source_id"].dropna().unique()]
    unread = own[~own.index.isin(batches["sources"].files_with("source_id"))]
    problems: list[Problem] = []
    for name, column in REFERRING:
        batch = batches[name]
        single = entries(batch.values[column])
        ids = single[~single.isin(known)]
        ids = ids[states_of(ids).notna()]
        if ids.empty:
            continue
        state = states_of(ids)
        elsewhere = ~state.isin(own) & state.isin(shipped_codebook().codes("state"))
        problems += unknown_ids("dangling-source", batch, column, ids[~elsewhere & ~state.isin(unread)], known)
        problems += batch.of_entries(column, ids[elsewhere]).every("unchecked-source", column)
    return problems
