"""What is known of the wider group of children and not reached, and whose opening would add most."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Closure, Rung
from impt_analysis.documents import Block, Column, Heading, Paragraph, Table, Words, joined
from impt_analysis.named_barriers import NAMED_WHEN_CONFIRMED, confirmed_states
from impt_analysis.reports.brief.phrases import (
    begun,
    in_words,
    items,
    listed,
    named_source,
    numbered_states,
    of_references,
    points,
    small,
    states,
)
from impt_analysis.reports.brief.seminar import NAMES, Seminar
from impt_analysis.reports.plan_text import UNNAMED
from impt_analysis.side_information import barriers_by_organisation, held_not_reached, source_gains

MOST = 5
OFTEN = 3


def not_reached(seminar: Seminar) -> list[Block]:
    """Return the section on what is known of the wider group and not reached."""
    ladder = seminar.ladders[Finding.WIDER_GROUP]
    held = ladder[ladder["rung"].eq(Rung.HELD_NOT_REACHED)]
    heading = Heading("What is known of the wider group and not reached")
    if held.empty:
        return [heading, Paragraph(f"Of {NAMES[Finding.WIDER_GROUP]} nothing is documented as held and not reached.")]
    return [heading, Paragraph(f"{_how_much(ladder, held)} {_by_item(held)} {_by_holder(seminar, held)}")]


def most_gainful(seminar: Seminar) -> list[Block]:
    """Return the section on the five sources whose opening would add most, with barriers by type of organisation."""
    gains = source_gains(seminar.wider)
    gains = gains[gains["gain"].gt(0)]
    heading = Heading("The sources whose opening would add most")
    if gains.empty:
        return [heading, Paragraph("No known source would add to what is documented as reached.")]
    fifth = gains["gain"].nlargest(MOST).min()
    chosen = gains[gains["gain"].ge(fifth - 1e-9)]
    said = (
        f"Of the sources on the wider group these {in_words(len(chosen))} would, each opened alone, add most to what "
        f"is documented as reached in their state{_tied(len(chosen))}. They stand in a fixed order, and their gains "
        "are not added up. To open a source is to agree on a standing way to pass on what is needed, by default "
        "totals or anonymous patterns; it never means access to children's records."
    )
    return [heading, Paragraph(said), _sources(seminar, chosen), Paragraph(_barriers(seminar, chosen))]


def _tied(count: int) -> str:
    return f" ({in_words(count - MOST + 1)} share the fifth gain)" if count > MOST else ""


def _how_much(ladder: pd.DataFrame, held: pd.DataFrame) -> str:
    shut = int(held["closure"].eq(Closure.SHUT).sum())
    are = "is" if len(held) == 1 else "are"
    return (
        f"The side information: {len(held)} of {len(ladder)} cells {are} documented as held by some body and not shown "
        f"to reach the collectors. {_not_passed_on(shut, len(held))}"
    )


def _not_passed_on(shut: int, held: int) -> str:
    if shut == held:
        return "Of each of them it is known that it is not passed on."
    if not shut:
        return "Of none of them is it known that it is not passed on: each may close by asking."
    they = "it is" if shut == 1 else "they are"
    return f"Of {in_words(shut)} of them it is known that {they} not passed on; the others may close by asking."


def _by_item(held: pd.DataFrame) -> str:
    n_states = held.groupby("item", observed=True)["state"].nunique()
    often = n_states[n_states.ge(n_states.nlargest(OFTEN).min())]
    told = [f"{items([item])[0]} ({numbered_states(range(count))})" for item, count in often.items()]
    return f"Most often this concerns {listed(told)}."


def _by_holder(seminar: Seminar, held: pd.DataFrame) -> str:
    """Return how many sources hold what is not shown to be reached, by type of organisation."""
    holding = seminar.sources.loc[entries(held["source_ids"]).drop_duplicates().tolist()]
    of_types = holding["organisation_type"].value_counts()
    labels = shipped_codebook().labels("organisation_type")
    first = of_types[of_types.ge(of_types.nlargest(OFTEN).min()) & of_types.gt(0)]
    told = listed(f"{small(labels[str(code)])} ({count})" for code, count in first.sort_index().items())
    if len(holding) == 1:
        return f"One source holds what stands in these cells: {told}."
    return begun(f"{in_words(len(holding))} sources hold what stands in these cells, most often with: {told}.")


def _sources(seminar: Seminar, chosen: pd.DataFrame) -> Table:
    side = held_not_reached(seminar.wider)
    gaining = side[side["gain"].gt(0)].groupby("source_id")["item"].agg(list)
    reach, opening = shipped_codebook().labels("reached"), shipped_codebook().labels("opening")
    rows: list[list[Words]] = []
    for gain in chosen.to_dict("records"):
        source = seminar.rows[str(gain["source_id"])]
        rows.append(
            [
                joined(named_source(source), of_references([source["reference_ids"]])),
                states([gain["state"]])[0],
                str(points(float(gain["gain"]))),
                begun(listed(items(gaining[source["source_id"]]))),
                reach[str(gain["reached"])],
                opening[str(gain["opening"])],
            ]
        )
    columns = [
        Column("Source", 3.5),
        Column("State", 1.05),
        Column("Points added", 0.85, numeric=True),
        Column("Kinds of information", 3.2),
        Column("Reached", 1.05),
        Column("May be passed on", 1.1),
    ]
    return Table("Whose opening would add most, in weighted points out of 100 of its state", columns, rows)


def _barriers(seminar: Seminar, chosen: pd.DataFrame) -> str:
    types = chosen["organisation_type"].unique()
    barriers = barriers_by_organisation(seminar.wider)
    told = barriers[barriers["organisation_type"].isin(types)]
    labels = shipped_codebook()
    confirmed = confirmed_states(seminar.whole, seminar.theme) == seminar.whole.members()
    unnamed = told["barrier"].isin([] if confirmed else NAMED_WHEN_CONFIRMED)
    named = told["barrier"].map(labels.labels("barrier")).astype("object").where(~unnamed, UNNAMED).map(small)
    counts = (
        told.assign(barrier=named)
        .groupby(["organisation_type", "barrier"], observed=True)["n_sources"]
        .sum()
        .reset_index()
    )
    said = []
    for code, of_type in counts.groupby("organisation_type", observed=True):
        stated = [f"{row.barrier} {row.n_sources}" for row in of_type.itertuples()]
        said.append(f"{small(labels.label('organisation_type', code))}: {', '.join(stated)}")
    return (
        "What stands in the way, by type of organisation over all states and counted in sources, for the types that "
        f"hold these: {'; '.join(said)}. Unknown or not named: nobody has asked, the reach itself is unknown, or the "
        "barrier is awareness or trust, which the final report tells over all themes together, so that no body can be "
        "recognised."
    )
