"""Which types of organisations hold the same items, for one theme: bars of sets above a matrix of their members."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from impt_analysis.charts.cell_grid import CellGrid
from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, on_one_line, size_that_fits
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, filling, new_page
from impt_analysis.charts.style import (
    BLACK,
    COUNTED,
    COUNTED_ALONE,
    DARK_GREY,
    GREY,
    MARGIN,
    PALE_GREY,
    SMALL_SIZE,
    SMALLEST_MARK,
    SMALLEST_SIZE,
)
from impt_analysis.charts.tables import require_columns, require_one_theme, subject_of
from impt_analysis.charts.texts import listed, name_of, points, text
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR
from impt_analysis.errors import UsageError

COLUMNS = ["theme", "organisation_types", "n_types", "n_items", "n_states"]
MAKER = "organisation_overlap(inventory)"

MOST_SETS = 30
"""So many sets have room beside each other."""

LABEL_WIDTH = 2.9
TOTALS_WIDTH = 1.35
NUMBER_WIDTH = 0.36
GAP = 0.15
SETS_LEFT = MARGIN + LABEL_WIDTH + TOTALS_WIDTH + GAP
WIDEST_SET = 0.6
ROWS_TOP = TOP - 1.68
ROWS_BOTTOM = BOTTOM + 0.32
LEGEND = BOTTOM - 0.05
HIGHEST_ROW = 0.3
BAR_SHARE = 0.7
HEAD_ROOM = 0.27
STATES_ROOM = 0.24
BAR_BASE = ROWS_TOP + STATES_ROOM
BAR_ROOM = TOP - HEAD_ROOM - 0.2 - BAR_BASE
NUMBER_PADDING = 0.03
DOT_SIZE, SMALL_DOT = 7.0, 2.5
LARGEST = 5
"""So many sets are named in the alternative text."""


def organisation_overlap_chart(overlap: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a chart of the types of organisations that hold the same items of one theme, in the manner of an UpSet.

    `overlap` is what `organisation_overlap` returns of an inventory narrowed to one theme; `children` says whose
    finding it is (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`).

    An item of a state belongs to the one set of all types that are documented as holding it. A column is a set: its bar
    counts the items that exactly these types hold, an item counted once for each state; the dots below are its members.
    Sets that one type makes up alone are hatched. The largest sets stand first, those of the same size in the order of
    the table. A row is a type, in codebook order; its bar counts all items that it holds, alone or with others. Where
    more than 30 sets are known, those that are left out are counted at the right of the bars: all sets of a size are
    shown or none, unless the smallest size alone has more.

    Raises UsageError when the table lacks a column, holds no or several themes or a set twice.

    Source: docs/method.md, section "Who holds an item".
    """
    sets = _ordered(overlap)
    shown = _shown(sets)
    totals = _totals(sets)
    words = Words(subject_of(sets, children), _title(sets), text("overlap_subtitle"), evidence)
    width = min(WIDEST_SET, (MARGIN + INNER - SETS_LEFT) / len(shown))
    height = min(HIGHEST_ROW, (ROWS_TOP - ROWS_BOTTOM) / len(totals))
    grid = CellGrid(SETS_LEFT, ROWS_TOP, width, height)
    with new_page(words) as drawn:
        _draw_types(drawn, grid, totals, len(shown))
        _draw_sets(drawn, grid, shown, list(totals.index))
        _write_heads(drawn, sets.iloc[len(shown) :])
        draw_legend(drawn, [(COUNTED, text("overlap_shared")), (COUNTED_ALONE, text("overlap_alone"))], LEGEND)
        describe(drawn.figure, _alternative(sets, shown, totals, words), overlap)
    return drawn.figure


def _ordered(overlap: pd.DataFrame) -> pd.DataFrame:
    """Return the sets with the largest first, and those of one size in the order of the table."""
    require_columns(overlap, COLUMNS, MAKER)
    require_one_theme(overlap, MAKER)
    twice = overlap.loc[overlap["organisation_types"].duplicated(), "organisation_types"]
    if len(twice):
        raise UsageError(f"the chart's table has more than one row for {twice.iloc[0]}; make it with {MAKER}")
    return overlap[COLUMNS].sort_values("n_items", ascending=False, kind="stable", ignore_index=True)


def _shown(sets: pd.DataFrame) -> pd.DataFrame:
    """Return the sets of the greatest sizes, as many whole sizes as there is room for."""
    through = sets["n_items"].value_counts().sort_index(ascending=False).cumsum()
    fitting = through[through <= MOST_SETS]
    return sets.head(int(fitting.iloc[-1]) if len(fitting) else MOST_SETS)


def _members(sets: pd.DataFrame) -> list[list[str]]:
    return [types.split(SEPARATOR) for types in sets["organisation_types"]]


def _totals(sets: pd.DataFrame) -> pd.Series[int]:
    """Return by type, in codebook order, how many items it holds, alone or with others."""
    each = sets.assign(organisation_type=sets["organisation_types"].str.split(SEPARATOR)).explode("organisation_type")
    kinds = {"organisation_type": shipped_codebook().dtype("organisation_type")}
    return each.astype(kinds).groupby("organisation_type", observed=True)["n_items"].sum()


