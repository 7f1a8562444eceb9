"""Uses: for which uses the information exists, in place, in part, or if sources were opened, and what is missing."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, Grain, Opening, Together
from impt_analysis.codebook.measured_codes import UseStanding
from impt_analysis.coverage import CELL, item_coverage, source_answers
from impt_analysis.inventory import Inventory
from impt_analysis.made_once import table_once
from impt_analysis.opening_plans import may_be_opened
from impt_analysis.optimum import maximum_coverage

USE = ["state", "use", "theme"]
COLUMNS = [*USE, "together", "grain", "standing", "open_source_ids", "n_needed", "missing", "withheld"]


def feasible_uses(inventory: Inventory) -> pd.DataFrame:
    """Return how far the information that each use needs exists, a row per member state, use and theme of the use.

    It says that the information exists, not that a use is lawful or good.

    Columns: `state`, `use`, `theme`, `together`, `grain` (ordered categories); `standing`: `in_place` when the
    collectors get every needed item in full, `in_part` when they get every one at least partly, `if_opened` when what
    they do not get is recorded at least partly by bearers that may be opened, else `missing`; `open_source_ids`: for
    `if_opened` the smallest set of such bearers, the first by id, separated by ; (else empty); `n_needed`: how many
    items the use needs; `missing`: the needed items that no source is known to record, and `withheld`: those that only
    sources record that may not be opened for this use, both in codebook order, separated by ;.

    A missing item is one that is not documented: it may be unknown or not asked, which `item_coverage` tells apart.
    Where all needed items must stand together in one source (`together` is `one_source`), one source must get or hold
    them all: the one that records most of them is opened, and `missing` and `withheld` are of the one that comes
    nearest. Never opened: barrier `protected`, opening `none`, and for single cases opening `totals_only`.

    Source: docs/method.md, section "Uses".
    """
    return table_once(inventory, _feasible_uses)


def _feasible_uses(inventory: Inventory) -> pd.DataFrame:
    holdings = _holdings(inventory)
    cells = _needed(inventory)
    parts = [_from_any(cells, holdings), _from_one(cells, holdings)]
    kinds = {name: shipped_codebook().dtype(name) for name in (*USE, "together", "grain")}
    table = pd.concat(parts, ignore_index=True).astype({**kinds, "standing": shipped_codebook().dtype("use_standing")})
    return table.sort_values(USE, kind="stable", ignore_index=True)[COLUMNS]


def missing_items(uses: pd.DataFrame) -> pd.DataFrame:
    """Return which items uses lack, a row per item that any of them lacks, in codebook order.

    `uses` is what `feasible_uses` returns. Columns: `item` (ordered category); `n_missing`, how often it is among the
    missing items of a state, use and theme; `n_withheld`, how often among those that only sources record that may not
    be opened for the use. No cell is missing.

    Source: docs/method.md, section "Uses".

    >>> from impt_analysis.worked_example import example_inventory
    >>> missing_items(feasible_uses(example_inventory().where(state="LV", theme=2))).head(2)
                 item  n_missing  n_withheld
    0             sex          2           0
    1  care_situation          2           0
    """
    counts = {f"n_{name}": uses[name].str.split(SEPARATOR).explode().value_counts() for name in ("missing", "withheld")}
    table = pd.DataFrame(counts).drop(index="", errors="ignore").fillna(0).astype("int64").rename_axis("item")
    items = table.reset_index().astype({"item": shipped_codebook().dtype("item")})
    return items.sort_values("item", ignore_index=True)


def _needed(inventory: Inventory) -> pd.DataFrame:
    """Return a row per member state, use, theme and needed item, with what the collectors get of it and is held."""
    uses = shipped_codebook().entries("use").reset_index()[["use", "together", "grain", "themes", "needed"]]
    uses = uses.assign(theme=uses["themes"].str.split(SEPARATOR), item=uses["needed"].str.split(SEPARATOR))
    long = uses.explode("theme").explode("item").astype({"theme": "int64"})
    got = _plain(item_coverage(inventory)[[*CELL, "got_low", "held_low"]])
    return long.drop(columns=["themes", "needed"]).merge(got, on=["theme", "item"])


def _holdings(inventory: Inventory) -> pd.DataFrame:
    """Return a row per source, theme and item with what it records and passes on, and whether it may be opened."""
    answers = _plain(source_answers(inventory)).drop(columns=["answer", "answer_high", "through_high"])
    may = pd.DataFrame(
        {
            "source_id": inventory.sources["source_id"],
            "may_be_opened": may_be_opened(inventory.sources),
            "totals_only": inventory.sources["opening"].eq(Opening.TOTALS_ONLY),
        }
    )
    return answers.merge(may, on="source_id")


def _recorded(cells: pd.DataFrame, holdings: pd.DataFrame) -> pd.DataFrame:
    """Return a row per needed item and source that covers the theme; `opened` is what it would give if opened."""
    rows = cells.merge(holdings, on=CELL)
    may = rows["may_be_opened"] & ~(rows["totals_only"] & rows["grain"].eq(Grain.CASES))
    return rows.assign(opened=rows["answer_low"].where(may, 0.0))


def _from_any(cells: pd.DataFrame, holdings: pd.DataFrame) -> pd.DataFrame:
    cells = cells[cells["together"].eq(Together.ANY)]
    recorded = _recorded(cells, holdings)
    most = recorded.groupby([*USE, "item"], as_index=False)["opened"].max()
    items = cells.merge(most, on=[*USE, "item"], how="left").fillna({"opened": 0.0})
    marked = _marked(items.rename(columns={"got_low": "got", "held_low": "held"}))
    judged = _judged(marked, USE)
    wanting = judged[judged["standing"].eq(UseStanding.IF_OPENED)][USE].merge(recorded, on=USE)
    chosen = [(*key, _smallest(rows)) for key, rows in wanting.groupby(USE)]
    sets = pd.DataFrame(chosen, columns=[*USE, "open_source_ids"]).astype(judged[USE].dtypes)
    return _named(judged.merge(sets, on=USE, how="left").fillna({"open_source_ids": ""}), marked, USE)


def _smallest(recorded: pd.DataFrame) -> str:
    """Return the fewest bearers that record at least partly what the collectors do not get."""
    matrix = recorded.pivot_table(index="source_id", columns="item", values="opened").gt(0).astype("float64")
    got = recorded.groupby("item")["got_low"].max().gt(0).astype("float64")
    best = maximum_coverage(matrix, pd.Series(1.0, matrix.columns), covered=got)
    return SEPARATOR.join(best.opened)


def _from_one(cells: pd.DataFrame, holdings: pd.DataFrame) -> pd.DataFrame:
    cells = cells[cells["together"].eq(Together.ONE_SOURCE)].drop(columns=["got_low", "held_low"])
    recorded = _recorded(cells, holdings).rename(columns={"through_low": "got", "answer_low": "held"})
    values = recorded[[*USE, "item", "source_id", "got", "held", "opened"]]
    rows = cells.merge(values, on=[*USE, "item"], how="left")
    marked = _marked(rows.fillna({"source_id": "", "got": 0.0, "held": 0.0, "opened": 0.0}))
    judged = _judged(marked, [*USE, "source_id"])
    steps = {str(code): position for position, code in enumerate(UseStanding)}
    judged = judged.assign(step=judged["standing"].map(steps), most=-judged["recorded"])
    nearest = judged.sort_values([*USE, "step", "n_lacking", "most", "source_id"]).drop_duplicates(USE)
    would_open = nearest["standing"].eq(UseStanding.IF_OPENED)
    opened = nearest.assign(open_source_ids=nearest["source_id"].where(would_open, ""))
    return _named(opened, marked, [*USE, "source_id"])


def _marked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `got`, `opened` and `held` with what each says of its item."""
    usable = rows["got"].gt(0) | rows["opened"].gt(0)
    return rows.assign(
        full=rows["got"].eq(1),
        partly=rows["got"].gt(0),
        usable=usable,
        lacking=~usable,
        recorded=rows[["got", "held"]].max(axis="columns"),
        missing=~usable & rows["held"].eq(0),
        withheld=~usable & rows["held"].gt(0),
    )


