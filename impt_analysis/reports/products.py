"""The documents of the reports: what each is made from, the charts it shows, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from impt_analysis.inventory import Inventory
from impt_analysis.reports.brief import brief_files
from impt_analysis.reports.planned_charts import DrawnChart, Plan
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
    """Return the documents of the reports of an inventory in the order in which they are listed: by seminar.

    `drawn` are the charts of the reports, of which each document shows those that it knows.
    """
    return [product for theme in inventory.themes for product in _of_theme(theme, drawn)]


def _of_theme(theme: int, drawn: Sequence[Plan]) -> list[Product]:
    charts = tuple(plan for plan in charts_of_the_slides(theme) if plan in drawn)
    return [
        Product(f"theme_{theme}/brief", partial(_brief, theme), {"theme": theme}),
        Product(f"theme_{theme}/slides", partial(_slides, theme), {}, charts),
    ]


def _brief(theme: int, inventory: Inventory, _: Charts) -> dict[str, bytes]:
    return brief_files(inventory, theme)


def _slides(theme: int, inventory: Inventory, charts: Charts) -> dict[str, bytes]:
    return slide_files(inventory, theme, charts)
