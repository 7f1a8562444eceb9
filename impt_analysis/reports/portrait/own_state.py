"""What a portrait is made from: the inventory of one state, its two findings, and the ladder of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.errors import UsageError
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory
from impt_analysis.portraits import state_evidence
from impt_analysis.reports.brief.phrases import listed
from impt_analysis.reports.planned_charts import DrawnChart, Plan
from impt_analysis.side_information import source_gains


@dataclass(frozen=True, eq=False)
class OwnState:
    """One state of an inventory, and nothing of any other: all of its sources, and those of each finding.

    `charts` holds the charts that are drawn of it.
    """

    state: str
    whole: Inventory
    findings: dict[Finding, Inventory]
    charts: Mapping[Plan, DrawnChart]

    @property
    def measured(self) -> bool:
        """Whether the state was a member at the edition's date; the others are listed."""
        return bool(self.whole.members())

    @property
    def name(self) -> str:
        """The name of the state."""
        return shipped_codebook().label("state", self.state)

    @property
    def footer(self) -> str:
        """The state, and what its workbook rests on."""
        return f"{self.name} · {state_evidence(self.whole)}"

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Every source of the state, by its id."""
        return self.whole.sources.set_index("source_id", drop=False)

    @cached_property
    def ladders(self) -> dict[Finding, pd.DataFrame]:
        """The gap ladder of each finding."""
        return {finding: gap_ladder(narrowed) for finding, narrowed in self.findings.items()}

    @cached_property
    def gains(self) -> dict[Finding, pd.DataFrame]:
        """What each source would add to each finding, those that would add something."""
        tables = {finding: source_gains(narrowed) for finding, narrowed in self.findings.items()}
        return {finding: table[table["gain"].gt(0)] for finding, table in tables.items()}

    def references_of(self, source_ids: list[str]) -> list[object]:
        """Return the cells with the references of some sources, in their order."""
        return list(self.sources.loc[source_ids, "reference_ids"])

    def end(self, node: str) -> str:
        """Return how an end of a channel is named: a source of the state with its organisation, another as it is."""
        if node in self.sources.index:
            return f"{node} {self.sources['organisation'].astype('str')[node]}"
        return node.removeprefix("ext:")


def own_state(inventory: Inventory, state: str, charts: Mapping[Plan, DrawnChart]) -> OwnState:
    """Return what the portrait of a state is made from; nothing of other states in the inventory is looked at.

    Raises UsageError when the inventory holds no workbook of the state.
    """
    whole = inventory.where(state=state)
    if whole.about.empty:
        held = listed(map(str, inventory.about["state"]))
        raise UsageError(f"the inventory holds no workbook of {state}; it holds {held}")
    findings = {finding: whole.where(population=codes) for finding, codes in POPULATIONS.items()}
    return OwnState(state, whole, findings, charts)
