"""What stands behind the first page of a portrait: its sections as annexes with a letter each, to look up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_uppercase

from impt_analysis.documents import Block, Heading, Listing, Paragraph, Words
from impt_analysis.reports.portrait.one_state import OwnState
from impt_analysis.schema import sheets


def what_to_look_at(own: OwnState) -> list[Block]:
    """Return the head of the annexes, and of a state that is measured what to look at and where to correct it."""
    heading = Heading("What stands behind the first page")
    if not own.measured:
        return [heading, Paragraph("The annexes are to look up: sources, channels, figures and references.")]
    sources, items = (sheets()[sheet].name for sheet in ("sources", "items"))
    said = (
        "The annexes are to look up. They name every source and channel, and what the first page counts. Letters in "
        f"brackets are columns of the sheet {sources} of the workbook, where a source stands in the row of its id. "
        "Please look at this:"
    )
    points: list[Words] = [
        (
            "Is a source missing, or does one no longer exist? Is it held by the organisation named here? Is it right "
            "which children it is about, and what of it reaches those who collect information on trafficking (the "
            "collectors)?"
        ),
        (
            f"Does a source record what is {own.not_known} here? The sheet {items} has a column for each source and a "
            "row for each kind of information. Write no where it is known that something is not recorded, unknown "
            "where nobody could say, and nothing where nobody was asked."
        ),
    ]
    return [heading, Paragraph(said), Listing(points, numbered=True)]


def lettered(sections: Sequence[Sequence[Block]]) -> list[Block]:
    """Return sections as annexes: each heading one level further down, and that of a section with the next letter.

    >>> lettered([[Heading("The sources")], [Heading("Channels")]])
    [Heading(text='A. The sources', level=2), Heading(text='B. Channels', level=2)]
    """
    return [
        block for letter, section in zip(ascii_uppercase, sections, strict=False) for block in _below(letter, section)
    ]


def _below(letter: str, section: Sequence[Block]) -> Iterator[Block]:
    for block in section:
        if not isinstance(block, Heading):
            yield block
        elif block.level == 1:
            yield Heading(f"{letter}. {block.text}", 2)
        else:
            yield replace(block, level=block.level + 1)
