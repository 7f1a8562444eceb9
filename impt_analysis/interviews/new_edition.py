"""A new edition of a workbook, checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from impt_analysis.errors import UsageError, WorkbookError, errors_among, shown_path
from impt_analysis.inventory import check
from impt_analysis.whole_files import write_whole
from impt_analysis.workbook.template import template_name
from impt_analysis.workbook.writer import workbook_bytes


def write_new_edition(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write the tables of one state as a workbook to a new file, whole or not at all, once its check gives no error.

    Raises UsageError when the file is there already, and WorkbookError with every problem when one is an error, such as
    a telephone number in a remark.
    """
    if path.exists():
        raise UsageError(f"{shown_path(path)} exists already and is not written over; name another file with --to")
    content = workbook_bytes(tables)
    with TemporaryDirectory() as folder:
        # A workbook is checked under its own name, as a name of another state is a problem.
        draft = Path(folder) / template_name(str(tables["about"]["state"].iloc[0]))
        draft.write_bytes(content)
        problems = check(draft).problems
    if errors_among(problems):
        raise WorkbookError(replace(problem, file=shown_path(path)) for problem in problems)
    write_whole(path, content)
