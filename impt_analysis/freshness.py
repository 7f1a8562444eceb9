"""How fresh the inventory is: how old the evidence behind its sources is, and what rests on sources that have ended."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import OVER, SEPARATOR, Running
from impt_analysis.codebook.measured_codes import DatedBy
from impt_analysis.coverage import CELL
from impt_analysis.gaps import gap_ladder
from impt_analysis.holders import item_holders
from impt_analysis.inventory import Inventory
from impt_analysis.state_tables import table_of_states

OLD = 5
"""Evidence of more than five years before the edition of its state's workbook is counted as old: a convention, to be
read with the years."""


def source_years(inventory: Inventory) -> pd.DataFrame:
    """Return how old the evidence behind each source of the member states is, a row per source.

    Columns: `state` (ordered category); `source_id`; `year`, the source's latest year, else the newest year of its
    references, missing where neither has one; `dated_by` (ordered category): latest_year, reference_year or undated;
    `age`, whole years from then to the edition of the state's own workbook, missing where the year is, so that no other
    state's workbook changes it. Rows stand as in the inventory.

    Source: docs/method.md, section "How fresh the evidence is".

    >>> from impt_analysis.worked_example import example_inventory
    >>> source_years(example_inventory())
      state source_id  year        dated_by   age
    0    EE     EE-01  2024     latest_year     2
    1    EE     EE-02  2012     latest_year    14
    2    EE     EE-03  <NA>         undated  <NA>
    3    LV     LV-01  2025     latest_year     1
    4    LV     LV-02  2020  reference_year     6
    5    LV     LV-03  2016     latest_year    10
    """
    return table_of_states(inventory, _source_years)


def _source_years(inventory: Inventory) -> pd.DataFrame:
    sources = inventory.sources[inventory.sources["state"].isin(inventory.members())].reset_index(drop=True)
    published = _newest_reference(sources, inventory.references)
    year = sources["latest_year"].fillna(published)
    editions = inventory.about.set_index("state")["edition"].dt.year
    dated_by = pd.Series(str(DatedBy.UNDATED), sources.index).mask(published.notna(), DatedBy.REFERENCE_YEAR)
    dated_by = dated_by.mask(sources["latest_year"].notna(), DatedBy.LATEST_YEAR)
    return sources[["state", "source_id"]].assign(
        year=year,
        dated_by=dated_by.astype(shipped_codebook().dtype("dated_by")),
        age=sources["state"].map(editions).astype("Int64") - year,
    )


def evidence_age(inventory: Inventory) -> pd.DataFrame:
    """Return how old the evidence behind each member state's sources is, a row per state, in codebook order.

    Columns: `state` (ordered category); `n_sources`; `n_latest_year`, `n_reference_year`, `n_undated`, the sources by
    what dates them, which add up to `n_sources`; `oldest_year` and `newest_year`, missing where no source has a year;
    `n_old`, sources whose evidence is of more than five years before the edition of the state's own workbook. Sources
    without a year are counted and never guessed at.

    Source: docs/method.md, section "How fresh the evidence is".

    >>> from impt_analysis.worked_example import example_inventory
    >>> evidence_age(example_inventory())[["state", "n_sources", "n_undated", "oldest_year", "newest_year", "n_old"]]
      state  n_sources  n_undated  oldest_year  newest_year  n_old
    0    EE          3          1         2012         2024      1
    1    LV          3          0         2016         2025      2
    """
    return table_of_states(inventory, _evidence_age)


def _evidence_age(inventory: Inventory) -> pd.DataFrame:
    years = source_years(inventory)
    counted = years.assign(
        n_sources=1,
        **{f"n_{code}": years["dated_by"].eq(code).astype("int64") for code in DatedBy},
        n_old=years["age"].gt(OLD).fillna(False).astype("int64"),
    )
    groups = counted.groupby("state", observed=False)
    sums = groups[["n_sources", *(f"n_{code}" for code in DatedBy), "n_old"]].sum()
    ages = sums.assign(oldest_year=groups["year"].min(), newest_year=groups["year"].max())
    return ages[[*ages.columns.drop("n_old"), "n_old"]].loc[inventory.members()].reset_index()


def resting_on_ended(inventory: Inventory) -> pd.DataFrame:
    """Return the items that only sources no longer kept up are documented as holding: a row per state, theme and item.

    Every known holder has ended or was a one-off; a holder of which it is not known is taken to run. What they
    documented was true once, and nobody is shown to add to it.

    Columns: `state`, `theme`, `item`, `domain`, `importance` (ordered categories); `weight`; `rung` of the gap ladder
    (ordered category); `n_ended` and `n_one_off`, the holders of each kind; `source_ids`, separated by a semicolon. No
    cell is missing. Rows stand in codebook order.

    Source: docs/method.md, section "How fresh the evidence is".

    >>> from impt_analysis.worked_example import example_inventory
    >>> resting_on_ended(example_inventory())[["state", "item", "rung", "n_ended", "n_one_off", "source_ids"]]
      state      item              rung  n_ended  n_one_off source_ids
    0    EE  guardian  held_not_reached        0          1      EE-02
    """
    return table_of_states(inventory, _resting_on_ended)


def _resting_on_ended(inventory: Inventory) -> pd.DataFrame:
    running = inventory.sources[["source_id", "running"]]
    holders = item_holders(inventory).merge(running, on="source_id", validate="many_to_one")
    kept_up = holders[~holders["running"].isin(OVER)]
    over = holders[~_cell_of(holders).isin(_cell_of(kept_up))]
    counted = over.assign(**{f"n_{code}": over["running"].eq(code).astype("int64") for code in OVER})
    groups = counted.sort_values("source_id").groupby(CELL, observed=True)
    named = {"n_ended": (f"n_{Running.ENDED}", "sum"), "n_one_off": (f"n_{Running.ONE_OFF}", "sum")}
    table = groups.agg(**named, source_ids=("source_id", SEPARATOR.join)).reset_index()
    of_cell = gap_ladder(inventory)[[*CELL, "domain", "importance", "weight", "rung"]]
    return of_cell.merge(table, on=CELL, validate="one_to_one")


def _cell_of(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[CELL])


def _newest_reference(sources: pd.DataFrame, references: pd.DataFrame) -> pd.Series:
    cited = entries(sources["reference_ids"])
    years = cited.map(references.set_index("reference_id")["year"])
    return years.groupby(level=0).max().reindex(sources.index).astype("Int64")
