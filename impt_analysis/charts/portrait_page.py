"""A state's portrait on one page: its sources, coverage, gaps, management, channels, and what is not known."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts.description import describe
from impt_analysis.charts.fitting import fitted
from impt_analysis.charts.legend import draw_legend
from impt_analysis.charts.page import BOTTOM, INNER, TOP, Page, Words, new_page
from impt_analysis.charts.portrait_blocks import Block, draw_channels, draw_management, draw_organisations, write_head
from impt_analysis.charts.portrait_coverage import draw_coverage
from impt_analysis.charts.style import MARGIN, PARTS, RUNGS, SMALL_SIZE, SMALLEST_SIZE, Part
from impt_analysis.charts.texts import listed, listed_within, name_of, names_of, text, whole_points
from impt_analysis.codebook.codes import Confirmed, Finding, Population, Reached
from impt_analysis.codebook.measured_codes import DatedBy, Rung
from impt_analysis.freshness import OLD
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
    words = Words(subject, _title(portrait), subtitle, portrait.evidence)
    with new_page(words) as drawn:
        height = CONTENT_TOP - CONTENT_BOTTOM
        draw_organisations(drawn, Block(MARGIN, CONTENT_TOP, LEFT_WIDTH, height), portrait.organisations)
        right = Block(MARGIN + LEFT_WIDTH + GAP, CONTENT_TOP, INNER - LEFT_WIDTH - GAP, height)
        draw = _draw_measures if portrait.measured else _draw_listed
        draw(drawn, right, portrait)
        describe(drawn.figure, _alternative(portrait, words), *portrait.tables().values())
    return drawn.figure


def _title(portrait: StatePortrait) -> str:
    (row,) = portrait.overview.to_dict("records")
    return text(
        "portrait_title",
        sources=row["n_sources"],
        given=row["n_answers"],
        possible=row["n_answers"] + row["n_not_asked"],
        confirmed=int(portrait.themes["confirmed"].eq(Confirmed.BY_THE_STATE).sum()),
        themes=len(portrait.themes),
    )


def _draw_measures(drawn: Page, block: Block, portrait: StatePortrait) -> None:
    upper = Block(block.left, block.top, block.width, COVERAGE_HEIGHT)
    draw_coverage(drawn, upper, portrait.coverage, portrait.rungs)
    top = block.top - COVERAGE_HEIGHT - 0.08
    width = (block.width - GAP) * MANAGEMENT_SHARE
    height = top - (block.top - block.height)
    draw_management(drawn, Block(block.left, top, width, height), portrait.management)
    rest = Block(block.left + width + GAP, top, block.width - width - GAP, height)
    draw_channels(drawn, rest, portrait.channels, portrait.ways)
    strip = fitted(f"{_not_known(portrait)} {_standing(portrait)}", INNER, SMALLEST_SIZE, lines=2)
    drawn.write(MARGIN, STRIP_BOTTOM, strip, size=SMALLEST_SIZE, upright="bottom", role="not known")
    draw_legend(drawn, [(PARTS[part], text(f"part_{part}")) for part in Part], BOTTOM + LEGEND_ROW)
    draw_legend(drawn, [(RUNGS[rung], name_of("rung", rung)) for rung in Rung], BOTTOM)


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
        _not_known(portrait),
        _standing(portrait),
    ]
    lines = "\n\n".join(fitted(line, block.width, SMALL_SIZE, lines=4) for line in said)
    drawn.write(block.left, block.top - 0.4, lines, size=SMALL_SIZE, upright="top", role="not measured")


def _standing(portrait: StatePortrait) -> str:
    told = {
        column: listed(
            text("portrait_of_theme", theme=theme, label=name_of(column, code))
            for theme, code in zip(portrait.themes["theme"], portrait.themes[column], strict=True)
        )
        for column in ("mapping", "confirmed")
    }
    return text("portrait_standing", **told)


def _not_known(portrait: StatePortrait) -> str:
    (row,) = portrait.overview.to_dict("records")
    reach = portrait.reach.set_index("reached")["total"]
    said = text(
        "portrait_not_known",
        not_asked=row["n_not_asked"],
        possible=row["n_answers"] + row["n_not_asked"],
        reach=int(reach.get(str(Reached.UNKNOWN), 0)),
        sources=row["n_sources"],
        children=int(portrait.organisations[str(Population.UNKNOWN)].sum()),
    )
    if portrait.age.empty:
        return said
    (age,) = portrait.age.to_dict("records")
    aged = text("portrait_age", undated=age[f"n_{DatedBy.UNDATED}"], old=age["n_old"], limit=OLD)
    return f"{said} {aged}"


def _alternative(portrait: StatePortrait, words: Words) -> str:
    kinds = portrait.organisations[["organisation_type", "total"]].itertuples(index=False, name=None)
    by_kind = [text("number_of", name=name_of("organisation_type", code), number=total) for code, total in kinds]
    return text(
        "portrait_alt",
        subject=words.subject,
        title=words.title,
        organisations=listed(by_kind) or text("none"),
        measures=_coverage_told(portrait.coverage) if portrait.measured else f"{words.subtitle} ",
        standing=_standing(portrait),
        not_known=_not_known(portrait),
        evidence=words.footer,
    )


def _coverage_told(coverage: pd.DataFrame) -> str:
    points = coverage.assign(low=whole_points(coverage["low"]), held=whole_points(coverage["held_low"]))
    told = []
    for finding in Finding:
        own = points.loc[points["finding"].eq(finding), ["theme", "low", "held"]].itertuples(index=False, name=None)
        themes = listed_within(text("portrait_alt_theme", theme=theme, low=low, held=held) for theme, low, held in own)
        told.append(text("portrait_alt_finding", finding=names_of("finding")[finding], themes=themes))
    return text("portrait_alt_coverage", coverage=listed(told))
