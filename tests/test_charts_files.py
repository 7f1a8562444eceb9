"""Charts as files: the same bytes each time, described, whole or absent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from defusedxml import ElementTree
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from impt_analysis.charts import alt_text, save_chart
from impt_analysis.errors import UsageError
from tests import figures
from tests.figures import bars_of


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_a_chart_is_saved_with_the_same_bytes_twice(tmp_path: Path, ending: str) -> None:
    (one,) = save_chart(bars_of(figures.two_states()), tmp_path / f"one{ending}")
    (other,) = save_chart(bars_of(figures.two_states()), tmp_path / f"other{ending}")
    assert one.read_bytes() == other.read_bytes()


def test_a_saved_svg_has_title_and_description_and_its_text_as_paths(tmp_path: Path) -> None:
    figure = bars_of(figures.two_states())
    (path,) = save_chart(figure, tmp_path / "chart.svg")
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    space = {"svg": "http://www.w3.org/2000/svg"}
    assert root.get("role") == "img"
    assert root.find("svg:title", space).text == figure.get_suptitle()
    assert root.find("svg:desc", space).text == alt_text(figure)
    assert not root.findall(".//svg:text", space)
    assert not re.search(r"\d{4}-\d{2}-\d{2}T", path.read_text(encoding="utf-8"))


def test_without_an_ending_all_formats_are_saved(tmp_path: Path) -> None:
    assert [file.name for file in save_chart(bars_of(figures.two_states()), tmp_path / "new" / "chart")] == [
        "chart.png",
        "chart.svg",
        "chart.pdf",
    ]


def test_another_ending_and_another_figure_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"found the ending \.jpg"):
        save_chart(bars_of(figures.two_states()), tmp_path / "chart.jpg")
    with pytest.raises(UsageError, match="no alternative text"):
        save_chart(Figure(), tmp_path / "chart.png")
    assert list(tmp_path.iterdir()) == []


def test_a_saved_png_carries_title_and_description_and_no_version(tmp_path: Path) -> None:
    figure = bars_of(figures.two_states())
    (path,) = save_chart(figure, tmp_path / "chart.png")
    with Image.open(path) as picture:
        said = picture.text
    assert said == {"Title": figure.get_suptitle(), "Description": alt_text(figure)}


def test_a_saved_pdf_is_one_page_of_the_size_of_the_chart_with_a_tagged_figure(tmp_path: Path) -> None:
    figure = bars_of(figures.two_states())
    (path,) = save_chart(figure, tmp_path / "chart.pdf")
    (page,) = PdfReader(path).pages
    root = PdfReader(path).trailer["/Root"]
    assert [float(edge) / 72 for edge in page.mediabox[2:]] == pytest.approx(figure.get_size_inches(), abs=0.01)
    assert root["/MarkInfo"]["/Marked"]
    assert PdfReader(path).metadata["/Title"] == figure.get_suptitle()
    assert alternatives(root["/StructTreeRoot"]) == [alt_text(figure)]


def alternatives(element: PdfObject) -> list[str]:
    """Return every alternative text in the tree of tags of a PDF."""
    found = element.get_object()
    if isinstance(found, ArrayObject):
        return [text for child in found for text in alternatives(child)]
    if not isinstance(found, DictionaryObject):
        return []
    own = [str(found["/Alt"])] if "/Alt" in found else []
    return [*own, *(alternatives(found["/K"]) if "/K" in found else [])]


def test_nothing_is_written_when_a_format_cannot_be_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise OSError("no page")

    monkeypatch.setattr("typst.compile", broken)
    with pytest.raises(OSError, match="no page"):
        save_chart(bars_of(figures.two_states()), tmp_path / "chart")
    assert list(tmp_path.iterdir()) == []
