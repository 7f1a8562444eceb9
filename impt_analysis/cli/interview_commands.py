"""Commands around interviews: what to open, what to ask whom, and the answers read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from impt_analysis.cli.application import FINE, RAW, WRONG, Data, Json, State, app, console, write_new
from impt_analysis.errors import rendered, shown_path


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
        plan_text.print_plans(inventory, plans, console())


@app.command()
def questions(
    state: State,
    theme: Annotated[int | None, typer.Option(help="Number of the theme: 1, 2 or 3; all of them if left out.")] = None,
    data: Data = RAW,
    file_format: Annotated[
        str, typer.Option("--format", help="Write them: xlsx, a form to read back, or a list as docx, pdf or html.")
    ] = "",
    to: Annotated[Path | None, typer.Option(help="The new file; named after the state if left out.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Say what to ask whom at the next interview, what would change most first."""
    from impt_analysis.inventory import load
    from impt_analysis.questions import open_questions
    from impt_analysis.reports import question_text

    inventory = load(data) if theme is None else load(data).where(theme=theme)
    asked = open_questions(inventory, state=state)
    if file_format or to:
        from impt_analysis.interviews import question_bytes, question_file_name, question_format

        kind = question_format(file_format or (to or Path()).suffix.removeprefix("."))
        write_new(to or Path(question_file_name(state, kind)), question_bytes(inventory, state, asked, kind))
    elif as_json:
        typer.echo(json.dumps(question_text.question_records(inventory, state, asked), indent=2, ensure_ascii=False))
    else:
        question_text.print_questions(inventory, state, asked, console())


@app.command()
def answers(
    forms: Annotated[list[Path], typer.Argument(help="Forms of questions with their answers filled in, of one state.")],
    edition: Annotated[
        str, typer.Option(help="Date of the new edition, such as 2027-01-31; the changes are only listed without it.")
    ] = "",
    to: Annotated[
        Path | None, typer.Option(help="The new workbook; beside the first form, named by state and date, if left out.")
    ] = None,
    data: Data = RAW,
) -> None:
    """List every change that the answers of interviews make, and write them as a new edition of the workbook.

    The exit code is 0 when the answers are taken in, and 1 when they are refused; a last sentence says which, and why.
    """
    from impt_analysis.interviews import edition_path, read_form, take_in, write_new_edition

    taken = take_in([read_form(form) for form in forms], data, edition)
    if taken.problems:
        typer.echo(rendered(taken.problems))
    if taken.refused or taken.answers.empty:
        typer.echo(taken.outcome())
        raise typer.Exit(WRONG if taken.refused else FINE)
    for line in taken.changes or ("No cell of the workbook changes.",):
        typer.echo(line)
    if edition:
        path = to or edition_path(forms[0], taken.state, edition)
        write_new_edition(taken.content, path)
        typer.echo(taken.outcome())
        known = shown_path(taken.workbook)
        typer.echo(f"Written: {shown_path(path)}. To work with it, put it in the place of {known}.")
    else:
        typer.echo(taken.outcome())
        typer.echo("Nothing is written yet: name the date of the new edition with --edition.")
