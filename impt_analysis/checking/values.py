"""The values of a column: text to codes, numbers, dates and lists, and a problem for each that cannot be understood."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.cell_entries import ID_FORM, SOURCE_FORM
from impt_analysis.checking.code_values import code_lists, coded, indicators
from impt_analysis.checking.hints import hint
from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import Problem
from impt_analysis.schema import LIST_KINDS, Column, Kind

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""No figure of the inventory is older than the Council of the Baltic Sea States (1992) by more than its preparation."""

LINK_FORM = r"https?://[^\s/@]+(?:[/?#]\S*)?"
NUMBER_FORM = r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?"
WHOLE_FORM = r"[0-9]{1,15}"
DATE_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
DAY_FIRST_FORM = r"[0-9]{1,2}\. ?[0-9]{1,2}\. ?[0-9]{4}"


def typed(batch: Batch) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows of a batch with understood values, and a problem for each value that was not.

    Columns as in the batch; codes become ordered categories, years whole numbers, numbers floats, dates timestamps;
    every other column stays text. A value that is not understood is missing in the table and stands in the problems.
    """
    columns = {name: batch.values[name] for name in ("file", "row")}
    problems: list[Problem] = []
    for column in batch.sheet.columns:
        columns[column.code], found = understood(batch, column)
        problems += found
    return pd.DataFrame(columns), problems


def understood(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    """Return one column of a batch as understood, and its problems."""
    problems = _blanks(batch, column) if column.must_fill else []
    values, found = _READERS.get(column.kind, _as_it_is)(batch, column)
    return values, [*problems, *found]


def _blanks(batch: Batch, column: Column) -> list[Problem]:
    if not batch.values[column.code].array.isna().any():
        return []
    blank = batch.values[column.code].isna() & batch.values["file"].isin(batch.files_with(column.code))
    offered = shipped_codebook().codes(column.codes) if column.codes and column.kind is Kind.CODE else []
    expected = f"one of: {', '.join(map(str, offered))}" if offered else column.what()
    return batch.problems("missing-value", blank, column.code, expected=expected.replace("{", "{{").replace("}", "}}"))


def _as_it_is(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    return batch.values[column.code], []


def _years(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    whole = texts.str.fullmatch(WHOLE_FORM, na=True)
    years = pd.to_numeric(texts.where(whole)).astype("Int64")
    outside = ~years.between(FIRST_YEAR, LAST_YEAR).fillna(True).astype(bool)
    problems = batch.problems("not-a-whole-number", ~whole, column.code)
    problems += batch.problems("not-a-year", outside, column.code, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    problems += _as_text(batch, column, whole & ~outside, "number-as-text")
    return years.mask(outside), problems


def _numbers(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    good = texts.str.fullmatch(NUMBER_FORM, na=True)
    unclear = good & batch.is_typed_as_text(column.code) & texts.str.contains(".", regex=False, na=False)
    problems = batch.problems("not-a-number", ~good, column.code)
    problems += batch.problems("point-in-a-text", unclear, column.code)
    problems += _as_text(batch, column, good & ~unclear, "number-as-text")
    return pd.to_numeric(texts.where(good & ~unclear)).astype("float64"), problems


def _dates(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    texts = batch.values[column.code]
    dates = pd.to_datetime(texts.where(texts.str.fullmatch(DATE_FORM, na=False)), format="%Y-%m-%d", errors="coerce")
    meant = _day_first(texts).map(hint, na_action="ignore").astype("str").fillna("")
    problems = batch.with_columns(meant=meant).problems(
        "not-a-date", texts.notna() & dates.isna(), column.code, meant="{meant}"
    )
    problems += _as_text(batch, column, dates.notna(), "date-as-text")
    return dates.astype("datetime64[s]"), problems


def _day_first(texts: pd.Series[str]) -> pd.Series[str]:
    """Return the date that a text with points means, as most of the states write it; with strokes it may mean two."""
    pointed = texts.where(texts.str.fullmatch(DAY_FIRST_FORM, na=False)).str.replace(" ", "")
    return pd.to_datetime(pointed, format="%d.%m.%Y", errors="coerce").dt.strftime("%Y-%m-%d")


def _as_text(batch: Batch, column: Column, good: pd.Series[bool], rule: str) -> list[Problem]:
    if column.code not in batch.typed_as_text:
        return []
    return batch.once(rule, good & batch.is_typed_as_text(column.code), column.code)


def _formed(form: str, rule: str, **details: str) -> Callable[[Batch, Column], tuple[pd.Series, list[Problem]]]:
    def read(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
        texts = batch.values[column.code]
        return texts, batch.problems(rule, ~texts.str.fullmatch(form, na=True), column.code, **details)

    return read


_READERS: dict[Kind, Callable[[Batch, Column], tuple[pd.Series, list[Problem]]]] = {
    Kind.CODE: coded,
    Kind.INDICATOR: indicators,
    Kind.YEAR: _years,
    Kind.NUMBER: _numbers,
    Kind.DATE: _dates,
    Kind.ID: _formed(ID_FORM, "not-an-id", example="LV-07, on References LV-R012, on Vignettes LV-V01"),
    Kind.SOURCE: _formed(SOURCE_FORM, "not-an-id", example="LV-07, or ext: and the name of a body"),
    Kind.LINK: _formed(LINK_FORM, "not-a-link"),
    **dict.fromkeys(LIST_KINDS, code_lists),
}
