"""A workbook made anew from checked parts only, so that the fast reader meets nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

from impt_analysis.workbook.plain_xml import MAIN
from impt_analysis.workbook.sheet_body import SheetBody

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def plain_bytes(bodies: Sequence[SheetBody], strings: Sequence[bytes], styles: bytes, *, from_1904: bool) -> bytes:
    """Return the bytes of a workbook that holds these sheets, named by their number from 0, and nothing more.

    Without styles (no bytes) no number is a date.
    """
    numbers = range(len(bodies))
    sheets = "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="s{n}"/>' for n in numbers)
    properties = f'<workbookPr date1904="{int(from_1904)}"/>'
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{properties}<sheets>{sheets}</sheets></workbook>'
    links = {f"s{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
    links |= {"t": ("sharedStrings", "sharedStrings.xml"), "f": ("styles", "styles.xml")}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_rels/.rels", _links({"w": ("officeDocument", "xl/workbook.xml")}))
        archive.writestr("xl/workbook.xml", workbook)
        archive.writestr("xl/_rels/workbook.xml.rels", _links(links))
        archive.writestr("xl/sharedStrings.xml", _wrapped("sst", *strings))
        archive.writestr("xl/styles.xml", styles or _wrapped("styleSheet"))
        for number, body in enumerate(bodies):
            rows = (b"<sheetData>", body.rows, b"</sheetData>")
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _wrapped("worksheet", *rows))
    return target.getvalue()


def _wrapped(root: str, *content: bytes) -> bytes:
    return b"".join((f'<{root} xmlns="{MAIN}">'.encode(), *content, f"</{root}>".encode()))


def _links(targets: dict[str, tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{part}"/>' for key, (kind, part) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{made}</Relationships>'
