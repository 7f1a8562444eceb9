"""How old the evidence is: the sources of each state by the year of their evidence, those without a year apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted, on_one_line, text_width
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, TOP, Page, Words, new_page
from impt_analysis.charts.state_rows import HEAD_GAP, NAME_WIDTH, StateRows, draw_names, draw_numbers
from impt_analysis.charts.style import (
    BLACK,
    DARK_GREY,
    DATED,
    MARGIN,
    MIDDLE_GREY,
    SMALL_SIZE,
    SMALLEST_MARK,
    SMALLEST_SIZE,
    Look,
)
from impt_analysis.charts.tables import rows_in_order
from impt_analysis.charts.texts import listed, name_of, text
from impt_analysis.codebook.measured_codes import DatedBy
from impt_analysis.errors import UsageError
from impt_analysis.freshness import OLD

YEARS = "source_years(inventory)"
AGES = "evidence_age(inventory)"
COUNTS = ["n_sources", *(f"n_{code}" for code in DatedBy), "n_old"]

ROWS_TOP = TOP - 0.55
ROWS_BOTTOM = BOTTOM + 0.7
GAP = 0.2
UNDATED_WIDTH = 0.55
HIGHEST_BAR = 0.54
"""The longest bar, of the height of a row; the number stands above it."""

BAR_WIDTH = 0.74
WIDEST_YEAR = 0.6
LABEL_EVERY = 5
"""Years are named on the axis that can be divided by this number."""


@dataclass(frozen=True)
class Axis:
    """Where the years stand on the page, in inches: the left edge of the first, the width of each."""

    left: float
    first: int
    last: int
    width: float

    def middle(self, year: int) -> float:
        """Return the middle of a year."""
        return self.left + (year - self.first + 0.5) * self.width

    @property
    def right(self) -> float:
        """The right edge of the last year."""
        return self.left + (self.last - self.first + 1) * self.width

    def old(self, edition: int) -> float:
        """Return the right edge of the last year that lies more than five years before an edition."""
        return min(max(self.middle(edition - OLD) - self.width / 2, self.left), self.right)


@dataclass(frozen=True)
class Bar:
    """Where a bar stands on the page, in inches: its middle, and the width of its place."""

    middle: float
    width: float


def freshness_chart(years: pd.DataFrame, ages: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a chart of how old the evidence is: a row per state, a bar per year, sources without a year apart.

    `years` is what `source_years` returns, `ages` what `evidence_age` returns of the same inventory; `children` says
    whose sources it counts (`inventory.children()`), `evidence` what the chart rests on (`inventory.evidence()`).

    A bar counts the sources of the state whose evidence is of that year, dated by their own latest year and, as an
    empty box on top, by the newest year of their references. At the right stand numbers of `ages`. A line parts what is
    more than five years before the edition of each state's own workbook; it steps where these are of several years.
    States stand in codebook order, never by age.

    Raises UsageError when a table lacks a column or holds a row twice, or when the two do not count the same sources.

    Source: docs/method.md, section "How fresh the evidence is".
    """
    dated = rows_in_order(years, ["state", "source_id"], ["year", "dated_by", "age"], YEARS)
    counts = rows_in_order(ages, ["state"], [*COUNTS, "oldest_year", "newest_year"], AGES)
    _require_same_sources(dated, counts)
    words = Words(text("fresh_subject", children=children), _title(counts), text("fresh_subtitle"), evidence)
    rows = StateRows(tuple(counts["state"]), ROWS_TOP, ROWS_BOTTOM)
    with new_page(words) as drawn:
        draw_names(drawn, rows)
        right = draw_numbers(drawn, rows, counts[COUNTS], _heads())
        _draw_bars(drawn, rows, right - UNDATED_WIDTH - GAP, dated)
        draw_legend(drawn, _legend(dated), BOTTOM)
        describe(drawn.figure, _alternative(dated, counts, words), years, ages)
    return drawn.figure


