"""Wording that introduces a person, in notes and remarks and beside the cells; the value is never repeated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.recognition import recognised
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import ReferenceKind
from impt_analysis.errors import Problem
from impt_analysis.personal.introductions import MAY_INTRODUCE, introduces_person
from impt_analysis.schema import sheets
from impt_analysis.workbook.beside_cells import NAMES
from impt_analysis.workbook.cells import WorkbookCells

INTRODUCED = "person-introduced"
FOUND = "wording that introduces a person"

REMARKS = (
    ("about", "compiled_by"),
    ("about", "confirmed_by"),
    ("about", "note"),
    ("sources", "claim"),
    ("sources", "note"),
    ("channels", "claim"),
    ("statistics", "claim"),
    ("vignettes", "summary"),
)
"""The columns in which people write sentences; beside them the titles of references that are no documents."""

ORGANISATIONS = (("sources", "organisation"), ("sources", "organisation_local"), ("references", "publisher"))
"""The columns that name organisations; what is named there is no person elsewhere."""


def introduced_persons(
    workbooks: Sequence[WorkbookCells], batches: Mapping[str, Batch], tables: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    """Return a problem for each remark, and each text beside the cells, that introduces a person.

    `tables` holds the understood values of `batches`. Source: docs/workbook.md, section "No person in the data".
    """
    organisations = _organisations(batches)
    problems = [
        problem
        for sheet, column in REMARKS
        if column in batches[sheet].values
        for problem in _in_column(batches[sheet], column, organisations)
    ]
    titles = batches["references"].where(tables["references"]["kind"].ne(ReferenceKind.DOCUMENT))
    if "title" in titles.values:
        problems += _in_column(titles, "title", organisations)
    return [*problems, *(problem for workbook in workbooks for problem in _beside(workbook, organisations))]


def _in_column(batch: Batch, column: str, organisations: Collection[str]) -> list[Problem]:
    found = batch.problems(INTRODUCED, _introducing(batch.values[column], organisations), column)
    return [replace(problem, found=FOUND) for problem in found]


def _introducing(values: pd.Series[str], organisations: Collection[str]) -> pd.Series[bool]:
    """Return which texts introduce a person; only those with a word that may do so are looked at closely."""
    texts = pd.Series(values.dropna().astype("str").unique(), dtype="str")
    may = texts[texts.str.contains(MAY_INTRODUCE)]
    return values.isin([text for text in may if introduces_person(text, organisations)])


def _beside(workbook: WorkbookCells, organisations: Collection[str]) -> list[Problem]:
    named = {plain(cells.name): sheets()[code].name for code, cells in recognised(workbook).items()}
    written = {text.text for text in workbook.beside if text.what not in NAMES}
    introducing = {text for text in written if introduces_person(text, organisations)}
    places = [
        (named.get(plain(text.sheet), text.sheet), text.cell, text.what)
        for text in workbook.beside
        if text.what not in NAMES and text.text in introducing
    ]
    return [
        Problem.of(INTRODUCED, file=workbook.file, sheet=sheet, cell=cell, column=what, found=FOUND)
        for sheet, cell, what in dict.fromkeys(places)
    ]


def _organisations(batches: Mapping[str, Batch]) -> list[str]:
    """Return what names an organisation, without the cells that introduce somebody themselves."""
    cells = [batches[sheet].values[column] for sheet, column in ORGANISATIONS if column in batches[sheet].values]
    own = pd.concat(cells).dropna().unique() if cells else []
    bodies = [*shipped_codebook().outside_bodies["name"], *shipped_codebook().outside_bodies["body"]]
    return [name for name in dict.fromkeys([*map(str, own), *bodies]) if MAY_INTRODUCE.search(name) is None]
