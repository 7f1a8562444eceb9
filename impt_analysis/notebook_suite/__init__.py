"""The notebooks as a suite: their README, running them again, what changed by it, and the rules they keep.

Jupyter's own packages (the extra `lab`) are imported by the functions that need them, so importing this costs nothing.
"""

from impt_analysis.notebook_suite.comparison import changes
from impt_analysis.notebook_suite.execution import Rerun, rerun
from impt_analysis.notebook_suite.progress import cells_done
from impt_analysis.notebook_suite.readme import README, gathered_readme
from impt_analysis.notebook_suite.rules import RULES, breaches
from impt_analysis.notebook_suite.stored import Cell, Notebook, notebook_paths, parsed, read_notebook
from impt_analysis.notebook_suite.storing import store, suite_changes

__all__ = [
    "README",
    "RULES",
    "Cell",
    "Notebook",
    "Rerun",
    "breaches",
    "cells_done",
    "changes",
    "gathered_readme",
    "notebook_paths",
    "parsed",
    "read_notebook",
    "rerun",
    "store",
    "suite_changes",
]
