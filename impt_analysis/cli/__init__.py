"""The command `impt`: arguments, progress and exit codes; what a command does stands in the package.

The help lists the commands in the order in which these modules are imported.
"""

from impt_analysis.cli import workbook_commands  # isort: split

from impt_analysis.cli import report_commands  # isort: split

from impt_analysis.cli import interview_commands  # isort: split

from impt_analysis.cli import notebook_commands  # isort: split

from impt_analysis.cli import chore_commands  # isort: split

from impt_analysis.cli.application import COULD_NOT_RUN, FINE, WRONG, app, main

__all__ = [
    "COULD_NOT_RUN",
    "FINE",
    "WRONG",
    "app",
    "chore_commands",
    "interview_commands",
    "main",
    "notebook_commands",
    "report_commands",
    "workbook_commands",
]
