"""Side information: what sources hold and those who collect information on trafficking do not, or only partly, get."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Reached
from impt_analysis.codebook.measured_codes import Adds, Closure
from impt_analysis.coverage import CELL, item_coverage
from impt_analysis.holders import OF_SOURCE, item_holders
from impt_analysis.inventory import Inventory
from impt_analysis.state_tables import table_of_states

TO_OPEN = ["barrier", "opening"]


def held_not_reached(inventory: Inventory) -> pd.DataFrame:
    """Return the side information: a row per source, theme and item that it holds and does not pass on in full.

    Every source of a member state whose answer is yes or partly and whose reach is anything but yes; a collector's own
    source too, when its reach is not yes. What is held and never to be passed on (`barrier` protected, `opening` none)
    is listed, and nobody is to plan with it.

    Columns: `state`, `theme`, `item`, `domain`, `importance` (ordered categories); `weight`; `source_id`; `role`,
    `population`, `organisation_type`, `answer`, `reached`, `reached_basis`, `barrier`, `opening` (ordered categories);
    `closure` (ordered category): shut where the source is known not to be reached, unclear where its reach is unknown
    or nothing is shown to come through, missing where a part is documented as reached through it;
    `gain`, by how much `low` of `coverage_range` of the state and theme would rise if this one source were reached, 0
    to 1. Only `closure` may be missing. Rows stand by state, theme, item and source.

    The gain is counted against what the inventory that was given documents as reached. Of an inventory narrowed to one
    finding, `inventory.where(population=["pool", "concern"])`, it is what would become known of these children; of all
    populations together it is 0 where the item is reached of any children.

    Source: docs/method.md, section "Side information and its gain".

    >>> from impt_analysis.worked_example import example_inventory
    >>> side = held_not_reached(example_inventory().where(state="LV"))
    >>> side[["source_id", "item", "answer", "reached", "closure", "gain"]].round(4)
      source_id       item  answer reached  closure    gain
    0     LV-02        age  partly  partly  unclear  0.0000
    1     LV-02   guardian     yes  partly      NaN  0.0204
    2     LV-03  documents     yes      no     shut  0.0204
    """
    return table_of_states(inventory, _held_not_reached)


def _held_not_reached(inventory: Inventory) -> pd.DataFrame:
    holders = item_holders(inventory)
    side = holders[holders["reached"].ne(Reached.YES)]
    rows = side.merge(_points(inventory), on=CELL, validate="many_to_one")
    rows = rows.merge(inventory.sources[["source_id", *TO_OPEN]], on="source_id", validate="many_to_one")
    rows["closure"] = _closure(rows)
    # A source that is reached passes on all that it records: 1 + answer.low - 1.
    rows["gain"] = (rows["answer_low"] - rows["got_low"]).clip(lower=0.0) * rows["weight"] / rows["total"]
    ordered = rows.sort_values([*CELL, "source_id"], ignore_index=True)
    of_source = [*OF_SOURCE[:4], "answer", *OF_SOURCE[4:], *TO_OPEN]
    return ordered[[*CELL, "domain", "importance", "weight", *of_source, "closure", "gain"]]


def source_gains(inventory: Inventory) -> pd.DataFrame:
    """Return what each source with side information would add, a row per source and theme.

    Columns: `state`, `theme` (ordered categories); `source_id`; `role`, `population`, `organisation_type`, `reached`,
    `reached_basis`, `barrier`, `opening` (ordered categories); `n_items` that it holds and that are not got in full
    through it, `n_gaining`, those of them that would rise; `gain`, by how much `low` of `coverage_range` of the state
    and theme would rise if this one source were reached, 0 to 1: gains of two sources are not to be added up, as both
    may hold the same item; `adds` (ordered category): other_items, or other_children where the gain is 0. No cell is
    missing. Rows stand by state, theme and source and are no order of merit.

    Source: docs/method.md, section "Side information and its gain".

    >>> from impt_analysis.worked_example import example_inventory
    >>> gains = source_gains(example_inventory())
    >>> gains[["source_id", "n_items", "n_gaining", "gain", "adds"]].round(4)
      source_id  n_items  n_gaining    gain            adds
    0     EE-02        1          1  0.0204     other_items
    1     EE-03        1          0  0.0000  other_children
    2     LV-02        2          1  0.0204     other_items
    3     LV-03        1          1  0.0204     other_items
    """
    return table_of_states(inventory, _source_gains)


def _source_gains(inventory: Inventory) -> pd.DataFrame:
    side = held_not_reached(inventory)
    key = ["state", "theme", *OF_SOURCE, *TO_OPEN]
    counted = side.assign(n_items=1, n_gaining=side["gain"].gt(0).astype("int64"))
    sums = counted.groupby(key, observed=True)[["n_items", "n_gaining", "gain"]].sum().reset_index()
    adds = sums["n_gaining"].gt(0).map({True: str(Adds.OTHER_ITEMS), False: str(Adds.OTHER_CHILDREN)})
    return sums.assign(adds=adds.astype(shipped_codebook().dtype("adds")))


def barriers_by_organisation(inventory: Inventory) -> pd.DataFrame:
    """Return what stands in the way of side information by kind of organisation, a row per theme, type and barrier.

    Barriers such as awareness and trust concern people's work: outside the office that confirmed them they are told of
    kinds of organisations in all states together, never of one body. `unknown` is counted like any other.

    Columns: `theme`, `organisation_type`, `barrier` (ordered categories); `n_sources` with side information;
    `n_states` where they are; `n_items` of side information, an item counted once for each source. Combinations that
    do not occur have no row. No cell is missing. Rows stand in codebook order.

    Source: docs/method.md, section "Side information and its gain".

    >>> from impt_analysis.worked_example import example_inventory
    >>> barriers_by_organisation(example_inventory())[["organisation_type", "barrier", "n_sources", "n_items"]]
      organisation_type    barrier  n_sources  n_items
    0         migration  technical          1        2
    1               ngo      trust          1        1
    2           hotline    unknown          1        1
    3          research    unknown          1        1
    """
    gains = source_gains(inventory)
    groups = gains.groupby(["theme", "organisation_type", "barrier"], observed=True)
    counted = groups.agg(n_sources=("source_id", "size"), n_states=("state", "nunique"), n_items=("n_items", "sum"))
    return counted.reset_index()


def _points(inventory: Inventory) -> pd.DataFrame:
    items = item_coverage(inventory)
    items["total"] = items.groupby(["state", "theme"], observed=True)["weight"].transform("sum")
    return items[[*CELL, "domain", "importance", "weight", "got_low", "total"]]


def _closure(rows: pd.DataFrame) -> pd.Series:
    closure = rows["reached"].eq(Reached.NO).map({True: str(Closure.SHUT), False: str(Closure.UNCLEAR)})
    return closure.where(rows["through_low"].eq(0)).astype(shipped_codebook().dtype("closure"))
