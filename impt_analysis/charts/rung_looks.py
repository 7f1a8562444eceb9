"""The look of the rungs of the gap ladder where what is shut is told from what is unclear, and their legend."""

from __future__ import annotations

from impt_analysis.charts.style import RUNGS, SHUT, Look
from impt_analysis.charts.texts import names_of, text
from impt_analysis.codebook.measured_codes import Closure, Rung


def look_of(rung: Rung, closure: object) -> Look:
    """Return the look of an item on its rung.

    >>> look_of(Rung.HELD_NOT_REACHED, "shut").sign, look_of(Rung.HELD_NOT_REACHED, "unclear").sign
    ('■', '○')
    """
    return SHUT if closure == Closure.SHUT else RUNGS[rung]


def rung_entries(n_shut: int) -> list[tuple[Look, str]]:
    """Return the entries of a legend, in the order of the ladder; what is shut has one only where something is.

    >>> [meaning for _, meaning in rung_entries(1)][2:4]
    ['Held and not shown to be reached', 'Held and known not to be reached']
    """
    entries = []
    for code, label in names_of("rung").items():
        entries.append((RUNGS[Rung(code)], label))
        if code == Rung.HELD_NOT_REACHED and n_shut:
            entries.append((SHUT, text("gap_shut")))
    return entries
