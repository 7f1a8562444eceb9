"""The values of a column: text to codes, numbers, dates and lists, and a problem for each that cannot be understood."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.hints import unknown_entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import EXTERNAL, OTHER, SEPARATOR
from impt_analysis.errors import Problem
from impt_analysis.schema import LIST_KINDS, Column, Kind

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""No figure of the inventory is older than the Council of the Baltic Sea States (1992) by more than its preparation."""

ID_FORM = r"[A-Z]{2,3}-[A-Z]?[0-9]{1,6}"
SOURCE_FORM = rf"{ID_FORM}|{EXTERNAL}.*\S.*"
LINK_FORM = r"https?://[^\s/@]+(?:[/?#]\S*)?"
NUMBER_FORM = r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?"
WHOLE_FORM = r"[0-9]{1,15}"
DATE_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def typed(batch: Batch) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows of a batch with understood values, and a problem for each value that was not.

    Columns as in the batch; codes become ordered categories, years whole numbers, numbers floats, dates timestamps;
    every other column stays text. A value that is not understood is missing in the table and stands in the problems.
    """
    table = batch.values.copy()
    problems: list[Problem] = []
    for column in batch.sheet.columns:
        if column.code in table:
            values, found = understood(batch, column)
            table[column.code] = values
            problems += found
    return table, problems


def understood(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    """Return one column of a batch as understood, and its problems."""
    problems = _blanks(batch, column) if column.must_fill else []
    values, found = _READERS.get(column.kind, _as_it_is)(batch, column)
    return values, [*problems, *found]


def entries(values: pd.Series[str]) -> pd.Series[str]:
    """Return the entries of cells that hold lists, one row an entry, indexed like the cells.

    >>> entries(pd.Series(["LV-R001; LV-R002", None], dtype="str")).tolist()
    ['LV-R001', 'LV-R002']
    """
    single = values.dropna().str.split(SEPARATOR).explode().str.strip()
    return single[single.ne("")]


def _blanks(batch: Batch, column: Column) -> list[Problem]:
    blank = batch.values[column.code].isna()
    if not blank.any():
        return []
    blank &= batch.values["file"].isin([file for file, code in batch.places if code == column.code])
    offered = shipped_codebook().codes(column.codes) if column.codes and column.kind is Kind.CODE else []
    expected = f"one of: {', '.join(map(str, offered))}" if offered else column.what()
    mend = "Choose from the drop-down list of the cell." if offered else "Fill in the cell."
    return batch.problems("missing-value", blank, column.code, expected=_plain(expected), mend=mend)


def _as_it_is(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    return batch.values[column.code], []


def _codes(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    values = texts.str.casefold().map(_spellings(column.codes))
    unknown = texts.notna() & values.isna()
    return values.astype(shipped_codebook().dtype(column.codes)), _unknown(
        batch, column.code, texts[unknown], column.codes
    )


def _spellings(name: str) -> dict[str, object]:
    labels = shipped_codebook().labels(name)
    return {str(text).casefold(): code for code, label in labels.items() for text in (label, code)}


def _unknown(batch: Batch, column: str, texts: pd.Series[str], name: str) -> list[Problem]:
    allowed = [str(code) for code in shipped_codebook().codes(name)]
    return unknown_entries("unknown-code", batch, column, texts, allowed, allowed=", ".join(allowed))


def _lists(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    single = entries(texts)
    cell_and_entry = single.rename("entry").reset_index()
    twice = texts.index.isin(cell_and_entry.loc[cell_and_entry.duplicated(), "index"])
    problems = batch.problems("repeated-entry", pd.Series(twice, texts.index), column.code)
    if column.codes:
        spellings = _spellings(column.codes)
        is_id = single.str.fullmatch(SOURCE_FORM) if column.kind is Kind.NOTICERS else single.isna()
        spelt = single.where(is_id, single.str.casefold().map(spellings))
        problems += _unknown(batch, column.code, single[spelt.isna()], column.codes)
        single = spelt.dropna()
    joined = single.groupby(level=0).agg(SEPARATOR.join).reindex(texts.index)
    return joined.astype("str"), problems


def _indicators(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    values = texts.where(texts.str.startswith(OTHER, na=False), texts.str.casefold().map(_spellings(column.codes)))
    unknown = texts.notna() & (values.isna() | values.eq(OTHER))
    return values.astype("str"), _unknown(batch, column.code, texts[unknown], column.codes)


def _years(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    whole = texts.str.fullmatch(WHOLE_FORM, na=True)
    years = pd.to_numeric(texts.where(whole)).astype("Int64")
    outside = ~years.between(FIRST_YEAR, LAST_YEAR).fillna(True).astype(bool)
    problems = batch.problems("not-a-whole-number", ~whole, column.code)
    problems += batch.problems("not-a-year", outside, column.code, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return years.mask(outside), problems


def _numbers(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    good = texts.str.fullmatch(NUMBER_FORM, na=True)
    return pd.to_numeric(texts.where(good)).astype("float64"), batch.problems("not-a-number", ~good, column.code)


def _dates(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    dates = pd.to_datetime(texts.where(texts.str.fullmatch(DATE_FORM, na=False)), format="%Y-%m-%d", errors="coerce")
    return dates.astype("datetime64[s]"), batch.problems("not-a-date", texts.notna() & dates.isna(), column.code)


def _formed(form: str, code: str, **details: str) -> Callable[[Batch, Column], tuple[pd.Series, list[Problem]]]:
    def read(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
        texts = batch.values[column.code]
        return texts, batch.problems(code, ~texts.str.fullmatch(form, na=True), column.code, **details)

    return read


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


_READERS: dict[Kind, Callable[[Batch, Column], tuple[pd.Series, list[Problem]]]] = {
    Kind.CODE: _codes,
    Kind.INDICATOR: _indicators,
    Kind.YEAR: _years,
    Kind.NUMBER: _numbers,
    Kind.DATE: _dates,
    Kind.ID: _formed(ID_FORM, "not-an-id", example="LV-07"),
    Kind.SOURCE: _formed(SOURCE_FORM, "not-an-id", example="LV-07, or ext: and the name of a body"),
    Kind.LINK: _formed(LINK_FORM, "not-a-link"),
    **dict.fromkeys(LIST_KINDS, _lists),
}
