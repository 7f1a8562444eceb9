"""How charts look: sizes, the font, one colour and one hatch for each meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from impt_analysis.codebook.codes import Answer, Confirmed, Finding, Opening, Period
from impt_analysis.codebook.measured_codes import DatedBy, Permanent, Rung, Through, UseStanding

WIDTH, HEIGHT = 13.333, 7.5
"""Size in inches: a 16:9 slide."""

DPI = 150
MARGIN = 0.35

# matplotlib brings this font along, so that a chart looks the same on every machine.
FONT = "DejaVu Sans"
TITLE_SIZE = 20.0
TEXT_SIZE = 13.0
SMALL_SIZE = 12.0

SMALLEST_SIZE = 10.0
"""Words that do not fit are set smaller before they are cut, but not below this size."""

SMALLEST_TITLE = 14.0
"""Two lines of this size stand between subject and subtitle."""

SMALLEST_MARK = 8.0
"""So small is set a sign and a number of three digits in a narrow box."""

# Blue, orange and black: Okabe and Ito, "Color Universal Design" (2008). Dark green and teal: Paul Tol, "Colour
# Schemes" (SRON technical note, 2021), scheme "muted". Both are made to stay apart for colour-blind readers. Purple is
# of the first; indigo, olive and wine are of the second; pale blue and brown are lighter and darker than these.
# Vermilion is of the first, sand of the second, with lighter and darker ones for steps.
BLUE = "#0072B2"
ORANGE = "#E69F00"
DARK_GREEN = "#117733"
TEAL = "#44AA99"
PALE_BLUE = "#B5DCF5"
INDIGO = "#332288"
PURPLE = "#CC79A7"
OLIVE = "#999933"
WINE = "#882255"
BROWN = "#661F00"
VERMILION = "#D55E00"
SAND = "#DDCC77"
PALE_SAND = "#E6DAA8"
MIDDLE_SAND = "#C6B155"
DARK_SAND = "#A08D33"
DARKEST_SAND = "#62561C"
BLACK = "#000000"
WHITE = "#FFFFFF"
GREY = "#BBBBBB"
PALE_GREY = "#EEEEEE"
MIDDLE_GREY = "#888888"
DARK_GREY = "#444444"


class Part(StrEnum):
    """The parts of a coverage bar, from the left."""

    REACHED = "reached"
    HELD = "held"
    NOT_KNOWN = "not_known"
    NOT_HELD = "not_held"


class Edge(StrEnum):
    """A mark at an edge of a box, beside the words in it: a bar along its left, an arrow into it from the right."""

    BAR = "bar"
    ARROW = "arrow"


@dataclass(frozen=True)
class Look:
    """How one meaning is drawn: filling, hatch and its colour, border, ink of what is on it, a sign, edges."""

    fill: str
    hatch: str = ""
    hatch_colour: str = MIDDLE_GREY
    border: str = DARK_GREY
    border_width: float = 0.6
    ink: str = BLACK
    sign: str = ""
    edges: tuple[Edge, ...] = ()


PARTS = {
    Part.REACHED: Look(BLUE, ink=WHITE),
    Part.HELD: Look(ORANGE),
    Part.NOT_KNOWN: Look(PALE_GREY, hatch="///"),
    Part.NOT_HELD: Look(WHITE),
}
"""The look of each part of a coverage bar."""

ANSWERS = {
    Answer.YES: Look(DARK_GREEN, ink=WHITE, sign="✓"),
    Answer.PARTLY: Look(TEAL, sign="◐"),
    Answer.NO: Look(WHITE, border=BLACK, border_width=1.6, sign="✗"),
    Answer.UNKNOWN: Look(GREY, sign="?"),
    Answer.NOT_ASKED: Look(PALE_GREY, hatch="///", hatch_colour=GREY, border=GREY),
}
"""The look of each answer."""

NO_SOURCE = Look(WHITE, border=GREY, ink=DARK_GREY, sign="\N{EN DASH}")
"""The look of a cell that no known source stands behind."""

RUNGS = {
    Rung.REACHED: Look(BLUE, ink=WHITE, sign="●"),
    Rung.PARTLY_REACHED: Look(PALE_BLUE, sign="◐"),
    Rung.HELD_NOT_REACHED: Look(ORANGE, sign="○"),
    Rung.NOT_RECORDED: Look(WHITE, border=BLACK, border_width=1.6, sign="✗"),
    Rung.UNKNOWN: Look(PALE_GREY, hatch="///", hatch_colour=GREY, border=GREY, ink=DARK_GREY),
}
"""The look of each rung of the gap ladder; a gap that may close by asking is the rule."""

SHUT = Look(BROWN, ink=WHITE, sign="■")
"""The look of what is held and known not to be passed on by any of its holders."""

THROUGHS = {
    Through.OWN: Look(WHITE, edges=(Edge.BAR,)),
    Through.PASSED_ON: Look(WHITE, edges=(Edge.ARROW,)),
    Through.BOTH: Look(WHITE, edges=(Edge.BAR, Edge.ARROW)),
}
"""The look of whose sources something is got through: marks at the edges, which the look of a rung takes on."""

STANDINGS = {
    UseStanding.IN_PLACE: RUNGS[Rung.REACHED],
    UseStanding.IN_PART: RUNGS[Rung.PARTLY_REACHED],
    UseStanding.IF_OPENED: RUNGS[Rung.HELD_NOT_REACHED],
    UseStanding.MISSING: RUNGS[Rung.UNKNOWN],
}
"""The look of how far the information that a use needs exists: that of the rungs, of which it is made."""

FINDINGS = {Finding.WIDER_GROUP: Look(OLIVE), Finding.IDENTIFIED: Look(WINE, ink=WHITE)}
"""The look of each finding where both stand in one chart."""

OPENINGS = {
    Opening.RECORDS_BY_LAW: Look(INDIGO, ink=WHITE, sign="§"),
    Opening.TOTALS_ONLY: Look(PURPLE, sign="Σ"),
    Opening.NONE: Look(WHITE, border=BLACK, border_width=1.6, sign="✗"),
    Opening.UNKNOWN: Look(PALE_GREY, hatch="///", hatch_colour=GREY, border=GREY),
}
"""The look of how far a source can be opened."""


COUNTED = Look(SAND)
"""The look of a plain number of sources or items."""

COUNT_STEPS = {
    1: Look(PALE_SAND, border=MIDDLE_GREY),
    3: Look(MIDDLE_SAND),
    6: Look(DARK_SAND),
    11: Look(DARKEST_SAND, ink=WHITE),
}
"""The look of a plain number in a cell, by the least number that has it."""

NONE_COUNTED = Look(WHITE, border=GREY, border_width=0.4)
"""The look of a cell in which there is nothing to count."""

COUNTED_ALONE = Look(WHITE, hatch="....", hatch_colour=DARK_GREY)
"""The look of a number of items that one type of organisation alone holds."""

COUNTED_UNKNOWN = Look(PALE_GREY, hatch="///", hatch_colour=GREY, border=MIDDLE_GREY)
"""The look of a number of sources of which something is not known."""

PERMANENCE = {
    Permanent.YES: Look(BLACK, ink=WHITE),
    Permanent.NO: Look(WHITE, border=BLACK),
    Permanent.UNKNOWN: Look(PALE_GREY, hatch="///", hatch_colour=GREY, border=MIDDLE_GREY),
}
"""The look of a number of channels by whether they are permanent."""


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn: its width in points and, where it is broken, the lengths of dashes and gaps in points."""

    width: float
    dashes: tuple[float, ...] = ()


