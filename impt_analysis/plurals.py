"""Numbers with their noun, in the singular or the plural."""

from __future__ import annotations


def number_of(count: int, noun: str) -> str:
    """Return a number and its noun; every noun of this package takes an s.

    >>> number_of(1, "source"), number_of(0, "reference")
    ('1 source', '0 references')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
