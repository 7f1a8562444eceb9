"""Where the words of a chart stand, and labels longer than any, for tests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

from impt_analysis.codebook import Codebook, shipped_codebook
from tests.figures import boxes

LONG = " Þingvallaþjóðgarðsvörður Žvėrynė šiūkšlės Łódź Ægisstræti Россия"
"""Letters of the region, in words longer than any label has."""

MANY = 40
"""No state has more sources."""


def with_long_labels() -> Codebook:
    """Return the vocabulary with labels that are longer than any and hold letters of the region."""
    book = shipped_codebook()
    lengthened = {
        name: getattr(book, name).assign(label=getattr(book, name)["label"] + LONG)
        for name in ("states", "themes", "items", "uses", "indicators", "code_lists")
    }
    return replace(book, **lengthened)


def written(figure: Figure) -> list[Text]:
    """Return every text of a figure that is seen."""
    figure.draw_without_rendering()
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def require_places(figure: Figure) -> None:
    """Assert that every text, and every box of the legend, stands on the page and, to a pixel, on no other."""
    words = [text for text in written(figure) if text.get_label() != "legend box"]
    legend = boxes(figure).get("legend box", [])
    artists = [*words, *legend]
    names = [*(text.get_text() for text in words), *("a box of the legend" for _ in legend)]
    places = np.array([artist.get_window_extent().extents for artist in artists])
    x0, y0, x1, y1 = places.T
    page = figure.bbox
    outside = (x0 < page.x0) | (y0 < page.y0) | (x1 > page.x1) | (y1 > page.y1)
    assert not [name for name, out in zip(names, outside, strict=True) if out]
    across = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    upright = np.minimum.outer(y1, y1) - np.maximum.outer(y0, y0)
    covering = np.argwhere(np.triu((across > 1) & (upright > 1), k=1))
    assert not [(names[one], names[other]) for one, other in covering]
