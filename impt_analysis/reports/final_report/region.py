"""What the final report is made from: every theme and every member state, each measured once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from impt_analysis.channels import described_channels
from impt_analysis.codebook.codes import Finding
from impt_analysis.documents import Block, Heading
from impt_analysis.inventory import Inventory
from impt_analysis.reports.brief.seminar import Seminar, seminar_of
from impt_analysis.reports.planned_charts import DrawnChart, Plan
from impt_analysis.reports.portrait.own_state import OwnState, own_state
from impt_analysis.sensitivity import surviving_statements


@dataclass(frozen=True, eq=False)
class Region:
    """The whole inventory with its member states alone in `members`, its themes and states, and the charts drawn of "
    "it.
    """

    whole: Inventory
    members: Inventory
    seminars: list[Seminar]
    states: list[OwnState]
    charts: Mapping[Plan, DrawnChart]

    @cached_property
    def channels(self) -> pd.DataFrame:
        """The channels that the workbooks of member states tell of, with what follows from their columns."""
        return described_channels(self.members)

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Which statements survive other conventions."""
        return surviving_statements(self.whole)

    def ladder(self, finding: Finding) -> pd.DataFrame:
        """Return the gap ladder of one finding, of all themes."""
        return pd.concat([seminar.ladders[finding] for seminar in self.seminars], ignore_index=True)

    def gains(self, finding: Finding) -> pd.DataFrame:
        """Return what each source would add to one finding, of all states and themes."""
        return pd.concat([own.gains[finding] for own in self.states], ignore_index=True)


def region_of(inventory: Inventory, charts: Mapping[Plan, DrawnChart]) -> Region:
    """Return what the final report is made from.

    Raises UsageError when the inventory has no member state.
    """
    seminars = [seminar_of(inventory, theme, charts) for theme in inventory.themes]
    states = [own_state(inventory, state, charts) for state in inventory.members()]
    return Region(inventory, inventory.where(state=inventory.members()), seminars, states, charts)


def deeper(blocks: Sequence[Block], by: int = 1) -> list[Block]:
    """Return blocks with every heading so many levels further down.

    >>> deeper([Heading("What is documented")])
    [Heading(text='What is documented', level=2)]
    """
    return [replace(block, level=block.level + by) if isinstance(block, Heading) else block for block in blocks]
