"""The explorer as it stands in a notebook: the widgets of a choice above what follows from it."""

from __future__ import annotations

from dataclasses import replace

from ipywidgets import HTML, VBox  # type: ignore[import-untyped]

from impt_analysis.exploring.choices import Choice, first_choice
from impt_analysis.exploring.controls import Controls
from impt_analysis.exploring.views import View, gap_picture, view_of
from impt_analysis.inventory import Inventory


class Explorer(VBox):  # type: ignore[misc]  # mypy knows no types of ipywidgets
    """Widgets that show what `view_of` gives of the choice made with them."""

    def __init__(self, inventory: Inventory) -> None:
        first = first_choice(inventory)
        self._inventory = inventory
        self._controls = Controls(inventory, first, self._follow)
        self._drawn: Choice | None = None
        self._status, self._map, self._sources, self._plan = HTML(), HTML(), HTML(), HTML()
        super().__init__(
            [
                HTML(STYLE),
                self._controls.filters,
                self._status,
                self._map,
                HTML("<h3>The sources behind a cell</h3>"),
                self._controls.cell,
                self._sources,
                HTML("<h3>The opening plan of this state</h3>"),
                self._controls.opened,
                self._plan,
            ]
        )
        self.add_class("impt-explorer")
        self._show(view_of(inventory, first))

    def __repr__(self) -> str:
        """Return what stands in place of the widgets where they cannot be shown."""
        return PLACE_HELD

    def _follow(self) -> None:
        self._show(view_of(self._inventory, self._controls.choice()))

    def _show(self, view: View) -> None:
        self._controls.offer(view.choice, view.items)
        self._status.value, self._sources.value, self._plan.value = view.status, view.sources, view.plan
        of_map = replace(view.choice, state="", item="", opened=0)
        if of_map != self._drawn:
            self._map.value = gap_picture(self._inventory, view)
            self._drawn = of_map


PLACE_HELD = "The explorer: run this cell in JupyterLab, or call `impt explore`."
STYLE = """<style>
.impt-explorer p { line-height: 1.45; margin: .3em 0; }
</style>"""
