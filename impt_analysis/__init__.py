"""Who holds what information on children at risk, what of it is not reached, and what opening it would bring."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impt_analysis.channel_bodies import outside_bodies, unresolved_bodies
    from impt_analysis.channels import channel_counts, channel_graph, described_channels, permanent_channels
    from impt_analysis.checkout import workbooks_folder
    from impt_analysis.codebook import codebook_in, in_language, shipped_codebook
    from impt_analysis.codebook.measured_codes import Release
    from impt_analysis.comparability import comparable_units
    from impt_analysis.coverage import by_finding, coverage_range, item_coverage, source_answers
    from impt_analysis.cross_border import cross_border_channels, cross_border_matrix
    from impt_analysis.digests import shown_by_digest
    from impt_analysis.edition_changes import change_report, listed_changes, moved_items, moved_points, workbook_changes
    from impt_analysis.errors import Problem, UsageError, WorkbookError
    from impt_analysis.exploring import explorer
    from impt_analysis.freshness import evidence_age, resting_on_ended, source_years
    from impt_analysis.gaps import gap_counts, gap_ladder, rung_sources
    from impt_analysis.holders import item_holders, organisation_overlap, single_source_items
    from impt_analysis.inventory import Inventory, check, load
    from impt_analysis.management import management_profile
    from impt_analysis.named_barriers import confirmed_states, told_barriers
    from impt_analysis.opening_plans import OpeningPlan, opening_curve, opening_plan
    from impt_analysis.optimum import Optimum, maximum_coverage
    from impt_analysis.package_reader import load_package
    from impt_analysis.portraits import StatePortrait, state_portrait
    from impt_analysis.published_figures import (
        figure_conflicts,
        identified_beside_wider_group,
        newest_figures,
        published_ranges,
    )
    from impt_analysis.questions import open_questions
    from impt_analysis.reach_contradictions import channel_contradictions
    from impt_analysis.readable_tables import in_words
    from impt_analysis.releases import as_released, barriers_by_type, counts_as_released, plannable, with_barriers_named
    from impt_analysis.reports.page import exploring_page
    from impt_analysis.sensitivity import surviving_statements
    from impt_analysis.side_information import barriers_by_organisation, held_not_reached, source_gains
    from impt_analysis.suppression import shown_totals, suppressed
    from impt_analysis.tallies import organisations_by_population, rows_by_state, sources_by, themes_by_state
    from impt_analysis.uses import feasible_uses, missing_items
    from impt_analysis.vignettes import signals_recorded, unrecorded_signals
    from impt_analysis.ways import bearers_without_way, way_counts, ways_to_collectors
    from impt_analysis.worked_example import example_inventory

__all__ = [
    "Inventory",
    "OpeningPlan",
    "Optimum",
    "Problem",
    "Release",
    "StatePortrait",
    "UsageError",
    "WorkbookError",
    "as_released",
    "barriers_by_organisation",
    "barriers_by_type",
    "bearers_without_way",
    "by_finding",
    "change_report",
    "channel_contradictions",
    "channel_counts",
    "channel_graph",
    "check",
    "codebook_in",
    "comparable_units",
    "confirmed_states",
    "counts_as_released",
    "coverage_range",
    "cross_border_channels",
    "cross_border_matrix",
    "described_channels",
    "evidence_age",
    "example_inventory",
    "explorer",
    "exploring_page",
    "feasible_uses",
    "figure_conflicts",
    "gap_counts",
    "gap_ladder",
    "held_not_reached",
    "identified_beside_wider_group",
    "in_language",
    "in_words",
    "item_coverage",
    "item_holders",
    "listed_changes",
    "load",
    "load_package",
    "management_profile",
    "maximum_coverage",
    "missing_items",
    "moved_items",
    "moved_points",
    "newest_figures",
    "open_questions",
    "opening_curve",
    "opening_plan",
    "organisation_overlap",
    "organisations_by_population",
    "outside_bodies",
    "permanent_channels",
    "plannable",
    "published_ranges",
    "resting_on_ended",
    "rows_by_state",
    "rung_sources",
    "shipped_codebook",
    "shown_by_digest",
    "shown_totals",
    "signals_recorded",
    "single_source_items",
    "source_answers",
    "source_gains",
    "source_years",
    "sources_by",
    "state_portrait",
    "suppressed",
    "surviving_statements",
    "themes_by_state",
    "told_barriers",
    "unrecorded_signals",
    "unresolved_bodies",
    "way_counts",
    "ways_to_collectors",
    "with_barriers_named",
    "workbook_changes",
    "workbooks_folder",
]

_PLACES = {
    "channel_bodies": "outside_bodies unresolved_bodies",
    "channels": "channel_counts channel_graph described_channels permanent_channels",
    "checkout": "workbooks_folder",
    "codebook": "codebook_in in_language shipped_codebook",
    "codebook.measured_codes": "Release",
    "comparability": "comparable_units",
    "coverage": "by_finding coverage_range item_coverage source_answers",
    "cross_border": "cross_border_channels cross_border_matrix",
    "digests": "shown_by_digest",
    "edition_changes": "change_report listed_changes moved_items moved_points workbook_changes",
    "errors": "Problem UsageError WorkbookError",
    "exploring": "explorer",
    "freshness": "evidence_age resting_on_ended source_years",
    "gaps": "gap_counts gap_ladder rung_sources",
    "holders": "item_holders organisation_overlap single_source_items",
    "inventory": "Inventory check load",
    "management": "management_profile",
    "named_barriers": "confirmed_states told_barriers",
    "opening_plans": "OpeningPlan opening_curve opening_plan",
    "optimum": "Optimum maximum_coverage",
    "package_reader": "load_package",
    "published_figures": "figure_conflicts identified_beside_wider_group newest_figures published_ranges",
    "portraits": "StatePortrait state_portrait",
    "questions": "open_questions",
    "reach_contradictions": "channel_contradictions",
    "releases": "as_released barriers_by_type counts_as_released plannable with_barriers_named",
    "reports.page": "exploring_page",
    "sensitivity": "surviving_statements",
    "readable_tables": "in_words",
    "side_information": "barriers_by_organisation held_not_reached source_gains",
    "suppression": "shown_totals suppressed",
    "uses": "feasible_uses missing_items",
    "tallies": "organisations_by_population rows_by_state sources_by themes_by_state",
    "vignettes": "signals_recorded unrecorded_signals",
    "ways": "bearers_without_way way_counts ways_to_collectors",
    "worked_example": "example_inventory",
}


def __getattr__(name: str) -> object:
    """Return a public name, whose module is imported when first used: `impt --help` waits for none."""
    for module, names in _PLACES.items():
        if name in names.split():
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
