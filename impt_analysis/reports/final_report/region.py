"""What the final report is made from: every theme and every member state, each measured once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from impt_analysis.documents import Block, Heading
from impt_analysis.inventory import Inventory
from impt_analysis.reports.brief.seminar import Seminar, seminar_of
from impt_analysis.reports.planned_charts import DrawnChart, Plan
from impt_analysis.reports.portrait.measures import Measures
from impt_analysis.reports.portrait.one_state import OwnState
from impt_analysis.sensitivity import surviving_statements


@dataclass(frozen=True, eq=False)
class Region:
    """The inventory, what is measured of its member states, its themes and states, and the charts drawn of it."""

    whole: Inventory
    measures: Measures
    seminars: list[Seminar]
    states: list[OwnState]
    charts: Mapping[Plan, DrawnChart]

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Which statements survive other conventions."""
        return surviving_statements(self.whole)


def region_of(inventory: Inventory, charts: Mapping[Plan, DrawnChart]) -> Region:
    """Return what the final report is made from.

    Raises UsageError when the inventory has no member state.
    """
    seminars = [seminar_of(inventory, theme, charts) for theme in inventory.themes]
    members = inventory.members()
    measures = Measures(inventory.where(state=members))
    states = [OwnState(state, inventory.where(state=state), measures, charts) for state in members]
    return Region(inventory, measures, seminars, states, charts)


def deeper(blocks: Sequence[Block], by: int = 1) -> list[Block]:
    """Return blocks with every heading so many levels further down.

    >>> deeper([Heading("What is documented")])
    [Heading(text='What is documented', level=2)]
    """
    return [replace(block, level=block.level + by) if isinstance(block, Heading) else block for block in blocks]
