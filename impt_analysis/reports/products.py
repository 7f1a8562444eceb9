"""The documents of the reports: what each is made from, the charts it shows, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from impt_analysis.inventory import Inventory
from impt_analysis.public_release import is_public
from impt_analysis.reports.brief import brief_files
from impt_analysis.reports.brief.rungs import map_of_the_wider_group
from impt_analysis.reports.final_report import charts_of_the_final_report, final_report_files
from impt_analysis.reports.folder import folder_of_state
from impt_analysis.reports.planned_charts import DrawnChart, Plan, chart_of_a_state
from impt_analysis.reports.portrait import portrait_files
from impt_analysis.reports.slides import charts_of_the_slides, slide_files

Charts = Mapping[Plan, DrawnChart]


@dataclass(frozen=True)
class Product:
    """A document of the reports: its name, the part of the inventory it is made from, the charts it shows, its maker.

    `part` narrows the inventory (as `Inventory.where` does); nothing outside it can change the document. `make` returns
    the files by name.
    """

    name: str
    make: Callable[[Inventory, Charts], dict[str, bytes]]
    part: Mapping[str, object] = field(default_factory=dict)
    charts: tuple[Plan, ...] = ()


def documents(inventory: Inventory, drawn: Sequence[Plan]) -> list[Product]:
    """Return the documents of the reports of an inventory as they are listed: the whole, seminars, states.

    A portrait is sent to its state to be confirmed, so that the public release has none. `drawn` are the charts of the
    reports, of which each document shows those that it knows.
    """
    known = tuple(plan for plan in charts_of_the_final_report(inventory) if plan in drawn)
    whole = Product("final_report", final_report_files, {}, known)
    of_themes = [product for theme in inventory.themes for product in _of_theme(theme, drawn)]
    of_states = [] if is_public(inventory) else [_of_state(str(state)) for state in inventory.about["state"]]
    return [whole, *of_themes, *of_states]


def _of_theme(theme: int, drawn: Sequence[Plan]) -> list[Product]:
    charts = tuple(plan for plan in charts_of_the_slides(theme) if plan in drawn)
    return [
        Product(f"theme_{theme}/brief", partial(_brief, theme), {"theme": theme}, (map_of_the_wider_group(theme),)),
        Product(f"theme_{theme}/slides", partial(_slides, theme), {}, charts),
    ]


def _of_state(state: str) -> Product:
    name = f"{folder_of_state(state)}/portrait"
    return Product(name, partial(_portrait, state), {"state": state}, (chart_of_a_state(state),))


def _brief(theme: int, inventory: Inventory, charts: Charts) -> dict[str, bytes]:
    return brief_files(inventory, theme, charts)


def _portrait(state: str, inventory: Inventory, charts: Charts) -> dict[str, bytes]:
    return portrait_files(inventory, state, charts)


def _slides(theme: int, inventory: Inventory, charts: Charts) -> dict[str, bytes]:
    return slide_files(inventory, theme, charts)
