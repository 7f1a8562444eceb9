"""Which changed cells of the workbooks stand behind an item that moved."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.coverage import CELL, by_finding, source_answers
from impt_analysis.edition_changes.matching import Change
from impt_analysis.edition_changes.said import workbook_changes
from impt_analysis.inventory import Inventory
from impt_analysis.made_once import table_once

KEY = ["finding", *CELL]
LOW_ENDS = ["answer_low", "through_low"]
BOUNDS = [*LOW_ENDS, "answer_high", "through_high"]
CELLS = ["sheet", "change", "column", "before", "after"]
REACH = ["reached", "reached_basis"]
POPULATION = "population"
ONE_SIDE = {"left_only", "right_only"}


def moving_answers(before: Inventory, after: Inventory) -> pd.DataFrame:
    """Return the changed cells behind what sources contribute otherwise than before, a row per item, source and cell.

    A source contributes otherwise when the interval of its answer or of what comes through it is another
    (`source_answers`), or when it counts in one edition alone: it is new or gone, or covers the theme, or is about
    children of the finding, in one of them only. Where the mapping of a theme changed, its cell stands behind every
    item of the theme.

    Columns: `finding`, `state`, `theme`, `item` (ordered categories); `source_id`, missing where the mapping is the
    cause; `sheet`, `change`, `column`, `before` and `after` of `workbook_changes`; `documented`, whether a low end is
    another, so that the source moves what is documented, and not only what is possible. Only states that are measured
    in both editions have rows. Rows stand in codebook order, then by source.

    Source: docs/method.md, section "Two editions compared".
    """
    return table_once(before, _moving_answers, after)


def _moving_answers(before: Inventory, after: Inventory) -> pd.DataFrame:
    said = workbook_changes(before, after)
    contributions = _contributions(before, after)
    parts = [_by_sources(contributions, said), _by_answers(contributions, said), _by_mapping(before, after, said)]
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values([*KEY, "source_id", "sheet"], kind="stable", ignore_index=True)[
        [*KEY, "source_id", *CELLS, "documented"]
    ]


def _measured(before: Inventory, after: Inventory) -> list[str]:
    return [state for state in after.members() if state in before.members()]


def _contributions(before: Inventory, after: Inventory) -> pd.DataFrame:
    """Return what sources contribute otherwise, with `alone`: whether they count in one edition only; and `documented`.

    A source that counts in one edition only documents nothing of an item in the other.
    """
    tables = [by_finding(found, source_answers)[[*KEY, "source_id", *BOUNDS]] for found in (before, after)]
    both = tables[0].merge(tables[1], on=[*KEY, "source_id"], how="outer", indicator="alone", validate="one_to_one")
    steps = [both[f"{bound}_x"].ne(both[f"{bound}_y"]) for bound in BOUNDS]
    other = both[pd.concat(steps, axis="columns").any(axis="columns") & both["state"].isin(_measured(before, after))]
    lows = [other[f"{bound}_x"].fillna(0).ne(other[f"{bound}_y"].fillna(0)) for bound in LOW_ENDS]
    told = other.assign(
        alone=other["alone"].isin(ONE_SIDE), documented=pd.concat(lows, axis="columns").any(axis="columns")
    )
    return told[[*KEY, "source_id", "alone", "documented"]]


def _by_sources(contributions: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    of_sources = said[said["sheet"].eq("sources")].rename(columns={"row": "source_id"})[["source_id", *CELLS]]
    rows = contributions.merge(of_sources, on="source_id")
    whole = rows["change"].ne(Change.CHANGED)
    covers = rows["column"].eq("theme_" + rows["theme"].astype("str"))
    of_children = rows["alone"] & rows["column"].eq(POPULATION)
    limits = ~rows["alone"] & rows["column"].isin([*REACH, *shipped_codebook().caps()["list"]])
    return rows[whole | covers | of_children | limits]


def _by_answers(contributions: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    answers = said[said["sheet"].eq("items") & said["change"].eq(Change.CHANGED)].drop(columns="state")
    named = answers.rename(columns={"row": "source_id"}).assign(item=answers["column"])
    kind = shipped_codebook().dtype("item")
    rows = contributions[~contributions["alone"]]
    return rows.merge(named.astype({"item": kind}), on=["source_id", "item"])


def _by_mapping(before: Inventory, after: Inventory, said: pd.DataFrame) -> pd.DataFrame:
    """Return every item of a theme whose mapping changed, in both findings."""
    codebook = shipped_codebook()
    about = said[said["sheet"].eq("about") & said["column"].str.startswith("mapping_theme_")]
    about = about[about["state"].isin(_measured(before, after))]
    themes = about["column"].str.removeprefix("mapping_theme_").astype("int64")
    kinds = {name: codebook.dtype(name) for name in ("state", "theme")}
    whole = about.assign(theme=themes, source_id=None, documented=False).astype(kinds)
    cells = whole[["state", "theme", "source_id", *CELLS, "documented"]]
    items = codebook.weights()[["theme", "item"]]
    findings = pd.DataFrame({"finding": codebook.codes("finding")}).astype({"finding": codebook.dtype("finding")})
    return cells.merge(items, on="theme").merge(findings, how="cross")
