"""Slides: one chart each with its finding as title, described, with numbers and references for the speaker."""

from __future__ import annotations

import re
from io import BytesIO

import pptx
import pytest
from pptx.presentation import Presentation

import impt_analysis as impt
from impt_analysis.charts.fitting import text_width
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.coverage import coverage_range
from impt_analysis.documents.deck import ChartSlide, Deck, PointSlide
from impt_analysis.documents.powerpoint import powerpoint_file
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.reports.chart_drawing import drawn_chart
from impt_analysis.reports.planned_charts import DrawnChart, Plan, Subject, every_chart
from impt_analysis.reports.slides import _slide, charts_of_the_slides, seminar_slides
from impt_analysis.worked_example import example_inventory
from tests.drawn_charts import placeholders
from tests.figures import bars_of, two_states
from tests.shipped_data import november

HOSTILE = "<b>=1+1 \u202e Þingvallaþjóðgarður, Žvėrynė, Россия</b>"


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return example_inventory()


def charts(inventory: Inventory) -> dict[Plan, DrawnChart]:
    return {
        plan: drawn_chart(inventory.where(**plan.criteria), plan)
        for plan in charts_of_the_slides(2)
        if plan in every_chart(inventory)
    }


@pytest.fixture(scope="module")
def deck(inventory: Inventory) -> Deck:
    return seminar_slides(inventory, 2, charts(inventory))


@pytest.fixture(scope="module")
def opened(deck: Deck) -> Presentation:
    return pptx.Presentation(BytesIO(powerpoint_file(deck)))


def test_a_deck_begins_with_its_theme_and_with_how_to_read_it(opened: Presentation) -> None:
    first, second = list(opened.slides)[:2]
    assert first.shapes.title.text == "Theme 2: Children in migration"
    assert "no state has confirmed it" in first.placeholders[1].text
    assert second.shapes.title.text == "How to read these slides"


def test_each_chart_has_a_slide_with_its_finding_as_title(deck: Deck, opened: Presentation) -> None:
    titles = [slide.shapes.title.text for slide in list(opened.slides)[1:]]
    assert titles == [slide.title for slide in deck.slides]
    assert any(title.endswith("of 100 weighted points are documented as reached") for title in titles)


def test_the_wider_group_and_identified_children_stand_on_slides_of_their_own(deck: Deck) -> None:
    subjects = [slide.subject for slide in deck.slides if isinstance(slide, ChartSlide)]
    assert sum(subject.endswith("Identified children") for subject in subjects) == 2
    assert sum(subject.endswith("Wider group and children of concern") for subject in subjects) == 5


def test_every_picture_is_described(deck: Deck, opened: Presentation) -> None:
    pictures = [shape for slide in opened.slides for shape in slide.shapes if shape.shape_type == 13]
    described = [picture.element.nvPicPr.cNvPr.get("descr") for picture in pictures]
    assert described == [slide.alternative for slide in deck.slides if isinstance(slide, ChartSlide)]
    assert all(described)


def test_the_notes_give_the_numbers_of_each_state_and_the_references(
    inventory: Inventory, opened: Presentation
) -> None:
    wider = inventory.where(theme=2, population=POPULATIONS[Finding.WIDER_GROUP])
    row = coverage_range(wider).set_index("state").loc["LV"]
    notes = [slide.notes_slide.notes_text_frame.text for slide in opened.slides if slide.has_notes_slide]
    low, held = (round(100 * row[end]) for end in ("low", "held_low"))
    said = f"Latvia: of 100 weighted points {low} documented as reached, {held} as held"
    assert any(said in note for note in notes)
    assert any("References, Latvia: LV-R001" in note for note in notes)
    assert all(note.endswith("no state has confirmed it") for note in notes)


def test_a_title_leaves_room_for_a_program_that_sets_it_a_little_wider() -> None:
    title = "Reached at least in part in 17 of 340 cells, held and not shown to be reached in 115"
    opened = pptx.Presentation(
        BytesIO(powerpoint_file(Deck("A", "", "", [ChartSlide("", title, _picture(), "a", [])])))
    )
    shape = list(opened.slides)[1].shapes.title
    size = shape.text_frame.paragraphs[0].font.size.pt
    assert text_width(title, size, "bold") <= 0.96 * shape.width.inches


def test_the_notes_of_figures_and_of_borders_name_their_own_references() -> None:
    found = november()
    notes = {
        subject: "\n".join(_slide(placeholders([Plan(subject)])[Plan(subject)], found).notes)
        for subject in (Subject.PUBLISHED_FIGURES, Subject.BORDERS)
    }
    for subject, rows in (
        (Subject.PUBLISHED_FIGURES, impt.identified_beside_wider_group(found)),
        (Subject.BORDERS, impt.cross_border_channels(found)),
    ):
        cited = set(re.findall(r"\b[A-Z]{2,3}-R\d+\b", notes[subject]))
        assert cited == {id_ for cell in rows["reference_ids"].dropna() for id_ in cell.split(";")}
        assert "see the list at the end of the final report" in notes[subject]
    assert "Sweden, newest figures: " in notes[Subject.PUBLISHED_FIGURES]
    assert "Permanent, told by Denmark: DK-23 to " in notes[Subject.BORDERS]


def test_what_a_source_adds_agrees_with_its_noun(deck: Deck) -> None:
    notes = "\n".join(note for slide in deck.slides for note in slide.notes)
    assert ": 2 of 100 points, 1 item;" in notes or ", 1 item;" in notes
    assert not re.search(r"\b1 items\b", notes)


def test_slides_are_as_wide_as_a_chart_and_its_picture_is_cut_below_the_title(opened: Presentation) -> None:
    picture = next(shape for shape in list(opened.slides)[2].shapes if shape.shape_type == 13)
    assert picture.width == opened.slide_width
    assert picture.top + picture.height == pytest.approx(opened.slide_height, abs=2)
    assert picture.crop_top == pytest.approx(picture.top / opened.slide_height, abs=1e-4)


def test_a_deck_has_the_same_bytes_twice(deck: Deck) -> None:
    assert powerpoint_file(deck) == powerpoint_file(deck)


def test_no_clock_and_no_name_of_a_person_is_in_the_properties(opened: Presentation) -> None:
    properties = opened.core_properties
    assert (properties.author, properties.last_modified_by) == ("impt_analysis", "impt_analysis")
    assert properties.created == properties.modified
    assert properties.modified.year == 1980


def test_hostile_words_stay_words() -> None:
    chart = ChartSlide("A subject", HOSTILE, _picture(), HOSTILE, [HOSTILE])
    opened = pptx.Presentation(BytesIO(powerpoint_file(Deck("A deck", HOSTILE, "Rests on nothing", [chart]))))
    slide = list(opened.slides)[1]
    shown = HOSTILE.replace("\u202e", r"\u202e")
    assert slide.shapes.title.text == shown
    assert slide.notes_slide.notes_text_frame.text.splitlines()[0] == shown


def test_a_slide_without_a_title_and_a_chart_without_words_are_refused() -> None:
    with pytest.raises(UsageError, match="slide 2 of the deck 'A deck' has no title"):
        Deck("A deck", "", "", [PointSlide(" ", ["One"])])
    with pytest.raises(UsageError, match="the chart 'One' has no alternative text"):
        Deck("A deck", "", "", [ChartSlide("", "One", b"", " ", [])])


def _picture() -> bytes:
    from impt_analysis.charts import chart_bytes

    return chart_bytes(bars_of(two_states()), [".png"])[".png"]
