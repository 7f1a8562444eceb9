"""Tables as csv, the same bytes on every machine, in which no text runs as a formula; and back again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection
from io import BytesIO
from typing import Literal

import pandas as pd

from impt_analysis.formula_texts import disarmed, restored

DECIMALS = 6
"""Measures are written with six decimals: more than they can bear, and the same on every machine."""


def csv_bytes(table: pd.DataFrame, exact: Collection[str] = ()) -> bytes:
    r"""Return a table as csv: whole numbers without a decimal point, other numbers with at most six decimals.

    The numbers of the columns `exact` are written to their last digit: they were read, not measured. Every text is
    written so that Excel does not run it (`formula_texts.disarmed`); numbers are not touched. Texts are UTF-8, lines
    end with a line feed, a missing value is an empty cell. Source: docs/workbook.md, section "What the build writes".

    >>> csv_bytes(pd.DataFrame({"low": [0.1234567, -2.0], "note": ["=1+1", None]})).decode()
    "low,note\n0.123457,'=1+1\n-2,\n"
    """
    cells = {
        _written(column): _cells(table[column], _as_read if column in exact else _measured) for column in table.columns
    }
    written = pd.DataFrame(cells, index=table.index)
    # Before Python 3.13 a text with a carriage return is quoted only if every text is.
    returns = any(texts.str.contains("\r", regex=False).any() for texts in _text_columns(written))
    quoting: Literal[0, 1] = csv.QUOTE_ALL if returns else csv.QUOTE_MINIMAL
    return written.to_csv(index=False, lineterminator="\n", quoting=quoting).encode()


def csv_texts(content: bytes) -> pd.DataFrame:
    r"""Return the table of a csv file that `csv_bytes` wrote: every cell as text, an empty one missing.

    Raises ValueError (UnicodeDecodeError, pandas' ParserError) when the bytes are no table in UTF-8.

    >>> csv_texts(b"low,note\n0.5,'=1+1\n").iloc[0].tolist()
    ['0.5', '=1+1']
    """
    table = pd.read_csv(
        BytesIO(content), dtype="str", keep_default_na=False, na_values=[""], lineterminator="\n", encoding="utf-8"
    )
    cells = {restored(column): _restored(table[column]) for column in table.columns}
    return pd.DataFrame(cells, index=table.index, dtype="str")


def _cells(values: pd.Series, digits: Callable[[float], str]) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.map(lambda day: day.strftime("%Y-%m-%d"), na_action="ignore")
    if pd.api.types.is_float_dtype(values.dtype):
        return values.map(digits, na_action="ignore")
    if pd.api.types.is_numeric_dtype(values.dtype):
        return values
    if isinstance(values.dtype, pd.StringDtype):
        return values.astype("object").map({text: disarmed(text) for text in values.dropna().unique()})
    return values.astype("object").map(_written, na_action="ignore")


def _restored(texts: pd.Series[str]) -> pd.Series[str]:
    return texts.map({text: restored(text) for text in texts.dropna().unique()})


def _measured(number: float) -> str:
    return f"{round(number, DECIMALS):.15g}"


def _as_read(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def _written(value: object) -> object:
    return disarmed(value) if isinstance(value, str) else value


def _text_columns(table: pd.DataFrame) -> list[pd.Series[str]]:
    columns = table.columns[~table.dtypes.map(pd.api.types.is_numeric_dtype)]
    return [table[column].dropna().astype("str") for column in columns]
