"""Who holds what information on children at risk, what of it is not reached, and what opening it would bring."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impt_analysis.channel_bodies import outside_bodies, unresolved_bodies
    from impt_analysis.channels import channel_counts, channel_graph, described_channels, permanent_channels
    from impt_analysis.checkout import workbooks_folder
    from impt_analysis.codebook import codebook_in, in_language, shipped_codebook
    from impt_analysis.comparability import comparable_units
    from impt_analysis.coverage import by_finding, coverage_range, item_coverage, source_answers
    from impt_analysis.cross_border import cross_border_channels, cross_border_matrix
    from impt_analysis.errors import Problem, UsageError, WorkbookError
    from impt_analysis.freshness import evidence_age, resting_on_ended, source_years
    from impt_analysis.gaps import gap_counts, gap_ladder, rung_sources
    from impt_analysis.holders import item_holders, organisation_overlap, single_source_items
    from impt_analysis.inventory import Inventory, check, load
    from impt_analysis.management import management_profile
    from impt_analysis.opening_plans import OpeningPlan, opening_curve, opening_plan
    from impt_analysis.optimum import Optimum, maximum_coverage
    from impt_analysis.package_reader import load_package
    from impt_analysis.published_figures import figure_conflicts, identified_beside_wider_group, published_ranges
    from impt_analysis.questions import open_questions
    from impt_analysis.reach_contradictions import channel_contradictions
    from impt_analysis.sensitivity import surviving_statements
    from impt_analysis.side_information import barriers_by_organisation, held_not_reached, source_gains
    from impt_analysis.suppression import shown_totals, suppressed
    from impt_analysis.tallies import rows_by_state, sources_by
    from impt_analysis.uses import feasible_uses
    from impt_analysis.vignettes import signals_recorded, unrecorded_signals
    from impt_analysis.ways import bearers_without_way, way_counts, ways_to_collectors
    from impt_analysis.worked_example import example_inventory

__all__ = [
    "Inventory",
    "OpeningPlan",
    "Optimum",
    "Problem",
    "UsageError",
    "WorkbookError",
    "barriers_by_organisation",
    "bearers_without_way",
    "by_finding",
    "channel_contradictions",
    "channel_counts",
    "channel_graph",
    "check",
    "codebook_in",
    "comparable_units",
    "coverage_range",
    "cross_border_channels",
    "cross_border_matrix",
    "described_channels",
    "evidence_age",
    "example_inventory",
    "feasible_uses",
    "figure_conflicts",
    "gap_counts",
    "gap_ladder",
    "held_not_reached",
    "identified_beside_wider_group",
    "in_language",
    "item_coverage",
    "item_holders",
    "load",
    "load_package",
    "management_profile",
    "maximum_coverage",
    "open_questions",
    "opening_curve",
    "opening_plan",
    "organisation_overlap",
    "outside_bodies",
    "permanent_channels",
    "published_ranges",
    "resting_on_ended",
    "rows_by_state",
    "rung_sources",
    "shipped_codebook",
    "shown_totals",
    "signals_recorded",
    "single_source_items",
    "source_answers",
    "source_gains",
    "source_years",
    "sources_by",
    "suppressed",
    "surviving_statements",
    "unrecorded_signals",
    "unresolved_bodies",
    "way_counts",
    "ways_to_collectors",
    "workbooks_folder",
]

_PLACES = {
    "channel_bodies": "outside_bodies unresolved_bodies",
    "channels": "channel_counts channel_graph described_channels permanent_channels",
    "checkout": "workbooks_folder",
    "codebook": "codebook_in in_language shipped_codebook",
    "comparability": "comparable_units",
    "coverage": "by_finding coverage_range item_coverage source_answers",
    "cross_border": "cross_border_channels cross_border_matrix",
    "errors": "Problem UsageError WorkbookError",
    "freshness": "evidence_age resting_on_ended source_years",
    "gaps": "gap_counts gap_ladder rung_sources",
    "holders": "item_holders organisation_overlap single_source_items",
    "inventory": "Inventory check load",
    "management": "management_profile",
    "opening_plans": "OpeningPlan opening_curve opening_plan",
    "optimum": "Optimum maximum_coverage",
    "package_reader": "load_package",
    "published_figures": "figure_conflicts identified_beside_wider_group published_ranges",
    "questions": "open_questions",
    "reach_contradictions": "channel_contradictions",
    "sensitivity": "surviving_statements",
    "side_information": "barriers_by_organisation held_not_reached source_gains",
    "suppression": "shown_totals suppressed",
    "tallies": "rows_by_state sources_by",
    "uses": "feasible_uses",
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
