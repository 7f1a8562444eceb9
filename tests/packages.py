"""Workbooks made part by part, good and broken ones, for tests of the reader."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from impt_analysis.errors import Problem, WorkbookError
from impt_analysis.workbook.cells import SheetCells
from impt_analysis.workbook.reader import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"


def links(**targets: str) -> str:
    """Return a part of relationships: the last word of each kind, and its target."""
    made = "".join(f'<Relationship Id="{k}" Type="{OFFICE}/{k}" Target="{target}"/>' for k, target in targets.items())
    return f'<?xml version="1.0"?><Relationships xmlns="{LINKS}">{made}</Relationships>'


def worksheet(rows: str, *, before: str = "", after: str = "") -> str:
    """Return a sheet with these rows, as XML."""
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*texts: str) -> str:
    """Return shared texts; each is the XML inside its `si`."""
    return f'<?xml version="1.0"?><sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in texts)}</sst>'


def styles(*formats: int, codes: str = "") -> str:
    """Return styles with one cell style for each number format."""
    made = "".join(f'<xf numFmtId="{number}"/>' for number in formats)
    return f'<?xml version="1.0"?><styleSheet xmlns="{MAIN}">{codes}<cellXfs>{made}</cellXfs></styleSheet>'


def parts(rows: str = "", **more: str) -> dict[str, str | bytes]:
    """Return the parts of a workbook: one sheet of these rows; `more` has `texts`, `formats`, `properties`, `sheet`."""
    targets = {"worksheet": "worksheets/sheet1.xml"}
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": links(officeDocument=BOOK),
        BOOK: (
            f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{more.get("properties", "")}'
            f'<sheets><sheet name="Items" sheetId="1" r:id="worksheet"/></sheets></workbook>'
        ),
        SHEET: more.get("sheet", worksheet(rows)),
    }
    if "texts" in more:
        targets["sharedStrings"] = "sharedStrings.xml"
        made[STRINGS] = more["texts"]
    if "formats" in more:
        targets["styles"] = "styles.xml"
        made[STYLES] = more["formats"]
    made["xl/_rels/workbook.xml.rels"] = links(**targets)
    return made


def zipped(made: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return an archive of these parts; a list of pairs may name a part twice."""
    target = BytesIO()
    listed = made.items() if isinstance(made, Mapping) else made
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in listed:
            entry = zipfile.ZipInfo(name)
            entry.filename = name  # a backslash stays one on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def book(fill: Callable[[Workbook], object]) -> bytes:
    """Return a workbook as openpyxl writes it; the function fills it in."""
    workbook = Workbook()
    fill(workbook)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        return zipped({name: change(old.read(name)) if name == part else old.read(name) for name in old.namelist()})


def sheets_of(folder: Path, data: bytes) -> tuple[SheetCells, ...]:
    """Return the sheets of a workbook with these bytes."""
    path = folder / "latvia.xlsx"
    path.write_bytes(data)
    return read_workbook(path).sheets


def refusal(folder: Path, data: bytes) -> Problem:
    """Return the one problem for which these bytes are refused."""
    try:
        sheets_of(folder, data)
    except WorkbookError as error:
        (problem,) = error.problems
        return problem
    raise AssertionError("the workbook was read")
