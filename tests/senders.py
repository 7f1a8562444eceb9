"""A workbook as a sender's Excel saves it, with much that no program for tables keeps when it loads and saves it."""

from __future__ import annotations

from tests.packages import LINKS, MAIN, OFFICE, zipped

ITEMS, OTHER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
COMMENTS, BOXES = "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

DROP_DOWNS = (
    f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}"><x14:dataValidations count="1"'
    f' xmlns:xm="{XM}"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Other!$A$1:$A$2</xm:f>'
    "</x14:formula1><xm:sqref>B2:B9</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
)
SPARKLINES = (
    f'<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{X14}"><x14:sparklineGroups xmlns:xm="{XM}">'
    "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Items!C2:C3</xm:f><xm:sqref>F2</xm:sqref>"
    "</x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>"
)
DATA_BAR = (
    '<conditionalFormatting sqref="C2:C3"><cfRule type="dataBar" priority="1"><dataBar><cfvo type="min"/>'
    '<cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule></conditionalFormatting>'
)
FORMULA = '<c r="C3" s="1"><f>C2*2</f><v>6</v></c>'
KEPT = (DROP_DOWNS, SPARKLINES, DATA_BAR, FORMULA, '<drawing r:id="rId1"/>', '<c r="A3" t="s"><v>1</v></c>')
"""What stands on the sheet Items and is to stay there as it is."""

_SHEET = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"'
    f' xmlns:mc="{COMPATIBILITY}" mc:Ignorable="x14ac" xmlns:x14ac="{X14}/ac"><dimension ref="A1:D3"/>'
    '<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>'
    '<cols><col min="1" max="1" width="20" customWidth="1"/><col min="5" max="5" width="9" style="1"/></cols>'
    "<sheetData>"
    '<row r="1" spans="1:4" x14ac:dyDescent="0.25"><c r="A1" s="2" t="s"><v>0</v></c></row>'
    '<row r="2" spans="1:4"><c r="B2" s="3"/><c r="C2" s="1"><v>3</v></c></row>'
    f'<row r="3" spans="1:4"><c r="A3" t="s"><v>1</v></c>{FORMULA}<c r="D3" t="str"><f>"a"</f><v>a</v></c></row>'
    '</sheetData><mergeCells count="1"><mergeCell ref="A7:B8"/></mergeCells>'
    f'{DATA_BAR}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    f'<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><extLst>{DROP_DOWNS}{SPARKLINES}</extLst></worksheet>'
)
_OTHER = (
    f'<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">'
    '<x:c r="A1" t="inlineStr"><x:is><x:t><![CDATA[a <b>]]></x:t></x:is></x:c></x:row></x:sheetData>'
    '<!-- a comment --><x:pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></x:worksheet>'
)
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/>'
    '<color theme="1"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/>'
    '</font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/>'
    '</patternFill></fill></fills><borders count="2"><border/><border><left style="thin"/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyProtection="1" applyAlignment="1">'
    '<alignment horizontal="center" wrapText="1"/><protection locked="0"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_COMMENTS = (
    f'<?xml version="1.0" encoding="UTF-8"?><comments xmlns="{MAIN}"><authors><author>An office</author></authors>'
    '<commentList><comment ref="B2" authorId="0"><text><r><rPr><b/></rPr><t>Office:</t></r><r><t xml:space="preserve">'
    ' we have asked</t></r></text></comment><comment ref="D3" authorId="0"><text><t>plain &amp; short</t></text>'
    "</comment></commentList></comments>"
)
_BOX = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="visibility:hidden" fillcolor="#ffffe1">'
    '<v:textbox><div>a line<br>another</div></v:textbox><x:ClientData ObjectType="Note"><x:Anchor>{anchor}</x:Anchor>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
BOX_OF_B2 = _BOX.format(number=1025, anchor="2, 15, 1, 2, 4, 31, 4, 1", row=1, column=1)
BOX_OF_D3 = _BOX.format(number=1026, anchor="4, 15, 1, 10, 6, 15, 60, 4", row=2, column=3)
BUTTON = '<v:shape id="_x0000_s1027"><x:ClientData ObjectType="Button"><x:Row>1</x:Row></x:ClientData></v:shape>'
_BOXES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"/>'
    f"{BOX_OF_B2}{BOX_OF_D3}{BUTTON}</xml>"
)
_TEXT_BOX = (
    f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"><xdr:twoCellAnchor><xdr:from>'
    "<xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to>"
    "<xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp>"
    '<xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom'
    ' prst="rect"/></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>A text box</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
)


def sent(**changed: str) -> dict[str, str | bytes]:
    """Return the parts of the workbook; `changed` replaces what stands in the part `workbook` or `package`.

    Items has a header (A1), a blank cell with a comment (B2), a date (C2), formulas (C3, D3) and a comment (D3).
    """
    kinds = {
        "xl/workbook.xml": f"{SPREADSHEET}.sheet.main+xml",
        "xl/styles.xml": f"{SPREADSHEET}.styles+xml",
        "xl/sharedStrings.xml": f"{SPREADSHEET}.sharedStrings+xml",
        ITEMS: f"{SPREADSHEET}.worksheet+xml",
        OTHER: f"{SPREADSHEET}.worksheet+xml",
        COMMENTS: f"{SPREADSHEET}.comments+xml",
        "xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
    }
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    sheets = '<sheet name="Items" sheetId="1" r:id="rId1"/><sheet name="Other" sheetId="7" r:id="rId2"/>'
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            f"{types}</Types>"
        ),
        "_rels/.rels": _links(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{changed.get("workbook", "")}<sheets>{sheets}</sheets>'
            "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ("rId3", "styles", "styles.xml"),
            ("rId4", "sharedStrings", "sharedStrings.xml"),
        ),
        ITEMS: changed.get("items", _SHEET),
        OTHER: changed.get("other", _OTHER),
        "xl/worksheets/_rels/sheet1.xml.rels": _links(
            ("rId1", "drawing", "../drawings/drawing1.xml"),
            ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId3", "comments", "../comments1.xml"),
        ),
        "xl/drawings/drawing1.xml": _TEXT_BOX,
        BOXES: _BOXES,
        COMMENTS: changed.get("comments", _COMMENTS),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{MAIN}"><si><t>Item</t></si><si><r><t>a</t></r><r><t>ge</t></r></si></sst>'
        ),
        "xl/media/image1.png": bytes(range(256)),
    }


def sent_bytes(**changed: str) -> bytes:
    """Return the workbook as a file."""
    return zipped(sent(**changed))


def _links(*targets: tuple[str, str, str]) -> str:
    made = "".join(f'<Relationship Id="{k}" Type="{OFFICE}/{kind}" Target="{part}"/>' for k, kind, part in targets)
    return f'<Relationships xmlns="{LINKS}">{made}</Relationships>'
