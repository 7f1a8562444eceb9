"""A document in every format, as bytes by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from impt_analysis.documents.html import html_page
from impt_analysis.documents.model import Document
from impt_analysis.documents.pdf import pdf_file
from impt_analysis.documents.word import word_file

FORMATS: dict[str, Callable[[Document], bytes]] = {
    ".html": lambda document: html_page(document).encode(),
    ".docx": word_file,
    ".pdf": pdf_file,
}


def rendered(document: Document, endings: Iterable[str] = tuple(FORMATS)) -> dict[str, bytes]:
    """Return a document as the bytes of its files, by ending; nothing is written.

    Raises KeyError when an ending is none of `FORMATS`.
    """
    return {ending: FORMATS[ending](document) for ending in endings}
