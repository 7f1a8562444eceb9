"""The whole portrait of a state as a document, and as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from impt_analysis.documents import Block, Document, Heading, rendered
from impt_analysis.inventory import Inventory
from impt_analysis.reports.folder import folder_of_state
from impt_analysis.reports.planned_charts import DrawnChart, Plan, chart_of_a_state
from impt_analysis.reports.portrait.annexes import lettered, what_to_look_at
from impt_analysis.reports.portrait.first_page import page_of_a_listing, page_to_confirm
from impt_analysis.reports.portrait.found import documented
from impt_analysis.reports.portrait.listings import figures, sources
from impt_analysis.reports.portrait.managed import channels, management
from impt_analysis.reports.portrait.one_state import OwnState, own_state
from impt_analysis.reports.portrait.opened import first_questions, side_information
from impt_analysis.reports.references import used_references

Section = Callable[[OwnState], list[Block]]

MEASURED: tuple[Section, ...] = (
    sources,
    documented,
    management,
    channels,
    figures,
    side_information,
    first_questions,
)
"""The annexes on a state that is measured, in the order of reading."""

LISTED: tuple[Section, ...] = (sources, channels, figures)
"""The annexes on a state that is listed."""


def portrait(inventory: Inventory, state: str, charts: Mapping[Plan, DrawnChart]) -> Document:
    """Return the portrait of a state, to send to it for review: a page to confirm, the chart of it, and annexes.

    Only rows of the state are looked at. `charts` holds the chart that `chart_of_a_state` names. Of a state that is not
    measured it is a listing, says so on its first page, and asks for nothing.

    Raises UsageError when the inventory holds no workbook of the state.

    Source: docs/documents.md, section "The portrait of a state".
    """
    own = own_state(inventory, state, charts)
    if own.measured:
        title = f"{own.name}: a page to confirm"
        subtitle = "This page is for your answer; the chart and the annexes behind it are to look up"
        blocks = [*page_to_confirm(own), *at_a_glance(own), *_annexes(own, MEASURED)]
    else:
        title, subtitle = f"{own.name}: a listing", "Listed for the record; neither measured nor compared"
        blocks = [*page_of_a_listing(own), *at_a_glance(own), *_annexes(own, LISTED)]
    return Document(title, subtitle, own.footer, blocks)


def portrait_files(inventory: Inventory, state: str, charts: Mapping[Plan, DrawnChart]) -> dict[str, bytes]:
    """Return the portrait of a state as files by name: a web page, a Word file and a PDF; nothing is written.

    Raises UsageError as `portrait` does.
    """
    made = rendered(portrait(inventory, state, charts))
    return {f"{folder_of_state(state)}/portrait{ending}": content for ending, content in made.items()}


def at_a_glance(own: OwnState) -> list[Block]:
    """Return the chart of the state on a page of its own."""
    chart = own.charts[chart_of_a_state(own.state)]
    return [Heading(f"{own.name} at a glance"), chart.figure(f"{own.name} on one page", landscape=True)]


def _annexes(own: OwnState, sections: tuple[Section, ...]) -> list[Block]:
    told = [section(own) for section in sections]
    references = used_references([block for section in told for block in section], own.whole)
    if references.entries:
        told.append([Heading("References"), references])
    return [*what_to_look_at(own), *lettered(told)]
