"""Charts, measured: no word is cut, leaves the page or covers another, also with the longest words and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from impt_analysis.charts import answer_cells, answer_matrix, coverage_bars, coverage_chart, state_rows, tables
from impt_analysis.charts.style import ANSWERS, NO_SOURCE, PARTS, Look
from impt_analysis.codebook import shipped_codebook
from impt_analysis.coverage import coverage_range, item_coverage
from impt_analysis.inventory import Inventory
from tests.figures import bars_of, boxes, everything, matrix_of, two_states

LONG = " Þingvallaþjóðgarðsvörður Žvėrynė šiūkšlės Łódź Ægisstræti Россия"
"""Letters of the region, in words longer than any label has."""

MANY = 40
"""No state has more sources."""


@pytest.mark.parametrize("draw", [bars_of, matrix_of])
@pytest.mark.parametrize("theme", [1, 2, 3])
def test_no_word_of_a_shipped_chart_is_cut_leaves_the_page_or_covers_another(
    theme: int, draw: Callable[[Inventory], Figure]
) -> None:
    figure = draw(everything().where(theme=theme))
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
    found = everything().where(theme=2)
    whole = coverage_range(found)
    counts = [name for name in whole if str(name).startswith("n_") and name != "n_items"]
    whole[counts] = whole[counts].add(MANY * 34)
    domains = coverage_range(found, by=["state", "theme", "domain"])
    require_places(coverage_chart(whole, domains, found.children() + LONG, found.evidence() + LONG * 3))


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_matrix_leaves_the_page_or_its_box_or_covers_another() -> None:
    found = everything().where(theme=2)
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


@pytest.mark.parametrize("look", [*PARTS.values(), *ANSWERS.values(), NO_SOURCE])
def test_what_is_written_on_a_look_stands_out_from_it(look: Look) -> None:
    """A contrast of 4.5 to 1 is asked for by WCAG 2.2, success criterion 1.4.3."""
    lighter, darker = sorted((luminance(look.fill), luminance(look.ink)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.fixture
def long_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    book = shipped_codebook()
    lengthened = {
        name: getattr(book, name).assign(label=getattr(book, name)["label"] + LONG)
        for name in ("states", "themes", "items", "code_lists")
    }
    longest = replace(book, **lengthened)
    for module in (tables, state_rows, coverage_bars, answer_cells):
        monkeypatch.setattr(module, "shipped_codebook", lambda: longest)


def written(figure: Figure) -> list[Text]:
    """Return every text of a figure that is seen."""
    figure.draw_without_rendering()
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def heights(words: list[Text], role: str) -> list[float]:
    """Return how high the words of a role stand, in pixels."""
    return [
        text.get_transform().transform((0, text.get_position()[1]))[1] for text in words if text.get_label() == role
    ]


def middle(box: Rectangle) -> tuple[float, float]:
    """Return the middle of a box in pixels."""
    place = box.get_window_extent()
    return (place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2


def require_places(figure: Figure) -> None:
    """Assert that every text, and every box of the legend, stands on the page and, to a pixel, on no other."""
    words = [text for text in written(figure) if text.get_label() != "legend box"]
    artists = [*words, *boxes(figure)["legend box"]]
    names = [*(text.get_text() for text in words), *("a box of the legend" for _ in boxes(figure)["legend box"])]
    places = np.array([artist.get_window_extent().extents for artist in artists])
    x0, y0, x1, y1 = places.T
    page = figure.bbox
    outside = (x0 < page.x0) | (y0 < page.y0) | (x1 > page.x1) | (y1 > page.y1)
    assert not [name for name, out in zip(names, outside, strict=True) if out]
    across = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    upright = np.minimum.outer(y1, y1) - np.maximum.outer(y0, y0)
    covering = np.argwhere(np.triu((across > 1) & (upright > 1), k=1))
    assert not [(names[one], names[other]) for one, other in covering]


def luminance(colour: str) -> float:
    """Relative luminance from 0 to 1 (WCAG 2.2)."""
    linear = [(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in mpl.colors.to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
