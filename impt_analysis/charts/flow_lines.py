"""The lines of channels between boxes in two columns: curves from column to column, arcs beside a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from impt_analysis.charts.fitting import on_one_line
from impt_analysis.charts.flow_bodies import Flow
from impt_analysis.charts.page import INNER, Page
from impt_analysis.charts.style import (
    ACROSS_BORDER,
    MARGIN,
    SMALL_SIZE,
    SMALLEST_SIZE,
    STROKES,
    WITHIN_STATE,
    Stroke,
)

HEAD_LENGTH, HEAD_HEIGHT = 0.13, 0.08
WIDEST_LANE = 0.16
CORNER = 0.06
SAMPLE_WIDTH = 0.55

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A box of a body, in inches; `outward` is -1 in the left column and 1 in the right one."""

    left: float
    right: float
    middle: float
    height: float
    outward: int

    @property
    def inner(self) -> float:
        """The edge towards the other column."""
        return self.right if self.outward < 0 else self.left

    @property
    def outer(self) -> float:
        """The edge away from the other column."""
        return self.left if self.outward < 0 else self.right


def draw_flows(drawn: Page, boxes: Mapping[str, Box], flows: Sequence[Flow], room: Mapping[int, float]) -> None:
    """Draw each flow from box to box: a curve between the columns, an arc beside a column where both ends are in it.

    `room` is how wide the arcs at the left (-1) and at the right (1) may be together.
    """
    ports = _ports(boxes, flows)
    lanes = {side: _lanes(boxes, flows, ports, side) for side in (-1, 1)}
    for number, flow in enumerate(flows):
        start, end = boxes[flow.start], boxes[flow.end]
        first, last = ports[number, flow.start], ports[number, flow.end]
        if start.outward == end.outward:
            of_side = lanes[start.outward]
            step = min(WIDEST_LANE, (room[start.outward] - HEAD_LENGTH) / (max(of_side.values()) + 1))
            reach = start.outer + start.outward * (step * (of_side[number] + 1) + HEAD_LENGTH)
            path, heading = _arc((start.outer, first), (end.outer, last), reach), -end.outward
        else:
            path, heading = _curve((start.inner, first), (end.inner, last)), end.outward
        colour = ACROSS_BORDER if flow.crossing else WITHIN_STATE
        _draw_line(drawn, path, STROKES[flow.permanent], colour, f"{flow.start} > {flow.end}")
        tip = (end.outer if start.outward == end.outward else end.inner, last)
        _draw_head(drawn, tip, heading, colour)


def draw_line_legend(drawn: Page, entries: Sequence[tuple[Stroke, str, str]], bottom: float) -> None:
    """Draw the entries, each a stroke, its colour and its meaning, from the left in equal shares of the page."""
    share = INNER / len(entries)
    for number, (stroke, colour, meaning) in enumerate(entries):
        left = MARGIN + number * share
        _draw_line(drawn, Path([(left, bottom), (left + SAMPLE_WIDTH, bottom)]), stroke, colour, "legend line")
        _draw_head(drawn, (left + SAMPLE_WIDTH, bottom), 1, colour)
        room = share - SAMPLE_WIDTH - 0.2
        words, size = on_one_line(meaning, room, SMALL_SIZE, SMALLEST_SIZE)
        drawn.write(left + SAMPLE_WIDTH + 0.1, bottom, words, size=size, role="legend")


def _ports(boxes: Mapping[str, Box], flows: Sequence[Flow]) -> dict[tuple[int, str], float]:
    """Return by flow and node at what height the line meets the box: lines to what stands higher meet it higher."""
    meeting: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    for number, flow in enumerate(flows):
        beside = boxes[flow.start].outward == boxes[flow.end].outward
        for node, other in ((flow.start, flow.end), (flow.end, flow.start)):
            meeting.setdefault((node, beside), []).append((-boxes[other].middle, number))
    heights = {}
    for (node, _), lines in meeting.items():
        box = boxes[node]
        for place, (_, number) in enumerate(sorted(lines)):
            heights[number, node] = box.middle + box.height * (0.5 - (place + 1) / (len(lines) + 1))
    return heights


def _lanes(
    boxes: Mapping[str, Box], flows: Sequence[Flow], ports: Mapping[tuple[int, str], float], side: int
) -> dict[int, int]:
    """Return in which lane beside a column each arc runs: the shortest innermost, none over another."""
    arcs = []
    for number, flow in enumerate(flows):
        if boxes[flow.start].outward == boxes[flow.end].outward == side:
            low, high = sorted((ports[number, flow.start], ports[number, flow.end]))
            arcs.append((high - low, number, low, high))
    taken: list[list[Point]] = []
    lanes = {}
    for _, number, low, high in sorted(arcs):
        free = (lane for lane, spans in enumerate(taken) if all(high < one or other < low for one, other in spans))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes[number] = lane
    return lanes


def _curve(start: Point, end: Point) -> Path:
    towards = 1 if end[0] > start[0] else -1
    neck = (end[0] - towards * HEAD_LENGTH, end[1])
    middle = (start[0] + neck[0]) / 2
    return Path(
        [start, (middle, start[1]), (middle, end[1]), neck], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    )


def _arc(start: Point, end: Point, reach: float) -> Path:
    """Return a line out to a lane, along it, and back to just before the box, with rounded corners."""
    outward = 1 if reach > start[0] else -1
    along = 1 if end[1] > start[1] else -1
    inner = reach - outward * CORNER
    points = [
        (start, Path.MOVETO),
        ((inner, start[1]), Path.LINETO),
        ((reach, start[1]), Path.CURVE3),
        ((reach, start[1] + along * CORNER), Path.CURVE3),
        ((reach, end[1] - along * CORNER), Path.LINETO),
        ((reach, end[1]), Path.CURVE3),
        ((inner, end[1]), Path.CURVE3),
        ((end[0] + outward * HEAD_LENGTH, end[1]), Path.LINETO),
    ]
    return Path([point for point, _ in points], [code for _, code in points])


def _draw_line(drawn: Page, path: Path, stroke: Stroke, colour: str, role: str) -> None:
    dashes = (0, stroke.dashes) if stroke.dashes else "solid"
    line = PathPatch(path, fill=False, edgecolor=colour, linewidth=stroke.width, linestyle=dashes, label=role)
    line.set_capstyle("butt")
    drawn.place(line)


def _draw_head(drawn: Page, tip: Point, heading: int, colour: str) -> None:
    back = tip[0] - heading * HEAD_LENGTH
    corners = [tip, (back, tip[1] + HEAD_HEIGHT / 2), (back, tip[1] - HEAD_HEIGHT / 2)]
    drawn.place(Polygon(corners, facecolor=colour, linewidth=0, label="arrow head"))
