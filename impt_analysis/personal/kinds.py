"""The kinds of what identifies or reaches a person, and where in a text one of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from impt_analysis.codebook import shipped_codebook


class PersonalKind(StrEnum):
    """What identifies or reaches a person."""

    IDENTITY_NUMBER = "identity_number"
    EMAIL = "email"
    TELEPHONE = "telephone"
    LINK = "link"


CONTACTS = (PersonalKind.EMAIL, PersonalKind.TELEPHONE)
"""The kinds that an institution has too."""


@dataclass(frozen=True)
class Identifier:
    """What was found in a text: its kind, where it begins and ends, and the states in whose form a number is."""

    kind: PersonalKind
    start: int
    end: int
    states: tuple[str, ...] = ()

    def what(self) -> str:
        """Return in words what was found, without the value.

        >>> Identifier(PersonalKind.IDENTITY_NUMBER, 0, 11, ("EE", "LT")).what()
        'a personal identity number of Estonia or Lithuania'
        """
        if not self.states:
            return _WORDS[self.kind]
        labels = (_named(shipped_codebook().label("state", state)) for state in self.states)
        return f"{_WORDS[self.kind]} of {' or '.join(labels)}"


_WORDS = {
    PersonalKind.IDENTITY_NUMBER: "a personal identity number",
    PersonalKind.EMAIL: "an e-mail address",
    PersonalKind.TELEPHONE: "a telephone number",
    PersonalKind.LINK: "a web link with a password or key",
}


def _named(label: str) -> str:
    return f"the {label}" if label.endswith("Federation") else label
