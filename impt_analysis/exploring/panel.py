"""The explorer as it stands in a notebook: the widgets of a choice above what follows from it."""

from __future__ import annotations

from dataclasses import replace

from ipywidgets import HTML, VBox  # type: ignore[import-untyped]

from impt_analysis.exploring.choices import Choice, first_choice
from impt_analysis.exploring.controls import Controls
from impt_analysis.exploring.views import View, gap_picture, view_of
from impt_analysis.inventory import Inventory


class Explorer(VBox):  # type: ignore[misc]  # mypy knows no types of ipywidgets
    """Widgets that show what `view_of` gives of the choice made with them.

    `controls` hold the choice; `status`, `map`, `sources` and `plan` show what follows from it.
    """

    def __init__(self, inventory: Inventory) -> None:
        first = first_choice(inventory)
        self._inventory = inventory
        self.controls = Controls(inventory, first, self._follow)
        self._drawn: Choice | None = None
        self.status, self.map, self.sources, self.plan = HTML(), HTML(), HTML(), HTML()
        self.sources.add_class("impt-sources")
        self.plan.add_class("impt-plan")
        super().__init__(
            [
                HTML(STYLE),
                self.controls.filters,
                self.status,
                self.map,
                HTML("<h3>The sources behind a cell</h3>"),
                self.controls.cell,
                self.sources,
                HTML("<h3>The opening plan of this state</h3>"),
                self.controls.opened,
                self.plan,
            ]
        )
        self.add_class("impt-explorer")
        self._show(view_of(inventory, first))

    def __repr__(self) -> str:
        """Return what stands in place of the widgets where they cannot be shown."""
        return PLACE_HELD

    def _follow(self) -> None:
        self._show(view_of(self._inventory, self.controls.choice()))

    def _show(self, view: View) -> None:
        self.controls.offer(view.choice, view.items)
        self.status.value, self.sources.value, self.plan.value = view.status, view.sources, view.plan
        of_map = replace(view.choice, state="", item="", opened=0)
        if of_map != self._drawn:
            self.map.value = gap_picture(self._inventory, view)
            self._drawn = of_map


PLACE_HELD = "The explorer: run this cell in JupyterLab, or call `impt explore`."
STYLE = """<style>
.impt-explorer p, .impt-explorer summary { line-height: 1.45; margin: .3em 0; max-width: 60rem; }
.impt-explorer h3 { font-size: 1.25em; margin: 1em 0 .3em; }
.impt-explorer h4 { font-size: 1.05em; margin: .5em 0 .2em; }
.impt-explorer table { border-collapse: collapse; width: 100%; margin: .3em 0 .6em; }
.impt-explorer th, .impt-explorer td {
  border-bottom: 1px solid #999; line-height: 1.35; padding: .35em .8em .35em 0; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; min-width: 5em;
}
.impt-explorer td a { color: var(--jp-content-link-color, #0b4f8a); text-decoration: underline; }
.impt-explorer summary { cursor: pointer; }
.impt-explorer .impt-map { display: block; width: 100%; max-width: 84rem; height: auto; background: #fff; }
</style>"""
