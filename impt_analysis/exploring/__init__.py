"""The explorer: what a person chooses, the tables that follow from it, and the widgets that show them."""

from impt_analysis.exploring.choices import Choice, first_choice
from impt_analysis.exploring.opening import explorer
from impt_analysis.exploring.views import View, gap_picture, view_of

__all__ = ["Choice", "View", "explorer", "first_choice", "gap_picture", "view_of"]
