"""Wording that introduces a person: a word such as ask, or Ms, and beside it what is written like a name.

Names as such are not searched for: a name without such a word beside it is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from impt_analysis.codebook import shipped_codebook
from impt_analysis.personal.spelling import plainly_spelt

_LETTERS = [chr(code) for code in range(0x41, 0x530)]
"""Latin with every sign of the languages of the states, Greek and Cyrillic."""

_UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
_LOWER = "".join(letter for letter in _LETTERS if letter.islower())

_ASKED = (
    r"ask|asked|asks|contact|contacts|contacted|contact person|person to contact|call|write to|spoke to|spoke with|"
    r"speak to|speak with|talk to|talked to|talked with|interviewed|interview with|conversation with|"
    r"(?:told|said|confirmed|stated|reported|explained) by|ansprechpartner(?:in)?|kontaktperson|kontaktpersona"
)
_REACHED = r"tel|telf|tlf|tfn|tālr|puh|тел|e-?mail|e-?post|e-?pasts|el\. ?paštas|sähköposti|netfang|почта"
_TELEPHONE = r"telephone|telefon|telefonas|phone|mobile|tālrunis|puhelin|sími|телефон"
"""Words that also stand in names of helplines: somebody is introduced by them with a colon only."""

_TITLES = r"[Mm]r|[Mm]rs|Ms|Mx|Dr|Frau|Herr|Fru|Pani|Proua|Rouva|Herra|Frú|Ponia|Ponas|Госпожа|Господин"
_ROLES = (
    r"for|our|my|the|colleague|officer|inspector|expert|specialist|director|head|prosecutor|lawyer|adviser|advisor|"
    r"coordinator|secretary"
)

_BETWEEN = r"(?:\s(?:is|are|was))?[.,:;]?\s\(?"
_TITLE = rf"(?:{_TITLES})\.?\s"
_GIVEN = rf"(?:[{_UPPER}]\.|[{_UPPER}][{_LOWER}]+(?:[-'\u2019][{_UPPER}]?[{_LOWER}]+)*)"
_FAMILY = rf"[{_UPPER}](?:['\u2019][{_UPPER}])?(?:[{_LOWER}]+|[{_UPPER}]{{2,}})(?:-[{_UPPER}][{_LOWER}{_UPPER}]+)*"
_NAME = rf"(?P<name>{_GIVEN}(?:\s{_GIVEN}){{0,2}}\s(?:(?:von|van|de|af|av|der|da)\s){{0,2}}{_FAMILY})(?!\w)"
_AFTER_A_TITLE = rf"(?P<name>(?:{_GIVEN}\s){{0,2}}{_FAMILY})(?!\w)"
_PATTERNS = (
    re.compile(
        rf"\b(?i:(?:{_ASKED}|{_REACHED}){_BETWEEN}|(?:{_TELEPHONE})[.:]\s)(?:(?i:{_ROLES})\s){{0,3}}(?:{_TITLE})?{_NAME}"
    ),
    re.compile(rf"(?<![\w.]){_TITLE}{_AFTER_A_TITLE}"),
    re.compile(rf"(?<![\w-]){_NAME}\s?[,;:(-]\s?(?i:{_REACHED}|{_TELEPHONE})\b"),
)

MAY_INTRODUCE = re.compile(rf"\b(?:(?i:{_ASKED}|{_REACHED}|{_TELEPHONE})|{_TITLES})\b")
"""What all such wording has: a quick look before the exact one."""

_INSTITUTION = re.compile(
    r"(?:acad|administ|agenc|alliance|amt|assembl|associat|author|barna|behörde|board|body|border|bund|bureau|care|caritas|"
    r"cent[er]|child|church|city|code|criminal|coalition|college|commiss|committ|council|county|court|cross|customs|data|"
    r"department|direct|district|division|ecpat|embass|europ|faculty|family|federa|forum|found|fund|general|group|"
    r"guard|health|help|home|hospital|hotline|house|immigra|inspect|instit|interpol|international|justice|"
    r"kinder|labou?r|league|line|local|mediator|migra|minist|missing|mission|municip|nation|network|nord|office|"
    r"ombud|organi[sz]|parliament|penal|point|poli[cstz]|prison|program|project|prosec|protect|public|reception|refugee|"
    r"regist|research|rescue|rights|safe|save|school|secretar|section|service|shelter|social|societ|state|"
    r"statist|strada|support|team|trade|traffick|tribunal|union|unit|univers|victim|welfare|women|work|youth)",
    re.IGNORECASE,
)
"""How words of the names of institutions and laws begin; words of which one begins so are taken for no person."""

_DAYS = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mo|di|mi|do|fr|sa|so", re.IGNORECASE)


def introduces_person(text: str, organisations: Iterable[str] = ()) -> bool:
    """Return whether a text introduces a person: a word such as ask, told by, Ms or tel. beside what looks like a name.

    What looks like a name is two or more words with a capital letter, or one after Ms and the like, of which none is a
    word of institutions or states, and which do not stand together in one of these names of organisations.

    Source: docs/workbook.md, section "No person in the data".

    >>> introduces_person("Ask Anna Example, tel. 12"), introduces_person("Ask the State Police.")
    (True, False)
    >>> introduces_person("Contact Marta Riga.", ["Association Marta Riga"])
    False
    """
    plain = " ".join(plainly_spelt(text).split())
    if MAY_INTRODUCE.search(plain) is None:
        return False
    found = {match["name"] for pattern in _PATTERNS for match in pattern.finditer(plain)}
    return any(_is_of_a_person(name, organisations) for name in found)


def _is_of_a_person(name: str, organisations: Iterable[str]) -> bool:
    words = name.split()
    if any(_INSTITUTION.match(word) or _DAYS.fullmatch(word) or word.casefold() in _states() for word in words):
        return False
    return not any(name.casefold() in plainly_spelt(known).casefold() for known in organisations)


@cache
def _states() -> frozenset[str]:
    """The words of the names of states, in lower case."""
    states = shipped_codebook().states
    return frozenset(word.casefold() for name in (*states["label"], *states["adjective"]) for word in name.split())
