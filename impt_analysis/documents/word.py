"""A document as a Word file: real styles, captions and contents as fields, the same bytes each time."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from impt_analysis.documents.model import Document
from impt_analysis.documents.plain import shown
from impt_analysis.workbook.seal import sealed

if TYPE_CHECKING:
    from docx.document import Document as WordFile

NO_DATE = date(1980, 1, 1)
"""The properties of the file name no date; the archive around them must."""

PROPERTIES = "/docProps/core.xml"
THUMBNAIL = "thumbnail"


def word_file(document: Document) -> bytes:
    """Return the document as docx; its properties name the title and the language, no author and no date."""
    import docx

    from impt_analysis.documents.word_body import Body

    file = docx.Document(BytesIO(_dressed(document.language)))
    file.core_properties.title = shown(document.title)
    file.core_properties.language = document.language
    Body(file, document).write()
    data = BytesIO()
    file.save(data)
    return sealed(data.getvalue(), NO_DATE)


@lru_cache(maxsize=4)
def _dressed(language: str) -> bytes:
    """Return an empty Word file in the look of all documents: to set its styles takes longer than to read them."""
    import docx

    from impt_analysis.documents.word_look import dress

    file = docx.Document()
    dress(file, language)
    _bare_properties(file)
    data = BytesIO()
    file.save(data)
    return data.getvalue()


def _bare_properties(file: WordFile) -> None:
    package = file.part.package
    core = next(part for part in package.iter_parts() if part.partname == PROPERTIES)
    for old in list(core.element):
        core.element.remove(old)
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith(THUMBNAIL):
            package.rels.pop(name)
