"""Texts to a table of what in them identifies or reaches a person, and texts with that left out."""

from __future__ import annotations

import re

import pandas as pd

from impt_analysis.personal.contacts import MAY_HOLD_ANY, emails_in, telephones_in
from impt_analysis.personal.identity_numbers import identity_numbers_in
from impt_analysis.personal.kinds import Identifier
from impt_analysis.personal.links import MAY_HOLD_LINK, links_with_credentials, without_links
from impt_analysis.personal.spelling import plainly_spelt

NOT_SHOWN = "[not shown]"
_COVER = "\0"
"""A character that no cell can hold."""


def identifiers_in(texts: pd.Series[str]) -> pd.DataFrame:
    """Return a row for each kind of identifier that a text holds, in the order of the texts.

    Columns: `text` (the label of the text in the index of `texts`), `kind` (a `PersonalKind`), `what` (in words,
    without the value). A missing text holds nothing. Each different text is looked at once. Source: docs/workbook.md,
    section "No person in the data".

    >>> identifiers_in(pd.Series(["112-233-445 95", "2021-2023", None], dtype="str"))["what"].tolist()
    ['a personal identity number of the Russian Federation']
    """
    distinct = texts.dropna().unique()
    found = [(text, identifier.kind, identifier.what()) for text in distinct for identifier in all_identifiers_in(text)]
    kinds = pd.DataFrame(found, columns=["value", "kind", "what"]).drop_duplicates(["value", "kind"])
    held = texts[texts.isin(kinds["value"])].rename("value").rename_axis("text").reset_index()
    return held.merge(kinds, on="value", how="left").drop(columns="value")


def all_identifiers_in(text: str) -> list[Identifier]:
    """Return every identifier in a text; positions count in the text as `plainly_spelt` gives it."""
    plain = plainly_spelt(text)
    found: list[Identifier] = []
    if MAY_HOLD_ANY.search(plain):
        bare = without_links(plain)
        found = [*identity_numbers_in(bare), *emails_in(plain), *telephones_in(bare)]
    if MAY_HOLD_LINK.search(plain):
        links = links_with_credentials(plain)
        found = [*(one for one in found if not any(_overlap(one, link) for link in links)), *links]
    return found


def masked(text: str) -> str:
    """Return a text with every identifier in it left out; a text without any comes back as it was.

    >>> masked("LV-R001, 112-233-445 95"), masked("LV-R001")
    ('LV-R001, [not shown]', 'LV-R001')
    """
    found = all_identifiers_in(text)
    if not found:
        return text
    plain = plainly_spelt(text)
    hidden = {place for identifier in found for place in range(identifier.start, identifier.end)}
    shown = "".join(_COVER if place in hidden else letter for place, letter in enumerate(plain))
    return re.sub(f"{_COVER}+", NOT_SHOWN, shown)


def _overlap(one: Identifier, other: Identifier) -> bool:
    return one.start < other.end and other.start < one.end
