"""The whole of a release: charts, documents, the page to explore, the index and the list of it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from impt_analysis.codebook.measured_codes import Release
from impt_analysis.codebook.speaking import ORIGINAL
from impt_analysis.errors import Problem, WorkbookError
from impt_analysis.inventory import Inventory
from impt_analysis.public_release import left_out, released_inventory
from impt_analysis.reports.index import index_page
from impt_analysis.reports.making import Told, chart_of, made_charts, made_documents
from impt_analysis.reports.manifest import MANIFEST, Origin, Piece, earlier_pieces, manifest_text, sha256
from impt_analysis.reports.planned_charts import every_chart
from impt_analysis.reports.products import documents
from impt_analysis.reports.workers import Workers
from impt_analysis.workbook.folder import workbook_files

INDEX, PAGE = "index.html", "explore.html"

STOPPED_BY = ("personal-identifier", "small-unpublished-count")
"""Problems with which nothing leaves the house, whatever their severity elsewhere."""


def require_releasable(problems: Sequence[Problem]) -> None:
    """Do nothing, or raise WorkbookError with what stands in the way of a release: a person, or a small count."""
    stopping = [problem for problem in problems if problem.code in STOPPED_BY]
    if stopping:
        raise WorkbookError(stopping)


@dataclass(frozen=True)
class Wanted:
    """A release that is asked for: for whom, in which language besides the original, from which workbooks, to where."""

    release: Release
    language: str
    workbooks: Path
    folder: Path

    @property
    def languages(self) -> list[str]:
        """The original and, if it is another, the language asked for."""
        return list(dict.fromkeys((ORIGINAL, self.language)))


def release_files(
    inventory: Inventory, wanted: Wanted, problems: Sequence[Problem], told: Told, team: Workers
) -> dict[str, bytes]:
    """Return every file of a release by name; nothing is written.

    Charts and documents that its folder holds already, made from the same by the same package, are taken from there.
    `problems` is what the check of the workbooks gave, `told` hears of each piece that was made, `team` makes them.

    Raises WorkbookError when the workbooks name a person or an unpublished small count.

    Source: docs/documents.md, section "The folder of reports".
    """
    require_releasable(problems)
    found = released_inventory(inventory, wanted.release)
    earlier = earlier_pieces(wanted.folder)
    plans = every_chart(found)
    charts = made_charts(found, plans, wanted.languages, earlier, told, team)
    texts = made_documents(found, documents(found, plans), charts, earlier, told, team)
    # With the looks of the charts comes matplotlib: it is loaded here, and not while the processes wait for their work.
    from impt_analysis.reports.page import exploring_page

    drawn = [chart_of(plan, charts[plan.stem]) for plan in plans]
    listed = {piece.name: list(piece.files) for piece in texts.values()} | {"explore": [PAGE]}
    origin = Origin(wanted.release, found.evidence(), workbook_hashes(wanted.workbooks), left_out(wanted.release))
    pages = {
        PAGE: exploring_page(inventory, wanted.release).encode(),
        INDEX: index_page(found, drawn, problems, listed, origin.left_out).encode(),
    }
    pieces = [*charts.values(), *texts.values(), Piece("pages", "", pages)]
    return {**_files(pieces), MANIFEST: manifest_text(origin, pieces).encode()}


def workbook_hashes(data: Path) -> dict[str, str]:
    """Return the hash of every workbook of a folder by its name."""
    return {file.name: sha256(file.read_bytes()) for file in workbook_files([data])}


def _files(pieces: Sequence[Piece]) -> dict[str, bytes]:
    return {name: content for piece in pieces for name, content in piece.files.items()}
