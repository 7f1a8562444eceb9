"""The vocabulary that the page chooses from and explains: themes, findings, states, domains, items and rungs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from impt_analysis.charts.style import RUNGS, SHUT
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Confirmed, Finding
from impt_analysis.codebook.measured_codes import Closure, Release, Rung
from impt_analysis.inventory import Inventory
from impt_analysis.reports.page.words import wordings

Record = dict[str, Any]


def themes(inventory: Inventory) -> list[Record]:
    """Return the themes with their seminar and, for each, what its measures rest on."""
    entries = shipped_codebook().entries("theme")
    return [
        {
            "code": str(theme),
            "label": str(entries.at[theme, "label"]),
            "seminar": ", ".join(map(str, entries.loc[theme, ["seminar", "place"]])) + " 2010",
            "evidence": inventory.where(theme=theme).evidence(),
        }
        for theme in inventory.themes
    ]


def findings() -> list[Record]:
    """Return the two findings, which are never told as one."""
    return [entry for entry in explained("finding") if entry["code"] in set(Finding)]


def states(inventory: Inventory) -> list[Record]:
    """Return the states of the inventory: whether they are measured, and of each theme its mapping and confirmation."""
    members = inventory.members()
    labels = shipped_codebook().labels("state")
    return [
        {
            "code": str(row["state"]),
            "label": labels[str(row["state"])],
            "member": str(row["state"]) in members,
            "mapping": {str(theme): str(row[f"mapping_theme_{theme}"]) for theme in inventory.themes},
            "confirmed": {str(theme): _office(row, theme) for theme in inventory.themes},
        }
        for row in inventory.about.to_dict("records")
    ]


def domains() -> list[Record]:
    """Return the domains, the parts of a child's situation."""
    return explained("domain")


def items(inventory: Inventory) -> list[Record]:
    """Return the kinds of information, each with its domain and its importance to each theme."""
    columns = {f"theme_{theme}": str(theme) for theme in inventory.themes}
    return [
        {
            "code": str(code),
            "label": entry["label"],
            "definition": entry["definition"],
            "domain": entry["domain"],
            "importance": {theme: entry[column] for column, theme in columns.items()},
        }
        for code, entry in shipped_codebook().entries("item").iterrows()
    ]


def rungs(release: Release) -> list[Record]:
    """Return the rungs that a release tells apart, with their sign; for participants also that of what is shut."""
    if release is Release.PARTICIPANTS:
        shut = _with_sign(_entry("closure", Closure.SHUT), SHUT.sign)
        told = [_with_sign(_entry("rung", rung), look.sign) for rung, look in RUNGS.items()]
        return [*told[:3], shut, *told[3:]]
    kept = {rung: look for rung, look in RUNGS.items() if rung is not Rung.NOT_RECORDED}
    return [_with_sign(_entry("rung", rung), look.sign) for rung, look in kept.items()]


def explained(name: str) -> list[Record]:
    """Return code, label and definition of every code of a list, in codebook order.

    >>> explained("through")[0]["label"]
    "Collectors' own sources"
    """
    return [_entry(name, code) for code in shipped_codebook().codes(name)]


def _entry(name: str, code: str) -> Record:
    row = shipped_codebook().entries(name).loc[str(code)]
    definition = wordings()["rung_unknown"] if code is Rung.UNKNOWN else str(row["definition"])
    return {"code": str(code), "label": str(row["label"]), "definition": definition}


def _with_sign(entry: Record, sign: str) -> Record:
    return {**entry, "sign": sign}


def _office(row: dict[Any, Any], theme: int) -> str:
    """Return who has confirmed the theme and when, or nothing."""
    if row[f"confirmed_theme_{theme}"] != Confirmed.BY_THE_STATE:
        return ""
    said = [row["confirmed_by"], row["confirmed_on"]]
    told = [str(text.date() if isinstance(text, pd.Timestamp) else text) for text in said if pd.notna(text)]
    return ", ".join(told) or shipped_codebook().label("confirmed", Confirmed.BY_THE_STATE)
