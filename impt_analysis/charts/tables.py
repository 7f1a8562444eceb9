"""What a chart asks of its table before it draws: the columns, one theme, each row once; then the codebook's order."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from impt_analysis.charts.texts import name_of, text
from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import UsageError


def one_theme(table: pd.DataFrame, key: Sequence[str], values: Sequence[str], maker: str) -> pd.DataFrame:
    """Return the rows of a table of one theme, with the columns `key` and `values`, in the codebook's order of the key.

    Raises UsageError when the table lacks a column, has no row, more than one theme, or a key twice; `maker` is the
    call that makes the right table.
    """
    _require_columns(table, [*key, *values], maker)
    themes = sorted(int(theme) for theme in table["theme"].unique())
    if len(themes) != 1:
        found = ", ".join(map(str, themes)) or "none"
        raise UsageError(
            f"a chart shows one theme and its table has {found}; narrow the inventory first, as in "
            f"inventory.where(theme=2), and make the table with {maker}"
        )
    return rows_in_order(table, key, values, maker)


def rows_in_order(table: pd.DataFrame, key: Sequence[str], values: Sequence[str], maker: str) -> pd.DataFrame:
    """Return the rows of a table with the columns `key` and `values`, in the codebook's order of the key.

    Raises UsageError when the table lacks a column or has a key twice; `maker` is the call that makes the right table.

    >>> table = pd.DataFrame({"state": ["LV", "DK"], "n_sources": [3, 2]})
    >>> rows_in_order(table, ["state"], ["n_sources"], "rows_by_state(inventory)").values.tolist()
    [['DK', 2], ['LV', 3]]
    """
    _require_columns(table, [*key, *values], maker)
    coded = [name for name in key if name in shipped_codebook().lists()]
    ordered = table[[*key, *values]].astype({name: shipped_codebook().dtype(name) for name in coded})
    twice = ordered[ordered.duplicated(list(key))]
    if len(twice):
        found = ", ".join(str(code) for code in twice[list(key)].iloc[0])
        raise UsageError(f"the chart's table has more than one row for {found}; make it with {maker}")
    return ordered.sort_values(list(key), ignore_index=True)


def subject_of(table: pd.DataFrame, children: str) -> str:
    """Return what a chart is about, in words: the theme of its table and the children it speaks of.

    >>> subject_of(pd.DataFrame({"theme": [2]}), "Identified children")
    'Theme 2, Children in migration · Identified children'
    """
    theme = table["theme"].iloc[0]
    return text("subject", theme=theme, label=name_of("theme", theme), children=children)


def _require_columns(table: pd.DataFrame, names: Sequence[str], maker: str) -> None:
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise UsageError(f"the chart's table has no column {', '.join(missing)}; make it with {maker}")
