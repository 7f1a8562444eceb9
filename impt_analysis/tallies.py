"""How much the inventory holds: its rows by state, its sources by any of their codes."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory

COUNTED = {"sources": "n_sources", "channels": "n_channels", "statistics": "n_statistics", "references": "n_references"}
"""The column that counts the rows of each table."""


def rows_by_state(inventory: Inventory) -> pd.DataFrame:
    """Return how much each workbook holds, a row per state of the inventory, in codebook order.

    Columns: `state` (ordered category); `n_sources`; `n_answers`, the answers given (yes, partly, no or unknown);
    `n_not_asked`, the cells still blank; `n_channels`, `n_statistics` and `n_references`. No cell is missing.
    """
    table = pd.DataFrame({"state": inventory.about["state"]})
    for name, column in COUNTED.items():
        table[column] = _by_state(inventory.tables()[name], table["state"])
    not_asked = inventory.items["answer"].eq(Answer.NOT_ASKED)
    table.insert(2, "n_answers", _by_state(inventory.items[~not_asked], table["state"]))
    table.insert(3, "n_not_asked", _by_state(inventory.items[not_asked], table["state"]))
    return table


def themes_by_state(inventory: Inventory) -> pd.DataFrame:
    """Return how far each state's themes are mapped and confirmed, a row per state and theme, in codebook order.

    Columns: `state`, `theme`, `mapping`, `confirmed` (ordered categories); `measured`, whether the state was a member
    at the edition's date: the others are listed, and neither measured nor compared. No cell is missing.

    Source: docs/method.md, section "The words".

    >>> from impt_analysis.worked_example import example_inventory
    >>> themes_by_state(example_inventory().where(theme=2))
      state theme      mapping confirmed  measured
    0    EE     2  in_progress        no      True
    1    LV     2     complete        no      True
    """
    parts = [
        inventory.about[["state"]].assign(
            theme=theme,
            mapping=inventory.about[f"mapping_theme_{theme}"],
            confirmed=inventory.about[f"confirmed_theme_{theme}"],
        )
        for theme in inventory.themes
    ]
    kinds = {name: shipped_codebook().dtype(name) for name in ("theme", "mapping", "confirmed")}
    whole = pd.concat(parts, ignore_index=True).astype(kinds)
    placed = whole.assign(measured=whole["state"].isin(inventory.members()))
    return placed.sort_values(["state", "theme"], ignore_index=True)


def sources_by(inventory: Inventory, column: str) -> pd.DataFrame:
    """Return how many sources each state has by the codes of one column, a row per code, in codebook order.

    `column` names a column of `sources` that holds codes, such as `population`. Columns: that column (ordered
    category); one per state of the inventory, by its code; `total`. Codes that no source has are left out; `unknown` is
    counted like any other.

    Raises UsageError for a column that holds no codes.
    """
    kinds = inventory.sources.dtypes
    coded = [str(name) for name, kind in kinds.items() if isinstance(kind, pd.CategoricalDtype)]
    if column not in coded:
        raise UsageError(f"sources are counted by one of {', '.join(coded)}; found {column!r}")
    counts = inventory.sources.groupby([column, "state"], observed=False).size().unstack("state")
    counts = counts[[state for state in shipped_codebook().codes("state") if state in set(inventory.about["state"])]]
    named = counts.assign(total=counts.sum(axis="columns"))
    named.columns = named.columns.astype("str").rename(None)
    return named[named["total"].gt(0)].reset_index()


def organisations_by_population(inventory: Inventory) -> pd.DataFrame:
    """Return how many sources on which children each type of organisation has, a row per state and type.

    Columns: `state`, `organisation_type` (ordered categories); one per population, by its code; `total`. Types of which
    a state has no source are left out; sources of which the children are not known are counted as `unknown`. No cell is
    missing. Rows stand in codebook order.

    Source: docs/method.md, section "The words".

    >>> from impt_analysis.worked_example import example_inventory
    >>> organisations_by_population(example_inventory().where(state="LV"))
      state organisation_type  pool  concern  identified  unknown  total
    0    LV         migration     1        0           0        0      1
    1    LV        rapporteur     0        0           1        0      1
    2    LV               ngo     0        1           0        0      1
    """
    sizes = inventory.sources.groupby(["state", "organisation_type", "population"], observed=False).size()
    counts = sizes.unstack("population")
    counts.columns = pd.Index([str(code) for code in counts.columns])
    named = counts.assign(total=counts.sum(axis="columns"))
    return named[named["total"].gt(0)].reset_index()


def _by_state(table: pd.DataFrame, states: pd.Series) -> pd.Series[int]:
    return states.astype("str").map(table["state"].astype("str").value_counts()).fillna(0).astype("int64")
