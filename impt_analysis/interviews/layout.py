"""How the form of an interview is laid out: its sheets, keys and columns, the same for writing and reading."""

from __future__ import annotations

from dataclasses import dataclass

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.codebook.measured_codes import QuestionKind

INTERVIEW_SHEET, QUESTION_SHEET = "Interview", "Questions"
STATE, EDITION, YEAR = "State", "Edition", "Year of the interview"
KEYS = {
    STATE: "Code of the state; do not change",
    EDITION: "Date of the workbook that the questions come from; do not change",
    YEAR: "The year in which these questions were answered, in four digits",
}
"""The keys of the sheet Interview and what belongs beside each."""


@dataclass(frozen=True)
class FormColumn:
    """A column of the sheet Questions: its header, its width in characters, and whether it is filled in."""

    label: str
    width: float
    filled_in: bool = False


COLUMNS = {
    "order": FormColumn("No", 5),
    "source_id": FormColumn("Source id", 9),
    "about": FormColumn("About", 15),
    "question": FormColumn("Question", 62),
    "stated": FormColumn("Now", 15),
    "answer": FormColumn("Answer", 11, filled_in=True),
    "barrier": FormColumn("Barrier", 12, filled_in=True),
    "remark": FormColumn("Remark", 44, filled_in=True),
}
"""The columns of the sheet Questions by their code, in order: question and answer stand side by side on one page."""

READ = ["source_id", "about", "stated", "answer", "barrier", "remark"]
"""The columns that are read back."""


def offered(column: str, about: str) -> list[str]:
    """Return the codes that a cell of a column offers in the row of a question about an item or about `reached`.

    >>> offered("answer", "age"), offered("barrier", "age")
    (['yes', 'partly', 'no', 'unknown'], [])
    """
    reach = about == QuestionKind.REACHED
    if column == "answer":
        return [code for code in shipped_codebook().codes("reached" if reach else "answer") if code != Answer.NOT_ASKED]
    return shipped_codebook().codes("barrier") if column == "barrier" and reach else []
