"""The drawing of a chart as SVG: matplotlib's own, with each line of text laid out once."""

from __future__ import annotations

import re
from io import StringIO
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from impt_analysis.charts.lettering import MEASURED_SIZE, UNITS, extent, letters, outline
from impt_analysis.charts.style import FONT, RC
from impt_analysis.charts.svg_drawing import svg_text

SPACE = {"svg": "http://www.w3.org/2000/svg"}
LINK = "{http://www.w3.org/1999/xlink}href"
NUMBER = r"-?[\d.]+"


def written(*lines: str, **settings: object) -> Figure:
    """Return a figure on which each of some lines is written."""
    figure = Figure(figsize=(4, 3))
    for number, line in enumerate(lines):
        figure.text(0.1, 0.1 + number / 10, line, **{"family": FONT, **settings})
    return figure


def drawn(figure: Figure) -> Element:
    """Return the SVG of a figure."""
    root: Element = ElementTree.fromstring(svg_text(figure, "Title"))
    return root


def by_matplotlib(figure: Figure) -> Element:
    """Return the SVG of a figure as matplotlib draws it."""
    file = StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    root: Element = ElementTree.fromstring(file.getvalue())
    return root


def places(root: Element) -> list[tuple[float, float]]:
    """Return where each line of text begins in a drawing."""
    lines = [group for group in root.iter(f"{{{SPACE['svg']}}}g") if "scale" in group.get("transform", "")]
    found = [re.findall(NUMBER, group.get("transform", "")) for group in lines]
    return [(round(float(x), 2), round(float(y), 2)) for x, y, *_ in found]


@pytest.mark.parametrize("settings", [{}, {"ha": "center", "va": "center"}, {"rotation": 90}, {"weight": "bold"}])
def test_a_line_stands_where_matplotlib_puts_it(settings: dict[str, object]) -> None:
    with rc_context(RC):
        figure = written("Norway", "Two\nlines", "Łódź, Þingvellir, Россия", **settings)
        assert places(drawn(figure)) == places(by_matplotlib(figure))


LINES = ["Gap map", "", " ", "- -", "a  b ", "T AV To", "Wy, Łódź „Þ“", "Żeby Россия", "שלום עולם"]
"""Words that hang together or stand apart: spaces between and after, marks above the line, another direction."""


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_a_line_takes_the_room_that_matplotlib_gives_it(line: str, weight: str) -> None:
    font = FontProperties(family=FONT, size=MEASURED_SIZE, weight=weight)
    drawing = RendererSVG(100, 100, StringIO())
    assert extent(line, weight) == drawing.get_text_width_height_descent(line, font, ismath=False)


@given(st.text(st.sampled_from("AVTWyfłŻ.,- "), max_size=30))
def test_the_words_of_a_line_take_the_room_of_the_whole(line: str) -> None:
    font = FontProperties(family=FONT, size=MEASURED_SIZE)
    whole = RendererSVG(100, 100, StringIO()).get_text_width_height_descent(line, font, ismath=False)
    assert extent(line, "normal") == whole


@pytest.mark.parametrize("line", ["Norway", "AVATAR", "Þ é", "T AV To", "a  b", "שלום עולם"])
def test_the_letters_of_a_line_stand_as_far_from_its_beginning_as_matplotlib_puts_them(line: str) -> None:
    uses = by_matplotlib(written(line)).iter(f"{{{SPACE['svg']}}}use")
    along = [re.findall(rf"translate\(({NUMBER})", use.get("transform", "")) for use in uses]
    assert [place / UNITS for _, place in letters(line, "normal")] == [float(*said or [0]) for said in along]


def test_the_outline_of_a_letter_stands_in_a_drawing_once() -> None:
    root = drawn(written("Latvia", "Latvia", "Lithuania"))
    defined = [path.get("id") for path in root.findall(".//svg:defs/svg:path", SPACE)]
    used = [use.get(LINK, "").removeprefix("#") for use in root.iter(f"{{{SPACE['svg']}}}use")]
    assert len(defined) == len(set(defined)) == len(set("LatviaLithuania"))
    assert (len(used), set(used)) == (len("LatviaLatviaLithuania"), set(defined))


def test_a_letter_is_drawn_as_matplotlib_draws_it() -> None:
    ((letter, _),) = letters("l", "normal")
    path = by_matplotlib(written("l")).find(".//svg:defs/svg:path", SPACE)
    assert path is not None
    numbers = [[float(number) for number in re.findall(NUMBER, said)] for said in (outline(letter), path.get("d", ""))]
    assert numbers[0][:8] == pytest.approx(numbers[1][:8], abs=1)


def test_words_in_another_font_are_left_to_matplotlib_and_are_paths_too() -> None:
    root = drawn(written("Norway", style="italic"))
    assert not root.findall(".//svg:text", SPACE)
    assert [use.get(LINK, "")[:16] for use in root.iter(f"{{{SPACE['svg']}}}use")] == ["#DejaVuSans-Obli"] * 6


def test_a_drawing_leaves_the_figure_as_it_was() -> None:
    figure = written("Norway")
    before = figure.dpi
    drawn(figure)
    assert figure.dpi == before


def test_words_cannot_end_the_comment_that_names_them() -> None:
    root = drawn(written('--><script>x</script><use x="'))
    assert not root.findall(".//svg:script", SPACE)


def test_the_same_chart_is_the_same_text_whatever_was_drawn_before() -> None:
    first = svg_text(written("Estonia"), "Title")
    svg_text(written("Iceland", "Sweden"), "Title")
    assert svg_text(written("Estonia"), "Title") == first
