"""Where tests find real workbooks: those that states sent last, and those of November 2026, which stay as they are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from impt_analysis.inventory import Inventory, load

CURRENT = Path(__file__).parents[1] / "data" / "raw"
"""For tests of what is said of the data: the README, the findings, the built tables. They change with each workbook."""

NOVEMBER = Path(__file__).parent / "november_2026"
"""For tests of the package, whose results were checked by hand on these workbooks."""


@lru_cache(maxsize=1)
def current() -> Inventory:
    """Return the inventory of the workbooks that states sent last."""
    return load(CURRENT)


@lru_cache(maxsize=1)
def november() -> Inventory:
    """Return the inventory of the workbooks of November 2026."""
    return load(NOVEMBER)
