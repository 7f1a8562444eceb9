"""The tables of docs/findings.md, as the shipped workbooks give them, for its test."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.codebook.measured_codes import Rung, Statement
from impt_analysis.coverage import coverage_range
from impt_analysis.gaps import gap_counts
from impt_analysis.inventory import Inventory
from impt_analysis.sensitivity import surviving_statements
from impt_analysis.side_information import source_gains
from tests.shipped_data import current

GIVEN = ["n_yes", "n_partly", "n_no", "n_unknown"]


def of(finding: Finding) -> Inventory:
    """Return the shipped inventory narrowed to one finding."""
    return current().where(population=POPULATIONS[finding])


def points(shares: pd.Series) -> pd.Series:
    """Return shares as whole weighted points out of 100."""
    return (shares * 100).round().astype(int)


def most_side_information() -> list[list[str]]:
    """Return for each theme the three states where most is held and not shown to be reached, in codebook order.

    With held, reached, their difference and the difference that no variation lowers, in points; sources; answers given.
    """
    ranges = coverage_range(of(Finding.WIDER_GROUP))
    ranges["difference"] = ranges["held_low"] - ranges["low"]
    most = ranges.groupby("theme", observed=True)["difference"].nlargest(3, keep="all").index.get_level_values(-1)
    rows = ranges.loc[most].sort_values(["theme", "state"]).merge(_surviving(), on=["theme", "state"])
    return [
        [
            str(row.theme),
            row.state,
            *map(str, points(pd.Series([row.held_low, row.low, row.difference, row.survives_at]))),
            str(row.n_sources),
            str(sum(getattr(row, name) for name in GIVEN)),
        ]
        for row in rows.itertuples()
    ]


def most_gainful() -> list[list[str]]:
    """Return for each theme the sources with the five greatest gains, and those equal to the fifth, by state and id."""
    gains = source_gains(of(Finding.WIDER_GROUP))
    gains["points"] = points(gains["gain"])
    most = gains.groupby("theme", observed=True)["gain"].nlargest(5, keep="all").index.get_level_values(-1)
    rows = gains.loc[most].sort_values(["theme", "state", "source_id"])
    columns = ["theme", "source_id", "points", "n_items", "reached", "barrier", "opening"]
    return rows[columns].astype("str").to_numpy().tolist()


def reached_of_both() -> list[list[str]]:
    """Return for each theme and finding how many items of the ten states are reached, in part, held, and not known."""
    rows = []
    for finding in Finding:
        counts = gap_counts(of(finding), by=["theme"]).pivot(index="theme", columns="rung", values="n_items")
        rungs = [Rung.REACHED, Rung.PARTLY_REACHED, Rung.HELD_NOT_REACHED, Rung.UNKNOWN]
        rows += [[str(theme), str(finding), *map(str, counts.loc[theme, rungs])] for theme in counts.index]
    return sorted(rows, key=lambda row: row[0])


def _surviving() -> pd.DataFrame:
    statements = surviving_statements(of(Finding.WIDER_GROUP))
    less = statements[statements["statement"].eq(Statement.LESS_REACHED)].copy()
    less["survives_at"] = less["survives_at"].where(~less["survives"], less["at_least"]).astype("float64")
    return less[["theme", "state", "survives_at"]]
