"""The chapters on each theme and on each state of the final report, made from the sections of briefs and portraits."""

from __future__ import annotations

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Permanent
from impt_analysis.documents import Block, Column, Heading, NewPage, Paragraph, Table, Words
from impt_analysis.documents.plain import plain_text
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
from impt_analysis.tallies import rows_by_state

SECTIONS = (documented, not_reached, uses, comparisons)


def map_of_identified(theme: int) -> Plan:
    """Return the chart of the identified children that a theme's chapter shows beside that of the wider group."""
    return Plan(Subject.GAPS, theme, Finding.IDENTIFIED)


def management_of(theme: int) -> Plan:
    """Return the chart of how the information on a theme is managed in each state."""
    return Plan(Subject.MANAGEMENT, theme)


def themes(region: Region) -> list[Block]:
    """Return the chapters on the themes, one after another: they overlap and are never added up.

    A paragraph that says how to read a section stands in the first of them alone; no section is left empty.
    """
    first, *others = region.seminars
    said = _theme(first, "")
    shown = {plain_text(block.words) for block in said if isinstance(block, Paragraph)}
    later = [block for other in others for block in _theme(other, f" How to read it is said with theme {first.theme}.")]
    following = [*later[1:], NewPage()]
    kept = [
        block
        for block, after in zip(later, following, strict=True)
        if not isinstance(block, Paragraph)
        or isinstance(after, Heading | NewPage)
        or plain_text(block.words) not in shown
    ]
    return [*said, *kept]


def states(region: Region) -> list[Block]:
    """Return the chapter on the present information management in each state: a page as chart, and one in words."""
    said = (
        "What the inventory holds of each state, and how the information on each theme is managed there. Then a page "
        "shows of each state at a glance what is known of its information, and a page says how the information is "
        "managed and which figures are published. The portrait of a state, sent to it for review, names all its "
        "sources and channels."
    )
    charts = [
        region.charts[management_of(theme)].figure(f"How information is managed by state, theme {theme}")
        for theme in region.whole.themes
    ]
    heading = Heading("The present information management in each state")
    blocks: list[Block] = [NewPage(), heading, Paragraph(said), _holdings(region), *charts]
    return [*blocks, *(block for own in region.states for block in _state(own))]


def _holdings(region: Region) -> Table:
    """Return how much the inventory holds of each state; the numbers follow how much was read."""
    counts = rows_by_state(region.measures.inventory).set_index("state")
    permanent = region.measures.channels["permanent"].eq(Permanent.YES).groupby(region.measures.channels["state"]).sum()
    columns = ("n_sources", "n_answers", "n_not_asked", "n_channels")
    rows: list[list[Words]] = [
        [
            own.name,
            str(own.whole.sources["organisation"].nunique()),
            *(str(counts.at[own.state, column]) for column in columns),
            str(int(permanent.get(own.state, 0))),
            str(counts.at[own.state, "n_references"]),
        ]
        for own in region.states
    ]
    heads = ("Organisations", "Sources", "Answers given", "Not asked", "Channels", "Permanent channels", "References")
    caption = "What the inventory holds of each state, which follows how much was read"
    return Table(caption, [Column("State", 1.2), *(Column(head, 1, numeric=True) for head in heads)], rows)


def _theme(seminar: Seminar, how_to_read: str) -> list[Block]:
    entry = shipped_codebook().entries("theme").loc[[seminar.theme]].iloc[0]
    told = [block for section in SECTIONS for block in section(seminar)]
    count = len(seminar.whole.where(state=seminar.whole.members()).sources)
    covered = f"{number_of(count, 'source')} cover{'s' if count == 1 else ''} it."
    caption = f"The gap map of {NAMES[Finding.IDENTIFIED]}, theme {seminar.theme}"
    return [
        NewPage(),
        Heading(f"Theme {seminar.theme}: {seminar.label}"),
        Paragraph(f"The theme of the seminar “{entry['seminar']}”, {entry['place']} 2010. {covered}{how_to_read}"),
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
