"""What a workbook says of itself: its sheets in order, its calendar, and the parts that its cells refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from impt_analysis.workbook.package_parts import Package, Relationship
from impt_analysis.workbook.plain_xml import STRICT_MAIN, Attributes, main_name, parse
from impt_analysis.workbook.refusal import RefusedError

MOST_SHEETS = 500

LONGEST_NAME = 255
"""Of a sheet, in characters; Excel allows 31, other programs more."""

_REFERENCE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_TRUE = ("1", "true", "on")
_VISIBLE = "visible"


@dataclass(frozen=True)
class SheetEntry:
    """A worksheet as the workbook lists it: its name, whether a person sees it, and its part."""

    name: str
    visible: bool
    part: str


@dataclass(frozen=True)
class Overview:
    """The worksheets of a workbook (no chart sheets), whether days count from 1904, and the parts that cells share."""

    sheets: tuple[SheetEntry, ...]
    from_1904: bool
    shared_strings: str
    styles: str

    def parts(self) -> list[str]:
        """Return every part that is read."""
        shared = [part for part in (self.shared_strings, self.styles) if part]
        return [*shared, *(sheet.part for sheet in self.sheets)]


def workbook_overview(package: Package) -> Overview:
    """Return what the workbook of a package says of itself.

    Raises RefusedError for a package that holds no workbook, for the strict and the binary form, for a missing part.
    """
    workbook = workbook_part(package)
    listed, from_1904 = _listed(package.part(workbook), workbook)
    targets = package.relationships(workbook)
    kinds = {target.kind: target.target for target in targets.values()}
    sheets = tuple(
        SheetEntry(attributes.get("name", ""), attributes.get("state", _VISIBLE) == _VISIBLE, targets[key].target)
        for attributes, key in ((sheet, _key(sheet, targets)) for sheet in listed)
        if targets[key].kind == "worksheet"
    )
    return Overview(sheets, from_1904, kinds.get("sharedStrings", ""), kinds.get("styles", ""))


def workbook_part(package: Package) -> str:
    """Return the name of the part that lists the sheets.

    Raises RefusedError for a package that holds no workbook, and for the binary and the strict form.
    """
    documents = [link for link in package.relationships("").values() if link.kind == "officeDocument"]
    if not documents:
        raise RefusedError("not-a-workbook", "an archive without a workbook")
    document = documents[0]
    if document.target.casefold().endswith(".bin"):
        raise RefusedError("binary-excel-file", "an Excel binary workbook (.xlsb)")
    if document.strict:
        raise RefusedError("strict-workbook", "a workbook in strict Open XML")
    return document.target


def _listed(part: bytes, name: str) -> tuple[list[Attributes], bool]:
    sheets: list[Attributes] = []
    properties: list[Attributes] = []
    roots: list[str] = []

    def start(element: str, attributes: Attributes) -> None:
        roots[:] = roots or [element]
        local = main_name(element)
        if local == "sheet":
            sheets.append(attributes)
        elif local == "workbookPr":
            properties.append(attributes)

    parse(part, name, start=start)
    if roots == [f"{STRICT_MAIN} workbook"]:
        raise RefusedError("strict-workbook", "a workbook in strict Open XML")
    if main_name(roots[0]) != "workbook":
        raise RefusedError("not-a-workbook", "an Office document of another kind, such as Word")
    if len(sheets) > MOST_SHEETS:
        raise RefusedError("too-much-content", f"{len(sheets)} sheets")
    if odd := [title for title in (sheet.get("name", "") for sheet in sheets) if not _is_name(title)]:
        raise RefusedError("damaged-part", f"a sheet that is called {odd[0]}")
    return sheets, any(entry.get("date1904", "").lower() in _TRUE for entry in properties)


def _is_name(title: str) -> bool:
    return 0 < len(title) <= LONGEST_NAME and not _CONTROL.search(title)


def _key(sheet: Attributes, targets: dict[str, Relationship]) -> str:
    key = sheet.get(_REFERENCE, "")
    if key not in targets:
        raise RefusedError(
            "missing-part", f"no part for the sheet {sheet.get('name', '')}", part="a part for every sheet"
        )
    return key
