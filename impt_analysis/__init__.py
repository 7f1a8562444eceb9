"""Who holds what information on children at risk, what of it is not reached, and what opening it would bring."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impt_analysis.channel_bodies import outside_bodies, unresolved_bodies
    from impt_analysis.channels import channel_counts, channel_graph, described_channels, permanent_channels
    from impt_analysis.checkout import workbooks_folder
    from impt_analysis.codebook import shipped_codebook
    from impt_analysis.coverage import by_finding, coverage_range, item_coverage, source_answers
    from impt_analysis.cross_border import cross_border_channels, cross_border_matrix
    from impt_analysis.errors import Problem, UsageError, WorkbookError
    from impt_analysis.inventory import Inventory, check, load
    from impt_analysis.published_figures import figure_conflicts, identified_beside_wider_group, published_ranges
    from impt_analysis.reach_contradictions import channel_contradictions
    from impt_analysis.suppression import shown_totals, suppressed
    from impt_analysis.tallies import rows_by_state, sources_by
    from impt_analysis.ways import bearers_without_way, way_counts, ways_to_collectors

__all__ = [
    "Inventory",
    "Problem",
    "UsageError",
    "WorkbookError",
    "bearers_without_way",
    "by_finding",
    "channel_contradictions",
    "channel_counts",
    "channel_graph",
    "check",
    "coverage_range",
    "cross_border_channels",
    "cross_border_matrix",
    "described_channels",
    "figure_conflicts",
    "identified_beside_wider_group",
    "item_coverage",
    "load",
    "outside_bodies",
    "permanent_channels",
    "published_ranges",
    "rows_by_state",
    "shipped_codebook",
    "shown_totals",
    "source_answers",
    "sources_by",
    "suppressed",
    "unresolved_bodies",
    "way_counts",
    "ways_to_collectors",
    "workbooks_folder",
]

_PLACES = {
    "channel_bodies": "outside_bodies unresolved_bodies",
    "channels": "channel_counts channel_graph described_channels permanent_channels",
    "checkout": "workbooks_folder",
    "codebook": "shipped_codebook",
    "coverage": "by_finding coverage_range item_coverage source_answers",
    "cross_border": "cross_border_channels cross_border_matrix",
    "errors": "Problem UsageError WorkbookError",
    "inventory": "Inventory check load",
    "published_figures": "figure_conflicts identified_beside_wider_group published_ranges",
    "reach_contradictions": "channel_contradictions",
    "suppression": "shown_totals suppressed",
    "tallies": "rows_by_state sources_by",
    "ways": "bearers_without_way way_counts ways_to_collectors",
}


def __getattr__(name: str) -> object:
    """Return a public name, whose module is imported when first used: `impt --help` waits for none."""
    for module, names in _PLACES.items():
        if name in names.split():
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
