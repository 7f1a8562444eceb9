"""What a person chooses in the explorer, what can be chosen, and which rows follow from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Population
from impt_analysis.inventory import Inventory

GROUPS: dict[str, tuple[Population, ...]] = {
    **{str(finding): populations for finding, populations in POPULATIONS.items()},
    **{str(one): (one,) for one in Population if (one,) not in POPULATIONS.values()},
}
"""The groups of children by code: the two findings, which are never told as one, and the single populations."""

NOT_KNOWN = "Sources of which the children are not known"
OPENED = 3
MOST_OPENED = 10


@dataclass(frozen=True)
class Choice:
    """What a person chose: what the gap map shows, the cell whose sources are listed, and the size of the plan.

    `group` is one of `GROUPS`. `state` and `item` name the cell; `item` is empty where the state has none to choose.
    """

    states: tuple[str, ...]
    theme: int
    group: str
    domains: tuple[str, ...]
    rungs: tuple[str, ...]
    state: str = ""
    item: str = ""
    opened: int = OPENED


def first_choice(inventory: Inventory) -> Choice:
    """Return what is chosen at first: everything of the first theme and the first group of children.

    >>> from impt_analysis.worked_example import example_inventory
    >>> choice = first_choice(example_inventory().where(theme=2))
    >>> choice.states, choice.theme, choice.group, choice.opened
    (('EE', 'LV'), 2, 'wider_group', 3)
    """
    codebook = shipped_codebook()
    states, groups = inventory.members(), list(offered_groups(inventory))
    return Choice(
        states=tuple(states),
        theme=inventory.themes[0],
        group=groups[0],
        domains=tuple(codebook.codes("domain")),
        rungs=tuple(codebook.codes("rung")),
        state=states[0] if states else "",
    )


def offered_groups(inventory: Inventory) -> dict[str, str]:
    """Return the groups of children on which the inventory has not been narrowed away, by code, with their names.

    >>> from impt_analysis.worked_example import example_inventory
    >>> offered_groups(example_inventory().where(population="identified"))
    {'identified': 'Identified children'}
    """
    return {code: _name(code) for code, one in GROUPS.items() if set(one) <= set(inventory.populations)}


def empty_part(choice: Choice) -> str:
    """Return what has to be chosen before anything can be shown, in words; nothing where all is chosen.

    >>> empty_part(Choice((), 2, "identified", ("child",), ()))
    'at least one state and at least one rung'
    """
    parts = {"state": choice.states, "domain": choice.domains, "rung": choice.rungs}
    return " and ".join(f"at least one {name}" for name, chosen in parts.items() if not chosen)


def narrowed(inventory: Inventory, choice: Choice) -> Inventory:
    """Return the inventory narrowed to the theme, the group of children and the states of a choice."""
    return inventory.where(theme=choice.theme, population=GROUPS[choice.group], state=choice.states)


def map_rows(ladder: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return the rows of a gap ladder that the map shows, and in a column `on_rung` whether the cell can be chosen.

    An item of a chosen domain is shown, with every state of the ladder, when it stands on a chosen rung in one of them
    at least. The cells on a chosen rung can be chosen.
    """
    of_domains = ladder[ladder["domain"].isin(choice.domains)]
    rows = of_domains.assign(on_rung=of_domains["rung"].isin(choice.rungs))
    shown = rows["on_rung"].groupby(rows["item"], observed=True).transform("any")
    return rows[shown].reset_index(drop=True)


def settled(choice: Choice, rows: pd.DataFrame) -> Choice:
    """Return the choice with a cell that its `map_rows` offer: the chosen one, or the first that can be chosen."""
    state = choice.state if choice.state in choice.states else choice.states[0]
    items = offered_items(rows, state)
    item = choice.item if choice.item in items else next(iter(items), "")
    return replace(choice, state=state, item=item)


def offered_items(rows: pd.DataFrame, state: str) -> dict[str, str]:
    """Return the items of a state that can be chosen, by code, each with its name and its rung in words."""
    own = rows[rows["on_rung"] & rows["state"].eq(state)]
    names = own["item"].astype("str").map(shipped_codebook().labels("item"))
    rungs = own["rung"].astype("str").map(shipped_codebook().labels("rung"))
    return dict(zip(own["item"].astype("str"), names + ": " + rungs, strict=True))


def _name(group: str) -> str:
    if group == Population.UNKNOWN:
        return NOT_KNOWN
    return shipped_codebook().label("finding" if group in POPULATIONS else "population", group)
