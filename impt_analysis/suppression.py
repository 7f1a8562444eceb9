"""Suppression: an unpublished count below five is never passed on, and nothing that is passed on gives it away.

Zero is passed on: where nobody was counted nobody can be recognised, and hiding it would make nobody look like
somebody.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import OTHER, FigureUnit, YesNo
from impt_analysis.errors import UsageError

SMALLEST_PASSED_ON = 5
"""Counts from one up to this number are not passed on unless they are published."""

FIGURE = ["state", "year", "period", "indicator", "unit"]
"""What a figure says something about."""

NEVER_ADDED_UP = ["period", "indicator", "unit"]


def suppressed(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures as they may be passed on, row by row: what must not leave is missing.

    `figures` has the columns `state`, `year`, `period`, `indicator`, `value`, `unit` and `published`, and may have
    `claim` and any other. Returned are the same columns with `value` and `claim` missing where they are suppressed, and
    `suppressed` (true or false). Suppressed are

    * an unpublished count of 1 to 4, of whatever unit but per cent;
    * beside it every unpublished figure of the state, of any year and unit, that may be added up with it or to it: of
      the same indicator, of the indicator that it is a part of or that is a part of it, and any figure where one of the
      two has no code in the codebook (`other:`), as nobody knows what it is a part of;
    * beside it also a published count below 5 of the same state, year and period whose indicator is a part of it or the
      other way round: a published one shown as a total of one would say what the hidden part is.

    Source: docs/method.md, section "Small counts".

    >>> figures = pd.DataFrame({
    ...     "state": "LV", "year": [2023, 2024, 2024], "period": "year", "unit": "children", "published": "no",
    ...     "indicator": ["identified_child_victims", "identified_child_victims", "unaccompanied_minor_applicants"],
    ...     "value": [12.0, 3.0, 40.0]})
    >>> suppressed(figures)["suppressed"].tolist()
    [True, True, False]
    """
    published = figures["published"].eq(YesNo.YES)
    few = figures["value"].gt(0) & figures["value"].lt(SMALLEST_PASSED_ON) & figures["unit"].ne(FigureUnit.PERCENT)
    small = few & ~published
    beside = _of_the_states_family(figures, small) & ~published
    related = _part_or_whole_of_hidden(figures, small | beside) & few
    hidden = small | beside | related
    texts = {"claim": figures["claim"].mask(hidden)} if "claim" in figures else {}
    return figures.assign(value=figures["value"].mask(hidden), **texts, suppressed=hidden)


def shown_totals(figures: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return totals that give no suppressed figure away: a row per group of `by`, in its order.

    `figures` is as in `suppressed`, with one figure for each state, year, period, indicator and unit. `by` names
    period, indicator and unit, which are never added up, and any of state and year. Columns: those of `by`; `low` (the
    sum of what is shown: the total is at least this); `high` (the same, missing where a figure is suppressed);
    `n_figures` and `n_suppressed`. A total is made of shown figures alone, so nobody can subtract them from it.

    Raises UsageError when `by` lacks period, indicator or unit or names anything else, when two figures say something
    about the same thing (they are a range, see `published_ranges`), and when a figure is per cent.

    Source: docs/method.md, section "Small counts".
    """
    if not set(NEVER_ADDED_UP) <= set(by) <= set(FIGURE):
        raise UsageError(f"totals are taken by period, indicator, unit and any of state, year; found {', '.join(by)}")
    if figures.duplicated(FIGURE).any():
        raise UsageError("two figures for the same state, year, period, indicator and unit are a range and not a sum")
    if figures["unit"].eq(FigureUnit.PERCENT).any():
        raise UsageError("figures per cent are never added up; leave them out")
    shown = suppressed(figures)
    groups = shown.assign(n_figures=1, n_suppressed=shown["suppressed"].astype("int64"), low=shown["value"])
    totals = groups.groupby(list(by), observed=True)[["low", "n_figures", "n_suppressed"]].sum().reset_index()
    totals["high"] = totals["low"].mask(totals["n_suppressed"].gt(0))
    return totals[[*by, "low", "high", "n_figures", "n_suppressed"]]


def _of_the_states_family(figures: pd.DataFrame, small: pd.Series[bool]) -> pd.Series[bool]:
    """Return which figures may be added up with a small one: of its state and family, or one of them without a code."""
    family = _family(figures["indicator"])
    uncoded = figures["indicator"].str.startswith(OTHER)
    states = figures["state"].astype("str")
    of_family = _same((states, family), small)
    of_state = _same((states,), small)
    of_state_uncoded = _same((states,), small & uncoded)
    return of_family | of_state & uncoded | of_state_uncoded


def _part_or_whole_of_hidden(figures: pd.DataFrame, hidden: pd.Series[bool]) -> pd.Series[bool]:
    keys = [figures[column].astype("str") for column in ("state", "year", "period")]
    return _same((*keys, _family(figures["indicator"])), hidden)


def _family(indicators: pd.Series[str]) -> pd.Series[str]:
    """Return for each indicator the one that it is a part of; itself where it is a part of none."""
    wholes = shipped_codebook().entries("indicator")["part_of"]
    return indicators.map(wholes[wholes.ne("")]).fillna(indicators)


def _same(keys: Sequence[pd.Series[str]], where: pd.Series[bool]) -> pd.Series[bool]:
    """Return which rows have the same keys as any row where the mask holds."""
    return where.groupby([key.to_numpy() for key in keys]).transform("any")
