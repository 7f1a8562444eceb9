"""How a Word file looks: a sheet of A4 and the styles, none of which a paragraph overrides."""

from __future__ import annotations

from typing import Any, cast

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from impt_analysis.documents.word_elements import SIDE, element

FONT = "Arial"
HEAD, INK, QUIET = "1F3A5F", "1A1A1A", "555555"
PALE, RULE = "F2F5F9", "BBBBBB"
WIDTH, HEIGHT, MARGIN, FOOT = 210, 297, 16, 8
"""The sheet in millimetres."""

INNER = WIDTH - 2 * MARGIN
TWIPS = 1440 / 25.4
"""A millimetre in twentieths of a point."""

FORM_TEXT, FORM_HEADING = "Form Text", "Form Heading"
SIZES = {
    "Normal": (8.5, INK, 0, 4),
    "Title": (16, HEAD, 0, 2),
    "Subtitle": (9.5, QUIET, 0, 6),
    "Heading 1": (11.5, HEAD, 8, 3),
    "Heading 2": (10.5, HEAD, 8, 3),
    "Heading 3": (9, HEAD, 8, 3),
    "Caption": (8.5, INK, 6, 3),
    "List Bullet": (8.5, INK, 0, 2),
    "List Number": (8.5, INK, 0, 2),
    "Footer": (7.5, QUIET, 0, 0),
    "Note": (8.5, INK, 3, 5),
    "Figure": (8.5, INK, 6, 2),
    "Table Text": (7.5, INK, 0.5, 0.5),
    "Table Heading": (7.5, INK, 0.5, 0.5),
    FORM_TEXT: (9, INK, 1, 1),
    FORM_HEADING: (7.5, INK, 0.5, 0.5),
    "Reference": (7, INK, 0, 1),
    "After Table": (5, INK, 0, 0),
    "Contents": (10, INK, 6, 3),
    "toc 1": (8.5, INK, 0, 2),
    "toc 2": (8.5, INK, 0, 2),
    "toc 3": (8.5, INK, 0, 2),
}
"""Of each style of paragraphs the size in points, the colour, and the space before and after it in points."""

BOLD = ("Title", "Heading 1", "Heading 2", "Heading 3", "Table Heading", FORM_HEADING, "Contents")
KEPT_WITH_NEXT = ("Heading 1", "Heading 2", "Heading 3", "Contents", "Figure", "Table Heading", FORM_HEADING)
ROOM = 7
"""The height of a row in which somebody may write by hand, in millimetres."""

TABLE_STYLE = "Measured Table"
LINK_STYLE = "Hyperlink"


def dress(file: WordFile, language: str) -> None:
    """Set the sheet, the language and every style of a new Word file."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = section.bottom_margin = Mm(MARGIN)
    section.top_margin, section.footer_distance, section.header_distance = Mm(14), Mm(FOOT), Mm(FOOT)
    for name, (size, colour, before, after) in SIZES.items():
        _style_paragraphs(_paragraph_style(file, name), size, colour, before, after)
    _draw_note(_paragraph_style(file, "Note"))
    _indent_lists(file)
    _add_link_style(file)
    _add_table_style(file)
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val=language, eastAsia=language, bidi="ar-SA"))


def _paragraph_style(file: WordFile, name: str) -> ParagraphStyle:
    if name not in file.styles:
        made = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = file.styles["Normal"]
        made.quick_style = True
    return cast("ParagraphStyle", file.styles[name])


def _style_paragraphs(style: ParagraphStyle, size: float, colour: str, before: float, after: float) -> None:
    name = str(style.name)
    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    font = style.font
    font.name, font.size, font.bold = FONT, Pt(size), name in BOLD
    properties.rFonts.set(qn("w:cs"), FONT)
    font.color.rgb = RGBColor.from_string(colour)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.0
    layout.keep_with_next = name in KEPT_WITH_NEXT
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _draw_note(style: ParagraphStyle) -> None:
    edge = element("left", val="single", sz=24, space=8, color=HEAD)
    layout = style.paragraph_format
    layout.left_indent, layout.keep_together = Mm(4), True
    spacing = style.element.pPr.find(qn("w:spacing"))
    spacing.addprevious(element("pBdr", edge))
    spacing.addprevious(element("shd", val="clear", color="auto", fill=PALE))


def _indent_lists(file: WordFile) -> None:
    reference = _paragraph_style(file, "Reference").paragraph_format
    reference.left_indent, reference.first_line_indent = Mm(17), Mm(-17)
    reference.tab_stops.add_tab_stop(Mm(17))
    for level in (1, 2, 3):
        contents = _paragraph_style(file, f"toc {level}").paragraph_format
        contents.left_indent = Mm(5 * (level - 1))
        contents.tab_stops.add_tab_stop(Mm(INNER), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _add_link_style(file: WordFile) -> None:
    style = file.styles.add_style(LINK_STYLE, WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb = RGBColor.from_string(HEAD)


def _add_table_style(file: WordFile) -> None:
    style = file.styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    lines: list[Any] = [element(side, val="single", sz=4, space=0, color=RULE) for side in ("bottom", "insideH")]
    sides = [element(side, w=SIDE, type="dxa") for side in ("left", "right")]
    style.element.append(element("tblPr", element("tblBorders", *lines), element("tblCellMar", *sides)))
    under = element("bottom", val="single", sz=8, space=0, color=HEAD)
    cell = element("tcPr", element("tcBorders", under), element("shd", val="clear", color="auto", fill=PALE))
    style.element.append(element("tblStylePr", cell, type="firstRow"))
