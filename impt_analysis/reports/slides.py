"""The slides of a seminar: one chart a slide with its finding as title, and the numbers behind it as notes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import EXTERNAL, SEPARATOR, Finding
from impt_analysis.codebook.measured_codes import Permanent
from impt_analysis.coverage import coverage_range
from impt_analysis.cross_border import cross_border_channels
from impt_analysis.documents.deck import ChartSlide, Deck, PointSlide, Slide
from impt_analysis.gaps import gap_counts
from impt_analysis.inventory import Inventory
from impt_analysis.named_barriers import confirmed_states, told_barriers
from impt_analysis.plurals import number_of
from impt_analysis.published_figures import identified_beside_wider_group, newest_figures
from impt_analysis.reports.brief.phrases import figure, small
from impt_analysis.reports.index import HOW_TO_READ
from impt_analysis.reports.planned_charts import DrawnChart, Plan, Subject
from impt_analysis.side_information import source_gains
from impt_analysis.uses import feasible_uses

OF_THE_WIDER_GROUP = (Subject.COVERAGE, Subject.GAPS, Subject.SIDE_INFORMATION, Subject.HOLDERS, Subject.USES)
OF_IDENTIFIED = (Subject.COVERAGE, Subject.GAPS)
LISTED = "What each reference is: see the list at the end of the final report."


def charts_of_the_slides(theme: int) -> list[Plan]:
    """Return the charts of the slides of a seminar, in order: the wider group, identified children, then all of them.

    >>> [plan.stem for plan in charts_of_the_slides(2)][:2]
    ['theme_2/wider_group_coverage', 'theme_2/wider_group_gaps']
    """
    return [
        *(Plan(subject, theme, Finding.WIDER_GROUP) for subject in OF_THE_WIDER_GROUP),
        *(Plan(subject, theme, Finding.IDENTIFIED) for subject in OF_IDENTIFIED),
        Plan(Subject.MANAGEMENT, theme),
        Plan(Subject.PUBLISHED_FIGURES),
        Plan(Subject.BORDERS),
    ]


def seminar_slides(inventory: Inventory, theme: int, charts: Mapping[Plan, DrawnChart]) -> Deck:
    """Return the slides of the seminar on one theme: how to read them, then a chart a slide.

    `charts` holds those that `charts_of_the_slides` names, as far as there is something to draw. The notes of a slide
    state its finding, the key numbers of its table and the ids of the references that it rests on, which the final
    report lists.

    Source: docs/documents.md, section "Slides".
    """
    entry = shipped_codebook().entries("theme").loc[theme]
    slides: list[Slide] = [PointSlide("How to read these slides", HOW_TO_READ.splitlines())]
    slides += [_slide(charts[plan], inventory) for plan in charts_of_the_slides(theme) if plan in charts]
    seminar = f"Expert seminar: {entry['seminar']}, {entry['place']} 2010"
    return Deck(f"Theme {theme}: {entry['label']}", seminar, inventory.where(theme=theme).evidence(), slides)


def slide_files(inventory: Inventory, theme: int, charts: Mapping[Plan, DrawnChart]) -> dict[str, bytes]:
    """Return the slides of a theme as a file by name; nothing is written."""
    from impt_analysis.documents.powerpoint import powerpoint_file

    return {f"theme_{theme}/slides.pptx": powerpoint_file(seminar_slides(inventory, theme, charts))}


def _slide(chart: DrawnChart, inventory: Inventory) -> ChartSlide:
    narrowed = inventory.where(**chart.plan.criteria)
    numbers = _NUMBERS.get(chart.plan.subject, _none)(narrowed)
    notes = [chart.alternative, *numbers, *_references(_BEHIND.get(chart.plan.subject, _of_sources)(narrowed))]
    return ChartSlide(chart.subject, chart.title, chart.png, chart.alternative, notes)


def _references(behind: pd.DataFrame) -> list[str]:
    """Return the ids of the references of the rows behind a chart, a line a state, and where they are listed."""
    labels = shipped_codebook().labels("state")
    cells = behind.set_index("state")["reference_ids"]
    cited = {state: list(dict.fromkeys(entries(cells[cells.index == state]))) for state in labels}
    told = [f"References, {labels[state]}: {', '.join(ids)}" for state, ids in cited.items() if ids]
    return [*told, LISTED] if told else []


def _of_sources(inventory: Inventory) -> pd.DataFrame:
    return inventory.where(state=inventory.members()).sources


def _coverage(inventory: Inventory) -> list[str]:
    ranges = coverage_range(inventory)
    labels = shipped_codebook().labels("state")
    whole = ranges.assign(**{end: (100 * ranges[end]).round().astype("int64") for end in ("low", "held_low", "high")})
    return [
        f"{labels[str(row.state)]}: of 100 weighted points {row.low} documented as reached, {row.held_low} as held, at "
        f"most {row.high}; {row.n_sources} sources; answers: {row.n_yes} yes, {row.n_partly} partly, {row.n_no} no, "
        f"{row.n_unknown} unknown, {row.n_not_asked} not asked"
        for row in whole.itertuples()
    ]


def _gaps(inventory: Inventory) -> list[str]:
    return _by_state(gap_counts(inventory).rename(columns={"rung": "code", "n_items": "number"}), "rung", "items")


def _uses(inventory: Inventory) -> list[str]:
    counts = feasible_uses(inventory).groupby(["state", "standing"], observed=True).size().rename("number")
    return _by_state(counts.reset_index().rename(columns={"standing": "code"}), "use_standing", "uses")


def _gains(inventory: Inventory) -> list[str]:
    """Return what each source would add, those that would add most in their state first, with its references."""
    gains = told_barriers(source_gains(inventory), confirmed_states(inventory, inventory.themes[0]))
    named = inventory.sources[["source_id", "name", "reference_ids"]]
    rows = gains[gains["gain"].gt(0)].merge(named, on="source_id")
    rows = rows.sort_values(["state", "gain"], ascending=[True, False], kind="stable")
    book = shipped_codebook()
    points = rows["gain"].mul(100).round().astype("int64").astype("str")
    barrier = rows["barrier"].map(book.labels("barrier")).astype("object").fillna("not named").str.lower()
    opening = rows["opening"].map(book.labels("opening")).astype("str").str.lower()
    rests = (" [" + rows["reference_ids"].str.replace(SEPARATOR, ", ") + "]").fillna("")
    added = rows["n_gaining"].map(partial(number_of, noun="item"))
    told = rows["source_id"] + " " + rows["name"] + ": " + points + " of 100 points, " + added
    return list(told + "; may be passed on: " + opening + "; barrier: " + barrier + rests)


def _figures(inventory: Inventory) -> list[str]:
    """Return the newest figure of each finding and indicator of each state, as it may be shown."""
    labels = shipped_codebook().labels("state")
    newest = newest_figures(identified_beside_wider_group(inventory))
    return [
        f"{labels[str(state)]}, newest figures: {'; '.join(map(_figure, own.to_dict('records')))}"
        for state, own in newest.groupby("state", observed=True)
    ]


def _figure(row: Mapping[Hashable, Any]) -> str:
    label = shipped_codebook().label("indicator", row["indicator"])
    low, high = row["low"], row["high"]
    said = "not shown" if pd.isna(low) else figure(low) if low == high else f"{figure(low)} to {figure(high)}"
    return f"{small(label)} {row['year']}: {said} (unit: {small(shipped_codebook().label('unit', row['unit']))})"


def _borders(inventory: Inventory) -> list[str]:
    """Return each permanent channel across a border, by the state that tells of it."""
    labels = shipped_codebook().labels("state")
    told = cross_border_channels(inventory)
    told = told[told["permanent"].eq(Permanent.YES)].drop_duplicates(["from_node", "to_node", "state"])
    return [
        f"Permanent, told by {labels[str(state)]}: {'; '.join(own['from_node'] + ' to ' + own['to_node'])}".replace(
            EXTERNAL, ""
        )
        for state, own in told.groupby("state", observed=True)
    ]


def _none(_: Inventory) -> list[str]:
    return []


def _by_state(counts: pd.DataFrame, name: str, what: str) -> list[str]:
    """Return a `number` by state and `code` as sentences, a line a state; a code that nothing has is left out."""
    labels, states = shipped_codebook().labels(name), shipped_codebook().labels("state")
    told = counts[counts["number"].gt(0)]
    return [
        f"{states[str(state)]}, {what}: "
        + ", ".join(f"{labels[str(row.code)].lower()} {row.number}" for row in rows.itertuples())
        for state, rows in told.groupby("state", observed=True)
    ]


_NUMBERS: dict[Subject, Callable[[Inventory], list[str]]] = {
    Subject.COVERAGE: _coverage,
    Subject.GAPS: _gaps,
    Subject.SIDE_INFORMATION: _gains,
    Subject.USES: _uses,
    Subject.PUBLISHED_FIGURES: _figures,
    Subject.BORDERS: _borders,
}
"""What the notes say of the table of a chart, beyond its alternative text."""

_BEHIND: dict[Subject, Callable[[Inventory], pd.DataFrame]] = {
    Subject.PUBLISHED_FIGURES: identified_beside_wider_group,
    Subject.BORDERS: cross_border_channels,
}
"""The rows on whose references a chart rests, where they are not the sources of the member states."""
