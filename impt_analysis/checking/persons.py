"""No person in the data: identity numbers, addresses and telephone numbers in cells and beside them are problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.cell_entries import entries
from impt_analysis.checking.introduced import INTRODUCED
from impt_analysis.checking.placed import header_row
from impt_analysis.checking.recognition import named_originally, recognised
from impt_analysis.checking.spaces import plain
from impt_analysis.checking.values import NUMBER_FORM
from impt_analysis.errors import Problem
from impt_analysis.personal.identifiers import identifiers_in
from impt_analysis.personal.kinds import CONTACTS, PersonalKind
from impt_analysis.personal.withholding import without_identifiers
from impt_analysis.schema import Column, Kind, Sheet, sheets
from impt_analysis.workbook.beside_cells import LINK, NAMES
from impt_analysis.workbook.cells import CellValue, PlacedText, SheetCells, WorkbookCells, address

IDENTIFIER = "personal-identifier"
ALLOWED = "allowed_contacts"
GENERATORS = frozenset(
    ("impt_analysis", "openpyxl", "libreoffice", "apache poi", "microsoft office user", "windows user", "author")
)
"""Written where a person's name could stand by programs, and by Excel when it has taken the name out."""

MOST_NUMBERS = 5_000
"""Looked through in less than a second. The largest workbook of a state has about a hundred."""

_LONG_NUMBER = re.compile(r"\d[\d ()./-]{5}")
_CELL = re.compile(r"'?(?P<sheet>[^!']+)'?!\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})")
_THREAD = "tc="
"""Excel writes this and a number as the author of a comment that has answers."""

_FEWEST_DIGITS, _MOST_DIGITS = 8, 10
_MEND_CONTACT = (
    "Delete it, and the name of a person beside it, which no check finds by itself. If it is the public contact of an "
    "institution, name the cell under Allowed contacts on the sheet About."
)
_MEND_CELL = (
    "Delete it, and the name of a person beside it, which no check finds by itself. If it is another kind of number, "
    "write in words what it is and separate its digits."
)
_MEND_BESIDE = (
    "Delete it, and the name of a person beside it; in Excel, File, Info, Check for Issues, Inspect Document finds "
    "comments, properties, headers and names."
)


@dataclass(frozen=True)
class _Found:
    """An identifier and its place; `own` when it is the cell's own text or the link that Excel makes of it."""

    file: str
    place: PlacedText
    kind: PersonalKind
    what: str
    own: bool

    def key(self) -> tuple[str, str, str]:
        return self.file, plain(self.place.sheet), self.place.cell

    def problem(self) -> Problem:
        mend = _MEND_CELL if self.own else _MEND_BESIDE
        return Problem.of(
            IDENTIFIER,
            file=self.file,
            sheet=self.place.sheet,
            cell=self.place.cell,
            column=self.place.what,
            found=self.what,
            mend=_MEND_CONTACT if self.own and self.kind in CONTACTS else mend,
        )


def person_problems(workbooks: Sequence[WorkbookCells], about: Batch) -> list[Problem]:
    """Return a problem for everything in the workbooks that identifies or reaches a person, wherever it stands.

    The value is never repeated. Contacts of an institution may stand in the cells that `about` allows. Source:
    docs/workbook.md, section "No person in the data".
    """
    numbers = {book.file: _numbers_in(book) for book in workbooks}
    crowded = [_too_many(file, count) for file, count in numbers.items() if count > MOST_NUMBERS]
    found = _found([book for book in workbooks if numbers[book.file] <= MOST_NUMBERS])
    allowed = _allowed(about)
    contacts = {one.key() for one in found if one.own and one.kind in CONTACTS}
    kept = [one for one in found if not (one.own and one.kind in CONTACTS and one.key() in set(allowed["key"]))]
    without = allowed["key"].notna() & ~allowed["key"].isin(contacts)
    return [
        *crowded,
        *(one.problem() for one in kept),
        *about.of_entries(ALLOWED, allowed.loc[allowed["key"].isna(), "entry"]).every("not-a-cell", ALLOWED),
        *about.of_entries(ALLOWED, allowed.loc[without, "entry"]).every("cell-without-contact", ALLOWED),
        *(problem for workbook in workbooks for problem in _names(workbook)),
    ]


def _numbers_in(book: WorkbookCells) -> int:
    """How many numbers that may be an identity or telephone number stand in the texts of a workbook."""
    texts = {value for sheet in book.sheets for row in sheet.rows for value in row if isinstance(value, str)}
    return sum(len(_LONG_NUMBER.findall(text)) for text in texts | {text.text for text in book.beside})


def _too_many(file: str, count: int) -> Problem:
    return Problem.of("too-many-numbers", file=file, found=f"{count:,} numbers", limit=f"{MOST_NUMBERS:,}")


