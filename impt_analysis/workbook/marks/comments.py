"""The comments of a sheet: a mark is a comment of its own, or stands below the words of one that is there.

A conversation (a comment that can be answered, of newer Excel) is left as it is: Excel shows it in place of a comment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from impt_analysis.workbook.cells import address
from impt_analysis.workbook.escapes import escaped as without_control_characters
from impt_analysis.workbook.marks.elements import Edit, Element, added, edited, text_in, tree
from impt_analysis.workbook.marks.sheet_cells import Place, place_of
from impt_analysis.workbook.marks.wording import OURS
from impt_analysis.workbook.plain_xml import MAIN, escaped

AUTHOR = "impt_analysis"

NO_COMMENTS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<comments xmlns="{MAIN}"><authors/><commentList/></comments>""".encode()

_CONVERSATION = "tc="
"""With this begins the author of the comment that older Excel shows in place of a conversation ([MS-XLSX] 2.6.203)."""

_FONT = '<{}sz val="9"/><{}color indexed="81"/><{}rFont val="Tahoma"/><{}family val="2"/>'


@dataclass(frozen=True)
class Commented:
    """The part of comments after marks were put in, the whole text of every comment, and that of those with a mark."""

    part: bytes
    texts: Mapping[Place, str]
    marked: Mapping[Place, str]


def commented(part: bytes, name: str, marks: Mapping[Place, str]) -> Commented:
    """Return the comments of a sheet with these marks and without those of an earlier check.

    Raises RefusedError for a part that is not well-formed.
    """
    read = _Comments(part, tree(part, name))
    texts: dict[Place, str | None] = {}
    edits: list[Edit] = []
    conversations: set[Place] = set()
    for place, comment in read.by_place():
        if read.is_conversation(comment):
            conversations.add(place)
        texts[place], changes = read.with_mark(comment, "" if place in conversations else marks.get(place, ""))
        edits += changes
    new = {place: marks[place] for place in sorted(marks) if place not in texts}
    edits += read.with_new(new)
    whole = {place: text for place, text in texts.items() if text is not None} | new
    marked = {place: whole[place] for place in marks if place not in conversations}
    return Commented(edited(part, edits), whole, marked)


class _Comments:
    """The comments of a part, and the edits that change them."""

    def __init__(self, part: bytes, root: Element) -> None:
        self._part = part
        self._prefix = root.prefix.decode()
        self._authors = root.first("authors") or root
        self._list = root.first("commentList") or root
        self._names = [text_in(part, author) for author in self._authors.each("author")]

    def by_place(self) -> list[tuple[Place, Element]]:
        listed = [(place_of(comment.attributes.get("ref", "")), comment) for comment in self._list.each("comment")]
        return [(place, comment) for place, comment in listed if place]

    def is_conversation(self, comment: Element) -> bool:
        number = comment.number("authorId")
        return number < len(self._names) and self._names[number].startswith(_CONVERSATION)

    def with_mark(self, comment: Element, mark: str) -> tuple[str | None, list[Edit]]:
        """The whole text of a comment with this mark, or none, in place of an earlier one, and the edits for it.

        Nothing is left of a comment that was a mark and is none any more.
        """
        body = comment.first("text")
        pieces = _pieces(body)
        said = [text_in(self._part, text) for _, text in pieces]
        kept = _without_mark(said)
        before = "".join(kept)
        if not before and not mark and "".join(said):
            return None, [Edit(comment.begin, comment.end, b"")]
        if kept == said and not mark:
            return before, []
        added_text = f"\n\n{mark}" if before and mark else mark
        runs = [
            self._run(outer, text, rest)
            for (outer, text), old, rest in zip(pieces, said, kept, strict=True)
            if rest or not old
        ]
        after = self._part[pieces[-1][0].end : body.close] if body and pieces else b""
        content = b"".join(runs) + self._own_run(added_text) + after
        return before + added_text, [self._filled(comment, body, content)]

    def with_new(self, marks: Mapping[Place, str]) -> list[Edit]:
        """The edits that put comments of our own at the end."""
        if not marks:
            return []
        number = self._names.index(AUTHOR) if AUTHOR in self._names else len(self._names)
        made = b"".join(
            self._xml(f'<{{}}comment ref="{address(*place)}" authorId="{number}"><{{}}text>')
            + self._own_run(text)
            + self._xml("</{}text></{}comment>")
            for place, text in marks.items()
        )
        edits = [added(self._part, self._list, made)]
        if AUTHOR not in self._names:
            edits.append(added(self._part, self._authors, self._xml(f"<{{}}author>{AUTHOR}</{{}}author>")))
        return edits

    def _filled(self, comment: Element, body: Element | None, content: bytes) -> Edit:
        if body is None or body.close == body.end:
            place = (body.begin, body.end) if body else (comment.inner, comment.inner)
            return Edit(*place, self._xml("<{}text>") + content + self._xml("</{}text>"))
        return Edit(body.inner, body.close, content)

    def _run(self, outer: Element, text: Element, rest: str) -> bytes:
        """A piece of a comment as a run with this text, which is all of its own or a part of it."""
        if rest == text_in(self._part, text):
            made = self._part[outer.begin : outer.end]
        else:
            made = self._part[outer.begin : text.begin] + self._text(rest) + self._part[text.end : outer.end]
        return made if outer is not text else self._xml("<{}r>") + made + self._xml("</{}r>")

    def _own_run(self, text: str) -> bytes:
        if not text:
            return b""
        return self._xml(f"<{{}}r><{{}}rPr>{_FONT}</{{}}rPr>") + self._text(text) + self._xml("</{}r>")

    def _text(self, text: str) -> bytes:
        shown = escaped(without_control_characters(text))
        return self._xml('<{}t xml:space="preserve">') + shown + self._xml("</{}t>")

    def _xml(self, text: str) -> bytes:
        return text.replace("{}", self._prefix).encode()


def _pieces(body: Element | None) -> list[tuple[Element, Element]]:
    """The pieces of a comment that hold text, each with the element of its text, which may be the piece itself."""
    found: list[tuple[Element, Element]] = []
    for piece in [*body.each("t"), *body.each("r")] if body else []:
        text = piece if piece.name == "t" else piece.first("t")
        if text is not None:
            found.append((piece, text))
    return found


def _without_mark(said: list[str]) -> list[str]:
    """The texts of a comment's pieces without the words of a mark."""
    match = OURS.search("".join(said))
    if match is None:
        return said
    kept: list[str] = []
    begin = 0
    for text in said:
        cut = slice(max(0, match.start() - begin), max(0, match.end() - begin))
        kept.append(text[: cut.start] + text[cut.stop :])
        begin += len(text)
    return kept
