"""How old the evidence behind some sources is, in one sentence."""

from __future__ import annotations

from impt_analysis.freshness import OLD
from impt_analysis.reports.brief.phrases import in_words

NO_SOURCE = "There is no source of which the evidence could be dated."


def aged(old: int, undated: int, sources: int) -> str:
    """Return in a sentence behind how many of the sources the evidence is old, and behind how many it bears no year.

    Source: docs/method.md, section "How fresh the evidence is".

    >>> aged(7, 6, 23)
    'The evidence behind seven of 23 sources is more than 5 years old, and that behind six others bears no year.'
    >>> aged(6, 0, 16)
    'The evidence behind six of 16 sources is more than 5 years old, and that behind all others is younger.'
    """
    if not sources:
        return NO_SOURCE
    if not old and not undated:
        return f"The evidence behind {_share(sources, sources)} bears a year and is no more than {OLD} years old."
    if not old:
        return f"The evidence behind {_share(undated, sources)} bears no year, and none is more than {OLD} years old."
    said = f"The evidence behind {_share(old, sources)} is more than {OLD} years old"
    if undated:
        return f"{said}, and that behind {in_words(undated)} other{'' if undated == 1 else 's'} bears no year."
    return f"{said}." if old == sources else f"{said}, and that behind all others is younger."


def _share(count: int, sources: int) -> str:
    if count < sources:
        return f"{in_words(count)} of {in_words(sources)} sources"
    return {1: "the only source", 2: "both sources"}.get(sources, f"all {in_words(sources)} sources")
