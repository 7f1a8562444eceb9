"""A document as a tagged PDF: typeset offline, in the font of the charts, from data that no text can leave."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from impt_analysis.documents.model import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    Listing,
    NewPage,
    Note,
    Paragraph,
    References,
    Span,
    Table,
    Words,
)
from impt_analysis.documents.plain import captions, leads_on, sections, shown, spans

if TYPE_CHECKING:
    import typst

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: a title, a language, tags in the order of reading, and a text for each picture."""


def pdf_file(document: Document) -> bytes:
    """Return the document as PDF, the same bytes each time; no date is in it."""
    import typst

    template = files(__package__).joinpath("document.typ").read_bytes()
    inputs = {"document": json.dumps(_content(document))}
    made: bytes = typst.compile(
        template,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=[STANDARD],
    )
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    import typst
    from matplotlib import get_data_path

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(get_data_path()) / "fonts" / "ttf"]
    )


def _content(document: Document) -> dict[str, Any]:
    numbers = captions(document)
    language, _, region = document.language.partition("-")
    blocks = [
        {**_block(block, numbers.get(place, "")), "sticky": leads_on(document, place)}
        for place, block in enumerate(document.blocks)
    ]
    parts = [{"turned": turned, "blocks": [blocks[place] for place in run]} for turned, run in sections(document)]
    return {
        "title": shown(document.title),
        "subtitle": shown(document.subtitle),
        "footer": shown(document.footer),
        "lang": language,
        "region": region or None,
        "parts": parts,
    }


def _block(block: Block, number: str) -> dict[str, Any]:
    return {"kind": type(block).__name__, "number": number, **_fields(block)}


def _fields(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"text": shown(text), "level": level}
        case Paragraph(words=words) | Note(words=words):
            return {"parts": _parts(words)}
        case Listing(points=points, numbered=numbered):
            return {"points": [_parts(point) for point in points], "numbered": numbered}
        case Table(caption=caption, columns=columns, rows=rows, form=form):
            heads = [{"heading": shown(each.heading), "share": each.share, "numeric": each.numeric} for each in columns]
            cells = [[{"parts": _parts(cell)} for cell in row] for row in rows]
            return {"caption": shown(caption), "columns": heads, "rows": cells, "form": form}
        case Figure(svg=svg, caption=caption, alternative=alternative, landscape=landscape):
            told = {"caption": shown(caption), "alternative": shown(alternative)}
            return {"svg": svg, "landscape": landscape, **told}
        case References(entries=entries):
            told_of = [{"id": shown(entry.id), "parts": _parts(Span(entry.text, link=entry.url))} for entry in entries]
            return {"entries": told_of}
        case Contents(heading=heading, depth=depth):
            return {"heading": shown(heading), "depth": depth}
        case NewPage():
            return {}


def _parts(words: Words) -> list[dict[str, Any]]:
    return [{"text": part.text, "bold": part.bold, "link": part.link} for part in spans(words)]
