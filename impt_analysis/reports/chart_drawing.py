"""The charts of the reports drawn: each subject as its figure and its tables, and these as files."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts import (
    alt_text,
    answer_matrix,
    chart_bytes,
    coverage_chart,
    cross_border_chart,
    freshness_chart,
    gap_map,
    identified_beside_wider_chart,
    management_chart,
    organisation_overlap_chart,
    region_tiles,
    side_information_chart,
    state_portrait_chart,
    themes_compared,
    uses_chart,
)
from impt_analysis.charts.tables import subject_of
from impt_analysis.coverage import coverage_range, item_coverage
from impt_analysis.cross_border import cross_border_channels, cross_border_matrix
from impt_analysis.csv_tables import csv_bytes
from impt_analysis.freshness import evidence_age, source_years
from impt_analysis.gaps import gap_counts, gap_ladder
from impt_analysis.holders import organisation_overlap
from impt_analysis.inventory import Inventory
from impt_analysis.management import management_profile
from impt_analysis.named_barriers import confirmed_states, told_barriers
from impt_analysis.portraits import state_portrait
from impt_analysis.published_figures import identified_beside_wider_group
from impt_analysis.reports.planned_charts import DrawnChart, Plan, Subject
from impt_analysis.side_information import source_gains
from impt_analysis.tallies import rows_by_state, themes_by_state
from impt_analysis.uses import feasible_uses


def drawn_chart(narrowed: Inventory, plan: Plan) -> DrawnChart:
    """Draw one chart and return it as PNG, SVG and PDF, with its tables as csv; nothing is written.

    `narrowed` is the part of the inventory that the plan names: `inventory.where(**plan.criteria)`.

    Raises UsageError when the inventory holds nothing of what the chart shows.
    """
    figure, tables = _DRAWN[plan.subject](narrowed)
    pictures = {f"{plan.stem}{ending}": content for ending, content in chart_bytes(figure).items()}
    numbers = {f"{plan.stem}{ending}.csv": csv_bytes(table) for ending, table in tables.items()}
    title = figure.get_suptitle().replace("\n", " ")
    return DrawnChart(plan, _subject(plan, narrowed), title, alt_text(figure), {**pictures, **numbers})


def _subject(plan: Plan, narrowed: Inventory) -> str:
    if plan.theme is None:
        return narrowed.children()
    return subject_of(pd.DataFrame({"theme": [plan.theme]}), narrowed.children())


Drawn = tuple[Figure, dict[str, pd.DataFrame]]


def _coverage(inventory: Inventory) -> Drawn:
    overall = coverage_range(inventory)
    domains = coverage_range(inventory, by=["state", "theme", "domain"])
    figure = coverage_chart(overall, domains, inventory.children(), inventory.evidence())
    return figure, {"": overall, "_by_domain": domains}


def _answers(inventory: Inventory) -> Drawn:
    items = item_coverage(inventory)
    return answer_matrix(items, inventory.children(), inventory.evidence()), {"": items}


def _gaps(inventory: Inventory) -> Drawn:
    ladder = gap_ladder(inventory)
    return gap_map(ladder, inventory.children(), inventory.evidence()), {"": ladder}


def _side_information(inventory: Inventory) -> Drawn:
    gains = source_gains(inventory)
    confirmed = confirmed_states(inventory, inventory.themes[0])
    figure = side_information_chart(gains, inventory.children(), inventory.evidence(), confirmed=confirmed)
    return figure, {"": told_barriers(gains, confirmed)}


def _holders(inventory: Inventory) -> Drawn:
    overlap = organisation_overlap(inventory)
    return organisation_overlap_chart(overlap, inventory.children(), inventory.evidence()), {"": overlap}


def _uses(inventory: Inventory) -> Drawn:
    uses = feasible_uses(inventory)
    return uses_chart(uses, inventory.children(), inventory.evidence()), {"": uses}


def _management(inventory: Inventory) -> Drawn:
    profile = management_profile(inventory)
    return management_chart(profile, inventory.children(), inventory.evidence()), {"": profile}


def _themes(inventory: Inventory) -> Drawn:
    counts = gap_counts(inventory)
    return themes_compared(counts, inventory.children(), inventory.evidence()), {"": counts}


def _answers_given(inventory: Inventory) -> Drawn:
    overview, standing = rows_by_state(inventory), themes_by_state(inventory)
    figure = region_tiles(overview, standing, inventory.children(), inventory.evidence())
    return figure, {"": overview, "_by_theme": standing}


def _freshness(inventory: Inventory) -> Drawn:
    years, ages = source_years(inventory), evidence_age(inventory)
    return freshness_chart(years, ages, inventory.children(), inventory.evidence()), {"": years, "_ages": ages}


def _published_figures(inventory: Inventory) -> Drawn:
    figures = identified_beside_wider_group(inventory)
    return identified_beside_wider_chart(figures, inventory.evidence()), {"": figures}


def _borders(inventory: Inventory) -> Drawn:
    matrix, channels = cross_border_matrix(inventory), cross_border_channels(inventory)
    figure = cross_border_chart(matrix, channels, inventory.themes, inventory.evidence())
    return figure, {"": matrix, "_channels": channels}


def _at_a_glance(inventory: Inventory) -> Drawn:
    (state,) = inventory.about["state"]
    portrait = state_portrait(inventory, state=str(state))
    return state_portrait_chart(portrait), {f"_{name}": table for name, table in portrait.tables().items()}


_DRAWN: dict[Subject, Callable[[Inventory], Drawn]] = {
    Subject.COVERAGE: _coverage,
    Subject.GAPS: _gaps,
    Subject.ANSWERS: _answers,
    Subject.SIDE_INFORMATION: _side_information,
    Subject.HOLDERS: _holders,
    Subject.USES: _uses,
    Subject.MANAGEMENT: _management,
    Subject.ANSWERS_GIVEN: _answers_given,
    Subject.FRESHNESS: _freshness,
    Subject.PUBLISHED_FIGURES: _published_figures,
    Subject.BORDERS: _borders,
    Subject.THEMES: _themes,
    Subject.AT_A_GLANCE: _at_a_glance,
}
"""How each subject is drawn: the figure, and its tables by the ending of the name of their file."""
