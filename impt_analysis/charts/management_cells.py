"""How information is managed, for one theme: how many sources of each state are kept in which way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from impt_analysis.charts.cell_grid import CellGrid, draw_state_heads
from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, on_one_line
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, filling, new_page
from impt_analysis.charts.style import (
    BLUE,
    COUNT_STEPS,
    COUNTED_UNKNOWN,
    MARGIN,
    NO_SOURCE,
    NONE_COUNTED,
    SMALL_SIZE,
    SMALLEST_SIZE,
    Look,
)
from impt_analysis.charts.tables import one_theme, subject_of
from impt_analysis.charts.texts import listed, listed_within, names_of, text
from impt_analysis.codebook.codes import Unit
from impt_analysis.errors import UsageError
from impt_analysis.management import ASPECTS

MAKER = "management_profile(inventory)"

BLOCK_GAP = 0.35
LABEL_WIDTH = 2.15
HEAD_HEIGHT = 0.85
ROWS_TOP = TOP - HEAD_HEIGHT
ROWS_BOTTOM = BOTTOM + 0.3
LEGEND = BOTTOM - 0.05
HIGHEST_ROW = 0.3
ASPECT_ROWS = 1.2
"""The room for the name of an aspect, in rows."""

CODE_SIZE = 11.0
MIDDLE_OF_DIGITS = 0.45
"""Where the middle of a line of digits stands in its cell."""


@dataclass(frozen=True)
class Block:
    """One of the blocks beside each other: the left edge of its labels, its grid and its aspects."""

    left: float
    grid: CellGrid
    aspects: tuple[str, ...]


def management_chart(profile: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a chart of how the information of one theme is managed: a row per code of each aspect, a column per state.

    `profile` is what `management_profile` returns of an inventory narrowed to one theme; `children` says whose finding
    it is (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`).

    A cell holds the number of sources that cover the theme and have the code, in a look that is darker for more; an
    empty one holds none. What is unknown is counted and hatched. Aspects, codes and states stand in codebook order;
    the first row of a block has all sources of the state, to which the codes of every aspect add up.

    Raises UsageError when the table lacks a column or an aspect, holds no or several themes or a row twice, or when the
    codes of its aspects add up to different numbers of sources.

    Source: docs/method.md, section "How information is managed".
    """
    counts = {aspect: _of_aspect(profile, aspect) for aspect in ASPECTS}
    totals = _totals(counts)
    words = Words(subject_of(profile, children), _title(counts, totals), text("management_subtitle"), evidence)
    with new_page(words) as drawn:
        for block in _blocks(counts, len(totals)):
            _draw_block(drawn, block, counts, totals)
        draw_legend(drawn, _legend(totals), LEGEND)
        describe(drawn.figure, _alternative(counts, totals, words), profile)
    return drawn.figure


def _of_aspect(profile: pd.DataFrame, aspect: str) -> pd.DataFrame:
    """Return how many sources have each code of an aspect, a row per code and a column per state."""
    missing = [name for name in ("aspect", "code", "n_sources") if name not in profile.columns]
    rows = profile if missing else profile[profile["aspect"].eq(aspect)].rename(columns={"code": aspect})
    ordered = one_theme(rows, [aspect, "state", "theme"], ["n_sources"], MAKER)
    return ordered.pivot_table(index=aspect, columns="state", values="n_sources", observed=True, aggfunc="sum")


def _totals(counts: dict[str, pd.DataFrame]) -> pd.Series[int]:
    sums = [numbers.sum() for numbers in counts.values()]
    differing = [aspect for aspect, of in zip(counts, sums, strict=True) if not of.equals(sums[0])]
    if differing:
        raise UsageError(
            f"the codes of {differing[0]} add up to other numbers of sources than those of {ASPECTS[0]}; "
            f"make the table with {MAKER}"
        )
    return sums[0]


def _blocks(counts: dict[str, pd.DataFrame], n_states: int) -> list[Block]:
    """Return two blocks of whole aspects, as even in length as can be."""
    before = list(accumulate(len(numbers) + ASPECT_ROWS for numbers in counts.values()))
    split = min(range(len(before)), key=lambda last: max(before[last], before[-1] - before[last])) + 1
    longest = 1 + max(before[split - 1], before[-1] - before[split - 1])
    height = min(HIGHEST_ROW, (ROWS_TOP - ROWS_BOTTOM) / longest)
    width = (INNER - BLOCK_GAP) / 2
    lefts = (MARGIN, MARGIN + width + BLOCK_GAP)
    return [
        Block(left, CellGrid(left + LABEL_WIDTH, ROWS_TOP, (width - LABEL_WIDTH) / n_states, height), aspects)
        for left, aspects in zip(lefts, (ASPECTS[:split], ASPECTS[split:]), strict=True)
    ]


