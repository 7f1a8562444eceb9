"""Questions: what to ask whom at the next interview, what would change most first."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, Answer, Reached, ReachedBasis
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.coverage import source_answers
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.state_tables import table_of_states

MOST = 15
"""So many questions to an organisation: more are not answered in one interview."""

KNOWN = ["organisation", "source_id", "name", "claim", "reference_ids"]
COLUMNS = [*KNOWN[:3], "kind", "item", "stated", "weight", "themes", "claim", "reference_ids", "order"]
BODY = ["state", "organisation"]
RUNG = ["state", "theme", "item"]
WEIGHED = {"theme": "int64", "item": "str"}


def open_questions(inventory: Inventory, *, state: str) -> pd.DataFrame:
    """Return what to ask each organisation of a member state, a row per question, at most fifteen an organisation.

    A question is an answer that is unknown or not asked, or the reach of a source that is unknown or rests on a channel
    of which nobody says what it carries. It weighs as much as the items whose rung on the gap ladder the answer could
    change among the known sources: recorded in full instead of not known, got in full instead of not known. What could
    change no rung weighs 0 and comes last. Whether a source is reached is asked in any case, even where fifteen
    questions on what is recorded weigh more. Where a source covers several themes the one in which it weighs most
    counts: themes are never added up.

    Columns: `organisation`, `source_id`, `name`; `kind` (`reached` or `answer`, ordered category); `item` (ordered
    category; missing where the question is about reach); `stated`, what the workbook says now: unknown, not_asked or
    partly; `weight` in points; `themes` in which a rung could change, separated by ;; `claim` and `reference_ids`, what
    is known of the source already and where it stands (missing where the workbook has none); `order`, 1 to 15 within
    the organisation. Organisations stand in the order of the greatest sum of weights, then by name.

    Raises UsageError when the state is no member state of the inventory.

    Source: docs/method.md, section "Questions for an interview".
    """
    if state not in inventory.members():
        raise UsageError(f"questions are for member states: {', '.join(inventory.members())}; found {state!r}")
    return table_of_states(inventory.where(state=state), _questions_of_states)[COLUMNS]


def _questions_of_states(inventory: Inventory) -> pd.DataFrame:
    members = inventory.where(state=inventory.members())
    asked = pd.concat([_reach_questions(members), _answer_questions(members)], ignore_index=True)
    kinds = {"kind": shipped_codebook().dtype("question_kind"), "item": shipped_codebook().dtype("item")}
    table = asked.astype(kinds).merge(members.sources[["state", *KNOWN]], on="source_id")
    inside = [*BODY, "weight", "source_id", "kind", "item"]
    table = table.sort_values(inside, ascending=[True, True, False, True, True, True], ignore_index=True)
    reach_first = table.sort_values("kind", key=lambda kind: kind.ne(QuestionKind.REACHED), kind="stable")
    table = table[reach_first.groupby(BODY, observed=True).cumcount().lt(MOST).sort_index()].reset_index(drop=True)
    groups = table.groupby(BODY, observed=True)
    table = table.assign(order=groups.cumcount() + 1, total=groups["weight"].transform("sum"))
    greatest_first = ["state", "total", "organisation", "order"]
    return table.sort_values(greatest_first, ascending=[True, False, True, True], ignore_index=True)


def _reach_questions(inventory: Inventory) -> pd.DataFrame:
    sources = inventory.sources
    by_channel = sources["reached"].eq(Reached.PARTLY) & sources["reached_basis"].eq(ReachedBasis.CHANNEL)
    asked = sources["reached"].eq(Reached.UNKNOWN) | by_channel
    told = sources.assign(
        reached=sources["reached"].mask(asked, Reached.YES),
        reached_basis=sources["reached_basis"].mask(asked, ReachedBasis.STATE),
    )
    by_theme = _moved(inventory, replace(inventory, sources=told)).groupby(["source_id", "theme"])["weight"].sum()
    questions = sources.loc[asked, ["source_id", "reached"]].rename(columns={"reached": "stated"})
    return _weighed(questions, by_theme.reset_index(), ["source_id"]).assign(kind=QuestionKind.REACHED.value)


def _answer_questions(inventory: Inventory) -> pd.DataFrame:
    items = inventory.items
    asked = items["answer"].isin([Answer.UNKNOWN, Answer.NOT_ASKED])
    told = items.assign(answer=items["answer"].mask(asked, Answer.YES))
    by_theme = _moved(inventory, replace(inventory, items=told))
    questions = items.loc[asked, ["source_id", "item", "answer"]].rename(columns={"answer": "stated"})
    questions = questions.astype({"item": "str"})
    return _weighed(questions, by_theme, ["source_id", "item"]).assign(kind=QuestionKind.RECORDED.value)


def _moved(now: Inventory, told: Inventory) -> pd.DataFrame:
    """Return the sources, themes and items whose rung would be higher if one source alone were as it is told."""
    kinds = {"state": "str", **WEIGHED}
    before, after = source_answers(now).astype(kinds), source_answers(told).astype(kinds)
    ends = ["answer_low", "through_low"]
    most = before.groupby(RUNG)[ends].max().add_prefix("most_").reset_index()
    rows = after[["source_id", *RUNG, *ends]].merge(most, on=RUNG)
    weights = shipped_codebook().weights().astype(WEIGHED)[[*WEIGHED, "weight"]]
    rows = rows.merge(weights, on=[*WEIGHED])
    held, got = rows["most_answer_low"], rows["most_through_low"]
    higher = _rung(held.clip(lower=rows["answer_low"]), got.clip(lower=rows["through_low"])) > _rung(held, got)
    return rows.loc[higher, ["source_id", *RUNG, "weight"]]


def _rung(held: pd.Series, got: pd.Series) -> pd.Series[int]:
    """Return 0 for what is not held, 1 for held, 2 for got in part, 3 for got in full."""
    return held.gt(0).astype("int64") + got.gt(0).astype("int64") + got.eq(1).astype("int64")


def _weighed(questions: pd.DataFrame, by_theme: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return the questions with the weight in the theme where each weighs most, and the themes in which it weighs."""
    ordered = by_theme.sort_values([*key, "theme"]).assign(themes=by_theme["theme"].astype("str"))
    groups = ordered.groupby(key)
    best = pd.DataFrame({"weight": groups["weight"].max(), "themes": groups["themes"].agg(SEPARATOR.join)})
    weighed = questions.astype({"stated": "str"}).join(best, on=key)
    return weighed.fillna({"weight": 0.0, "themes": ""})
