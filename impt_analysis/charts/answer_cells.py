"""What the sources of each state say on each item of one theme: a matrix of items by states."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.item_grid import draw_grid
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, Words, new_page
from impt_analysis.charts.style import ANSWERS, NO_SOURCE, Look
from impt_analysis.charts.tables import one_theme, subject_of
from impt_analysis.charts.texts import listed, name_of, names_of, text
from impt_analysis.codebook.codes import Answer

ANSWERED = [f"n_{answer}" for answer in Answer if answer is not Answer.NOT_ASKED]
MAKER = "item_coverage(inventory)"

ROWS_BOTTOM = BOTTOM + 0.4


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
        draw_grid(drawn, cells, _shown, ROWS_BOTTOM)
        draw_legend(drawn, _legend(cells), BOTTOM - 0.05)
        describe(drawn.figure, _alternative(cells, words), items)
    return drawn.figure


def _shown(cell: Any) -> tuple[Look, str]:
    look = ANSWERS[Answer(str(cell.answer))] if cell.n_sources else NO_SOURCE
    return look, str(cell.answered) if cell.answered else ""


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
