"""The cells of the gap map as records: for each theme and finding, on which rung each item of each state stands."""

from __future__ import annotations

from typing import Any

import pandas as pd

from impt_analysis.codebook.codes import POPULATIONS, SEPARATOR
from impt_analysis.codebook.measured_codes import Closure, Release
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory
from impt_analysis.releases import as_released

Ladders = dict[str, dict[str, dict[str, dict[str, Any]]]]


def ladders(inventory: Inventory, release: Release) -> Ladders:
    """Return the gap ladder of each theme and each finding, as a release tells it: by theme, finding, state and item.

    A cell has `rung` (shut where every holder is known not to be reached and the release tells it), and where
    something comes through `through` and `populations`. Each finding rests on its own
    sources alone. Source: docs/method.md, section "The gap ladder".
    """
    return {
        str(theme): {
            str(finding): _by_state(as_released(gap_ladder(inventory.where(theme=theme, population=those)), release))
            for finding, those in POPULATIONS.items()
        }
        for theme in inventory.themes
    }


def _by_state(ladder: pd.DataFrame) -> dict[str, dict[str, Any]]:
    by_state: dict[str, dict[str, Any]] = {}
    for row in ladder.to_dict("records"):
        by_state.setdefault(str(row["state"]), {})[str(row["item"])] = _cell(row)
    return by_state


def _cell(row: dict[Any, Any]) -> dict[str, Any]:
    shut = row["closure"] == Closure.SHUT
    cell: dict[str, Any] = {"rung": str(Closure.SHUT) if shut else str(row["rung"])}
    if pd.notna(row["through"]):
        cell["through"] = str(row["through"])
        cell["populations"] = str(row["populations"]).split(SEPARATOR)
    return cell
