"""Charts as files: PNG, SVG and PDF, the same bytes each time, whole or absent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib.style
from matplotlib.figure import Figure
from PIL.PngImagePlugin import PngInfo, putchunk

from impt_analysis.charts.description import alt_text
from impt_analysis.charts.style import DPI, RC
from impt_analysis.charts.svg_drawing import svg_text
from impt_analysis.codebook.speaking import current_language
from impt_analysis.errors import UsageError
from impt_analysis.whole_files import write_whole

PNG_HEADER = 33
"""The bytes of the signature and the first chunk of a PNG, which states its size."""


def save_chart(figure: Figure, path: Path | str) -> list[Path]:
    """Save a chart and return the files: one when `path` ends in .png, .svg or .pdf, all three when it has no ending.

    Title and alternative text go along: as metadata of the PNG, as <title> and <desc> of the SVG, whose text is drawn
    as paths, and as title and tagged figure of the PDF, which is the same drawing (PDF/UA-1). No file holds a date or
    the version of matplotlib. All formats are ready before the first is written, and each is moved into its place when
    it is whole; the folder is made if it is missing.

    Raises UsageError when the ending is another one, the figure was not made by this package, or a place cannot be
    written.

    Source: docs/method.md, section "Charts".
    """
    place = Path(path)
    if place.suffix not in {"", *_FORMATS}:
        raise UsageError(
            f"a chart is saved as {', '.join(_FORMATS)}, found the ending {place.suffix} of {place.name}; "
            "name one of these endings, or none to save all three"
        )
    endings = [place.suffix] if place.suffix else list(_FORMATS)
    ready = {place.with_suffix(ending): data for ending, data in chart_bytes(figure, endings).items()}
    for file, data in ready.items():
        write_whole(file, data)
    return list(ready)


def chart_bytes(figure: Figure, endings: Iterable[str] = (".png", ".svg", ".pdf")) -> dict[str, bytes]:
    """Return a chart as the bytes of its files, by ending, as `save_chart` writes them.

    Raises UsageError when the figure was not made by this package.
    """
    with matplotlib.style.context(RC, after_reset=True):
        saved = _Saved(figure)
        return {ending: _FORMATS[ending](saved) for ending in endings}


@dataclass(frozen=True, eq=False)
class _Saved:
    """A chart in each format: matplotlib draws it once, and the typesetter makes picture and page of the drawing.

    Matplotlib's own PDF has no tags, so that a screen reader finds no alternative text in it, and takes far longer.
    """

    figure: Figure

    @cached_property
    def svg(self) -> bytes:
        description = f"<desc>{escape(alt_text(self.figure))}</desc>"
        drawn = svg_text(self.figure, self._title).replace("<svg ", '<svg role="img" ', 1)
        return drawn.replace("</title>", f"</title>\n {description}", 1).encode()

    @cached_property
    def png(self) -> bytes:
        described = PngInfo()
        described.add_text("Title", self._title)
        described.add_text("Description", alt_text(self.figure))
        return _with_chunks(self._typeset(format="png", ppi=DPI), described)

    @cached_property
    def pdf(self) -> bytes:
        return self._typeset(format="pdf", pdf_standards=["ua-1"])

    def _typeset(self, **settings: Any) -> bytes:
        import typst

        width, height = map(str, self.figure.get_size_inches())
        said = {"title": self._title, "alternative": alt_text(self.figure), "language": current_language()}
        made: bytes = typst.compile(
            files(__package__).joinpath("chart.typ").read_bytes(),
            # No fonts are needed: the text of the drawing is drawn as paths.
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[]),
            ignore_system_fonts=True,
            sys_inputs={"svg": self.svg.decode(), "width": width, "height": height, **said},
            **settings,
        )
        return made

    @property
    def _title(self) -> str:
        return self.figure.get_suptitle().replace("\n", " ")


def _with_chunks(picture: bytes, described: PngInfo) -> bytes:
    """Return a PNG with what describes it after its header, without decoding the picture."""
    data = BytesIO()
    data.write(picture[:PNG_HEADER])
    for kind, content, *_ in described.chunks:
        putchunk(data, kind, content)
    data.write(picture[PNG_HEADER:])
    return data.getvalue()


_FORMATS: dict[str, Callable[[_Saved], bytes]] = {
    ".png": attrgetter("png"),
    ".svg": attrgetter("svg"),
    ".pdf": attrgetter("pdf"),
}
