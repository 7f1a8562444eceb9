"""Rules that look across rows and sheets, each in the module of what it is about."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.about_rules import about_problems, future_years
from impt_analysis.checking.batches import Batch
from impt_analysis.checking.channel_rules import channel_problems
from impt_analysis.checking.evidence_rules import evidence_problems
from impt_analysis.checking.figure_rules import figure_problems
from impt_analysis.checking.identifiers import identifier_problems
from impt_analysis.checking.reach_rules import reach_problems
from impt_analysis.checking.source_rules import source_problems
from impt_analysis.errors import Problem

Batches = dict[str, Batch]
Tables = dict[str, pd.DataFrame]


def row_problems(batches: Batches, tables: Tables) -> list[Problem]:
    """Return what is wrong between rows and sheets; `tables` holds the understood values of `batches`, row by row."""
    return [
        *about_problems(batches, tables),
        *future_years(batches, tables),
        *identifier_problems(batches, tables),
        *evidence_problems(batches, tables),
        *source_problems(batches, tables),
        *reach_problems(batches, tables),
        *channel_problems(batches, tables),
        *figure_problems(batches, tables),
    ]