def without_values(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems with no identifier in them, and no value of a cell that holds one or introduces a person."""
    listed = list(problems)
    cells = {(one.file, one.sheet, one.cell) for one in listed if one.code in (IDENTIFIER, INTRODUCED) and one.cell}
    told = [one for one in listed if one.code in (IDENTIFIER, INTRODUCED)]
    others = [one for one in listed if one.code not in (IDENTIFIER, INTRODUCED)]
    return [*without_identifiers(told), *without_identifiers(others, cells)]


def _found(workbooks: Sequence[WorkbookCells]) -> list[_Found]:
    values = set(chain.from_iterable(row for book in workbooks for sheet in book.sheets for row in sheet.rows))
    beside = (text.text for book in workbooks for text in book.beside)
    formulas = (finding.text for book in workbooks for sheet in book.sheets for finding in sheet.findings)
    texts = pd.Series(list({*map(_as_text, values), *beside, *formulas}), dtype="str")
    table = identifiers_in(texts)
    held = {
        str(text): list(zip(rows["kind"], rows["what"], strict=True))
        for text, rows in table.groupby(texts.loc[table["text"]].to_numpy())
    }
    if not held:
        return []
    hits = {value for value in values if _as_text(value) in held}
    return [
        _Found(book.file, place, kind, what, own)
        for book in workbooks
        for place, own in _placed(book, hits)
        for kind, what in held.get(place.text, [])
    ]


def _placed(workbook: WorkbookCells, hits: set[CellValue]) -> Iterator[tuple[PlacedText, bool]]:
    """The texts beside the cells, and the cells that hold one of these values; each with whether it is a cell's own."""
    known = {id(cells): code for code, cells in recognised(workbook).items()}
    for cells in workbook.sheets:
        sheet = sheets().get(known.get(id(cells), ""))
        name = sheet.name if sheet else cells.name
        yield from ((place, True) for place in _cells_with(hits, cells, name, _columns(sheet, cells)))
        for finding in cells.findings:
            yield PlacedText(name, address(finding.row, finding.column), "", finding.text), True
    named = {plain(cells.name): sheets()[code].name for code, cells in recognised(workbook).items()}
    for text in workbook.beside:
        sheet_name = named.get(plain(text.sheet), text.sheet)
        yield PlacedText(sheet_name, text.cell, text.what, text.text), bool(text.cell) and text.what == LINK


def _cells_with(hits: set[CellValue], cells: SheetCells, name: str, columns: dict[int, Column]) -> Iterator[PlacedText]:
    if hits.isdisjoint(chain.from_iterable(cells.rows)):
        return
    for number, row in enumerate(cells.rows):
        for position, value in enumerate(row):
            column = columns.get(position)
            if value in hits and not (column and column.kind in (Kind.NUMBER, Kind.YEAR) and _is_number(value)):
                cell = address(cells.first_row + number, cells.first_column + position)
                yield PlacedText(name, cell, column.label if column else "", _as_text(value))


def _columns(sheet: Sheet | None, cells: SheetCells) -> dict[int, Column]:
    header = header_row(sheet, cells) if sheet else None
    if sheet is None or header is None:
        return {}
    codes = ((position, sheet.headers().get(plain(value))) for position, value in enumerate(cells.rows[header]))
    return {position: sheet.column(code) for position, code in codes if code is not None}


def _is_number(value: CellValue) -> bool:
    return not isinstance(value, str) or re.fullmatch(NUMBER_FORM, value.strip()) is not None


def _as_text(value: CellValue) -> str:
    """The text of a cell; a number also with the zeros at its beginning that Excel drops."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0 or value % 1:
        return ""
    digits = f"{value:.0f}"
    if not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        return digits
    longest = digits.zfill(11) if len(digits) > _FEWEST_DIGITS else ""
    return f"{digits} {digits.zfill(10)} {longest}"


def _allowed(about: Batch) -> pd.DataFrame:
    """A row per entry of the allowed contacts: `entry`, and the place as `key`, missing where the entry is no cell."""
    if ALLOWED not in about.values:
        return pd.DataFrame({"entry": pd.Series(dtype="str"), "key": pd.Series(dtype="object")})
    single = entries(about.values[ALLOWED])
    files = about.values["file"].reindex(single.index)
    keys = [_key(file, entry) for file, entry in zip(files, single, strict=True)]
    return pd.DataFrame({"entry": single, "key": pd.Series(keys, single.index, dtype="object")})


def _key(file: str, entry: str) -> tuple[str, str, str] | None:
    match = _CELL.fullmatch(entry)
    return (
        (file, plain(named_originally(match["sheet"])), f"{match['column'].upper()}{match['row']}") if match else None
    )


def _names(workbook: WorkbookCells) -> list[Problem]:
    places = [
        (text.sheet, text.what)
        for text in workbook.beside
        if text.what in NAMES and text.text.casefold() not in GENERATORS and not text.text.startswith(_THREAD)
    ]
    return [
        Problem.of("personal-name-in-properties", file=workbook.file, sheet=sheet, column=what, found="a name")
        for sheet, what in dict.fromkeys(places)
    ]
