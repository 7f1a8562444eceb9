"""What the sources of each state say on each item of one theme: a matrix of items by states."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, on_one_line
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, new_page
from impt_analysis.charts.style import ANSWERS, BLUE, MARGIN, NO_SOURCE, SMALL_SIZE, SMALLEST_SIZE, TEXT_SIZE, Look
from impt_analysis.charts.tables import one_theme, subject_of
from impt_analysis.charts.texts import listed, name_of, names_of, text
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer

ANSWERED = [f"n_{answer}" for answer in Answer if answer is not Answer.NOT_ASKED]
MAKER = "item_coverage(inventory)"

BLOCK_GAP = 0.25
LABEL_WIDTH = 2.6
WIDEST_CELL = 0.6
CELL_GAP = 0.03
HEAD_HEIGHT, HEAD_GAP = 0.9, 0.02
ROWS_TOP = TOP - HEAD_HEIGHT
ROWS_BOTTOM = BOTTOM + 0.4
HIGHEST_ROW = 0.32
DOMAIN_ROWS = 1.4
"""The room for the name of a domain, in rows; the first stands beside the names of the states."""


@dataclass(frozen=True)
class Grid:
    """Where a block of the matrix stands on the page, in inches: left edge, width of a cell, height of a row."""

    left: float
    width: float
    height: float

    def x(self, column: int) -> float:
        """Return the left edge of a column of cells."""
        return self.left + LABEL_WIDTH + column * self.width

    def middle(self, row: float) -> float:
        """Return the height of the middle of a row."""
        return ROWS_TOP - (row + 0.5) * self.height


def answer_matrix(items: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a chart of the answers on each item of one theme: a row per item, a column per state, in codebook order.

    `items` is what `item_coverage` returns of an inventory narrowed to one theme; `children` says whose finding it is
    (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`).

    A cell shows `answer`, what the known sources of the state say taken together, and how many of them answered
    anything but not_asked. Each answer has its own sign or hatch; a cell of a state without any source looks different
    again. Items are grouped by domain; the names of core items are bold.

    Raises UsageError when the table lacks a column, holds no or several themes or a row twice.

    Source: docs/method.md, section "Held and got".
    """
    cells = one_theme(items, ["domain", "item", "state", "theme"], ["answer", "n_sources", "weight", *ANSWERED], MAKER)
    cells["answered"] = cells[ANSWERED].sum(axis="columns")
    words = Words(subject_of(cells, children), _title(cells), text("matrix_subtitle"), evidence)
    with new_page(words) as drawn:
        for grid, block in _blocks(cells):
            _draw_heads(drawn, grid, block)
            _draw_rows(drawn, grid, block)
        draw_legend(drawn, _legend(cells), BOTTOM - 0.05)
        describe(drawn.figure, _alternative(cells, words), items)
    return drawn.figure


def _blocks(cells: pd.DataFrame) -> list[tuple[Grid, pd.DataFrame]]:
    """Return the cells in one or two blocks of whole domains, as even in length as can be, each with its grid."""
    domains = list(cells["domain"].unique())
    before = list(accumulate(_n_rows(cells[cells["domain"] == code]) + DOMAIN_ROWS for code in domains))
    split = min(range(len(domains)), key=lambda last: max(before[last], before[-1] - before[last])) + 1
    halves = [cells[cells["domain"].isin(part)] for part in (domains[:split], domains[split:]) if part]
    width = (INNER - BLOCK_GAP * (len(halves) - 1)) / len(halves)
    height = min(HIGHEST_ROW, (ROWS_TOP - ROWS_BOTTOM) / max(map(_n_rows, halves)))
    cell = min(WIDEST_CELL, (width - LABEL_WIDTH) / cells["state"].nunique())
    return [(Grid(MARGIN + number * (width + BLOCK_GAP), cell, height), half) for number, half in enumerate(halves)]


def _n_rows(block: pd.DataFrame) -> float:
    return block["item"].nunique() + DOMAIN_ROWS * (block["domain"].nunique() - 1)


def _draw_heads(drawn: Page, grid: Grid, block: pd.DataFrame) -> None:
    for column, code in enumerate(block["state"].unique()):
        label = name_of("state", code)
        name, size = on_one_line(label, HEAD_HEIGHT - HEAD_GAP, SMALL_SIZE, SMALLEST_SIZE)
        middle = grid.x(column) + grid.width / 2
        drawn.write(middle, ROWS_TOP, name, size=size, across="center", upright="bottom", turned=90, role="state")


def _draw_rows(drawn: Page, grid: Grid, block: pd.DataFrame) -> None:
    row = 0.0
    for code, domain in block.groupby("domain", observed=True):
        head = fitted(name_of("domain", code), LABEL_WIDTH, TEXT_SIZE, lines=1, weight="bold")
        drawn.write(grid.left, grid.middle(row - 1), head, weight="bold", colour=BLUE, role="domain")
        for item, answers in domain.groupby("item", observed=True):
            _draw_item(drawn, grid, row, str(item), answers)
            row += 1
        row += DOMAIN_ROWS


def _draw_item(drawn: Page, grid: Grid, row: float, item: str, answers: pd.DataFrame) -> None:
    weight = "bold" if answers["weight"].iloc[0] == shipped_codebook().interval("importance")["low"].max() else "normal"
    label = name_of("item", item)
    name, size = on_one_line(label, LABEL_WIDTH - 0.1, SMALL_SIZE, SMALLEST_SIZE, weight)
    drawn.write(grid.left, grid.middle(row), name, size=size, weight=weight, role="item")
    for column, cell in enumerate(answers.itertuples()):
        left, bottom = grid.x(column) + CELL_GAP / 2, grid.middle(row) - (grid.height - CELL_GAP) / 2
        role = f"{name_of('state', cell.state)}, {label}"
        look = ANSWERS[Answer(str(cell.answer))] if cell.n_sources else NO_SOURCE
        number = str(cell.answered) if cell.answered else ""
        drawn.mark(look, left, bottom, grid.width - CELL_GAP, grid.height - CELL_GAP, words=number, role=role)


def _legend(cells: pd.DataFrame) -> list[tuple[Look, str]]:
    answers = [(ANSWERS[Answer(code)], label) for code, label in names_of("answer").items()]
    return answers if cells["n_sources"].gt(0).all() else [*answers, (NO_SOURCE, text("no_source"))]


def _title(cells: pd.DataFrame) -> str:
    documented = cells["answer"].isin([Answer.YES, Answer.PARTLY]).sum()
    return text("matrix_title", documented=documented, cells=len(cells))


def _alternative(cells: pd.DataFrame, words: Words) -> str:
    known = cells[cells["n_sources"] > 0]
    counts = [
        text("number_of", name=label, number=known["answer"].eq(code).sum())
        for code, label in names_of("answer").items()
    ]
    none = text("number_of", name=text("no_source"), number=len(cells) - len(known))
    heard = cells.groupby("item", observed=True)["answered"].sum()
    silent = [name_of("item", item) for item in heard.index[heard == 0]]
    return text(
        "matrix_alt",
        subject=words.subject,
        title=words.title,
        n_items=cells["item"].nunique(),
        n_states=cells["state"].nunique(),
        answers=listed([*counts, none]),
        silent=listed(silent) or text("none"),
        evidence=words.footer,
    )
