"""Good workbooks made bad, by a number: the same number makes the same file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO

import numpy as np

from impt_analysis.workbook.writer import workbook_bytes
from tests.packages import changed, parts, strings, styles, zipped
from tests.workbooks import cells, inventory

Dice = np.random.Generator
Parts = list[tuple[str, bytes]]

AWKWARD = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "2",
        "7",
        "1e999",
        "-1E+15",
        "NaN",
        "Infinity",
        "9" * 300,
        "0" * 70_000,
        "2958466",
        "0.5",
    ),
    *("A0", "A1", "a1", "B3", "ZZ200000", "zz9", "XFD1048576", "XFE1", "AAAA1", "$A$1", "A1:XFD1048576", "1048576"),
    *("s", "str", "b", "e", "d", "n", "inlineStr", "true", "#N/A", "2024-13-45", "2024-01-02T25:61:61Z", "hidden"),
    *("_x000D_", "_x0000_", "_xD800_", "&#0;", "&#xD800;", "&nbsp;", "&amp;", "&lt;", "<", ">", "]]>", "<![CDATA[x]]>"),
    *("<!--", "<!-- x -->", "<?x y?>", "<!DOCTYPE x>", "\N{GRINNING FACE}", "\x1b[31m", "\x00", "\ufffe", "a;" * 3_000),
    *(
        "../../../../etc/passwd",
        "/",
        "xl",
        "xl/workbook.xml",
        "file:///etc/passwd",
        "External",
        "utf-16",
        "LV-01",
        "ext:",
    ),
    *("http://purl.oclc.org/ooxml/spreadsheetml/main", "urn:x", "yyyy", "[h]:mm", "46", "14", "65536", "worksheet"),
)
TAG = re.compile(rb"<[^<>]*>")
ATTRIBUTE = re.compile(rb'\s([\w:.-]+)="([^"<>]*)"')
TEXT = re.compile(rb">([^<>]+)<")
PLACE = re.compile(rb'\s(?:r|ref|t|s|numFmtId|r:id|Target|Type)="([^"<>]*)"')


def mutant(number: int) -> bytes:
    """Return a workbook that a few accidents have befallen."""
    dice = np.random.default_rng(number)
    data = chosen(dice, good_workbooks())
    if dice.integers(4) == 0:
        return scattered(dice, data)
    made = unpacked(data)
    for _ in range(int(dice.integers(1, 4))):
        made = chosen(dice, (*[changed_part] * 8, changed_archive))(dice, made)
    return zipped(made)


@cache
def good_workbooks() -> tuple[bytes, ...]:
    """Return small workbooks, as they are written here and in ways that are read cell by cell."""
    whole = workbook_bytes(inventory(cells()).tables())
    smaller = changed(whole, "xl/worksheets/sheet9.xml", lambda part: re.sub(rb'<row r="[3-9].*</row>', b"", part))
    said = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000.5</v></c><c r="C1" t="b"><v>1</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>a</t></is></c><c r="B3" t="e"><v>#N/A</v></c>'
        '<c r="C3" s="2"><f>1+1</f><v>2</v></c><c r="D3" t="d"><v>2024-01-02</v></c></row>'
    )
    more = {"texts": strings("<t>a</t>", "<r><t>b</t></r>"), "formats": styles(0, 22, 46)}
    unusual = zipped(parts(said, **more, properties='<workbookPr date1904="1"/>'))
    return smaller, unusual, zipped(parts(said.replace("<f>1+1</f>", "").replace(' t="e"', ""), **more))


def unpacked(data: bytes) -> Parts:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def chosen(dice: Dice, among: Sequence[object]) -> object:
    """Return one of several."""
    return among[int(dice.integers(len(among)))]


def awkward(dice: Dice) -> bytes:
    """Return a value that seldom stands where it is put."""
    return str(chosen(dice, AWKWARD)).encode()


def scattered(dice: Dice, data: bytes) -> bytes:
    """Return bytes of which a few are others, are lost, stand twice, or are the end."""
    made = bytearray(data)
    for _ in range(int(dice.integers(1, 8))):
        at, length = int(dice.integers(len(made) + 1)), int(2 ** dice.integers(8))
        piece = bytes(made[at : at + length])
        made[at : at + length] = chosen(
            dice, (b"", piece + piece, dice.bytes(length), bytes([b ^ 1 << at % 8 for b in piece[:1]]) + piece[1:])
        )
    return bytes(made[: int(dice.integers(len(made) + 1))]) if dice.integers(8) == 0 else bytes(made)


def changed_part(dice: Dice, made: Parts) -> Parts:
    """Return the parts, one of them changed in its bytes or in its XML."""
    at = int(dice.integers(len(made)))
    name, content = made[at]
    how = chosen(dice, (scattered, *XML_CHANGES * 2))
    return [*made[:at], (name, how(dice, content)), *made[at + 1 :]]


def changed_archive(dice: Dice, made: Parts) -> Parts:
    """Return the parts, of which one is lost, stands twice, has another name, or the content of another."""
    at = int(dice.integers(len(made)))
    name, content = made[at]
    other, its_content = chosen(dice, made)
    put = chosen(
        dice,
        (
            [],
            [(name, content), (name.upper(), content)],
            [(name.replace("/", "\\"), content)],
            [(f"{name}/", b"")],
            [(name, its_content)],
            [(f"x{other}", content)],
            [(name, content.decode().encode("utf-16"))] if content.isascii() else [],
        ),
    )
    return [*made[:at], *put, *made[at + 1 :]]


def one(pattern: re.Pattern[bytes], dice: Dice, xml: bytes) -> re.Match[bytes] | None:
    """Return one place where the pattern stands, if there is any."""
    found = list(pattern.finditer(xml))
    return chosen(dice, found) if found else None


def instead(xml: bytes, match: re.Match[bytes] | None, group: int, new: bytes) -> bytes:
    """Return XML with something else in the place of a group."""
    return xml if match is None else xml[: match.start(group)] + new + xml[match.end(group) :]


def without_attribute(dice: Dice, xml: bytes) -> bytes:
    return instead(xml, one(ATTRIBUTE, dice, xml), 0, b"")


def repeated_attribute(dice: Dice, xml: bytes) -> bytes:
    match = one(ATTRIBUTE, dice, xml)
    return instead(xml, match, 0, match[0] * 2 if match else b"")


def other_value(dice: Dice, xml: bytes) -> bytes:
    return instead(xml, one(ATTRIBUTE, dice, xml), 2, awkward(dice))


def other_place(dice: Dice, xml: bytes) -> bytes:
    return instead(xml, one(PLACE, dice, xml), 1, awkward(dice))


def other_text(dice: Dice, xml: bytes) -> bytes:
    return instead(xml, one(TEXT, dice, xml), 1, awkward(dice))


def without_tag(dice: Dice, xml: bytes) -> bytes:
    return instead(xml, one(TAG, dice, xml), 0, b"")


def element(dice: Dice, xml: bytes) -> tuple[int, int]:
    """Return where an element begins and ends (or a tag alone)."""
    match = one(re.compile(rb"<([\w:.-]+)[^<>]*>"), dice, xml)
    if match is None:
        return 0, 0
    closing = b"</" + match[1] + b">"
    end = xml.find(closing, match.end())
    return match.start(), end + len(closing) if end >= 0 and not match[0].endswith(b"/>") else match.end()


def without_element(dice: Dice, xml: bytes) -> bytes:
    begin, end = element(dice, xml)
    return xml[:begin] + xml[end:]


def repeated_element(dice: Dice, xml: bytes) -> bytes:
    begin, end = element(dice, xml)
    return xml[:end] + xml[begin:end] * int(dice.integers(1, 40)) + xml[end:]


def nested_element(dice: Dice, xml: bytes) -> bytes:
    begin, end = element(dice, xml)
    close = xml.rfind(b"</", begin, end)
    return xml[:close] + xml[begin:end] + xml[close:] if close > begin else xml


def swapped_elements(dice: Dice, xml: bytes) -> bytes:
    (begin, end), (second, last) = sorted((element(dice, xml), element(dice, xml)))
    if end > second:
        return xml
    return xml[:begin] + xml[second:last] + xml[end:second] + xml[begin:end] + xml[last:]


def prefixed(dice: Dice, xml: bytes) -> bytes:
    pattern = rb"<(/?)(?=[a-zA-Z])" if dice.integers(2) else rb"<(/?)(?=c[ />])"
    return re.sub(pattern, rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=", int(dice.integers(1, 3)))


XML_CHANGES: tuple[Callable[[Dice, bytes], bytes], ...] = (
    without_attribute,
    repeated_attribute,
    other_value,
    other_place,
    other_place,
    other_text,
    without_tag,
    without_element,
    repeated_element,
    nested_element,
    swapped_elements,
    prefixed,
)
