"""Charts of uses, management, channels and overlap as files: every format, the same bytes twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.figure import Figure

from impt_analysis.charts import alt_text, chart_bytes
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory
from tests.flow_figures import borders_of, channels_of, management_of, overlap_of, uses_of
from tests.flows import COLLECTOR, about, flows

CHARTS: dict[str, Callable[[], Figure]] = {
    "uses": lambda: uses_of(example()),
    "management": lambda: management_of(example()),
    "overlap": lambda: overlap_of(example()),
    "channels": lambda: channels_of(linked(), "LV", 2),
    "borders": lambda: borders_of(linked()),
}
ENDINGS = [".png", ".svg", ".pdf"]


def example() -> Inventory:
    return example_inventory().where(theme=2)


def linked() -> Inventory:
    within, abroad = ("LV-02", "LV-01", about(2)), ("LV-02", "ext:Swedish Police", {"kind": "informal"})
    return flows({"LV-01": COLLECTOR, "LV-02": {}}, [within, abroad])


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_every_format_has_the_same_bytes_twice_and_no_font_is_missed(draw: Callable[[], Figure]) -> None:
    assert chart_bytes(draw(), ENDINGS) == chart_bytes(draw(), ENDINGS)


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_a_saved_svg_states_the_finding_and_has_its_text_as_paths(draw: Callable[[], Figure]) -> None:
    figure = draw()
    drawn = chart_bytes(figure, [".svg"])[".svg"].decode()
    assert "<text" not in drawn
    assert alt_text(figure).split(". ")[1] in drawn
