"""The content of a document, whatever its format: blocks of words, tables and figures, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from impt_analysis.errors import UsageError


@dataclass(frozen=True)
class Span:
    """Some words in one look: bold or not, and where they lead, `#` and the id of a reference or a web address."""

    text: str
    bold: bool = False
    link: str = ""


Words = str | Span | Sequence["str | Span"]
"""What stands in a paragraph, a cell or a point of a list: plain text, or parts of it one after another."""


@dataclass(frozen=True)
class Heading:
    """The title of a section; `level` 1 to 3, and no level is skipped on the way down."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    words: Words


@dataclass(frozen=True)
class Note:
    """A remark set apart from the running text, such as what the document rests on."""

    words: Words


@dataclass(frozen=True)
class Listing:
    """Points of a list; `numbered` where somebody may want to name one of them."""

    points: Sequence[Words]
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width beside the others', and whether it holds numbers."""

    heading: str
    share: float = 1.0
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first cell of a row says what the row is about.

    `form` is for one to fill in by hand: its letters are larger, and each row has room to write.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Words]]
    form: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture as PNG and as SVG, with its caption and, for those who do not see it, its finding in words.

    `landscape` gives it a page of its own, turned on its side: for what is too small to read across a page.
    """

    png: bytes
    svg: str
    caption: str
    alternative: str
    landscape: bool = False


@dataclass(frozen=True)
class Reference:
    """A document that the text rests on: its id in the workbooks, how it is named, and its address if it has one."""

    id: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class References:
    """The list of references; words with the link `#` and an id lead to its entry."""

    entries: Sequence[Reference]


@dataclass(frozen=True)
class Contents:
    """The list of the headings, down to the level `depth`."""

    heading: str = "Contents"
    depth: int = 1


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Note | Listing | Table | Figure | References | Contents | NewPage


@dataclass(frozen=True)
class Document:
    """A document: its title and what stands under it, its blocks, and what the foot of every page says.

    `footer` says what the document rests on and who has confirmed it; `language` is a tag such as en-GB.

    Raises UsageError when a heading skips a level, a row has more or fewer cells than its table has columns, a figure
    has no alternative text, a reference is listed twice, or words lead to a reference that is not listed.
    """

    title: str
    subtitle: str
    footer: str
    blocks: Sequence[Block]
    language: str = "en-GB"

    def __post_init__(self) -> None:
        for wrong in (
            *_skipped_levels(self.blocks),
            *_uneven_rows(self.blocks),
            *_unspoken(self.blocks),
            *_misled(self),
        ):
            raise UsageError(f"{wrong} in the document {self.title!r}")

    def references(self) -> list[Reference]:
        """Return every listed reference."""
        return [entry for block in self.blocks if isinstance(block, References) for entry in block.entries]

    def headings(self, depth: int = 3) -> list[Heading]:
        """Return the headings down to a level, in the order of reading."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level <= depth]


def running_words(blocks: Iterable[Block]) -> list[Words]:
    """Return the words of paragraphs, notes, points of lists and cells, which may lead somewhere.

    >>> running_words([Heading("One"), Paragraph("Two."), Listing(["three", "four"])])
    ['Two.', 'three', 'four']
    """
    found: list[Words] = []
    for block in blocks:
        match block:
            case Paragraph(words=words) | Note(words=words):
                found.append(words)
            case Listing(points=points):
                found += points
            case Table(rows=rows):
                found += [cell for row in rows for cell in row]
    return found


def cited(ids: Iterable[str]) -> list[str | Span]:
    """Return references in brackets, each leading to its entry in the list.

    >>> [part if isinstance(part, str) else part.link for part in cited(["LV-R001", "LV-R002"])]
    ['[', '#LV-R001', ', ', '#LV-R002', ']']
    """
    linked: list[str | Span] = []
    for id_ in ids:
        linked += [", " if linked else "[", Span(id_, link=f"#{id_}")]
    return [*linked, "]"] if linked else []


def joined(*words: Words) -> list[str | Span]:
    """Return several words as one, in order.

    >>> joined("Held by ", Span("LV-01", bold=True), cited(["LV-R001"]))[0]
    'Held by '
    """
    return [part for each in words for part in ([each] if isinstance(each, str | Span) else each)]


def _skipped_levels(blocks: Sequence[Block]) -> Iterable[str]:
    before = 0
    for block in blocks:
        if isinstance(block, Heading):
            if not 1 <= block.level <= min(before + 1, 3):
                yield f"the heading {block.text!r} has level {block.level} after level {before}; levels go down by one"
            before = block.level


def _uneven_rows(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                if len(row) != len(block.columns):
                    found = f"{len(row)} cells where the table {block.caption!r} has {len(block.columns)} columns"
                    yield f"a row has {found}; give each row a cell for each column"


def _unspoken(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Figure) and not block.alternative.strip():
            yield f"the figure {block.caption!r} has no alternative text; say in words what it shows"


def _misled(document: Document) -> Iterable[str]:
    listed = [entry.id for entry in document.references()]
    yield from (f"the reference {id_} is listed twice" for id_ in set(listed) if listed.count(id_) > 1)
    for words in running_words(document.blocks):
        for part in joined(words):
            if isinstance(part, Span) and part.link.startswith("#") and part.link[1:] not in listed:
                yield f"the words {part.text!r} lead to {part.link[1:]!r}, which no list of references holds"
