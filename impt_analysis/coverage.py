"""Coverage: which items are documented as reached by those who collect information on trafficking, as ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from impt_analysis.codebook import Codebook, shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Answer, Finding, Mapping, Reached, ReachedBasis, YesNo
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.made_once import table_once
from impt_analysis.state_tables import table_of_states

CELL = ["state", "theme", "item"]
COUNTS = ["n_sources", *(f"n_{answer}" for answer in Answer)]
ENDS = ["held_low", "held_high_known", "held_high", "got_low", "got_high_known", "got_high"]
GROUPS = ["state", "theme", "domain", "item", "population"]
Groups = tuple[str, ...]


def item_coverage(inventory: Inventory, *, codebook: Codebook | None = None) -> pd.DataFrame:
    """Return what is held and got of each item, a row per member state, theme and item, in codebook order.

    Columns: `state`, `theme`, `item`, `domain`, `importance` (ordered categories); `weight` (core 1, relevant ½);
    `held_low`, `held_high` (is the item recorded by the sources of the state that cover the theme: 0 no, 1 yes, bounds
    of a score and not a share), `got_low`, `got_high` (do the collectors get it), `held_high_known` and
    `got_high_known` (the upper bounds if the known sources were all there are; the others are 1 while the mapping is in
    progress);
    `n_sources` that cover the theme and how many of them answer `n_yes`, `n_partly`, `n_no`, `n_unknown`,
    `n_not_asked`; `answer`, what they say taken together: the strongest of yes and partly; else unknown where anybody
    could not say; else not_asked where anybody was not asked or no source is known; else no. No cell is missing.

    `codebook` brings other conventions than the shipped ones: other scores, weights or limits for the same codes.

    Source: docs/method.md, sections "Answers and reach as intervals" and "Held and got".
    """
    return table_of_states(inventory, _item_coverage, codebook or shipped_codebook())


def _item_coverage(inventory: Inventory, codebook: Codebook) -> pd.DataFrame:
    answers = source_answers(inventory, codebook=codebook)
    groups = answers.groupby(CELL, observed=False)
    least = groups[["answer_low", "through_low"]].max().fillna(0.0)
    most = groups[["answer_high", "through_high"]].sum().clip(upper=1.0)
    ends = {"answer_low": "held_low", "answer_high": "held_high_known", "through_low": "got_low"}
    known = least.join(most).rename(columns={**ends, "through_high": "got_high_known"})
    cells = measured_cells(inventory, codebook)
    open_ended = in_progress(inventory).reindex(pd.MultiIndex.from_frame(cells[["state", "theme"]])).to_numpy()
    table = cells.set_index(CELL).join(known).join(_counts(answers)).reset_index()
    table["held_high"] = table["held_high_known"].mask(open_ended, 1.0)
    table["got_high"] = table["got_high_known"].mask(open_ended, 1.0)
    table["answer"] = _together(table)
    return table[[*CELL, "domain", "importance", "weight", *ENDS, *COUNTS, "answer"]]


def coverage_range(inventory: Inventory, by: Sequence[str] = ("state", "theme")) -> pd.DataFrame:
    """Return coverage, the weighted share of documented items, as a range: a row per group of `by`, in codebook order.

    `by` names theme and any of state, domain, item and population; without state it is over all member states, and with
    population each row rests on the sources of that population alone.

    Columns: those of `by` (ordered categories); `low` (documented and reached), `held_low` (documented as held),
    `high_known` (held, if the known sources were all there are), `high` (held at most), each 0 to 1 and
    low <= held_low <= high_known <= high; `weight` (weighted points in all), `n_items`, `n_sources` and the numbers of
    answers behind the range, `n_yes` to `n_not_asked`. It reads "31 of 100 weighted points documented as reached",
    never a share of the information or of the children.

    Raises UsageError when `by` lacks theme (themes overlap and are never added up), names something twice or
    anything else.

    Source: docs/method.md, section "Coverage".
    """
    return in_groups(inventory, by, _range, "coverage is taken")


def in_groups(
    inventory: Inventory, by: Sequence[str], measured: Callable[[Inventory, Groups], pd.DataFrame], what: str
) -> pd.DataFrame:
    """Return what `measured` gives for the groups of `by`, theme and any of state, domain, item, population.

    `measured` takes the inventory and the groups without population, and returns a table that has them as columns; with
    population it is asked once for each, of the sources of that population alone.

    Raises UsageError, which begins with `what`, when `by` lacks theme, names something twice or anything else.
    """
    if "theme" not in by or not set(by) <= set(GROUPS) or len(set(by)) < len(by):
        raise UsageError(f"{what} by theme and any of {', '.join(GROUPS)}, each once; found {', '.join(by)}")
    if "population" not in by:
        return (table_of_states if "state" in by else table_once)(inventory, measured, tuple(by))
    kind = shipped_codebook().dtype("population")
    within = [name for name in by if name != "population"]
    parts = [
        measured(inventory.where(population=code), tuple(within)).assign(population=code) for code in kind.categories
    ]
    whole = pd.concat(parts, ignore_index=True).astype({"population": kind})
    return whole[[*by, *whole.columns.drop(list(by))]].sort_values(list(by), kind="stable", ignore_index=True)


def by_finding(inventory: Inventory, measure: Callable[[Inventory], pd.DataFrame]) -> pd.DataFrame:
    """Return a measure for each of the two findings, a row per finding where the measure has one, in codebook order.

    `measure` is a function such as `coverage_range` that returns a row per state and theme, or per state, theme and
    more. Columns: `finding` (ordered category; sources on the wider group of children and on children of concern, or on
    identified children), then those of the measure. Sources of which the children are not known are in neither.

    Source: docs/method.md, section "The words".
    """
    kind = shipped_codebook().dtype("finding")
    parts = [
        measure(inventory.where(population=POPULATIONS[finding])).assign(finding=str(finding)) for finding in Finding
    ]
    whole = pd.concat(parts, ignore_index=True).astype({"finding": kind})
    whole = whole[["finding", *whole.columns.drop("finding")]]
    return whole.sort_values(["finding", "state", "theme"], kind="stable", ignore_index=True)


def source_answers(inventory: Inventory, *, codebook: Codebook | None = None) -> pd.DataFrame:
    """Return what each source of the member states contributes: a row per source, theme it covers and item.

    Columns: `state`, `theme`, `item` (ordered categories), `source_id`, `answer`; `answer_low`, `answer_high` (the
    interval of the answer, at most ½ where the source is limited), `through_low`, `through_high` (what the collectors
    get through this one source).

    `codebook` brings other conventions than the shipped ones, as in `item_coverage`.

    Source: docs/method.md, section "Answers and reach as intervals".
    """
    return table_of_states(inventory, _source_answers, codebook or shipped_codebook())


def _source_answers(inventory: Inventory, conventions: Codebook) -> pd.DataFrame:
    sources = inventory.sources[inventory.sources["state"].isin(inventory.members())]
    bounds = sources[["source_id"]].join(_caps(sources, conventions)).join(_reach(sources, conventions))
    rows = inventory.items.merge(bounds, on="source_id").merge(source_themes(sources, inventory.themes), on="source_id")
    interval = conventions.interval("answer").reindex(rows["answer"].astype("object")).set_index(rows.index)
    rows["answer_low"] = interval["low"].clip(upper=rows["cap"])
    rows["answer_high"] = interval["high"].clip(upper=rows["cap"])
    rows["through_low"] = (rows["answer_low"] + rows["reach_low"] - 1).clip(lower=0.0)
    rows["through_high"] = rows[["answer_high", "reach_high"]].min(axis="columns")
    ordered = rows.sort_values(["state", "theme", "item"], kind="stable", ignore_index=True)
    return ordered[[*CELL, "source_id", "answer", "answer_low", "answer_high", "through_low", "through_high"]]


def source_themes(sources: pd.DataFrame, themes: Sequence[int]) -> pd.DataFrame:
    """Return which of these themes the sources cover: a row per source and theme, `source_id` and `theme`."""
    columns = {f"theme_{theme}": theme for theme in themes}
    long = sources.melt(["source_id"], list(columns), var_name="theme", value_name="covers")
    covered = long[long["covers"].eq(YesNo.YES)]
    return covered.assign(theme=covered["theme"].map(columns).astype(shipped_codebook().dtype("theme")))[
        ["source_id", "theme"]
    ]


def measured_cells(inventory: Inventory, codebook: Codebook | None = None) -> pd.DataFrame:
    """Return what is measured: a row per member state, theme and item with domain, importance and weight, in order.

    `codebook` brings other weights than the shipped ones, as in `item_coverage`.
    """
    states = pd.DataFrame({"state": inventory.members()}).astype({"state": shipped_codebook().dtype("state")})
    weights = (codebook or shipped_codebook()).weights()
    cells = states.merge(weights[weights["theme"].isin(inventory.themes)], how="cross")
    return cells.sort_values(CELL, ignore_index=True)


def _caps(sources: pd.DataFrame, codebook: Codebook) -> pd.Series[float]:
    caps = pd.Series(1.0, sources.index, name="cap")
    limits = codebook.caps()
    for column, code, cap in zip(limits["list"], limits["code"], limits["cap"], strict=True):
        caps = caps.mask(sources[column].eq(code), caps.clip(upper=cap))
    return caps


def _reach(sources: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    interval = codebook.interval("reached").reindex(sources["reached"].astype("object")).set_index(sources.index)
    by_channel = sources["reached"].eq(Reached.PARTLY) & sources["reached_basis"].eq(ReachedBasis.CHANNEL)
    return pd.DataFrame({"reach_low": interval["low"].mask(by_channel, 0.0), "reach_high": interval["high"]})


def in_progress(inventory: Inventory) -> pd.Series[bool]:
    """Return whether the mapping is in progress, so that an unmapped source may hold anything, by state and theme."""
    columns = {f"mapping_theme_{theme}": theme for theme in inventory.themes}
    long = inventory.about.melt(["state"], list(columns), var_name="theme", value_name="mapping")
    long["theme"] = long["theme"].map(columns)
    return long.set_index(["state", "theme"])["mapping"].eq(Mapping.IN_PROGRESS)


def _counts(answers: pd.DataFrame) -> pd.DataFrame:
    sizes = answers.groupby([*CELL, "answer"], observed=False).size().unstack("answer")
    named = sizes.rename(columns={str(answer): f"n_{answer}" for answer in Answer})
    named.insert(0, "n_sources", named.sum(axis="columns"))
    return pd.DataFrame(named)


def _together(table: pd.DataFrame) -> pd.Series:
    said = pd.Series(str(Answer.NO), table.index).mask(
        table["n_not_asked"].gt(0) | table["n_sources"].eq(0), Answer.NOT_ASKED
    )
    for answer in (Answer.UNKNOWN, Answer.PARTLY, Answer.YES):
        said = said.mask(table[f"n_{answer}"].gt(0), str(answer))
    return said.astype(shipped_codebook().dtype("answer"))


def _range(inventory: Inventory, by: Groups) -> pd.DataFrame:
    items = item_coverage(inventory)
    ends = {"low": "got_low", "held_low": "held_low", "high_known": "held_high_known", "high": "held_high"}
    points = items.assign(**{name: items[end] * items["weight"] for name, end in ends.items()}, n_items=1)
    sums = points.groupby(list(by), observed=True)[[*ends, "weight", "n_items", *COUNTS]].sum()
    states = 1 if "state" in by else items["state"].nunique()
    sums["n_sources"] = sums["n_sources"] * states // sums["n_items"]  # every item of a state counts all its sources
    sums[list(ends)] = sums[list(ends)].div(sums["weight"], axis="index")
    return sums.reset_index()
