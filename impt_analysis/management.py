"""How information is managed: the sources of each state by the way they are kept, and by what may be done with them."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.coverage import source_themes
from impt_analysis.inventory import Inventory
from impt_analysis.state_tables import table_of_states

ASPECTS = ("system", "unit_of_count", "frequency", "access", "extent", "opening", "running")
"""The columns of sources that say how information is managed."""


def management_profile(inventory: Inventory) -> pd.DataFrame:
    """Return how the information of each state is managed: a row per member state, theme, aspect and code.

    Columns: `state`, `theme` (ordered categories); `aspect` (ordered category): system, unit_of_count, frequency,
    access, extent, opening or running; `code`, a code of the list of that name; `n_sources` of the state that cover the
    theme and have it. No cell is missing: every code has its row, also where it has no source, and `unknown` is counted
    like any other, so the codes of an aspect add up to the sources that cover the theme. Rows stand in codebook order.

    Source: docs/method.md, section "How information is managed".

    >>> from impt_analysis.worked_example import example_inventory
    >>> profile = management_profile(example_inventory().where(state="EE", theme=2))
    >>> profile[profile["aspect"].eq("running")][["state", "theme", "code", "n_sources"]].to_dict("tight")["data"]
    [['EE', 2, 'yes', 2], ['EE', 2, 'ended', 0], ['EE', 2, 'one_off', 1], ['EE', 2, 'unknown', 0]]
    """
    return table_of_states(inventory, _management_profile)


def _management_profile(inventory: Inventory) -> pd.DataFrame:
    members = inventory.sources[inventory.sources["state"].isin(inventory.members())]
    covered = source_themes(members, inventory.themes).merge(members, on="source_id", validate="many_to_one")
    long = covered.astype(dict.fromkeys(ASPECTS, "str")).melt(
        ["state", "theme"], list(ASPECTS), var_name="aspect", value_name="code"
    )
    counts = long.groupby(["state", "theme", "aspect", "code"], observed=True).size().rename("n_sources")
    rows = _every_code(inventory).join(counts, on=["state", "theme", "aspect", "code"])
    rows["n_sources"] = rows["n_sources"].fillna(0).astype("int64")
    return rows.astype({"aspect": pd.CategoricalDtype(list(ASPECTS), ordered=True)})


def _every_code(inventory: Inventory) -> pd.DataFrame:
    listed = [(aspect, str(code)) for aspect in ASPECTS for code in shipped_codebook().codes(aspect)]
    codes = pd.DataFrame(listed, columns=["aspect", "code"])
    kinds = {name: shipped_codebook().dtype(name) for name in ("state", "theme")}
    states = pd.DataFrame({"state": inventory.members()}, dtype="str")
    themes = pd.DataFrame({"theme": list(inventory.themes)}, dtype="int64")
    return states.merge(themes, how="cross").astype(kinds).merge(codes, how="cross")
