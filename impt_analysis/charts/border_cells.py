"""Channels across borders: a matrix of the places where they begin by those where they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.channel_bodies import places
from impt_analysis.charts.cell_grid import CellGrid
from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, on_one_line, text_width
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, new_page
from impt_analysis.charts.style import BLUE, MARGIN, NONE_COUNTED, PERMANENCE, SMALL_SIZE, SMALLEST_SIZE
from impt_analysis.charts.tables import require_columns
from impt_analysis.charts.texts import listed_within, name_of, names_of, text
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import REGIONAL
from impt_analysis.codebook.measured_codes import Permanent
from impt_analysis.errors import UsageError

ENDS = ["from_place", "to_place"]
MATRIX = "cross_border_matrix(inventory)"
CHANNELS = "cross_border_channels(inventory)"
KINDS = [str(code) for code in Permanent]

LABEL_WIDTH = 2.35
HEAD_HEIGHT = 1.3
HEAD_LINES = 2
ROWS_TOP = TOP - HEAD_HEIGHT
ROWS_BOTTOM = BOTTOM + 0.42
LEGEND = BOTTOM - 0.05
GROUP_GAP = 0.3
"""Between the states and the places that are no state, in cells."""


def cross_border_chart(matrix: pd.DataFrame, channels: pd.DataFrame, themes: Sequence[int], evidence: str) -> Figure:
    """Return a chart of the channels across borders: a row per place where they begin, a column per place of their end.

    `matrix` is what `cross_border_matrix`, `channels` what `cross_border_channels` returns of one inventory; `themes`
    are its themes (`inventory.themes`), `evidence` says what the chart rests on (`inventory.evidence()`).

    A cell counts side by side, each in its look, the channels that are permanent, those that are not, and those of
    which it is not known; an empty cell says that none is documented. Places stand in codebook order: the states, then
    the regional bodies, the states outside the region, and bodies whose state is not named. A body of several named
    states counts for each of them, so cells are not added up.

    Raises UsageError when a table lacks a column or the two do not count the same channels.

    Source: docs/method.md, section "Channels across borders".
    """
    counts = _counts(matrix, channels)
    words = Words(_subject(themes), _title(counts), text("border_subtitle"), evidence)
    size = len(places().categories) + GROUP_GAP
    grid = CellGrid(MARGIN + LABEL_WIDTH, ROWS_TOP, (INNER - LABEL_WIDTH) / size, (ROWS_TOP - ROWS_BOTTOM) / size)
    with new_page(words) as drawn:
        _draw_heads(drawn, grid)
        for cell in counts.reset_index().to_dict("records"):
            _draw_cell(drawn, grid, cell)
        labels = names_of("permanent")
        draw_legend(
            drawn, [(PERMANENCE[code], text(f"border_{code}", label=labels[code])) for code in Permanent], LEGEND
        )
        describe(drawn.figure, _alternative(counts, words), matrix, channels)
    return drawn.figure


def _counts(matrix: pd.DataFrame, channels: pd.DataFrame) -> pd.DataFrame:
    """Return by pair of places how many channels are permanent, are not, and may be either."""
    codes = list(places().categories)
    require_columns(matrix, [ENDS[0], *codes], MATRIX)
    require_columns(channels, [*ENDS, "permanent"], CHANNELS)
    pairs = pd.MultiIndex.from_product([codes, codes], names=ENDS)
    plain = channels[[*ENDS, "permanent"]].astype("str")
    sizes = plain.groupby([*ENDS, "permanent"]).size().unstack("permanent")
    counts = sizes.reindex(index=pairs, columns=KINDS).fillna(0).astype("int64")
    whole = matrix[[ENDS[0], *codes]].melt(ENDS[0], var_name=ENDS[1], value_name="whole").astype({ENDS[0]: "str"})
    other = int((counts.sum(axis="columns") != whole.set_index(ENDS)["whole"].reindex(pairs)).sum())
    if other:
        raise UsageError(
            f"matrix and channels count differently in {other} cells; make both from one inventory, "
            f"with {MATRIX} and {CHANNELS}"
        )
    return counts


def _place(code: object) -> float:
    """Return the row and column of a place: those that are no state stand apart."""
    codes = list(places().categories)
    return codes.index(code) + (GROUP_GAP if codes.index(code) >= codes.index(REGIONAL) else 0)


def _name(code: object) -> str:
    return {**names_of("state"), **names_of("elsewhere")}[code]


def _draw_heads(drawn: Page, grid: CellGrid) -> None:
    corner = fitted(text("border_corner"), LABEL_WIDTH - 0.1, SMALL_SIZE, lines=HEAD_LINES, weight="bold")
    drawn.write(MARGIN, grid.top + 0.05, corner, size=SMALL_SIZE, weight="bold", colour=BLUE, upright="bottom")
    for code in places().categories:
        name, size = on_one_line(_name(code), LABEL_WIDTH - 0.1, SMALL_SIZE, SMALLEST_SIZE)
        drawn.write(MARGIN, grid.middle(_place(code)), name, size=size, role="from")
        size = SMALL_SIZE if text_width(_name(code), SMALL_SIZE) < HEAD_HEIGHT - 0.1 else SMALLEST_SIZE
        lines = fitted(_name(code), HEAD_HEIGHT - 0.1, size, lines=HEAD_LINES)
        middle = grid.x(_place(code)) + grid.width / 2
        drawn.write(middle, grid.top, lines, size=size, across="center", upright="bottom", turned=90, role="to")


def _draw_cell(drawn: Page, grid: CellGrid, cell: Mapping[Any, object]) -> None:
    start, end = (cell[side] for side in ENDS)
    left, bottom, width, height = grid.box(_place(start), _place(end))
    role = text("border_cell", start=_name(start), end=_name(end))
    drawn.mark(NONE_COUNTED, left, bottom, width, height, role=role)
    part = width / len(Permanent)
    for step, code in enumerate(Permanent):
        if cell[code]:
            of_kind = text("number_of", name=role, number=name_of("permanent", code))
            drawn.mark(PERMANENCE[code], left + step * part, bottom, part, height, words=str(cell[code]), role=of_kind)


def _subject(themes: Sequence[int]) -> str:
    if len(themes) == 1:
        return text("border_theme", theme=themes[0], label=name_of("theme", themes[0]))
    return text("border_themes", themes=listed_within(map(str, themes)))


def _title(counts: pd.DataFrame) -> str:
    documented, permanent = _pairs(counts), _pairs(counts[[Permanent.YES]])
    return text("border_title", documented=documented, permanent=permanent)


def _pairs(counts: pd.DataFrame) -> int:
    return int(counts.gt(0).any(axis="columns").sum())


def _alternative(counts: pd.DataFrame, words: Words) -> str:
    states = [code for code in shipped_codebook().codes("state") if code != REGIONAL]
    begins, ends = (counts.index.get_level_values(side) for side in ENDS)
    between = begins.isin(states) & ends.isin(states)
    regional = begins.isin([REGIONAL]) | ends.isin([REGIONAL])
    return text(
        "border_alt",
        subject=words.subject,
        title=words.title,
        between=_pairs(counts[between]),
        between_permanent=_pairs(counts.loc[between, [Permanent.YES]]),
        regional=_pairs(counts[regional]),
        regional_permanent=_pairs(counts.loc[regional, [Permanent.YES]]),
        evidence=words.footer,
    )
