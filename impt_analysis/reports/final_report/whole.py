"""The whole final report as a document, and as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.documents import Block, Contents, Document, Heading, NewPage, Paragraph, rendered
from impt_analysis.inventory import Inventory
from impt_analysis.reports.brief.rungs import map_of_the_wider_group
from impt_analysis.reports.final_report.chapters import management_of, map_of_identified, states, themes
from impt_analysis.reports.final_report.opening import ANSWERS_GIVEN, FRESHNESS, method, summary
from impt_analysis.reports.final_report.region import Region, region_of
from impt_analysis.reports.final_report.survives import conventions
from impt_analysis.reports.final_report.ways_ahead import BORDERS, channels, improvements, side_information
from impt_analysis.reports.planned_charts import DrawnChart, Plan, Subject, chart_of_a_state
from impt_analysis.reports.references import every_reference

FIGURES = Plan(Subject.PUBLISHED_FIGURES)
OVERVIEW = tuple(Plan(Subject.THEMES, None, finding) for finding in Finding)


def charts_of_the_final_report(inventory: Inventory) -> list[Plan]:
    """Return the charts that the final report shows."""
    of_a_theme = (map_of_the_wider_group, map_of_identified, management_of)
    of_themes = [plan(theme) for theme in inventory.themes for plan in of_a_theme]
    of_states = [chart_of_a_state(state) for state in inventory.members()]
    return [ANSWERS_GIVEN, FRESHNESS, *OVERVIEW, *of_themes, *of_states, FIGURES, BORDERS]


def final_report(inventory: Inventory, charts: Mapping[Plan, DrawnChart]) -> Document:
    """Return the final report: the present information management in every state, and possible ways of improving it.

    `charts` holds those that `charts_of_the_final_report` names, that of published figures only where there are some.
    All three themes stand one after another and are never added up, the two findings are told apart, states stand in
    codebook order and are not ranked; within a state what would add most stands first, as a question.

    Raises UsageError when the inventory has no member state.

    Source: docs/documents.md, section "The final report".
    """
    region = region_of(inventory, charts)
    blocks = [*summary(region), Contents(), NewPage(), *(block for chapter in CHAPTERS for block in chapter(region))]
    title = "Information management to prevent trafficking in the Baltic Sea region"
    subtitle = "Final report: who holds what information on children at risk, and how it could be used"
    return Document(title, subtitle, inventory.evidence(), [*blocks, *_references(inventory)])


def final_report_files(inventory: Inventory, charts: Mapping[Plan, DrawnChart]) -> dict[str, bytes]:
    """Return the final report as files by name: a web page, a Word file and a PDF; nothing is written.

    Raises UsageError as `final_report` does.
    """
    made = rendered(final_report(inventory, charts))
    return {f"final_report{ending}": content for ending, content in made.items()}


def three_themes(region: Region) -> list[Block]:
    """Return the chapter that shows the three themes side by side, of each finding apart."""
    said = (
        "Each theme has its own children, and a source may cover several: themes overlap and are never added up. The "
        "two charts count the kinds of information of each state by where they stand: reached, reached in part, held "
        "and not shown to be reached, or not known."
    )
    figures = [region.charts[plan].figure(region.charts[plan].subject) for plan in OVERVIEW]
    return [Heading("The three themes side by side"), Paragraph(said), *figures]


def figures(region: Region) -> list[Block]:
    """Return the chapter on published figures of identified children beside the wider group, if there are any."""
    said = (
        "What states publish of identified children stands beside what they publish of the wider group, and is never "
        "divided by it: identified children are no part of the children who were counted there. Small unpublished "
        "counts are not shown. The pages on the states name the newest figures with their references."
    )
    heading: list[Block] = [Heading("Published figures")]
    if FIGURES not in region.charts:
        return [*heading, Paragraph("No figure on these children is known to be published.")]
    figure = region.charts[FIGURES].figure("Published figures of identified children beside the wider group")
    return [*heading, Paragraph(said), figure]


CHAPTERS: tuple[Callable[[Region], list[Block]], ...] = (
    method,
    three_themes,
    figures,
    themes,
    states,
    side_information,
    improvements,
    channels,
    conventions,
)
"""The chapters after the summary, in the order of reading."""


def _references(inventory: Inventory) -> list[Block]:
    said = (
        "Every reference of the inventory, by the workbook that names it. Interviews are named by state and year only."
    )
    labels = shipped_codebook().labels("state")
    blocks: list[Block] = [Heading("References"), Paragraph(said)]
    for state, listed in every_reference(inventory).items():
        blocks += [Heading(labels[state], 2), listed]
    return blocks
