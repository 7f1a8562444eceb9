"""Coverage of one theme as bars in three parts, for all items and for each domain, with the answers behind them."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, size_that_fits
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, new_page
from impt_analysis.charts.stacked_bars import BarPart, draw_bars, draw_panel, write_lengths
from impt_analysis.charts.state_rows import HEAD_GAP, NAME_WIDTH, StateRows, draw_names, draw_numbers
from impt_analysis.charts.style import MARGIN, PARTS, SMALL_SIZE, SMALLEST_SIZE, Part
from impt_analysis.charts.tables import one_theme, subject_of
from impt_analysis.charts.texts import listed, names_of, points, text, whole_points
from impt_analysis.codebook.codes import Answer
from impt_analysis.errors import UsageError

ENDS = ("low", "held_low", "high_known", "high")
COUNTS = ("n_sources", *(f"n_{answer}" for answer in Answer), "n_items")
OVERALL = 'coverage_range(inventory, by=["state", "theme"])'
BY_DOMAIN = 'coverage_range(inventory, by=["state", "theme", "domain"])'

WHOLE_SHARE = 0.33
GAP = 0.16
ROWS_TOP = TOP - 0.95
ROWS_BOTTOM = BOTTOM + 1.0
HEAD_OVERLAP = GAP - 0.05
"""A head may reach into the gap beside its panel."""

TICKS = {0: "0", 50: "", 100: "100"}


def coverage_chart(overall: pd.DataFrame, domains: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a chart of the coverage of one theme: a bar per state for all items and one for each domain.

    `overall` and `domains` are what `coverage_range` returns by state and theme, and by state, theme and domain, of an
    inventory narrowed to one theme; `children` says whose finding it is (`inventory.children()`), `evidence` what the
    chart rests on (`inventory.evidence()`).

    A bar runs from 0 to 100 weighted points: documented and reached (to `low`), documented as held and not shown to be
    reached (to `held_low`), not known (to `high`, hatched); what lies beyond is known not to be recorded. States stand
    in codebook order, never by value. At the right stand the numbers of sources and of their answers.

    Raises UsageError when a table lacks a column, holds no or several themes or a row twice, or when the two tables are
    not about the same theme and states.

    Source: docs/method.md, section "Coverage".
    """
    whole = one_theme(overall, ["state", "theme"], [*ENDS, *COUNTS], OVERALL)
    parts = one_theme(domains, ["state", "theme", "domain"], [*ENDS, "n_items"], BY_DOMAIN)
    _require_same_states(whole, parts)
    title = text("coverage_title", low=points(whole_points(whole["low"])))
    words = Words(subject_of(whole, children), title, text("coverage_subtitle"), evidence)
    rows = StateRows(tuple(whole["state"]), ROWS_TOP, ROWS_BOTTOM)
    with new_page(words) as drawn:
        draw_names(drawn, rows)
        right = draw_numbers(drawn, rows, whole, _heads())
        _write_head_of_answers(drawn)
        _draw_panels(drawn, rows, right - HEAD_OVERLAP, whole, parts)
        draw_legend(drawn, [(PARTS[part], text(f"part_{part}")) for part in _parts(whole, parts)], BOTTOM)
        describe(drawn.figure, _alternative(whole, parts, words), overall, domains)
    return drawn.figure


def _write_head_of_answers(drawn: Page) -> None:
    head = text("answers_behind")
    drawn.write(MARGIN + INNER, TOP, head, size=SMALL_SIZE, weight="bold", across="right", upright="top", role="panel")


def _require_same_states(whole: pd.DataFrame, parts: pd.DataFrame) -> None:
    pairs = parts[["state", "theme"]].drop_duplicates(ignore_index=True)
    if not pairs.equals(whole[["state", "theme"]]):
        raise UsageError(
            "the tables of all items and of the domains are not about the same theme and states: found "
            f"{_named(whole)} and {_named(pairs)}; make both from one inventory, with {OVERALL} and {BY_DOMAIN}"
        )


def _named(pairs: pd.DataFrame) -> str:
    return f"theme {pairs['theme'].iloc[0]} with {', '.join(pairs['state'])}"


def _heads() -> dict[str, str]:
    return {"n_sources": text("sources")} | {f"n_{code}": label for code, label in names_of("answer").items()}


def _draw_panels(drawn: Page, rows: StateRows, right: float, whole: pd.DataFrame, parts: pd.DataFrame) -> None:
    left = MARGIN + NAME_WIDTH + GAP
    codes = list(parts["domain"].unique())
    broad = (right - left) * WHOLE_SHARE
    narrow = (right - left - broad) / len(codes) - GAP
    labels = names_of("domain")
    size = min(size_that_fits(labels[code], narrow + HEAD_OVERLAP, SMALL_SIZE, SMALLEST_SIZE, "bold") for code in codes)
    panel = draw_panel(drawn, rows, left, broad, 100, TICKS)
    _write_head(drawn, rows, left, broad, size, text("all_items"), whole)
    draw_bars(panel, _bar_parts(whole))
    write_lengths(panel, _documented(whole), broad)
    panel.set_xlabel(text("axis_points"), size=SMALL_SIZE)
    for code in codes:
        left += (broad if code == codes[0] else narrow) + GAP
        own = parts[parts["domain"] == code]
        draw_bars(draw_panel(drawn, rows, left, narrow, 100, TICKS), _bar_parts(own))
        _write_head(drawn, rows, left, narrow, size, labels[code], own)


def _write_head(
    drawn: Page, rows: StateRows, left: float, width: float, size: float, head: str, shares: pd.DataFrame
) -> None:
    items = text("n_items", n_items=shares["n_items"].max())
    lines = fitted(head, width + HEAD_OVERLAP, size, lines=2, weight="bold")
    words = f"{lines}\n{items}"
    drawn.write(left, rows.top + HEAD_GAP, words, size=size, weight="bold", upright="bottom", role="panel")


def _bar_parts(shares: pd.DataFrame) -> list[BarPart]:
    low, held_low, high = (shares[end] * 100 for end in ("low", "held_low", "high"))
    lengths = {Part.REACHED: low, Part.HELD: held_low - low, Part.NOT_KNOWN: high - held_low}
    return [BarPart(part, PARTS[part], points) for part, points in lengths.items()]


def _documented(shares: pd.DataFrame) -> list[BarPart]:
    """Return what is documented, in whole points, of which the ends are rounded."""
    low, held_low = (whole_points(shares[end]).astype("float64") for end in ("low", "held_low"))
    lengths = {Part.REACHED: low, Part.HELD: held_low - low}
    return [BarPart(part, PARTS[part], points) for part, points in lengths.items()]


def _parts(whole: pd.DataFrame, parts: pd.DataFrame) -> list[Part]:
    filled = whole["high"].eq(1).all() and parts["high"].eq(1).all()
    return [part for part in Part if part is not Part.NOT_HELD or not filled]


def _alternative(whole: pd.DataFrame, parts: pd.DataFrame, words: Words) -> str:
    labels = names_of("domain")
    domains = (
        text("coverage_alt_domain", domain=labels[str(code)], low=points(whole_points(rows["low"])))
        for code, rows in parts.groupby("domain", observed=True)
    )
    low, held_low, high = (whole_points(whole[end]) for end in ("low", "held_low", "high"))
    answers = (text("number_of", name=head, number=whole[name].sum()) for name, head in _heads().items())
    return text(
        "coverage_alt",
        subject=words.subject,
        n_states=len(whole),
        low=points(low),
        held=points(held_low - low),
        not_known=points(high - held_low),
        domains=listed(domains),
        answers=listed(answers),
        evidence=words.footer,
    )
