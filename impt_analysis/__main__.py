"""The command `impt` where no script is on the path: `python -m impt_analysis`."""

from impt_analysis.cli import main

main()
