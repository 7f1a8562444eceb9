"""The sheets and columns of a workbook, built from the codebook."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from impt_analysis.codebook import codebook_in
from impt_analysis.codebook.codes import YesNo
from impt_analysis.codebook.speaking import ORIGINAL, languages
from impt_analysis.codebook.wordings import worded

PROBLEM_SHEET = "Problems"
PROBLEM_SHEET_TITLE = "Problems that impt check found"
"""Stands in the first cell of the sheet of problems of a marked copy, which may have another name; no data."""

ANSWER_LIST = "answer"


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    ID = "id"
    SOURCE = "source"
    NOTICERS = "noticers"
    REFERENCES = "references"
    INDICATOR = "indicator"
    YEAR = "year"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"


class Need(StrEnum):
    """What a workbook must have of a column: a value in every row, the column itself, or neither."""

    VALUE = "value"
    COLUMN = "column"
    OPTIONAL = "optional"


LIST_KINDS = (Kind.CODES, Kind.NOTICERS, Kind.REFERENCES)
"""Kinds whose cells hold several entries, separated by a semicolon."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its code, its label in the header, what its cells hold and from which list of codes.

    `must_exist`: the workbook has the column; `must_fill`: no cell of it is blank.
    """

    code: str
    label: str
    kind: Kind
    codes: str
    must_exist: bool
    must_fill: bool
    width: float
    definition: str

    def what(self) -> str:
        """Return the definition as a part of a sentence.

        >>> sheets()["sources"].column("name").what()
        'what the source is called'
        """
        return self.definition[:1].lower() + self.definition[1:].rstrip(".")


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its code, its name, whether every workbook has it, and its columns in order.

    Name, labels and definitions are in `language`.
    """

    code: str
    name: str
    language: str
    required: bool
    definition: str
    columns: tuple[Column, ...]

    def column(self, code: str) -> Column:
        """Return the column with this code."""
        return next(column for column in self.columns if column.code == code)

    def headers(self) -> dict[str, str]:
        """Return the column's code by every header it may have, in lower case: a label in any language, or the code."""
        return dict(_headers(self.code))

    def codes(self) -> list[str]:
        """Return the codes of the columns, in order."""
        return [column.code for column in self.columns]


@cache
def sheets(language: str = ORIGINAL) -> dict[str, Sheet]:
    """Return the sheets of a workbook by code, in order; the sheets Read me and Codebook are help and hold no data.

    Raises UsageError for a language that the vocabulary is not translated into.

    >>> list(sheets())
    ['about', 'sources', 'items', 'channels', 'statistics', 'vignettes', 'references']
    """
    columns = codebook_in(language).columns
    return {
        str(row.sheet): Sheet(
            code=str(row.sheet),
            name=str(row.label),
            language=language,
            required=str(row.required) == YesNo.YES,
            definition=str(row.definition),
            columns=tuple(map(_column, columns[columns["sheet"].eq(str(row.sheet))].to_dict("records"))),
        )
        for row in codebook_in(language).sheets.itertuples()
    }


def help_sheets(language: str = ORIGINAL) -> tuple[str, str]:
    """Return the names of the two sheets that hold no data: what to do, and every code explained.

    >>> help_sheets()
    ('Read me', 'Codebook')
    """
    return worded("workbook", language, "instructions_sheet"), worded("workbook", language, "codebook_sheet")


def offers_codes(language: str) -> bool:
    """Return whether a template offers and holds codes: they are English words, so that others have their labels.

    >>> offers_codes("en"), offers_codes("de")
    (True, False)
    """
    return language == ORIGINAL


@cache
def _headers(code: str) -> dict[str, str]:
    columns = [column for language in languages() for column in sheets(language)[code].columns]
    return {name.casefold(): column.code for column in columns for name in (column.label, column.code)}


def _column(entry: Mapping[Hashable, str]) -> Column:
    return Column(
        code=entry["column"],
        label=entry["label"],
        kind=Kind(entry["kind"]),
        codes=entry["codes"],
        must_exist=Need(entry["required"]) is not Need.OPTIONAL,
        must_fill=Need(entry["required"]) is Need.VALUE,
        width=float(entry["width"] or 0),
        definition=entry["definition"],
    )
