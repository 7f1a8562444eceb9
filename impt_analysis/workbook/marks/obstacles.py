"""Why a workbook gets no marks: then its problems are given as a list of their own."""

from __future__ import annotations

from impt_analysis.workbook.package_parts import LARGEST_CONTENT, Package
from impt_analysis.workbook.plain_xml import MAIN, Attributes, parse

_ON = ("1", "true", "on")
_SIGNATURES = "_xmlsignatures/"
_SIGNED = "origin"
"""The last word of the kind of reference that leads to signatures (ECMA-376, part 2, section 12.2.4.1)."""


class NotMarkableError(Exception):
    """Marks cannot be put into the workbook; the message says why, as the end of a sentence."""


def check_markable(package: Package, workbook: str) -> None:
    """Raise NotMarkableError for a workbook that marks would break: signed, closed to new sheets, or far too large.

    `workbook` is the name of the workbook's own part. Source: docs/workbook.md.
    """
    signatures = [name for name in package.names() if name.casefold().lstrip("/").startswith(_SIGNATURES)]
    if signatures or any(link.kind == _SIGNED for link in package.relationships("").values()):
        raise NotMarkableError("the workbook is signed, and any change would break the signature")
    if _has_locked_structure(package.part(workbook), workbook):
        raise NotMarkableError("the structure of the workbook is protected, so that no sheet can be added")
    content = sum(package.size(name) for name in package.names())
    if content > LARGEST_CONTENT:
        raise NotMarkableError(f"the workbook unpacks to {content / 1e6:.0f} MB, pictures included")


def _has_locked_structure(part: bytes, name: str) -> bool:
    locked: list[bool] = []

    def start(element: str, attributes: Attributes) -> None:
        if element == f"{MAIN} workbookProtection":
            locked.append(attributes.get("lockStructure", "").lower() in _ON)

    parse(part, name, start=start)
    return any(locked)
