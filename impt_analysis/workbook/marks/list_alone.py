"""The problems of a workbook that cannot be marked: a small workbook of its own that holds their list.

It is a workbook and no csv, because whoever mends the cells has Excel open, and a double click on a csv file loses
letters and takes texts for dates and formulas.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

from impt_analysis.errors import Problem
from impt_analysis.workbook.marks.marked_workbook import with_list
from impt_analysis.workbook.package_parts import RELATIONSHIPS, Package
from impt_analysis.workbook.plain_xml import MAIN

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_EMPTY = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets/></workbook>',
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="/xl/styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": _STYLES,
}
"""A workbook without a sheet, to which the list is added."""


def problem_list(problems: Sequence[Problem], reason: str) -> bytes:
    """Return a workbook that holds nothing but the list of problems, and says why the sender's own was not marked.

    The same problems and reason give the same bytes.
    """
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in _EMPTY.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}')
    note = f"The workbook itself could not be marked: {reason}. Mend the cells in the workbook; this is only a list."
    return with_list(Package(target.getvalue()), problems, note)
