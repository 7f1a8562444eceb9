"""Web addresses in a text: those that carry a password or a key, and the text without any of them."""

from __future__ import annotations

import re

from impt_analysis.personal.kinds import Identifier, PersonalKind

_END = r"""\s"<>|;"""
_SCHEME = r"(?:https?|ftps?|sftp|wss?)://"
_ADDRESS = re.compile(rf"(?:{_SCHEME}|\bwww\.)[^{_END}]+|(?<![\w@.-])[\w-]++(?:\.[\w-]++)++/[^{_END}]*", re.IGNORECASE)
_USER = re.compile(rf"(?:\b[a-z][a-z0-9+.-]{{1,20}}:)?//[^{_END}/?#@]+@[^{_END}/?#]+", re.IGNORECASE)
_KEYS = (
    "access_?token|auth_?token|id_?token|refresh_?token|token|api_?key|auth_?key|client_?secret|secret|passw(?:or)?d|pwd|"
    "tempauth|x-amz-signature|x-goog-signature|sig"
)
_KEY = re.compile(rf"[?&#](?:{_KEYS})=[^{_END}&#]+", re.IGNORECASE)

MAY_HOLD_LINK = re.compile(rf"//[^/\s@]*@|[?&#](?:{_KEYS})=", re.IGNORECASE)
"""What every link below has: a quick look before the exact ones."""


def links_with_credentials(text: str) -> list[Identifier]:
    """Return where a text has a link with a user's name before its host, or with a key among its parameters.

    >>> [text[found.start : found.end] for text in ["see ftp://anna:pass@files.example"]
    ...     for found in links_with_credentials(text)]
    ['ftp://anna:pass@files.example']
    """
    addresses = (match.span() for match in _ADDRESS.finditer(text) if _KEY.search(match[0]))
    users = (match.span() for match in _USER.finditer(text))
    return [Identifier(PersonalKind.LINK, start, end) for start, end in sorted({*addresses, *users})]


def without_links(text: str) -> str:
    """Return the text with a space for each character of a web address, so that no number is looked for in it.

    >>> without_links("at x.example/2024/5 and 7")
    'at                  and 7'
    """
    return _ADDRESS.sub(lambda found: " " * len(found[0]), text)
