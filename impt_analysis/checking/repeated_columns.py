"""Columns of answers on the sheet Items that stand under one identifier: one source twice, or two sources."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.free_ids import next_ids
from impt_analysis.checking.spaces import plain
from impt_analysis.errors import Problem, quoted


def first_columns(columns: Batch) -> Batch:
    """Return the columns of answers without those whose identifier one before has."""
    return columns.where(~_repeated(columns))


def under_one_id(columns: Batch, sources: Batch) -> tuple[list[Problem], pd.Series[str]]:
    """Return the columns whose identifier one before has, and the file and identifier of each source meant by one.

    Where the names below differ these are two sources, whose answers must not be put together: the second has the
    identifier that the sheet Sources gives its name or, where it gives none, a free one.
    """
    again = _repeated(columns)
    if not again.any():
        return [], pd.Series(dtype="str")
    shown = columns.values["name"].map(plain, na_action="ignore")
    first = shown.groupby([columns.values["file"], columns.values["source_id"]]).transform("first")
    other = again & shown.notna() & first.notna() & shown.ne(first)
    meant = _ids_of_names(columns, sources)
    own = meant.fillna(_free(columns, sources, again)).replace("", "an identifier of its own")
    told = columns.with_columns(own=own, known=columns.values["name"].map(quoted, na_action="ignore"))
    return [
        *told.problems("column-under-another-id", other, "source_id", name="{known}", own="{own}"),
        *columns.problems("repeated-entry-of-items", again & ~other, "source_id"),
    ], (columns.values["file"] + "\n" + meant)[other].dropna()


def names_in_file(batch: Batch) -> pd.Series[str]:
    """Return the names with their file, however they are spaced, to find the source of one workbook by its name."""
    return batch.values["file"] + "\n" + batch.values["name"].map(plain, na_action="ignore")


def _repeated(columns: Batch) -> pd.Series[bool]:
    return columns.values["source_id"].notna() & columns.values.duplicated(["file", "source_id"])


def _ids_of_names(columns: Batch, sources: Batch) -> pd.Series[str]:
    """Return the identifier that the sheet Sources gives to the name below each column, if another has not the name."""
    names = names_in_file(sources)
    single = ~names.duplicated(keep=False) & names.notna()
    ids = pd.Series(sources.values["source_id"][single].to_numpy(), names[single].to_numpy())
    meant = names_in_file(columns).map(ids)
    return meant.where(meant.ne(columns.values["source_id"]))


def _free(columns: Batch, sources: Batch, again: pd.Series[bool]) -> pd.Series[str]:
    own, known = (
        batch.values[["file", "source_id"]].set_axis(["file", "id"], axis="columns") for batch in (columns, sources)
    )
    return next_ids(pd.concat([own, known], ignore_index=True), own[again])
