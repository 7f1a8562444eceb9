"""The notebooks as a suite: their README, running them again, what changed by it, and the rules they keep.

Jupyter's own packages (the extra `lab`) are imported by the functions that need them, so importing this costs nothing.
"""

from impt_analysis.notebook_suite.comparison import changes
from impt_analysis.notebook_suite.execution import Rerun, execute, rerun, store
from impt_analysis.notebook_suite.readme import README, gathered_readme
from impt_analysis.notebook_suite.rules import RULES, breaches
from impt_analysis.notebook_suite.stored import Cell, Notebook, notebook_paths, parsed, read_notebook

__all__ = [
    "README",
    "RULES",
    "Cell",
    "Notebook",
    "Rerun",
    "breaches",
    "changes",
    "execute",
    "gathered_readme",
    "notebook_paths",
    "parsed",
    "read_notebook",
    "rerun",
    "store",
]
