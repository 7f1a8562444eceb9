"""What is documented as reached and what is not, of each finding apart, and the map of the gaps."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Rung
from impt_analysis.documents import Block, Column, Figure, Heading, Listing, Paragraph, Table, Words, joined
from impt_analysis.gaps import GOT
from impt_analysis.reports.brief.phrases import items, listed, numbered_states, of_references, sources_in_words, states
from impt_analysis.reports.brief.seminar import NAMES, Seminar
from impt_analysis.reports.planned_charts import Plan, Subject

SHORT = {
    Rung.REACHED: "in full",
    Rung.PARTLY_REACHED: "in part",
    Rung.HELD_NOT_REACHED: "held only",
    Rung.NOT_RECORDED: "not recorded",
    Rung.UNKNOWN: "not known",
}


KINDS = {Finding.WIDER_GROUP: "Wider:", Finding.IDENTIFIED: "Identified:"}
"""How a finding is called at the head of a column."""


def map_of_the_wider_group(theme: int) -> Plan:
    """Return the chart that the section shows."""
    return Plan(Subject.GAPS, theme, Finding.WIDER_GROUP)


def documented(seminar: Seminar) -> list[Block]:
    """Return the section on what is documented and what is not: a sentence for each finding, and both by state."""
    never = items(_never_known(seminar))
    return [
        Heading("What is documented, and what is not"),
        Paragraph(_how_to_read()),
        Listing([_through(seminar, finding) for finding in Finding]),
        *([Paragraph(f"Nobody is documented as recording {listed(never, 'or')}.")] if never else []),
        _by_state(seminar),
        _map(seminar),
    ]


def _how_to_read() -> str:
    n_items = len(shipped_codebook().codes("item"))
    return (
        f"Of {n_items} kinds of information the inventory asks whether some body of a state records them, and whether "
        "those who collect information on trafficking (the collectors) get them. The wider group of children and "
        "identified victims are two findings, told apart. What is not known is mostly what nobody has been asked; it "
        "is not a no."
    )


def _never_known(seminar: Seminar) -> list[object]:
    ladders = pd.concat(seminar.ladders.values())
    known = set(ladders.loc[ladders["rung"].ne(Rung.UNKNOWN), "item"])
    return [item for item in shipped_codebook().codes("item") if item not in known]


def _through(seminar: Seminar, finding: Finding) -> Words:
    ladder = seminar.ladders[finding]
    counts = ladder["rung"].value_counts()
    got = ladder[ladder["rung"].isin(GOT)]
    held = f"{counts[Rung.HELD_NOT_REACHED]} are documented as held and not shown to be reached"
    if got.empty:
        return f"Of {NAMES[finding]} nothing is documented as reached; {held}, of {_cells(ladder)}."
    rows = seminar.rung_sources[finding]
    reaching = set(rows.loc[rows["through_low"].gt(0), "source_id"])
    ids = [source for source in seminar.sources.index if source in reaching]
    return joined(
        f"Of {NAMES[finding]}, documented as reached: {counts[Rung.REACHED]} of {_cells(ladder)} in full, "
        f"{counts[Rung.PARTLY_REACHED]} in part. They come through {sources_in_words(len(ids))} in "
        f"{numbered_states(states(got['state']))}: {', '.join(ids)}",
        of_references(seminar.references_of(ids)),
        f". {held[:1].upper()}{held[1:]}.",
    )


def _cells(ladder: pd.DataFrame) -> str:
    n_states, n_items = ladder["state"].nunique(), ladder["item"].nunique()
    return f"{len(ladder)} cells ({numbered_states(range(n_states))}, {n_items} kinds of information)"


def _by_state(seminar: Seminar) -> Table:
    counts = {
        finding: ladder.groupby(["state", "rung"], observed=False).size().unstack("rung")
        for finding, ladder in seminar.ladders.items()
    }
    used = [
        (finding, rung)
        for finding, table in counts.items()
        for rung in Rung
        if rung is not Rung.NOT_RECORDED or table[rung].any()
    ]
    heads = [Column(f"{KINDS[finding]} {SHORT[rung]}", 1, numeric=True) for finding, rung in used]
    labels = shipped_codebook().labels("state")
    rows: list[list[Words]] = [
        [labels[state], *(str(counts[finding].at[state, rung]) for finding, rung in used)]
        for state in seminar.whole.members()
    ]
    n_items = len(shipped_codebook().codes("item"))
    caption = f"Two findings by state, of {n_items} kinds of information; held only: not shown to be reached"
    return Table(caption, [Column("State", 1), *heads], rows)


def _map(seminar: Seminar) -> Figure:
    chart = seminar.charts[map_of_the_wider_group(seminar.theme)]
    return chart.figure(f"The gap map of {NAMES[Finding.WIDER_GROUP]}, theme {seminar.theme}")
