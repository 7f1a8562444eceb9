"""A deck as a PowerPoint file: real titles, alternative texts and speaker notes, the same bytes each time."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from impt_analysis.charts.fitting import size_that_fits
from impt_analysis.charts.page import INNER, SUBJECT_TOP, SUBTITLE_TOP, TITLE_TOP
from impt_analysis.charts.style import BLUE, DARK_GREY, HEIGHT, MARGIN, TEXT_SIZE, TITLE_SIZE, WIDTH
from impt_analysis.documents.deck import ChartSlide, Deck, PointSlide
from impt_analysis.documents.plain import shown
from impt_analysis.workbook.seal import sealed

TITLE_LAYOUT, POINTS_LAYOUT, CHART_LAYOUT = 0, 1, 5
"""The layouts "Title Slide", "Title and Content" and "Title Only" of python-pptx's own template."""

SEAM = 0.03
"""So much room, in inches, is left above the line below the title where the picture is cut."""

BODY_SIZE, SMALLEST_TITLE = 20.0, 14.0
SLACK = 0.95
"""The part of its line that a title may fill: programs set the same font a little wider than it is measured."""

STATED = date(1980, 1, 1)
"""Decks state no date; the format demands one."""


def powerpoint_file(deck: Deck) -> bytes:
    """Return a deck as the bytes of a .pptx file in the format 16:9.

    The page of a chart is cut below its title, which stands as the slide's own title, so that the finding can be read,
    searched and edited. The notes hold what the slide gives to the speaker, and what the deck rests on.
    """
    from pptx import Presentation

    made: Any = Presentation()
    _widen(made)
    _describe(made, deck)
    _add_title(made, deck)
    for slide in deck.slides:
        notes = [*slide.notes, deck.evidence]
        added = _add_chart(made, slide) if isinstance(slide, ChartSlide) else _add_points(made, slide)
        notes_slide = added.notes_slide
        if notes_slide.notes_text_frame is not None:
            notes_slide.notes_text_frame.text = "\n".join(map(shown, notes))
    target = BytesIO()
    made.save(target)
    return sealed(target.getvalue(), STATED)


def _widen(made: Any) -> None:
    """Make the slides of the template, which are 4:3, and what stands on its layouts as wide as a chart."""
    from pptx.util import Inches

    wider = Inches(WIDTH) / made.slide_width if made.slide_width else 1
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in (made.slide_master, *made.slide_layouts):
        for shape in layout.placeholders:
            shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)


def _describe(made: Any, deck: Deck) -> None:
    properties = made.core_properties
    properties.title, properties.subject = shown(deck.title), shown(deck.subtitle)
    properties.author = properties.last_modified_by = "impt_analysis"
    properties.language, properties.keywords, properties.comments = deck.language, "", shown(deck.evidence)
    properties.revision = 1


def _add_title(made: Any, deck: Deck) -> None:
    slide = made.slides.add_slide(made.slide_layouts[TITLE_LAYOUT])
    title, under = slide.placeholders
    _place(title, 2 * MARGIN, 2.2, INNER - 2 * MARGIN, 1.2)
    _place(under, 2 * MARGIN, 3.5, INNER - 2 * MARGIN, 2.0)
    _write(title, [deck.title], 36, BLUE)
    _write(under, [deck.subtitle, deck.evidence], TEXT_SIZE + 5, DARK_GREY)


def _add_points(made: Any, slide: PointSlide) -> Any:
    added = made.slides.add_slide(made.slide_layouts[POINTS_LAYOUT])
    title, body = added.placeholders
    _place(title, MARGIN, HEIGHT - SUBJECT_TOP, INNER, 0.9)
    _write(title, [slide.title], TITLE_SIZE + 4, BLUE, bold=True)
    _place(body, MARGIN, 1.4, INNER, HEIGHT - 1.9)
    _write(body, slide.points, BODY_SIZE, "#000000")
    return added


def _add_chart(made: Any, slide: ChartSlide) -> Any:
    from pptx.util import Inches

    added = made.slides.add_slide(made.slide_layouts[CHART_LAYOUT])
    (title,) = added.placeholders
    _place(title, MARGIN, HEIGHT - TITLE_TOP - 0.05, INNER, TITLE_TOP - SUBTITLE_TOP)
    size = size_that_fits(slide.title, SLACK * INNER, TITLE_SIZE, SMALLEST_TITLE, "bold")
    _write(title, [slide.title], size, "#000000", bold=True)
    subject = added.shapes.add_textbox(0, 0, 0, 0)
    subject.name = "Subject"
    _place(subject, MARGIN, HEIGHT - SUBJECT_TOP - 0.04, INNER, 0.3)
    _write(subject, [slide.subject], TEXT_SIZE, BLUE, bold=True)
    cut = 1 - (SUBTITLE_TOP + SEAM) / HEIGHT
    picture = added.shapes.add_picture(
        BytesIO(slide.png), 0, Inches(HEIGHT * cut), Inches(WIDTH), Inches(HEIGHT * (1 - cut))
    )
    picture.crop_top = cut
    picture.name = "Chart"
    picture.element.nvPicPr.cNvPr.set("descr", shown(slide.alternative))
    return added


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = map(Inches, (left, top, width, height))


def _write(shape: Any, lines: Any, size: float, colour: str, *, bold: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame = shape.text_frame
    frame.text = "\n".join(map(shown, lines))
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        paragraph.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))  # type: ignore[no-untyped-call]  # python-pptx gives it no types
