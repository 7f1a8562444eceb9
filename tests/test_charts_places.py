"""Charts, measured: no word is cut, leaves the page or covers another, also with the longest words and numbers."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from impt_analysis.charts import answer_matrix, coverage_chart
from impt_analysis.coverage import coverage_range, item_coverage
from impt_analysis.inventory import Inventory
from tests.figures import bars_of, boxes, matrix_of, two_states
from tests.places import LONG, MANY, require_places, written
from tests.shipped_data import november


@pytest.mark.parametrize("draw", [bars_of, matrix_of])
@pytest.mark.parametrize("theme", [1, 2, 3])
def test_no_word_of_a_shipped_chart_is_cut_leaves_the_page_or_covers_another(
    theme: int, draw: Callable[[Inventory], Figure]
) -> None:
    figure = draw(november().where(theme=theme))
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


def test_bars_and_numbers_stand_beside_the_name_of_their_state() -> None:
    figure = bars_of(two_states())
    words = written(figure)
    names = heights(words, "state")
    assert heights(words, "n_sources") == pytest.approx(names)
    for panel in figure.axes[1:]:
        for bars in panel.containers:
            assert [middle(bar)[1] for bar in bars] == pytest.approx(names, abs=1)


def test_a_cell_stands_beside_its_item_and_below_its_state() -> None:
    figure = matrix_of(two_states())
    words = written(figure)
    (box,) = boxes(figure)["Latvia, Sex"]
    across = [text.get_window_extent() for text in words if text.get_text() == "Latvia"]
    upright = [text for text in words if text.get_text() == "Sex"]
    assert middle(box)[0] in [pytest.approx((place.x0 + place.x1) / 2, abs=1) for place in across]
    assert heights(upright, "item") == pytest.approx([middle(box)[1]], abs=1)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_bars_leaves_the_page_or_covers_another() -> None:
    found = november().where(theme=2)
    whole = coverage_range(found)
    counts = [name for name in whole if str(name).startswith("n_") and name != "n_items"]
    whole[counts] = whole[counts].add(MANY * 34)
    domains = coverage_range(found, by=["state", "theme", "domain"])
    require_places(coverage_chart(whole, domains, found.children() + LONG, found.evidence() + LONG * 3))


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_matrix_leaves_the_page_or_its_box_or_covers_another() -> None:
    found = november().where(theme=2)
    cells = item_coverage(found)
    kinds = cells["answer"].cat.categories
    cells["answer"] = pd.Categorical.from_codes(
        [row % len(kinds) for row in range(len(cells))], dtype=cells["answer"].dtype
    )
    cells["n_partly"] = MANY
    figure = answer_matrix(cells, found.children() + LONG, found.evidence() + LONG * 3)
    require_places(figure)
    drawn = boxes(figure)
    for text in written(figure):
        if text.get_label() in drawn:
            place, box = text.get_window_extent(), drawn[text.get_label()]
            assert any(one.get_window_extent().x0 <= place.x0 and place.x1 <= one.get_window_extent().x1 for one in box)


def heights(words: list[Text], role: str) -> list[float]:
    """Return how high the words of a role stand, in pixels."""
    return [
        text.get_transform().transform((0, text.get_position()[1]))[1] for text in words if text.get_label() == role
    ]


def middle(box: Rectangle) -> tuple[float, float]:
    """Return the middle of a box in pixels."""
    place = box.get_window_extent()
    return (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2
