"""The parts of a workbook's package: a zip archive of XML files that refer to each other (ECMA-376, part 2)."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath, split

from impt_analysis.workbook.plain_xml import Attributes, parse, utf8
from impt_analysis.workbook.refusal import RefusedError

LARGEST_CONTENT = 20_000_000
"""In bytes, unpacked: about half a million cells. The largest workbook of a state has a fiftieth of it."""

MOST_PARTS = 10_000
LONGEST_NAME = 255
ENTRY = b"PK\x01\x02"
"""Stands before every entry in the directory of a zip archive."""

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OPENDOCUMENT = "application/vnd.oasis.opendocument"
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)
"""What `zipfile` raises when an archive is damaged or made in a way that it does not know."""


@dataclass(frozen=True)
class Relationship:
    """One part refers to another: the kind of the reference, as its last word, and the name of the part."""

    kind: str
    target: str
    strict: bool


class Package:
    """The parts of a workbook by name, without regard to capitals; each is unpacked when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Raise RefusedError for what is no archive, a damaged one, or one whose parts cannot be told apart."""
        if data.count(ENTRY) > MOST_PARTS:
            raise RefusedError("too-much-content", "an archive of very many parts")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except BROKEN_ZIP as error:
            raise RefusedError("damaged-file", "an archive that is cut off or damaged") from error
        entries = [entry for entry in self._archive.infolist() if not entry.filename.endswith("/")]
        _check_names([entry.orig_filename for entry in entries])
        self._entries = {entry.orig_filename.casefold().lstrip("/"): entry for entry in entries}
        self._check_kind()

    def has(self, name: str) -> bool:
        """Return whether there is such a part."""
        return name.casefold() in self._entries

    def size(self, name: str) -> int:
        """Return how many bytes a part has, unpacked."""
        return self._entry(name).file_size

    def names(self) -> list[str]:
        """Return the names of all parts, as they are written and in the order in which they stand."""
        return [entry.orig_filename for entry in self._entries.values()]

    def part(self, name: str) -> bytes:
        """Return an XML part as UTF-8 text with plain line ends.

        Raises RefusedError for a part that is missing, damaged, too large, in another encoding, or that declares a
        document type.
        """
        return utf8(self.unpacked(name), self._entry(name).filename)

    def unpacked(self, name: str) -> bytes:
        """Return the bytes of a part, whatever they are.

        Raises RefusedError for a part that is missing, damaged or too large.
        """
        entry = self._entry(name)
        if entry.file_size > LARGEST_CONTENT:
            raise RefusedError("too-much-content", f"{entry.file_size / 1e6:.0f} MB in {entry.filename}")
        if entry.flag_bits & 1:
            raise RefusedError("password-protected", "an encrypted archive")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise RefusedError("damaged-file", "an archive packed in a way that Excel does not use")
        try:
            return _unpacked(self._archive, entry)
        except BROKEN_ZIP as error:
            raise RefusedError("damaged-file", f"damaged: {entry.filename}") from error

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return what a part refers to, by the identifier of the reference; the package itself has the name ``."""
        folder, base = split(name)
        found: dict[str, Relationship] = {}

        def start(element: str, attributes: Attributes) -> None:
            if element == f"{RELATIONSHIPS} Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "")
                target = normpath(join("/", dirname(name), attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = Relationship(kind.rsplit("/", 1)[-1], target, "purl.oclc.org" in kind)

        path = join(folder, "_rels", f"{base}.rels")
        parse(self.part(path), path, start=start)
        return found

    def _entry(self, name: str) -> zipfile.ZipInfo:
        if not self.has(name):
            shown = name if 0 < len(name) <= LONGEST_NAME else "a part of that name"
            raise RefusedError("missing-part", f"no {shown}", part=shown)
        return self._entries[name.casefold()]

    def _check_kind(self) -> None:
        if self.has("mimetype") and self.size("mimetype") < len(OPENDOCUMENT) + 50:
            mimetype = self.part("mimetype").decode()
            if mimetype.startswith(OPENDOCUMENT):
                raise RefusedError("opendocument-file", "an OpenDocument file (.ods)")
        if not self.has("[Content_Types].xml") and not self.has("_rels/.rels"):
            raise RefusedError("not-a-workbook", "a zip archive of other files")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        return file.read(entry.file_size + 1)  # read to its end, it would first unpack more than it states


def _check_names(names: list[str]) -> None:
    odd = [name for name in names if not name or "\\" in name or "\0" in name]
    counts = Counter(name.casefold().lstrip("/") for name in names)
    twice = [name for name, count in counts.items() if count > 1]
    if odd or twice:
        raise RefusedError("part-names", _shown(odd[0]) if odd else f"{twice[0]} stands twice")


def _shown(name: str) -> str:
    return ascii(name).strip("'") or "a part without a name"
