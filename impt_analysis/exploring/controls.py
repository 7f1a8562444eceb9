"""The widgets with which a person chooses; they hold a `Choice` and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ipywidgets import HTML, Box, Button, Checkbox, Dropdown, HBox, Layout, VBox  # type: ignore[import-untyped]

from impt_analysis.codebook import shipped_codebook
from impt_analysis.exploring.choices import MOST_OPENED, Choice, offered_groups
from impt_analysis.inventory import Inventory
from impt_analysis.plurals import number_of

WIDE = {"description_width": "auto"}


class Controls:
    """The widgets of a choice: `filters` (what the map shows), `cell` (whose sources), `opened` (the plan's size).

    `changed` is called once whenever a person changed something.
    """

    def __init__(self, inventory: Inventory, first: Choice, changed: Callable[[], None]) -> None:
        codebook = shipped_codebook()
        self._quiet = False
        self._changed = changed
        self.states = _boxes({code: codebook.label("state", code) for code in inventory.members()}, first.states)
        self.domains = _boxes(codebook.labels("domain"), first.domains)
        self.rungs = _boxes(codebook.labels("rung"), first.rungs)
        themes = {theme: f"{theme} {codebook.label('theme', theme)}" for theme in inventory.themes}
        self.theme = _list("Theme", themes, first.theme)
        self.group = _list("Children", offered_groups(inventory), first.group)
        self.state = _list("State", {}, None, width="14em")
        self.item = _list("Item", {}, None, width="34em")
        self.opened = _list("Open at most", _sizes(), first.opened, width="16em")
        self.every, self.none = self._button("All", ticked=True), self._button("None", ticked=False)
        self.filters = self._filters()
        self.cell = HBox([self.state, self.item], layout=Layout(flex_flow="row wrap"))
        for widget in self.all():
            widget.observe(self._tell, "value")

    def choice(self) -> Choice:
        """Return what is chosen now."""
        return Choice(
            states=_chosen(self.states),
            theme=self.theme.value,
            group=self.group.value,
            domains=_chosen(self.domains),
            rungs=_chosen(self.rungs),
            state=self.state.value or "",
            item=self.item.value or "",
            opened=self.opened.value,
        )

    def offer(self, choice: Choice, items: Mapping[str, str]) -> None:
        """Offer the states of a choice and these items as cells, and mark its cell as chosen."""
        labels = shipped_codebook().labels("state")
        with self._quietly():
            _set(self.state, {code: labels[code] for code in choice.states}, choice.state)
            _set(self.item, items, choice.item)

    def _filters(self) -> Any:
        states = Box(list(self.states.values()), layout=Layout(display="grid", grid_template_columns="auto auto"))
        parts = [
            _part("Theme and children", [self.theme, self.group]),
            _part("States", [states, HBox([self.every, self.none])]),
            _part("Domains", list(self.domains.values())),
            _part("Rungs", list(self.rungs.values())),
        ]
        return HBox(parts, layout=Layout(flex_flow="row wrap"))

    def _button(self, words: str, *, ticked: bool) -> Any:
        button = Button(description=words, tooltip=f"{words} of the states", layout=Layout(width="auto"))
        button.on_click(lambda _: self._tick_states(ticked=ticked))
        return button

    def _tick_states(self, *, ticked: bool) -> None:
        with self._quietly():
            for box in self.states.values():
                box.value = ticked
        self._changed()

    def all(self) -> list[Any]:
        """Return every widget whose value is a part of the choice."""
        boxes = [*self.states.values(), *self.domains.values(), *self.rungs.values()]
        return [*boxes, self.theme, self.group, self.state, self.item, self.opened]

    def _tell(self, _: object) -> None:
        if not self._quiet:
            self._changed()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False


def _boxes(labels: Mapping[str, str], ticked: Sequence[str]) -> dict[str, Any]:
    """Return a box to tick for each code, by code."""
    layout = Layout(width="auto", margin="0 1.2em 0 0")
    return {
        code: Checkbox(value=code in ticked, description=label, indent=False, layout=layout)
        for code, label in labels.items()
    }


def _sizes() -> dict[int, str]:
    return {size: number_of(size, "source") for size in range(1, MOST_OPENED + 1)}


def _chosen(boxes: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(code for code, box in boxes.items() if box.value)


def _list(name: str, labels: Mapping[Any, str], value: object, width: str = "28em") -> Any:
    """Return a drop-down list with its name before it."""
    options = [(label, code) for code, label in labels.items()]
    return Dropdown(options=options, value=value, description=name, style=WIDE, layout=Layout(width=width))


def _set(chosen: Any, labels: Mapping[str, str], value: str) -> None:
    options = tuple((label, code) for code, label in labels.items())
    if chosen.options != options:
        chosen.options = options
    chosen.value = value if value in labels else None


def _part(heading: str, widgets: list[Any]) -> Any:
    return VBox([HTML(f"<b>{heading}</b>"), *widgets], layout=Layout(margin="0 1.5em 0.5em 0"))
