"""The parts of a sender's workbook while marks are put into some of them; every other part keeps its bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import count
from posixpath import join, split

from impt_analysis.workbook.marks.elements import added, edited, tree
from impt_analysis.workbook.package_parts import Package, Relationship
from impt_analysis.workbook.plain_xml import escaped
from impt_analysis.workbook.seal import FIRST_MOMENT

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES_PART = "[Content_Types].xml"

_NO_LINKS = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"""


class Parts:
    """The parts of a workbook by name, in the order of the sender's file; new ones come last."""

    def __init__(self, package: Package) -> None:
        """Raise RefusedError for a part that cannot be unpacked."""
        self.package = package
        self._names = {_key(name): name for name in package.names()}
        self._content = {key: package.unpacked(key) for key in self._names}

    def has(self, name: str) -> bool:
        """Return whether there is such a part."""
        return _key(name) in self._content

    def xml(self, name: str) -> bytes:
        """Return the bytes of an XML part, to be changed.

        Raises RefusedError for a part that is missing, in another encoding, or that declares a document type.
        """
        if self.package.has(name) or not self.has(name):
            self.package.part(name)
        return self._content[_key(name)]

    def put(self, name: str, content: bytes) -> None:
        """Give a part new content, or add it."""
        self._names.setdefault(_key(name), name)
        self._content[_key(name)] = content

    def unused(self, name: str) -> str:
        """Return the first name that no part has yet; `{}` stands for its number."""
        return next(made for number in count(1) if not self.has(made := name.format(number)))

    def links(self, source: str) -> dict[str, Relationship]:
        """Return what a part of the sender's file refers to, by the identifier of the reference."""
        return self.package.relationships(source) if self.package.has(_links_of(source)) else {}

    def link(self, source: str, kind: str, target: str) -> str:
        """Let a part refer to another, and return the identifier of the reference."""
        name = _links_of(source)
        part = self.xml(name) if self.has(name) else _NO_LINKS
        root = tree(part, name)
        taken = {child.attributes.get("Id") for child in root.children}
        key = next(made for number in count(1) if (made := f"rId{number}") not in taken)
        entry = f'Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="/{target}"/>'.encode()
        self.put(name, edited(part, [added(part, root, b"<" + root.prefix + entry)]))
        return key

    def drop_links(self, source: str) -> None:
        """Let a part refer to nothing any more."""
        self._content.pop(_key(_links_of(source)), None)

    def declare(self, name: str, content_type: str) -> None:
        """Say of which type a new part is."""
        part = self.xml(TYPES_PART)
        root = tree(part, TYPES_PART)
        entry = f'Override PartName="/{name}" ContentType="{content_type}"/>'.encode()
        self.put(TYPES_PART, edited(part, [added(part, root, b"<" + root.prefix + entry)]))

    def packed(self) -> bytes:
        """Return the bytes of the workbook's file, the same for the same parts."""
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for key, content in self._content.items():
                entry = zipfile.ZipInfo(self._names[key], FIRST_MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                entry.create_system = 3
                archive.writestr(entry, content)
        return target.getvalue()


def attribute(text: str) -> bytes:
    """Return a text as the value of an attribute, with its quotation marks.

    >>> attribute('A "B" & C')
    b'"A &quot;B&quot; &amp; C"'
    """
    return b'"' + escaped(text).replace(b'"', b"&quot;") + b'"'


def reference(key: str, root: bytes) -> bytes:
    """Return the attribute that refers to a part, in a document with this first tag.

    >>> reference("rId1", b"<a>")
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"'
    """
    declared = f'xmlns:r="{OFFICE}"'
    return (f'r:id="{key}"' if declared.encode() in root else f'{declared} r:id="{key}"').encode()


def _links_of(source: str) -> str:
    folder, base = split(source)
    return join(folder, "_rels", f"{base}.rels")


def _key(name: str) -> str:
    return name.casefold().lstrip("/")
