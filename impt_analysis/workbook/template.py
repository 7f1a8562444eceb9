"""Workbooks for a state to fill in: an empty one, or one that holds what is known and is to be corrected."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Confirmed
from impt_analysis.codebook.codes import Mapping as MappingCode
from impt_analysis.codebook.speaking import ORIGINAL
from impt_analysis.errors import UsageError
from impt_analysis.schema import sheets
from impt_analysis.workbook.folder import SUFFIX
from impt_analysis.workbook.writer import workbook_bytes

ASKED_ANEW = ("confirmed_by", "confirmed_on", "allowed_contacts")
"""Keys that a new edition begins without: nobody has confirmed it, and a contact may stand in another cell by now."""


def empty_workbook(state: str, edition: str, language: str = ORIGINAL) -> bytes:
    """Return the bytes of an empty workbook: every sheet with its header and drop-downs, the sheet About begun.

    Raises UsageError for a state or a language that is not in the codebook or a date that cannot be read.
    """
    _known(state)
    begun = {"state": state, "edition": _date(edition), **_not_yet_said()}
    tables = {code: pd.DataFrame(columns=sheet.codes(), dtype="object") for code, sheet in sheets().items()}
    tables["about"] = pd.DataFrame([begun]).reindex(columns=sheets()["about"].codes())
    tables["items"] = pd.DataFrame(columns=["source_id", "item", "answer"], dtype="object")
    return workbook_bytes(tables, language)


def prefilled_workbook(known: Mapping[str, pd.DataFrame], edition: str, language: str = ORIGINAL) -> bytes:
    """Return the bytes of a workbook that holds what is known of a state, for it to correct for a new edition.

    `known` has the tables of one state, as `workbook_bytes` takes them.

    Raises UsageError for a date that cannot be read, or that is not later than the known edition, and for an unknown
    language.
    """
    return workbook_bytes(next_edition(known, edition), language)


def next_edition(known: Mapping[str, pd.DataFrame], edition: str) -> dict[str, pd.DataFrame]:
    """Return the tables of a state as a new edition begins with them.

    Nobody has said of a new edition that it is complete or confirmed: mapping is in progress, no theme is confirmed,
    and office and date of the confirmation are blank.

    Raises UsageError for a date that cannot be read, or that is not later than the known edition.
    """
    before = pd.Timestamp(known["about"]["edition"].iloc[0])
    date = _date(edition)
    if date <= before:
        raise UsageError(f"the new edition is later than the known one ({before.date()}); found {edition!r}")
    about = known["about"].astype("object").assign(edition=date, **_not_yet_said(), **dict.fromkeys(ASKED_ANEW))
    return {**known, "about": about}


def template_name(state: str) -> str:
    """Return the file name of a state's workbook.

    >>> template_name("LV")
    'latvia.xlsx'
    """
    _known(state)
    return f"{shipped_codebook().slug(state)}{SUFFIX}"


def _date(edition: str) -> pd.Timestamp:
    date = pd.to_datetime(edition, errors="coerce") if re.fullmatch(r"\d{4}-\d{2}-\d{2}", edition) else pd.NaT
    if pd.isna(date):
        raise UsageError(f"the edition is a date such as 2027-01-31; found {edition!r}")
    return pd.Timestamp(date)


def _not_yet_said() -> dict[str, str]:
    themes = shipped_codebook().codes("theme")
    mapping = {f"mapping_theme_{theme}": str(MappingCode.IN_PROGRESS) for theme in themes}
    return mapping | {f"confirmed_theme_{theme}": str(Confirmed.NO) for theme in themes}


def _known(state: str) -> None:
    states = shipped_codebook().codes("state")
    if state not in states:
        raise UsageError(f"the state is one of {', '.join(states)}; found {state!r}")
