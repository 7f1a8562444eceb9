"""The chapters on each theme and on each state of the final report, made from the sections of briefs and portraits."""

from __future__ import annotations

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.documents import Block, Heading, NewPage, Paragraph
from impt_analysis.plurals import number_of
from impt_analysis.reports.brief.phrases import begun, in_words
from impt_analysis.reports.brief.plans import uses
from impt_analysis.reports.brief.rungs import documented
from impt_analysis.reports.brief.same_units import comparisons
from impt_analysis.reports.brief.seminar import NAMES, Seminar
from impt_analysis.reports.brief.side import not_reached
from impt_analysis.reports.final_report.region import Region, deeper
from impt_analysis.reports.planned_charts import Plan, Subject
from impt_analysis.reports.portrait.found import documented as documented_of
from impt_analysis.reports.portrait.listings import figures
from impt_analysis.reports.portrait.managed import how_many_channels, management
from impt_analysis.reports.portrait.one_state import OwnState
from impt_analysis.reports.portrait.whole import at_a_glance

SECTIONS = (documented, not_reached, uses, comparisons)


def map_of_identified(theme: int) -> Plan:
    """Return the chart of the identified children that a theme's chapter shows beside that of the wider group."""
    return Plan(Subject.GAPS, theme, Finding.IDENTIFIED)


def themes(region: Region) -> list[Block]:
    """Return the chapters on the themes, one after another: they overlap and are never added up."""
    return [block for seminar in region.seminars for block in _theme(seminar)]


def states(region: Region) -> list[Block]:
    """Return the chapter on the present information management in each state: a page as chart, and one in words."""
    said = (
        "Of each state a page shows at a glance what is known of its information, and a page says how the information "
        "is managed and which figures are published. The portrait of a state, sent to it for review, names all its "
        "sources and channels."
    )
    blocks: list[Block] = [Heading("The present information management in each state"), Paragraph(said)]
    return [*blocks, *(block for own in region.states for block in _state(own))]


def _theme(seminar: Seminar) -> list[Block]:
    entry = shipped_codebook().entries("theme").loc[[seminar.theme]].iloc[0]
    told = [block for section in SECTIONS for block in section(seminar)]
    n_sources = number_of(len(seminar.whole.where(state=seminar.whole.members()).sources), "source")
    caption = f"The gap map of {NAMES[Finding.IDENTIFIED]}, theme {seminar.theme}"
    return [
        NewPage(),
        Heading(f"Theme {seminar.theme}: {seminar.label}"),
        Paragraph(f"The theme of the seminar “{entry['seminar']}”, {entry['place']} 2010. {n_sources} cover it."),
        *deeper(told),
        seminar.charts[map_of_identified(seminar.theme)].figure(caption),
    ]


def _state(own: OwnState) -> list[Block]:
    organisations = own.whole.sources["organisation"].nunique()
    said = (
        f"{begun(number_of(len(own.whole.sources), 'source'))} of {in_words(organisations)} "
        f"organisation{'' if organisations == 1 else 's'}."
    )
    sections = [*documented_of(own), *management(own), *figures(own)]
    return [*deeper(at_a_glance(own)), Paragraph(f"{said} {how_many_channels(own)}"), *deeper(sections, 2)]
