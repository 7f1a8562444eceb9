"""Charts of uses, management, channels and overlap, of any inventory, for tests."""

from __future__ import annotations

from matplotlib.figure import Figure

from impt_analysis.charts import uses_chart
from impt_analysis.inventory import Inventory
from impt_analysis.uses import feasible_uses


def uses_of(found: Inventory) -> Figure:
    """Return the chart of uses of an inventory."""
    return uses_chart(feasible_uses(found), found.children(), found.evidence())
