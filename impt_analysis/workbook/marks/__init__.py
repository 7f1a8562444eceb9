"""Marked copies: a sender's own workbook with every problem at its cell, and a list of all problems."""

from impt_analysis.workbook.marks.list_alone import problem_list
from impt_analysis.workbook.marks.marked_files import write_marked
from impt_analysis.workbook.marks.marked_workbook import marked_copy
from impt_analysis.workbook.marks.obstacles import NotMarkableError
from impt_analysis.workbook.marks.problem_sheet import is_problem_sheet

__all__ = ["NotMarkableError", "is_problem_sheet", "marked_copy", "problem_list", "write_marked"]
