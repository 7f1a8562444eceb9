"""Variations: what is documented when a convention is changed or any one source is left out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from impt_analysis.codebook import Codebook, shipped_codebook
from impt_analysis.codebook.codes import RAPPORTEUR, Answer, Importance, Reached, ReachedBasis, Role
from impt_analysis.codebook.measured_codes import Variation
from impt_analysis.coverage import in_progress, source_answers
from impt_analysis.inventory import Inventory
from impt_analysis.opening_plans import may_be_opened

AS_AGREED = ""
"""Stands in the column `variation` for the conventions as they are."""

RUN = ["variation", "left_out"]
CONVENTIONS = (AS_AGREED, *(str(code) for code in Variation if code is not Variation.ONE_SOURCE_LESS))

SCORES = {Variation.PARTLY_QUARTER: "0.25", Variation.PARTLY_THREE_QUARTERS: "0.75"}
WEIGHTS = {Variation.RELEVANT_NOTHING: "0", Variation.RELEVANT_AS_CORE: "1"}


def varied_answers(inventory: Inventory) -> pd.DataFrame:
    """Return what each source contributes under each variation, a row per run, source, theme it covers and item.

    A run is a `variation` (empty for the conventions as agreed) and, where one source is left out, `left_out`, its id;
    such a run has the sources of that source's state alone. Other columns: `state`, `theme`, `item`, `source_id`;
    `answer_low`, `answer_high`, `through_low` as in `source_answers`; `may_be_opened`; `weight` of the item.

    Source: docs/method.md, section "Which statements survive".
    """
    runs = pd.concat([_run(inventory, variation) for variation in CONVENTIONS], ignore_index=True)
    agreed = runs[runs["variation"].eq(AS_AGREED)].drop(columns=RUN)
    less = _left_out(inventory).merge(agreed, on="state")
    less = less[less["source_id"].ne(less["left_out"])].assign(variation=str(Variation.ONE_SOURCE_LESS))
    return pd.concat([runs, less], ignore_index=True)[list(runs.columns)]


def varied_items(answers: pd.DataFrame) -> pd.DataFrame:
    """Return what is got and held of each item in each run: `got`, `held`, `held_high`, `weight`.

    `answers` is a table of `varied_answers`. An item that no source of a state covers has no row.
    """
    groups = answers.groupby([*RUN, "state", "theme", "item"])
    named = {"got": ("through_low", "max"), "held": ("answer_low", "max"), "held_high": ("answer_high", "sum")}
    items = groups.agg(**named, weight=("weight", "first")).reset_index()
    return items.assign(held_high=items["held_high"].clip(upper=1.0))


def varied_ranges(inventory: Inventory, items: pd.DataFrame) -> pd.DataFrame:
    """Return coverage in each run, a row per run, member state and theme: `low`, `held_low`, `high`.

    `items` is a table of `varied_items`. A run that leaves one source out has the state of that source alone.
    """
    points = items[["got", "held", "held_high"]].mul(items["weight"], axis="index")
    keys = [*RUN, "state", "theme"]
    sums = points.assign(**items[keys]).groupby(keys)[["got", "held", "held_high"]].sum().reset_index()
    ranges = _runs(inventory).merge(sums, on=keys, how="left").fillna({"got": 0.0, "held": 0.0, "held_high": 0.0})
    ranges = ranges.merge(weight_in_all(), on=["variation", "theme"])
    open_ended = in_progress(inventory).rename("open_ended").reset_index().astype({"state": "str", "theme": "int64"})
    ranges = ranges.merge(open_ended, on=["state", "theme"])
    return ranges[keys].assign(
        low=ranges["got"] / ranges["total"],
        held_low=ranges["held"] / ranges["total"],
        high=(ranges["held_high"] / ranges["total"]).mask(ranges["open_ended"], 1.0),
    )


@lru_cache(maxsize=1)
def weight_in_all() -> pd.DataFrame:
    """Return the weighted points of each theme under each variation: `variation`, `theme`, `total`."""
    codes = (*CONVENTIONS, str(Variation.ONE_SOURCE_LESS))
    weights = pd.concat([_weights(code).assign(variation=code) for code in codes], ignore_index=True)
    return weights.groupby(["variation", "theme"])["weight"].sum().rename("total").reset_index()


def _run(inventory: Inventory, variation: str) -> pd.DataFrame:
    changed = _inventory(inventory, variation)
    answers = source_answers(changed, codebook=_codebook(variation))
    plain = answers.astype({"state": "str", "theme": "int64", "item": "str"}).drop(columns=["answer", "through_high"])
    may = changed.sources[["source_id"]].assign(may_be_opened=may_be_opened(changed.sources))
    weighted = plain.merge(may, on="source_id").merge(_weights(variation), on=["theme", "item"])
    return weighted.assign(variation=variation, left_out="")


def _runs(inventory: Inventory) -> pd.DataFrame:
    """Return every run with the states and themes that it has."""
    members = pd.DataFrame({"state": inventory.members()})
    themes = pd.DataFrame({"theme": [int(theme) for theme in inventory.themes]})
    whole = pd.DataFrame({"variation": CONVENTIONS, "left_out": ""}).merge(members, how="cross")
    less = _left_out(inventory).assign(variation=str(Variation.ONE_SOURCE_LESS))
    return pd.concat([whole, less], ignore_index=True).merge(themes, how="cross")


def _left_out(inventory: Inventory) -> pd.DataFrame:
    sources = inventory.sources[inventory.sources["state"].isin(inventory.members())]
    return sources[["state", "source_id"]].rename(columns={"source_id": "left_out"}).astype({"state": "str"})


@lru_cache(maxsize=len(Variation) + 1)
def _weights(variation: str) -> pd.DataFrame:
    weights = _codebook(variation).weights()[["theme", "item", "weight"]]
    return weights.astype({"theme": "int64", "item": "str"})


def _inventory(inventory: Inventory, variation: str) -> Inventory:
    """Return the inventory as a variation reads it: without reach by channels, or with rapporteurs alone collecting."""
    sources = inventory.sources
    if variation == Variation.CHANNELS_LEFT_OUT:
        doubted = sources["reached_basis"].eq(ReachedBasis.CHANNEL)
    elif variation == Variation.RAPPORTEURS_ONLY:
        doubted = sources["role"].eq(Role.COLLECTOR) & sources["organisation_type"].ne(RAPPORTEUR)
        sources = sources.assign(role=sources["role"].mask(doubted, Role.BEARER))
    else:
        return inventory
    unknown = {
        "reached": sources["reached"].mask(doubted, Reached.UNKNOWN),
        "reached_basis": sources["reached_basis"].mask(doubted, ReachedBasis.UNKNOWN),
    }
    return replace(inventory, sources=sources.assign(**unknown))


@lru_cache(maxsize=len(Variation) + 1)
def _codebook(variation: str) -> Codebook:
    """Return the codebook with the scores, weights or limits of a variation."""
    shipped = shipped_codebook()
    lists = shipped.code_lists.copy()
    if variation in SCORES:
        partly = lists["list"].isin(["answer", "reached"]) & lists["code"].eq(Answer.PARTLY)
        lists.loc[partly, ["low", "high"]] = SCORES[Variation(variation)]
    elif variation in WEIGHTS:
        relevant = lists["list"].eq("importance") & lists["code"].eq(Importance.RELEVANT)
        lists.loc[relevant, ["low", "high"]] = WEIGHTS[Variation(variation)]
    elif variation == Variation.LIMITS_LIFTED:
        lists["cap"] = ""
    return replace(shipped, code_lists=lists)
