"""The answers of a form, written into the tables of the state's workbook."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, Barrier, Basis, Reached, ReachedBasis, ReferenceKind
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.errors import Problem, UsageError, WorkbookError
from impt_analysis.interviews.filled_form import FilledForm
from impt_analysis.interviews.layout import QUESTION_SHEET
from impt_analysis.reports.question_text import stated_label


def with_answers(known: Mapping[str, pd.DataFrame], form: FilledForm) -> dict[str, pd.DataFrame]:
    """Return the tables of a state with the answers of a form written in.

    `known` has the tables of the form's state (`inventory.where(state=form.state).tables()`). An answer replaces what
    they said of source and item; an answer about reach replaces reach, its basis (the interview says so) and its
    barrier. The interview becomes a reference, named by state and year only, which the changed sources name; a source
    that was only generally known is documented by it. Remarks are added to the note of their source.

    Raises UsageError when the form is of another edition, or the tables say something else by now than when it was
    made; WorkbookError when it names a source that they have not.

    Source: docs/workbook.md, section "Interviews".
    """
    _require_this_edition(known["about"], form)
    _require_known_sources(known["sources"], form)
    _require_unchanged(known, form)
    if form.answers.empty:
        return dict(known)
    interview = _interview(known["references"], form, str(known["about"]["compiled_by"].iloc[0]))
    return {
        **known,
        "items": _answered(known["items"], form.answers),
        "sources": _told(known["sources"], form, str(interview["reference_id"])),
        "references": _with_row(known["references"], interview),
    }


def _require_this_edition(about: pd.DataFrame, form: FilledForm) -> None:
    if about.empty:
        raise UsageError(
            f"{form.file} is about {form.state}, of which no workbook was found; name its folder with --data"
        )
    edition = pd.Timestamp(about["edition"].iloc[0]).date().isoformat()
    if edition != form.edition:
        raise UsageError(
            f"{form.file} asks about edition {form.edition} and the workbook of {form.state} is of {edition}; "
            "write the questions anew with impt questions, and copy the answers that still stand"
        )


def _require_known_sources(sources: pd.DataFrame, form: FilledForm) -> None:
    lost = form.answers[~form.answers["source_id"].isin(sources["source_id"])]
    if len(lost):
        place = {"file": form.file, "sheet": QUESTION_SHEET}
        raise WorkbookError(
            Problem.of("dangling-source", **place, cell=f"C{row.row}", found=row.source_id, nearest="")
            for row in lost.itertuples()
        )


def _require_unchanged(known: Mapping[str, pd.DataFrame], form: FilledForm) -> None:
    now = _said_now(known, form.answers)
    moved = form.answers.assign(now=now)[now.str.casefold().ne(form.answers["stated"].str.casefold())]
    if len(moved):
        lines = [
            f"row {row.row}: {row.source_id}, {row.about} was {row.stated!r} and is {row.now!r}"
            for row in moved.itertuples()
        ]
        raise UsageError(
            "\n".join(
                [f"since {form.file} was made the workbook of {form.state} says something else; ask anew:", *lines]
            )
        )


def _said_now(known: Mapping[str, pd.DataFrame], answers: pd.DataFrame) -> pd.Series[str]:
    """Return what the workbook says of each row of the form, as the form writes it."""
    reach = answers["about"].eq(QuestionKind.REACHED)
    reached = known["sources"].astype({"reached": "str"}).set_index("source_id")["reached"]
    recorded = known["items"].astype({"item": "str", "answer": "str"}).set_index(["source_id", "item"])["answer"]
    keys = pd.MultiIndex.from_frame(answers[["source_id", "about"]])
    codes = pd.Series(recorded.reindex(keys).to_numpy(), answers.index).where(~reach, answers["source_id"].map(reached))
    kinds = pd.Series(QuestionKind.RECORDED.value, answers.index).where(~reach, QuestionKind.REACHED.value)
    said = [stated_label(kind, str(code)) for kind, code in zip(kinds, codes, strict=True)]
    return pd.Series(said, answers.index, dtype="str")


def _answered(items: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    given = answers[answers["about"].ne(QuestionKind.REACHED) & answers["answer"].ne("")]
    by_item = given.set_index(["source_id", "about"])["answer"]
    keys = pd.MultiIndex.from_frame(items[["source_id", "item"]].astype("str"))
    fresh = pd.Series(by_item.reindex(keys).to_numpy(), items.index, dtype="object")
    answer = items["answer"].astype("object").where(fresh.isna(), fresh)
    return items.assign(answer=answer.astype(items["answer"].dtype))


def _told(sources: pd.DataFrame, form: FilledForm, reference: str) -> pd.DataFrame:
    """Return the sources with what was said of their reach, the interview among their references, and the remarks."""
    reach = form.answers[form.answers["about"].eq(QuestionKind.REACHED) & form.answers["answer"].ne("")]
    reached = sources["source_id"].map(reach.set_index("source_id")["answer"]).astype("object")
    named = sources["source_id"].map(reach.set_index("source_id")["barrier"]).astype("object").fillna("")
    told = sources.assign(
        reached=_replaced(sources["reached"], reached),
        reached_basis=_replaced(sources["reached_basis"], reached.map(_BASIS, na_action="ignore")),
        barrier=_replaced(sources["barrier"], _barriers(sources["barrier"].astype("str"), reached, named)),
    )
    spoken = sources["source_id"].isin(form.answers["source_id"])
    remarks = form.answers[form.answers["remark"].ne("")].groupby("source_id")["remark"].agg(" ".join)
    return told.assign(
        basis=_replaced(sources["basis"], pd.Series(Basis.DOCUMENT.value, sources.index).where(spoken)),
        reference_ids=_joined(sources["reference_ids"], pd.Series(reference, sources.index).where(spoken), SEPARATOR),
        note=_joined(sources["note"], sources["source_id"].map(remarks).astype("object"), " "),
    )


def _barriers(before: pd.Series[str], reached: pd.Series, named: pd.Series[str]) -> pd.Series:
    """Return the barrier of each source of whose reach something was said: none that is left where it is reached."""
    left = before.where(~before.isin(set(Barrier) - {Barrier.UNKNOWN}), Barrier.NONE.value)
    asked = named.where(named.ne(""), before.where(before.ne(Barrier.NONE), Barrier.UNKNOWN.value))
    after = left.where(reached.eq(Reached.YES), asked)
    return after.where(reached.notna())


def _replaced(column: pd.Series, fresh: pd.Series) -> pd.Series:
    return column.astype("object").where(fresh.isna(), fresh).astype(column.dtype)


def _joined(before: pd.Series, added: pd.Series, separator: str) -> pd.Series:
    """Return texts with another at their end; a text that holds it already, and one without, stay as they are."""
    old, new = (texts.astype("object").fillna("").astype("str") for texts in (before, added))
    held = [fresh in known.split(separator) for known, fresh in zip(old, new, strict=True)]
    longer = (old + separator + new).where(old.ne(""), new).where(new.ne("") & ~pd.Series(held, old.index), old)
    return longer.mask(longer.eq("")).astype("str")


def _interview(references: pd.DataFrame, form: FilledForm, office: str) -> dict[str, str | int]:
    """Return the reference of the interview: the one that is there already, or one with the next free number."""
    title = f"[Interview, {shipped_codebook().label('state', form.state)}, {form.year}]"
    same = references[references["kind"].eq(ReferenceKind.INTERVIEW) & references["title"].eq(title)]
    numbers = references["reference_id"].str.extract(r"(\d+)$", expand=False).dropna().astype("int64")
    following = f"{form.state}-R{int(numbers.max()) + 1 if len(numbers) else 1:03d}"
    identifier = str(same["reference_id"].iloc[0]) if len(same) else following
    said = {"kind": ReferenceKind.INTERVIEW.value, "title": title, "publisher": office}
    return {"reference_id": identifier, **said, "year": form.year}


def _with_row(references: pd.DataFrame, row: dict[str, str | int]) -> pd.DataFrame:
    if references["reference_id"].eq(row["reference_id"]).any():
        return references
    state = references["state"].dtype
    added = pd.DataFrame([row]).reindex(columns=references.columns)
    joined = pd.concat([references.astype("object"), added.astype("object")], ignore_index=True)
    return joined.astype({name: kind for name, kind in references.dtypes.items() if kind != state})


_BASIS = {
    **dict.fromkeys((Reached.YES.value, Reached.PARTLY.value, Reached.NO.value), ReachedBasis.CLAIM.value),
    Reached.UNKNOWN.value: ReachedBasis.UNKNOWN.value,
}
"""Why reach is said to be as it was told: the interview says so, or nobody could say."""
