"""All changes between two editions in one table, for a spreadsheet."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

from impt_analysis.edition_changes.moved import ENDS, moved_items, moved_points
from impt_analysis.edition_changes.moving import KEY, moving_answers
from impt_analysis.edition_changes.said import workbook_changes
from impt_analysis.edition_changes.words import told_causes
from impt_analysis.inventory import Inventory

COLUMNS = [
    *("part", "state", "sheet", "row", "change", "finding", "theme", "column", "before", "after"),
    *("points_reached", "points_held", "source_ids", "causes"),
]


class Part(StrEnum):
    """What a row of the list tells of."""

    WORKBOOK = "workbook"
    POINTS = "points"
    ITEMS = "items"


def listed_changes(before: Inventory, after: Inventory) -> pd.DataFrame:
    """Return all that changed between two editions, a row for each change, with codes.

    Columns: `part`: workbook, points or items; `state`; `sheet`, `row`, `change` and `column` of `workbook_changes`, in
    the part workbook; `finding`, `theme`, in the others; `before` and `after`. In the part points `column` is an end
    of coverage (low, held_low, high_known, high), `before` and `after` weighted points of 100. In the part items `row`
    is the item, `before` and `after` its rungs, `points_reached` and `points_held` how many points it moves low and
    held_low, `source_ids` and `causes` by which sources and changed cells. What does not apply is missing.

    Source: docs/workbook.md, section "Two editions compared".

    >>> from impt_analysis.worked_example import example_inventory
    >>> listed_changes(example_inventory(), example_inventory()).empty
    True
    """
    parts = [
        workbook_changes(before, after).assign(part=Part.WORKBOOK.value),
        _points(moved_points(before, after)),
        _items(moved_items(before, after), moving_answers(before, after)),
    ]
    return pd.concat([part.astype("object") for part in parts], ignore_index=True).reindex(columns=COLUMNS)


def _points(points: pd.DataFrame) -> pd.DataFrame:
    key = ["finding", "state", "theme"]
    sides = [
        points.melt(key, [f"{end}_{side}" for end in ENDS], var_name="column", value_name=side, ignore_index=False)
        for side in ("before", "after")
    ]
    named = [side.assign(column=side["column"].str.removesuffix(f"_{side.columns[-1]}")) for side in sides]
    both = named[0].assign(after=named[1]["after"].to_numpy()).sort_index(kind="stable")
    both[["before", "after"]] = both[["before", "after"]].astype("float64").mul(100).round(4)
    return both[both["before"].ne(both["after"])].assign(part=Part.POINTS.value)


def _items(items: pd.DataFrame, causes: pd.DataFrame) -> pd.DataFrame:
    told = told_causes(causes, KEY).rename("causes")
    named = items.rename(columns={"item": "row", "rung_before": "before", "rung_after": "after"})
    steps = {
        name: items[end].mul(100).round(4) for name, end in (("points_reached", "low"), ("points_held", "held_low"))
    }
    joined = items[KEY].join(told, on=KEY)["causes"]
    return named.assign(part=Part.ITEMS.value, column="rung", **steps, causes=joined)
