"""The bodies at the ends of channels that are in no workbook, and to which state each belongs as far as its name says.

A name that stands in `codebook/outside_bodies.csv` is where that file says; else it belongs to the states whose code or
adjective ("Swedish") is a word of it; else it is not resolved, and nobody guesses.
"""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import EXTERNAL, SEPARATOR
from impt_analysis.codebook.measured_codes import Elsewhere
from impt_analysis.inventory import Inventory

ENDS = ["from_source", "to_source"]


def outside_bodies(inventory: Inventory) -> pd.DataFrame:
    """Return every name of a body that is in no workbook, a row per name, in the order of the alphabet.

    Columns: `name` (as the channels have it, without `ext:`); `body` (one spelling for each body); `places` (the codes
    of its states, `REG` for a regional or international body, `outside` for a state that is not around the Baltic Sea;
    separated by a semicolon, in codebook order; missing where the name does not say); `n_channels` that name it;
    `workbooks` (the states whose workbooks name it).

    Source: docs/method.md, section "Channels".
    """
    ends = inventory.channels.melt(["state"], ENDS, value_name="end")
    external = ends[ends["end"].str.startswith(EXTERNAL)]
    named = external.assign(name=external["end"].str.removeprefix(EXTERNAL).str.strip())
    groups = named.sort_values("state", kind="stable").groupby("name")["state"]
    found = pd.DataFrame({"n_channels": groups.size(), "workbooks": groups.agg(_joined)}).reset_index()
    reviewed = shipped_codebook().outside_bodies.set_index(shipped_codebook().outside_bodies["name"].str.casefold())
    key = found["name"].str.casefold()
    found.insert(1, "body", key.map(reviewed["body"]).fillna(found["name"]))
    found.insert(2, "places", key.map(reviewed["places"]).fillna(_states_named(found["name"])))
    return found.astype({"name": "str", "body": "str", "places": "str", "workbooks": "str", "n_channels": "int64"})


def unresolved_bodies(inventory: Inventory) -> pd.DataFrame:
    """Return the bodies whose name does not say to which state they belong, in the order of the alphabet.

    Columns: `name`, `n_channels` that name it, `workbooks` (the states whose workbooks name it). A name that can be
    resolved by its exact words belongs into `codebook/outside_bodies.csv`.

    Source: docs/method.md, section "Channels".
    """
    bodies = outside_bodies(inventory)
    unresolved = bodies[bodies["places"].isna()]
    return unresolved[["name", "n_channels", "workbooks"]].reset_index(drop=True)


def places() -> pd.CategoricalDtype:
    """Return where a body can be: the states in codebook order, the regional bodies, outside the region, not resolved.

    >>> places().categories.tolist()[-3:]
    ['REG', 'outside', 'unresolved']
    """
    return pd.CategoricalDtype([*shipped_codebook().codes("state"), *shipped_codebook().codes("elsewhere")], True)


def placed_ends(inventory: Inventory) -> pd.DataFrame:
    """Return where each end of a channel is: a row per end as the channels write it.

    Columns: `end` (id of a source, or `ext:` and a name); `node` (the same, with one spelling for each body); `places`
    (codes separated by a semicolon, as in `outside_bodies`; `unresolved` where the name does not say). A source is
    where its id says.
    """
    bodies = outside_bodies(inventory)
    ends = pd.Series(inventory.channels[ENDS].to_numpy().ravel(), dtype="str").drop_duplicates().sort_values()
    names = ends.where(ends.str.startswith(EXTERNAL)).str.removeprefix(EXTERNAL).str.strip()
    known = bodies.set_index("name")
    node = (EXTERNAL + names.map(known["body"]).astype("str")).fillna(ends)
    outside = known["places"].fillna(Elsewhere.UNRESOLVED)
    place = names.map(outside).astype("str").fillna(ends.str.split("-").str[0])
    return pd.DataFrame({"end": ends, "node": node, "places": place}).reset_index(drop=True)


def _states_named(names: pd.Series[str]) -> pd.Series[str]:
    adjectives = shipped_codebook().entries("state")["adjective"]
    spoken = adjectives[adjectives.ne("")]
    words = {str(word): str(code) for code, adjective in spoken.items() for word in (code, adjective)}
    named = names.str.findall(rf"\b({'|'.join(words)})\b").explode().map(words).dropna()
    ordered = named.astype(shipped_codebook().dtype("state")).sort_values()
    return ordered.groupby(level=0).agg(_joined).reindex(names.index)


def _joined(codes: pd.Series) -> str:
    return SEPARATOR.join(codes.astype("str").drop_duplicates())
