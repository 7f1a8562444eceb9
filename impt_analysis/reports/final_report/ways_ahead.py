"""Side information and ways to use it, possible improvements as questions, and permanent channels."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from impt_analysis.channels import described_channels
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import EXTERNAL, Finding
from impt_analysis.codebook.measured_codes import ChannelScope, Permanent, Release
from impt_analysis.documents import Block, Column, Heading, NewPage, Paragraph, Table, Words, joined
from impt_analysis.public_release import is_public
from impt_analysis.releases import barriers_by_type
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
from impt_analysis.reports.final_report.region import Region, deeper
from impt_analysis.reports.planned_charts import Plan, Subject
from impt_analysis.reports.portrait.one_state import OwnState
from impt_analysis.reports.portrait.opened import first_questions, gains_by_finding
from impt_analysis.uses import missing_items

BORDERS = Plan(Subject.BORDERS)
LACKED = 8
"""So many kinds of information that uses lack are named."""


def side_information(region: Region) -> list[Block]:
    """Return the chapter on side information: ways to use it, what uses lack, and what stands in the way."""
    said = (
        "Side information is what a source records and the collectors do not get, or get in part. It can be used where "
        "it stands, without being passed on: a holder may ask whether a child it meets shows what others have learnt "
        "to see. It can be passed on as totals or anonymous patterns, which is what most uses need. Single cases are "
        "passed on only where law provides. Each chapter on a theme says which uses become possible in which state."
    )
    return [
        NewPage(),
        Heading("Side information, and ways to use it"),
        Paragraph(said),
        Heading("What uses lack most often", 2),
        *[_lacked(region, finding) for finding in Finding],
        Heading("What stands in the way", 2),
        *_barriers(region),
    ]


def improvements(region: Region) -> list[Block]:
    """Return the chapter on possible improvements as questions: within each state, those first that would add most."""
    said = (
        "Each improvement is a question, not advice. Could those who hold a source agree with the collectors of their "
        "state on a standing way to pass on totals or anonymous patterns? Within each state the sources stand first "
        "that would add most; states stand in a fixed order and are not compared. Points added are out of 100 weighted "
        "points of the state and theme, for each source opened alone; they are not added up, and a dash says that a "
        "source adds nothing on a theme. A letter in a heading names the column of the sheet Sources in the state's "
        "workbook. Then stand channels that could become permanent, and the first questions to ask, as an answer may "
        "change more than an opening."
    )
    blocks: list[Block] = [NewPage(), Heading("Possible improvements, as questions"), Paragraph(said)]
    return [*blocks, *(block for own in region.states for block in _improvements(own))]


def channels(region: Region) -> list[Block]:
    """Return the chapter on permanent channels within and between states."""
    permanent = region.measures.channels[region.measures.channels["permanent"].eq(Permanent.YES)]
    said = (
        "A channel is permanent when it is statutory or by agreement, and continuous or periodic. That none is "
        "documented does not say that there is none."
    )
    chart = region.charts[BORDERS].figure("Channels across borders, as documented")
    blocks: list[Block] = [NewPage(), Heading("Permanent channels within and between states"), Paragraph(said), chart]
    labels = shipped_codebook().labels("channel_scope")
    for scope in ChannelScope:
        rows = permanent[permanent["scope"].eq(scope)]
        blocks += [Heading(labels[scope], 2), _permanent(region, rows, small(labels[scope]))]
    return [*blocks, *_told_elsewhere(region)]


def _told_elsewhere(region: Region) -> list[Block]:
    """Return the permanent channels that the workbooks of regional bodies and of states not measured tell of."""
    told = described_channels(region.whole)
    rows = told[told["permanent"].eq(Permanent.YES) & ~told["state"].isin(region.whole.members())]
    if rows.empty:
        return []
    said = (
        "The workbooks that are listed and not measured tell of these permanent channels, many of them to or from "
        "several states. The summary does not count them; the chart does."
    )
    return [Heading("Told by other workbooks", 2), Paragraph(said), _permanent(region, rows, "told by other workbooks")]


def _lacked(region: Region, finding: Finding) -> Paragraph:
    uses = pd.concat([seminar.use_tables[finding] for seminar in region.seminars], ignore_index=True)
    lacking = missing_items(uses)
    often = lacking.nlargest(LACKED, "n_missing")
    often = often[often["n_missing"].gt(0)]
    if often.empty:
        return Paragraph(f"Of {NAMES[finding]} no use lacks anything.")
    told = [f"{items([row.item])[0]} ({row.n_missing})" for row in often.itertuples()]
    return Paragraph(
        f"{begun(NAMES[finding])}: the kinds of information that are missing most often, counted over states, themes "
        f"and uses: {listed(told)}. Missing means not documented: it may be recorded, and nobody was asked."
    )


def _barriers(region: Region) -> list[Block]:
    release = Release.PUBLIC if is_public(region.whole) else Release.PARTICIPANTS
    barriers = barriers_by_type(region.whole, release)
    said = (
        "Two barriers concern how people see their work: awareness (it is not agreed that the information matters) and "
        "trust (passing it on is feared to harm). Until a state has confirmed its themes, these two are told only by "
        "type of organisation, over all states, themes and children together; types with few bodies stand together. "
        "Every other barrier stands beside its source among the possible improvements."
    )
    if barriers.empty:
        return [Paragraph(said), Paragraph("Of no type of organisation are there enough bodies to tell it.")]
    columns = [
        Column("Type of organisation", 5),
        Column("Bodies", 1, numeric=True),
        Column("Sources", 1, numeric=True),
        Column("Awareness", 1, numeric=True),
        Column("Trust", 1, numeric=True),
    ]
    caption = "Awareness and trust by type of organisation, counted in sources not reached or reached in part"
    return [Paragraph(said), Table(caption, columns, [_of_types(row) for row in barriers.to_dict("records")])]


def _of_types(row: Mapping[Hashable, Any]) -> list[Words]:
    labels = shipped_codebook().labels("organisation_type")
    types = begun(listed(small(labels[code]) for code in ids(row["organisation_types"])))
    told = ("n_awareness", "n_trust")
    counts = ["more than half"] * len(told) if row["more_than_half"] else [str(int(row[count])) for count in told]
    return [types, str(row["n_bodies"]), str(row["n_sources"]), *counts]


def _improvements(own: OwnState) -> list[Block]:
    standing = Paragraph(_may_become_permanent(own))
    return [Heading(own.name, 2), *gains_by_finding(own), standing, *deeper(first_questions(own), 2)]


def _may_become_permanent(own: OwnState) -> str:
    told = own.own(own.measures.channels)["permanent"].value_counts()
    not_yet, unknown = int(told[Permanent.NO]), int(told[Permanent.UNKNOWN])
    if not not_yet + unknown:
        return "Every documented channel is permanent."
    said = [
        f"{in_words(not_yet)} {'is' if not_yet == 1 else 'are'} informal or used case by case" if not_yet else "",
        f"{unknown_whether_permanent(unknown)} permanent" if unknown else "",
    ]
    which = "Should it be permanent?" if not_yet + unknown == 1 else "Which of them should be permanent?"
    return f"Of the documented channels {' and '.join(filter(None, said))}. {which}"


def _permanent(region: Region, rows: pd.DataFrame, scope: str) -> Table | Paragraph:
    if rows.empty:
        return Paragraph("None is documented.")
    columns = [Column("Told by", 1), Column("From", 3), Column("To", 3), Column("On what it rests, and when", 1.8)]
    holders = region.whole.sources.set_index("source_id")["organisation"]
    return Table(f"Permanent channels: {scope}", columns, [_channel(row, holders) for row in rows.to_dict("records")])


def _channel(row: Mapping[Hashable, Any], holders: pd.Series[str]) -> list[Words]:
    book = shipped_codebook()
    rests = f"{book.label('channel_kind', row['kind'])}, {small(book.label('regularity', row['regularity']))}"
    start, end = (_end(str(row[node]), holders) for node in ("from_node", "to_node"))
    return [book.label("state", row["state"]), start, joined(end, of_references([row["reference_ids"]])), rests]


def _end(node: str, holders: pd.Series[str]) -> str:
    return f"{node} {holders[node]}" if node in holders.index else node.removeprefix(EXTERNAL)
