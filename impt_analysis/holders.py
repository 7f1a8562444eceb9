"""Who holds an item: its holders, items that one source alone holds, and kinds of organisations that share one."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import HOLDING, SEPARATOR, Answer
from impt_analysis.coverage import CELL, item_coverage, source_answers
from impt_analysis.inventory import Inventory
from impt_analysis.state_tables import table_of_states

OF_SOURCE = ["source_id", "role", "population", "organisation_type", "reached", "reached_basis"]


def item_holders(inventory: Inventory) -> pd.DataFrame:
    """Return every holder of every item: a row per member state, theme, item and source that answers yes or partly.

    Columns: `state`, `theme`, `item` (ordered categories); `source_id`; `role`, `population`, `organisation_type`,
    `reached` and `reached_basis` of the source and its `answer` (ordered categories); `answer_low`, the low end of its
    answer (½ where it is partly or the source is limited); `through_low`, what the collectors get at least through
    this one source. No cell is missing. Rows stand by state, theme and item, and the sources of an item by their id.

    Source: docs/method.md, section "Who holds an item".

    >>> from impt_analysis.worked_example import example_inventory
    >>> holders = item_holders(example_inventory().where(state="LV"))
    >>> holders[["item", "source_id", "answer", "answer_low", "through_low"]]
            item source_id  answer  answer_low  through_low
    0        age     LV-01     yes         1.0          1.0
    1        age     LV-02  partly         0.5          0.0
    2     family     LV-01  partly         0.5          0.5
    3   guardian     LV-02     yes         1.0          0.5
    4  documents     LV-03     yes         1.0          0.0
    """
    return table_of_states(inventory, _item_holders)


def _item_holders(inventory: Inventory) -> pd.DataFrame:
    answers = source_answers(inventory)
    held = answers[answers["answer"].isin(HOLDING)]
    named = held.merge(inventory.sources[OF_SOURCE], on="source_id", validate="many_to_one")
    ordered = named.sort_values([*CELL, "source_id"], ignore_index=True)
    return ordered[[*CELL, *OF_SOURCE, "answer", "answer_low", "through_low"]]


def single_source_items(inventory: Inventory) -> pd.DataFrame:
    """Return the items that one known source alone is documented as holding, a row per member state, theme and item.

    Such an item is lost when the source ends. It does not say that nobody else holds it: `n_open` other sources of the
    state that cover the theme were not asked or could not say.

    Columns: `state`, `theme`, `item`, `domain`, `importance` (ordered categories); `weight`; those of `item_holders`
    that describe the source and its answer; `n_open`. No cell is missing. Rows stand by state, theme and item.

    Source: docs/method.md, section "Who holds an item".

    >>> from impt_analysis.worked_example import example_inventory
    >>> single_source_items(example_inventory())[["state", "item", "source_id", "n_open"]]
      state       item source_id  n_open
    0    EE   guardian     EE-02       2
    1    LV     family     LV-01       0
    2    LV   guardian     LV-02       0
    3    LV  documents     LV-03       0
    """
    holders = item_holders(inventory)
    alone = holders[~holders.duplicated(CELL, keep=False)]
    items = item_coverage(inventory)
    items["n_open"] = items[f"n_{Answer.UNKNOWN}"] + items[f"n_{Answer.NOT_ASKED}"]
    of_items = items[[*CELL, "domain", "importance", "weight", "n_open"]]
    table = of_items.merge(alone.drop(columns="through_low"), on=CELL, validate="one_to_one")
    return table[[*table.columns.drop("n_open"), "n_open"]]


def organisation_overlap(inventory: Inventory) -> pd.DataFrame:
    """Return which kinds of organisations hold the same items: a row per theme and set of types.

    An item of a state belongs to the one set of all types of organisations whose sources are documented as holding it:
    the exclusive intersections of an UpSet chart. A set that holds nothing has no row.

    Columns: `theme` (ordered category); `organisation_types`, the codes in codebook order, separated by a semicolon;
    `n_types`; `n_items` held by exactly this set, an item counted once for each state; `weight` of these items;
    `n_states` where there is one. No cell is missing. Rows stand by theme, number of types, and then in codebook order.

    Source: docs/method.md, section "Who holds an item".

    >>> from impt_analysis.worked_example import example_inventory
    >>> organisation_overlap(example_inventory())[["organisation_types", "n_types", "n_items", "n_states"]]
         organisation_types  n_types  n_items  n_states
    0             migration        1        1         1
    1            rapporteur        1        1         1
    2                   ngo        1        1         1
    3              research        1        1         1
    4  migration;rapporteur        2        1         1
    5    rapporteur;hotline        2        1         1
    """
    each = item_holders(inventory).drop_duplicates([*CELL, "organisation_type"])
    each = each.sort_values([*CELL, "organisation_type"], ignore_index=True)
    each["place"] = each["organisation_type"].cat.codes.map("{:03d}".format)
    each["organisation_type"] = each["organisation_type"].astype("str")
    named = {"organisation_types": ("organisation_type", SEPARATOR.join), "places": ("place", SEPARATOR.join)}
    cells = each.groupby(CELL, observed=True).agg(**named, n_types=("place", "size")).reset_index()
    weighted = cells.merge(shipped_codebook().weights()[["theme", "item", "weight"]], on=["theme", "item"])
    sets = weighted.groupby(["theme", "n_types", "places", "organisation_types"], observed=True)
    table = sets.agg(n_items=("item", "size"), weight=("weight", "sum"), n_states=("state", "nunique")).reset_index()
    return table[["theme", "organisation_types", "n_types", "n_items", "weight", "n_states"]]
