"""What the information of two states can and cannot be compared on."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Comparability
from impt_analysis.comparability import INDEFINITE, comparable_units
from impt_analysis.documents import Block, Heading, Listing, Paragraph, Words
from impt_analysis.reports.brief.phrases import begun, ids, items, listed, small, states
from impt_analysis.reports.brief.seminar import NAMES, Seminar


def comparisons(seminar: Seminar) -> list[Block]:
    """Return the section on comparability, of each finding apart."""
    intro = (
        "Two states' information on something can be set side by side only where what reaches their collectors is "
        "counted in the same unit. The same unit is necessary and not enough: definitions and practice differ too. Of "
        "pairs that are not counted here it is not known, because in one of the two nothing is documented as reached "
        "or the unit is not stated."
    )
    told: list[Words] = [_of_finding(seminar, finding) for finding in Finding]
    return [Heading("What can be compared, and what cannot"), Paragraph(intro), Listing(told)]


def _of_finding(seminar: Seminar, finding: Finding) -> str:
    pairs = comparable_units(seminar.findings[finding])
    counts = pairs["comparability"].value_counts()
    head = f"{begun(NAMES[finding])}: "
    same = pairs[pairs["comparability"].eq(Comparability.SAME_UNIT)]
    total = f"{len(pairs):,} pairs of two states and a kind of information"
    different = counts[Comparability.DIFFERENT_UNIT]
    if same.empty:
        also = (
            f"; in {different} the units differ." if different else ", and of none is it known that the units differ."
        )
        return f"{head}of {total} none is shown to share a unit{also}"
    n_same = counts[Comparability.SAME_UNIT]
    return (
        f"{head}of {total}, {n_same} share{'s' if n_same == 1 else ''} a unit and {different} "
        f"{'does' if different == 1 else 'do'} not. Shared: {_shared(same)}."
    )


def _shared(same: pd.DataFrame) -> str:
    """Return which states share a unit, the items of the same states and units told together."""
    labels = shipped_codebook().labels("unit_of_count")
    groups: dict[str, list[object]] = {}
    for item, rows in same.groupby("item", observed=True):
        by_unit: dict[str, list[str]] = {}
        for row in rows.itertuples():
            for unit in set(ids(row.units)) & set(ids(row.other_units)) - set(INDEFINITE):
                by_unit.setdefault(unit, []).extend([str(row.state), str(row.other_state)])
        ordered = [unit for unit in labels if unit in by_unit]
        told = ", by ".join(f"{small(labels[unit])} in {listed(states(by_unit[unit]))}" for unit in ordered)
        groups.setdefault(told, []).append(item)
    return "; ".join(f"{listed(items(codes))}, by {told}" for told, codes in groups.items())
