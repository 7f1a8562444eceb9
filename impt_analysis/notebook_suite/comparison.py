"""What a notebook shows otherwise than before, told in plain words, table by table."""

from __future__ import annotations

from impt_analysis.notebook_suite.cell_changes import Change, Rank, changed_cells
from impt_analysis.notebook_suite.reading_again import texts_to_read_again
from impt_analysis.notebook_suite.stored import Notebook


def changes(stored: Notebook, fresh: Notebook) -> list[str]:
    """Return what the fresh notebook shows otherwise than the stored one, a sentence for each change.

    They stand in the order of `ranked_changes`. A sentence reads "02_coverage, cell 7: LV, theme 2, low 0.31 -> 0.38".

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    return [change.sentence for change in ranked_changes(stored, fresh)]


def ranked_changes(stored: Notebook, fresh: Notebook) -> list[Change]:
    """Return what the fresh notebook shows otherwise than the stored one, each change with what it is about.

    Cells are matched by their id. A table's rows are matched by its index or, where that only counts the rows, by the
    first columns that tell all rows apart; a number in this key is named by its column, and so is a text of a column
    that does not say what a row is about. Where none do, rows are only said to be new or gone. Many rows that changed
    alike are one sentence. Of a table shown by its digest the rows are told as well. Other text is compared line by
    line. A picture is compared by its bytes, and it is said whether the table above it changed too, or the line of what
    it rests on. A cell that is not compared is passed over. Last come the texts to read again.

    Tables of what the workbooks say stand first, then what changed little, then long lists, pictures and texts; within
    these the order is that of the notebook.

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    cells = changed_cells(stored, fresh)
    told = [Change(change.rank, f"{cell.place}: {change.sentence}") for cell in cells for change in cell.changes]
    told += [Change(Rank.TEXT, sentence) for sentence in texts_to_read_again(fresh, cells)]
    named = [Change(change.rank, f"{fresh.name}, {change.sentence}") for change in told]
    return sorted(named, key=lambda change: change.rank)
