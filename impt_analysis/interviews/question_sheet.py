"""The sheet of a form that asks: a heading for each source, and below it a row for each question."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING

import pandas as pd

from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.formula_texts import begins_formula
from impt_analysis.interviews.layout import COLUMNS, offered
from impt_analysis.interviews.said import said_of
from impt_analysis.personal.identifiers import masked
from impt_analysis.reports.question_text import question_texts
from impt_analysis.workbook import appearance
from impt_analysis.workbook.cells import letters
from impt_analysis.workbook.escapes import escaped

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FOOTER = "&A, page &P of &N"
ROOM_FILL = "FFF8E1"
"""The colour of the cells that are filled in."""

SIDE, TOP, BOTTOM, FOOT = 0.4, 0.4, 0.7, 0.3
"""The margins of a printed page, in inches; the footer stands in the lower one."""


def form_rows(known: Mapping[str, pd.DataFrame], questions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the sheet Questions as text: the questions by organisation, then by source, in their order.

    `known` has the tables of the state. Columns: those of the form, of which `about` holds the item asked about, or
    `reached`, and what is filled in is blank; `title` and `already`, what the heading of the source says.
    """
    items = questions["item"].astype("object")
    about = items.where(questions["kind"].eq(QuestionKind.RECORDED), QuestionKind.REACHED.value)
    asked = questions.assign(question=question_texts(questions), about=about)
    asked["stated"] = said_of(known, asked)
    texts = asked.astype("object").fillna("").astype("str")
    asked["title"] = texts["source_id"] + " " + texts["name"] + "; held by " + texts["organisation"]
    claim = texts["claim"].where(texts["claim"].ne(""), "nothing.")
    references = (" (" + texts["reference_ids"].str.replace(";", ", ") + ")").where(texts["reference_ids"].ne(""), "")
    asked["already"] = "Known already: " + claim + references
    for column in ("title", "already"):
        asked[column] = asked[column].map({text: masked(text) for text in asked[column].unique()})
    groups = [pd.factorize(asked[column])[0] for column in ("organisation", "source_id")]
    place = pd.DataFrame(dict(zip(("organisation", "source"), groups, strict=True)), index=asked.index)
    ordered = asked.loc[place.sort_values(["organisation", "source"], kind="stable").index]
    rows = ordered.reindex(columns=[*COLUMNS, "title", "already"]).astype("object").fillna("").astype("str")
    return rows.reset_index(drop=True)


def fill_questions(worksheet: Worksheet, rows: pd.DataFrame) -> None:
    """Write the rows of `form_rows` onto a sheet, with room and drop-downs for the answers, ready to print."""
    worksheet.append([column.label for column in COLUMNS.values()])
    headings: dict[int, str] = {}
    abouts: dict[int, str] = {}
    for _, asked in rows.groupby("source_id", sort=False):
        for text in asked[["title", "already"]].iloc[0]:
            headings[len(headings) + len(abouts) + 2] = text
        for row in asked[list(COLUMNS)].itertuples(index=False):
            number = len(headings) + len(abouts) + 2
            abouts[number] = row[list(COLUMNS).index("about")]
            for position, value in enumerate(row, start=1):
                _put(worksheet, number, position, value)
    appearance.widths(worksheet, [column.width for column in COLUMNS.values()])
    appearance.header(worksheet, 1, len(COLUMNS))
    appearance.body(worksheet, 2)
    for number, text in headings.items():
        _head(worksheet, number, text)
    _bolden(worksheet, list(headings)[::2])
    for position, (code, column) in enumerate(COLUMNS.items(), start=1):
        for number, about in abouts.items():
            if column.filled_in and (code != "barrier" or offered(code, about)):
                give_room(worksheet, f"{letters(position)}{number}")
        _offer(worksheet, code, letters(position), abouts)
    _set_up_page(worksheet)


def give_room(worksheet: Worksheet, place: str) -> None:
    """Let a cell look like one that is filled in."""
    from openpyxl.styles import Border, PatternFill, Side

    thin = Side(style="thin", color="888888")
    worksheet[place].fill = PatternFill("solid", fgColor=ROOM_FILL)
    worksheet[place].border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _put(worksheet: Worksheet, row: int, column: int, text: str) -> None:
    if text:
        cell = worksheet.cell(row, column, escaped(text))
        cell.data_type = "s"  # a text that begins with = stays a text
        cell.quotePrefix = begins_formula(text)


def _head(worksheet: Worksheet, number: int, text: str) -> None:
    """Write a heading across all columns, in a row as high as it needs."""
    from openpyxl.styles import Alignment, PatternFill

    _put(worksheet, number, 1, text)
    worksheet.merge_cells(f"A{number}:{letters(len(COLUMNS))}{number}")
    cell = worksheet.cell(number, 1)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.fill = PatternFill("solid", fgColor=appearance.NAMES_FILL)
    width = sum(column.width for column in COLUMNS.values())
    lines = ceil(len(text) * appearance.ORDINARY / width)
    worksheet.row_dimensions[number].height = appearance.LINE_HEIGHT * lines + 3


def _bolden(worksheet: Worksheet, numbers: list[int]) -> None:
    from openpyxl.styles import Font

    for number in numbers:
        worksheet.cell(number, 1).font = Font(name=appearance.FONT, bold=True)


def _set_up_page(worksheet: Worksheet) -> None:
    appearance.page(worksheet, FOOTER, 1)
    worksheet.page_setup.fitToWidth = 1
    margins = worksheet.page_margins
    margins.left = margins.right = SIDE
    margins.top, margins.bottom, margins.footer = TOP, BOTTOM, FOOT
    worksheet.freeze_panes = "A2"


def _offer(worksheet: Worksheet, column: str, letter: str, abouts: Mapping[int, str]) -> None:
    """Offer the codes of each cell of a column, one list for all the cells that offer the same."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists: dict[str, list[str]] = {}
    for number, about in abouts.items():
        lists.setdefault(",".join(offered(column, about)), []).append(f"{letter}{number}")
    for codes, places in lists.items():
        if codes:
            validation = DataValidation(type="list", formula1=f'"{codes}"', allow_blank=True, showErrorMessage=True)
            validation.errorTitle, validation.error = "Not in the list", "Choose one of the codes of the list."
            for place in places:
                validation.add(place)
            worksheet.add_data_validation(validation)
