"""The questions for an interview as a file: a form to fill in on a computer, or a list to take along."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.documents import rendered
from impt_analysis.errors import UsageError
from impt_analysis.interviews.form import interview_form
from impt_analysis.interviews.question_list import listed_questions
from impt_analysis.inventory import Inventory


class QuestionFormat(StrEnum):
    """A format of the questions; only a form (xlsx) can be read back."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


def question_format(name: str) -> QuestionFormat:
    """Return the format of this name.

    Raises UsageError for any other.
    """
    if name not in set(QuestionFormat):
        raise UsageError(f"questions are written as {', '.join(QuestionFormat)}; found {name!r}")
    return QuestionFormat(name)


def question_bytes(inventory: Inventory, state: str, questions: pd.DataFrame, kind: QuestionFormat) -> bytes:
    """Return the questions to the organisations of a state as the bytes of a file in this format.

    Source: docs/workbook.md, section "Interviews".
    """
    if kind is QuestionFormat.XLSX:
        return interview_form(inventory, state, questions)
    ending = f".{kind}"
    return rendered(listed_questions(inventory, state, questions), [ending])[ending]


def question_file_name(state: str, kind: QuestionFormat) -> str:
    """Return the name of the file of a state's questions.

    >>> question_file_name("PL", QuestionFormat.DOCX)
    'questions_poland.docx'
    """
    return f"questions_{shipped_codebook().slug(state)}.{kind}"
