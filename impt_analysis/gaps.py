"""The gap ladder: how far each item of a state is documented as reached, and which sources say so."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import HOLDING, SEPARATOR, Answer, Reached, Role
from impt_analysis.codebook.measured_codes import Closure, Rung, Through
from impt_analysis.coverage import CELL, Groups, in_groups, item_coverage, source_answers
from impt_analysis.holders import OF_SOURCE
from impt_analysis.inventory import Inventory
from impt_analysis.state_tables import table_of_states

OF_CELL = [*CELL, "domain", "importance", "weight"]
EVIDENCE = ["basis", "reference_ids", "claim"]
BY_SOURCES = ["closure", "through", "populations", "source_ids"]
GOT = (Rung.REACHED, Rung.PARTLY_REACHED)


def gap_ladder(inventory: Inventory) -> pd.DataFrame:
    """Return the one rung on which each item stands, a row per member state, theme and item, in codebook order.

    Columns: `state`, `theme`, `item`, `domain`, `importance` (ordered categories); `weight`; `held_low` and `got_low`
    of `item_coverage`, 0 to 1; `rung` (ordered category), by the known sources;
    `closure` (ordered category), only on the rung held_not_reached: shut where every holder is known not to be reached,
    else unclear;
    `through` (ordered category) and `populations` (codes in codebook order, separated by a semicolon), only on the
    rungs reached and partly_reached: through whose sources something is got, and which children these are about;
    `source_ids`, the sources that put it on its rung, separated by a semicolon; on the rung unknown those that were
    not asked or could not say. The first three are missing on other rungs, and `source_ids` where no source is
    known, or none but those that answer no while others may still be found.

    Source: docs/method.md, section "The gap ladder".

    >>> from impt_analysis.worked_example import example_inventory
    >>> ladder = gap_ladder(example_inventory().where(state="LV", theme=2))
    >>> held = ladder[ladder["held_low"].gt(0)]
    >>> held[["item", "rung", "closure", "through", "populations", "source_ids"]]
            item              rung closure    through populations source_ids
    0        age           reached     NaN        own  identified      LV-01
    5     family    partly_reached     NaN        own  identified      LV-01
    7   guardian    partly_reached     NaN  passed_on        pool      LV-02
    8  documents  held_not_reached    shut        NaN         NaN      LV-03
    """
    return table_of_states(inventory, _gap_ladder)


def _gap_ladder(inventory: Inventory) -> pd.DataFrame:
    cells = _cells(inventory)
    rows = _rows(inventory, cells)
    deciding = rows[rows["decides"]]
    reaching = deciding[deciding["rung"].isin(GOT)]
    by_sources = [
        _closure(deciding[deciding["rung"].eq(Rung.HELD_NOT_REACHED)]).rename("closure"),
        _through(reaching).rename("through"),
        _joined(reaching, "population").rename("populations"),
        _joined(deciding, "source_id").rename("source_ids"),
    ]
    for column in by_sources:
        cells = cells.join(column, on=CELL)
    return cells[[*OF_CELL, "held_low", "got_low", "rung", *BY_SOURCES]]


def rung_sources(inventory: Inventory) -> pd.DataFrame:
    """Return what every known source says of every item: a row per member state, theme, item and source that covers it.

    Columns: `state`, `theme`, `item`, `rung` (ordered categories); `source_id`; `decides`, whether the source is among
    those that put the item on its rung; `role`, `population`, `organisation_type`, `reached`, `reached_basis` and
    `answer` (ordered categories); `answer_low` and `through_low` of `source_answers`, what the source and the way
    through it contribute; `basis` (ordered category), `reference_ids` and `claim`, on what the row rests. Only
    `reference_ids` may be missing: where the body's task is generally known and no reference was found.

    What decides: on reached and partly_reached, every source through which something is got; on held_not_reached,
    every holder; on not_recorded, every source; on unknown, those that were not asked or could not say.

    Source: docs/method.md, section "The gap ladder".

    >>> from impt_analysis.worked_example import example_inventory
    >>> rows = rung_sources(example_inventory().where(state="LV"))
    >>> rows[rows["item"].eq("age")][["source_id", "decides", "answer", "reached", "through_low"]]
      source_id  decides  answer reached  through_low
    0     LV-01     True     yes     yes          1.0
    1     LV-02    False  partly  partly          0.0
    2     LV-03    False      no      no          0.0
    """
    return table_of_states(inventory, _rung_sources)


def _rung_sources(inventory: Inventory) -> pd.DataFrame:
    rows = _rows(inventory, _cells(inventory))
    evidence = inventory.sources[["source_id", *EVIDENCE]]
    table = rows.merge(evidence, on="source_id", validate="many_to_one")
    ordered = table.sort_values([*CELL, "source_id"], ignore_index=True)
    of_source = ["source_id", "decides", *OF_SOURCE[1:], "answer", "answer_low", "through_low", *EVIDENCE]
    return ordered[[*CELL, "rung", *of_source]]


def gap_counts(inventory: Inventory, by: Sequence[str] = ("state", "theme")) -> pd.DataFrame:
    """Return how many items stand on each rung: a row per group of `by` and rung, in codebook order.

    `by` names theme and any of state, domain, item and population; without state an item counts once for each member
    state, and with population each row rests on the sources of that population alone. Every group has all five rungs.

    Columns: those of `by` and `rung` (ordered categories); `n_items` and their `weight`; `n_shut` and `weight_shut`,
    those of them that are shut (on held_not_reached; the others there are unclear). No cell is missing.

    Raises UsageError when `by` lacks theme (themes overlap and are never added up), names something twice or
    anything else.

    Source: docs/method.md, section "The gap ladder".

    >>> from impt_analysis.worked_example import example_inventory
    >>> gap_counts(example_inventory().where(state="LV", theme=2))[["rung", "n_items", "weight", "n_shut"]]
                   rung  n_items  weight  n_shut
    0           reached        1     1.0       0
    1    partly_reached        2     2.0       0
    2  held_not_reached        1     0.5       1
    3      not_recorded       29    20.5       0
    4           unknown        1     0.5       0
    """
    return in_groups(inventory, by, _counts, "gaps are counted")


def _cells(inventory: Inventory) -> pd.DataFrame:
    items = item_coverage(inventory)
    rung = pd.Series(str(Rung.UNKNOWN), items.index)
    # Nothing can be held at all only where the mapping is complete and every source answers no.
    rung = rung.mask(items["held_high"].eq(0) & items["n_sources"].gt(0), Rung.NOT_RECORDED)
    rung = rung.mask(items["held_low"].gt(0), Rung.HELD_NOT_REACHED)
    rung = rung.mask(items["got_low"].gt(0), Rung.PARTLY_REACHED).mask(items["got_low"].ge(1), Rung.REACHED)
    return items.assign(rung=rung.astype(shipped_codebook().dtype("rung")))


def _rows(inventory: Inventory, cells: pd.DataFrame) -> pd.DataFrame:
    placed = source_answers(inventory).merge(cells[[*CELL, "rung"]], on=CELL, validate="many_to_one")
    rows = placed.merge(inventory.sources[OF_SOURCE], on="source_id", validate="many_to_one")
    by_rung = {
        Rung.HELD_NOT_REACHED: rows["answer"].isin(HOLDING),
        Rung.NOT_RECORDED: rows["answer"].eq(Answer.NO),
        Rung.UNKNOWN: rows["answer"].isin([Answer.UNKNOWN, Answer.NOT_ASKED]),
    }
    decides = rows["through_low"].gt(0)
    for rung, those in by_rung.items():
        decides |= rows["rung"].eq(rung) & those
    return rows.assign(decides=decides)


def _closure(holding: pd.DataFrame) -> pd.Series:
    shut = holding["reached"].eq(Reached.NO).groupby([holding[name] for name in CELL], observed=True).all()
    return shut.map({True: str(Closure.SHUT), False: str(Closure.UNCLEAR)}).astype(shipped_codebook().dtype("closure"))


def _through(reaching: pd.DataFrame) -> pd.Series:
    own = reaching["role"].eq(Role.COLLECTOR).groupby([reaching[name] for name in CELL], observed=True)
    through = pd.Series(str(Through.BOTH), own.any().index, dtype="object")
    through = through.mask(own.all(), str(Through.OWN)).mask(~own.any(), str(Through.PASSED_ON))
    return through.astype(shipped_codebook().dtype("through"))


def _joined(rows: pd.DataFrame, column: str) -> pd.Series[str]:
    each = rows.drop_duplicates([*CELL, column]).sort_values(column)
    return each.astype({column: "str"}).groupby(CELL, observed=True)[column].agg(SEPARATOR.join)


def _counts(inventory: Inventory, by: Groups) -> pd.DataFrame:
    ladder = gap_ladder(inventory)
    shut = ladder["closure"].eq(Closure.SHUT)
    counted = ladder.assign(n_items=1, n_shut=shut.astype("int64"), weight_shut=ladder["weight"].where(shut, 0.0))
    sums = counted.groupby([*by, "rung"], observed=True)[["n_items", "weight", "n_shut", "weight_shut"]].sum()
    rungs = pd.DataFrame({"rung": list(Rung)}).astype({"rung": shipped_codebook().dtype("rung")})
    every = pd.MultiIndex.from_frame(ladder[list(by)].drop_duplicates().merge(rungs, how="cross"))
    return sums.reindex(every, fill_value=0).reset_index().sort_values([*by, "rung"], ignore_index=True)
