"""The block of a state's portrait with coverage in three parts and the rungs of each domain, for both findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from impt_analysis.charts.fitting import fitted, on_one_line
from impt_analysis.charts.page import Page
from impt_analysis.charts.portrait_blocks import HEAD_HEIGHT, Block, write_head
from impt_analysis.charts.style import DARK_GREY, FINDINGS, PARTS, RUNGS, SMALL_SIZE, SMALLEST_SIZE, Part
from impt_analysis.charts.texts import listed_within, name_of, names_of, text, whole_points
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Rung

LABEL_WIDTH = 0.7
PAIR_WIDTH = 0.66
BAR_WIDTH = 1.1
GAP = 0.08
THEMES_HEIGHT = 0.24
COLUMN_HEADS = 0.42
FINDING_HEIGHT = 0.24
STRIPE_WIDTH = 0.07
BAR_SHARE = 0.72
FREE = {Rung.UNKNOWN: "?"}
"""The sign that stands over the numbers of a rung whose look has a hatch and no sign."""


def draw_coverage(drawn: Page, block: Block, coverage: pd.DataFrame, rungs: pd.DataFrame, told: Sequence[Rung]) -> None:
    """Draw for each finding and theme a bar in three parts and, for each domain, how many items stand on each rung.

    `told` are the rungs that have a place.
    """
    write_head(drawn, block, text("portrait_coverage"))
    themes = [text("portrait_themes", theme=code, label=name_of("theme", code)) for code in coverage["theme"].unique()]
    said, size = on_one_line(text("portrait_themes_separator").join(themes), block.width, SMALLEST_SIZE, SMALLEST_SIZE)
    place = block.top - HEAD_HEIGHT - THEMES_HEIGHT / 2
    drawn.write(block.left, place, said, size=size, colour=DARK_GREY, role="themes")
    top = block.top - HEAD_HEIGHT - THEMES_HEIGHT
    domains = names_of("domain")
    first = block.left + LABEL_WIDTH + PAIR_WIDTH + BAR_WIDTH + 2 * GAP
    width = (block.right - first) / len(domains)
    columns = {code: first + place * width for place, code in enumerate(domains)}
    _write_heads(drawn, block, top, columns, width - GAP, told)
    n_rows = len(coverage)
    step = (block.height - HEAD_HEIGHT - THEMES_HEIGHT - COLUMN_HEADS - FINDING_HEIGHT * len(Finding)) / max(n_rows, 1)
    lower = top - COLUMN_HEADS
    for finding in Finding:
        own = coverage[coverage["finding"].eq(finding)]
        _write_finding(drawn, block, lower, finding, own["n_sources"].tolist())
        lower -= FINDING_HEIGHT
        for place in range(len(own)):
            row = own.iloc[[place]]
            theme = row["theme"].iloc[0]
            _draw_bar(drawn, block.left, lower - step, step, finding, row)
            standing = rungs[rungs["finding"].eq(finding) & rungs["theme"].eq(theme)]
            for code, left in columns.items():
                counts = standing[standing["domain"].eq(code)].set_index("rung")["n_items"]
                numbers = {rung: int(counts.get(str(rung), 0)) for rung in told}
                role = f"{finding}, {theme}, {code}"
                _draw_rungs(drawn, left, lower - step, width - GAP, step, numbers, role)
            lower -= step


def _write_heads(
    drawn: Page, block: Block, top: float, columns: dict[str, float], width: float, told: Sequence[Rung]
) -> None:
    place = block.left + LABEL_WIDTH
    head = fitted(text("portrait_points"), PAIR_WIDTH + BAR_WIDTH + GAP, SMALLEST_SIZE, lines=2)
    lower = top - COLUMN_HEADS + 0.04
    drawn.write(place, lower, head, size=SMALLEST_SIZE, upright="bottom", role="head")
    cell = width / len(told)
    for code, left in columns.items():
        name, size = on_one_line(text(f"portrait_domain_{code}"), width, SMALLEST_SIZE, SMALLEST_SIZE)
        drawn.write(left, lower + 0.2, name, size=size, upright="bottom", role="domain")
        for number, rung in enumerate(told):
            sign = RUNGS[rung].sign or FREE[rung]
            middle = left + (number + 0.5) * cell
            drawn.write(middle, lower, sign, size=SMALLEST_SIZE, across="center", upright="bottom", role="sign")


def _write_finding(drawn: Page, block: Block, top: float, finding: Finding, sources: list[int]) -> None:
    look = FINDINGS[finding]
    drawn.mark(look, block.left, top - FINDING_HEIGHT * 0.85, STRIPE_WIDTH, FINDING_HEIGHT * 0.75, role=str(finding))
    said = text("portrait_finding", finding=name_of("finding", finding), sources=listed_within(map(str, sources)))
    words, size = on_one_line(said, block.width - STRIPE_WIDTH - GAP, SMALL_SIZE, SMALLEST_SIZE, "bold")
    place = top - FINDING_HEIGHT * 0.48
    drawn.write(block.left + STRIPE_WIDTH + 0.06, place, words, size=size, weight="bold", role="finding")


def _draw_bar(drawn: Page, left: float, bottom: float, height: float, finding: Finding, row: pd.DataFrame) -> None:
    """Draw the bar of one theme with its name, and write what is reached and what is held in whole points."""
    theme = row["theme"].iloc[0]
    middle = bottom + height / 2
    words, size = on_one_line(text("portrait_theme", theme=theme), LABEL_WIDTH - GAP, SMALLEST_SIZE, SMALLEST_SIZE)
    drawn.write(left, middle, words, size=size, role="theme label")
    low, held, high = (int(whole_points(row[end]).iloc[0]) for end in ("low", "held_low", "high"))
    pair = text("portrait_pair", low=low, held=held)
    drawn.write(left + LABEL_WIDTH, middle, pair, size=SMALLEST_SIZE, role=f"{finding}, {theme}")
    x = left + LABEL_WIDTH + PAIR_WIDTH
    y, tall = bottom + height * (1 - BAR_SHARE) / 2, height * BAR_SHARE
    drawn.mark(PARTS[Part.NOT_HELD], x, y, BAR_WIDTH, tall, role=f"{finding}, {theme}, whole")
    for part, start, end in ((Part.REACHED, 0, low), (Part.HELD, low, held), (Part.NOT_KNOWN, held, high)):
        if end > start:
            place, wide = x + start / 100 * BAR_WIDTH, (end - start) / 100 * BAR_WIDTH
            drawn.mark(PARTS[part], place, y, wide, tall, role=f"{finding}, {theme}, {part}")


def _draw_rungs(
    drawn: Page, left: float, bottom: float, width: float, height: float, numbers: Mapping[Rung, int], role: str
) -> None:
    """Draw a box for each rung on which an item stands, with how many; a rung without an item stays empty."""
    cell = width / len(numbers)
    y, tall = bottom + height * (1 - BAR_SHARE) / 2, height * BAR_SHARE
    for place, (rung, number) in enumerate(numbers.items()):
        if number:
            look = replace(RUNGS[rung], sign="")
            drawn.mark(look, left + place * cell, y, cell, tall, words=str(number), role=f"{role}, {rung}")
