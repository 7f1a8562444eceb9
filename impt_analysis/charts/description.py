"""What a chart says of itself without being seen: its alternative text and the digest of its data."""

from __future__ import annotations

import hashlib

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.texts import marked_description
from impt_analysis.errors import UsageError

_MARK = "data-"
_LENGTH = 16


def digest_of(*tables: pd.DataFrame) -> str:
    """Return a digest of tables: the first 16 hexadecimal digits of the SHA-256 of their csv.

    The order of the rows does not matter and numbers count to ten digits, so that the digest is the same on every
    machine.

    >>> table = pd.DataFrame({"state": ["LV", "LT"], "low": [0.25, 0.5]})
    >>> digest_of(table) == digest_of(table[::-1]) != digest_of(table.head(1))
    True
    """
    whole = hashlib.sha256()
    for table in tables:
        header, *rows = table.to_csv(index=False, lineterminator="\n", float_format="%.10g").splitlines()
        whole.update("\n".join([header, *sorted(rows), ""]).encode())
    return whole.hexdigest()[:_LENGTH]


def describe(figure: Figure, alternative: str, *tables: pd.DataFrame) -> None:
    """Let the figure carry its alternative text, marked like its foot, and the digest of the tables behind it."""
    figure.set_label(marked_description(alternative))
    figure.set_gid(_MARK + digest_of(*tables))


def alt_text(figure: Figure) -> str:
    """Return the finding of a chart in words, for those who do not see it.

    Raises UsageError when the figure was not made by this package.
    """
    _require_described(figure)
    return str(figure.get_label())


def data_digest(figure: Figure) -> str:
    """Return the digest of the tables that a chart was drawn from, as `digest_of` gives it.

    Raises UsageError when the figure was not made by this package.
    """
    _require_described(figure)
    return str(figure.get_gid()).removeprefix(_MARK)


def _require_described(figure: Figure) -> None:
    if not figure.get_label() or not str(figure.get_gid()).startswith(_MARK):
        raise UsageError(
            "this figure has no alternative text and no digest of its data; charts made by impt_analysis have both: "
            "draw it with a function of impt_analysis.charts"
        )
