"""The sources of a state by organisation, with reach and why it is said, and its published figures."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import OTHER, Finding, Period, YesNo
from impt_analysis.documents import Block, Column, Heading, Paragraph, Table, Words, joined
from impt_analysis.published_figures import published_ranges
from impt_analysis.reports.brief.phrases import begun, figure, in_words, named_source, of_references, small
from impt_analysis.reports.portrait.one_state import OwnState
from impt_analysis.reports.portrait.places import headed

SHOWN = {"population": "Children", "reached": "Reached", "reached_basis": "Basis"}
SHORT = {Finding.WIDER_GROUP: "Wider group", Finding.IDENTIFIED: "Identified"}


def sources(own: OwnState) -> list[Block]:
    """Return the section with every source, by type of organisation and organisation."""
    heading = Heading("The sources, by organisation")
    table = own.whole.sources
    if table.empty:
        return [heading, Paragraph("No source is known.")]
    ordered = table.sort_values(["organisation_type", "organisation", "source_id"], kind="stable")
    n_organisations = table["organisation"].nunique()
    held = f"{in_words(n_organisations)} organisation{'s hold' if n_organisations > 1 else ' holds'} them"
    said = (
        f"{begun(held)}. Reached: whether those who collect information on trafficking in the state regularly get what "
        "a source records. Basis: why it is said."
    )
    columns = [
        Column("Source and who holds it", 5.3),
        Column("Themes", 0.85),
        *(Column(headed("sources", column, said), 1.2) for column, said in SHOWN.items()),
    ]
    rows = [_source(row, own) for row in ordered.to_dict("records")]
    return [heading, Paragraph(said), Table(f"The sources of {own.name}", columns, rows)]


def figures(own: OwnState) -> list[Block]:
    """Return the section with the newest published figure of each indicator, as it may be shown."""
    heading = Heading("Published figures")
    ranges = own.own(own.measures.figures) if own.measured else published_ranges(own.whole)
    if ranges.empty:
        return [heading, Paragraph("No figure on these children is known to be published.")]
    kept = ["indicator"] if "finding" not in ranges else ["finding", "indicator"]
    newest = ranges[ranges["year"].eq(ranges.groupby(kept, observed=True)["year"].transform("max"))]
    said = (
        "The newest figures that are known, as published. They count different things over different periods: "
        "identified children are no part of the wider group that was counted, and no figure is divided by another."
    )
    columns = [Column("Indicator", 4), Column("Year", 1.3), Column("Figure", 1.6, numeric=True), Column("Unit", 1)]
    rows = [_figure(row) for row in newest.to_dict("records")]
    return [heading, Paragraph(said), Table(f"Newest published figures of {own.name}", columns, rows)]


def _source(row: Mapping[Hashable, Any], own: OwnState) -> list[Words]:
    themes = ", ".join(str(theme) for theme in own.whole.themes if row[f"theme_{theme}"] == YesNo.YES)
    said = [own.told(column, row[column]) for column in SHOWN]
    return [joined(named_source(row), of_references([row["reference_ids"]])), themes, *said]


def _figure(row: Mapping[Hashable, Any]) -> list[Words]:
    book, indicator = shipped_codebook(), str(row["indicator"])
    known = indicator in book.codes("indicator")
    label = book.label("indicator", indicator) if known else begun(indicator.removeprefix(OTHER).replace("_", " "))
    group = f"{SHORT[Finding(str(row['finding']))]}: {small(label)}" if "finding" in row else label
    unit = small(book.label("unit", row["unit"]))
    return [joined(group, of_references([row["reference_ids"]])), _when(row), _shown(row), unit]


def _when(row: Mapping[Hashable, Any]) -> str:
    year = f"{row['year']}"
    return (
        year if row["period"] == Period.YEAR else f"{year}, {small(shipped_codebook().label('period', row['period']))}"
    )


def _shown(row: Mapping[Hashable, Any]) -> str:
    if pd.isna(row["low"]):
        return "not shown: small count"
    low, high = (figure(float(row[end])) for end in ("low", "high"))
    return low if low == high else f"{low} to {high}"
