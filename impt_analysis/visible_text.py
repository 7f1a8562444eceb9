"""Texts from outside as a terminal may show them: no character moves the cursor, colours or turns what follows."""

from __future__ import annotations


def made_visible(text: str) -> str:
    r"""Return a text whose control characters, and other characters that nobody sees, stand as their number.

    A workbook may hold the escape of a terminal, a sign that turns the direction of writing, or a space of no width:
    each is shown instead of obeyed.

    >>> print(made_visible("\x1b[31mred, \u202ecol. B"))
    \x1b[31mred, \u202ecol. B
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)
