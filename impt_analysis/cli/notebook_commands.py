"""Commands on the notebooks: run them again, and open them or the explorer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from impt_analysis.cli.application import NOTEBOOKS, WRONG, app
from impt_analysis.plurals import number_of

ACCEPTING = "impt notebooks --accept (or make notebooks ACCEPT=1)"
CAUSES = "What the workbooks say otherwise, and what moved by it: impt changes, with the former edition and this one."


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
        typer.echo(f"\n{CAUSES}")
        typer.echo(f"Found {number_of(len(changed), 'change')}; nothing is stored. If they are right: {ACCEPTING}")
        raise typer.Exit(WRONG)


@app.command()
def lab() -> None:
    """Open JupyterLab on the notebooks."""
    from impt_analysis import chores

    raise typer.Exit(chores.open_lab())


@app.command()
def explore() -> None:
    """Open the explorer as a page in the browser: choose states, theme, children, domains and rungs without code."""
    from impt_analysis import chores

    raise typer.Exit(chores.open_explorer())
