"""Side information of one theme: the sources of every state by gain, with what may be passed on and the barrier."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import on_one_line, room_for
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, THIN_SPACE, TOP, Page, Words, filling, new_page
from impt_analysis.charts.state_blocks import StateBlock, blocks_of_states
from impt_analysis.charts.style import DARK_GREY, GREY, MARGIN, OPENINGS, SMALL_SIZE, SMALLEST_SIZE
from impt_analysis.charts.tables import one_theme, subject_of
from impt_analysis.charts.texts import listed, name_of, names_of, points, text, whole_points
from impt_analysis.codebook.codes import Opening
from impt_analysis.named_barriers import told_barriers

MAKER = "source_gains(inventory)"
NAME = "name"

BLOCK_GAP = 0.3
STATE_WIDTH, NUMBER_WIDTH, BARRIER_WIDTH = 0.86, 0.42, 0.88
WIDEST_STATE = 1.1
BAR_PART = 0.146
"""The part of the width of a block that the longest bar takes."""

GAP = 0.08
HEADS_TOP = TOP - 0.06
ROWS_TOP = TOP - 0.37
LEGEND = BOTTOM - 0.05
ROWS_BOTTOM = LEGEND + 0.43
BAR_SHARE = 0.72


@dataclass(frozen=True)
class _Columns:
    """The left edges of the columns of a block, in inches, and the points of the longest bar."""

    state: float
    right: float
    most: int
    state_width: float

    @property
    def point(self) -> float:
        """How long a bar of one point is."""
        return (self.right - self.state) * BAR_PART / self.most

    @property
    def source(self) -> float:
        return self.state + self.state_width

    @property
    def bar(self) -> float:
        return self.barrier - NUMBER_WIDTH - self.most * self.point

    @property
    def barrier(self) -> float:
        return self.right - BARRIER_WIDTH


def side_information_chart(
    gains: pd.DataFrame, children: str, evidence: str, *, confirmed: Collection[str] = ()
) -> Figure:
    """Return a chart of the side information of one theme: a bar per source, by state in codebook order.

    `gains` is what `source_gains` returns of an inventory narrowed to one theme; `children` says whose finding it is
    (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`), `confirmed` which states have
    confirmed the theme (`confirmed_states(inventory, theme)`).

    A bar is as long as the gain, in points of 100, and looks as what may be passed on (`opening`); beside it stands the
    barrier in words. Awareness, trust and what is unknown are not told apart unless the state has confirmed the theme.
    Within a state the sources with the greatest gain come first, by id and kind of holder; those of one state alone
    by their names, if the table has a column `name`. Where not all have room, as many are shown of every
    state as have, and a line says how many more there are; the subtitle says so too.

    Raises UsageError when the table lacks a column, holds no or several themes or a row twice.

    Source: docs/method.md, section "Side information and its gain".
    """
    rows = told_barriers(_rows(gains), confirmed)
    blocks = blocks_of_states(rows["state"].value_counts(sort=False), ROWS_TOP, ROWS_BOTTOM)
    n_left_out = len(rows) - sum(block.n_shown for part in blocks for block in part)
    words = Words(subject_of(rows, children), _title(rows), _subtitle(len(rows), n_left_out), evidence)
    with new_page(words) as drawn:
        _draw_blocks(drawn, blocks, rows)
        draw_legend(drawn, [(OPENINGS[Opening(code)], name) for code, name in names_of("opening").items()], LEGEND)
        describe(drawn.figure, _alternative(rows, words), gains)
    return drawn.figure


def _rows(gains: pd.DataFrame) -> pd.DataFrame:
    """Return the sources by state and gain, with their points and what each is called."""
    of_one_state = NAME in gains and len(gains["state"].unique()) == 1
    values = ["organisation_type", "barrier", "opening", "gain", *([NAME] if of_one_state else [])]
    rows = one_theme(gains, ["state", "theme", "source_id"], values, MAKER)
    called = rows[NAME] if of_one_state else rows["organisation_type"].map(names_of("organisation_type"))
    rows = rows.assign(points=whole_points(rows["gain"]), called=called)
    return rows.sort_values(["state", "gain", "source_id"], ascending=[True, False, True], ignore_index=True)


def _draw_blocks(drawn: Page, blocks: list[list[StateBlock]], rows: pd.DataFrame) -> None:
    width = (INNER - BLOCK_GAP * (len(blocks) - 1)) / len(blocks)
    names = [name_of("state", block.state) for part in blocks for block in part]
    state_width = room_for(names, STATE_WIDTH - GAP, WIDEST_STATE, SMALLEST_SIZE, "bold") + GAP
    for number, part in enumerate(blocks):
        left = MARGIN + number * (width + BLOCK_GAP)
        columns = _Columns(left, left + width, max(rows["points"].max(), 1), state_width)
        _draw_heads(drawn, columns)
        for block in part:
            _draw_state(drawn, columns, block, rows[rows["state"].eq(block.state)])


def _draw_heads(drawn: Page, columns: _Columns) -> None:
    heads = {columns.source: "side_source", columns.bar: "side_gain", columns.barrier: "side_barrier"}
    ends = [*list(heads)[1:], columns.right + GAP]
    for (left, head), end in zip(heads.items(), ends, strict=True):
        words, size = on_one_line(text(head), end - left - GAP, SMALL_SIZE, SMALLEST_SIZE, "bold")
        drawn.write(left, HEADS_TOP, words, size=size, weight="bold", upright="top", role="head")


def _draw_state(drawn: Page, columns: _Columns, block: StateBlock, sources: pd.DataFrame) -> None:
    edge = block.top + block.height * 0.2
    drawn.sheet.plot([columns.state, columns.right], [edge, edge], color=GREY, linewidth=0.5)
    name, size = on_one_line(
        name_of("state", block.state), columns.state_width - GAP, SMALL_SIZE, SMALLEST_SIZE, "bold"
    )
    drawn.write(columns.state, block.middle(0), name, size=size, weight="bold", role="state")
    for row, source in enumerate(sources.head(block.n_shown).itertuples()):
        _draw_source(drawn, columns, block.middle(row), block.height, source)
    rest = sources.iloc[block.n_shown :]
    if len(rest):
        more = text("side_more", n_sources=len(rest), points=points(rest["points"]))
        words, size = on_one_line(more, columns.right - columns.source, _size(block.height), SMALLEST_SIZE)
        drawn.write(columns.source, block.middle(block.n_shown), words, size=size, colour=DARK_GREY, role="more")


def _size(height: float) -> float:
    return min(SMALL_SIZE, max(SMALLEST_SIZE, height * 72 * 0.75))


def _draw_source(drawn: Page, columns: _Columns, middle: float, height: float, source: Any) -> None:
    size = _size(height)
    told = text("side_of", source_id=source.source_id, called=source.called)
    words, fitting = on_one_line(told, columns.bar - columns.source - GAP, size, SMALLEST_SIZE)
    drawn.write(columns.source, middle, words, size=fitting, role="source")
    look, length, thick = OPENINGS[Opening(str(source.opening))], source.points * columns.point, height * BAR_SHARE
    if source.points:
        drawn.sheet.barh(middle, length, thick, left=columns.bar, label=f"gain of {source.source_id}", **filling(look))
    number = THIN_SPACE.join(part for part in (str(source.points), look.sign) if part)
    drawn.write(columns.bar + length + GAP / 2, middle, number, size=size, role="points")
    barrier = text("side_unnamed") if pd.isna(source.barrier) else name_of("barrier", source.barrier)
    words, fitting = on_one_line(barrier, columns.right - columns.barrier, size, SMALLEST_SIZE)
    drawn.write(columns.barrier, middle, words, size=fitting, role="barrier")


def _title(rows: pd.DataFrame) -> str:
    return text("side_title", n_sources=len(rows), points=points(rows["points"]))


def _subtitle(n_sources: int, n_left_out: int) -> str:
    left_out = text("side_left_out", n_sources=n_left_out) if n_left_out else text("side_all", n_sources=n_sources)
    return text("side_subtitle", left_out=left_out)


def _alternative(rows: pd.DataFrame, words: Words) -> str:
    openings = {name: rows["opening"].eq(code).sum() for code, name in names_of("opening").items()}
    barriers = {name: rows["barrier"].eq(code).sum() for code, name in names_of("barrier").items()}
    barriers[text("side_unnamed")] = rows["barrier"].isna().sum()
    return text(
        "side_alt",
        subject=words.subject,
        title=words.title,
        n_states=rows["state"].nunique(),
        adding=rows["points"].gt(0).sum(),
        openings=_counted(openings),
        barriers=_counted({name: number for name, number in barriers.items() if number}),
        evidence=words.footer,
    )


def _counted(numbers: dict[str, int]) -> str:
    return listed(text("number_of", name=name, number=number) for name, number in numbers.items())
