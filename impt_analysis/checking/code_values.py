"""Columns of codes: a code or its label to the code, and a problem for each word that is neither."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.cell_entries import SOURCE_FORM, entries, lists_written_otherwise
from impt_analysis.checking.hints import meant
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook import codebook_in, shipped_codebook
from impt_analysis.codebook.codes import OTHER, SEPARATOR, Answer
from impt_analysis.codebook.speaking import languages
from impt_analysis.errors import Problem
from impt_analysis.schema import Column, Kind, offers_codes


def coded(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    """Return a column of codes as an ordered category, with an info where labels or other capitals stand for codes."""
    texts = batch.values[column.code]
    positions = _codes(column.codes).get_indexer(pd.Index(texts, dtype="object"))
    problems: list[Problem] = []
    spelt = positions < 0
    if spelt.any():
        spelt &= texts.notna().to_numpy()
        read, problems = _spelt(batch, column, texts[spelt])
        positions[spelt] = _codes(column.codes).get_indexer(pd.Index(read, dtype="object"))
    return pd.Series(pd.Categorical.from_codes(positions, dtype=_category(column.codes)), texts.index), problems


def code_lists(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    """Return a column of lists as text: codes separated by a semicolon where the list is one of codes."""
    texts = batch.values[column.code]
    single = entries(texts)
    problems = [*_twice(batch, column, single), *_separated_otherwise(batch, column, single)]
    if not column.codes:
        return _joined(texts), problems
    ids = single.str.fullmatch(SOURCE_FORM) if column.kind is Kind.NOTICERS else single.isna()
    spelt = ~(ids | single.isin(_codes(column.codes))).to_numpy()
    if not spelt.any():
        return _joined(texts), problems
    spelt &= ~lists_written_otherwise(single).to_numpy()
    read, found = _spelt(batch, column, single[spelt])
    codes = single.to_numpy(dtype="object").copy()
    codes[spelt] = read.to_numpy(dtype="object")
    understood = pd.Series(codes, single.index, dtype="str").dropna()
    joined = understood.groupby(level=0).agg(SEPARATOR.join).reindex(texts.index)
    return joined.astype("str"), [*problems, *found]


def _joined(texts: pd.Series[str]) -> pd.Series[str]:
    if not texts.str.contains(SEPARATOR, regex=False, na=False).any():
        return texts
    joined = texts.str.replace(rf"\s*{SEPARATOR}[\s{SEPARATOR}]*", SEPARATOR, regex=True).str.strip(SEPARATOR)
    return joined.mask(joined.eq(""))


def _twice(batch: Batch, column: Column, single: pd.Series[str]) -> list[Problem]:
    if single.index.is_unique:
        return []
    again = pd.MultiIndex.from_arrays([single.index, single]).duplicated()
    where = batch.values.index.isin(single.index[again])
    return batch.problems("repeated-entry", pd.Series(where, batch.values.index), column.code)


def _separated_otherwise(batch: Batch, column: Column, single: pd.Series[str]) -> list[Problem]:
    otherwise = lists_written_otherwise(single)
    if not otherwise.any():
        return []
    return batch.of_entries(column.code, single[otherwise]).every("wrong-separator", column.code)


def indicators(batch: Batch, column: Column) -> tuple[pd.Series, list[Problem]]:
    """Return a column of indicators as text: a code of the list, or `other:` and a name."""
    texts = batch.values[column.code]
    named = texts.str.startswith(OTHER, na=False) & texts.ne(OTHER)
    spelt = texts[texts.notna() & ~named & ~texts.isin(_codes(column.codes))]
    if spelt.empty:
        return texts, []
    read, problems = _spelt(batch, column, spelt)
    return texts.mask(texts.index.isin(spelt.index), read.reindex(texts.index)), problems


def _spelt(batch: Batch, column: Column, texts: pd.Series[str]) -> tuple[pd.Series[str], list[Problem]]:
    """Return the codes that texts stand for although they are not written as codes; missing where they are none."""
    codes = spellings(column.codes)
    read = texts.map({text: codes.get(plain(text)) for text in texts.unique()}).astype("str")
    known = read.notna()
    problems = _not_known(batch, column, texts[~known])
    in_its_own_way = known & ~_as_offered(batch, column, texts)
    if in_its_own_way.any():
        spelt = batch.of_entries(column.code, texts[in_its_own_way], code_meant=read[in_its_own_way])
        every = pd.Series(data=True, index=spelt.values.index)
        problems += spelt.once("label-for-code", every, column.code, meant="{code_meant}")
    return read, problems


def _as_offered(batch: Batch, column: Column, texts: pd.Series[str]) -> pd.Series[bool]:
    """Return which texts are the very labels that the template in their workbook's language offers."""
    spoken = batch.languages_of(texts)
    offered = pd.Series(data=False, index=texts.index)
    for language in spoken.unique():
        if not offers_codes(language):
            offered |= spoken.eq(language) & texts.isin(codebook_in(language).labels(column.codes).values())
    return offered


def _not_known(batch: Batch, column: Column, texts: pd.Series[str]) -> list[Problem]:
    if texts.empty:
        return []
    told = list(zip(batch.languages_of(texts), texts, strict=True))
    near_to = {pair: meant(pair[1], _spellings_in(column.codes, pair[0])) for pair in set(told)}
    looked_up = pd.Series([near_to[pair] for pair in told], texts.index, dtype="str")
    near = looked_up.ne("")
    allowed = ", ".join(code for code in _codes(column.codes) if code != Answer.NOT_ASKED)  # which is a blank cell
    misspelt = batch.of_entries(column.code, texts[near], code_meant=looked_up[near])
    return [
        *misspelt.every("misspelt-code", column.code, meant="{code_meant}"),
        *batch.of_entries(column.code, texts[~near]).every("unknown-code", column.code, allowed=allowed),
    ]


@cache
def _codes(name: str) -> pd.Index[str]:
    return pd.Index([str(code) for code in shipped_codebook().codes(name)], dtype="object")


@cache
def _category(name: str) -> pd.CategoricalDtype:
    return shipped_codebook().dtype(name)


@cache
def spellings(name: str) -> Mapping[str, str]:
    """Return the code of every text that stands for one of a list, as it is compared: its labels and the code itself.

    >>> spellings("reached")["partly reached"], spellings("reached")["teilweise erreicht"]
    ('partly', 'partly')
    """
    return {text: code for language in reversed(languages()) for text, code in _spellings_in(name, language).items()}


@cache
def _spellings_in(name: str, language: str) -> Mapping[str, str]:
    labels = codebook_in(language).labels(name)
    return {plain(text): str(code) for code, label in labels.items() for text in (label, code)}
