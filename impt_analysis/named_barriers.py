"""Which barriers are told of a single source: awareness and trust only where the state has confirmed the theme."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from impt_analysis.codebook.codes import Barrier, Confirmed
from impt_analysis.inventory import Inventory

NAMED_WHEN_CONFIRMED = (Barrier.AWARENESS, Barrier.TRUST, Barrier.UNKNOWN)
"""Nobody is blamed on the strength of a desk review: awareness and trust are named only when the state has confirmed
the theme, and until then stand with what is unknown, so that their absence names nobody either."""


def confirmed_states(inventory: Inventory, theme: int) -> list[str]:
    """Return the member states of the inventory that have confirmed the theme, in codebook order.

    >>> from impt_analysis.worked_example import example_inventory
    >>> confirmed_states(example_inventory(), theme=2)
    []
    """
    about = inventory.about.set_index("state")[f"confirmed_theme_{theme}"]
    return [state for state in inventory.members() if about.get(state) == Confirmed.BY_THE_STATE]


def told_barriers(table: pd.DataFrame, confirmed: Collection[str]) -> pd.DataFrame:
    """Return a table with a row per source, or more, in which every `barrier` may be told of its source.

    A barrier of awareness or trust, and with them one that is unknown, is missing unless the `state` of the row is
    among those that have `confirmed` the theme (`confirmed_states`).

    Source: docs/method.md, section "Side information and its gain".

    >>> table = pd.DataFrame({"state": ["LV", "LV", "EE"], "barrier": ["trust", "legal", "trust"]})
    >>> told_barriers(table, confirmed=["EE"])["barrier"].tolist()
    [nan, 'legal', 'trust']
    """
    unnamed = table["barrier"].isin(NAMED_WHEN_CONFIRMED) & ~table["state"].isin(list(confirmed))
    return table.assign(barrier=table["barrier"].mask(unnamed))
