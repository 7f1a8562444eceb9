"""Rules on what a row rests on: references, general knowledge, one case."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook.codes import Answer, Basis, YesNo
from impt_analysis.errors import Problem
from impt_analysis.plurals import number_of


def evidence_problems(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return rows without their evidence, references that support nothing, and vignettes of one case."""
    return [
        *(problem for name in ("sources", "channels") for problem in _undocumented(batches[name], tables[name])),
        *_generally_known(batches, tables),
        *_unused_references(batches),
        *_not_to_be_found(batches),
        *batches["vignettes"].problems(
            "vignette-of-one-case", tables["vignettes"]["constructed"].eq(YesNo.NO), "constructed"
        ),
    ]


def _undocumented(batch: Batch, table: pd.DataFrame) -> list[Problem]:
    documented = table["basis"].eq(Basis.DOCUMENT) & table["file"].isin(batch.files_with("reference_ids"))
    return batch.problems("missing-reference", table["reference_ids"].isna() & documented, "reference_ids")


def _generally_known(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    sources, channels = (tables[name]["basis"].eq(Basis.GENERAL) for name in ("sources", "channels"))
    items = tables["items"]
    answered = tables["sources"]["source_id"].isin(
        items.loc[items["answer"].ne(Answer.NOT_ASKED), "source_id"] if sources.any() else []
    )
    return [
        *batches["sources"].problems("generally-known-only", sources & ~answered, "basis"),
        *batches["sources"].problems("answers-without-reference", sources & answered, "basis"),
        *batches["channels"].problems("generally-known-only", channels, "basis"),
    ]


def _unused_references(batches: dict[str, Batch]) -> list[Problem]:
    references = batches["references"]
    cells = [batch.values["reference_ids"] for batch in batches.values() if "reference_ids" in batch.values]
    named = set(entries(pd.concat(cells, ignore_index=True)))
    unused = references.values["reference_id"].notna() & ~references.values["reference_id"].isin(named)
    unused &= references.values["file"].isin(batches["sources"].files_with("reference_ids"))
    return references.problems("unused-reference", unused, "reference_id")


def _not_to_be_found(batches: dict[str, Batch]) -> list[Problem]:
    """Return references with neither link nor year on which a row rests."""
    references = batches["references"]
    if not {"reference_id", "url", "year"} <= set(references.values):
        return []
    known = [references.values["file"].isin(references.files_with(column)) for column in ("url", "year")]
    bare = references.values[["url", "year"]].isna().all(axis="columns") & known[0] & known[1]
    resting = references.in_file("reference_id").map(_rows_resting(batches)).fillna(0).astype("int64")
    told = references.with_columns(
        rows=resting.map(lambda count: f"{number_of(count, 'row')} rest{'s' * (count == 1)}")
    )
    return told.problems("reference-not-to-be-found", bare & resting.gt(0), "url", rows="{rows}")


def _rows_resting(batches: dict[str, Batch]) -> pd.Series[int]:
    """Return how many rows name each reference, by file and identifier."""
    named = [
        batch.values["file"].loc[single.index] + "\n" + single
        for batch in batches.values()
        if "reference_ids" in batch.values
        for single in [entries(batch.values["reference_ids"])]
    ]
    return pd.concat(named).value_counts() if named else pd.Series(dtype="int64")
