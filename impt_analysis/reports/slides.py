"""The slides of a seminar: one chart a slide with its finding as title, and the numbers behind it as notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts import (
    alt_text,
    chart_bytes,
    coverage_chart,
    cross_border_chart,
    gap_map,
    management_chart,
    organisation_overlap_chart,
    uses_chart,
)
from impt_analysis.charts.tables import subject_of
from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.coverage import coverage_range
from impt_analysis.cross_border import cross_border_channels, cross_border_matrix
from impt_analysis.documents.deck import ChartSlide, Deck, PointSlide, Slide
from impt_analysis.gaps import gap_counts, gap_ladder
from impt_analysis.holders import organisation_overlap
from impt_analysis.inventory import Inventory
from impt_analysis.management import management_profile
from impt_analysis.reports.index import HOW_TO_READ
from impt_analysis.uses import feasible_uses

PNG = ".png"


@dataclass(frozen=True)
class _Shown:
    """A chart, what it is about, and the key numbers of its table, a line a state."""

    figure: Figure
    subject: str
    numbers: Sequence[str]


def seminar_slides(inventory: Inventory, theme: int) -> Deck:
    """Return the slides of the seminar on one theme: how to read them, then a chart a slide.

    The wider group of children comes first, then identified children, then what is asked of all of them together. The
    notes of a slide state its finding and the key numbers of its table by state, and the ids of the references that
    it rests on; the brief of the seminar lists them.

    Source: docs/documents.md, section "Slides".
    """
    whole = inventory.where(theme=theme)
    entry = shipped_codebook().entries("theme").loc[theme]
    slides: list[Slide] = [PointSlide("How to read these slides", HOW_TO_READ.splitlines())]
    for finding, charts in _CHARTS.items():
        narrowed = whole.where(population=POPULATIONS[finding])
        slides += [_slide(draw(narrowed), narrowed) for draw in charts]
    slides += [_slide(draw(whole), whole) for draw in _OF_ALL]
    seminar = f"Expert seminar: {entry['seminar']}, {entry['place']} 2010"
    return Deck(f"Theme {theme}: {entry['label']}", seminar, inventory.evidence(), slides)


def _slide(shown: _Shown, inventory: Inventory) -> ChartSlide:
    title = shown.figure.get_suptitle().replace("\n", " ")
    notes = [alt_text(shown.figure), *shown.numbers, *_references(inventory)]
    return ChartSlide(shown.subject, title, chart_bytes(shown.figure, [PNG])[PNG], alt_text(shown.figure), notes)


def _references(inventory: Inventory) -> list[str]:
    """Return the ids of the references that the sources of each member state rest on, a line a state."""
    labels = shipped_codebook().labels("state")
    sources = inventory.sources.set_index("state")["reference_ids"]
    cited = {state: list(dict.fromkeys(entries(sources[sources.index == state]))) for state in inventory.members()}
    return [f"References, {labels[state]}: {', '.join(ids)}" for state, ids in cited.items() if ids]


def _coverage(inventory: Inventory) -> _Shown:
    ranges = coverage_range(inventory)
    domains = coverage_range(inventory, by=["state", "theme", "domain"])
    labels = shipped_codebook().labels("state")
    whole = ranges.assign(**{end: (100 * ranges[end]).round().astype("int64") for end in ("low", "held_low", "high")})
    numbers = [
        f"{labels[str(row.state)]}: of 100 weighted points {row.low} documented as reached, {row.held_low} as held, at "
        f"most {row.high}; {row.n_sources} sources; answers: {row.n_yes} yes, {row.n_partly} partly, {row.n_no} no, "
        f"{row.n_unknown} unknown, {row.n_not_asked} not asked"
        for row in whole.itertuples()
    ]
    figure = coverage_chart(ranges, domains, inventory.children(), inventory.evidence())
    return _Shown(figure, subject_of(ranges, inventory.children()), numbers)


def _gaps(inventory: Inventory) -> _Shown:
    ladder = gap_ladder(inventory)
    counts = gap_counts(inventory, by=["state", "theme"])
    numbers = _by_state(counts, "rung", "n_items", "items")
    figure = gap_map(ladder, inventory.children(), inventory.evidence())
    return _Shown(figure, subject_of(ladder, inventory.children()), numbers)


def _uses(inventory: Inventory) -> _Shown:
    uses = feasible_uses(inventory)
    counts = uses.groupby(["state", "standing"], observed=True).size().rename("n_uses").reset_index()
    figure = uses_chart(uses, inventory.children(), inventory.evidence())
    return _Shown(figure, subject_of(uses, inventory.children()), _by_state(counts, "use_standing", "n_uses", "uses"))


def _overlap(inventory: Inventory) -> _Shown:
    overlap = organisation_overlap(inventory)
    figure = organisation_overlap_chart(overlap, inventory.children(), inventory.evidence())
    return _Shown(figure, subject_of(overlap, inventory.children()), [])


def _management(inventory: Inventory) -> _Shown:
    profile = management_profile(inventory)
    figure = management_chart(profile, inventory.children(), inventory.evidence())
    return _Shown(figure, subject_of(profile, inventory.children()), [])


def _borders(inventory: Inventory) -> _Shown:
    channels = cross_border_channels(inventory)
    figure = cross_border_chart(cross_border_matrix(inventory), channels, inventory.themes, inventory.evidence())
    return _Shown(figure, subject_of(pd.DataFrame({"theme": inventory.themes}), inventory.children()), [])


def _by_state(counts: pd.DataFrame, name: str, column: str, what: str) -> list[str]:
    """Return counts by state and code as sentences, a line a state; a code that nothing has is left out."""
    labels, states = shipped_codebook().labels(name), shipped_codebook().labels("state")
    codes = "standing" if name not in counts else name
    told = counts[counts[column].gt(0)]
    lines = []
    for state, rows in told.groupby("state", observed=True):
        parts = [
            f"{labels[str(code)].lower()} {number}" for code, number in zip(rows[codes], rows[column], strict=True)
        ]
        lines.append(f"{states[str(state)]}, {what}: {', '.join(parts)}")
    return lines


_CHARTS: dict[Finding, tuple[Callable[[Inventory], _Shown], ...]] = {
    Finding.WIDER_GROUP: (_coverage, _gaps, _overlap, _uses),
    Finding.IDENTIFIED: (_coverage, _gaps),
}
_OF_ALL: tuple[Callable[[Inventory], _Shown], ...] = (_management, _borders)
