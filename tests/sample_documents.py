"""A document with every kind of block, whose texts try to be more than text, for tests."""

from __future__ import annotations

from io import BytesIO

import matplotlib.image
import numpy as np

from impt_analysis.documents import (
    Block,
    Column,
    Contents,
    Document,
    Figure,
    Heading,
    Listing,
    NewPage,
    Note,
    Paragraph,
    Reference,
    References,
    Span,
    Table,
    cited,
    joined,
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '#import "x": *',
    "$x$ and `code` *b* _i_ @ref // c /* d */",
    "=1+1",
    "{{x}} {% y %} {0}",
    "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} \N{HEBREW LETTER VAV}",
    "ordinary \u202e turned round",
    "Žvėrynė šiūkšlės",
    "Þingvallaþjóðgarðsvörður",
    "Россия",
    ("Gyventojųregistrotarnyba" * 5),
    "sick\u00adness",
    "a line\nand\tanother",
    "\x1b[31mred",
    "--- \"quotes\" and 'more' ...",
)
BLUE = '<rect width="80" height="90" fill="#0072B2"/>'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90">{BLUE}</svg>'
FOOTER = "Edition 2026-11-24 · 3 sources · desk review; no state has confirmed it"
ADDRESS = "https://www.example.org/report?a=1&b=2"


def picture(caption: str = "Half is blue", *, landscape: bool = False) -> Figure:
    """Return a small figure."""
    data = BytesIO()
    matplotlib.image.imsave(data, np.zeros((9, 16, 3)), format="png", metadata={"Software": None})
    return Figure(data.getvalue(), SVG, caption, "The left <half> is blue", landscape)


def document(*blocks: Block, footer: str = FOOTER) -> Document:
    """Return a document with these blocks."""
    return Document("What is documented & what is not", "Theme 2, <children> in $migration$", footer, blocks)


def every_block() -> Document:
    """Return a document that holds each kind of block, hostile texts in each."""
    rows = [[text, str(place), Span(text, bold=True)] for place, text in enumerate(HOSTILE * 4, start=1000)]
    return document(
        Note(joined("This rests on ", Span("three", bold=True), " sources.")),
        Contents(depth=2),
        Heading('First #import "x"'),
        Paragraph(joined("Held by ", Span("LV-01", bold=True), " ", cited(["LV-R001", "LV-R002"]), ".")),
        Paragraph([Span("An address", link=ADDRESS), " and ", Span("no address", link="javascript:alert(1)"), "."]),
        *(Paragraph(text) for text in HOSTILE),
        Heading("Lists", 2),
        Listing(HOSTILE),
        Listing(["alpha", "beta"], numbered=True),
        Paragraph("Between two lists."),
        Listing(["gamma", "delta"], numbered=True),
        Heading("Tables & <figures>"),
        Table("Numbers =1+1", [Column("Name", 2), Column("Number", numeric=True), Column("Bold", 2)], rows),
        picture(),
        Heading("On its side"),
        picture("A turned page", landscape=True),
        Paragraph("After the turned page."),
        NewPage(),
        Heading("References"),
        References(
            [Reference("LV-R001", "A report <b>. A board, 2024", ADDRESS), Reference("LV-R002", "An interview, 2025")]
        ),
    )
