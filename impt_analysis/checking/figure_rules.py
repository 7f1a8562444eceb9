"""Rules on published figures: counts that cannot be, counts that may not leave the house, figures that differ."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.codebook.codes import FigureUnit, YesNo
from impt_analysis.errors import Problem

SMALL = 5
"""A smaller count that nobody has published could tell who is behind it."""

COUNTED = tuple(unit for unit in FigureUnit if unit not in (FigureUnit.PERCENT, FigureUnit.OTHER))


def figure_problems(batches: dict[str, Batch], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return figures below nothing, parts of a count, small unpublished counts, and figures that differ."""
    batch, figures = batches["statistics"], tables["statistics"]
    value, counted = figures["value"], figures["unit"].isin(COUNTED)
    hidden = figures["published"].eq(YesNo.NO) & counted & value.between(0, SMALL, inclusive="left")
    return [
        *batch.problems("figure-below-zero", value.lt(0), "value"),
        *batch.problems("part-of-a-count", counted & value.mod(1).gt(0), "value"),
        *batch.problems("small-unpublished-count", hidden, "value", small=str(SMALL)),
        *_differing(batch, figures),
    ]


def _differing(batch: Batch, figures: pd.DataFrame) -> list[Problem]:
    """Return an info at the last figure of one state, year, period, indicator and unit where these differ."""
    key = ["file", "year", "period", "indicator", "unit"]
    several = figures.duplicated(key, keep=False) & ~figures.duplicated([*key, "value"], keep=False)
    if not several.any():
        return []
    groups = figures[figures[key].notna().all(axis="columns") & figures["value"].notna()].groupby(key, observed=True)
    different = groups["value"].transform("nunique").gt(1).reindex(figures.index, fill_value=False)
    last = different & ~figures.duplicated(key, keep="last")
    located = batch.with_columns(
        low=_shown(groups["value"].transform("min")), high=_shown(groups["value"].transform("max"))
    )
    return located.problems("figures-differ", last, "value", low="{low}", high="{high}")


def _shown(values: pd.Series[float]) -> pd.Series[str]:
    return values.map("{:.15g}".format)
