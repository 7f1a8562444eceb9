"""Commands on workbooks: check them, say what changed between two editions, and write one to fill in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from impt_analysis.cli.application import FINE, RAW, WRONG, Data, State, app, write_new
from impt_analysis.errors import as_records, errors_among, rendered


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Workbooks, or folders of workbooks.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write the problems as JSON, for a program.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings and infos as errors.")] = False,
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
def changes(
    old: Annotated[Path, typer.Argument(help="The earlier workbook, or a folder of workbooks.")],
    new: Annotated[Path, typer.Argument(help="The later workbook, or a folder of workbooks.")],
    file_format: Annotated[
        str, typer.Option("--format", help="txt, lines to read, or csv, a row for each change.")
    ] = "",
    to: Annotated[Path | None, typer.Option(help="A new file to write, such as changes.csv.")] = None,
) -> None:
    """Say what changed between two editions: what the workbooks say, and what moved in the measures by it."""
    from impt_analysis.edition_changes import loaded_editions, written_changes
    from impt_analysis.visible_text import made_visible

    kind = file_format or (to or Path("changes.txt")).suffix.removeprefix(".")
    content = written_changes(*loaded_editions(old, new), kind)
    if to:
        write_new(to, content)
    else:
        typer.echo("\n".join(map(made_visible, content.decode().rstrip("\n").split("\n"))))


@app.command()
def template(
    state: State,
    edition: Annotated[str, typer.Option(help="Date of the edition, such as 2027-01-31.")],
    to: Annotated[
        Path | None, typer.Option(help="The file to write; the state's name in this folder if left out.")
    ] = None,
    *,
    prefilled: Annotated[bool, typer.Option("--prefilled", help="Begin with what is known of the state.")] = False,
    language: Annotated[
        str | None,
        typer.Option(help="Code of its language, such as de; if left out that of what is known, else English."),
    ] = None,
    data: Data = RAW,
) -> None:
    """Write a workbook with drop-downs for one state, empty or with what is known, for it to fill in or correct."""
    from impt_analysis.codebook.speaking import ORIGINAL
    from impt_analysis.workbook.template import empty_workbook, prefilled_workbook, template_name

    path = to or Path(template_name(state))
    if prefilled:
        from impt_analysis.inventory import latest_workbook, load, written_in

        known = latest_workbook(data, state)
        made = prefilled_workbook(load(known).tables(), edition, language or written_in(known))
    else:
        made = empty_workbook(state, edition, language or ORIGINAL)
    write_new(path, made)
