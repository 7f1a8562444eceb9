"""Texts as Excel files hold them: characters that XML cannot carry are written by their number."""

from __future__ import annotations

import re

# ECMA-376, part 1, section 22.9.2.19 (ST_Xstring): _xHHHH_ stands for a character, and _x005F_ for an underline before
# one.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CANNOT_STAND = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def escaped(text: str) -> str:
    r"""Return a text as a cell of an Excel file holds it, so that every reader gives it back as it was.

    >>> escaped("_x000D_"), escaped("a\rb")
    ('_x005F_x000D_', 'a_x000D_b')
    """
    marked = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _CANNOT_STAND.sub(lambda match: f"_x{ord(match[0]):04X}_", marked)


def unescaped(text: str) -> str:
    """Return a text of an Excel file as a person sees it.

    >>> unescaped("a_x0031_b")
    'a1b'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
