"""The answers of forms, written into the tables of the state's workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, Barrier, Basis, Reached, ReachedBasis, ReferenceKind
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.interviews.fitting import BASIS, QUESTION

PUBLISHER = "Information given by the organisation that holds the source"
"""Stands as the publisher of an interview, which is named by state and year only."""


FEWEST_WORDS = 3
"""A remark of fewer words may stand in a note as a part of something else."""


def with_answers(known: Mapping[str, pd.DataFrame], answers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables of a state with answers written in.

    `known` has the tables of one state (`inventory.where(state=...).tables()`), `answers` are those of
    `fitting_answers`. An answer replaces what was said of source and item; an answer about reach replaces reach, its
    basis (the interview says so) and its barrier, unless nobody could say and a channel is documented. The interviews
    of a year become a reference, named by state and year only, which the sources that were spoken of name; a source
    that was only generally known is documented by it. Remarks are added to the note of their source.

    Source: docs/workbook.md, section "Interviews".
    """
    if answers.empty:
        return dict(known)
    interviews = _interviews(known, answers)
    return {
        **known,
        "items": _answered(known["items"], answers),
        "sources": _told(known["sources"], answers.assign(reference=answers["year"].map(_ids(interviews)))),
        "references": _with_rows(known["references"], interviews),
    }


def interview_of(references: pd.DataFrame, state: str, year: int) -> str:
    """Return the id of the reference that is the interviews of a state in a year; nothing where there is none."""
    same = references["kind"].eq(ReferenceKind.INTERVIEW) & references["title"].eq(_title(state, year))
    return str(references.loc[same, "reference_id"].iloc[0]) if same.any() else ""


def _interviews(known: Mapping[str, pd.DataFrame], answers: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each year of interviews: the reference that is there already, or one with the next free id."""
    state, references = str(known["about"]["state"].iloc[0]), known["references"]
    numbers = references["reference_id"].str.extract(r"(\d+)$", expand=False).dropna().astype("int64")
    free = int(numbers.max()) + 1 if len(numbers) else 1
    rows = []
    for year in sorted(answers["year"].unique().tolist()):
        there = interview_of(references, state, year)
        said = {"kind": ReferenceKind.INTERVIEW.value, "title": _title(state, year), "publisher": PUBLISHER}
        rows.append({"reference_id": there or f"{state}-R{free:03d}", **said, "year": year})
        free += not there
    return pd.DataFrame(rows)


def _ids(interviews: pd.DataFrame) -> dict[int, str]:
    return dict(zip(interviews["year"], interviews["reference_id"], strict=True))


def _title(state: str, year: int) -> str:
    return f"[Interview, {shipped_codebook().label('state', state)}, {year}]"


def _answered(items: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    given = answers[answers["about"].ne(QuestionKind.REACHED) & answers["answer"].ne("")]
    by_item = given.drop_duplicates(QUESTION).set_index(QUESTION)["answer"]
    keys = pd.MultiIndex.from_frame(items[["source_id", "item"]].astype("str"))
    fresh = pd.Series(by_item.reindex(keys).to_numpy(), items.index, dtype="object")
    return items.assign(answer=_replaced(items["answer"], fresh))


def _told(sources: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return the sources with what was said of their reach, the interviews among their references, and the remarks."""
    reach = answers[answers["about"].eq(QuestionKind.REACHED) & answers["answer"].ne("")]
    reach = reach.sort_values("barrier", key=lambda barrier: barrier.eq(""), kind="stable")
    reach = reach.drop_duplicates("source_id").set_index("source_id")
    reached = sources["source_id"].map(reach["answer"]).astype("object")
    reached = reached.mask(reached.eq(Reached.UNKNOWN) & sources["reached_basis"].eq(ReachedBasis.CHANNEL))
    named = sources["source_id"].map(reach["barrier"]).astype("object").fillna("")
    told = sources.assign(
        reached=_replaced(sources["reached"], reached),
        reached_basis=_replaced(sources["reached_basis"], reached.map(BASIS, na_action="ignore")),
        barrier=_replaced(sources["barrier"], _barriers(sources["barrier"].astype("str"), reached, named)),
    )
    spoken = sources["source_id"].isin(answers["source_id"])
    return told.assign(
        basis=_replaced(sources["basis"], pd.Series(Basis.DOCUMENT.value, sources.index).where(spoken)),
        reference_ids=_longer(sources, "reference_ids", answers.sort_values("year"), "reference", _with_entry),
        note=_longer(sources, "note", answers[answers["remark"].ne("")], "remark", _with_remark),
    )


def _barriers(before: pd.Series[str], reached: pd.Series, named: pd.Series[str]) -> pd.Series:
    """Return the barrier of each source of whose reach something was said: none where it is reached."""
    asked = named.where(named.ne(""), before.where(before.ne(Barrier.NONE), Barrier.UNKNOWN.value))
    return asked.mask(reached.eq(Reached.YES), Barrier.NONE.value).where(reached.notna())


def _replaced(column: pd.Series, fresh: pd.Series) -> pd.Series:
    return column.astype("object").where(fresh.isna(), fresh).astype(column.dtype)


def _longer(
    sources: pd.DataFrame, column: str, answers: pd.DataFrame, added: str, lengthen: Callable[[str, str], str]
) -> pd.Series[str]:
    """Return the texts of a column of the sources, each lengthened by what the answers to its source add."""
    texts = {source: list(dict.fromkeys(rows)) for source, rows in answers.groupby("source_id", sort=False)[added]}
    before = sources[column].astype("object").fillna("").astype("str")
    after = [
        reduce(lengthen, texts.get(source, []), text) for source, text in zip(sources["source_id"], before, strict=True)
    ]
    longer = pd.Series(after, sources.index, dtype="str")
    return longer.mask(longer.eq(""))


def _with_entry(text: str, entry: str) -> str:
    there = text.split(SEPARATOR) if text else []
    return text if entry in there else SEPARATOR.join([*there, entry])


def _with_remark(text: str, remark: str) -> str:
    """Return a note with a remark at its end; only what is surely no other sentence's part is not said twice."""
    held = f" {remark} " in f" {text} " and len(remark.split()) >= FEWEST_WORDS
    return text if held else f"{text} {remark}".strip()


def _with_rows(references: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    added = rows[~rows["reference_id"].isin(references["reference_id"])]
    if added.empty:
        return references
    added = added.reindex(columns=references.columns)
    joined = pd.concat([references.astype("object"), added.astype("object")], ignore_index=True)
    state = references["state"].dtype
    return joined.astype({name: kind for name, kind in references.dtypes.items() if kind != state})
