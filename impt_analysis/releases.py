"""What a document may tell, by whom it is made for: rules that turn the tables of the measures into those of a release.

The public release does not tell where nobody looks. Whatever in it could depend on whether an item is known not to be
recorded, or known not to be passed on, is left out everywhere: it is the same for every inventory that differs in this
alone. A test holds that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from impt_analysis.codebook.codes import HOLDING, SEPARATOR, Answer, Barrier, Confirmed, Level, Opening, Reached, YesNo
from impt_analysis.codebook.measured_codes import Contradiction, Release, Rung
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.named_barriers import NAMED_WHEN_CONFIRMED

UNTOLD_REACH = (Reached.NO, Reached.UNKNOWN)
"""The public release does not tell these apart: every holder of a shut item is known not to be reached."""

OF_UNTOLD_REACH = ["reached_basis", "barrier"]
"""What is asked, or known, only where the reach of a source is: it would say which of the two it is."""

OPEN_ENDS = [
    *("held_high", "held_high_known", "got_high", "got_high_known", "answer_high", "through_high"),
    *("high", "high_known", *(f"n_{answer}" for answer in Answer if answer not in HOLDING)),
]
"""The upper ends, which fall where somebody says no, and the numbers of answers that document nothing."""

BELOW_A_STATE = {"item", "domain", "source_id"}
"""A table with one of these columns speaks of less than a whole state and theme."""

FEWEST_BODIES = 3
"""Of fewer bodies nothing is told together: two of them would learn of each other."""


def release_named(name: str) -> Release:
    """Return the release of a name.

    Raises UsageError when there is none.

    >>> release_named("public")
    <Release.PUBLIC: 'public'>
    """
    if name not in set(Release):
        raise UsageError(f"a release is one of {', '.join(Release)}; found {name!r}")
    return Release(name)


def as_released(table: pd.DataFrame, release: Release) -> pd.DataFrame:
    """Return a table of the inventory or of a measure as a release may tell it, row by row and with the same columns.

    The release for participants tells all. The public release leaves out what would say that an item is not recorded
    or shut:

    * `rung`: not_recorded stands as unknown, which there reads "not known, or known not to be recorded";
      `source_ids` and `decides` are missing on it, `closure` is missing everywhere;
    * `answer`: no, unknown and not_asked are missing;
    * `reached`: no and unknown are missing, and with them `reached_basis` and `barrier`;
    * in tables by item, domain or source the upper ends (`held_high`, `high_known` ...) and the numbers of answers no,
      unknown and not_asked are missing;
    * `n_not_recorded` is missing, and what it counted is counted by `n_unknown`;
    * `contradiction`: a channel that speaks against a reach of no or unknown is missing.

    Tables whose very rows say it, such as `open_questions` and `gap_counts`, are not to be shown like this; see
    `counts_as_released`. Free texts stay as they are: a claim repeats what a reference says.

    Source: docs/method.md, section "Two releases".

    >>> from impt_analysis.gaps import gap_ladder
    >>> from impt_analysis.worked_example import example_inventory
    >>> ladder = gap_ladder(example_inventory().where(state="LV", theme=2)).head(9).tail(3)
    >>> ladder[["item", "rung", "closure", "source_ids"]]
              item              rung closure         source_ids
    6  own_account      not_recorded     NaN  LV-01;LV-02;LV-03
    7     guardian    partly_reached     NaN              LV-02
    8    documents  held_not_reached    shut              LV-03
    >>> as_released(ladder, Release.PUBLIC)[["item", "rung", "closure", "source_ids"]]
              item              rung closure source_ids
    6  own_account           unknown     NaN        NaN
    7     guardian    partly_reached     NaN      LV-02
    8    documents  held_not_reached     NaN      LV-03
    """
    told = table.copy()
    if release is Release.PARTICIPANTS:
        return told
    for column, rule in _RULES.items():
        if column in told:
            told = rule(told)
    if BELOW_A_STATE & set(told):
        ends = [column for column in OPEN_ENDS if column in told]
        told[ends] = told[ends].mask(pd.Series(data=True, index=told.index))
    return told


def counts_as_released(counts: pd.DataFrame, release: Release) -> pd.DataFrame:
    """Return a table of `gap_counts` as a release may tell it.

    In the public release the items not recorded are counted with those not known and have no row, and `n_shut` and
    `weight_shut` are missing: a number of them by domain could be as great as the domain, and would say it of each.

    Source: docs/method.md, section "Two releases".

    >>> from impt_analysis.gaps import gap_counts
    >>> from impt_analysis.worked_example import example_inventory
    >>> counts = gap_counts(example_inventory().where(state="LV", theme=2))
    >>> counts_as_released(counts, Release.PUBLIC)[["rung", "n_items", "n_shut"]]
                   rung  n_items  n_shut
    0           reached        1     NaN
    1    partly_reached        2     NaN
    2  held_not_reached        1     NaN
    3           unknown       30     NaN
    """
    if release is Release.PARTICIPANTS:
        return counts.copy()
    by = list(counts.columns[: counts.columns.get_loc("rung")])
    sums = _folded_rung(counts).groupby([*by, "rung"], observed=True)[["n_items", "weight"]].sum().reset_index()
    return sums.assign(n_shut=float("nan"), weight_shut=float("nan"))[list(counts)]


def with_barriers_named(table: pd.DataFrame, inventory: Inventory) -> pd.DataFrame:
    """Return a table with `state` and `barrier` in which nobody is blamed on the strength of a desk review.

    The barriers awareness and trust concern people's work. Until the state has confirmed the theme they are missing,
    and with them those that are unknown, in every release. In a table with `theme` its theme has to be confirmed; in a
    table of sources, with `theme_1` to `theme_3`, every theme of the inventory that the source covers.

    Source: docs/method.md, section "Two releases".

    >>> from impt_analysis.worked_example import example_inventory
    >>> found = example_inventory().where(state="LV")
    >>> with_barriers_named(found.sources, found)[["source_id", "barrier"]]
      source_id    barrier
    0     LV-01       none
    1     LV-02  technical
    2     LV-03        NaN
    """
    hidden = table["barrier"].isin(NAMED_WHEN_CONFIRMED) & ~_confirmed(table, inventory)
    return table.assign(barrier=table["barrier"].mask(hidden))


def barriers_by_type(inventory: Inventory, release: Release) -> pd.DataFrame:
    """Return how often awareness and trust stand in the way, by type of organisation, so that no body can be told.

    Counted are the sources of the member states whose barrier `with_barriers_named` leaves out and whose reach, as the
    release tells it, is partly or no: only there is a barrier asked for. All states, themes and populations stand
    together, as the difference of two tables could name a body. Types with fewer than three bodies stand together in
    the last row; where even that has fewer it is left out.

    Columns: `organisation_types`, the codes in codebook order, separated by a semicolon; `n_bodies`; `n_sources`;
    `n_awareness` and `n_trust`, missing where they are together more than half of the sources; `more_than_half`,
    whether they are: so nobody learns that they are all. Rows stand in codebook order.

    Source: docs/method.md, section "Two releases".

    >>> from impt_analysis.worked_example import example_inventory
    >>> len(barriers_by_type(example_inventory(), Release.PARTICIPANTS))
    0
    """
    sources = inventory.sources[inventory.sources["state"].isin(inventory.members())]
    asked = as_released(sources, release)["reached"].isin([Reached.NO, Reached.PARTLY])
    unnamed = sources[asked & with_barriers_named(sources, inventory)["barrier"].isna()]
    bodies = unnamed.drop_duplicates(["state", "organisation"])["organisation_type"].value_counts()
    kind = unnamed["organisation_type"].astype("object")
    several = kind.isin(bodies.index[bodies.ge(FEWEST_BODIES)])
    groups = [rows for _, rows in unnamed[several].groupby("organisation_type", observed=True)]
    told = [_counted_barriers(rows) for rows in (*groups, unnamed[~several])]
    table = pd.DataFrame(told, columns=list(_counted_barriers(unnamed)))
    return table[table["n_bodies"].ge(FEWEST_BODIES)].reset_index(drop=True)


def _counted_barriers(sources: pd.DataFrame) -> dict[str, object]:
    awareness, trust = (int(sources["barrier"].eq(barrier).sum()) for barrier in (Barrier.AWARENESS, Barrier.TRUST))
    most = 2 * (awareness + trust) > len(sources)
    return {
        "organisation_types": SEPARATOR.join(map(str, sources["organisation_type"].sort_values().unique())),
        "n_bodies": len(sources.drop_duplicates(["state", "organisation"])),
        "n_sources": len(sources),
        "n_awareness": None if most else awareness,
        "n_trust": None if most else trust,
        "more_than_half": most,
    }


def plannable(inventory: Inventory, release: Release) -> Inventory:
    """Return the inventory from which plans of a release are made.

    In the public release no local source may be opened, so that none stands in a plan; what the collectors get from
    one still counts.

    Source: docs/method.md, section "Two releases".

    >>> from impt_analysis.worked_example import example_inventory
    >>> plannable(example_inventory(), Release.PUBLIC).sources["opening"].eq("none").sum()
    np.int64(0)
    """
    if release is Release.PARTICIPANTS:
        return inventory
    closed = inventory.sources["opening"].mask(inventory.sources["level"].eq(Level.LOCAL), Opening.NONE)
    return replace(inventory, sources=inventory.sources.assign(opening=closed))


def _folded_rung(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(rung=table["rung"].mask(table["rung"].eq(Rung.NOT_RECORDED), Rung.UNKNOWN))


def _without_rung(table: pd.DataFrame) -> pd.DataFrame:
    folded = _folded_rung(table)
    unknown = folded["rung"].eq(Rung.UNKNOWN)
    if "source_ids" in folded:
        folded["source_ids"] = folded["source_ids"].mask(unknown)
    if "decides" in folded:
        folded["decides"] = folded["decides"].astype("boolean").mask(unknown)
    return folded


def _without_closure(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(closure=table["closure"].mask(table["closure"].notna()))


def _without_answer(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(answer=table["answer"].where(table["answer"].isin(HOLDING)))


def _without_reach(table: pd.DataFrame) -> pd.DataFrame:
    untold = table["reached"].isin(UNTOLD_REACH)
    columns = ["reached", *(column for column in OF_UNTOLD_REACH if column in table)]
    return table.assign(**{column: table[column].mask(untold) for column in columns})


def _without_not_recorded(table: pd.DataFrame) -> pd.DataFrame:
    count, rest = f"n_{Rung.NOT_RECORDED}", f"n_{Rung.UNKNOWN}"
    folded = table.copy()
    folded[rest] = table[rest] + table[count]
    folded[count] = float("nan")
    return folded


def _without_contradiction(table: pd.DataFrame) -> pd.DataFrame:
    against = table["contradiction"].isin([Contradiction.CHANNEL_AND_NO, Contradiction.CHANNEL_AND_UNKNOWN])
    return table.assign(contradiction=table["contradiction"].mask(against))


_RULES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "rung": _without_rung,
    "closure": _without_closure,
    "answer": _without_answer,
    "reached": _without_reach,
    f"n_{Rung.NOT_RECORDED}": _without_not_recorded,
    "contradiction": _without_contradiction,
}
"""What the public release leaves out, by the column that would tell it."""


def _confirmed(table: pd.DataFrame, inventory: Inventory) -> pd.Series[bool]:
    columns = {theme: f"confirmed_theme_{theme}" for theme in inventory.themes}
    about = inventory.about.set_index("state")[list(columns.values())].isin([Confirmed.BY_THE_STATE])
    by_state = about.reindex(table["state"].astype("str")).set_index(table.index)
    if "theme" in table:
        of_theme = {theme: by_state[column] & table["theme"].eq(theme) for theme, column in columns.items()}
        return pd.DataFrame(of_theme, index=table.index).any(axis="columns")
    covers = table[[f"theme_{theme}" for theme in columns]].isin([YesNo.YES])
    by_source = by_state.set_axis(covers.columns, axis="columns")
    return (by_source | ~covers).all(axis="columns") & covers.any(axis="columns")
