"""The entries of cells that hold lists, and the form of identifiers."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook.codes import EXTERNAL, SEPARATOR

ID_FORM = r"[A-Z]{2,3}-[A-Z]?[0-9]{1,6}"
SOURCE_FORM = rf"{ID_FORM}|{EXTERNAL}.*\S.*"


_LISTS_OTHERWISE = rf"[\w-]+(?:\s*[,|/]\s*[\w-]+)+|{ID_FORM}(?:\s+{ID_FORM})+"


def entries(values: pd.Series[str]) -> pd.Series[str]:
    """Return the entries of cells that hold lists, one row an entry, indexed like the cells.

    >>> entries(pd.Series(["LV-R001; LV-R002", None], dtype="str")).tolist()
    ['LV-R001', 'LV-R002']
    """
    filled = values.dropna()
    if not filled.str.contains(SEPARATOR, regex=False).any():
        return filled
    single = filled.str.split(SEPARATOR).explode().str.strip()
    return single[single.ne("")]


def states_of(ids: pd.Series[str]) -> pd.Series[str]:
    """Return the state with which each identifier begins; missing for what is no identifier.

    >>> states_of(pd.Series(["LV-07", "REG-R001", "ext:Europol", None], dtype="str")).tolist()
    ['LV', 'REG', nan, nan]
    """
    return ids.str.extract(rf"^(?={ID_FORM}$)([A-Z]+)", expand=False)


def lists_written_otherwise(single: pd.Series[str]) -> pd.Series[bool]:
    """Return which entries are themselves lists, separated by something else than a semicolon.

    >>> lists_written_otherwise(pd.Series(["LV-R001, LV-R002", "LV-R001"], dtype="str")).tolist()
    [True, False]
    """
    return single.str.fullmatch(_LISTS_OTHERWISE)
