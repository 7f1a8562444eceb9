"""Vignettes: the signs that professionals noticed, against what is recorded and reached."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import HELD_RUNGS, Rung
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory

OF_VIGNETTE = ["vignette_id", "theme", "constructed", "identified"]
COUNTS = [f"n_{rung}" for rung in Rung]


def signals_recorded(inventory: Inventory) -> pd.DataFrame:
    """Return what becomes of each sign that professionals noticed: a row per vignette and signal.

    Columns: `vignette_id`; `theme`, `constructed`, `identified` (ordered categories); `item`, the signal (ordered
    category); in how many member states the item stands, for the vignette's theme, on each rung of the gap ladder:
    `n_reached`, `n_partly_reached`, `n_held_not_reached`, `n_not_recorded`, `n_unknown`. No cell is missing. Vignettes
    stand in the order of the inventory, signals in codebook order.

    A vignette that was constructed says so wherever it is shown. One of the regional workbook is set against the states
    of the inventory, so narrow with `inventory.where(state=["LV", "REG"])` to see it against one of them.

    Source: docs/method.md, section "Vignettes".

    >>> from impt_analysis.worked_example import example_inventory
    >>> signals = signals_recorded(example_inventory())
    >>> signals[["vignette_id", "item", "n_held_not_reached", "n_not_recorded", "n_unknown"]]
      vignette_id       item  n_held_not_reached  n_not_recorded  n_unknown
    0      LV-V01  documents                   1               0          1
    1      LV-V01   contacts                   0               1          1
    """
    ladder = gap_ladder(inventory)
    counts = ladder.groupby(["theme", "item", "rung"], observed=False).size().unstack("rung")
    counts.columns = pd.Index(COUNTS)
    signals = _signals(inventory.vignettes)
    return signals.merge(counts.reset_index(), on=["theme", "item"], how="left", validate="many_to_one")


def unrecorded_signals(inventory: Inventory) -> pd.DataFrame:
    """Return the signs that professionals noticed and no known source of any member state is documented as recording.

    These are gaps that no register shows; opening a source does not close them. Columns and order as in
    `signals_recorded`; where `n_unknown` is above 0 somebody may record it and has not been asked.

    Source: docs/method.md, section "Vignettes".

    >>> from impt_analysis.worked_example import example_inventory
    >>> unrecorded_signals(example_inventory())[["vignette_id", "item", "n_not_recorded", "n_unknown"]]
      vignette_id      item  n_not_recorded  n_unknown
    0      LV-V01  contacts               1          1
    """
    signals = signals_recorded(inventory)
    recorded = signals[[f"n_{rung}" for rung in HELD_RUNGS]].gt(0).any(axis="columns")
    return signals[~recorded].reset_index(drop=True)


def _signals(vignettes: pd.DataFrame) -> pd.DataFrame:
    signals = entries(vignettes["signals"]).astype(shipped_codebook().dtype("item")).rename("item")
    rows = vignettes[OF_VIGNETTE].join(signals, how="inner").reset_index(names="place")
    return rows.sort_values(["place", "item"], ignore_index=True).drop(columns="place")
