"""Where in a workbook something stands, for a reader who has it open: sheet, column and heading."""

from __future__ import annotations

from impt_analysis.schema import sheets
from impt_analysis.workbook.cells import letters


def column_letters(sheet: str, column: str) -> str:
    """Return the letters of a column of a sheet, as the template has it.

    >>> column_letters("sources", "reached"), column_letters("sources", "note")
    ('Q', 'AA')
    """
    return letters(sheets()[sheet].codes().index(column) + 1)


def headed(sheet: str, column: str, said: str) -> str:
    """Return what a table says at the head of a column, with the column of the workbook that it is from.

    >>> headed("sources", "reached", "Reached")
    'Reached (Q)'
    """
    return f"{said} ({column_letters(sheet, column)})"


def place_of_answer(source: str, item: str) -> str:
    """Return where the answer of a source on an item stands.

    >>> place_of_answer("LV-05", "Age")
    'Items, column LV-05, row Age'
    """
    return f"{sheets()['items'].name}, column {source}, row {item}"


def place_of_reach(source: str) -> str:
    """Return where it stands whether a source is reached.

    >>> place_of_reach("LV-05")
    'Sources, row LV-05, column Q'
    """
    return f"{sheets()['sources'].name}, row {source}, column {column_letters('sources', 'reached')}"
