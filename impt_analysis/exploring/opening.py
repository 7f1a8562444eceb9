"""The door to the explorer, which needs ipywidgets."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory

if TYPE_CHECKING:
    from impt_analysis.exploring.panel import Explorer


def explorer(inventory: Inventory) -> Explorer:
    """Return widgets for JupyterLab with which states, theme, children, domains and rungs are chosen.

    The gap map, the sources behind a chosen cell with their claims and links, and the opening plan of the cell's state
    follow. What is shown is of member states, says who has confirmed it, and can be made by code with `gap_ladder`,
    `rung_sources` and `opening_plan`.

    Raises UsageError when ipywidgets is not installed.

    Source: docs/method.md, sections "The gap ladder" and "Opening plans".
    """
    if find_spec("ipywidgets") is None:
        raise UsageError(
            "the explorer is made of ipywidgets, which is not installed; install it: pip install 'impt-analysis[lab]'"
        )
    from impt_analysis.exploring.panel import Explorer

    return Explorer(inventory)
