"""The gap map: on which rung every item of one theme stands in every state, by how many sources, and through whose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.item_grid import draw_grid
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, Words, new_page
from impt_analysis.charts.rung_looks import look_of, rung_entries
from impt_analysis.charts.style import THROUGHS, Look
from impt_analysis.charts.tables import one_theme, subject_of
from impt_analysis.charts.texts import listed, name_of, names_of, text
from impt_analysis.codebook.codes import SEPARATOR
from impt_analysis.codebook.measured_codes import Closure, Rung, Through

MAKER = "gap_ladder(inventory)"
LEGEND_LINE = 0.31
UPPER_LEGEND = BOTTOM - 0.05 + LEGEND_LINE
ROWS_BOTTOM = UPPER_LEGEND + 0.45
SEEN = [Rung.REACHED, Rung.PARTLY_REACHED]


def gap_map(ladder: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a chart of the gap ladder of one theme: a row per item, a column per state, in codebook order.

    `ladder` is what `gap_ladder` returns of an inventory narrowed to one theme; `children` says whose finding it is
    (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`).

    A cell shows the rung by its colour and its sign or hatch, and how many sources put the item there; on the rung
    unknown so many were not asked or could not say. What is held and known not to be passed on by any holder (`shut`)
    looks different again. Where something is reached, a mark at the edge of the cell tells the collectors' own sources
    from those of bearers who pass on. Items are grouped by domain; the names of core items are bold.

    Raises UsageError when the table lacks a column, holds no or several themes or a row twice.

    Source: docs/method.md, section "The gap ladder".
    """
    values = ["rung", "closure", "through", "source_ids", "weight"]
    cells = one_theme(ladder, ["domain", "item", "state", "theme"], values, MAKER)
    cells["n_sources"] = cells["source_ids"].str.count(SEPARATOR).add(1).fillna(0).astype("int64")
    words = Words(subject_of(cells, children), _title(cells), text("gap_subtitle"), evidence)
    with new_page(words) as drawn:
        draw_grid(drawn, cells, _shown, ROWS_BOTTOM)
        draw_legend(drawn, rung_entries(int(_shut(cells).sum())), UPPER_LEGEND)
        draw_legend(drawn, _throughs(), BOTTOM - 0.05)
        describe(drawn.figure, _alternative(cells, words), ladder)
    return drawn.figure


def _shown(cell: Any) -> tuple[Look, str]:
    look = look_of(Rung(cell.rung), cell.closure)
    if pd.notna(cell.through):
        look = replace(look, edges=THROUGHS[Through(cell.through)].edges)
    return look, str(cell.n_sources) if cell.n_sources else ""


def _throughs() -> list[tuple[Look, str]]:
    return [(THROUGHS[Through(code)], text("gap_through", through=name)) for code, name in names_of("through").items()]


def _shut(cells: pd.DataFrame) -> pd.Series[bool]:
    return cells["closure"].eq(Closure.SHUT)


def _title(cells: pd.DataFrame) -> str:
    got, held = (cells["rung"].isin(rungs).sum() for rungs in (SEEN, [Rung.HELD_NOT_REACHED]))
    return text("gap_title", got=got, held=held, cells=len(cells))


def _alternative(cells: pd.DataFrame, words: Words) -> str:
    return text(
        "gap_alt",
        subject=words.subject,
        title=words.title,
        n_items=cells["item"].nunique(),
        n_states=cells["state"].nunique(),
        rungs=_counted(cells, "rung"),
        n_shut=_shut(cells).sum(),
        throughs=_counted(cells, "through"),
        unknown=listed(name_of("item", item) for item in _unknown_everywhere(cells)) or text("none"),
        evidence=words.footer,
    )


def _counted(cells: pd.DataFrame, name: str) -> str:
    numbers = {label: cells[name].eq(code).sum() for code, label in names_of(name).items()}
    return listed(text("number_of", name=label, number=number) for label, number in numbers.items())


def _unknown_everywhere(cells: pd.DataFrame) -> list[str]:
    unknown = cells["rung"].eq(Rung.UNKNOWN).groupby(cells["item"], observed=True).all()
    return list(unknown.index[unknown])
