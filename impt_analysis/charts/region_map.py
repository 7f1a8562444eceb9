"""A tile map of the region: how many answers were given in each state, and which themes the state has confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import on_one_line
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, new_page
from impt_analysis.charts.style import (
    ANSWERS,
    CONFIRMATIONS,
    DARK_GREY,
    GIVEN,
    MARGIN,
    PALE_GREY,
    SMALL_SIZE,
    SMALLEST_SIZE,
    TEXT_SIZE,
    WHITE,
    Look,
)
from impt_analysis.charts.tables import rows_in_order
from impt_analysis.charts.texts import listed, listed_within, name_of, text
from impt_analysis.codebook.codes import Answer, Confirmed
from impt_analysis.errors import UsageError

OVERVIEW = "rows_by_state(inventory)"
STANDING = "themes_by_state(inventory)"

TILE_GAP = 0.1
PADDING = 0.1
TILES_BOTTOM = BOTTOM + 0.4
BAR_HEIGHT = 0.12
BOX_WIDTH, BOX_HEIGHT, BOX_GAP = 0.4, 0.24, 0.05
BOX_BOTTOM = 0.07

NAME_DOWN, SOURCES_DOWN, ANSWERS_DOWN, BAR_DOWN = 0.17, 0.39, 0.59, 0.82
"""How far below the upper edge of a tile each of its lines stands, in inches."""

MEASURED = Look(WHITE, border_width=1.2)
LISTED = Look(PALE_GREY, border=PALE_GREY)


@dataclass(frozen=True)
class Tile:
    """Where a tile stands on the page, in inches: its left and lower edge, its width and height."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bottom + self.height

    @property
    def inner(self) -> float:
        """The width that is left for words."""
        return self.width - 2 * PADDING


def region_tiles(overview: pd.DataFrame, standing: pd.DataFrame, children: str, evidence: str) -> Figure:
    """Return a tile map of the region: how many answers each state has given, and which themes it has confirmed.

    `overview` is what `rows_by_state` returns, `standing` what `themes_by_state` returns of the same inventory;
    `children` says whose sources it counts (`inventory.children()`), `evidence` what the chart rests on.

    A tile says how many answers are given of those that could be given (one for each source and item), how many sources
    there are, and for each theme whether the state has confirmed it. No tile is shaded by a measure, and none shows
    coverage. States that are no members, and the regional bodies, stand apart and are marked as not measured. Where
    each tile stands is written in `tiles.csv`.

    Raises UsageError when a table lacks a column or holds a row twice, or when the two are not about the same states.

    Source: docs/method.md, section "Charts".
    """
    rows = rows_in_order(overview, ["state"], ["n_sources", "n_answers", "n_not_asked"], OVERVIEW)
    themes = rows_in_order(standing, ["state", "theme"], ["confirmed", "measured"], STANDING)
    _require_same_states(rows, themes)
    states = rows.assign(possible=rows["n_answers"] + rows["n_not_asked"])
    states["measured"] = states["state"].map(themes.groupby("state", observed=True)["measured"].all()).astype("bool")
    title = _title(states[states["measured"]], themes[themes["measured"]])
    words = Words(text("region_subject", children=children), title, text("region_subtitle"), evidence)
    places = tile_places()
    with new_page(words) as drawn:
        for row in states.itertuples():
            place = _tile(places, str(row.state))
            _draw_tile(drawn, place, row)
            _draw_themes(drawn, place, themes[themes["state"].eq(str(row.state))])
        draw_legend(drawn, _legend(themes), BOTTOM)
        describe(drawn.figure, _alternative(states, themes, words), overview, standing)
    return drawn.figure


