"""Rules that look across rows and sheets: identifiers, what refers to them, and what a workbook does not say."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.hints import unknown_entries
from impt_analysis.checking.values import ID_FORM, entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import REGIONAL, Answer, Basis, Confirmed, Role, YesNo
from impt_analysis.errors import Problem
from impt_analysis.schema import Kind

Batches = dict[str, Batch]
Tables = dict[str, pd.DataFrame]


def row_problems(batches: Batches, tables: Tables) -> list[Problem]:
    """Return what is wrong between rows and sheets; `tables` holds the understood values of `batches`, row by row."""
    lists = [batch for code, batch in batches.items() if code not in ("about", "items")]
    return [
        *_two_workbooks(batches["about"], tables["about"]),
        *_confirmations(batches["about"], tables["about"]),
        *(problem for batch in lists for problem in _repeated(batch)),
        *(problem for batch in lists for problem in _future_years(batch, tables[batch.sheet.code], tables["about"])),
        *(problem for batch in lists for problem in _dangling_references(batch, batches["references"])),
        *_dangling_sources(batches, tables),
        *(problem for name in ("sources", "channels") for problem in _undocumented(batches[name], tables[name])),
        *_sources_without_answers(batches["sources"], tables),
        *_themes_without_collector(batches, tables),
    ]


def _with(batch: Batch, **columns: pd.Series) -> Batch:
    return Batch(batch.sheet, batch.values.assign(**columns), batch.places)


def _two_workbooks(batch: Batch, about: pd.DataFrame) -> list[Problem]:
    states = about["state"].astype("str")
    again = states.notna() & states.duplicated()
    other = about["file"].groupby(states).transform("first")
    located = _with(batch, other=other)
    return located.problems("two-workbooks-one-state", again, "state", state="{state}", other="{other}")


def _confirmations(batch: Batch, about: pd.DataFrame) -> list[Problem]:
    themes = [f"confirmed_theme_{theme}" for theme in shipped_codebook().codes("theme")]
    confirmed = about[themes].isin([Confirmed.BY_THE_STATE]).any(axis="columns")
    missing = {column: confirmed & about[column].isna() for column in ("confirmed_by", "confirmed_on")}
    return [
        problem
        for column, where in missing.items()
        for problem in batch.problems("confirmed-without-office", where, column)
    ]


def _repeated(batch: Batch) -> list[Problem]:
    key = next((column.code for column in batch.sheet.columns if column.kind is Kind.ID), None)
    columns = [key] if key else ["file", *batch.sheet.codes()]
    again = batch.values[columns[-1]].notna() & batch.values.duplicated(columns)
    groups = batch.values.groupby(columns, dropna=False)
    located = _with(batch, first=groups["row"].transform("first"), other=groups["file"].transform("first"))
    rule = "duplicate-id" if key else "repeated-row"
    return located.problems(rule, again, key or batch.sheet.codes()[0], first="{first}", other="{other}")


def _future_years(batch: Batch, table: pd.DataFrame, about: pd.DataFrame) -> list[Problem]:
    edition = table["file"].map(about.set_index("file")["edition"].dt.year).astype("Int64")
    dated = _with(batch, edition=edition)
    years = [column.code for column in batch.sheet.columns if column.kind is Kind.YEAR]
    return [
        problem
        for column in years
        for problem in dated.problems(
            "future-year", (table[column] > edition).fillna(False), column, edition="{edition}"
        )
    ]


def _dangling_references(batch: Batch, references: Batch) -> list[Problem]:
    if "reference_ids" not in batch.values:
        return []
    single = entries(batch.values["reference_ids"])
    named = pd.MultiIndex.from_arrays([batch.values["file"].reindex(single.index), single])
    lost = single[~named.isin(pd.MultiIndex.from_frame(references.values[["file", "reference_id"]]))]
    known = references.values["reference_id"].dropna().tolist()
    return unknown_entries("dangling-reference", batch, "reference_ids", lost, known)


def _dangling_sources(batches: Batches, tables: Tables) -> list[Problem]:
    known = batches["sources"].values["source_id"].dropna().tolist()
    states = tables["about"]["state"].dropna().astype("str").tolist()
    own = tables["about"].set_index("file")["state"].astype("str")
    problems: list[Problem] = []
    for name, column in (("channels", "from_source"), ("channels", "to_source"), ("vignettes", "noticed_by")):
        batch = batches[name]
        single = entries(batch.values[column])
        ids = single[single.str.fullmatch(ID_FORM) & ~single.isin(known)]
        state = ids.str.split("-").str[0]
        elsewhere = ~state.isin(states) & state.ne(batch.values["file"].map(own).reindex(ids.index))
        elsewhere &= state.isin(shipped_codebook().codes("state"))
        problems += unknown_entries("dangling-source", batch, column, ids[~elsewhere], known)
        problems += batch.of_entries(column, ids[elsewhere]).every("unchecked-source", column)
    return problems


def _undocumented(batch: Batch, table: pd.DataFrame) -> list[Problem]:
    unnamed = table["reference_ids"].isna()
    return [
        *batch.problems("missing-reference", unnamed & table["basis"].eq(Basis.DOCUMENT), "reference_ids"),
        *batch.problems("generally-known-only", table["basis"].eq(Basis.GENERAL), "basis"),
    ]


def _sources_without_answers(batch: Batch, tables: Tables) -> list[Problem]:
    answered = tables["items"].loc[tables["items"]["answer"].ne(Answer.NOT_ASKED), "source_id"]
    bare = batch.values["source_id"].notna() & ~batch.values["source_id"].isin(answered)
    return batch.problems("source-without-answers", bare, "source_id", source_id="{source_id}")


def _themes_without_collector(batches: Batches, tables: Tables) -> list[Problem]:
    sources, about = tables["sources"], tables["about"]
    collectors = sources[sources["role"].eq(Role.COLLECTOR)]
    measured = about["state"].notna() & about["state"].ne(REGIONAL)
    problems: list[Problem] = []
    for theme in shipped_codebook().codes("theme"):
        mapping = f"mapping_theme_{theme}"
        collecting = collectors.loc[collectors[f"theme_{theme}"].eq(YesNo.YES), "file"]
        nothing = pd.Series(pd.NA, about.index, dtype="str")  # it is not the mapping's value that is wrong
        themed = _with(batches["about"], **{mapping: nothing})
        lacking = measured & ~about["file"].isin(collecting)
        problems += themed.problems("theme-without-collector", lacking, mapping, theme=str(theme))
    return problems
