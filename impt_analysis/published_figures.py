"""Published figures: all are kept, those that differ are a range, identified children stand beside the wider group."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, Period, Status
from impt_analysis.codebook.measured_codes import Difference
from impt_analysis.inventory import Inventory
from impt_analysis.state_tables import table_of_states
from impt_analysis.suppression import FIGURE, suppressed

RELEASES = (Status.FIRST, Status.REVISED, Status.FINAL)
"""Statuses of figures that replace one another."""

STEP_OF_ZERO = 10
"""A figure that was rounded to nothing is taken to have been rounded to tens: at most five were counted."""


def published_ranges(inventory: Inventory) -> pd.DataFrame:
    """Return what is published of each indicator, as a range: a row per state, year, period, indicator and unit.

    Columns: `state` (ordered category), `year`, `period` (ordered category), `indicator` (a code, or `other:` and a
    name), `unit` (ordered category); `low`, `high` (least and greatest figure, as published; missing where every figure
    is suppressed); `n_figures`, `n_suppressed` of them; `statuses` and `reference_ids` of the figures, separated by a
    semicolon; `difference` (ordered category: why the figures differ; missing where they agree). In the order of
    states, years, periods, indicators of the codebook, other indicators by name, units. Periods and stocks are never
    mixed. All states and the regional bodies are listed.

    Source: docs/method.md, section "Published figures".
    """
    return table_of_states(inventory, _published_ranges)


def _published_ranges(inventory: Inventory) -> pd.DataFrame:
    figures = _bounded(inventory)
    groups = figures.groupby(FIGURE, observed=True)
    table = groups.agg(
        low=("value", "min"),
        high=("value", "max"),
        n_figures=("status", "size"),
        n_suppressed=("suppressed", "sum"),
    )
    table["statuses"] = _joined(figures.sort_values("status", kind="stable").astype({"status": "str"}), "status")
    table["reference_ids"] = _joined(figures, "reference_ids")
    table["difference"] = _difference(figures)
    return _in_order(table.reset_index())


def figure_conflicts(inventory: Inventory) -> pd.DataFrame:
    """Return the figures that differ from another for the same state, year, period, indicator and unit, a row each.

    Columns: `state`, `year`, `period`, `indicator`, `unit`, `value`, `status`, `difference` (ordered category, see the
    code list), `reference_ids`, `claim`; in the order of `published_ranges`, then from the least value.

    Figures agree when one number fits all of them: a lower bound fits itself and everything above, a rounded figure all
    that would be rounded to it, every other figure itself alone. Figures that do not agree differ by a revision, by a
    conflict, or over a span that is not stated.

    Source: docs/method.md, section "Published figures".
    """
    ranges = published_ranges(inventory).reset_index(names="position")
    differing = ranges.loc[ranges["difference"].notna(), [*FIGURE, "difference", "position"]]
    figures = suppressed(inventory.statistics).merge(differing, on=FIGURE)
    shown = figures[~figures["suppressed"]].sort_values(["position", "value"], kind="stable", ignore_index=True)
    return shown[[*FIGURE, "value", "status", "difference", "reference_ids", "claim"]]


def identified_beside_wider_group(inventory: Inventory) -> pd.DataFrame:
    """Return published figures of identified and presumed children beside those of the wider group, never divided.

    A row per member state, year, period, finding, indicator and unit, in this order. Columns: these six (`finding` is
    an ordered category: wider group and children of concern, or identified children) and `low`, `high`, `n_figures`,
    `n_suppressed`, `statuses`, `reference_ids`, `difference` as in `published_ranges`. The codebook says of which
    indicators each finding is made; figures of all ages, calls and indicators without a code are of neither.

    Identified children are no part of the wider group that was counted: a child may be identified who never applied for
    asylum. One number divided by the other says nothing, and no function of this package does it.

    Source: docs/method.md, section "Identified children beside the wider group".
    """
    ranges = published_ranges(inventory)
    findings = shipped_codebook().entries("indicator")["finding"]
    told = ranges.assign(finding=ranges["indicator"].map(findings[findings.ne("")]))
    found = told[told["finding"].notna() & told["state"].isin(inventory.members())]
    ordered = found.astype({"finding": shipped_codebook().dtype("finding")})
    ordered = ordered.sort_values(["state", "year", "period", "finding"], kind="stable", ignore_index=True)
    columns = ["state", "year", "period", "finding", "indicator", "unit"]
    return ordered[[*columns, *ranges.columns.drop(FIGURE)]]


def newest_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the newest figure of each state and indicator, a row for each, with the years for which there is one.

    `figures` is what `identified_beside_wider_group` returns. Columns: `state`, `finding`, `indicator`; `year` of the
    newest figure, its `period`, `unit`, `low` and `high`; `n_years`, for how many years there is a figure, and
    `first_year`. Where the newest year has figures of several periods or units, each has its row. In the order of
    states, findings and indicators.

    Source: docs/method.md, section "Identified children beside the wider group".
    """
    key = ["state", "finding", "indicator"]
    years = figures.groupby(key, observed=True, sort=False)["year"].agg(year="max", n_years="nunique", first_year="min")
    newest = figures.merge(years.reset_index(), on=[*key, "year"])
    told = newest[[*key, "year", "period", "unit", "low", "high", "n_years", "first_year"]]
    return told.sort_values(["state", "finding"], kind="stable", ignore_index=True)


