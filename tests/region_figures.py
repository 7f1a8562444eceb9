"""Charts of the region and of single states, drawn from the smallest inventories and the shipped one, for tests."""

from __future__ import annotations

import datetime
from functools import lru_cache

from matplotlib.figure import Figure

from impt_analysis.charts import freshness_chart, identified_beside_wider_chart, region_tiles, state_portrait_chart
from impt_analysis.freshness import evidence_age, source_years
from impt_analysis.inventory import Inventory
from impt_analysis.portraits import state_portrait
from impt_analysis.published_figures import identified_beside_wider_group
from impt_analysis.tallies import rows_by_state, themes_by_state
from tests.workbooks import inventory, state

CONFIRMED = {
    "confirmed_theme_2": "by_the_state",
    "confirmed_by": "An office",
    "confirmed_on": datetime.date(2026, 11, 1),
}


@lru_cache(maxsize=1)
def confirming() -> Inventory:
    """Return Latvia, which has confirmed theme 2, with one answer of 34, and a Russian Federation without an answer."""
    latvia = state("LV", [{"source_id": "LV-01"}], {"LV-01": {"age": "unknown"}}, **CONFIRMED)
    return inventory(latvia, state("RU", [{"source_id": "RU-01"}], {"RU-01": {}}))


def tiles_of(found: Inventory) -> Figure:
    """Return the tile map of an inventory."""
    return region_tiles(rows_by_state(found), themes_by_state(found), found.children(), found.evidence())


def freshness_of(found: Inventory) -> Figure:
    """Return the chart of how old the evidence of an inventory is."""
    return freshness_chart(source_years(found), evidence_age(found), found.children(), found.evidence())


def figures_of(found: Inventory) -> Figure:
    """Return the chart of published figures of an inventory."""
    return identified_beside_wider_chart(identified_beside_wider_group(found), found.evidence())


def portrait_of(found: Inventory, code: str) -> Figure:
    """Return the portrait of one state of an inventory."""
    return state_portrait_chart(state_portrait(found, state=code))
