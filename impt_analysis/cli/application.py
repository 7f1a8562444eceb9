"""The application of the command line: its exit codes, and the options and endings that commands share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from impt_analysis.errors import UsageError, WorkbookError, shown_path
from impt_analysis.visible_text import made_visible
from impt_analysis.whole_files import write_whole

if TYPE_CHECKING:
    from rich.console import Console

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
RAW, PROCESSED, NOTEBOOKS = Path("data/raw"), Path("data/processed"), Path("notebooks")


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


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, and say so.

    Raises UsageError when it is there.
    """
    if path.exists():
        raise UsageError(f"{shown_path(path)} exists already; name another file with --to")
    write_whole(path, content)
    typer.echo(f"Written: {shown_path(path)}")


def console() -> Console:
    """Return what prints tables; rich is imported by the commands that print some."""
    from rich.console import Console

    return Console(highlight=False)
