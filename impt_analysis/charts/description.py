"""What a chart says of itself without being seen: its alternative text and the digest of its data."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.texts import marked_description
from impt_analysis.digests import digest_of
from impt_analysis.errors import UsageError

_MARK = "data-"


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