STROKES = {
    Permanent.YES: Stroke(2.6),
    Permanent.NO: Stroke(1.4, (6.0, 2.5)),
    Permanent.UNKNOWN: Stroke(1.6, (1.2, 2.2)),
}
"""The line of a channel by whether it is permanent."""

WITHIN_STATE, ACROSS_BORDER = BLACK, VERMILION
"""The colours of the line of a channel."""

GIVEN = Look(DARK_GREY, ink=WHITE)
"""The look of answers that were given, beside those that were not asked."""

CONFIRMATIONS = {
    Confirmed.NO: Look(WHITE),
    Confirmed.BY_THE_STATE: Look(BLACK, ink=WHITE, sign="✓"),
}
"""The look of a theme that its state has confirmed, or has not."""

DATED = {
    DatedBy.LATEST_YEAR: Look(DARK_GREY, ink=WHITE),
    DatedBy.REFERENCE_YEAR: Look(WHITE, border=BLACK, border_width=1.2),
    DatedBy.UNDATED: Look(PALE_GREY, hatch="///"),
}
"""The look of sources by what dates them."""

SUPPRESSED = Look(BLACK, ink=WHITE)
"""The look of a figure that may not be passed on."""

NO_FIGURE = Look(PALE_GREY, hatch="///", hatch_colour=GREY, border=PALE_GREY)
"""The look of a year of which no figure is known."""

MARKERS = (("o", "s"), ("D", "d"), ("^", "v"), ("P", "X"))
"""The marks of a finding's first, second ... indicator: of a number of children, and of anything else counted."""

FILLS = {Period.YEAR: "full", Period.PART_YEAR: "left", Period.SEVERAL_YEARS: "bottom", Period.ON_A_DATE: "none"}
"""How far the mark of a figure is filled, by what it was counted over."""


RC: dict[str, object] = {
    "figure.dpi": 100,
    "savefig.dpi": DPI,
    "font.family": FONT,
    "font.size": TEXT_SIZE,
    # Labels are words of the workbooks: a dollar sign in them is a dollar sign.
    "text.parse_math": False,
    # Unhinted, words are as wide on the picture as they were measured.
    "text.hinting": "none",
    "hatch.linewidth": 0.7,
    "svg.fonttype": "path",
    "svg.hashsalt": "impt_analysis",
}
"""The settings under which every chart is drawn and saved, on top of matplotlib's own defaults."""