def _require_same_sources(dated: pd.DataFrame, counts: pd.DataFrame) -> None:
    found = dated["state"].value_counts().reindex(counts["state"]).fillna(0).tolist()
    if found != counts["n_sources"].tolist() or sum(found) != len(dated):
        raise UsageError(
            f"the two tables do not count the same sources: found {len(dated)} and {counts['n_sources'].sum()}; make "
            f"both from one inventory, with {YEARS} and {AGES}"
        )


def _title(counts: pd.DataFrame) -> str:
    sums = counts[COUNTS].sum()
    undated = sums[f"n_{DatedBy.UNDATED}"]
    return text("fresh_title", old=sums["n_old"], sources=sums["n_sources"], undated=undated, limit=OLD)


def _heads() -> dict[str, str]:
    return {"n_sources": text("fresh_sources"), "n_old": text("fresh_n_old", limit=OLD)}


def _editions(dated: pd.DataFrame) -> dict[str, int]:
    """Return the year of each state's edition, from which its ages are counted; none where no source has a year."""
    known = dated.assign(edition=dated["year"] + dated["age"]).dropna(subset=["edition"])
    return {str(state): int(edition) for state, edition in zip(known["state"], known["edition"], strict=True)}


def _stacks(dated: pd.DataFrame) -> dict[tuple[str, int | None], Counter[DatedBy]]:
    """Return how many sources a state has of each year, and of none, by what dates them."""
    stacks: dict[tuple[str, int | None], Counter[DatedBy]] = {}
    for state, year, code in dated[["state", "year", "dated_by"]].itertuples(index=False, name=None):
        place = (str(state), None if pd.isna(year) else int(year))
        stacks.setdefault(place, Counter())[DatedBy(code)] += 1
    return stacks


def _draw_bars(drawn: Page, rows: StateRows, right: float, dated: pd.DataFrame) -> None:
    stacks = _stacks(dated)
    highest = max((stack.total() for stack in stacks.values()), default=1)
    scale = rows.height * HIGHEST_BAR / highest
    bottoms = {code: middle - rows.height * 0.46 for code, middle in zip(rows.states, rows.middles(), strict=True)}
    years = [year for _, year in stacks if year is not None]
    apart = right + GAP / 2 + UNDATED_WIDTH / 2
    editions = _editions(dated)
    axis = _axis([*years, *editions.values()], right)
    for (state, year), stack in stacks.items():
        bar = Bar(apart, UNDATED_WIDTH) if year is None else Bar(axis.middle(year), axis.width)
        _draw_bar(drawn, bar, bottoms[state], scale, f"{state} {year or DatedBy.UNDATED}", stack)
    if years:
        _draw_axis(drawn, rows, axis)
        _draw_old(drawn, rows, axis, editions)
    head = fitted(text("fresh_undated"), UNDATED_WIDTH + GAP, SMALL_SIZE, lines=2, weight="bold")
    drawn.write(apart, rows.top + HEAD_GAP, head, size=SMALL_SIZE, weight="bold", across="center", upright="bottom")


def _axis(years: Sequence[int], right: float) -> Axis:
    left = MARGIN + NAME_WIDTH + GAP
    first, last = min(years, default=0), max(years, default=0)
    width = min(WIDEST_YEAR, (right - left) / (last - first + 1))
    return Axis(right - width * (last - first + 1), first, last, width)


def _draw_bar(drawn: Page, bar: Bar, bottom: float, scale: float, role: str, stack: Counter[DatedBy]) -> None:
    """Draw the sources of a year in a stack, by what dates them, and write above it how many they are."""
    left, broad, top = bar.middle - bar.width * BAR_WIDTH / 2, bar.width * BAR_WIDTH, bottom
    for code in DatedBy:
        if stack[code]:
            drawn.mark(DATED[code], left, top, broad, stack[code] * scale, role=f"{role} {code}")
            top += stack[code] * scale
    words, size = on_one_line(str(stack.total()), bar.width, SMALLEST_SIZE, SMALLEST_MARK)
    drawn.write(bar.middle, top + 0.02, words, size=size, across="center", upright="bottom", role=role)


