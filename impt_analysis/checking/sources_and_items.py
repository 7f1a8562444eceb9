"""Where the sheets Sources and Items do not fit: every source has its column of answers, under its id and name."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.hints import id_parts, unknown_ids
from impt_analysis.checking.repeated_columns import first_columns, names_in_file, under_one_id
from impt_analysis.checking.spaces import plain
from impt_analysis.errors import Problem, quoted


def fitting_problems(all_columns: Batch, sources: Batch) -> list[Problem]:
    """Return sources without a column, columns without a source or under another's id, and names that are not its own.

    `all_columns` has a row for each column of answers. Where the id of the one is another spelling of the other's it is
    one problem, at the source; where a column stands under the id of another it is one, at the column.
    """
    repeated, elsewhere = under_one_id(all_columns, sources)
    columns = first_columns(all_columns)
    bare = _not_among(sources, columns) & ~sources.in_file("source_id").isin(elsewhere)
    lost = _not_among(columns, sources)
    meant = _other_spellings(sources.values[bare], columns.values[lost])
    misspelt = pd.Series(sources.values.index.isin(meant.index), sources.values.index)
    spelt = (columns.values["file"] + "\n" + columns.values["source_id"]).isin(
        sources.values["file"].loc[meant.index] + "\n" + meant
    )
    known = sources.values["source_id"].dropna().tolist()
    return [
        *repeated,
        *sources.with_columns(meant=meant).problems("misspelt-id", misspelt, "source_id", meant="{meant}"),
        *sources.problems("missing-source-column", bare & ~misspelt, "source_id", source_id="{source_id}"),
        *unknown_ids(
            "item-row-without-source", columns, "source_id", columns.values.loc[lost & ~spelt, "source_id"], known
        ),
        *_names_of_other_sources(columns, sources),
    ]


def _not_among(batch: Batch, others: Batch) -> pd.Series[bool]:
    missing = batch.values["source_id"].notna() & ~batch.in_file("source_id").isin(others.in_file("source_id"))
    return missing & batch.values["file"].isin(others.files_with("source_id"))


def _other_spellings(bare: pd.DataFrame, lost: pd.DataFrame) -> pd.Series[str]:
    """The id that heads the column of each source whose own id is another spelling of it."""
    parts = lost["source_id"].map(lambda text: id_parts(str(text)))
    headed = dict(zip(zip(lost["file"], parts, strict=True), lost["source_id"], strict=True))
    own = bare["source_id"].map(lambda text: id_parts(str(text)))
    meant = [headed.get(key) if key[1] else None for key in zip(bare["file"], own, strict=True)]
    return pd.Series(meant, bare.index, dtype="str").dropna()


def _names_of_other_sources(columns: Batch, sources: Batch) -> list[Problem]:
    """Return names below an id that are not its own, as the answers may be of the source that is named, or missing."""
    named = pd.Series(sources.values["name"].to_numpy(), sources.in_file("source_id").to_numpy())
    known = columns.in_file("source_id").map(named[~named.index.duplicated()])
    shown = columns.values["name"].map(plain, na_action="ignore")
    differs = shown.notna() & known.notna() & shown.ne(known.map(plain, na_action="ignore"))
    blank = shown.isna() & known.notna() & columns.values["file"].isin(columns.files_with("name"))
    if not (differs | blank).any():
        return []
    other = differs & names_in_file(columns).isin(names_in_file(sources))
    told = columns.with_columns(known=known.map(quoted, na_action="ignore"))
    return [
        *told.problems("name-of-another-source", other, "name", name="{known}"),
        *told.once("name-not-below", blank, "name", name="{known}"),
        *told.problems("name-written-over", differs & ~other, "name", name="{known}"),
    ]
