"""Office files with the same bytes whenever they are made: no clock in the archive or in the file's properties."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can state."""

PICTURE = ".png"
"""The ending of a part that is compressed as it is, and stands in the archive so."""

_PROPERTIES = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def sealed(data: bytes, stated: date) -> bytes:
    """Return an Office file whose archive has no times and whose properties state one date.

    Parts keep their order and content; created and modified in the file's properties become midnight of `stated`.
    """
    moment = f"{stated.isoformat()}T00:00:00Z".encode()
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == _PROPERTIES:
                part = _STAMP.sub(rb"\g<1>" + moment + rb"\g<2>", part)
            fresh = zipfile.ZipInfo(entry.filename, FIRST_MOMENT)
            fresh.compress_type = zipfile.ZIP_STORED if entry.filename.endswith(PICTURE) else zipfile.ZIP_DEFLATED
            fresh.external_attr = 0o644 << 16
            fresh.create_system = 3
            new.writestr(fresh, part)
    return target.getvalue()
