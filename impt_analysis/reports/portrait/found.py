"""What is documented as held and as reached of each theme, of each finding apart."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Rung
from impt_analysis.documents import Block, Column, Heading, Listing, Paragraph, Span, Table, Words, joined
from impt_analysis.reports.brief.phrases import begun, items, listed, points
from impt_analysis.reports.brief.rungs import SHORT
from impt_analysis.reports.brief.seminar import NAMES
from impt_analysis.reports.portrait.one_state import OwnState

GROUPS = {Finding.WIDER_GROUP: "Wider group", Finding.IDENTIFIED: "Identified children"}
TOLD = {
    Rung.REACHED: "reached in full",
    Rung.PARTLY_REACHED: "reached in part",
    Rung.HELD_NOT_REACHED: "held, and not shown to be reached",
}
"""What is told of each rung on which something is documented."""


def documented(own: OwnState) -> list[Block]:
    """Return the section on what is documented of each theme, the two findings apart."""
    said = (
        "Two findings, told apart: what is known of the wider group of children and children of concern, and what of "
        "identified children. Points: coverage of the kinds of information by weight, as documented; no share of the "
        "information or of the children."
    )
    return [
        Heading("What is documented, by theme"),
        Paragraph(said),
        _counts(own),
        Listing([_kinds(own, finding) for finding in Finding]),
    ]


def _counts(own: OwnState) -> Table:
    ladders = own.own_findings(own.measures.ladders)
    shown = [
        rung
        for rung in Rung
        if rung is not Rung.NOT_RECORDED or any(ladder["rung"].eq(rung).any() for ladder in ladders.values())
    ]
    columns = [
        Column("Finding and theme", 2.4),
        *(Column(begun(own.not_known if rung is Rung.UNKNOWN else SHORT[rung]), 1, numeric=True) for rung in shown),
        Column("Points reached", 1, numeric=True),
        Column("Points held", 1, numeric=True),
    ]
    caption = (
        "Kinds of information by theme: reached in full, in part, held only (held and not shown to be reached), "
        f"{own.not_known}; and weighted points out of 100 documented as reached and as held"
    )
    return Table(caption, columns, [row for finding in Finding for row in _rows(own, finding, shown)])


def _rows(own: OwnState, finding: Finding, shown: list[Rung]) -> list[list[Words]]:
    ranges = own.own(own.measures.ranges[finding]).set_index("theme")[["low", "held_low"]].astype("float64")
    counts = own.own(own.measures.ladders[finding]).groupby(["theme", "rung"], observed=False).size()
    return [
        [
            f"{GROUPS[finding]}: theme {theme}",
            *(str(counts.get((theme, str(rung)), 0)) for rung in shown),
            *(str(points(share)) for share in list(ranges.loc[theme])),
        ]
        for theme in own.whole.themes
    ]


def _kinds(own: OwnState, finding: Finding) -> Words:
    """Return which kinds of information stand where, the same ones in several themes told once."""
    ladder = own.own(own.measures.ladders[finding])
    told = [
        f"{said}: {_by_themes(ladder[ladder['rung'].eq(rung)], own)}"
        for rung, said in TOLD.items()
        if ladder["rung"].eq(rung).any()
    ]
    return joined(Span(f"{begun(NAMES[finding])}: ", bold=True), f"{'; '.join(told) or 'nothing is documented'}.")


def _by_themes(rows: pd.DataFrame, own: OwnState) -> str:
    themes = rows.groupby("item", observed=True)["theme"].agg(lambda column: listed(map(str, column)))
    told = []
    for group in sorted(set(themes), key=lambda group: (-len(group), group)):
        names = listed(items(themes.index[themes.eq(group)]))
        told.append(
            names
            if group == listed(map(str, own.whole.themes))
            else f"{names} (theme{'s' if len(group) > 1 else ''} {group})"
        )
    return ", ".join(told)
