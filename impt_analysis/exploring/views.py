"""What the explorer shows of a choice: the gap map, the sources behind a cell and the opening plan, as HTML."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.exploring.cell_tables import cell_sources, source_references, state_plan
from impt_analysis.exploring.choices import (
    Choice,
    empty_part,
    map_rows,
    narrowed,
    offered_groups,
    offered_items,
    settled,
)
from impt_analysis.exploring.pages import picture, plan_page, sources_page, told
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory
from impt_analysis.plurals import number_of


@dataclass(frozen=True, eq=False)
class View:
    """What follows from a choice.

    `choice`: with a cell that can be chosen. `items`: the items of its state that can be chosen, by code, with their
    names. `rows`: the rows of the gap map, as `map_rows` gives them. `status`, `sources`, `plan`: HTML; what cannot be
    shown is told in words.
    """

    choice: Choice
    items: dict[str, str]
    rows: pd.DataFrame
    status: str
    sources: str = ""
    plan: str = ""


def view_of(inventory: Inventory, choice: Choice) -> View:
    """Return what the explorer shows of a choice, without the picture, which takes longer."""
    if not inventory.members():
        return View(
            choice, {}, pd.DataFrame(), told("The inventory holds no member state, so nothing can be measured.")
        )
    if lacking := empty_part(choice):
        return View(choice, {}, pd.DataFrame(), told(f"Nothing is shown yet: choose {lacking}."))
    chosen = narrowed(inventory, choice)
    rows = map_rows(gap_ladder(chosen), choice)
    final = settled(choice, rows)
    items = offered_items(rows, final.state)
    return View(
        choice=final,
        items=items,
        rows=rows,
        status=told(_status(inventory, chosen, final, rows)),
        sources=_sources(chosen, final, items),
        plan=plan_page(
            state_plan(chosen, state=final.state, opened=final.opened, items=rows["item"].unique()),
            chosen.where(state=final.state).evidence(),
        ),
    )


def gap_picture(inventory: Inventory, view: View) -> str:
    """Return the gap map of a view as HTML, or nothing where it has no row."""
    if view.rows.empty:
        return ""
    from impt_analysis.charts import alt_text, chart_bytes, gap_map

    evidence = narrowed(inventory, view.choice).evidence()
    figure = gap_map(view.rows, offered_groups(inventory)[view.choice.group], evidence)
    return picture(chart_bytes(figure, [".svg"])[".svg"], alt_text(figure))


def _status(inventory: Inventory, chosen: Inventory, choice: Choice, rows: pd.DataFrame) -> str:
    every = len(shipped_codebook().codes("item"))
    shown = rows["item"].nunique()
    states = number_of(len(choice.states), "state")
    said = f"{offered_groups(inventory)[choice.group]}. {chosen.evidence()}."
    if not shown:
        return f"No item of a chosen domain stands on a chosen rung in {states}; choose more of them. {said}"
    return f"The map shows {shown} of {number_of(every, 'item')} in {states}. {said}"


def _sources(chosen: Inventory, choice: Choice, items: dict[str, str]) -> str:
    state = shipped_codebook().label("state", choice.state)
    if not choice.item:
        return told(f"{state} has no item of a chosen domain on a chosen rung: choose another state, domain or rung.")
    sources = cell_sources(chosen, choice.state, choice.item)
    return sources_page(f"{state}, {items[choice.item]}", sources, source_references(chosen, sources["source_id"]))
