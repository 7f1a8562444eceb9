"""Tables to a workbook that a person likes to fill in: drop-downs, definitions beside the answers, frozen headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd

from impt_analysis.codebook import codebook_in
from impt_analysis.codebook.codes import Answer
from impt_analysis.codebook.speaking import ORIGINAL
from impt_analysis.codebook.wordings import worded
from impt_analysis.errors import UsageError
from impt_analysis.formula_texts import begins_formula
from impt_analysis.schema import ANSWER_LIST, Column, Kind, Sheet, help_sheets, offers_codes, sheets
from impt_analysis.workbook import appearance
from impt_analysis.workbook.cells import letters
from impt_analysis.workbook.escapes import escaped
from impt_analysis.workbook.help_sheets import add_codebook, add_readme, defined_name
from impt_analysis.workbook.seal import sealed

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SPARE_ROWS = 200
"""Rows below the last one that have drop-downs too, for what is still to be written."""

SPARE_SOURCES = 20
"""Columns beside the last source on the sheet Items that have drop-downs too."""

LONGEST_TEXT, LONGEST_TITLE, LONGEST_PROMPT = 32_767, 32, 255
"""In characters: what Excel allows in a cell, and in the title and the text of what it shows at a chosen cell."""

WORD_PADDING = 2.0
"""In characters, beside the longest word of a column."""

FIRST_ANSWER = 4
"""On the sheet Items, the column of the first source: item, label and definition stand before it."""

HEADER_ROWS_OF_ITEMS = 2
"""On the sheet Items, ids and names of the sources stand above the answers."""


def workbook_bytes(tables: Mapping[str, pd.DataFrame], language: str = ORIGINAL) -> bytes:
    """Return the workbook of one state as the bytes of an .xlsx file, the same for the same tables.

    Headers, explanations and drop-downs are in `language`; a translated workbook holds labels in place of codes.

    `tables` has a table per sheet, by the sheet's code, with the columns of the sheet (missing: a blank cell):
    `about` one row, `items` a row per source and item with the `answer`, where `not_asked` is a blank cell.

    Raises UsageError for a text that no cell of Excel can hold, and for an unknown language. Source of the format:
    docs/workbook.md.
    """
    from openpyxl import Workbook

    about = tables["about"].iloc[0]
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "impt_analysis"
    state = codebook_in(language).label("state", about["state"])
    workbook.properties.title = worded("workbook", language, "document_title", state=state)
    instructions, explained = help_sheets(language)
    add_readme(workbook.create_sheet(instructions), language)
    for sheet in sheets(language).values():
        _add_sheet(workbook, sheet, tables)
    add_codebook(workbook, workbook.create_sheet(explained), language)
    target = BytesIO()
    workbook.save(target)
    return sealed(target.getvalue(), pd.Timestamp(about["edition"]).date())


def _add_sheet(workbook: Workbook, sheet: Sheet, tables: Mapping[str, pd.DataFrame]) -> None:
    worksheet = workbook.create_sheet(sheet.name)
    if sheet.code == "about":
        _fill_about(worksheet, sheet, tables["about"])
    elif sheet.code == "items":
        _fill_items(worksheet, sheet, tables["sources"], tables["items"])
    else:
        _fill_rows(worksheet, sheet, tables[sheet.code])


def _fill_about(worksheet: Worksheet, sheet: Sheet, about: pd.DataFrame) -> None:
    worksheet.append([worded("workbook", sheet.language, name) for name in ("key", "value", "what_to_write")])
    for number, column in enumerate(sheet.columns, start=2):
        worksheet.append([column.label, None, column.definition])
        _put(worksheet, number, 2, _offered(about[column.code].iloc[0], column, sheet.language), column)
        _guide(worksheet, f"B{number}", column, sheet.language)
    appearance.widths(worksheet, [26, 44, 80])
    appearance.header(worksheet, 1, 3)
    appearance.body(worksheet, 2)
    appearance.page(worksheet, _footer(sheet), 1)
    worksheet.freeze_panes = "A2"


def _fill_rows(worksheet: Worksheet, sheet: Sheet, table: pd.DataFrame) -> None:
    worksheet.append([column.label for column in sheet.columns])
    last = len(table) + 1
    for position, column in enumerate(sheet.columns, start=1):
        for number, value in enumerate(table[column.code], start=2):
            _put(worksheet, number, position, _offered(value, column, sheet.language), column)
        _guide(worksheet, f"{letters(position)}2:{letters(position)}{last + SPARE_ROWS}", column, sheet.language)
    named_by = 2 if sheet.code == "sources" else 1
    worksheet.auto_filter.ref = f"A1:{letters(len(sheet.columns))}{last}"
    appearance.widths(worksheet, [_width(column, sheet.language) for column in sheet.columns])
    appearance.header(worksheet, 1, len(sheet.columns))
    appearance.body(worksheet, 2)
    appearance.page(worksheet, _footer(sheet), 1, named_by)
    worksheet.freeze_panes = f"{letters(named_by + 1)}2"


def _fill_items(worksheet: Worksheet, sheet: Sheet, sources: pd.DataFrame, items: pd.DataFrame) -> None:
    worksheet.append([column.label for column in sheet.columns])
    worksheet.append([None] * len(sheet.columns))
    for row, column in enumerate(("source_id", "name"), start=1):
        for position, text in enumerate(sources[column], start=FIRST_ANSWER):
            _put(worksheet, row, position, text, sheets()["sources"].column(column))
    answer_column = _answer(sheet.language)
    for entry in codebook_in(sheet.language).items.itertuples():
        worksheet.append([entry.item, entry.label, entry.definition])
    stated = items.assign(answer=items["answer"].astype("object").where(items["answer"].ne(Answer.NOT_ASKED)))
    wide = stated.pivot(index="item", columns="source_id", values="answer")
    wide = wide.reindex(index=codebook_in(sheet.language).codes("item"), columns=list(sources["source_id"]))
    for position, source_id in enumerate(wide.columns, start=FIRST_ANSWER):
        for number, answer in enumerate(wide[source_id], start=HEADER_ROWS_OF_ITEMS + 1):
            _put(worksheet, number, position, _offered(answer, answer_column, sheet.language), answer_column)
    _guide_answers(worksheet, len(sources), sheet.language)
    width = FIRST_ANSWER - 1 + len(sources)
    appearance.widths(worksheet, [column.width for column in sheet.columns] + [15.0] * len(sources))
    appearance.header(worksheet, 1, width)
    appearance.names(worksheet, 2, width)
    appearance.body(worksheet, HEADER_ROWS_OF_ITEMS + 1)
    appearance.page(worksheet, _footer(sheet), HEADER_ROWS_OF_ITEMS, FIRST_ANSWER - 2)
    worksheet.freeze_panes = f"{letters(FIRST_ANSWER)}{HEADER_ROWS_OF_ITEMS + 1}"


def _guide_answers(worksheet: Worksheet, sources: int, language: str) -> None:
    first, last = letters(FIRST_ANSWER), letters(FIRST_ANSWER - 1 + sources + SPARE_SOURCES)
    for row, code in enumerate(("source_id", "name"), start=1):
        _guide(worksheet, f"{first}{row}:{last}{row}", sheets(language)["sources"].column(code), language)
    _guide(worksheet, f"{first}{HEADER_ROWS_OF_ITEMS + 1}:{last}{worksheet.max_row}", _answer(language), language)


def _footer(sheet: Sheet) -> str:
    return worded("workbook", sheet.language, "page_of_pages")


def _offered(value: object, column: Column, language: str) -> object:
    """Return a value as the drop-down of its column offers it: a code, or its label in a translated workbook."""
    if offers_codes(language) or column.kind not in (Kind.CODE, Kind.INDICATOR):
        return value
    labels: Mapping[object, object] = codebook_in(language).labels(column.codes)
    return labels.get(value, value)


def _width(column: Column, language: str) -> float:
    """Return the width of a column: no word of its header is parted, and none of the labels that it offers."""
    labels = column.kind is Kind.CODE and not offers_codes(language)
    offered = codebook_in(language).labels(column.codes).values() if labels else ()
    words = (word for text in (column.label, *offered) for word in re.split(r"[\s-]+", text))
    return max(column.width, max(map(len, words)) * appearance.ORDINARY + WORD_PADDING)


def _put(worksheet: Worksheet, row: int, column: int, value: object, kind: Column) -> None:
    cell = worksheet.cell(row, column)
    if kind.kind is Kind.DATE:
        cell.number_format = "yyyy-mm-dd"
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return
    if kind.kind in (Kind.YEAR, Kind.NUMBER):
        number = float(str(value))
        cell.value = int(number) if number.is_integer() else number
    elif kind.kind is Kind.DATE:
        cell.value = pd.Timestamp(str(value)).date()
    else:
        text = escaped(str(value))
        _check_length(text, kind)
        cell.value = text
        cell.data_type = "s"  # a text that begins with = stays a text
        cell.quotePrefix = begins_formula(str(value))  # and stays one when a person edits the cell


def _check_length(text: str, kind: Column) -> None:
    if len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        raise UsageError(
            f"a cell of Excel holds at most {LONGEST_TEXT:,} characters; {kind.label} has more: {text[:40]}…"
        )


def _guide(worksheet: Worksheet, area: str, column: Column, language: str) -> None:
    """Show what belongs into the cells when one of them is chosen, and offer the codes of their list."""
    from openpyxl.worksheet.datavalidation import DataValidation

    validation = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=False)
    validation.promptTitle, validation.prompt = column.label[:LONGEST_TITLE], _prompt(column, language)[:LONGEST_PROMPT]
    if column.kind in (Kind.CODE, Kind.INDICATOR):
        validation.type, validation.formula1 = "list", f"={defined_name(column.codes)}"
        validation.errorTitle = worded("workbook", language, "not_in_the_list")
        validation.error = worded("workbook", language, "choose_from_the_list")
        validation.showErrorMessage = column.kind is Kind.CODE  # an indicator may also be other: and a name
    validation.add(area)
    worksheet.add_data_validation(validation)


def _prompt(column: Column, language: str) -> str:
    needed = f" {worded('workbook', language, 'to_be_filled_in')}" if column.must_fill else ""
    return f"{column.definition.rstrip('.')}.{needed}" if not column.definition.endswith("?") else column.definition


def _answer(language: str) -> Column:
    label, definition = (worded("workbook", language, name) for name in ("answer", "answer_definition"))
    return Column("answer", label, Kind.CODE, ANSWER_LIST, True, False, 0, definition)
