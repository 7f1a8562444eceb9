"""Commands for those who keep the repository: tests, the lock, and the page of problems."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from impt_analysis.cli.application import app
from impt_analysis.errors import shown_path
from impt_analysis.whole_files import write_whole


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
def lock() -> None:
    """Write requirements.lock anew from the ranges in pyproject.toml."""
    from impt_analysis import chores

    raise typer.Exit(chores.write_lock())
