"""Who holds what information on children at risk of trafficking, what of it is not reached, and what opening it would bring."""

from impt_analysis.codebook import codebook
from impt_analysis.coverage import coverage_range, item_coverage, source_answers
from impt_analysis.errors import Problem, UsageError, WorkbookError
from impt_analysis.inventory import Inventory, check, load

__all__ = [
    "Inventory",
    "Problem",
    "UsageError",
    "WorkbookError",
    "check",
    "codebook",
    "coverage_range",
    "item_coverage",
    "load",
    "source_answers",
]
