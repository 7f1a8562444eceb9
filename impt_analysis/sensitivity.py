"""Sensitivity: which statements survive when the conventions are changed, and which would break them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, SEPARATOR
from impt_analysis.codebook.measured_codes import Statement, Variation
from impt_analysis.inventory import Inventory
from impt_analysis.variations import AS_AGREED, RUN, varied_answers, varied_items, varied_ranges, weight_in_all

STEP = 0.05
"""Statements of the kind "at least so much" are made in steps of five points, rounded down."""

MOST = 5
"""So many bearers are named as those with the most gain."""

VARIATIONS = [str(code) for code in Variation]
OWN = ["state", "other_state", "source_id", "item"]
KEY = ["statement", "finding", "theme", *OWN]
BROKEN = ["broken_by", "broken_without"]
FIGURES = ["at_least", "number", "least", "most", "survives", "survives_at"]


def surviving_statements(inventory: Inventory) -> pd.DataFrame:
    """Return which statements survive every variation, a row per statement that holds by the conventions as agreed.

    A statement that does not survive is not made. What is known of the wider group of children and of identified
    children are two findings, and each has its own statements.

    Columns: `statement` (its kind), `finding`, `theme`, `state`, `other_state`, `item` (ordered categories) and
    `source_id`, missing where the kind has none; `at_least`, the number that the statement names (missing where it
    names none); `number` as agreed, `least` and `most` over all variations; `survives` (holds under every one);
    `survives_at`, the number with which it would (0 when with none, missing where it names none); a column per
    variation, named by its code: does the statement hold under it; `broken_by`, the codes of those that break it, and
    `broken_without`, the sources without which it does not hold, both separated by ; and empty where there are none.

    The kinds, and what their number is: `documented`, coverage of state and theme documented as reached is at least
    so much; `above`, what is documented as reached in a state is more than could be held in another (by how much);
    `less_reached`, what is reached is by at least so much less than what is held; `most_gain`, the source is among the
    five bearers of its state whose opening would raise coverage most (the gain); `never_reached`, in no member state do
    the collectors get the item in full (the number of states where they do).

    Source: docs/method.md, section "Which statements survive".
    """
    parts = []
    for finding, populations in POPULATIONS.items():
        narrowed = inventory.where(population=populations)
        parts += [part.assign(finding=str(finding)) for part in _statements(narrowed)]
    runs = pd.concat(parts, ignore_index=True).reindex(columns=[*KEY, "at_least", *RUN, "value", "holds"])
    runs[OWN] = runs[OWN].fillna("")
    table = _told(runs)
    kinds = {name: shipped_codebook().dtype(name) for name in ("statement", "finding", "theme", "state", "item")}
    table[OWN] = table[OWN].replace("", None)
    ordered = table.astype({**kinds, "other_state": kinds["state"]})[[*KEY, *FIGURES, *VARIATIONS, *BROKEN]]
    return ordered.sort_values(KEY, kind="stable", ignore_index=True)


def _statements(inventory: Inventory) -> list[pd.DataFrame]:
    answers = varied_answers(inventory)
    items = varied_items(answers)
    ranges = varied_ranges(inventory, items)
    return [
        _at_least(ranges.assign(value=ranges["low"]), Statement.DOCUMENTED),
        _above(ranges),
        _at_least(ranges.assign(value=ranges["held_low"] - ranges["low"]), Statement.LESS_REACHED),
        _most_gain(answers, items),
        _never_reached(inventory, items),
    ]


def _at_least(ranges: pd.DataFrame, statement: Statement) -> pd.DataFrame:
    """Return, for each state and theme, whether the value is in each run at least what it is as agreed, in steps."""
    agreed = ranges[ranges["variation"].eq(AS_AGREED)]
    said = agreed[["state", "theme"]].assign(at_least=_in_steps(agreed["value"]))
    runs = ranges.merge(said[said["at_least"].gt(0)], on=["state", "theme"])
    return runs.assign(statement=str(statement), holds=runs["value"].ge(runs["at_least"] - 1e-9))


def _in_steps(values: pd.Series[float]) -> pd.Series[float]:
    return pd.Series(np.floor(values / STEP + 1e-9) * STEP, values.index).clip(lower=0.0).round(2)


def _above(ranges: pd.DataFrame) -> pd.DataFrame:
    """Return whether the range of a state lies wholly above that of another; a source less changes one of the two."""
    agreed = ranges[ranges["variation"].eq(AS_AGREED)]
    less = ranges[ranges["variation"].eq(Variation.ONE_SOURCE_LESS)]
    whole = ranges[ranges["variation"].ne(Variation.ONE_SOURCE_LESS)]
    own, other = ["state", *RUN, "theme", "low"], {"state": "other_state", "high": "other_high"}
    parts = [
        whole[own].merge(whole.rename(columns=other)[[*RUN, "theme", *other.values()]], on=[*RUN, "theme"]),
        less[own].merge(agreed.rename(columns=other)[["theme", *other.values()]], on="theme"),
        agreed[["state", "theme", "low"]].merge(
            less.rename(columns=other)[[*RUN, "theme", *other.values()]], on="theme"
        ),
    ]
    pairs = pd.concat(parts, ignore_index=True)
    pairs = pairs[pairs["state"].ne(pairs["other_state"])]
    pairs = pairs.assign(value=pairs["low"] - pairs["other_high"], statement=str(Statement.ABOVE))
    return _that_hold_as_agreed(pairs.assign(holds=pairs["value"].gt(1e-9)), ["state", "other_state", "theme"])


def _most_gain(answers: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    key = [*RUN, "state", "theme"]
    may = answers[answers["may_be_opened"]].merge(items[[*key, "item", "got"]], on=[*key, "item"])
    may = may.assign(value=(may["answer_low"] - may["got"]).clip(lower=0.0) * may["weight"])
    gains = may.groupby([*key, "source_id"])["value"].sum().reset_index()
    gains = gains.merge(weight_in_all(), on=["variation", "theme"])
    gains["value"] = (gains["value"] / gains["total"]).round(9)
    rank = gains.groupby(key)["value"].rank(method="min", ascending=False)
    told = gains.assign(holds=rank.le(MOST) & gains["value"].gt(0), statement=str(Statement.MOST_GAIN))
    return _that_hold_as_agreed(told, ["source_id", "theme"])


def _never_reached(inventory: Inventory, items: pd.DataFrame) -> pd.DataFrame:
    weights = shipped_codebook().weights().astype({"theme": "int64", "item": "str"})
    cells = weights.loc[weights["theme"].isin(inventory.themes), ["theme", "item"]]
    variations = pd.DataFrame({"variation": [AS_AGREED, *VARIATIONS], "left_out": ""})
    full = items[items["got"].eq(1)].groupby(["variation", "theme", "item"])["state"].nunique().rename("value")
    counts = variations.merge(cells, how="cross").join(full, on=["variation", "theme", "item"]).fillna({"value": 0})
    told = counts.assign(holds=counts["value"].eq(0), statement=str(Statement.NEVER_REACHED))
    return _that_hold_as_agreed(told, ["theme", "item"])


def _that_hold_as_agreed(runs: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    made = runs.loc[runs["variation"].eq(AS_AGREED) & runs["holds"], list(key)]
    return runs.merge(made, on=list(key))


def _told(runs: pd.DataFrame) -> pd.DataFrame:
    """Return a row per statement: its numbers, whether it holds under each variation, and what breaks it."""
    groups = runs.groupby(KEY)
    table = groups.agg(at_least=("at_least", "first"), least=("value", "min"), most=("value", "max"))
    table["number"] = runs[runs["variation"].eq(AS_AGREED)].groupby(KEY)["value"].first()
    holds = runs.groupby([*KEY, "variation"])["holds"].all().unstack("variation")
    table[VARIATIONS] = holds.reindex(columns=VARIATIONS).fillna(value=True).astype("bool")
    table["survives"] = table[VARIATIONS].all(axis="columns")
    table["survives_at"] = _in_steps(table["least"]).where(table["at_least"].notna())
    broken = runs[~runs["holds"]]
    place = broken["variation"].map({code: position for position, code in enumerate(VARIATIONS)})
    codes = broken.assign(place=place).sort_values("place").drop_duplicates([*KEY, "variation"])
    without = broken[broken["left_out"].ne("")].sort_values("left_out")
    table["broken_by"] = codes.groupby(KEY)["variation"].agg(SEPARATOR.join)
    table["broken_without"] = without.groupby(KEY)["left_out"].agg(SEPARATOR.join)
    return table.fillna({"broken_by": "", "broken_without": ""}).reset_index()