def rounding_step(value: float) -> Decimal:
    """Return to what a rounded figure may have been rounded: the place of its last digit, five of it where that is a 5.

    The coarsest usual rounding is taken, so that rounding never makes a conflict.

    >>> [int(rounding_step(value)) for value in (1000.0, 17100.0, 1500.0, 23.0, 0.0)]
    [1000, 100, 500, 1, 10]
    """
    if value == 0:
        return Decimal(STEP_OF_ZERO)
    _, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    last = 5 if digits[-1] == 5 else 1
    return Decimal(last).scaleb(int(exponent))


def _bounded(inventory: Inventory) -> pd.DataFrame:
    """Return the figures as they may be passed on, with the least and the greatest number that fits each."""
    figures = suppressed(inventory.statistics)
    rounded = figures["status"].eq(Status.ROUNDED) & figures["value"].notna()
    half = figures.loc[rounded, "value"].map(lambda value: float(rounding_step(value) / 2)).astype("float64")
    slack = half.reindex(figures.index).fillna(0.0)
    greatest = (figures["value"] + slack).mask(figures["status"].eq(Status.AT_LEAST), float("inf"))
    return figures.assign(least=figures["value"] - slack, greatest=greatest.where(figures["value"].notna()))


def _difference(figures: pd.DataFrame) -> pd.Series:
    groups = figures.groupby(FIGURE, observed=True)
    differ = groups["least"].max() > groups["greatest"].min()
    releases = figures["status"].isin(RELEASES).groupby([figures[key] for key in FIGURE], observed=True).all()
    values = figures.groupby([*FIGURE, "status"], observed=True)["value"].nunique()
    once = values.groupby(level=FIGURE, observed=True).max().le(1)
    said = pd.Series(str(Difference.CONFLICT), differ.index).mask(releases & once, Difference.REVISION)
    whole_year = differ.index.get_level_values("period") == Period.YEAR
    said = said.where(whole_year, Difference.SPAN_NOT_STATED).where(differ)
    return said.astype(shipped_codebook().dtype("difference"))


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    codes = shipped_codebook().codes("indicator")
    others = sorted(set(table["indicator"]) - set(codes))
    rank = table["indicator"].map({name: place for place, name in enumerate([*codes, *others])})
    ordered = table.assign(rank=rank).sort_values(["state", "year", "period", "rank", "unit"], ignore_index=True)
    return ordered.drop(columns="rank")


def _joined(figures: pd.DataFrame, column: str) -> pd.Series[str]:
    """Return the entries of a column by figure, each once, in the order of the rows, separated by a semicolon."""
    listed = figures[FIGURE].join(entries(figures[column]), how="inner").drop_duplicates()
    joined = listed.groupby(FIGURE, observed=True)[column].agg(SEPARATOR.join)
    return joined.reindex(pd.MultiIndex.from_frame(figures[FIGURE].drop_duplicates()), fill_value="")
