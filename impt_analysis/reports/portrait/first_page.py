"""The first page of a portrait: what a state is asked, what is known by theme, boxes to tick, and room to correct."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Confirmed, Finding, YesNo
from impt_analysis.documents import Block, Column, Heading, Note, Paragraph, Table, Words
from impt_analysis.plurals import number_of
from impt_analysis.public_release import is_public, may_be_untold
from impt_analysis.reports.brief.phrases import listed, or_untold, points
from impt_analysis.reports.portrait.one_state import OwnState
from impt_analysis.schema import sheets
from impt_analysis.tallies import themes_by_state

BOX = "\N{BALLOT BOX}"
LINES = 14
"""So many lines for corrections leave the page whole in every format, whatever the names are."""


def page_to_confirm(own: OwnState) -> list[Block]:
    """Return the page that a state reads, ticks and signs: it asks for an office, and for no person."""
    noted: list[list[Words]] = [[str(number), "", ""] for number in range(1, LINES + 1)]
    return [
        Heading("What is asked of you"),
        Paragraph(_asked(own)),
        Note(f"{own.footer}. {_standing(own)} States are not ranked: what is documented follows how much was read."),
        Paragraph(_how_to_read(own)),
        _themes(own),
        Table(
            "By whom",
            [Column("What", 1.6), Column("Please fill in", 4)],
            [["Office (no personal name)", ""], ["Date", ""]],
            form=True,
        ),
        Table(
            "What is to be corrected, or is missing",
            [Column("No", 0.55), Column("Source, theme or annex", 1.6), Column("What would be right", 4)],
            noted,
            form=True,
        ),
        Paragraph(_in_the_workbook()),
    ]


def page_of_a_listing(own: OwnState) -> list[Block]:
    """Return the page that says what a listing is, how many sources it names by theme, and that nothing is asked."""
    covering = _covering(own)
    rows: list[list[Words]] = []
    for theme, label in _labels(own).items():
        populations = covering[theme]["population"]
        counts = [int(populations.isin(codes).sum()) for codes in POPULATIONS.values()]
        rows.append([label, *map(str, [len(populations), *counts, len(populations) - sum(counts)])])
    columns = [
        Column("Theme", 2.5),
        Column("Sources that cover it", 1, numeric=True),
        *(Column(finding, 1.4, numeric=True) for finding in _findings()),
        Column("Children not known", 1, numeric=True),
    ]
    caption = "The sources that are listed, by theme; a source may cover several themes"
    return [Heading("What this is"), Paragraph(_listing(own)), Note(f"{own.footer}."), Table(caption, columns, rows)]


def _asked(own: OwnState) -> str:
    n_sources = number_of(len(own.whole.sources), "source")
    untold = "or not told in this release is neither a yes nor a no" if is_public(own.whole) else "is not a no"
    return (
        f"This page sums up what the inventory holds of {own.name}: {n_sources} of information, found by reading "
        "public documents; the annexes name them. Please read it with those who hold the information, tick one box for "
        "each theme, sign for your office and send the page back to where it came from. What is not known "
        f"{untold}."
    )


def _standing(own: OwnState) -> str:
    themes = themes_by_state(own.whole)
    confirmed = [str(theme) for theme in themes.loc[themes["confirmed"].eq(Confirmed.BY_THE_STATE), "theme"]]
    if not confirmed:
        return f"{own.name} has confirmed no theme yet."
    (about,) = own.whole.about.to_dict("records")
    return f"{own.name} has confirmed theme{'s' if len(confirmed) > 1 else ''} {listed(confirmed)}{_by_whom(about)}."


def _by_whom(about: Mapping[Hashable, Any]) -> str:
    when = about["confirmed_on"]
    said = [about["confirmed_by"], when.date().isoformat() if isinstance(when, pd.Timestamp) else when]
    told = ", ".join(str(part) for part in said if pd.notna(part))
    return f" ({told})" if told else ""


def _how_to_read(own: OwnState) -> str:
    return (
        "Points: the kinds of information have weights, 100 points in all. Held: documented as recorded by some body "
        "of the state. Reached: documented as passed on to those who collect information on trafficking. Points are no "
        f"share of the information or of the children; the rest is not known{or_untold(own.whole)}. The wider group of "
        "children and identified children are two findings, and themes overlap."
    )


def _themes(own: OwnState) -> Table:
    columns = [
        Column("Theme", 2.7),
        Column("Sources that cover it", 1.05, numeric=True),
        *(Column(f"{finding}: reached / held", 1.4, numeric=True) for finding in _findings()),
        Column("Mapping", 1.2),
        Column("Confirmed as it stands", 1.25),
        Column("To be corrected", 1.2),
    ]
    covering = _covering(own)
    rows: list[list[Words]] = [
        [
            label,
            str(len(covering[theme])),
            *(_points(own, finding, theme, covering[theme]["population"]) for finding in Finding),
            _mapping(own, theme),
            BOX,
            BOX,
        ]
        for theme, label in _labels(own).items()
    ]
    caption = "What is documented of each theme, in weighted points out of 100, and your answer"
    return Table(caption, columns, rows, form=True)


def _findings() -> list[str]:
    return list(shipped_codebook().labels("finding").values())


def _points(own: OwnState, finding: Finding, theme: int, covered: pd.Series[str]) -> str:
    if not covered.isin(POPULATIONS[finding]).any():
        return "no source"
    ranges = own.own(own.measures.ranges[finding])
    (row,) = ranges[ranges["theme"].eq(theme)].to_dict("records")
    return f"{points(row['low'])} / {points(row['held_low'])}"


def _mapping(own: OwnState, theme: int) -> str:
    (code,) = own.whole.about[f"mapping_theme_{theme}"]
    untold = may_be_untold("mapping", code, own.whole.release)
    return "Not told" if untold else shipped_codebook().label("mapping", code)


def _covering(own: OwnState) -> dict[int, pd.DataFrame]:
    sources = own.whole.sources
    return {theme: sources[sources[f"theme_{theme}"].eq(YesNo.YES)] for theme in own.whole.themes}


def _labels(own: OwnState) -> dict[int, str]:
    book = shipped_codebook()
    return {theme: f"{theme} {book.label('theme', theme)}" for theme in own.whole.themes}


def _in_the_workbook() -> str:
    about = sheets()["about"]
    by, on = (about.column(code).label for code in ("confirmed_by", "confirmed_on"))
    return (
        f"The same can be written in the workbook: in the sheet {about.name} {Confirmed.BY_THE_STATE} beside each "
        f"theme, the office under {by} and the date under {on}; corrections at their cells. A theme that is confirmed "
        "is said to be so in every report from then on; the others are not."
    )


def _listing(own: OwnState) -> str:
    return (
        f"{own.name}: this is a listing only. It names {number_of(len(own.whole.sources), 'source')} that stand in the "
        "inventory because information leads there or comes from there. They are not measured and not compared with "
        "any state: nothing is worked out of what is reached, missing or to be opened, and nobody is asked to confirm "
        "anything."
    )
