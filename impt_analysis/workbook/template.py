"""An empty workbook for a state to fill in."""

from __future__ import annotations

import re

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Confirmed, Mapping
from impt_analysis.errors import UsageError
from impt_analysis.schema import sheets
from impt_analysis.workbook.folder import SUFFIX
from impt_analysis.workbook.writer import workbook_bytes


def empty_workbook(state: str, edition: str) -> bytes:
    """Return the bytes of an empty workbook: every sheet with its header and drop-downs, the sheet About begun.

    Raises UsageError for a state that is not in the codebook or a date that cannot be read.
    """
    _known(state)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", edition) or pd.isna(pd.to_datetime(edition, errors="coerce")):
        raise UsageError(f"the edition is a date such as 2027-01-31; found {edition!r}")
    themes = shipped_codebook().codes("theme")
    begun = {
        "state": state,
        "edition": pd.Timestamp(edition),
        **{f"mapping_theme_{theme}": str(Mapping.IN_PROGRESS) for theme in themes},
        **{f"confirmed_theme_{theme}": str(Confirmed.NO) for theme in themes},
    }
    tables = {code: pd.DataFrame(columns=sheet.codes(), dtype="object") for code, sheet in sheets().items()}
    tables["about"] = pd.DataFrame([begun]).reindex(columns=sheets()["about"].codes())
    tables["items"] = pd.DataFrame(columns=["source_id", "item", "answer"], dtype="object")
    return workbook_bytes(tables)


def template_name(state: str) -> str:
    """Return the file name of a state's workbook.

    >>> template_name("LV")
    'latvia.xlsx'
    """
    _known(state)
    return f"{shipped_codebook().slug(state)}{SUFFIX}"


def _known(state: str) -> None:
    states = shipped_codebook().codes("state")
    if state not in states:
        raise UsageError(f"the state is one of {', '.join(states)}; found {state!r}")
