"""Questions for the discussion: where the inventory speaks against itself, where figures differ, where it is thin."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import OTHER, Finding, Reached, Status
from impt_analysis.codebook.measured_codes import Contradiction, Rung
from impt_analysis.documents import Block, Heading, Listing, Paragraph, Words, joined
from impt_analysis.freshness import evidence_age, resting_on_ended
from impt_analysis.published_figures import figure_conflicts
from impt_analysis.reach_contradictions import channel_contradictions
from impt_analysis.reports.brief.phrases import (
    begun,
    figure,
    ids,
    in_words,
    items,
    listed,
    of_references,
    small,
    sources_in_words,
    states,
)
from impt_analysis.reports.brief.seminar import NAMES, Seminar
from impt_analysis.suppression import FIGURE

CONTRADICTIONS = {
    Contradiction.CHANNEL_AND_NO: (
        "A documented channel leads to a collector, and the source is said not to be reached",
        "Does it carry anything?",
    ),
    Contradiction.CHANNEL_AND_UNKNOWN: (
        "A documented channel leads to a collector, and nobody has established what it carries",
        "What does it carry?",
    ),
    Contradiction.BASIS_WITHOUT_CHANNEL: (
        "Said to be reached in part through a channel, and none about this theme leads straight to a collector",
        "Through whom does what they record arrive?",
    ),
}
"""Each contradiction as a statement and the question to it."""


def questions(seminar: Seminar) -> list[Block]:
    """Return the section with questions for the discussion, each made from rows of the inventory."""
    asked = [*_contradictions(seminar), *_conflicts(seminar), *_thin(seminar)]
    heading = Heading("Questions for the discussion")
    if not asked:
        return [
            heading,
            Paragraph("The inventory holds no contradiction, no figures that differ and no thin evidence."),
        ]
    return [heading, Listing(asked, numbered=True)]


def _contradictions(seminar: Seminar) -> Iterator[Words]:
    found = channel_contradictions(seminar.whole)
    for kind, rows in found.groupby("contradiction", observed=True):
        told = [
            f"{states([str(state)])[0]}, {listed(_flow(seminar, row) for row in of_state.to_dict('records'))}"
            for state, of_state in rows.groupby("state", observed=True)
        ]
        said, asked = CONTRADICTIONS[Contradiction(str(kind))]
        yield joined(f"{said}: {'; '.join(told)}. {asked}", of_references(rows["reference_ids"].dropna()))


def _flow(seminar: Seminar, row: Mapping[Hashable, Any]) -> str:
    source = str(row["source_id"])
    to = "" if pd.isna(row["collector"]) else f" to {row['collector']}"
    return f"{seminar.rows[source]['name']} ({source}{to})"


def _conflicts(seminar: Seminar) -> Iterator[Words]:
    figures = figure_conflicts(seminar.whole)
    figures = figures[
        figures["indicator"].map(lambda indicator: _of_theme(str(indicator), seminar.theme)).astype("bool")
    ]
    labels = shipped_codebook()
    told: list[str] = []
    cells: list[object] = []
    for (state, year, _period, indicator, _unit), rows in figures.groupby(FIGURE, observed=True):
        values = [f"{figure(float(str(row.value)))} ({_status(str(row.status))})" for row in rows.itertuples()]
        name = str(indicator).removeprefix(OTHER)
        label = small(labels.label("indicator", indicator)) if indicator in labels.codes("indicator") else name
        told.append(f"{states([state])[0]}, {year}, {label}: {listed(values)}")
        cells += list(rows["reference_ids"])
    if told:
        yield joined(
            f"Published figures differ. {'; '.join(told)}. Which is to be used, and why do they differ?",
            of_references(cells),
        )


def _status(code: str) -> str:
    return "status not stated" if code == Status.UNKNOWN else small(shipped_codebook().label("status", code))


def _of_theme(indicator: str, theme: int) -> bool:
    """An indicator without a code may be about any theme."""
    themes = shipped_codebook().entries("indicator")["themes"]
    return indicator not in themes.index or str(theme) in ids(themes[indicator])


def _thin(seminar: Seminar) -> Iterator[Words]:
    yield from _reach_unknown(seminar)
    yield from _recorded_nowhere(seminar)
    yield from _old(seminar)
    yield from _over(seminar)


def _reach_unknown(seminar: Seminar) -> Iterator[Words]:
    members = seminar.wider.where(state=seminar.wider.members()).sources
    unknown = int(members["reached"].eq(Reached.UNKNOWN).sum())
    if unknown:
        part = "the" if len(members) == 1 else f"{in_words(unknown)} of the"
        yield (
            f"For {part} {sources_in_words(len(members))} on {NAMES[Finding.WIDER_GROUP]} nobody has established "
            f"whether the collectors get what {'it records' if len(members) == 1 else 'they record'}. What is passed "
            "on today?"
        )


def _recorded_nowhere(seminar: Seminar) -> Iterator[Words]:
    ladder = seminar.ladders[Finding.WIDER_GROUP]
    core = shipped_codebook().interval("importance")["low"].max()
    counted = (
        ladder[ladder["weight"].eq(core)]
        .groupby("item", observed=True)["rung"]
        .agg(lambda rungs: rungs.ne(Rung.UNKNOWN).sum())
    )
    rare = counted[counted.le(1)]
    if len(rare):
        kinds = "this kind" if len(rare) == 1 else "these kinds"
        yield (
            f"At the core of the theme, no more than one state documents {kinds} of information on "
            f"{NAMES[Finding.WIDER_GROUP]}: {listed(items(rare.index))}. Who learns of it, and is it written down?"
        )


def _old(seminar: Seminar) -> Iterator[Words]:
    age = evidence_age(seminar.whole)[["n_sources", "n_old", "n_undated"]].sum()
    told = [
        f"behind {in_words(int(age[count]))} {said}"
        for count, said in (("n_old", "is more than five years old"), ("n_undated", "bears no year"))
        if age[count]
    ]
    if told:
        yield (
            f"Of the evidence on {sources_in_words(int(age['n_sources']))}, that {listed(told, 'and that')}. What has "
            "changed since?"
        )


def _over(seminar: Seminar) -> Iterator[Words]:
    over = resting_on_ended(seminar.wider)
    if over.empty:
        return
    told = []
    sources: list[str] = []
    for state, rows in over.groupby("state", observed=True):
        own = list(dict.fromkeys(id_ for cell in rows["source_ids"] for id_ in ids(cell)))
        told.append(f"{states([state])[0]}: {listed(items(rows['item']))} ({', '.join(own)})")
        sources += own
    head = begun(
        f"{in_words(len(over))} cell{'s' if len(over) > 1 else ''} of the map rest{'' if len(over) > 1 else 's'}"
    )
    yield joined(
        f"{head} only on what has ended or was done once. {'; '.join(told)}. Does anybody record this today?",
        of_references(seminar.references_of(sources)),
    )
