"""Who holds what information on children at risk, what of it is not reached, and what opening it would bring."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impt_analysis.checkout import workbooks_folder
    from impt_analysis.codebook import shipped_codebook
    from impt_analysis.coverage import by_finding, coverage_range, item_coverage, source_answers
    from impt_analysis.errors import Problem, UsageError, WorkbookError
    from impt_analysis.inventory import Inventory, check, load
    from impt_analysis.opening_plans import OpeningPlan, opening_curve, opening_plan
    from impt_analysis.optimum import Optimum, maximum_coverage
    from impt_analysis.questions import open_questions
    from impt_analysis.sensitivity import surviving_statements
    from impt_analysis.tallies import rows_by_state, sources_by
    from impt_analysis.uses import feasible_uses

__all__ = [
    "Inventory",
    "OpeningPlan",
    "Optimum",
    "Problem",
    "UsageError",
    "WorkbookError",
    "by_finding",
    "check",
    "coverage_range",
    "feasible_uses",
    "item_coverage",
    "load",
    "maximum_coverage",
    "open_questions",
    "opening_curve",
    "opening_plan",
    "rows_by_state",
    "shipped_codebook",
    "source_answers",
    "sources_by",
    "surviving_statements",
    "workbooks_folder",
]

_PLACES = {
    "checkout": "workbooks_folder",
    "codebook": "shipped_codebook",
    "coverage": "by_finding coverage_range item_coverage source_answers",
    "errors": "Problem UsageError WorkbookError",
    "inventory": "Inventory check load",
    "opening_plans": "OpeningPlan opening_curve opening_plan",
    "optimum": "Optimum maximum_coverage",
    "questions": "open_questions",
    "sensitivity": "surviving_statements",
    "tallies": "rows_by_state sources_by",
    "uses": "feasible_uses",
}


def __getattr__(name: str) -> object:
    """Return a public name, whose module is imported when first used: `impt --help` waits for none."""
    for module, names in _PLACES.items():
        if name in names.split():
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
