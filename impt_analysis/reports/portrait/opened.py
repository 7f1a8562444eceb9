"""The side information of a state with what each source would add, and what is not known: the first questions."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer, Finding, Population, Reached
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.documents import Block, Column, Heading, Paragraph, Span, Table, Words, joined
from impt_analysis.public_release import is_public
from impt_analysis.questions import open_questions
from impt_analysis.releases import with_barriers_named
from impt_analysis.reports.brief.phrases import (
    begun,
    in_words,
    items,
    named_source,
    of_references,
    or_untold,
    points,
    sources_in_words,
)
from impt_analysis.reports.brief.seminar import NAMES
from impt_analysis.reports.portrait.one_state import OwnState
from impt_analysis.reports.portrait.places import headed, place_of_answer, place_of_reach

ASKED = 6
"""So many organisations are asked first."""


def side_information(own: OwnState) -> list[Block]:
    """Return the section on what is held and not reached, and what each source would add, of each finding apart."""
    said = (
        "What a source records and the collectors are not shown to get, or get in part. Points added: by how much what "
        "is documented as reached of a theme would rise, out of 100 weighted points, if this one source were opened; "
        "they are not added up, as two sources may hold the same. To open a source is to agree on a standing way to "
        "pass on what is needed, by default totals or anonymous patterns; it never means access to children's records. "
        "Those that would add most stand first."
    )
    blocks: list[Block] = [Heading("Side information, and what it would add"), Paragraph(said)]
    return [*blocks, *gains_by_finding(own)]


def gains_by_finding(own: OwnState) -> list[Block]:
    """Return what each source would add to each finding, or that none would."""
    gains = own.own_findings(own.measures.gains)
    return [
        _gains_table(own, finding, table) if len(table) else Paragraph(_none(finding))
        for finding, table in gains.items()
    ]


def _gains_table(own: OwnState, finding: Finding, gains: pd.DataFrame) -> Table:
    """Return what each source would add to each theme, those first that would add most to one."""
    themes = own.whole.themes
    by_theme = gains.pivot(index="source_id", columns="theme", values="gain").reindex(columns=list(themes))
    order = by_theme.max(axis="columns").sort_values(ascending=False, kind="stable").index
    barriers = _barriers(own, gains)
    columns = [
        Column("Source and who holds it", 4.2),
        *(Column(f"Theme {theme}", 0.85, numeric=True) for theme in themes),
        Column(headed("sources", "reached", "Reached"), 1.2),
        Column(headed("sources", "opening", "To be passed on"), 1.7),
        *([Column(headed("sources", "barrier", "In the way"), 1.2)] if barriers else []),
    ]
    rows = [_gain(own, str(source), by_theme.loc[source], barriers) for source in order]
    return Table(f"Points added by each source on {NAMES[finding]}, by theme", columns, rows)


def first_questions(own: OwnState) -> list[Block]:
    """Return the section on what is not known, and the questions that would change most."""
    heading = Heading(f"What is {own.not_known}, and the first questions to ask")
    questions = open_questions(own.whole, state=own.state)
    first = questions[questions["order"].eq(questions["order"].min()) & questions["weight"].gt(0)].head(ASKED)
    if first.empty:
        return [heading, Paragraph(f"{_not_known(own)} No open question could change what is documented.")]
    said = (
        f"{_not_known(own)} Of {len(questions)} {_open(own)} these are the first to {_organisations(len(first))} "
        "where the answers could change most. Weight: the points of the kinds of information that could stand higher "
        "after a yes."
    )
    columns = [
        Column("Organisation", 2.2),
        Column("Question", 4),
        Column("Weight", 0.7, numeric=True),
        Column("In the workbook", 1.6),
    ]
    return [
        heading,
        Paragraph(said),
        Table("First questions", columns, [_question(row) for _, row in first.iterrows()]),
    ]


def _organisations(count: int) -> str:
    return "the one organisation" if count == 1 else f"the {in_words(count)} organisations"


def _open(own: OwnState) -> str:
    return "questions that this release leaves open" if is_public(own.whole) else "open questions"


def _none(finding: Finding) -> str:
    return f"No known source would add to what is documented as reached of {NAMES[finding]}."


def _barriers(own: OwnState, gains: pd.DataFrame) -> dict[str, str]:
    """Return what stands in the way of each source; awareness and trust only where the state confirmed its themes."""
    sources = own.whole.sources[own.whole.sources["source_id"].isin(gains["source_id"])]
    named = with_barriers_named(sources, own.whole).dropna(subset=["barrier"])
    return {str(row.source_id): own.told("barrier", row.barrier) for row in named.itertuples()}


def _gain(own: OwnState, source_id: str, gains: pd.Series, barriers: dict[str, str]) -> list[Words]:
    source = own.rows[source_id]
    return [
        joined(named_source(source), of_references([source["reference_ids"]])),
        *("-" if pd.isna(gain) else str(points(float(gain))) for gain in gains),
        own.told("reached", source["reached"]),
        own.told("opening", source["opening"]),
        *([barriers.get(source_id, "Not named")] if barriers else []),
    ]


def _not_known(own: OwnState) -> str:
    answers, sources = own.whole.items["answer"], own.whole.sources
    blank, could_not = int(answers.eq(Answer.NOT_ASKED).sum()), int(answers.eq(Answer.UNKNOWN).sum())
    reach, children = sources["reached"].eq(Reached.UNKNOWN), sources["population"].eq(Population.UNKNOWN)
    also = f", and of {could_not} nobody could say" if could_not else ""
    untold = or_untold(own.whole)
    told = [f"Of {len(answers)} answers on what sources record {blank} are not asked{untold}{also}."]
    if reach.any():
        of_reach = f"of {sources_in_words(int(reach.sum()))} it is not established{untold} whether the collectors get"
        told.append(begun(f"{of_reach} what they record."))
    if children.any():
        told.append(f"Of {sources_in_words(int(children.sum()))} it is not known which children are meant.")
    return " ".join(told)


def _question(row: pd.Series) -> list[Words]:
    source = str(row["source_id"])
    on = f"{source} {row['name']}"
    if row["kind"] == QuestionKind.REACHED:
        asked, place = (
            "do the collectors regularly get what it records: all of it, some, or none?",
            place_of_reach(source),
        )
    else:
        item = str(row["item"])
        asked = f"does it record {items([item])[0]}?"
        place = place_of_answer(source, shipped_codebook().label("item", item))
    words = joined(Span(on, bold=True), f": {asked}", of_references(row[["reference_ids"]].dropna()))
    return [str(row["organisation"]), words, f"{row['weight']:g}", place]