@lru_cache(maxsize=1)
def tile_places() -> pd.DataFrame:
    """Return where the tile of each state stands, by state: `column` from the west and `row` from the north."""
    with files(__package__).joinpath("tiles.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file, index_col="state")


def _tile(places: pd.DataFrame, state: str) -> Tile:
    width = (INNER + TILE_GAP) / (float(places["column"].max()) + 1)
    height = (TOP - TILES_BOTTOM + TILE_GAP) / (float(places["row"].max()) + 1)
    column, row = places.loc[[state], ["column", "row"]].to_numpy("float64")[0].tolist()
    return Tile(MARGIN + column * width, TOP - (row + 1) * height + TILE_GAP, width - TILE_GAP, height - TILE_GAP)


def _draw_tile(drawn: Page, place: Tile, row: Any) -> None:
    name = name_of("state", row.state)
    drawn.mark(MEASURED if row.measured else LISTED, place.left, place.bottom, place.width, place.height, role=name)
    left = place.left + PADDING
    words, size = on_one_line(name, place.inner, TEXT_SIZE, SMALLEST_SIZE, "bold")
    drawn.write(left, place.top - NAME_DOWN, words, size=size, weight="bold", role="state")
    known = text("region_sources" if row.measured else "region_listed", sources=row.n_sources)
    _write_line(drawn, place, SOURCES_DOWN, known, "sources")
    said = text("region_answers", given=row.n_answers, possible=row.possible)
    _write_line(drawn, place, ANSWERS_DOWN, said, "answers")
    given = place.inner * row.n_answers / max(row.possible, 1)
    bar = place.top - BAR_DOWN
    drawn.mark(ANSWERS[Answer.NOT_ASKED], left, bar, place.inner, BAR_HEIGHT, role=f"{name}, possible")
    if given:
        drawn.mark(GIVEN, left, bar, given, BAR_HEIGHT, role=f"{name}, given")


def _write_line(drawn: Page, place: Tile, down: float, line: str, role: str) -> None:
    words, size = on_one_line(line, place.inner, SMALL_SIZE, SMALLEST_SIZE)
    drawn.write(place.left + PADDING, place.top - down, words, size=size, colour=DARK_GREY, role=role)


def _draw_themes(drawn: Page, place: Tile, themes: pd.DataFrame) -> None:
    """Draw a box for each theme at the right of the tile's last line, behind their head."""
    x = place.left + place.width - PADDING - len(themes) * (BOX_WIDTH + BOX_GAP) + BOX_GAP
    y = place.bottom + BOX_BOTTOM
    room = x - place.left - PADDING - BOX_GAP
    head, size = on_one_line(text("region_themes"), room, SMALL_SIZE, SMALLEST_SIZE)
    drawn.write(place.left + PADDING, y + BOX_HEIGHT * 0.47, head, size=size, colour=DARK_GREY, role="themes")
    for state, theme, confirmed in themes[["state", "theme", "confirmed"]].itertuples(index=False, name=None):
        look = CONFIRMATIONS[Confirmed(confirmed)]
        role = f"{name_of('state', state)}, {theme}"
        drawn.mark(look, x, y, BOX_WIDTH, BOX_HEIGHT, words=str(theme), role=role)
        x += BOX_WIDTH + BOX_GAP


def _legend(themes: pd.DataFrame) -> list[tuple[Look, str]]:
    numbers = listed_within(str(theme) for theme in themes["theme"].unique())
    standing = [
        (look, text("region_theme", themes=numbers, label=name_of("confirmed", code)))
        for code, look in CONFIRMATIONS.items()
    ]
    return [(GIVEN, text("region_given")), (ANSWERS[Answer.NOT_ASKED], name_of("answer", Answer.NOT_ASKED)), *standing]


def _require_same_states(rows: pd.DataFrame, themes: pd.DataFrame) -> None:
    one, other = list(rows["state"]), list(themes["state"].unique())
    if one != other:
        raise UsageError(
            f"the two tables are not about the same states: found {', '.join(one)} and {', '.join(other)}; make both "
            f"from one inventory, with {OVERVIEW} and {STANDING}"
        )


def _title(states: pd.DataFrame, themes: pd.DataFrame) -> str:
    confirmed = int(themes["confirmed"].eq(Confirmed.BY_THE_STATE).sum())
    given, possible = states["n_answers"].sum(), states["possible"].sum()
    return text("region_title", given=given, possible=possible, confirmed=confirmed, themes=len(themes))


def _alternative(states: pd.DataFrame, themes: pd.DataFrame, words: Words) -> str:
    confirmed = themes[themes["confirmed"].eq(Confirmed.BY_THE_STATE)]
    numbers = confirmed.groupby("state", observed=False)["theme"].agg(lambda found: listed_within(map(str, found)))
    said = states.assign(confirmed=states["state"].map(numbers).astype("str"))
    told = [_told(row) for row in said.itertuples()]
    measured = [line for line, so in zip(told, states["measured"], strict=True) if so]
    unmeasured = [line for line, so in zip(told, states["measured"], strict=True) if not so]
    return text(
        "region_alt",
        subject=words.subject,
        title=words.title,
        states=listed(measured) or text("none"),
        listed=listed(unmeasured) or text("none"),
        evidence=words.footer,
    )


def _told(row: Any) -> str:
    return text(
        "region_alt_state",
        state=name_of("state", row.state),
        given=row.n_answers,
        possible=row.possible,
        sources=row.n_sources,
        confirmed=row.confirmed or text("none"),
    )
