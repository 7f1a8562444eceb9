"""The themes compared: a panel for each theme with the number of items on every rung of the gap ladder, by state."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, size_that_fits
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, new_page
from impt_analysis.charts.rung_looks import look_of, rung_entries
from impt_analysis.charts.stacked_bars import BarPart, draw_bars, draw_panel, write_lengths
from impt_analysis.charts.state_rows import HEAD_GAP, NAME_WIDTH, StateRows, draw_names
from impt_analysis.charts.style import MARGIN, SMALLEST_SIZE, TEXT_SIZE
from impt_analysis.charts.tables import rows_in_order
from impt_analysis.charts.texts import listed, name_of, points, text
from impt_analysis.codebook.measured_codes import Closure, Rung
from impt_analysis.errors import UsageError

MAKER = "gap_counts(inventory)"
GOT = [Rung.REACHED, Rung.PARTLY_REACHED]

GAP = 0.3
ROWS_TOP = TOP - 0.62
ROWS_BOTTOM = BOTTOM + 1.0
TICK_STEP = 10


def themes_compared(counts: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a chart of the themes side by side: in a panel each, a bar per state with the items on every rung.

    `counts` is what `gap_counts` returns by state and theme; `children` says whose finding it is
    (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`).

    A bar holds all items of the theme: from the left reached, partly reached, held and not shown to be reached, held
    and known not to be reached (`shut`), not recorded, not known. All panels have the same axes. States stand in
    codebook order, never by value. Themes overlap, and no number of one is added to that of another.

    Raises UsageError when the table lacks a column, has no row or a row twice, or when not every theme has the same
    states.

    Source: docs/method.md, section "The gap ladder".
    """
    rows = rows_in_order(counts, ["theme", "state", "rung"], ["n_items", "n_shut"], MAKER)
    _require_same_states(rows)
    states = StateRows(tuple(rows["state"].unique()), ROWS_TOP, ROWS_BOTTOM)
    subject = text("themes_subject", children=children)
    words = Words(subject, _title(rows), text("themes_subtitle"), evidence)
    with new_page(words) as drawn:
        draw_names(drawn, states)
        _draw_panels(drawn, states, rows)
        draw_legend(drawn, rung_entries(int(rows["n_shut"].sum())), BOTTOM)
        describe(drawn.figure, _alternative(rows, words), counts)
    return drawn.figure


def _require_same_states(rows: pd.DataFrame) -> None:
    found = {str(theme): tuple(of_theme["state"].unique()) for theme, of_theme in rows.groupby("theme", observed=True)}
    if not found:
        raise UsageError(f"the chart's table has no row; make it with {MAKER}")
    if len(set(found.values())) > 1:
        told = "; ".join(f"theme {theme} with {', '.join(states)}" for theme, states in found.items())
        raise UsageError(f"themes are compared over the same states: found {told}; make the table with {MAKER}")


def _draw_panels(drawn: Page, states: StateRows, rows: pd.DataFrame) -> None:
    themes = list(rows["theme"].unique())
    left = MARGIN + NAME_WIDTH + GAP / 2
    width = (MARGIN + INNER - left - GAP * (len(themes) - 1)) / len(themes)
    heads = {theme: text("themes_head", theme=theme, label=name_of("theme", theme)) for theme in themes}
    size = min(size_that_fits(head, width, TEXT_SIZE, SMALLEST_SIZE, "bold") for head in heads.values())
    length = int(_items(rows).max())
    ticks = {tick: str(tick) for tick in range(0, length + 1, TICK_STEP)}
    for theme, head in heads.items():
        words = fitted(head, width, size, lines=2, weight="bold")
        drawn.write(left, states.top + HEAD_GAP, words, size=size, weight="bold", upright="bottom", role="panel")
        panel = draw_panel(drawn, states, left, width, length, ticks)
        parts = _bar_parts(rows[rows["theme"].eq(theme)])
        draw_bars(panel, parts)
        write_lengths(panel, parts, width)
        panel.set_xlabel(text("themes_axis"))
        left += width + GAP


def _bar_parts(rows: pd.DataFrame) -> list[BarPart]:
    parts = []
    for rung, of_rung in rows.set_index("state").groupby("rung", observed=True):
        code = Rung(str(rung))
        shut = of_rung["n_shut"].astype("float64")
        parts.append(BarPart(code, look_of(code, None), of_rung["n_items"] - shut))
        if code is Rung.HELD_NOT_REACHED:
            parts.append(BarPart(Closure.SHUT, look_of(code, Closure.SHUT), shut))
    return parts


def _items(rows: pd.DataFrame) -> pd.Series[int]:
    return rows.groupby(["theme", "state"], observed=True)["n_items"].sum()


def _title(rows: pd.DataFrame) -> str:
    got = rows[rows["rung"].isin(GOT)]
    return text("themes_title", got=points(_items(got)), items=points(_items(rows)))


def _alternative(rows: pd.DataFrame, words: Words) -> str:
    themes = (_told(theme, of_theme) for theme, of_theme in rows.groupby("theme", observed=True))
    return text(
        "themes_alt",
        subject=words.subject,
        title=words.title,
        n_themes=rows["theme"].nunique(),
        n_states=rows["state"].nunique(),
        themes=" ".join(themes),
        evidence=words.footer,
    )


def _told(theme: object, rows: pd.DataFrame) -> str:
    rungs = (
        text("number_of", name=name_of("rung", rung), number=points(of_rung["n_items"]))
        for rung, of_rung in rows.groupby("rung", observed=True)
    )
    head = text("themes_head", theme=theme, label=name_of("theme", theme))
    return text("themes_alt_theme", head=head, rungs=listed(rungs), n_shut=rows["n_shut"].sum())
