"""Identity numbers made from each state's rule, for tests: no number here was given to anybody that we know of.

Each has the same date of birth and the lowest running number, or is counted up from one, and takes the first check
digits that its state's rule allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product

from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.fi import hetu
from stdnum.is_ import kennitala
from stdnum.lt import asmens
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.se import personnummer

from impt_analysis.personal.latvian_code import is_old_latvian_code
from impt_analysis.personal.snils import is_snils_number

DIGITS = "0123456789"
LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def _first(begin: str, ends: Iterable[str], passes: Callable[[str], bool], end: str = "") -> str:
    """Return the first number that begins so and passes."""
    return next(number for number in (f"{begin}{check}{end}" for check in ends) if passes(number))


def _two() -> Iterable[str]:
    return ("".join(pair) for pair in product(DIGITS, DIGITS))


def _hyphenated(number: str) -> str:
    return f"{number[:6]}-{number[6:]}"


LATVIAN_OLD = _first("0102031000", DIGITS, is_old_latvian_code)
NORWEGIAN = next(
    number
    for serial in range(100)
    for number in (f"010203{serial:03d}{check}" for check in _two())
    if fodselsnummer.is_valid(number)
)
ICELANDIC = _first("01020320", DIGITS, kennitala.is_valid, end="9")
GERMAN = _first("1123456789", DIGITS, idnr.is_valid)
SWEDISH = _first("030201001", DIGITS, personnummer.is_valid)
SNILS = _first("001002003", _two(), is_snils_number)

WRITTEN = {
    "DK": [_hyphenated(_first("010203100", DIGITS, cpr.is_valid))],
    "EE": [_first("3030201001", DIGITS, ik.is_valid)],
    "FI": [
        _first("010203-002", LETTERS, hetu.is_valid),
        _first("010203A900", LETTERS, lambda number: hetu.is_valid(number, allow_temporary=True)),
    ],
    "DE": [GERMAN, f"{GERMAN[:2]} {GERMAN[2:5]} {GERMAN[5:8]} {GERMAN[8:]}"],
    "IS": [ICELANDIC, _hyphenated(ICELANDIC)],
    "LV": [LATVIAN_OLD, _hyphenated(LATVIAN_OLD), "320000-00000"],
    "LT": [_first("4030201001", DIGITS, asmens.is_valid)],
    "NO": [NORWEGIAN, f"{NORWEGIAN[:6]} {NORWEGIAN[6:]}"],
    "PL": [_first("0302010010", DIGITS, pesel.is_valid)],
    "SE": [SWEDISH, _hyphenated(SWEDISH), f"19{SWEDISH}", f"19{_hyphenated(SWEDISH)}", f"{SWEDISH[:6]}+{SWEDISH[6:]}"],
    "RU": [f"{SNILS[:3]}-{SNILS[3:6]}-{SNILS[6:9]} {SNILS[9:]}"],
}
"""Numbers of each state in every form in which it is written."""

CHECKED = {
    "EE": WRITTEN["EE"][0],
    "FI": WRITTEN["FI"][0],
    "DE": GERMAN,
    "LV": _hyphenated(LATVIAN_OLD),
    "LT": WRITTEN["LT"][0],
    "NO": NORWEGIAN,
    "PL": WRITTEN["PL"][0],
    "SE": _hyphenated(SWEDISH),
    "RU": WRITTEN["RU"][0],
}
"""A number of each state whose last character checks the others: not in Denmark since 2007, nor in Iceland."""
