"""Rules on the sheet About: which workbook it is, its edition, and what the state has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Confirmed, Mapping
from impt_analysis.errors import Problem
from impt_analysis.schema import Kind

CONFIRMATION = ("confirmed_by", "confirmed_on")


def about_problems(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return what is wrong on the sheet About."""
    batch, about = batches["about"], tables["about"]
    return [*_two_workbooks(batch, about), *_named_otherwise(batch, about), *_confirmations(batch, about)]


def future_years(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return a problem for each year of any sheet that lies after the edition of its workbook."""
    editions = tables["about"].set_index("file")["edition"].dt.year
    return [
        problem
        for batch in batches.values()
        for column in batch.sheet.columns
        if column.kind is Kind.YEAR
        for problem in _after_the_edition(batch, tables[batch.sheet.code], column.code, editions)
    ]


def _after_the_edition(batch: Batch, table: pd.DataFrame, column: str, editions: pd.Series) -> list[Problem]:
    latest = table["file"].map(editions)
    after = table[column].astype("float64").gt(latest)
    if not after.any():
        return []
    dated = batch.with_columns(edition=latest.astype("Int64"))
    return dated.problems("future-year", after, column, edition="{edition}")


def _two_workbooks(batch: Batch, about: pd.DataFrame) -> list[Problem]:
    again = about["state"].notna() & about["state"].duplicated()
    if not again.any():
        return []
    located = batch.with_columns(
        other=about["file"].groupby(about["state"], observed=True).transform("first"), own=about["state"].astype("str")
    )
    return located.problems("two-workbooks-one-state", again, "state", state="{own}", other="{other}")


def _named_otherwise(batch: Batch, about: pd.DataFrame) -> list[Problem]:
    slugs = shipped_codebook().entries("state")["slug"]
    named = about["file"].map(lambda file: PurePosixPath(file).stem).map({slug: state for state, slug in slugs.items()})
    other = named.notna() & about["state"].notna() & named.ne(about["state"].astype("str"))
    return batch.with_columns(named=named).problems("file-of-another-state", other, "state", state="{named}")


def _confirmations(batch: Batch, about: pd.DataFrame) -> Iterator[Problem]:
    themes = shipped_codebook().codes("theme")
    confirmed = about[[f"confirmed_theme_{theme}" for theme in themes]].isin([Confirmed.BY_THE_STATE])
    some = confirmed.any(axis="columns")
    for column in CONFIRMATION:
        yield from batch.problems("confirmed-without-office", some & about[column].isna(), column)
        yield from batch.problems("office-without-confirmation", ~some & about[column].notna(), column)
    for theme in themes:
        unfinished = about[f"mapping_theme_{theme}"].eq(Mapping.IN_PROGRESS) & confirmed[f"confirmed_theme_{theme}"]
        yield from batch.problems("confirmed-while-in-progress", unfinished, f"mapping_theme_{theme}")
