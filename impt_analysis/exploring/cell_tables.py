"""What stands behind a chosen cell: its sources with their references, and the plan of its state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import HOLDING
from impt_analysis.coverage import source_answers
from impt_analysis.gaps import rung_sources
from impt_analysis.inventory import Inventory
from impt_analysis.opening_plans import OpeningPlan, opening_plan
from impt_analysis.reports.plan_text import unnamed_until_confirmed

OF_SOURCE = ["source_id", "name", "organisation", "decides", "answer", "reached", "reached_basis", "claim"]
OF_REFERENCE = ["source_id", "reference_id", "title", "publisher", "year", "url"]
SECONDS = 3.0
"""So long a plan is sought before the explorer shows the best one found, and says so."""


def cell_sources(inventory: Inventory, state: str, item: str) -> pd.DataFrame:
    """Return the sources behind one cell of the gap map, those that put it on its rung first, then by id.

    `inventory` is narrowed to one theme. Columns: `source_id`, `name`, `organisation`; `decides`, whether the source is
    among those that put the item on its rung; `answer`, `reached`, `reached_basis` (ordered categories); `claim`.

    >>> from impt_analysis.worked_example import example_inventory
    >>> cell_sources(example_inventory().where(theme=2), "LV", "documents")[["source_id", "decides", "answer"]]
      source_id  decides answer
    0     LV-03     True    yes
    1     LV-01    False     no
    2     LV-02    False     no
    """
    own = inventory.where(state=state)
    rows = rung_sources(own)
    named = rows[rows["item"].eq(item)].merge(own.sources[["source_id", "name", "organisation"]], on="source_id")
    ordered = named.sort_values(["decides", "source_id"], ascending=[False, True], ignore_index=True)
    return ordered[OF_SOURCE]


def source_references(inventory: Inventory, source_ids: Iterable[str]) -> pd.DataFrame:
    """Return the references of some sources, a row per source and reference, by source and then as the source has them.

    Columns: `source_id`, `reference_id`, `title`, `publisher`, `year` and `url`; the last three may be missing.

    >>> from impt_analysis.worked_example import example_inventory
    >>> source_references(example_inventory(), ["LV-03"])[["source_id", "reference_id", "title"]]
      source_id reference_id     title
    0     LV-03      LV-R001  A report
    """
    sources = inventory.sources[inventory.sources["source_id"].isin(list(source_ids))]
    cited = entries(sources.set_index("source_id")["reference_ids"]).rename("reference_id").reset_index()
    return cited.merge(inventory.references, on="reference_id", how="left")[OF_REFERENCE]


def state_plan(inventory: Inventory, *, state: str, opened: int, items: Iterable[str]) -> OpeningPlan:
    """Return the opening plan of a state, over all domains, with a column `records` in its steps.

    `inventory` is narrowed to one theme. `records` are the labels of those of the given items that the source is
    documented as recording, at least partly, separated by a comma. Barriers that are not to be named before the state
    has confirmed the theme are missing.

    Raises UsageError as `opening_plan` does.
    """
    own = inventory.where(state=state)
    found = opening_plan(own, state=state, theme=own.themes[0], opened=opened, time_limit=SECONDS)
    plan = unnamed_until_confirmed(own, found)
    answers = source_answers(own)
    held = answers[answers["answer"].isin(HOLDING) & answers["item"].isin(list(items))]
    labels = held["item"].astype("str").map(shipped_codebook().labels("item"))
    records = labels.groupby(held["source_id"]).agg(", ".join)
    return replace(
        plan, steps=plan.steps.assign(records=plan.steps["source_id"].map(records).astype("object").fillna(""))
    )
