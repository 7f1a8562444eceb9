"""The blocks of a state's portrait that hold numbers in rows: organisations, management and channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd

from impt_analysis.charts.fitting import fitted, on_one_line, room_for, text_width
from impt_analysis.charts.page import Page
from impt_analysis.charts.style import BLACK, BLUE, DARK_GREY, GREY, SMALL_SIZE, SMALLEST_SIZE
from impt_analysis.charts.texts import name_of, names_of, text
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Opening, Population
from impt_analysis.codebook.measured_codes import ChannelScope

HEAD_HEIGHT = 0.26
HIGHEST_ROW = 0.235
HEADS_HEIGHT = 0.56
"""The room for heads of columns, on up to three lines."""

POPULATION_WIDTH, WIDEST_POPULATION = 0.74, 0.9
HEADS_GAP, WORDS_GAP = 0.03, 0.07
COLUMN_GAP = 0.16
TELLING = {"opening": str(Opening.TOTALS_ONLY)}
"""The code of an aspect that a portrait counts; of every other it is the first of its list."""

NOT_KNOWN = str(Population.UNKNOWN)
"""How every list that has one calls what is not known."""


@dataclass(frozen=True)
class Block:
    """A part of the page, in inches: its left and upper edge, width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


def write_head(drawn: Page, block: Block, head: str) -> None:
    """Write the head of a block and draw a line below it."""
    words, size = on_one_line(head, block.width, SMALL_SIZE, SMALLEST_SIZE, "bold")
    place = block.top - HEAD_HEIGHT * 0.45
    drawn.write(block.left, place, words, size=size, weight="bold", colour=BLUE, role="block")
    edge = block.top - HEAD_HEIGHT * 0.95
    drawn.sheet.plot([block.left, block.right], [edge, edge], color=GREY, linewidth=0.8)


def draw_organisations(drawn: Page, block: Block, organisations: pd.DataFrame) -> None:
    """Write how many sources each type of organisation has on which children; zeros are left out."""
    write_head(drawn, block, text("portrait_organisations"))
    populations = names_of("population")
    heads = {code: text(f"portrait_children_{code}") for code in populations}
    widths = [_column_width(head) for head in heads.values()]
    width = block.width - sum(widths)
    lower = block.top - HEAD_HEIGHT - HEADS_HEIGHT
    places = [block.left + width + reach for reach in accumulate(widths)]
    for place, label, room in zip(places, heads.values(), widths, strict=True):
        head = fitted(label, room - HEADS_GAP, SMALLEST_SIZE, lines=3)
        drawn.write(place, lower + 0.03, head, size=SMALLEST_SIZE, across="right", upright="bottom", role="head")
    step = min(HIGHEST_ROW, (block.height - HEAD_HEIGHT - HEADS_HEIGHT) / max(1, len(organisations)))
    for row, numbers in enumerate(organisations[["organisation_type", *populations]].itertuples(index=False)):
        middle = lower - (row + 0.5) * step
        code, *counts = numbers
        edge = middle - step / 2
        drawn.sheet.plot([block.left, block.right], [edge, edge], color=GREY, linewidth=0.4)
        name, size = on_one_line(name_of("organisation_type", code), width - 0.05, SMALLEST_SIZE, SMALLEST_SIZE)
        drawn.write(block.left, middle, name, size=size, role="organisation")
        for place, count in zip(places, counts, strict=True):
            if count:
                drawn.write(place, middle, str(count), size=SMALLEST_SIZE, across="right", role=f"{code} sources")


def _column_width(head: str) -> float:
    return room_for(head.split(), POPULATION_WIDTH - WORDS_GAP, WIDEST_POPULATION, SMALLEST_SIZE) + WORDS_GAP


def draw_management(drawn: Page, block: Block, management: pd.DataFrame, key: str) -> None:
    """Write for each aspect how many sources have one telling code, and of how many it is not known.

    `key` says how to read it.
    """
    counts = management.set_index(["theme", "aspect", "code"])["n_sources"].to_dict()
    themes = list(management["theme"].unique())
    rows = []
    for aspect in management["aspect"].unique():
        code = TELLING.get(aspect, shipped_codebook().codes(aspect)[0])
        cells = [_with_unknown(counts, theme, aspect, code) for theme in themes]
        rows.append((text(f"portrait_{aspect}", code=name_of(aspect, code)), cells))
    write_head(drawn, block, text("portrait_management"))
    draw_rows(drawn, block, [str(theme) for theme in themes], [*rows, (key, [])])


def _with_unknown(counts: Mapping[Any, int], theme: object, aspect: str, code: str) -> str:
    unknown = counts.get((theme, aspect, NOT_KNOWN), 0)
    number = counts[theme, aspect, code]
    return text("portrait_unknown", number=number, unknown=unknown) if unknown else str(number)


def draw_channels(drawn: Page, block: Block, channels: pd.DataFrame, ways: pd.DataFrame) -> None:
    """Write how many channels the state has by scope, how many are permanent, and how many bearers have a way."""
    by_theme = channels.groupby("theme", observed=True)[["n_permanent", "n_unknown"]].sum()
    rows = [
        (name_of("channel_scope", scope), channels.loc[channels["scope"].eq(scope), "n_channels"])
        for scope in ChannelScope
    ]
    rows += [
        (text("portrait_permanent"), by_theme["n_permanent"]),
        (text("portrait_unclear"), by_theme["n_unknown"]),
        (text("portrait_bearers"), ways["n_bearers"]),
        (text("portrait_with_way"), ways["n_direct"] + ways["n_indirect"]),
    ]
    write_head(drawn, block, text("portrait_channels"))
    told = [(label, [str(number) for number in numbers]) for label, numbers in rows]
    draw_rows(drawn, block, [str(theme) for theme in by_theme.index], told)


def draw_rows(drawn: Page, block: Block, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Write rows of a label and a number for each theme, under the numbers of the themes, into a block with a head."""
    step = min(HIGHEST_ROW, (block.height - HEAD_HEIGHT) / (len(rows) + 1))
    cells = [cell for _, numbers in rows for cell in numbers]
    column = max(text_width(cell, SMALLEST_SIZE) for cell in [*heads, *cells]) + COLUMN_GAP
    places = [block.right - column * (len(heads) - 1 - place) for place in range(len(heads))]
    width = block.width - column * len(heads)
    for row, (label, numbers) in enumerate([("", heads), *rows]):
        middle = block.top - HEAD_HEIGHT - (row + 0.5) * step
        name, size = on_one_line(label, width if numbers else block.width, SMALLEST_SIZE, SMALLEST_SIZE)
        drawn.write(block.left, middle, name, size=size, colour=BLACK if numbers else DARK_GREY, role="row")
        for place, cell in zip(places, numbers, strict=False):
            weight = "normal" if row else "bold"
            drawn.write(place, middle, cell, size=SMALLEST_SIZE, weight=weight, across="right", role=label or "theme")
