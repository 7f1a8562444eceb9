"""Commands that make something of the workbooks: tables, the reports, and the page to explore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from impt_analysis.cli.application import PROCESSED, RAW, Data, app
from impt_analysis.cli.progress import pieces_made
from impt_analysis.errors import WorkbookError, counted, errors_among, shown_path
from impt_analysis.plurals import number_of
from impt_analysis.whole_files import write_whole
from impt_analysis.whole_folders import recover_folder

if TYPE_CHECKING:
    from impt_analysis.checking import Checked
    from impt_analysis.inventory import Inventory


@app.command()
def build(
    data: Data = RAW, to: Annotated[Path, typer.Option(help="Where the tables are written.")] = PROCESSED
) -> None:
    """Check the workbooks and write their tables and measures as csv with a description."""
    _built(_checked(data, to), to)


@app.command()
def report(
    data: Data = RAW,
    processed: Annotated[Path, typer.Option(help="Where the tables are written.")] = PROCESSED,
    to: Annotated[
        Path | None, typer.Option(help="Where it is written: reports, or reports_public for the public release.")
    ] = None,
    release: Annotated[str, typer.Option(help="For whom it is: participants or public.")] = "participants",
    language: Annotated[
        str, typer.Option(help="Code of a language, such as de: its charts stand in a folder of this name too.")
    ] = "en",
) -> None:
    """Do everything: check, build, charts, briefs, slides, a page to explore, and an index page of it all."""
    from impt_analysis.codebook.speaking import known_language
    from impt_analysis.releases import release_named
    from impt_analysis.reports.folder import FOLDERS, write_reports
    from impt_analysis.reports.manifest import MANIFEST
    from impt_analysis.reports.whole import INDEX, Wanted, release_files, require_releasable
    from impt_analysis.reports.workers import working_together

    made_for = release_named(release)
    to = to or FOLDERS[made_for]
    wanted = Wanted(made_for, known_language(language).language, data, to)
    recover_folder(to)
    with working_together() as team:
        if not (to / MANIFEST).exists():
            team.get_ready()
        result = _checked(data, processed)
        require_releasable(result.problems)
        inventory = _built(result, processed)
        with pieces_made() as told:
            files = release_files(inventory, wanted, result.problems, told, team)
    write_reports(to, files)
    typer.echo(f"Made: {number_of(len(files), 'file')} ({wanted.release}); open {shown_path(to / INDEX)}")


@app.command()
def page(
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("page.html"),
    release: Annotated[str, typer.Option(help="For whom it is: public or participants.")] = "public",
    data: Data = RAW,
) -> None:
    """Write one HTML page to explore the gap map and the sources behind it, which needs no network."""
    from impt_analysis.inventory import load
    from impt_analysis.releases import release_named
    from impt_analysis.reports.page import exploring_page

    made_for = release_named(release)
    write_whole(to, exploring_page(load(data), made_for).encode())
    typer.echo(f"Written: {shown_path(to)} ({made_for}); open it in a browser")


def _checked(data: Path, to: Path) -> Checked:
    from impt_analysis import inventory

    recover_folder(to)
    result = inventory.check(data)
    if errors_among(result.problems):
        raise WorkbookError(result.problems)
    typer.echo(f"Checked {shown_path(data)}: {counted(result.problems)} (impt check {shown_path(data)} lists them)")
    return result


def _built(result: Checked, to: Path) -> Inventory:
    from impt_analysis.data_package import write_package
    from impt_analysis.inventory import from_checked

    inventory = from_checked(result)
    files = write_package(inventory, to)
    typer.echo(f"Built: {number_of(len(files), 'file')} in {shown_path(to)}")
    return inventory
