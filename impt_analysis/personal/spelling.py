"""Texts spelt in one way, so that an identifier is seen however its characters are written."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212\u058a\u05be\u2e3a\u2e3b\u2e40\u301c\u3030\u30a0\ufe58\ufe63\uff0d]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f]"
)
"""Soft hyphens, joiners, marks of direction and the like: they have no width and can stand inside a number."""

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


def plainly_spelt(text: str) -> str:
    r"""Return a text with compatible characters made one (NFKC), any dash as a hyphen, any digit as 0 to 9.

    Characters without width are left out, and every space is a plain one.

    >>> plainly_spelt("tel\N{FULLWIDTH FULL STOP} \N{FULLWIDTH DIGIT ONE}\N{NON-BREAKING HYPHEN}2\N{ZERO WIDTH SPACE}3")
    'tel. 1-23'
    """
    if text.isascii():
        return text
    joined = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    digits = _OTHER_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), _DASHES.sub("-", joined))
    return re.sub(r"[^\S\n]", " ", digits)
