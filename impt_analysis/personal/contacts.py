"""E-mail addresses and telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import REGIONAL
from impt_analysis.personal.kinds import Identifier, PersonalKind

_AT_WORD = r"at|ät|æt|snabel-?a|małpa|собака|kukac"
_DOT_WORD = r"dot|punkt|punktum|punktur|punkts|piste|taškas|kropka|точка"
_AT = rf"(?:@| @ |%40| ?[(\[{{<] ?(?:{_AT_WORD}|@) ?[)\]}}>] ?)"
_DOT = rf"(?:\.| ?[(\[{{<] ?(?:{_DOT_WORD}|\.) ?[)\]}}>] ?)"
_ENDING = r"(?:xn--[a-z0-9-]+|[^\W\d_]{2,})"
_EMAIL = re.compile(rf"(?<![\w.+%-])[\w.+%-]*[\w+-]{_AT}(?:[\w-]++{_DOT})+{_ENDING}", re.IGNORECASE)
_SPOKEN = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]++ (?:{_AT_WORD}) [\w-]++(?: (?:{_DOT_WORD}) [\w-]++)* (?:{_DOT_WORD}) {_ENDING}\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|css|js)$", re.IGNORECASE)
"""Pictures for sharp screens have names that end with @2x.png."""

MAY_HOLD_ANY = re.compile(
    rf"@|%40|[(\[{{<] ?(?:{_AT_WORD}) ?[)\]}}>]| (?:{_DOT_WORD}) |\+ ?\(?\d|\b00[1-9]|\d[\d ()./-]{{5}}", re.IGNORECASE
)
"""What every contact and every identity number has: a quick look before the exact ones."""

_CUE = re.compile(
    r"\b(?:tel|telf|telef|telefon\w*|telephone\w*|phone\w*|mob|mobil|mobile|mobilais|mobiltel|mobiltelefon\w*|mobilnummer|tlf|tfn|tln|puh|puhelin\w*|gsm|sími|"
    r"tālr|tālrunis|tālruni|telefonas|kom|komórka|handy|handynummer|fax|faks|faksi|whatsapp|viber|"
    r"тел|телефон\w*|моб|мобильный|факс)\b"
    r"(?:[.\s]{0,2}(?:nr|no|nro|num|number|nummer|numurs|numeris|numer|номер|№|#)(?!\w))?[\s.:=/(-]{0,4}"
    r"(\(?\d[\d ()./-]{5,24})",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(r"(?<![\w+])(?<!\d[-.,])(?:\+ ?|00(?=[1-9]))(\(?\d[\d ()./-]{5,24})")
_GROUP = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}[./] ?\d{1,2}[./] ?\d{4}|\d{4}-\d{2}-\d{2}")
_MAY_HOLD_NUMBER = re.compile(r"\d[\d ()./-]{5}")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
"""A shorter number is a service such as 116 111; no telephone number is longer (ITU-T E.164)."""


class _Digits(NamedTuple):
    number: str
    end: int


def emails_in(text: str) -> list[Identifier]:
    """Return where a text, plainly spelt, holds an e-mail address; `name (at) office.example` is one too.

    >>> [found.start for found in emails_in("write to anna(at)office.example, not to @office")]
    [9]
    """
    found = (match for pattern in (_EMAIL, _SPOKEN) for match in pattern.finditer(text))
    return [Identifier(PersonalKind.EMAIL, *match.span()) for match in found if not _PICTURE.search(match[0])]


def telephones_in(text: str) -> list[Identifier]:
    """Return where a text, plainly spelt and without web addresses, holds a telephone number.

    A number is taken in international form, or after a word such as tel. when it is one in a state of the codebook.

    >>> [found.start for found in telephones_in("In 2021-2023 call +371 63 123 456, or telefon 116 111")]
    [18]
    """
    if not _MAY_HOLD_NUMBER.search(text):
        return []
    spans = {
        *_spans(_INTERNATIONAL.finditer(text), _is_international),
        *_spans((match for match in _CUE.finditer(text) if not _is_time(match[1])), _is_national),
    }
    return [Identifier(PersonalKind.TELEPHONE, *span) for span in sorted(spans)]


def _spans(matches: Iterable[re.Match[str]], passes: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    for match in matches:
        number = next((digits for digits in _beginnings(match[1]) if passes(digits.number)), None)
        if number is not None:
            yield match.start(), match.start(1) + number.end


def _beginnings(text: str) -> list[_Digits]:
    """The digits of the first groups of a text, from all groups to the first alone: a year may stand after a number."""
    groups = list(_GROUP.finditer(text))
    numbers = [_Digits("".join(group[0] for group in groups[: n + 1]), group.end()) for n, group in enumerate(groups)]
    return [digits for digits in reversed(numbers) if _FEWEST_DIGITS <= len(digits.number) <= _MOST_DIGITS]


def _is_time(text: str) -> bool:
    """Whether a text begins with years (2021-2023) or a date (28.09.2012)."""
    begun = [group[0] for group in _GROUP.finditer(text)][:2]
    return _DAY.match(text) is not None or all(_YEAR.fullmatch(group) for group in begun)


@lru_cache(maxsize=4096)
def _is_international(number: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{number}"))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=4096)
def _is_national(number: str) -> bool:
    import phonenumbers

    regions = [state for state in shipped_codebook().codes("state") if state != REGIONAL]
    try:
        return any(phonenumbers.is_valid_number(phonenumbers.parse(number, region)) for region in regions)
    except phonenumbers.NumberParseException:  # it begins with 00 and no country follows
        return False
