"""Cells and schema to checked tables and problems; nothing here reads or writes a file."""

from impt_analysis.checking.workbooks import Checked, checked

__all__ = ["Checked", "checked"]