def _draw_block(drawn: Page, block: Block, counts: dict[str, pd.DataFrame], totals: pd.Series[int]) -> None:
    draw_state_heads(drawn, block.grid, list(totals.index), HEAD_HEIGHT - 0.1)
    whole = text("management_all")
    _draw_row(drawn, block, 0, whole, _cells(whole, totals, totals, None))
    row = 1.0
    for aspect in block.aspects:
        row += ASPECT_ROWS
        head = fitted(text(f"aspect_{aspect}"), LABEL_WIDTH, SMALL_SIZE, lines=1, weight="bold")
        middle = block.grid.middle(row - 1)
        drawn.write(block.left, middle, head, size=SMALL_SIZE, weight="bold", colour=BLUE, role="aspect")
        for code, label in names_of(aspect).items():
            unknown = COUNTED_UNKNOWN if code == Unit.UNKNOWN else None
            role = text("management_alt_aspect", aspect=text(f"aspect_{aspect}"), counts=label)
            _draw_row(drawn, block, row, label, _cells(role, counts[aspect].loc[code], totals, unknown))
            row += 1


def _draw_row(drawn: Page, block: Block, row: float, label: str, cells: Iterable[tuple[str, Look, str]]) -> None:
    name, size = on_one_line(label, LABEL_WIDTH - 0.1, CODE_SIZE, SMALLEST_SIZE)
    drawn.write(block.left, block.grid.middle(row), name, size=size, role="code")
    for column, (role, look, words) in enumerate(cells):
        left, bottom, width, height = block.grid.box(row, column)
        drawn.place(Rectangle((left, bottom), width, height, **filling(look), label=role))
        middle = bottom + height * MIDDLE_OF_DIGITS
        shown = words or look.sign
        drawn.write(left + width / 2, middle, shown, size=SMALLEST_SIZE, colour=look.ink, across="center", role=role)


def _cells(
    rows: str, numbers: pd.Series[int], totals: pd.Series[int], unknown: Look | None
) -> Iterator[tuple[str, Look, str]]:
    """Give role, look and words of the cells of a row."""
    for code, label in names_of("state").items():
        if code in numbers.index:
            number = int(numbers[code])
            look = (unknown or _step(number)) if number else NO_SOURCE if not totals[code] else NONE_COUNTED
            yield text("number_of", name=label, number=rows), look, str(number) if number else ""


def _step(number: int) -> Look:
    return COUNT_STEPS[max(least for least in COUNT_STEPS if least <= number)]


def _legend(totals: pd.Series[int]) -> list[tuple[Look, str]]:
    ends = [*(least - 1 for least in list(COUNT_STEPS)[1:]), None]
    steps = [
        (look, text("management_step" if most else "management_last_step", least=least, most=most))
        for (least, look), most in zip(COUNT_STEPS.items(), ends, strict=True)
    ]
    entries = [*steps, (COUNTED_UNKNOWN, text("management_unknown"))]
    return entries if totals.gt(0).all() else [*entries, (NO_SOURCE, text("no_source"))]


def _title(counts: dict[str, pd.DataFrame], totals: pd.Series[int]) -> str:
    unknown = {aspect: counts[aspect].loc[Unit.UNKNOWN].to_numpy().sum() for aspect in ("access", "opening")}
    return text("management_title", n_sources=totals.sum(), **unknown)


def _alternative(counts: dict[str, pd.DataFrame], totals: pd.Series[int], words: Words) -> str:
    of_aspects = []
    for aspect, numbers in counts.items():
        sums = (
            text("number_of", name=label, number=numbers.loc[code].sum()) for code, label in names_of(aspect).items()
        )
        of_aspects.append(text("management_alt_aspect", aspect=text(f"aspect_{aspect}"), counts=listed_within(sums)))
    return text(
        "management_alt",
        subject=words.subject,
        title=words.title,
        n_states=len(totals),
        n_sources=totals.sum(),
        aspects=listed(of_aspects),
        evidence=words.footer,
    )
