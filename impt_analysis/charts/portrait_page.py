"""A state's portrait on one page: its sources, coverage, gaps, management, channels, and what is not known."""

from __future__ import annotations

from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, new_page
from impt_analysis.charts.portrait_blocks import Block, draw_channels, draw_management, draw_organisations, write_head
from impt_analysis.charts.portrait_coverage import draw_coverage
from impt_analysis.charts.portrait_words import (
    alternative_of,
    key_of_unknown,
    not_known_of,
    parts_named,
    rungs_named,
    rungs_told,
    standing_of,
    title_of,
)
from impt_analysis.charts.style import MARGIN, SMALL_SIZE, SMALLEST_SIZE
from impt_analysis.charts.texts import name_of, text
from impt_analysis.portraits import StatePortrait

LEFT_WIDTH = 5.53
GAP = 0.24
CONTENT_TOP = TOP + 0.18
LEGEND_ROW = 0.29
STRIP_BOTTOM = BOTTOM + 2 * LEGEND_ROW + 0.02
STRIP_HEIGHT = 0.42
CONTENT_BOTTOM = STRIP_BOTTOM + STRIP_HEIGHT + 0.06
COVERAGE_HEIGHT = 2.8
MANAGEMENT_SHARE = 0.54


def state_portrait_chart(portrait: StatePortrait) -> Figure:
    """Return a state's portrait on one page, drawn from the tables of `state_portrait` and from nothing else.

    At the left stand the sources by type of organisation and by the children they are about; at the right, for the
    wider group and for identified children apart, coverage in three parts by theme and the number of items on each rung
    by domain; below, how the information is managed and its channels in counts, and at the foot how far themes are
    mapped and confirmed, and what is not known. Of a state that is not measured the page says so, and lists what its
    workbook holds. Barriers are no part of a portrait.

    Source: docs/method.md, section "Charts".
    """
    subject = text("portrait_subject", state=name_of("state", portrait.state))
    subtitle = text("portrait_subtitle" if portrait.measured else "portrait_subtitle_listed")
    words = Words(subject, title_of(portrait), subtitle, portrait.evidence)
    with new_page(words) as drawn:
        height = CONTENT_TOP - CONTENT_BOTTOM
        draw_organisations(drawn, Block(MARGIN, CONTENT_TOP, LEFT_WIDTH, height), portrait.organisations)
        right = Block(MARGIN + LEFT_WIDTH + GAP, CONTENT_TOP, INNER - LEFT_WIDTH - GAP, height)
        draw = _draw_measures if portrait.measured else _draw_listed
        draw(drawn, right, portrait)
        describe(drawn.figure, alternative_of(portrait, words), *portrait.tables().values())
    return drawn.figure


def _draw_measures(drawn: Page, block: Block, portrait: StatePortrait) -> None:
    upper = Block(block.left, block.top, block.width, COVERAGE_HEIGHT)
    draw_coverage(drawn, upper, portrait.coverage, portrait.rungs, rungs_told(portrait))
    top = block.top - COVERAGE_HEIGHT - 0.08
    width = (block.width - GAP) * MANAGEMENT_SHARE
    height = top - (block.top - block.height)
    draw_management(drawn, Block(block.left, top, width, height), portrait.management, key_of_unknown(portrait))
    rest = Block(block.left + width + GAP, top, block.width - width - GAP, height)
    draw_channels(drawn, rest, portrait.channels, portrait.ways)
    strip = fitted(f"{not_known_of(portrait)} {standing_of(portrait)}", INNER, SMALLEST_SIZE, lines=2)
    drawn.write(MARGIN, STRIP_BOTTOM, strip, size=SMALLEST_SIZE, upright="bottom", role="not known")
    draw_legend(drawn, parts_named(portrait), BOTTOM + LEGEND_ROW)
    draw_legend(drawn, rungs_named(portrait), BOTTOM)


def _draw_listed(drawn: Page, block: Block, portrait: StatePortrait) -> None:
    """Say of a state that is not measured what its workbook holds, and that nothing else is worked out."""
    (row,) = portrait.overview.to_dict("records")
    write_head(drawn, block, text("portrait_listed"))
    said = [
        text("portrait_not_measured", state=name_of("state", portrait.state)),
        text(
            "portrait_counts",
            channels=row["n_channels"],
            figures=row["n_statistics"],
            references=row["n_references"],
        ),
        not_known_of(portrait),
        standing_of(portrait),
    ]
    lines = "\n\n".join(fitted(line, block.width, SMALL_SIZE, lines=4) for line in said)
    drawn.write(block.left, block.top - 0.4, lines, size=SMALL_SIZE, upright="top", role="not measured")
