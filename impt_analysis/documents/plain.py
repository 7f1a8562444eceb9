"""The words of a document as every format shows them: without what cannot be seen, with numbered captions."""

from __future__ import annotations

from collections.abc import Iterator

from impt_analysis.documents.model import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    Listing,
    Note,
    Paragraph,
    References,
    Span,
    Table,
    Words,
)
from impt_analysis.visible_text import made_visible

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
WEB = ("https://", "http://")


def shown(text: str) -> str:
    r"""Return a text as a document shows it: single spaces, no soft hyphens, other unseen signs by their number.

    >>> shown("Una\xadccompanied\n children\u202e")
    'Unaccompanied children\\u202e'
    """
    return made_visible(" ".join(text.replace(SOFT_HYPHEN, "").split()))


def spans(words: Words) -> list[Span]:
    """Return words as parts that each have one look; spaces between parts stay, those around them go.

    A link that is neither a web address nor the id of a reference is left out, and its words stay.

    >>> spans(["a ", Span("b", link="javascript:alert(1)")])
    [Span(text='a ', bold=False, link=''), Span(text='b', bold=False, link='')]
    """
    parts = [words] if isinstance(words, str | Span) else list(words)
    given = [part if isinstance(part, Span) else Span(part) for part in parts]
    kept: list[Span] = []
    for part in given:
        text = _edged(part.text, after_space=not kept or kept[-1].text.endswith(" "))
        if text:
            kept.append(Span(text, part.bold, part.link if part.link.startswith((*WEB, "#")) else ""))
    if kept and kept[-1].text.endswith(" "):
        kept[-1] = Span(kept[-1].text.rstrip(), kept[-1].bold, kept[-1].link)
    return [part for part in kept if part.text]


def plain_text(words: Words) -> str:
    """Return words without looks and links.

    >>> plain_text(["Held by ", Span("LV-01", bold=True)])
    'Held by LV-01'
    """
    return "".join(part.text for part in spans(words))


def captions(document: Document) -> dict[int, str]:
    """Return the number of each table and figure in words, such as `Table 1`, by the place of its block."""
    counted = {Table: 0, Figure: 0}
    numbered = {}
    for place, block in enumerate(document.blocks):
        kind = type(block)
        if kind in counted:
            counted[kind] += 1
            numbered[place] = f"{kind.__name__} {counted[kind]}"
    return numbered


def sections(document: Document) -> list[tuple[bool, list[int]]]:
    """Return the places of the blocks in runs of upright pages (False) and single turned pages (True).

    A landscape figure stands on a turned page, and a heading right before it stands there too.
    """
    runs: list[tuple[bool, list[int]]] = []
    blocks = document.blocks
    for place, block in enumerate(blocks):
        if isinstance(block, Figure) and block.landscape:
            runs.append((True, [place]))
            if place and isinstance(blocks[place - 1], Heading):
                runs[-1][1].insert(0, runs[-2][1].pop())
        elif runs and not runs[-1][0]:
            runs[-1][1].append(place)
        else:
            runs.append((False, [place]))
    return [(turned, places) for turned, places in runs if places]


def leads_on(document: Document, place: int) -> bool:
    """Return whether a block is a paragraph right before a table or a list, with whose head it shares a page."""
    before, after = document.blocks[place], document.blocks[place + 1 : place + 2]
    return isinstance(before, Paragraph) and bool(after) and isinstance(after[0], Table | Listing)


def plain_lines(document: Document) -> list[str]:
    """Return every piece of text that each format shows, in the order of reading: title, paragraphs, cells, captions.

    The pages' own numbers and the alternative texts are not among them; the footer is the last.
    """
    numbers = captions(document)
    lines = [shown(document.title), shown(document.subtitle)]
    for place, block in enumerate(document.blocks):
        lines += _lines(document, block, numbers.get(place, ""))
    return [line for line in [*lines, shown(document.footer)] if line]


def _lines(document: Document, block: Block, number: str) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield shown(text)
        case Paragraph(words=words) | Note(words=words):
            yield plain_text(words)
        case Listing(points=points):
            yield from (plain_text(point) for point in points)
        case Table(caption=caption, columns=columns, rows=rows):
            yield f"{number}. {shown(caption)}"
            yield from (shown(column.heading) for column in columns)
            yield from (plain_text(cell) for row in rows for cell in row)
        case Figure(caption=caption):
            yield f"{number}. {shown(caption)}"
        case References(entries=entries):
            yield from (text for entry in entries for text in (shown(entry.id), shown(entry.text)))
        case Contents(heading=heading, depth=depth):
            yield from (shown(heading), *(shown(listed.text) for listed in document.headings(depth)))


def _edged(text: str, *, after_space: bool) -> str:
    """Return a part of a text as it is shown, with one space at an edge where it had any."""
    inner = shown(text)
    if not inner:
        return "" if after_space or not text else " "
    before = " " if text[0].isspace() and not after_space else ""
    return f"{before}{inner}{' ' if text[-1].isspace() else ''}"
