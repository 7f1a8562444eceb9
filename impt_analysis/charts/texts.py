"""The words of charts: labels of the codebook, and wordings kept in the folder `wordings`, a file for each family.

They are in the language of `in_language`; translations stand in the folder `translations` of the package.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from impt_analysis.codebook import Codebook, codebook_in, shipped_codebook
from impt_analysis.codebook.speaking import ORIGINAL, current_language, languages
from impt_analysis.codebook.wordings import worded


def text(name: str, /, **values: object) -> str:
    """Return one wording with its values filled in; numbers are written as the language writes them.

    Raises KeyError when no file has such a wording or a value is missing.

    >>> text("axis_points")
    'weighted points out of 100'
    """
    return worded("charts", current_language(), name, **values)


def name_of(name: str, code: object) -> str:
    """Return the label of one code of a list, as it stands on charts.

    >>> name_of("rung", "reached"), name_of("theme", 2)
    ('Reached', 'Children in migration')
    """
    return _spoken().label(name, code)


def names_of(name: str) -> dict[Any, str]:
    """Return the label of every code of a list, in codebook order, as it stands on charts.

    >>> names_of("finding")
    {'wider_group': 'Wider group and children of concern', 'identified': 'Identified children'}
    """
    return dict(_spoken().labels(name))


def _spoken() -> Codebook:
    language = current_language()
    return shipped_codebook() if language == ORIGINAL else codebook_in(language)


def listed(words: Iterable[str]) -> str:
    """Return words as one list.

    >>> listed(["Police", "Education"])
    'Police; Education'
    """
    return text("separator").join(words)


def listed_within(words: Iterable[str]) -> str:
    """Return words as one list that stands within another.

    >>> listed_within(["1", "2"])
    '1, 2'
    """
    return text("inner_separator").join(words)


def marked_footer(words: str) -> str:
    """Return what stands at the foot of a chart, after a remark where nobody has reviewed the words of its language.

    >>> marked_footer("No state has confirmed it")
    'No state has confirmed it'
    """
    return _marked("marked_footer", words)


def marked_description(words: str) -> str:
    """Return the alternative text of a chart, with a remark where nobody has reviewed the words of its language.

    >>> marked_description("No state has confirmed it.")
    'No state has confirmed it.'
    """
    return _marked("marked_description", words)


def _marked(name: str, words: str) -> str:
    if languages()[current_language()].is_reviewed():
        return words
    return text(name, words=words, remark=text("unreviewed"))


def whole_points(shares: pd.Series[float]) -> pd.Series[int]:
    """Return shares as whole points out of 100; the ends of a bar are rounded, so that its parts add up.

    >>> whole_points(pd.Series([0.306, 0.05])).tolist()
    [31, 5]
    """
    return shares.mul(100).round().astype("int64")


def points(numbers: pd.Series[int]) -> str:
    """Return the least and the greatest of some whole points in words, or the value they have in common.

    >>> points(pd.Series([31, 5])), points(pd.Series([31]))
    ('5 to 31', '31')
    """
    least, most = numbers.min(), numbers.max()
    return text("points_equal" if least == most else "points", least=least, most=most)