def _draw_axis(drawn: Page, rows: StateRows, axis: Axis) -> None:
    drawn.sheet.plot([axis.left, axis.right], [rows.bottom, rows.bottom], color=BLACK, linewidth=0.8)
    shown = [year for year in range(axis.first, axis.last) if year % LABEL_EVERY == 0]
    room = text_width(str(axis.last), SMALL_SIZE) * 1.2
    kept = [year for year in shown if axis.middle(axis.last) - axis.middle(year) > room][:: _step(axis, room)]
    for year in [*kept, axis.last]:
        drawn.sheet.plot([axis.middle(year)] * 2, [rows.bottom, rows.bottom - 0.05], color=BLACK, linewidth=0.8)
        place = rows.bottom - 0.08
        drawn.write(axis.middle(year), place, str(year), size=SMALL_SIZE, across="center", upright="top", role="year")


def _draw_old(drawn: Page, rows: StateRows, axis: Axis, editions: Mapping[str, int]) -> None:
    """Draw the line that parts what is old, with a step where the workbooks of two states are of different years."""
    parted = [axis.old(editions.get(state, max(editions.values()))) for state in rows.states]
    upright = [(edge, len(list(among))) for edge, among in groupby(reversed(parted))]
    ends = [rows.bottom + rows.height * count for count in accumulate(count for _, count in upright)]
    across = [edge for edge, _ in upright for _ in range(2)]
    along = [rows.bottom, *(end for end in ends[:-1] for _ in range(2)), rows.top + 0.3]
    drawn.sheet.plot(across, along, color=MIDDLE_GREY, linewidth=1.2, linestyle="--")
    old = parted[0]
    for line, edge, width, side in (
        (text("fresh_old", limit=OLD), old - 0.08, old - 0.08 - MARGIN, "right"),
        (text("fresh_recent", limit=OLD), old + 0.08, axis.right - old - 0.08, "left"),
    ):
        words = fitted(line, width, SMALL_SIZE, lines=2)
        drawn.write(edge, rows.top + HEAD_GAP, words, size=SMALL_SIZE, colour=DARK_GREY, across=side, upright="bottom")


def _step(axis: Axis, room: float) -> int:
    return int(room // (axis.width * LABEL_EVERY)) + 1


def _legend(dated: pd.DataFrame) -> list[tuple[Look, str]]:
    shown = set(dated["dated_by"])
    return [(DATED[code], name_of("dated_by", code)) for code in DatedBy if code in shown]


def _alternative(dated: pd.DataFrame, counts: pd.DataFrame, words: Words) -> str:
    by = [text("number_of", name=name_of("dated_by", code), number=counts[f"n_{code}"].sum()) for code in DatedBy]
    return text(
        "fresh_alt",
        subject=words.subject,
        title=words.title,
        n_states=len(counts),
        editions=_told_editions(sorted(_editions(dated).values())),
        states=listed(_told(row) for row in counts.itertuples()),
        dated=listed(by),
        evidence=words.footer,
    )


def _told_editions(years: Sequence[int]) -> str:
    if not years:
        return text("fresh_no_edition")
    first, last = years[0], years[-1]
    return text("fresh_edition", year=last) if first == last else text("fresh_editions", first=first, last=last)


def _told(row: Any) -> str:
    return text(
        "fresh_alt_no_year" if pd.isna(row.oldest_year) else "fresh_alt_state",
        state=name_of("state", row.state),
        oldest=row.oldest_year,
        newest=row.newest_year,
        limit=OLD,
        old=row.n_old,
        sources=row.n_sources,
        undated=getattr(row, f"n_{DatedBy.UNDATED}"),
    )
