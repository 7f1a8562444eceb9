"""The command `impt`: arguments, progress and exit codes; what a command does stands in the package."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from impt_analysis.errors import UsageError, WorkbookError, as_records, counted, errors_among, rendered, shown_path
from impt_analysis.plurals import number_of
from impt_analysis.visible_text import made_visible
from impt_analysis.whole_files import write_whole
from impt_analysis.whole_folders import recover_folder

if TYPE_CHECKING:
    from rich.console import Console

    from impt_analysis.checking import Checked
    from impt_analysis.inventory import Inventory

FINE, WRONG, COULD_NOT_RUN = 0, 1, 2

app = typer.Typer(
    name="impt",
    help="Who holds what information on children at risk of trafficking, and what of it is not reached.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Data = Annotated[Path, typer.Option("--data", help="The folder of workbooks.")]
State = Annotated[str, typer.Option(help="Code of the state, such as LV.")]
Json = Annotated[bool, typer.Option("--json", help="Write it as JSON, for a program.")]
Strict = Annotated[bool, typer.Option("--strict", help="Count warnings and infos as errors.")]
RAW, PROCESSED, REPORTS, NOTEBOOKS = Path("data/raw"), Path("data/processed"), Path("reports"), Path("notebooks")
ACCEPTING = "impt notebooks --accept (or make notebooks ACCEPT=1)"


def main() -> None:
    """Run the command; the exit code is 0 when all is well, 1 for an error in the data, 2 when it could not run."""
    try:
        app()
    except WorkbookError as error:
        typer.echo(str(error))
        sys.exit(WRONG)
    except (UsageError, OSError) as error:
        typer.echo("\n".join(map(made_visible, f"impt: {error}".split("\n"))), err=True)
        sys.exit(COULD_NOT_RUN)


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Workbooks, or folders of workbooks.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write the problems as JSON, for a program.")] = False,
    strict: Strict = False,
    marked: Annotated[
        Path | None, typer.Option(help="A folder for copies of the workbooks with each problem at its cell.")
    ] = None,
) -> None:
    """Say what is wrong in workbooks, by file, sheet and cell, and how to mend it."""
    from impt_analysis import inventory
    from impt_analysis.workbook.marks import write_marked

    listed = paths or [RAW]
    problems = inventory.check(*listed).problems
    typer.echo(json.dumps(as_records(problems), indent=2, ensure_ascii=False) if as_json else rendered(problems))
    for line in write_marked(listed, problems, marked) if marked else []:
        typer.echo(line, err=as_json)
    raise typer.Exit(WRONG if errors_among(problems) or (strict and problems) else FINE)


@app.command()
def template(
    state: State,
    edition: Annotated[str, typer.Option(help="Date of the edition, such as 2027-01-31.")],
    to: Annotated[
        Path | None, typer.Option(help="The file to write; the state's name in this folder if left out.")
    ] = None,
    *,
    prefilled: Annotated[bool, typer.Option("--prefilled", help="Begin with what is known of the state.")] = False,
    data: Data = RAW,
) -> None:
    """Write a workbook with drop-downs for one state, empty or with what is known, for it to fill in or correct."""
    from impt_analysis.workbook.template import empty_workbook, prefilled_workbook, template_name

    path = to or Path(template_name(state))
    if path.exists():
        raise UsageError(f"{shown_path(path)} exists already; name another file with --to")
    if prefilled:
        from impt_analysis.inventory import load_latest

        made = prefilled_workbook(load_latest(data, state).tables(), edition)
    else:
        made = empty_workbook(state, edition)
    write_whole(path, made)
    typer.echo(f"Written: {shown_path(path)}")


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
    to: Annotated[Path, typer.Option(help="Where charts and pages are written.")] = REPORTS,
) -> None:
    """Do everything: check, build, charts, and an index page that shows them."""
    from rich.console import Console
    from rich.progress import track

    from impt_analysis.reports.folder import INDEX, report_files, write_reports
    from impt_analysis.reports.theme_charts import drawn_chart, planned_charts

    recover_folder(to)
    result = _checked(data, processed)
    inventory = _built(result, processed)
    console = Console(stderr=True)
    charts = [
        drawn_chart(inventory, plan) for plan in track(planned_charts(), "Drawing", console=console, transient=True)
    ]
    write_reports(to, report_files(inventory, charts, result.problems))
    typer.echo(f"Drawn: {number_of(len(charts), 'chart')}; open {shown_path(to / INDEX)}")


@app.command()
def plan(
    state: State,
    theme: Annotated[int, typer.Option(help="Number of the theme: 1, 2 or 3.")],
    opened: Annotated[int, typer.Option("--open", help="How many sources to open at most.")] = 3,
    data: Data = RAW,
    *,
    as_json: Json = False,
) -> None:
    """Say which sources, opened together, would raise most what is documented as reached, for both findings."""
    from impt_analysis.inventory import load
    from impt_analysis.reports import plan_text

    inventory = load(data)
    plans = plan_text.plans_of_findings(inventory, state=state, theme=theme, opened=opened)
    if as_json:
        typer.echo(json.dumps(plan_text.plan_records(inventory, plans), indent=2, ensure_ascii=False))
    else:
        plan_text.print_plans(inventory, plans, _console())


@app.command()
def questions(
    state: State,
    theme: Annotated[int | None, typer.Option(help="Number of the theme: 1, 2 or 3; all of them if left out.")] = None,
    data: Data = RAW,
    *,
    as_json: Json = False,
) -> None:
    """Say what to ask whom at the next interview, what would change most first."""
    from impt_analysis.inventory import load
    from impt_analysis.questions import open_questions
    from impt_analysis.reports import question_text

    inventory = load(data) if theme is None else load(data).where(theme=theme)
    asked = open_questions(inventory, state=state)
    if as_json:
        typer.echo(json.dumps(question_text.question_records(inventory, state, asked), indent=2, ensure_ascii=False))
    else:
        question_text.print_questions(inventory, state, asked, _console())


@app.command()
def notebooks(
    folder: Annotated[Path, typer.Option(help="The folder of notebooks.")] = NOTEBOOKS,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="Store what they show, and gather their README.")] = False,
) -> None:
    """Run the notebooks again and say what changed, table by table; nothing is stored without --accept."""
    from impt_analysis import notebook_suite

    try:
        with notebook_suite.cells_done() as watch:
            reruns = notebook_suite.rerun(folder, watch)
    except KeyboardInterrupt:
        typer.echo("Interrupted; nothing is stored.", err=True)
        raise
    changed = notebook_suite.suite_changes(folder, reruns)
    for change in changed:
        typer.echo(change)
    if not changed:
        typer.echo(f"Nothing changed: {number_of(len(reruns), 'notebook')} show what is stored.")
    elif accept:
        typer.echo(f"\nStored: {', '.join(notebook_suite.store(folder, reruns))}")
    else:
        typer.echo(f"\nFound {number_of(len(changed), 'change')}; nothing is stored. If they are right: {ACCEPTING}")
        raise typer.Exit(WRONG)


@app.command()
def problems(
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("docs/problems.md"),
) -> None:
    """Write the page that explains every problem `impt check` can name."""
    from impt_analysis.catalogue_page import problems_page

    write_whole(to, problems_page().encode())
    typer.echo(f"Written: {shown_path(to)}")


@app.command()
def test() -> None:
    """Run every test of a checkout: format, lint, types, unit tests, notebooks, and the build against the stored."""
    from impt_analysis import chores

    raise typer.Exit(chores.run_tests())


@app.command()
def lab() -> None:
    """Open JupyterLab on the notebooks."""
    from impt_analysis import chores

    raise typer.Exit(chores.open_lab())


@app.command()
def lock() -> None:
    """Write requirements.lock anew from the ranges in pyproject.toml."""
    from impt_analysis import chores

    raise typer.Exit(chores.write_lock())


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


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