def _judged(marked: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return a row per use (and source) with its standing."""
    groups = marked.groupby(by)
    found = groups[["together", "grain"]].first()
    found["n_needed"] = groups.size()
    found[["n_lacking", "recorded"]] = groups[["lacking", "recorded"]].sum()
    of_all = groups[["full", "partly", "usable"]].all()
    standing = pd.Series(str(UseStanding.MISSING), found.index)
    standing = standing.mask(of_all["usable"], str(UseStanding.IF_OPENED))
    standing = standing.mask(of_all["partly"], str(UseStanding.IN_PART))
    return found.assign(standing=standing.mask(of_all["full"], str(UseStanding.IN_PLACE))).reset_index()


def _named(judged: pd.DataFrame, marked: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the uses with the items that are missing and withheld, in codebook order."""
    place = {item: position for position, item in enumerate(shipped_codebook().codes("item"))}
    rows = judged[by].merge(marked.assign(place=marked["item"].map(place)), on=by).sort_values("place")
    lists = {
        name: rows[rows[name]].groupby(USE)["item"].agg(SEPARATOR.join).rename(name) for name in ("missing", "withheld")
    }
    named = judged.join(lists["missing"], on=USE).join(lists["withheld"], on=USE)
    named[list(lists)] = named[list(lists)].fillna("")
    return named


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its codes as plain values, so that groups are those that occur."""
    return table.astype({"state": "str", "theme": "int64", "item": "str"})
