"""How a number of a brief is followed: to a table beside it, from there to rows of a workbook, and to a reference."""

from __future__ import annotations

from pathlib import PurePosixPath

from impt_analysis.codebook.codes import Finding
from impt_analysis.documents import Block, Heading, Paragraph
from impt_analysis.reports.brief.phrases import listed
from impt_analysis.reports.brief.seminar import Seminar
from impt_analysis.reports.planned_charts import Plan, Subject
from impt_analysis.side_information import source_gains


def followed(seminar: Seminar) -> list[Block]:
    """Return the section that says where the rows behind the numbers of a brief stand.

    The tables are those of the charts in the folder of reports; one that is not drawn for want of rows is not named.
    """
    cells = listed(_table(Plan(Subject.GAPS, seminar.theme, finding)) for finding in Finding)
    uses = listed(_table(Plan(Subject.USES, seminar.theme, finding)) for finding in Finding)
    freshness = Plan(Subject.FRESHNESS)
    said = (
        f"Beside this brief stand tables. Cells, with the sources that put each where it stands: {cells}. "
        f"{_gains(seminar)}Uses: {uses}. Years of the evidence: {_table(freshness)} in the folder "
        f"{PurePosixPath(freshness.stem).parent}. In its state's workbook a source is a row of the sheet Sources, with "
        "its reach, unit and references, and a column of the sheet Items. The whole plan of a state: impt plan "
        f"--state CODE --theme {seminar.theme}."
    )
    return [Heading("How to follow a number"), Paragraph(said)]


def _gains(seminar: Seminar) -> str:
    if source_gains(seminar.wider).empty:
        return ""
    plan = Plan(Subject.SIDE_INFORMATION, seminar.theme, Finding.WIDER_GROUP)
    coverage = Plan(Subject.COVERAGE, seminar.theme, Finding.WIDER_GROUP)
    return f"Points now: {_table(coverage)}. Points that a source adds, and barriers: {_table(plan)}. "


def _table(plan: Plan) -> str:
    return f"{PurePosixPath(plan.stem).name}.csv"
