"""The colours of marks: one for each severity."""

from __future__ import annotations

from impt_analysis.errors import Severity

# Paul Tol, "Colour Schemes" (SRON technical note, 2021), scheme "light": made to fill cells under black text, and to
# stay apart for colour-blind readers.
FILLS = {Severity.ERROR: "EE8866", Severity.WARNING: "EEDD88", Severity.INFO: "99DDFF"}
"""Orange, light yellow and light cyan. No meaning rests on colour alone: comment and list say the severity in words."""


def worst(severities: list[Severity]) -> Severity:
    """Return the gravest of some severities.

    >>> worst([Severity.INFO, Severity.ERROR]).value
    'error'
    """
    return min(severities, key=list(Severity).index)
