"""The whole brief of a seminar as a document, and as files."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.documents import Block, Document, Heading, Note, Paragraph, rendered
from impt_analysis.inventory import Inventory
from impt_analysis.plurals import number_of
from impt_analysis.reports.brief.discussion import questions
from impt_analysis.reports.brief.noticed import signs
from impt_analysis.reports.brief.phrases import in_words, small
from impt_analysis.reports.brief.plans import opening_questions, uses
from impt_analysis.reports.brief.rungs import documented
from impt_analysis.reports.brief.same_units import comparisons
from impt_analysis.reports.brief.seminar import Seminar, seminar_of
from impt_analysis.reports.brief.side import most_gainful, not_reached
from impt_analysis.reports.brief.trail import followed
from impt_analysis.reports.planned_charts import DrawnChart, Plan
from impt_analysis.reports.references import used_references

SECTIONS = (documented, not_reached, most_gainful, opening_questions, uses, comparisons, questions, signs, followed)
"""The sections after the first, in the order of reading."""


def brief(inventory: Inventory, theme: int, charts: Mapping[Plan, DrawnChart]) -> Document:
    """Return the brief of the seminar on a theme: two to four pages on what is documented and what to discuss.

    `charts` holds the chart that `map_of_the_wider_group` names. Every number names the sources or references behind
    it, or counts rows of a public table. States stand in codebook order, the wider group of children and identified
    children are told apart, and barriers are told by type of organisation.

    Raises UsageError when the inventory has no such theme or no member state.
    """
    seminar = seminar_of(inventory, theme, charts)
    blocks: list[Block] = [*_the_seminar(seminar), *(block for section in SECTIONS for block in section(seminar))]
    listed = used_references(blocks, inventory)
    if listed.entries:
        blocks += [Heading("References"), listed]
    title = f"Theme {theme}: {seminar.label}"
    return Document(title, "Brief for the expert seminar", _footer(seminar), blocks)


def brief_files(inventory: Inventory, theme: int, charts: Mapping[Plan, DrawnChart]) -> dict[str, bytes]:
    """Return the brief of a theme as files by name: a web page, a Word file and a PDF; nothing is written.

    Raises UsageError as `brief` does.
    """
    made = rendered(brief(inventory, theme, charts))
    return {f"theme_{theme}/brief{ending}": content for ending, content in made.items()}


def _the_seminar(seminar: Seminar) -> list[Block]:
    entry = shipped_codebook().entries("theme").loc[[seminar.theme]].iloc[0]
    n_states, n_sources = len(seminar.whole.members()), len(seminar.whole.where(state=seminar.whole.members()).sources)
    said = (
        f"The expert seminar on this theme, “{entry['seminar']}”, met in {entry['place']} on {_days(entry)}. It "
        "asked who holds "
        "information on these children, what of it does not reach those who collect information on trafficking, and "
        "how it could "
        f"be used. This brief says what is documented today, from {number_of(n_sources, 'source')} in "
        f"{in_words(n_states)} state{'s' if n_states > 1 else ''}. It is about institutions and published totals, "
        "never about a single child."
    )
    not_ranked = "States stand in a fixed order and are not ranked: what is documented follows how much was read."
    return [Heading("The seminar"), Paragraph(said), Note(f"{_footer(seminar)}. {not_ranked}")]


def _days(entry: pd.Series) -> str:
    """Return the days of a seminar in words."""
    start, end = pd.Timestamp(entry["start"]), pd.Timestamp(entry["end"])
    return f"{start.day} and {end.day} {end.month_name()} {end.year}"


def _footer(seminar: Seminar) -> str:
    return f"Theme {seminar.theme}, {small(seminar.label)} · {seminar.whole.evidence()}"
