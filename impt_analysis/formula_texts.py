"""Texts that a spreadsheet program would run as a formula, and how they are written so that it does not.

Excel and LibreOffice run a csv cell that begins with one of `= + - @`, also in their wide forms; programs that read the
file in between take spaces, quotation marks and control characters away from its beginning. Where the list separator of
the system is a semicolon, as in most states of the inventory, Excel begins a new cell at a semicolon, a tab or a line
break inside a text, whatever quotation marks stand around it (OWASP, "CSV Injection", and issue 443 of its community
pages).
"""

from __future__ import annotations

import re

MARK = "'"
"""Written before what would begin a formula: in Excel's own cells, too, an apostrophe says that a text follows."""

# The wide and small forms of the four signs, and the minus sign that the Nordic and Baltic locales write.
_STARTS = "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]"
_PASSED_OVER = "['\"\\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]"
_CELL = re.compile(f"(\\A|[;\t\r\n])({_PASSED_OVER}*)({_STARTS}?)")
_FRONT = re.compile(f"\\A{MARK}*[\t\r\n\x00]")


def begins_formula(text: str) -> bool:
    r"""Return whether a spreadsheet program could take the whole text for a formula, or pass over its first character.

    >>> begins_formula("=1+1"), begins_formula("\t=1"), begins_formula("1=1"), begins_formula("a;=1")
    (True, True, False, False)
    """
    first = _CELL.match(text)
    return bool((first and first[3]) or _FRONT.match(text))


def disarmed(text: str) -> str:
    r"""Return a text as a csv file holds it: an apostrophe stands before what would begin a formula.

    It stands before each sign `= + - @` (also wide) with which the text, or a part of it after a semicolon, tab or line
    break, begins; spaces, quotation marks, apostrophes and control characters may stand between. One more stands
    before a text that begins, after any apostrophes, with a tab, a line break or a null character. `restored` gives
    the text back. Source: docs/workbook.md, section "What the build writes".

    >>> disarmed("=1+1"), disarmed("a; =1+1"), disarmed("'=1"), disarmed("1-2"), disarmed("\ta")
    ("'=1+1", "a; '=1+1", "''=1", '1-2', "'\ta")
    """
    marked = _CELL.sub(lambda cell: f"{cell[1]}{cell[2]}{MARK if cell[3] else ''}{cell[3]}", text)
    return f"{MARK}{marked}" if _FRONT.match(marked) else marked


def restored(text: str) -> str:
    """Return the text that `disarmed` was given.

    >>> restored("'=1+1"), restored("''=1"), restored("'quoted'")
    ('=1+1', "'=1", "'quoted'")
    """
    bare = _CELL.sub(lambda cell: f"{cell[1]}{cell[2].removesuffix(MARK) if cell[3] else cell[2]}{cell[3]}", text)
    return bare.removeprefix(MARK) if _FRONT.match(bare) else bare
