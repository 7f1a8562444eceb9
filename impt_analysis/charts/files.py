"""Charts as files: PNG, SVG and PDF, the same bytes each time, whole or absent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib.style
from matplotlib.figure import Figure

from impt_analysis.charts.description import alt_text
from impt_analysis.charts.style import RC
from impt_analysis.errors import UsageError
from impt_analysis.whole_files import write_whole


def save_chart(figure: Figure, path: Path | str) -> list[Path]:
    """Save a chart and return the files: one when `path` ends in .png, .svg or .pdf, all three when it has no ending.

    Title and alternative text go along: as metadata of PNG and PDF, as <title> and <desc> of the SVG, whose text is
    drawn as paths. No file holds a date or the version of matplotlib. All formats are ready before the first is
    written, and each is moved into its place when it is whole; the folder is made if it is missing.

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
        return {ending: _FORMATS[ending](figure) for ending in endings}


def _png(figure: Figure) -> bytes:
    described = {"Title": _title(figure), "Description": alt_text(figure), "Software": None}
    return _rendered(figure, "png", described)


def _pdf(figure: Figure) -> bytes:
    described = {"Title": _title(figure), "Subject": alt_text(figure)}
    return _rendered(figure, "pdf", described | {"CreationDate": None, "Creator": None, "Producer": None})


def _svg(figure: Figure) -> bytes:
    drawn = _rendered(figure, "svg", {"Title": _title(figure), "Creator": None, "Date": None}).decode()
    description = f"<desc>{escape(alt_text(figure))}</desc>"
    spoken = drawn.replace("<svg ", '<svg role="img" ', 1).replace("</title>", f"</title>\n {description}", 1)
    return spoken.encode()


def _title(figure: Figure) -> str:
    return figure.get_suptitle().replace("\n", " ")


def _rendered(figure: Figure, kind: str, metadata: dict[str, str | None]) -> bytes:
    data = BytesIO()
    figure.savefig(data, format=kind, metadata=metadata)
    return data.getvalue()


_FORMATS: dict[str, Callable[[Figure], bytes]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}
