"""Charts as files: the same bytes each time, described, whole or absent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from defusedxml import ElementTree
from matplotlib.figure import Figure
from PIL import Image

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


def test_nothing_is_written_when_a_format_cannot_be_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figure = bars_of(figures.two_states())
    save = figure.savefig

    def all_but_pdf(data: object, **settings: object) -> None:
        if settings["format"] == "pdf":
            raise OSError("no font")
        save(data, **settings)

    monkeypatch.setattr(figure, "savefig", all_but_pdf)
    with pytest.raises(OSError, match="no font"):
        save_chart(figure, tmp_path / "chart")
    assert list(tmp_path.iterdir()) == []
