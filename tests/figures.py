"""Charts of the smallest inventories and of the workbooks of November 2026, and what is written on them, for tests."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from impt_analysis.charts import (
    answer_matrix,
    coverage_chart,
    gap_map,
    opening_curve_chart,
    side_information_chart,
    themes_compared,
)
from impt_analysis.charts.style import Look
from impt_analysis.codebook import shipped_codebook
from impt_analysis.coverage import coverage_range, item_coverage
from impt_analysis.gaps import gap_counts, gap_ladder
from impt_analysis.inventory import Inventory
from impt_analysis.opening_plans import opening_curve, opening_plan
from impt_analysis.side_information import source_gains
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered
from tests.workbooks import inventory, state

COMPLETE = {f"mapping_theme_{theme}": "complete" for theme in (1, 2, 3)}
REST = dict.fromkeys(shipped_codebook().codes("item"), "no")


@lru_cache(maxsize=1)
def two_states() -> Inventory:
    """Return theme 2 of Latvia, completely mapped with every answer, and of Estonia without a source."""
    latvia = state(
        "LV",
        [{"source_id": "LV-01", "role": "collector", "reached": "yes"}, {"source_id": "LV-02"}],
        {"LV-01": {**REST, "age": "yes", "sex": "partly", "route": "unknown"}, "LV-02": {**REST, "family": "partly"}},
        **COMPLETE,
    )
    estonia = state("EE", [{"source_id": "EE-01", "theme_2": "no"}], {"EE-01": {}})
    return inventory(latvia, estonia).where(theme=2)


def bars_of(found: Inventory) -> Figure:
    """Return the chart of coverage of an inventory."""
    domains = coverage_range(found, by=["state", "theme", "domain"])
    return coverage_chart(coverage_range(found), domains, found.children(), found.evidence())


def matrix_of(found: Inventory) -> Figure:
    """Return the matrix of answers of an inventory."""
    return answer_matrix(item_coverage(found), found.children(), found.evidence())


def gaps_of(found: Inventory) -> Figure:
    """Return the gap map of an inventory."""
    return gap_map(gap_ladder(found), found.children(), found.evidence())


def themes_of(found: Inventory) -> Figure:
    """Return the themes of an inventory compared."""
    return themes_compared(gap_counts(found), found.children(), found.evidence())


def side_of(found: Inventory) -> Figure:
    """Return the chart of the side information of an inventory."""
    return side_information_chart(source_gains(found), found.children(), found.evidence())


def curve_of(found: Inventory, state: str, theme: int, opened: int) -> Figure:
    """Return the opening curve of a state and theme of an inventory, with the steps of the plan of that size."""
    plan = opening_plan(found, state=state, theme=theme, opened=opened)
    evidence = found.where(state=state, theme=theme).evidence()
    return opening_curve_chart(opening_curve(found, state=state, theme=theme), plan, evidence)


@lru_cache(maxsize=1)
def every_rung() -> Inventory:
    """Return theme 2 of Latvia, with an item on every rung, got in every way, and of Estonia, with an unclear gap."""
    return altered(example_inventory(), answers={"LV-02": {"family": "yes"}}).where(theme=2)


def looks_like(box: Rectangle, look: Look) -> bool:
    """Return whether a box is filled and hatched as a look says."""
    same_fill = to_hex(box.get_facecolor()).upper() == look.fill.upper()
    return same_fill and (box.get_hatch() or "") == look.hatch


def texts(figure: Figure, role: str) -> list[str]:
    """Return what is written on a chart in one role, in the order of writing."""
    return [text.get_text() for text in figure.axes[0].findobj(Text) if text.get_label() == role]


def boxes(figure: Figure) -> dict[str, list[Rectangle]]:
    """Return the boxes of a chart by their role."""
    named: dict[str, list[Rectangle]] = {}
    for box in figure.axes[0].patches:
        named.setdefault(str(box.get_label()), []).append(box)
    return named
