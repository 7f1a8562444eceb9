"""The sheet Items: one row an item, one column a source, and the answers where they meet."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.hints import unknown_entries
from impt_analysis.checking.values import understood
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.errors import Problem
from impt_analysis.schema import ANSWER_LIST, Column, Kind

ANSWER = Column("answer", "Answer", Kind.CODE, ANSWER_LIST, True, False, 0, "Does the source record the item")
"""The cells under the id of a source, which no header of their own describes."""


def typed_answers(batch: Batch) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the answers as understood, and the problems of items and answers.

    Columns: `file`, `row`, `letter`, `source_id` (text), `item` and `answer` (ordered categories); a blank cell is
    `not_asked`.
    """
    stated = batch.values["item"].notna() | batch.values["answer"].notna()
    kept = Batch(batch.sheet, batch.values[stated].reset_index(drop=True), batch.places)
    rows = _distinct(kept, ["file", "row"])
    items, problems = understood(rows, batch.sheet.column("item"))
    answers, found = understood(kept, ANSWER)
    by_row = pd.MultiIndex.from_frame(rows.values[["file", "row"]])
    item = pd.Series(items.to_numpy(), by_row).reindex(pd.MultiIndex.from_frame(kept.values[["file", "row"]]))
    table = kept.values.assign(item=item.to_numpy(), answer=answers.fillna(Answer.NOT_ASKED))
    table = table.astype({"item": shipped_codebook().dtype("item"), "answer": shipped_codebook().dtype(ANSWER_LIST)})
    return table, [*problems, *found, *_twice(rows, "item"), *_twice(_distinct(kept, ["file", "letter"]), "source_id")]


def answer_problems(batch: Batch, sources: Batch) -> list[Problem]:
    """Return where Items and Sources do not fit: columns without a source, sources or items without their place."""
    return [*_columns_without_source(batch, sources), *_sources_without_column(batch, sources), *_missing_items(batch)]


def _distinct(batch: Batch, columns: list[str]) -> Batch:
    return Batch(batch.sheet, batch.values.drop_duplicates(columns), batch.places)


def _twice(batch: Batch, column: str) -> list[Problem]:
    again = batch.values[column].notna() & batch.values.duplicated(["file", column])
    return batch.problems("repeated-entry-of-items", again, column)


def _columns_without_source(batch: Batch, sources: Batch) -> list[Problem]:
    columns = _distinct(batch, ["file", "source_id"])
    known = pd.MultiIndex.from_frame(sources.values[["file", "source_id"]])
    lost = ~pd.MultiIndex.from_frame(columns.values[["file", "source_id"]]).isin(known)
    ids = sources.values["source_id"].dropna().tolist()
    named = columns.values.loc[lost, "source_id"]
    return unknown_entries("item-row-without-source", columns, "source_id", named, ids)


def _sources_without_column(batch: Batch, sources: Batch) -> list[Problem]:
    known = pd.MultiIndex.from_frame(batch.values[["file", "source_id"]].drop_duplicates())
    pairs = pd.MultiIndex.from_frame(sources.values[["file", "source_id"]])
    lost = sources.values["source_id"].notna() & ~pairs.isin(known)
    return sources.problems("missing-source-column", lost, "source_id", source_id="{source_id}")


def _missing_items(batch: Batch) -> list[Problem]:
    files = batch.values["file"].unique()
    wanted = pd.MultiIndex.from_product([files, shipped_codebook().codes("item")])
    present = pd.MultiIndex.from_arrays([batch.values["file"], batch.values["item"].str.casefold()])
    labels = pd.MultiIndex.from_arrays(
        [batch.values["file"], batch.values["item"].str.casefold().map(_item_by_label()).astype("str")]
    )
    lost = wanted[~wanted.isin(present) & ~wanted.isin(labels)]
    return [Problem.of("missing-item", file=file, sheet=batch.sheet.name, item=item) for file, item in lost]


def _item_by_label() -> dict[str, str]:
    return {label.casefold(): code for code, label in shipped_codebook().labels("item").items()}
