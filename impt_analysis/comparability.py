"""Comparability: do two states count in the same unit what their collectors get of an item."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, Unit
from impt_analysis.codebook.measured_codes import Comparability
from impt_analysis.coverage import CELL, measured_cells, source_answers
from impt_analysis.inventory import Inventory

INDEFINITE = (Unit.OTHER, Unit.UNKNOWN)
"""Two sources of these units may or may not count the same."""


def comparable_units(inventory: Inventory) -> pd.DataFrame:
    """Return whether two member states count an item in the same unit: a row per theme, item and pair of states.

    The units are those of the sources through which the collectors are documented as getting the item at least partly.
    The same unit is necessary for a comparison of figures and never enough: definitions and practice differ too.

    Columns: `theme`, `item`, `state`, `other_state` (ordered categories; the state stands before the other in codebook
    order); `units`, `other_units`, the codes in codebook order, separated by a semicolon, missing where nothing is
    documented as reached; `comparability` (ordered category): same_unit where they share a unit other than other and
    unknown; different_unit where every unit of both is known, none is other and they share none; else unknown.

    Source: docs/method.md, section "Comparability".

    >>> from impt_analysis.worked_example import example_inventory
    >>> pairs = comparable_units(example_inventory().where(theme=2))
    >>> pairs[pairs["item"].isin(["age", "guardian"])].drop(columns="theme")
           item state other_state  units  other_units comparability
    0       age    EE          LV  child        child     same_unit
    7  guardian    EE          LV    NaN  application       unknown
    """
    cells = _units_of_cells(inventory)
    others = cells.rename(columns=lambda name: name if name in ("theme", "item") else f"other_{name}")
    pairs = cells.merge(others, on=["theme", "item"])
    pairs = pairs[pairs["state"] < pairs["other_state"]]
    definite = [str(unit) for unit in Unit if unit not in INDEFINITE]
    shared = (pairs[definite].to_numpy() & pairs[[f"other_{unit}" for unit in definite]].to_numpy()).any(axis=1)
    known = pairs["definite"] & pairs["other_definite"]
    said = pd.Series(str(Comparability.UNKNOWN), pairs.index).mask(known, Comparability.DIFFERENT_UNIT)
    pairs["comparability"] = said.mask(shared, Comparability.SAME_UNIT).astype(
        shipped_codebook().dtype("comparability")
    )
    ordered = pairs.sort_values(["theme", "item", "state", "other_state"], ignore_index=True)
    return ordered[["theme", "item", "state", "other_state", "units", "other_units", "comparability"]]


def _units_of_cells(inventory: Inventory) -> pd.DataFrame:
    answers = source_answers(inventory)
    reaching = answers[answers["through_low"].gt(0)]
    rows = reaching.merge(inventory.sources[["source_id", "unit_of_count"]], on="source_id", validate="many_to_one")
    each = rows[[*CELL, "unit_of_count"]].drop_duplicates().sort_values([*CELL, "unit_of_count"])
    joined = each.astype({"unit_of_count": "str"}).groupby(CELL, observed=True)["unit_of_count"].agg(SEPARATOR.join)
    cells = measured_cells(inventory)[CELL].join(joined.rename("units"), on=CELL)
    place = pd.MultiIndex.from_frame(cells[CELL])
    for unit in Unit:
        has = each.loc[each["unit_of_count"].eq(unit), CELL]
        cells[str(unit)] = place.isin(pd.MultiIndex.from_frame(has))
    cells["definite"] = cells["units"].notna() & ~cells[[str(unit) for unit in INDEFINITE]].any(axis="columns")
    return cells
