"""Documents: one content as a web page, a Word file and a PDF, with the same words and numbers in each."""

from __future__ import annotations

from impt_analysis.documents.model import (
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
    Words,
    cited,
    joined,
)
from impt_analysis.documents.pictures import figure_of
from impt_analysis.documents.plain import plain_lines
from impt_analysis.documents.rendering import FORMATS, rendered

__all__ = [
    "FORMATS",
    "Block",
    "Column",
    "Contents",
    "Document",
    "Figure",
    "Heading",
    "Listing",
    "NewPage",
    "Note",
    "Paragraph",
    "Reference",
    "References",
    "Span",
    "Table",
    "Words",
    "cited",
    "figure_of",
    "joined",
    "plain_lines",
    "rendered",
]
