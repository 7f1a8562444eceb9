"""What stands in a workbook beside its cells: comments, properties, headers, names, prompts, drawings, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from impt_analysis.workbook.cells import PlacedText
from impt_analysis.workbook.overview import Overview
from impt_analysis.workbook.package_parts import LARGEST_CONTENT, Package
from impt_analysis.workbook.part_texts import PartText, texts_of_part
from impt_analysis.workbook.plain_xml import check_tags
from impt_analysis.workbook.refusal import RefusedError

PROPERTIES = "File properties"
COMMENT_AUTHORS = "Authors of comments"
LINK = "link"
NAMES = AUTHOR, OF_COMMENTS, LAST_AUTHOR, MANAGER = ("author", "author of comments", "last modified by", "manager")
"""What a text is whose place is for the name of a person."""

_SHEET = "sheet"
_HEADER = "header or footer"
_REPEATED = ("docprops/app.xml", "lpstr")
"""Excel repeats the names of sheets and areas among the properties, until it saves the file again."""
_LOOKED_AT = (".xml", ".rels", ".vml")
_NOT_WRITTEN_BY_PEOPLE = re.compile(r"\[content_types\]\.xml|xl/(?:styles|calcchain|theme/.*)\.xml")
_RELATIONSHIPS = re.compile(r"(?:(.*)/)?_rels/(.*)\.rels")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[0-9]{1,3}|[A-Z])|&(?=&)')
"""Font, colour, size and position in a header (ECMA-376, part 1, section 18.3.1.46)."""

_PLACES = (
    ("docprops/", PROPERTIES),
    ("docmetadata/", PROPERTIES),
    ("xl/persons/", COMMENT_AUTHORS),
    ("comment", "comment"),
    ("drawing", "drawing"),
    ("chart", "chart"),
    ("diagram", "drawing"),
    ("pivot", "pivot table"),
    ("tables/", "table"),
    ("externallink", "link to another workbook"),
    ("connection", "data connection"),
    ("querytable", "data connection"),
    ("customxml/", "data that another program added"),
    ("worksheets/", "sheet"),
)
"""What a part is, by a piece of its name."""

_ELEMENTS = {
    "author": OF_COMMENTS,
    "creator": AUTHOR,
    "person": OF_COMMENTS,
    "lastModifiedBy": LAST_AUTHOR,
    "Manager": MANAGER,
    "hyperlink": LINK,
    "Relationship": LINK,
    "hlinkClick": LINK,
    "definedName": "defined name",
    "dataValidation": "message of a drop-down list",
    "formula1": "drop-down list",
    "comment": "comment",
    "threadedComment": "comment",
    **{f"{pages}{edge}": _HEADER for pages in ("odd", "even", "first") for edge in ("Header", "Footer")},
}
"""What a text is, by its element; otherwise it is what its part is."""


def texts_beside_cells(package: Package, overview: Overview) -> tuple[PlacedText, ...]:
    """Return every text of a workbook that a person may have written and that stands in no cell, part by part.

    The place is a sheet, with a cell where there is one, or a name such as `File properties`; `what` says what the text
    is. Also the parts that nothing in the workbook refers to are looked at. Pictures, files embedded in the workbook
    and macros are not. Source: docs/workbook.md, section "No person in the data".

    Raises RefusedError for parts that are damaged, encrypted, or together too large, and for a document type.
    """
    every = sorted(name.casefold().lstrip("/") for name in package.names())
    names = [name for name in every if _is_looked_at(name) and name != overview.shared_strings.casefold()]
    content = sum(package.size(name) for name in names)
    if content > LARGEST_CONTENT:
        raise RefusedError("too-much-content", f"{content / 1e6:.0f} MB")
    sheets = {sheet.part.casefold(): sheet.name for sheet in overview.sheets}
    parts = _texts_by_part(package, names, sheets)
    owners = _owners(parts, sheets)
    cells = {(name, text.link): text.cell for name, texts in parts.items() for text in texts if text.link and text.cell}
    placed = (
        _placed(text, place, cells)
        for name, texts in parts.items()
        for place in [_Place.of(name, owners)]
        for text in texts
        if text.text.strip() and text.element != _SHEET and (name, text.element) != _REPEATED
    )
    return tuple(dict.fromkeys((*_sheet_names(parts), *placed)))


def _is_looked_at(name: str) -> bool:
    return name.endswith(_LOOKED_AT) and not _NOT_WRITTEN_BY_PEOPLE.fullmatch(name)


def _texts_by_part(package: Package, names: Iterable[str], sheets: Iterable[str]) -> dict[str, list[PartText]]:
    tags = 0
    parts: dict[str, list[PartText]] = {}
    for name in names:
        data = package.unpacked(name)
        if name in sheets:
            data = _without_rows(data)
        tags += data.count(b"<")
        check_tags(tags, name)
        parts[name] = texts_of_part(data, name)
    return parts


def _without_rows(data: bytes) -> bytes:
    """A sheet without its rows, where they are sure to be found by their tags alone."""
    begin, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    return data if begin < 0 or end < begin or b"<!" in data else data[:begin] + data[end + len(b"</sheetData>") :]


def _owners(parts: dict[str, list[PartText]], sheets: dict[str, str]) -> dict[str, str]:
    """The sheet to which each part belongs, directly or through another part such as a drawing."""
    owners = dict(sheets)
    reached = list(sheets)
    while reached:
        part = reached.pop()
        for target in _targets(parts, part):
            if target in parts and target not in owners:
                owners[target] = owners[part]
                reached.append(target)
    return owners


def _targets(parts: dict[str, list[PartText]], part: str) -> list[str]:
    folder, _, base = part.rpartition("/")
    links = parts.get(join(folder, "_rels", f"{base}.rels"), [])
    return [normpath(join("/", dirname(part), link.text)).lstrip("/").casefold() for link in links]


@dataclass(frozen=True)
class _Place:
    """Where a part belongs: the part itself (for relationships the one that has them), its sheet, and what it is."""

    part: str
    sheet: str
    what: str

    @classmethod
    def of(cls, name: str, owners: dict[str, str]) -> _Place:
        relationships = _RELATIONSHIPS.fullmatch(name)
        part = join(relationships[1] or "", relationships[2]) if relationships else name
        kind = next((kind for piece, kind in _PLACES if piece in part), "workbook")
        named = kind in (PROPERTIES, COMMENT_AUTHORS)
        return cls(part, owners.get(part, kind[0].upper() + kind[1:]), "" if named else kind)


def _placed(text: PartText, place: _Place, cells: dict[tuple[str, str], str]) -> PlacedText:
    what = _ELEMENTS.get(text.element, place.what)
    cell = text.cell or cells.get((place.part, text.link), "")
    return PlacedText(place.sheet, cell, what, _HEADER_CODE.sub(" ", text.text) if what == _HEADER else text.text)


def _sheet_names(parts: dict[str, list[PartText]]) -> Sequence[PlacedText]:
    """The name of every sheet, placed by its number: the name itself is what is looked at."""
    names = [text.text for texts in parts.values() for text in texts if text.element == _SHEET]
    return [PlacedText(f"Sheet {number}", "", "name", name) for number, name in enumerate(names, start=1)]
