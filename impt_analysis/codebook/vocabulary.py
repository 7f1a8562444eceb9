"""The object that reads the vocabulary and gives labels, orders, allowed codes and weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pandas as pd

from impt_analysis.made_once import kept, table_once

_KEYED = {"state": "states", "theme": "themes", "item": "items", "indicator": "indicators", "use": "uses"}


@dataclass(frozen=True, eq=False)
class Codebook:
    """The vocabulary as tables in their agreed order; texts are as the csv files have them, a blank cell is empty.

    `states`, `themes`, `items`, `indicators` and `uses` have a row per code; `code_lists` a row per list and code, with
    the interval (`low`, `high`) for which a code counts and the `cap` that it lays on the answers of a source;
    `sheets` and `columns` describe the workbook; `outside_bodies` says for the names of bodies that are in no workbook
    where each body is.
    """

    states: pd.DataFrame
    themes: pd.DataFrame
    items: pd.DataFrame
    indicators: pd.DataFrame
    uses: pd.DataFrame
    code_lists: pd.DataFrame
    sheets: pd.DataFrame
    columns: pd.DataFrame
    outside_bodies: pd.DataFrame

    def lists(self) -> list[str]:
        """Return the name of every list of codes: state, theme, item, indicator, use, then those of `code_lists`."""
        return [*_KEYED, *self.code_lists["list"].unique()]

    def entries(self, name: str) -> pd.DataFrame:
        """Return the rows of one list, indexed by code, in codebook order.

        Raises KeyError when there is no such list.
        """
        return table_once(self, _entries, name)

    def codes(self, name: str) -> list[str]:
        """Return the allowed codes of a list, in order.

        >>> shipped_codebook().codes("reached")
        ['yes', 'partly', 'no', 'unknown']
        """
        return list(kept(self, _entries, name).index)

    def labels(self, name: str) -> dict[Any, str]:
        """Return the label of every code of a list.

        >>> shipped_codebook().labels("role")
        {'collector': 'Collector', 'bearer': 'Bearer'}
        """
        return dict(kept(self, _labels, name))

    def label(self, name: str, code: object) -> str:
        """Return the label of one code.

        >>> shipped_codebook().label("state", "LV"), shipped_codebook().label("theme", 2)
        ('Latvia', 'Children in migration')
        """
        return kept(self, _labels, name)[code]

    def slug(self, state: str) -> str:
        """Return the name of a state's files.

        >>> shipped_codebook().slug("RU")
        'russian_federation'
        """
        return str(self.entries("state").at[state, "slug"])

    def dtype(self, name: str) -> pd.CategoricalDtype:
        """Return the ordered category of a list; themes are whole numbers, every other code is a text."""
        return kept(self, _dtype, name)

    def interval(self, name: str) -> pd.DataFrame:
        """Return the interval for which each code of a list counts: `low` and `high`, between 0 and 1, by code.

        >>> shipped_codebook().interval("answer").loc["unknown"].tolist()
        [0.0, 1.0]
        """
        return table_once(self, _interval, name)

    def caps(self) -> pd.DataFrame:
        """Return what limits a source: a row per `list` and `code` that caps the answers of the source at `cap`."""
        return table_once(self, _caps)

    def weights(self) -> pd.DataFrame:
        """Return a row per `theme` and `item` with `domain`, `importance` (core or relevant) and `weight`."""
        return table_once(self, _weights)

    def members(self, year: int) -> list[str]:
        """Return the member states of a year, in order; the regional bodies are not a state.

        >>> "RU" in shipped_codebook().members(2026), len(shipped_codebook().members(2026))
        (False, 10)
        """
        since = pd.to_numeric(self.states["member_from"])
        until = pd.to_numeric(self.states["member_to"]).fillna(float("inf"))
        return list(self.states.loc[(since <= year) & (year < until), "state"])


def _entries(codebook: Codebook, name: str) -> pd.DataFrame:
    if name in _KEYED:
        table: pd.DataFrame = getattr(codebook, _KEYED[name])
        return table.set_index(name)
    if name not in codebook.lists():
        raise KeyError(f"no list of codes is named {name!r}; there are {', '.join(codebook.lists())}")
    rows = codebook.code_lists[codebook.code_lists["list"].eq(name)]
    return rows.drop(columns="list").set_index("code")


def _labels(codebook: Codebook, name: str) -> dict[Any, str]:
    return dict(codebook.entries(name)["label"])


def _dtype(codebook: Codebook, name: str) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(codebook.codes(name), ordered=True)


def _interval(codebook: Codebook, name: str) -> pd.DataFrame:
    return codebook.entries(name)[["low", "high"]].astype("float64")


def _caps(codebook: Codebook) -> pd.DataFrame:
    limits = codebook.code_lists[codebook.code_lists["cap"] != ""]
    return limits[["list", "code", "cap"]].astype({"cap": "float64"}).reset_index(drop=True)


def _weights(codebook: Codebook) -> pd.DataFrame:
    columns = {f"theme_{theme}": theme for theme in codebook.codes("theme")}
    long = codebook.items.melt(["item", "domain"], list(columns), var_name="theme", value_name="importance")
    long["theme"] = long["theme"].map(columns)
    long["weight"] = long["importance"].map(codebook.interval("importance")["low"])
    ordered = {name: codebook.dtype(name) for name in ("theme", "item", "domain", "importance")}
    return long.astype(ordered)[["theme", "item", "domain", "importance", "weight"]]


@lru_cache(maxsize=1)
def shipped_codebook() -> Codebook:
    """Return the vocabulary of this package."""
    tables = {name: _read(name) for name in Codebook.__dataclass_fields__}
    tables["themes"] = tables["themes"].astype({"theme": "int64"})
    return Codebook(**tables)


def _read(name: str) -> pd.DataFrame:
    with files(__package__).joinpath(f"{name}.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype="str", keep_default_na=False)
