"""Measures whose rows of a state depend on no other state: made for all states at once, and taken state by state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVarTuple

import pandas as pd

from impt_analysis.inventory import Inventory
from impt_analysis.made_once import origin, table_once

Settings = TypeVarTuple("Settings")


def table_of_states(
    inventory: Inventory, make: Callable[[Inventory, *Settings], pd.DataFrame], *settings: *Settings
) -> pd.DataFrame:
    """Return the table that `make` gives for an inventory and settings, made once; to change it changes nobody else's.

    `make` gives a table with the column `state`, in the order of which no row depends on another state. To measure all
    states takes hardly longer than to measure one: where the inventory was narrowed to states, and what it was narrowed
    from is still there, all are measured, and the rows of its own are taken.
    """
    return table_once(inventory, _rows_of_states, make, *settings)


def of_every_state(inventory: Inventory) -> Inventory:
    """Return what an inventory would be if it were not narrowed to states, or itself where that is not known.

    >>> from impt_analysis.worked_example import example_inventory
    >>> whole = example_inventory()
    >>> of_every_state(whole.where(state="LV", theme=2)) is whole.where(theme=2)
    True
    """
    known = origin(inventory)
    if known is None:
        return inventory
    before, (criterion, codes) = known
    of_all = of_every_state(before)
    if criterion == "state":
        return of_all
    return inventory if of_all is before else of_all.where(**{criterion: codes})


def _rows_of_states(
    inventory: Inventory, make: Callable[[Inventory, *Settings], pd.DataFrame], *settings: *Settings
) -> pd.DataFrame:
    of_all = of_every_state(inventory)
    states = inventory.about["state"]
    # A state may have been a member at the date of its own workbook, and no more at that of the newest.
    if of_all is inventory or inventory.members() != [state for state in of_all.members() if state in set(states)]:
        return table_once(inventory, make, *settings)
    table = table_once(of_all, make, *settings)
    return table[table["state"].isin(states)].reset_index(drop=True)