def _draw_types(drawn: Page, grid: CellGrid, totals: pd.Series[int], n_sets: int) -> None:
    left = MARGIN + LABEL_WIDTH + NUMBER_WIDTH
    for row, (code, number) in enumerate(totals.items()):
        bottom = grid.middle(row) - grid.height / 2
        if row % 2 == 0:
            stripe = Rectangle((SETS_LEFT, bottom), n_sets * grid.width, grid.height, color=PALE_GREY, linewidth=0)
            drawn.place(stripe)
        label = name_of("organisation_type", code)
        name, size = on_one_line(label, LABEL_WIDTH - 0.1, SMALLEST_SIZE, SMALLEST_SIZE)
        drawn.write(MARGIN, grid.middle(row), name, size=size, role="type")
        right = left - NUMBER_PADDING
        drawn.write(right, grid.middle(row), str(number), size=SMALLEST_SIZE, across="right", role="total")
        length = (TOTALS_WIDTH - NUMBER_WIDTH) * number / totals.max()
        base = grid.middle(row) - grid.height * BAR_SHARE / 2
        bar = Rectangle((left, base), length, grid.height * BAR_SHARE, **filling(COUNTED), label=f"total, {label}")
        drawn.place(bar)


def _draw_sets(drawn: Page, grid: CellGrid, shown: pd.DataFrame, types: list[str]) -> None:
    counts = zip(_members(shown), shown["n_items"], shown["n_states"], strict=True)
    for column, (members, n_items, n_states) in enumerate(counts):
        middle = grid.x(column) + grid.width / 2
        height = BAR_ROOM * n_items / shown["n_items"].max()
        left, width = middle - grid.width * BAR_SHARE / 2, grid.width * BAR_SHARE
        look = COUNTED_ALONE if len(members) == 1 else COUNTED
        role = _named(members)
        drawn.place(Rectangle((left, BAR_BASE), width, height, **filling(look), label=role))
        top = BAR_BASE + height + NUMBER_PADDING
        size = size_that_fits(str(n_items), grid.width, SMALLEST_SIZE, SMALLEST_MARK)
        drawn.write(middle, top, str(n_items), size=size, across="center", upright="bottom", role=role)
        under = BAR_BASE - STATES_ROOM / 2
        drawn.write(middle, under, str(n_states), size=SMALLEST_SIZE, colour=DARK_GREY, across="center", role="states")
        _draw_dots(drawn, grid, middle, [types.index(code) for code in members], len(types), role)


def _draw_dots(drawn: Page, grid: CellGrid, middle: float, rows: list[int], n_rows: int, role: str) -> None:
    others = [grid.middle(row) for row in range(n_rows) if row not in rows]
    drawn.sheet.plot([middle] * len(others), others, "o", color=GREY, markersize=SMALL_DOT)
    heights = [grid.middle(row) for row in rows]
    size = min(DOT_SIZE, grid.height * 72 * BAR_SHARE)
    drawn.sheet.plot([middle] * len(rows), heights, "o-", color=BLACK, markersize=size, linewidth=1.6, label=role)


def _write_heads(drawn: Page, left_out: pd.DataFrame) -> None:
    room = MARGIN + INNER - SETS_LEFT
    said, size = on_one_line(_left_out(left_out), room, SMALL_SIZE, SMALLEST_SIZE)
    drawn.write(MARGIN + INNER, TOP, said, size=size, across="right", upright="top", role="left out")
    states, size = on_one_line(text("overlap_states"), LABEL_WIDTH + TOTALS_WIDTH, SMALLEST_SIZE, SMALLEST_SIZE)
    under = BAR_BASE - STATES_ROOM / 2
    drawn.write(SETS_LEFT - 0.1, under, states, size=size, colour=DARK_GREY, across="right", role="head")
    lines = fitted(text("overlap_sets"), LABEL_WIDTH + TOTALS_WIDTH - 0.1, SMALL_SIZE, lines=2, weight="bold")
    drawn.write(SETS_LEFT - 0.1, BAR_BASE, lines, weight="bold", size=SMALL_SIZE, across="right", upright="bottom")


def _named(members: list[str]) -> str:
    return text("overlap_and").join(name_of("organisation_type", code) for code in members)


def _left_out(left_out: pd.DataFrame) -> str:
    if left_out.empty:
        return text("overlap_all")
    sizes = points(left_out["n_items"])
    return text("overlap_left_out", n_sets=len(left_out), n_items=left_out["n_items"].sum(), sizes=sizes)


def _title(sets: pd.DataFrame) -> str:
    shared = sets.loc[sets["n_types"].gt(1), "n_items"].sum()
    return text("overlap_title", n_items=sets["n_items"].sum(), shared=shared)


def _alternative(sets: pd.DataFrame, shown: pd.DataFrame, totals: pd.Series[int], words: Words) -> str:
    largest = shown.head(LARGEST)
    named = [
        text("number_of", name=_named(of_set), number=number)
        for of_set, number in zip(_members(largest), largest["n_items"], strict=True)
    ]
    held = [
        text("number_of", name=name_of("organisation_type", code), number=number) for code, number in totals.items()
    ]
    return text(
        "overlap_alt",
        subject=words.subject,
        title=words.title,
        n_sets=len(sets),
        largest=listed(named),
        totals=listed(held),
        left_out=_left_out(sets.iloc[len(shown) :]),
        evidence=words.footer,
    )
