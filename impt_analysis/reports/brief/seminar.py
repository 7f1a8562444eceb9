"""What a brief is made from: the inventory of one theme, its two findings, and the ladder of each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.errors import UsageError
from impt_analysis.gaps import gap_ladder, rung_sources
from impt_analysis.inventory import Inventory
from impt_analysis.reports.planned_charts import DrawnChart, Plan
from impt_analysis.uses import feasible_uses

NAMES = {Finding.WIDER_GROUP: "the wider group and children of concern", Finding.IDENTIFIED: "identified children"}
"""How a finding is called in a sentence."""


@dataclass(frozen=True, eq=False)
class Seminar:
    """One theme of an inventory: `whole` with all sources that cover it, `findings` with those of each finding.

    `charts` holds the charts that are drawn of it.
    """

    theme: int
    whole: Inventory
    findings: dict[Finding, Inventory]
    charts: Mapping[Plan, DrawnChart]

    @property
    def wider(self) -> Inventory:
        """The sources on the wider group of children and on children of concern."""
        return self.findings[Finding.WIDER_GROUP]

    @cached_property
    def ladders(self) -> dict[Finding, pd.DataFrame]:
        """The gap ladder of each finding."""
        return {finding: gap_ladder(narrowed) for finding, narrowed in self.findings.items()}

    @cached_property
    def rung_sources(self) -> dict[Finding, pd.DataFrame]:
        """What each source says of each item, for each finding."""
        return {finding: rung_sources(narrowed) for finding, narrowed in self.findings.items()}

    @cached_property
    def use_tables(self) -> dict[Finding, pd.DataFrame]:
        """How far the information that each use needs exists, of each finding."""
        return {finding: feasible_uses(narrowed) for finding, narrowed in self.findings.items()}

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Every source of the theme, by its id."""
        return self.whole.sources.set_index("source_id", drop=False)

    @cached_property
    def rows(self) -> dict[str, dict[Hashable, Any]]:
        """What stands of every source of the theme, by its id."""
        return {str(row["source_id"]): row for row in self.whole.sources.to_dict("records")}

    @property
    def label(self) -> str:
        """The name of the theme."""
        return shipped_codebook().label("theme", self.theme)

    def references_of(self, source_ids: list[str]) -> list[object]:
        """Return the cells with the references of some sources, in their order."""
        return list(self.sources.loc[source_ids, "reference_ids"])


def seminar_of(inventory: Inventory, theme: int, charts: Mapping[Plan, DrawnChart]) -> Seminar:
    """Return what the brief of a theme is made from.

    Raises UsageError when the inventory has no such theme or no member state.
    """
    if theme not in inventory.themes:
        raise UsageError(f"theme is one of {', '.join(map(str, inventory.themes))}; found {theme!r}")
    if not inventory.members():
        raise UsageError("a brief is made of member states and the inventory holds none; load the workbooks of some")
    whole = inventory.where(theme=theme)
    findings = {finding: whole.where(population=codes) for finding, codes in POPULATIONS.items()}
    return Seminar(theme, whole, findings, charts)
