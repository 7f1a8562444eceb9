r"""Spaces that nobody sees: a text as it is read, and as it is compared."""

from __future__ import annotations

import re

_INVISIBLE = "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
"""Copied from web pages along with a text; unlike the no-break space they are no white space to `str.strip`."""

_OUTER = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")


def trimmed(text: str) -> str:
    r"""Return a text without the spaces around it, those included that nobody sees.

    >>> trimmed("\N{NO-BREAK SPACE}LV-07 \N{ZERO WIDTH SPACE}")
    'LV-07'
    """
    if text.isascii():
        return text.strip()
    return _OUTER.sub("", text)


def plain(value: object) -> str:
    r"""Return the text of a cell as it is compared: single spaces, without regard to capitals.

    >>> plain("  Organisation\N{NO-BREAK SPACE}type ")
    'organisation type'
    """
    return " ".join(trimmed(str(value)).split()).casefold()
