"""What moved in the measures, in lines: points by state, theme and finding, each beside the items that moved them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.edition_changes.moved import ENDS, LEAST, moved_items, moved_points
from impt_analysis.edition_changes.moving import KEY, moving_answers
from impt_analysis.edition_changes.words import told_causes
from impt_analysis.inventory import Inventory
from impt_analysis.plurals import number_of

NOTHING = "  Nothing: no point and no rung is another."
GROUP = ["finding", "state", "theme"]
NAMES = {
    "low": "documented as reached",
    "held_low": "documented as held",
    "high_known": "held at most by the known sources",
    "high": "held at most",
}
STEPS = {"low": "reached", "held_low": "held"}


def moved_lines(before: Inventory, after: Inventory) -> list[str]:
    """Return what moved as lines: of each finding, state and theme the points, then the items and their causes.

    Items of which only the upper ends moved are counted and not listed.
    """
    points, items = moved_points(before, after), moved_items(before, after)
    told = told_causes(moving_answers(before, after), KEY)
    groups = pd.concat([points[GROUP], items[GROUP]]).drop_duplicates().sort_values(GROUP)
    lines: list[str] = []
    for finding, state, theme in groups.itertuples(index=False):
        own = [table[_of(table, finding, state, theme)] for table in (points, items)]
        lines += [_heading(finding, state, theme), *_points(own[0]), *_items(own[1], told)]
    return lines or [NOTHING]


def _of(table: pd.DataFrame, finding: str, state: str, theme: int) -> pd.Series[bool]:
    return table["finding"].eq(finding) & table["state"].eq(state) & table["theme"].eq(theme)


def _heading(finding: str, state: str, theme: int) -> str:
    codebook = shipped_codebook()
    return f"{codebook.label('state', state)}, theme {theme}, {codebook.label('finding', finding)}"


def _points(points: pd.DataFrame) -> Iterator[str]:
    if points.empty:
        yield "  No point of coverage moved."
    for row in points.to_dict("records"):
        steps = [
            f"{NAMES[end]} {_hundredth(row[f'{end}_before'])} -> {_hundredth(row[f'{end}_after'])}"
            for end in ENDS
            if abs(row[f"{end}_before"] - row[f"{end}_after"]) > LEAST
        ]
        yield f"  Of 100 weighted points: {', '.join(steps)}"


def _items(items: pd.DataFrame, causes: pd.Series[str]) -> Iterator[str]:
    labels = {name: shipped_codebook().labels(name) for name in ("item", "rung")}
    listed = items[["low", "held_low"]].abs().gt(LEAST).any(axis="columns") | items["rung_before"].ne(
        items["rung_after"]
    )
    for row in items[listed].to_dict("records"):
        rungs = [labels["rung"][row[f"rung_{side}"]] for side in ("before", "after")]
        rung = " -> ".join(rungs) if rungs[0] != rungs[1] else f"{rungs[0]} as before"
        steps = [f"{name} {100 * row[end]:+.1f}" for end, name in STEPS.items() if abs(row[end]) > LEAST]
        sums = f" ({', '.join(steps)})" if steps else ""
        why = causes.get(tuple(row[name] for name in KEY), "")
        yield f"    {labels['item'][row['item']]}: {rung}{sums}. {why}"
    if (~listed).any():
        yield f"    Of {number_of(int((~listed).sum()), 'further item')} only what may be held at most moved."


def _hundredth(share: float) -> str:
    return f"{100 * share:.1f}"
