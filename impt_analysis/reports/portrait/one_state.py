"""What a portrait is made from: the rows of one state, what is measured of them, and the charts drawn of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.portraits import state_evidence
from impt_analysis.public_release import is_public, may_be_untold
from impt_analysis.reports.brief.phrases import listed
from impt_analysis.reports.planned_charts import DrawnChart, Plan
from impt_analysis.reports.portrait.measures import Measures, OfFindings


@dataclass(frozen=True, eq=False)
class OwnState:
    """One state of an inventory, and nothing of any other: `whole` holds its rows.

    `measures` may be of several states; `own` and `own_findings` take the rows of this one from a table of them.
    `charts` holds the charts that are drawn of it.
    """

    state: str
    whole: Inventory
    measures: Measures
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

    @property
    def not_known(self) -> str:
        """What is said of that on which nothing is documented: a release may leave out what is known of it."""
        return "not known or not told" if is_public(self.whole) else "not known"

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Every source of the state, by its id."""
        return self.whole.sources.set_index("source_id", drop=False)

    @cached_property
    def rows(self) -> dict[str, dict[Hashable, Any]]:
        """What stands of every source of the state, by its id."""
        return {str(row["source_id"]): row for row in self.whole.sources.to_dict("records")}

    def told(self, column: str, code: object) -> str:
        """Return the label of a code, and where the release may fold into it what it does not tell, that it may."""
        label = shipped_codebook().label(column, code)
        return f"{label} or not told" if may_be_untold(column, code, self.whole.release) else label

    def own(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the state."""
        return table[table["state"].eq(self.state)]

    def own_findings(self, tables: OfFindings) -> OfFindings:
        """Return the rows of the state, of each finding."""
        return {finding: self.own(table) for finding, table in tables.items()}

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
    return OwnState(state, whole, Measures(whole), charts)
