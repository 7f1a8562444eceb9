"""The charts of the region and of single states as files: the same bytes twice, every format, no missing letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from impt_analysis.charts import alt_text, chart_bytes
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory
from tests.flows import flows
from tests.region_figures import figures_of, freshness_of, portrait_of, tiles_of

DRAWN: dict[str, tuple[Callable[[Inventory], Figure], Callable[[], Inventory]]] = {
    "tiles": (tiles_of, example_inventory),
    "freshness": (freshness_of, example_inventory),
    "figures": (figures_of, lambda: flows({}, figures=[{"value": 7}, {"value": 9, "status": "first"}])),
    "portrait": (lambda found: portrait_of(found, "LV"), example_inventory),
}


@pytest.mark.parametrize("chart", DRAWN)
def test_a_chart_is_saved_in_every_format_with_the_same_bytes_twice_and_without_a_warning(chart: str) -> None:
    """A letter that the font lacks would warn, and a warning is an error."""
    draw, found = DRAWN[chart]
    once, again = chart_bytes(draw(found())), chart_bytes(draw(found()))
    assert list(once) == [".png", ".svg", ".pdf"]
    assert once == again


@pytest.mark.parametrize("chart", DRAWN)
def test_no_word_is_smaller_than_it_can_be_read_on_a_slide(chart: str) -> None:
    draw, found = DRAWN[chart]
    words = [text for text in draw(found()).findobj(Text) if text.get_text().strip()]
    assert min(text.get_fontsize() for text in words) >= 8
    assert sum(text.get_fontsize() < 10 for text in words) <= len(words) / 10


@pytest.mark.parametrize("chart", DRAWN)
def test_the_alternative_text_is_whole_and_says_no_per_cent(chart: str) -> None:
    draw, found = DRAWN[chart]
    said = alt_text(draw(found()))
    assert said.endswith("no state has confirmed it.")
    assert "{" not in said
    assert "%" not in said
