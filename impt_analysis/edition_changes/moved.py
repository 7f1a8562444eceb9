"""What moved in the measures between two editions: points by state, theme and finding, and the items that moved them.

Both editions are measured by the conventions of today, so that what moves is moved by what the workbooks say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR
from impt_analysis.coverage import CELL, by_finding, coverage_range, item_coverage
from impt_analysis.edition_changes.moving import moving_answers
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory

ENDS = ["low", "held_low", "high_known", "high"]
OF_ITEM = {"low": "got_low", "held_low": "held_low", "high_known": "held_high_known", "high": "held_high"}
"""The ends of coverage, each with the end of an item that it sums up."""

LEAST = 1e-9
"""What two sums of halves may differ by when they are the same."""

SIDES = ("_before", "_after")


def moved_points(before: Inventory, after: Inventory) -> pd.DataFrame:
    """Return where coverage moved between two editions: a row per finding, state and theme in which an end moved.

    Columns: `finding`, `state`, `theme` (ordered categories); `low`, `held_low`, `high_known` and `high` of
    `coverage_range`, 0 to 1, of the earlier edition (`low_before` ...) and of the later one (`low_after` ...). Only
    states that are measured in both have rows. No cell is missing. Rows stand in codebook order.

    Source: docs/method.md, section "Two editions compared".

    >>> from impt_analysis.worked_example import example_inventory
    >>> len(moved_points(example_inventory(), example_inventory()))
    0
    """
    key = ["finding", "state", "theme"]
    both = _both(before, after, lambda found: by_finding(found, coverage_range)[[*key, *ENDS]], key)
    return both[_moved(both, ENDS)].reset_index(drop=True)


def moved_items(before: Inventory, after: Inventory) -> pd.DataFrame:
    """Return the items that moved between two editions: a row per finding, state, theme and item.

    An item moved when it stands on another rung of the gap ladder or an end of what is held or got of it is another.

    Columns: `finding`, `state`, `theme`, `item` (ordered categories); `rung_before`, `rung_after` (ordered categories);
    `low`, `held_low`, `high_known`, `high`, by how much it moves these ends of the coverage of state and theme, -1 to
    1: the rows of a finding, state and theme add up to what `moved_points` says; `source_ids`, the sources that say or
    pass on something else of it (`moving_answers`), separated by a semicolon, missing where the mapping alone changed.
    Rows stand in codebook order.

    Source: docs/method.md, section "Two editions compared".
    """
    key = ["finding", *CELL]
    both = _both(before, after, _items, key)
    moved = both[_moved(both, list(OF_ITEM.values())) | both["rung_before"].ne(both["rung_after"])]
    total = moved[["theme"]].merge(
        shipped_codebook().weights().groupby("theme", observed=True)["weight"].sum(), on="theme"
    )
    share = moved["weight_after"].to_numpy() / total["weight"].to_numpy()
    steps = {end: (moved[f"{of}_after"] - moved[f"{of}_before"]) * share for end, of in OF_ITEM.items()}
    causes = moving_answers(before, after).dropna(subset=["source_id"]).drop_duplicates([*key, "source_id"])
    sources = causes.groupby(key, observed=True)["source_id"].agg(SEPARATOR.join).rename("source_ids")
    table = moved[[*key, "rung_before", "rung_after"]].assign(**steps)
    return table.join(sources, on=key).reset_index(drop=True)


def _items(found: Inventory) -> pd.DataFrame:
    key = ["finding", *CELL]
    ends = by_finding(found, item_coverage)[[*key, "weight", *OF_ITEM.values()]]
    return ends.merge(by_finding(found, gap_ladder)[[*key, "rung"]], on=key, validate="one_to_one")


def _both(
    before: Inventory, after: Inventory, measure: Callable[[Inventory], pd.DataFrame], key: Sequence[str]
) -> pd.DataFrame:
    """Return a measure of both editions, side by side, of what is measured in both."""
    tables = [measure(found) for found in (before, after)]
    both = tables[0].merge(tables[1], on=list(key), suffixes=SIDES, validate="one_to_one")
    return both.sort_values(list(key), kind="stable", ignore_index=True)


def _moved(both: pd.DataFrame, ends: Sequence[str]) -> pd.Series[bool]:
    steps = pd.DataFrame({end: both[f"{end}_after"] - both[f"{end}_before"] for end in ends}, index=both.index)
    return steps.astype("float64").abs().gt(LEAST).any(axis="columns")
