"""How the information of a state is managed, how fresh the evidence is, and which channels it goes through."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import ChannelScope, DatedBy, Permanent
from impt_analysis.documents import Block, Column, Heading, Listing, Paragraph, Span, Table, Words, joined
from impt_analysis.plurals import number_of
from impt_analysis.reports.brief.age_of_evidence import aged
from impt_analysis.reports.brief.phrases import (
    begun,
    ids,
    in_words,
    items,
    listed,
    of_references,
    small,
    unknown_whether_permanent,
)
from impt_analysis.reports.brief.seminar import NAMES
from impt_analysis.reports.portrait.one_state import OwnState

ASPECTS = {
    "system": "Kept as",
    "unit_of_count": "Counted by",
    "frequency": "Entered",
    "access": "Access",
    "extent": "Covers",
    "opening": "May be passed on",
    "running": "Kept up",
}
"""How each aspect of management is called at the head of a point."""


def management(own: OwnState) -> list[Block]:
    """Return the section on how information is managed and how fresh the evidence is, counted in sources."""
    told: list[Words] = [
        joined(Span(f"{said}: ", bold=True), f"{_counted(own, aspect)}.") for aspect, said in ASPECTS.items()
    ]
    counted = f"In {number_of(len(own.whole.sources), 'source')}, each counted once:"
    heading = Heading("How the information is managed, and how fresh the evidence is")
    return [heading, Paragraph(counted), Listing(told), Paragraph(_fresh(own))]


def channels(own: OwnState) -> list[Block]:
    """Return the section on channels: inside the state, then across its border, those that are permanent first."""
    described = own.own(own.measures.channels)
    heading = Heading("Channels inside the state and across its border")
    if described.empty:
        return [heading, Paragraph(how_many_channels(own))]
    ordered = described.sort_values(["scope", "permanent"], kind="stable")
    columns = [
        Column("From", 3),
        Column("To", 3.3),
        Column("Where", 0.75),
        Column("Rests on, and when", 2),
        Column("Permanent", 1.1),
    ]
    rows = [_channel(row, own) for row in ordered.to_dict("records")]
    return [heading, Paragraph(how_many_channels(own)), Table(f"The channels of {own.name}", columns, rows)]


def how_many_channels(own: OwnState) -> str:
    """Return how many channels there are and are permanent, and from how many bodies a way leads to a collector."""
    described = own.own(own.measures.channels)
    if described.empty:
        return "No channel is documented."
    return f"{_how_many(described)}{_ways(own)}"


def _counted(own: OwnState, aspect: str) -> str:
    counts = own.whole.sources[aspect].value_counts().sort_index()
    return ", ".join(f"{small(own.told(aspect, code))} {count}" for code, count in counts.items() if count)


def _fresh(own: OwnState) -> str:
    (age,) = own.own(own.measures.ages).to_dict("records")
    undated, old = int(age[f"n_{DatedBy.UNDATED}"]), int(age["n_old"])
    span = " to ".join(dict.fromkeys(str(age[end]) for end in ("oldest_year", "newest_year") if not pd.isna(age[end])))
    years = f" What is dated is of {span}." if span else ""
    return " ".join([f"{aged(old, undated, int(age['n_sources']))}{years}", *_over(own)])


def _over(own: OwnState) -> list[str]:
    told = []
    for finding, over in own.own_findings(own.measures.over).items():
        if len(over):
            sources = dict.fromkeys(id_ for cell in over["source_ids"] for id_ in ids(cell))
            told.append(
                f"Of {NAMES[finding]} only what has ended or was done once documents: {listed(items(over['item']))} "
                f"({', '.join(sources)})."
            )
    return told


def _how_many(described: pd.DataFrame) -> str:
    counts = described["permanent"].value_counts()
    across = int(described["scope"].ne(ChannelScope.WITHIN).sum())
    permanent, unknown = int(counts[Permanent.YES]), unknown_whether_permanent(int(counts[Permanent.UNKNOWN]))
    return (
        f"{begun(number_of(len(described), 'channel'))} documented, {in_words(permanent)} of them permanent (statutory "
        f"or by agreement, and continuous or periodic){f'; {unknown}' if unknown else ''}. "
        f"{begun(in_words(across))} cross{'es' if across == 1 else ''} the border."
    )


def _ways(own: OwnState) -> str:
    ways = own.measures.ways
    told = [
        f"{int(str(row.n_direct)) + int(str(row.n_indirect))} of {row.n_bearers} on theme {row.theme}"
        for row in own.own(ways).itertuples()
    ]
    if not told:
        return ""
    return (
        f" Bodies that hold information and from which a documented way leads to a collector of the state: "
        f"{listed(told)}. Where none is documented there may be one."
    )


def _channel(row: Mapping[Hashable, Any], own: OwnState) -> list[Words]:
    book = shipped_codebook()
    kind, rhythm = book.label("channel_kind", row["kind"]), book.label("regularity", row["regularity"])
    rests = "unknown" if kind == rhythm else f"{kind}, {small(rhythm)}"
    to = joined(own.end(str(row["to_node"])), of_references([row["reference_ids"]]))
    where = "Inside" if row["scope"] == ChannelScope.WITHIN else "Across"
    return [own.end(str(row["from_node"])), to, where, begun(rests), PERMANENT[Permanent(str(row["permanent"]))]]


PERMANENT = {Permanent.YES: "Yes", Permanent.NO: "No", Permanent.UNKNOWN: "Not known"}
"""The answer to whether a channel is permanent."""
