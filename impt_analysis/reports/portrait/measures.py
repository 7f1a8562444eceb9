"""What is measured of the states of an inventory, each table made once and only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from impt_analysis.channels import described_channels
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.coverage import coverage_range
from impt_analysis.freshness import evidence_age, resting_on_ended
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory
from impt_analysis.published_figures import identified_beside_wider_group
from impt_analysis.side_information import source_gains
from impt_analysis.ways import way_counts

OfFindings = dict[Finding, pd.DataFrame]


@dataclass(frozen=True, eq=False)
class Measures:
    """The measures of every state of an inventory: one table for all states, or one for each finding."""

    inventory: Inventory

    @cached_property
    def ladders(self) -> OfFindings:
        """The gap ladder."""
        return self._of_findings(gap_ladder)

    @cached_property
    def ranges(self) -> OfFindings:
        """Coverage by state and theme."""
        return self._of_findings(coverage_range)

    @cached_property
    def gains(self) -> OfFindings:
        """What each source would add, those that would add something."""
        gains = self._of_findings(source_gains)
        return {finding: table[table["gain"].gt(0)] for finding, table in gains.items()}

    @cached_property
    def over(self) -> OfFindings:
        """What rests only on sources that have ended or were done once."""
        return self._of_findings(resting_on_ended)

    @cached_property
    def channels(self) -> pd.DataFrame:
        """The channels, with what follows from their columns."""
        return described_channels(self.inventory)

    @cached_property
    def ways(self) -> pd.DataFrame:
        """From how many bearers a way leads to a collector."""
        return way_counts(self.inventory)

    @cached_property
    def ages(self) -> pd.DataFrame:
        """How old the evidence is."""
        return evidence_age(self.inventory)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Published figures of identified children beside those of the wider group."""
        return identified_beside_wider_group(self.inventory)

    def _of_findings(self, measure: Callable[[Inventory], pd.DataFrame]) -> OfFindings:
        return {finding: measure(self.inventory.where(population=codes)) for finding, codes in POPULATIONS.items()}
