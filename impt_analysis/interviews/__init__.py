"""Interviews: questions as a form that an office fills in, and its answers read back as changes of a workbook."""

from impt_analysis.interviews.answered import with_answers
from impt_analysis.interviews.changes import change_lines, table_changes
from impt_analysis.interviews.filled_form import FilledForm, read_form
from impt_analysis.interviews.fitting import FittingAnswers, fitting_answers
from impt_analysis.interviews.form import interview_form
from impt_analysis.interviews.new_edition import edition_path, write_new_edition
from impt_analysis.interviews.places import cell_places
from impt_analysis.interviews.question_file import QuestionFormat, question_bytes, question_file_name, question_format
from impt_analysis.interviews.taking_in import TakenIn, take_in

__all__ = [
    "FilledForm",
    "FittingAnswers",
    "QuestionFormat",
    "TakenIn",
    "cell_places",
    "change_lines",
    "edition_path",
    "fitting_answers",
    "interview_form",
    "question_bytes",
    "question_file_name",
    "question_format",
    "read_form",
    "table_changes",
    "take_in",
    "with_answers",
    "write_new_edition",
]
