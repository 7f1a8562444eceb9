"""The channels of one state about one theme: bearers at the left, collectors and bodies outside at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, on_one_line, wrapped
from impt_analysis.charts.flow_bodies import LEFT, Body, Group, StateFlows, flows_of_state
from impt_analysis.charts.flow_lines import Box, draw_flows, draw_line_legend
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, filling, new_page
from impt_analysis.charts.style import (
    ACROSS_BORDER,
    BLUE,
    COUNTED_UNKNOWN,
    DARK_GREY,
    FINDINGS,
    MARGIN,
    SMALL_SIZE,
    SMALLEST_SIZE,
    STROKES,
    WHITE,
    WITHIN_STATE,
    Look,
    Stroke,
)
from impt_analysis.charts.tables import subject_of
from impt_analysis.charts.texts import listed, listed_within, name_of, names_of, text
from impt_analysis.codebook.codes import EXTERNAL, POPULATIONS, Finding
from impt_analysis.codebook.measured_codes import Permanent


@dataclass(frozen=True)
class Column:
    """A column of boxes: its left edge and width in inches, and on which side of it arcs run (-1 left, 1 right)."""

    left: float
    width: float
    outward: int


LANES = {-1: 1.0, 1: 0.6}
"""The room for arcs at the left and at the right."""

LEFT_COLUMN = Column(MARGIN + LANES[-1], 5.1, -1)
RIGHT_COLUMN = Column(MARGIN + INNER - LANES[1] - 3.9, 3.9, 1)
LINE_LEGEND = BOTTOM + 0.42
LEGEND = BOTTOM - 0.05
ROWS_BOTTOM = BOTTOM + 0.66
HEAD_ROOM = 0.24
HIGHEST_ROW, LOWEST_ROW = 0.6, 0.21
ROW_GAP = 0.025
NAME_LINE, MOST_NAME_LINES = 0.14, 3
"""The height of a line of a name in its box, and how many there are at most."""

LINE_HEIGHT = 0.17
STRIPE = 0.14
ID_WIDTH = 0.62
MOST_LINES = 8
PLAIN = Look(WHITE)


def channels_chart(
    sources: pd.DataFrame, channels: pd.DataFrame, ways: pd.DataFrame, state: str, children: str, evidence: str
) -> Figure:
    """Return a chart of the channels of one state about one theme: boxes of bodies, and arrows between them.

    `sources` is `inventory.sources`, `channels` what `described_channels` returns, and `ways` what `ways_to_collectors`
    returns of the inventory narrowed to one theme; `state` is the code of the state; `children` says whose finding it
    is (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`).

    Bearers stand at the left, by their documented way to a collector of the state: direct, longer, none; collectors
    stand at the right, below them bodies of the state that are in no workbook, then those outside the state. Bearers
    with a direct way stand by the first collector that it leads to, all others by their id. A line is solid for a
    permanent channel, dashed for one that is not, dotted where it is not known; one across a border has its own colour.
    A stripe says which children a source is about. Bearers that stand in no channel about the theme are counted and
    listed by id; what has no room is counted.

    Raises UsageError when a table lacks a column, `ways` has no or several themes, or no bearer of the state covers it.

    Source: docs/method.md, sections "Channels" and "Ways to a collector".
    """
    found = flows_of_state(sources, channels, ways, state)
    of_state = ways[ways["state"].eq(state)]
    subject = text("channels_subject", state=name_of("state", state), subject=subject_of(ways, children))
    words = Words(subject, _title(of_state), text("channels_subtitle"), evidence)
    with new_page(words) as drawn:
        notes = _notes(found)
        note_top = ROWS_BOTTOM + LINE_HEIGHT * (len(notes) + 1)
        boxes = _draw_column(drawn, [body for body in found.bodies if body.group in LEFT], LEFT_COLUMN, ROWS_BOTTOM)
        boxes |= _draw_column(drawn, [body for body in found.bodies if body.group not in LEFT], RIGHT_COLUMN, note_top)
        shown = [flow for flow in found.flows if flow.start in boxes and flow.end in boxes]
        draw_flows(drawn, boxes, shown, LANES)
        _write_notes(drawn, [*notes, *_left_out(len(found.bodies) - len(boxes), len(found.flows) - len(shown))])
        draw_line_legend(drawn, _line_legend(), LINE_LEGEND)
        draw_legend(drawn, _legend(), LEGEND)
        describe(drawn.figure, _alternative(found, of_state, words), sources, channels, ways)
    return drawn.figure


def _draw_column(drawn: Page, bodies: list[Body], column: Column, bottom: float) -> dict[str, Box]:
    """Draw the bodies of a column below the heads of their groups, as many as have room; return their boxes."""
    room = TOP - bottom - HEAD_ROOM * len({body.group for body in bodies})
    kept = bodies[: int(room / LOWEST_ROW)]
    row = min(HIGHEST_ROW, room / max(len(kept), 1))
    boxes, top = {}, TOP
    for place, body in enumerate(kept):
        if place == 0 or body.group is not kept[place - 1].group:
            _write_head(drawn, column, top, body.group, sum(other.group is body.group for other in bodies))
            top -= HEAD_ROOM
        box = Box(column.left, column.left + column.width, top - row / 2, row - ROW_GAP, column.outward)
        _draw_body(drawn, body, box)
        boxes[body.node] = box
        top -= row
    return boxes


def _write_head(drawn: Page, column: Column, top: float, group: Group, number: int) -> None:
    head = text("channels_head", name=text(f"channels_{group}"), number=number)
    words, size = on_one_line(head, column.width, SMALL_SIZE, SMALLEST_SIZE, "bold")
    middle = top - HEAD_ROOM / 2
    drawn.write(column.left, middle, words, size=size, weight="bold", colour=BLUE, role="group")


def _draw_body(drawn: Page, body: Body, box: Box) -> None:
    bottom = box.middle - box.height / 2
    whole = Rectangle((box.left, bottom), box.right - box.left, box.height, **filling(PLAIN), label=body.node)
    drawn.place(whole)
    left = box.left + 0.05
    if body.population is not None:
        look = _look_of(body.population)
        stripe = Rectangle((box.left, bottom), STRIPE, box.height, **filling(look), label=f"{body.node} children")
        drawn.place(stripe)
        left += STRIPE
    if not body.node.startswith(EXTERNAL):
        name, size = on_one_line(body.node, ID_WIDTH, SMALLEST_SIZE, SMALLEST_SIZE, "bold")
        drawn.write(left, box.middle, name, size=size, weight="bold", role="id")
        left += ID_WIDTH
    if body.name != body.node:
        n_lines = min(MOST_NAME_LINES, max(1, int(box.height / NAME_LINE)))
        lines = fitted(body.name, box.right - left - 0.03, SMALLEST_SIZE, lines=n_lines)
        drawn.write(left, box.middle, lines, size=SMALLEST_SIZE, role="name").set_linespacing(1.0)


def _look_of(population: str) -> Look:
    findings = (finding for finding, populations in POPULATIONS.items() if population in populations)
    return next((FINDINGS[finding] for finding in findings), COUNTED_UNKNOWN)


def _notes(found: StateFlows) -> list[str]:
    """Return the lines that list the bearers in no channel, and say when no collector is known."""
    none = [] if any(body.group is Group.COLLECTOR for body in found.bodies) else [text("channels_no_collector")]
    if not found.silent:
        return none
    said = text("channels_silent", n_bearers=len(found.silent), ids=listed_within(found.silent))
    lines = wrapped(said, RIGHT_COLUMN.width, SMALLEST_SIZE)
    return [*none, *fitted(said, RIGHT_COLUMN.width, SMALLEST_SIZE, lines=min(len(lines), MOST_LINES)).split("\n")]


def _left_out(n_bodies: int, n_channels: int) -> list[str]:
    return [text("channels_no_room", n_bodies=n_bodies, n_channels=n_channels)] if n_bodies else []


def _write_notes(drawn: Page, notes: Sequence[str]) -> None:
    for number, note in enumerate(notes):
        words, size = on_one_line(note, RIGHT_COLUMN.width, SMALLEST_SIZE, SMALLEST_SIZE)
        middle = ROWS_BOTTOM + (len(notes) - number - 0.5) * LINE_HEIGHT
        drawn.write(RIGHT_COLUMN.left, middle, words, size=size, colour=DARK_GREY, role="note")


def _line_legend() -> list[tuple[Stroke, str, str]]:
    lines = [
        (STROKES[code], WITHIN_STATE, text(f"channels_{code}", label=name_of("permanent", code))) for code in Permanent
    ]
    return [*lines, (STROKES[Permanent.YES], ACROSS_BORDER, text("channels_crossing"))]


def _legend() -> list[tuple[Look, str]]:
    findings = [(FINDINGS[finding], name_of("finding", finding)) for finding in Finding]
    return [*findings, (COUNTED_UNKNOWN, text("channels_children_unknown"))]


def _with_way(ways: pd.DataFrame, populations: Sequence[str]) -> str:
    of = ways[ways["population"].isin(populations)]
    return text("channels_of", n_with=of["length"].notna().sum(), n_bearers=len(of))


def _title(ways: pd.DataFrame) -> str:
    said = {str(finding): _with_way(ways, populations) for finding, populations in POPULATIONS.items()}
    return text("channels_title", **said)


def _alternative(found: StateFlows, ways: pd.DataFrame, words: Words) -> str:
    counts = [
        text("number_of", name=name_of("permanent", code), number=sum(flow.permanent is code for flow in found.flows))
        for code in Permanent
    ]
    groups = [
        text("number_of", name=text(f"channels_{group}"), number=sum(body.group is group for body in found.bodies))
        for group in Group
    ]
    other = [code for code in names_of("population") if not any(code in codes for codes in POPULATIONS.values())]
    return text(
        "channels_alt",
        subject=words.subject,
        title=words.title,
        unknown=_with_way(ways, other),
        n_channels=len(found.flows),
        permanent=listed_within(counts),
        crossing=sum(flow.crossing for flow in found.flows),
        groups=listed(groups),
        n_silent=len(found.silent),
        silent=listed_within(found.silent) or text("none"),
        evidence=words.footer,
    )
