"""Rules on sources: what is known of each, and what the sources of a state leave open together."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import REGIONAL, Answer, ChildrenApart, Mapping, Role, YesNo
from impt_analysis.errors import Problem
from impt_analysis.plurals import number_of


def source_problems(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return sources without themes or answers, sources that stand twice, and themes of a state that lack something."""
    batch, sources = batches["sources"], tables["sources"]
    items = tables["items"]
    answered = items.loc[items["answer"].ne(Answer.NOT_ASKED), "source_id"]
    bare = sources["source_id"].isin(items["source_id"].unique()) & ~sources["source_id"].isin(answered)
    together = sources["children_apart"].eq(ChildrenApart.NO) & ~bare
    return [
        *batch.problems("source-without-answers", bare, "source_id", source_id="{source_id}"),
        *batch.problems("children-not-apart", together, "children_apart"),
        *_without_theme(batch, sources),
        *_same_names(batch),
        *_themes_without_collector(batches, tables),
        *_complete_without_answers(batches["about"], tables, sources[bare]),
    ]


def _without_theme(batch: Batch, sources: pd.DataFrame) -> list[Problem]:
    themes = sources[[f"theme_{theme}" for theme in shipped_codebook().codes("theme")]]
    return batch.problems("source-without-theme", themes.isin([YesNo.NO]).all(axis="columns"), themes.columns[0])


def _same_names(batch: Batch) -> list[Problem]:
    columns = ["file", "name", "organisation"]
    again = batch.values["name"].notna() & batch.values.duplicated(columns)
    if not again.any():
        return []
    located = batch.with_columns(first=batch.values.groupby(columns, dropna=False)["row"].transform("first"))
    return located.problems("same-name", again, "name", first="{first}")


def _themes_without_collector(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    sources, about = tables["sources"], tables["about"]
    collectors = sources[sources["role"].eq(Role.COLLECTOR)]
    measured = about["state"].notna() & about["state"].ne(REGIONAL)
    measured &= about["file"].isin(batches["sources"].files_with("role"))
    for theme in shipped_codebook().codes("theme"):
        mapping = f"mapping_theme_{theme}"
        collecting = collectors.loc[collectors[f"theme_{theme}"].eq(YesNo.YES), "file"]
        lacking = measured & ~about["file"].isin(collecting)
        if lacking.any():
            nobody = pd.Series("no collector", about.index, dtype="str")  # it is not the mapping's value that is wrong
            themed = batches["about"].with_columns(**{mapping: nobody})
            yield from themed.problems("theme-without-collector", lacking, mapping, theme=str(theme))


def _complete_without_answers(batch: Batch, tables: dict[str, pd.DataFrame], bare: pd.DataFrame) -> Iterator[Problem]:
    about = tables["about"]
    for theme in shipped_codebook().codes("theme"):
        mapping = f"mapping_theme_{theme}"
        unasked = bare.loc[bare[f"theme_{theme}"].eq(YesNo.YES), "file"].value_counts()
        wrong = about[mapping].eq(Mapping.COMPLETE) & about["file"].isin(unasked.index)
        if wrong.any():
            counted = about["file"].map(unasked).fillna(0).map(lambda count: number_of(int(count), "source"))
            yield from batch.with_columns(sources=counted).problems(
                "complete-without-answers", wrong, mapping, sources="{sources}", theme=str(theme)
            )
