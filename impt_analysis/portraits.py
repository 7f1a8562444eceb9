"""A state's portrait: the tables that tell, on one page, what is known of the information of one state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from impt_analysis.channels import channel_counts
from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import codebook_in
from impt_analysis.codebook.speaking import current_language
from impt_analysis.codebook.wordings import worded
from impt_analysis.coverage import by_finding, coverage_range
from impt_analysis.errors import UsageError
from impt_analysis.freshness import evidence_age
from impt_analysis.gaps import gap_counts
from impt_analysis.inventory import Inventory
from impt_analysis.management import management_profile
from impt_analysis.tallies import organisations_by_population, rows_by_state, sources_by, themes_by_state
from impt_analysis.ways import way_counts


@dataclass(frozen=True)
class StatePortrait:
    """The tables of one state, each as a public function returns it, and the line that says what they rest on.

    `overview` of `rows_by_state`, `themes` of `themes_by_state`, `organisations` of `organisations_by_population`,
    `reach` of `sources_by(inventory, "reached")`, `coverage` of `by_finding` with `coverage_range`, `rungs` of
    `by_finding` with `gap_counts` by domain, `management` of `management_profile`, `channels` of `channel_counts`,
    `ways` of `way_counts`, `age` of `evidence_age`. Of a state that is not measured the last six are empty. `release`
    is that of the inventory: what the page says must be true of it.
    """

    state: str
    measured: bool
    overview: pd.DataFrame
    themes: pd.DataFrame
    organisations: pd.DataFrame
    reach: pd.DataFrame
    coverage: pd.DataFrame
    rungs: pd.DataFrame
    management: pd.DataFrame
    channels: pd.DataFrame
    ways: pd.DataFrame
    age: pd.DataFrame
    evidence: str
    release: str = ""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table by its name, in the order of the page."""
        return {name: table for name, table in vars(self).items() if isinstance(table, pd.DataFrame)}


def state_portrait(inventory: Inventory, *, state: str) -> StatePortrait:
    """Return the tables of one state's portrait: its sources, coverage, gaps, management, channels and age.

    `inventory` is the whole inventory, since a way to a collector may lead through another state; `state` is the code
    of one of its workbooks. A state that was no member at the edition's date is listed and not measured: its tables of
    measures are empty.

    Raises UsageError when the inventory holds no workbook of the state, or sources were left out of it by anything but
    state and theme.

    Source: docs/method.md, section "Charts".

    >>> from impt_analysis.worked_example import example_inventory
    >>> portrait = state_portrait(example_inventory(), state="LV")
    >>> portrait.measured, portrait.overview["n_sources"].tolist(), portrait.evidence
    (True, [3], 'Edition 2026-11-24 · 3 sources, 1 reference · desk review; no state has confirmed it')
    """
    own = inventory.where(state=state)
    if own.about.empty:
        held = ", ".join(inventory.about["state"])
        raise UsageError(f"the inventory holds no workbook of {state}; it holds {held}")
    ways = way_counts(inventory)
    return StatePortrait(
        state=state,
        measured=bool(own.members()),
        overview=rows_by_state(own),
        themes=themes_by_state(own),
        organisations=organisations_by_population(own),
        reach=sources_by(own, "reached"),
        coverage=by_finding(own, coverage_range),
        rungs=by_finding(own, partial(gap_counts, by=["state", "theme", "domain"])),
        management=management_profile(own),
        channels=channel_counts(own),
        ways=ways[ways["state"].eq(state)].reset_index(drop=True),
        age=evidence_age(own),
        evidence=state_evidence(own),
        release=own.release,
    )


def state_evidence(own: Inventory) -> str:
    """Return in one line what the inventory of one state rests on, also of a state that is listed and not measured.

    `evidence` of an inventory counts member states alone.

    >>> from impt_analysis.worked_example import example_inventory
    >>> state_evidence(example_inventory().where(state="LV"))
    'Edition 2026-11-24 · 3 sources, 1 reference · desk review; no state has confirmed it'
    """
    if own.members():
        return own.evidence()
    release = f" · {codebook_in(current_language()).label('release', own.release)}" if own.release else ""
    cited = entries(own.sources["reference_ids"]).nunique()
    said = _said(
        "evidence",
        editions=_said("edition", date=own.edition.date().isoformat()),
        sources=_counted(len(own.sources), "source", "sources"),
        references=_counted(cited, "reference", "references"),
        confirmation=_said("listed"),
    )
    return said + release


def _counted(number: int, one: str, several: str) -> str:
    return _said(one if number == 1 else several, number=number)


def _said(name: str, /, **values: object) -> str:
    return worded("inventory", current_language(), name, **values)
