"""The changes between two editions as lines to read: what the workbooks say otherwise, then what moved by it."""

from __future__ import annotations

from collections.abc import Iterator

from impt_analysis.codebook import shipped_codebook
from impt_analysis.edition_changes.matching import Change
from impt_analysis.edition_changes.measure_lines import moved_lines
from impt_analysis.edition_changes.said import workbook_changes
from impt_analysis.edition_changes.workbook_lines import said_lines
from impt_analysis.inventory import Inventory
from impt_analysis.plurals import number_of
from impt_analysis.portraits import state_evidence
from impt_analysis.visible_text import made_visible

NOTHING = "Nothing changed: of what may be told both editions say the same."
NOT_TOLD = (
    "Not told, nor whether it changed: figures that may not be passed on, "
    "and barriers that are not named of one source."
)


def change_report(before: Inventory, after: Inventory) -> list[str]:
    r"""Return the changes between two editions as lines: dates, what the workbooks say, what moved, what it rests on.

    Codes stand as labels, points as weighted points of 100. A workbook that is in one edition alone is told in one
    line. When nothing changed one sentence says so, after the dates.

    Source: docs/workbook.md, section "Two editions compared".

    >>> from impt_analysis.worked_example import example_inventory
    >>> example = example_inventory().where(state="LV")
    >>> print(*change_report(example, example)[:2], sep="\n")
    Latvia: the edition is of 2026-11-24 in both.
    Nothing changed: of what may be told both editions say the same.
    """
    said = workbook_changes(before, after)
    lines = [*_editions(before, after)]
    if said.empty:
        lines += [NOTHING]
    else:
        both = said[said["state"].isin(_both(before, after))]
        lines += ["", "What the workbooks say otherwise", *said_lines(both, before, after)]
        lines += ["", "What moved in the measures", *moved_lines(before, after)]
    lines += ["", NOT_TOLD, f"Before: {_evidence(before)}", f"After: {_evidence(after)}"]
    return [made_visible(line) for line in lines]


def _both(before: Inventory, after: Inventory) -> list[str]:
    return [state for state in after.about["state"].astype("str") if state in set(before.about["state"])]


def _editions(before: Inventory, after: Inventory) -> Iterator[str]:
    """Return a line for each kind of change of date, with the states of which it holds."""
    told: dict[str, list[str]] = {}
    for state in shipped_codebook().codes("state"):
        own = [found.where(state=state) for found in (before, after)]
        if not all(found.about.empty for found in own):
            told.setdefault(_dated(*own), []).append(shipped_codebook().label("state", state))
    for dates, states in told.items():
        yield f"{', '.join(states)}: {dates}"


def _dated(before: Inventory, after: Inventory) -> str:
    for change, there, missing in ((Change.NEW, after, before), (Change.GONE, before, after)):
        if missing.about.empty:
            size = number_of(len(there.sources), "source")
            return f"the workbook is {change} (edition {_day(there)}, {size}); its rows are not listed."
    old, new = _day(before), _day(after)
    if old == new:
        return f"the edition is of {old} in both."
    return f"edition {old} -> {new}{'; the second is the earlier one' if new < old else ''}."


def _day(found: Inventory) -> str:
    return found.edition.date().isoformat()


def _evidence(found: Inventory) -> str:
    return state_evidence(found) if len(found.about) == 1 else found.evidence()
