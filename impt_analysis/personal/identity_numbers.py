"""Personal identity numbers of the states around the Baltic Sea: a table of the forms in which each is written.

A run of digits alone is taken only where date and check digits make a chance hit rare; other forms need their hyphen
or a word such as CPR before them. How often a number that is none passes is measured in `benchmarks/false_alarms.py`
and written down in docs/workbook.md, section "No person in the data".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from impt_analysis.personal.kinds import Identifier, PersonalKind
from impt_analysis.personal.latvian_code import has_latvian_check_digit, is_old_latvian_code
from impt_analysis.personal.snils import is_snils_number

_MAY_HOLD_NUMBER = re.compile(r"\d{6}|\d{2,3}[- ]\d{3}[- ]\d{3}")
"""What every number below has: a quick look before the exact ones."""

_BEFORE = r"(?<![\w+])(?<!\d[-.,])"
_AFTER = r"(?!\w)(?![-.,]\d)"
_HYPHEN = r" ?- ?"
_SAID = r"(?:[-.\s]{0,2}(?:no|nr|nro|number|nummer|kodas|kods|tunnus|№)\b)?[^\w+]{0,4}"
_LAST_DAY = 31
_COORDINATION = 60
"""Added to the day of birth in Sweden's coordination number, for people who are not in the population register."""


@dataclass(frozen=True)
class Form:
    """One way in which a state writes the number: a pattern of the whole token, and what its digits must satisfy.

    `cue` is a pattern of the words that stand before the number where the form alone says too little.
    """

    state: str
    name: str
    pattern: str
    passes: Callable[[str], bool]
    cue: str = ""

    def expression(self) -> re.Pattern[str]:
        """Return the pattern with its borders; the first group is the number."""
        begin = rf"\b(?:{self.cue}){_SAID}(?<!\d)" if self.cue else _BEFORE
        return re.compile(f"{begin}({self.pattern}){_AFTER}", re.IGNORECASE)


def identity_numbers_in(text: str) -> list[Identifier]:
    """Return where a text, plainly spelt and without web addresses, holds a personal identity number, and whose.

    >>> identity_numbers_in("see 112-233-445 95")[0].states
    ('RU',)
    """
    if not _MAY_HOLD_NUMBER.search(text):
        return []
    states: dict[tuple[int, int], list[str]] = {}
    for form, expression in _expressions():
        for match in expression.finditer(text):
            if form.passes(match[1]):
                states.setdefault(match.span(1), []).append(form.state)
    numbers = (
        Identifier(PersonalKind.IDENTITY_NUMBER, *span, tuple(dict.fromkeys(named))) for span, named in states.items()
    )
    return sorted(numbers, key=lambda found: (found.start, found.end))


@lru_cache(maxsize=1)
def _expressions() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    return tuple((form, form.expression()) for form in FORMS)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _danish(number: str) -> bool:
    from stdnum.dk import cpr

    return bool(cpr.is_valid(_digits(number)))


def _estonian(number: str) -> bool:
    from stdnum.ee import ik

    return bool(ik.is_valid(number))


def _finnish(number: str) -> bool:
    from stdnum.fi import hetu

    return bool(hetu.is_valid(number, allow_temporary=True))


def _german(number: str) -> bool:
    from stdnum.de import idnr

    return bool(idnr.is_valid(number))


def _icelandic(number: str) -> bool:
    from stdnum.is_ import kennitala

    digits = _digits(number)
    return int(digits[:2]) <= _LAST_DAY and bool(kennitala.is_valid(digits))  # an organisation's day has 40 added


def _old_latvian(number: str) -> bool:
    return is_old_latvian_code(_digits(number))


def _new_latvian(number: str) -> bool:
    return has_latvian_check_digit(_digits(number))


def _any(_: str) -> bool:
    return True


def _lithuanian(number: str) -> bool:
    from stdnum.lt import asmens

    return bool(asmens.is_valid(number))


def _norwegian(number: str) -> bool:
    from stdnum.no import fodselsnummer

    return bool(fodselsnummer.is_valid(_digits(number)))


def _polish(number: str) -> bool:
    from stdnum.pl import pesel

    return bool(pesel.is_valid(number))


def _swedish(number: str) -> bool:
    from stdnum import luhn
    from stdnum.exceptions import ValidationError
    from stdnum.se import personnummer

    digits = _digits(number)
    day = int(digits[-6:-4])
    day -= _COORDINATION if day > _COORDINATION else 0
    try:
        personnummer.get_birth_date(f"{digits[:-6]}{day:02d}{digits[-4:]}")
    except ValidationError:
        return False
    return bool(luhn.is_valid(digits[-10:]))


def _russian(number: str) -> bool:
    return is_snils_number(_digits(number))


_CPR = r"cpr|personnummer|personnumre|personal (?:identity|identification) number"
_PERSONAS_KODS = r"personas kods?|pers\. ?kods|p\. ?k\.|personal code"
_SNILS = r"снилс|snils"

FORMS = (
    Form("DK", "DDMMYY-NNNN", rf"\d{{6}}{_HYPHEN}\d{{4}}", _danish),
    Form("DK", "CPR DDMMYYNNNN", r"\d{6} ?\d{4}", _danish, _CPR),
    Form("EE", "11 digits", r"[3-6]\d{10}", _estonian),
    Form("FI", "DDMMYY-NNNX", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", _finnish),
    Form("DE", "11 digits", r"\d{11}", _german),
    Form("DE", "NN NNN NNN NNN", r"\d{2} \d{3} \d{3} \d{3}", _german),
    Form("IS", "DDMMYY-NNNN", rf"\d{{6}}{_HYPHEN}\d{{4}}", _icelandic),
    Form("IS", "10 digits", r"\d{6} ?\d{4}", _icelandic),
    Form("LV", "DDMMYY-NNNNN", rf"\d{{6}}{_HYPHEN}[0-2]\d{{4}}", _old_latvian),
    Form("LV", "11 digits, DDMMYY", r"\d{6}[0-2]\d{4}", _old_latvian),
    Form("LV", "3NNNNN-NNNNN", rf"3[2-9]\d{{4}}{_HYPHEN}\d{{5}}", _any),
    Form("LV", "11 digits, 32", r"32\d{9}", _new_latvian),
    Form("LV", "personas kods 3NNNNNNNNNN", r"3[2-9]\d{4} ?\d{5}", _any, _PERSONAS_KODS),
    Form("LT", "11 digits", r"[3-6]\d{10}", _lithuanian),
    Form("NO", "11 digits", r"\d{6}[ -]?\d{5}", _norwegian),
    Form("PL", "11 digits", r"\d\d[0-3]\d{8}", _polish),
    Form("SE", "YYMMDD-NNNN", r"(?:(?:18|19|20)\d\d|\d\d)\d{4} ?[-+] ?\d{4}", _swedish),
    Form("SE", "10 digits", r"\d{4}[0-3]\d{5}", _swedish),
    Form("SE", "12 digits", r"(?:19|20)\d{10}", _swedish),
    Form("RU", "NNN-NNN-NNN NN", r"\d{3}-\d{3}-\d{3}[- ]\d{2}", _russian),
    Form("RU", "SNILS, 11 digits", r"\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}", _russian, _SNILS),
)
"""Poland: months 01 to 12 and 21 to 32, of those born from 1900 to 2099. Estonia and Lithuania share form and rule."""
