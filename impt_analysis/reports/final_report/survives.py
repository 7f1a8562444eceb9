"""Which statements survive other conventions, and which depend on one."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Statement
from impt_analysis.documents import Block, Column, Heading, Paragraph, Table, Words
from impt_analysis.reports.brief.phrases import begun, listed, points, small
from impt_analysis.reports.brief.seminar import NAMES
from impt_analysis.reports.final_report.region import Region

UNSAID = (Statement.ABOVE,)
"""Kinds of statements that are tested and never made here: they set one state above another."""


def conventions(region: Region) -> list[Block]:
    """Return the chapter on which statements hold whichever convention is changed, and on which they rest."""
    table = region.statements[~region.statements["statement"].isin(UNSAID)]
    variations = listed(small(label) for label in shipped_codebook().labels("variation").values())
    said = (
        f"Each statement was tried under other conventions, one at a time: {variations}. A statement that does not "
        "hold under all of them depends on a convention or on one source, and is not made. One that holds is not "
        "certain: it rests on the same desk review."
    )
    heading: list[Block] = [Heading("What survives other conventions"), Paragraph(said)]
    if table.empty:
        return [*heading, Paragraph("Too little is documented for any such statement.")]
    columns = [
        Column("Statement", 3),
        Column("Finding", 2),
        Column("Tried", 0.7, numeric=True),
        Column("Hold", 0.7, numeric=True),
        Column("What breaks the others", 3),
    ]
    rows = [
        _row(Statement(str(kind)), Finding(str(finding)), own)
        for (kind, finding), own in table.groupby(["statement", "finding"], observed=True)
    ]
    blocks: list[Block] = [*heading, Table("Statements by kind and finding", columns, rows)]
    return [*blocks, Paragraph(_at_least(table))]


def _row(kind: Statement, finding: Finding, rows: pd.DataFrame) -> list[Words]:
    labels = shipped_codebook().labels("variation")
    broken = dict.fromkeys(entries(rows["broken_by"]))
    breaking = [small(label) for code, label in labels.items() if code in broken]
    said = begun(listed(breaking)) if breaking else "None is broken"
    kinds = shipped_codebook().labels("statement")
    return [kinds[kind], begun(NAMES[finding]), str(len(rows)), str(int(rows["survives"].sum())), said]


def _at_least(table: pd.DataFrame) -> str:
    """Return, of each state and theme of which something is said to be reached, how much of it would survive."""
    rows = table[table["statement"].eq(Statement.DOCUMENTED) & table["survives_at"].gt(0)]
    if rows.empty:
        return "Of no state and theme would a statement survive that at least so many points are documented as reached."
    states = shipped_codebook().labels("state")
    told = []
    for finding, own in rows.groupby("finding", observed=True):
        each = [
            f"{states[str(state)]} ({listed(_on_theme(row) for _, row in of_state.iterrows())})"
            for state, of_state in own.groupby("state", observed=True)
        ]
        told.append(f"{NAMES[Finding(str(finding))]}: {listed(each)}")
    return (
        "Whichever convention is changed, at least so many of 100 weighted points stay documented as reached. Of "
        f"{'; of '.join(told)}."
    )


def _on_theme(row: pd.Series) -> str:
    return f"{points(float(row['survives_at']))} on theme {row['theme']}"
