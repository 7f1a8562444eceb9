"""How far the information that each use needs exists, for one theme: a matrix of uses by states."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.cell_grid import CellGrid, draw_state_heads
from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import on_one_line
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, new_page
from impt_analysis.charts.style import DARK_GREY, MARGIN, SMALLEST_SIZE, STANDINGS, TEXT_SIZE, Look
from impt_analysis.charts.tables import one_theme, subject_of
from impt_analysis.charts.texts import listed, listed_within, name_of, names_of, text
from impt_analysis.codebook.codes import SEPARATOR, Together
from impt_analysis.codebook.measured_codes import UseStanding

VALUES = ["together", "grain", "standing", "open_source_ids", "n_needed", "missing", "withheld"]
MAKER = "feasible_uses(inventory)"
LISTS = {"n_opened": "open_source_ids", "n_missing": "missing", "n_withheld": "withheld"}
"""The lists that are counted in a cell."""

LABEL_WIDTH = 3.9
HEAD_HEIGHT = 0.95
ROWS_TOP = TOP - HEAD_HEIGHT
ROWS_BOTTOM = BOTTOM + 0.45
HIGHEST_ROW = 0.55
LINE_SHARE = 0.22
"""So far above and below the middle of its row, in rows, stand the name of a use and what it needs."""


def uses_chart(uses: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a chart of the uses of one theme by state: a row per use, a column per state, in codebook order.

    `uses` is what `feasible_uses` returns of an inventory narrowed to one theme; `children` says whose finding it is
    (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`).

    A cell shows the standing of the use in the state by its look and sign. Where information is missing, it counts the
    needed items that are not documented, with a plus those that only sources record that may not be opened for the use,
    and all that it needs; where sources would have to be opened, it counts them. A use whose items must stand together
    in one source is marked. The chart says that the information exists, not that a use is lawful or good.

    Raises UsageError when the table lacks a column, holds no or several themes or a row twice.

    Source: docs/method.md, section "Uses".
    """
    cells = one_theme(uses, ["use", "state", "theme"], VALUES, MAKER)
    for count, items in LISTS.items():
        cells[count] = cells[items].str.count(SEPARATOR) + cells[items].ne("")
    words = Words(subject_of(cells, children), _title(cells), text("uses_subtitle"), evidence)
    states = list(cells["state"].unique())
    height = min(HIGHEST_ROW, (ROWS_TOP - ROWS_BOTTOM) / cells["use"].nunique())
    grid = CellGrid(MARGIN + LABEL_WIDTH, ROWS_TOP, (INNER - LABEL_WIDTH) / len(states), height)
    with new_page(words) as drawn:
        draw_state_heads(drawn, grid, states, HEAD_HEIGHT - 0.1)
        for row, (code, use) in enumerate(cells.groupby("use", observed=True)):
            _draw_use(drawn, grid, row, str(code), use)
        draw_legend(drawn, _legend(), BOTTOM - 0.05)
        describe(drawn.figure, _alternative(cells, words), uses)
    return drawn.figure


def _draw_use(drawn: Page, grid: CellGrid, row: int, code: str, use: pd.DataFrame) -> None:
    needs = use.iloc[0]
    label = name_of("use", code)
    sign = text("uses_one_source", label=label) if needs["together"] == Together.ONE_SOURCE else label
    detail = text(
        "uses_needs",
        n_needed=needs["n_needed"],
        together=name_of("together", needs["together"]),
        grain=name_of("grain", needs["grain"]),
    )
    middle = grid.middle(row)
    name, size = on_one_line(sign, LABEL_WIDTH - 0.1, TEXT_SIZE, SMALLEST_SIZE)
    drawn.write(MARGIN, middle + LINE_SHARE * grid.height, name, size=size, role="use")
    beneath, size = on_one_line(detail, LABEL_WIDTH - 0.1, SMALLEST_SIZE, SMALLEST_SIZE)
    drawn.write(MARGIN, middle - LINE_SHARE * grid.height, beneath, size=size, colour=DARK_GREY, role="needs")
    for column, cell in enumerate(use.itertuples()):
        role = f"{name_of('state', cell.state)}, {label}"
        look = STANDINGS[UseStanding(str(cell.standing))]
        drawn.mark(look, *grid.box(row, column), words=_counted(cell), role=role)


def _counted(cell: Any) -> str:
    if cell.standing == UseStanding.IF_OPENED:
        return text("uses_cell_opened", n_opened=cell.n_opened)
    if cell.standing == UseStanding.MISSING:
        name = "uses_cell_withheld" if cell.n_withheld else "uses_cell_missing"
        return text(name, n_missing=cell.n_missing, n_withheld=cell.n_withheld, n_needed=cell.n_needed)
    return ""


def _legend() -> list[tuple[Look, str]]:
    labels = names_of("use_standing")
    return [(look, text(f"uses_{code}", label=labels[code])) for code, look in STANDINGS.items()]


def _counts(cells: pd.DataFrame) -> dict[str, int]:
    return {str(code): int(cells["standing"].eq(code).sum()) for code in UseStanding}


def _title(cells: pd.DataFrame) -> str:
    return text("uses_title", cells=len(cells), **_counts(cells))


def _alternative(cells: pd.DataFrame, words: Words) -> str:
    labels = names_of("use_standing")
    of_uses = [
        text(
            "uses_alt_use",
            use=name_of("use", code),
            together=name_of("together", use["together"].iloc[0]),
            counts=listed_within(
                text("number_of", name=labels[standing], number=number)
                for standing, number in _counts(use).items()
                if number
            ),
        )
        for code, use in cells.groupby("use", observed=True)
    ]
    return text(
        "uses_alt",
        subject=words.subject,
        title=words.title,
        n_uses=cells["use"].nunique(),
        n_states=cells["state"].nunique(),
        uses=listed(of_uses),
        evidence=words.footer,
    )
