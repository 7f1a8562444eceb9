"""Two editions of the workbooks compared: what they say otherwise, and what moved in the measures by it."""

from impt_analysis.edition_changes.editions import loaded_editions
from impt_analysis.edition_changes.listing import listed_changes
from impt_analysis.edition_changes.matching import Change
from impt_analysis.edition_changes.moved import moved_items, moved_points
from impt_analysis.edition_changes.moving import moving_answers
from impt_analysis.edition_changes.report import change_report
from impt_analysis.edition_changes.said import workbook_changes
from impt_analysis.edition_changes.writing import written_changes

__all__ = [
    "Change",
    "change_report",
    "listed_changes",
    "loaded_editions",
    "moved_items",
    "moved_points",
    "moving_answers",
    "workbook_changes",
    "written_changes",
]
