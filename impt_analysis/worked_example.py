"""The small inventory on which docs/method.md works out every measure by hand; its bodies and answers are made up."""

from __future__ import annotations

from functools import lru_cache

from impt_analysis.checking import checked
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.inventory import Inventory, from_checked
from impt_analysis.schema import sheets
from impt_analysis.workbook.cells import CellValue, SheetCells, WorkbookCells

Rows = list[dict[str, CellValue]]

ABOUT: dict[str, CellValue] = {
    "edition": "2026-11-24",
    "compiled_by": "An office",
    **{f"mapping_theme_{theme}": "in_progress" for theme in (1, 2, 3)},
    **{f"confirmed_theme_{theme}": "no" for theme in (1, 2, 3)},
}

COMMON: dict[str, CellValue] = {
    "level": "national",
    "extent": "whole_state",
    "role": "bearer",
    "children_apart": "yes",
    "frequency": "continuous",
    "running": "yes",
    "access": "restricted",
    "reached": "unknown",
    "reached_basis": "unknown",
    "barrier": "unknown",
    "opening": "totals_only",
    "theme_1": "no",
    "theme_2": "yes",
    "theme_3": "no",
    "basis": "document",
    "claim": "It is kept.",
}

BY_ROLE: dict[str, CellValue] = {"role": "collector", "reached": "yes", "reached_basis": "role", "barrier": "none"}

SOURCES: dict[str, dict[str, CellValue]] = {
    "LV-01": {
        **BY_ROLE,
        "name": "Register of identified victims",
        "organisation": "A rapporteur",
        "organisation_type": "rapporteur",
        "population": "identified",
        "system": "register",
        "unit_of_count": "child",
        "latest_year": 2025,
    },
    "LV-02": {
        "name": "Files on unaccompanied children",
        "organisation": "A migration board",
        "organisation_type": "migration",
        "population": "pool",
        "system": "case_files",
        "unit_of_count": "application",
        "reached": "partly",
        "reached_basis": "claim",
        "barrier": "technical",
    },
    "LV-03": {
        "name": "What street workers know",
        "organisation": "An association",
        "organisation_type": "ngo",
        "population": "concern",
        "system": "knowledge",
        "unit_of_count": "case",
        "latest_year": 2016,
        "reached": "no",
        "reached_basis": "claim",
        "barrier": "trust",
    },
    "EE-01": {
        **BY_ROLE,
        "name": "Register of a coordinator",
        "organisation": "A coordinator",
        "organisation_type": "rapporteur",
        "population": "identified",
        "system": "register",
        "unit_of_count": "child",
        "latest_year": 2024,
    },
    "EE-02": {
        "name": "Study of guardianship",
        "organisation": "A university",
        "organisation_type": "research",
        "population": "pool",
        "system": "reports",
        "unit_of_count": "child",
        "running": "one_off",
        "latest_year": 2012,
    },
    "EE-03": {
        "name": "Log of a helpline",
        "organisation": "A helpline",
        "organisation_type": "hotline",
        "population": "concern",
        "system": "hotline_log",
        "unit_of_count": "call",
    },
}

ANSWERS: dict[str, dict[str, str]] = {
    "LV-01": {"age": "yes", "family": "partly"},
    "LV-02": {"age": "partly", "guardian": "yes"},
    "LV-03": {"documents": "yes", "route": "unknown"},
    "EE-01": {"age": "yes"},
    "EE-02": {"guardian": "yes"},
    "EE-03": {"age": "partly"},
}
"""In Latvia every other answer is no; in Estonia nobody was asked anything else."""

REFERENCE: dict[str, CellValue] = {"kind": "document", "title": "A report", "publisher": "A body"}
YEARS: dict[str, CellValue] = {"LV": 2020, "EE": ""}

VIGNETTE: dict[str, CellValue] = {
    "vignette_id": "LV-V01",
    "theme": 2,
    "constructed": "yes",
    "summary": "Somebody noticed that a child had no documents and was met by adults it did not know.",
    "signals": "documents;contacts",
    "noticed_by": "reception",
    "identified": "no",
}


@lru_cache(maxsize=1)
def example_inventory() -> Inventory:
    """Return the inventory of the worked examples: Latvia and Estonia with three sources each, which cover theme 2.

    Latvia's mapping of theme 2 is complete and Estonia's in progress. Source: docs/method.md, section "The example".

    >>> example_inventory().sources["source_id"].tolist()
    ['EE-01', 'EE-02', 'EE-03', 'LV-01', 'LV-02', 'LV-03']
    """
    latvia = _workbook("LV", str(Answer.NO), [VIGNETTE], mapping_theme_2="complete")
    return from_checked(checked([_workbook("EE", "", []), latvia]))


def _workbook(state: str, rest: str, vignettes: Rows, **about: CellValue) -> WorkbookCells:
    own = {source: row for source, row in SOURCES.items() if source.startswith(state)}
    reference = f"{state}-R001"
    content: dict[str, Rows] = {
        "sources": [{**COMMON, "source_id": source, "reference_ids": reference, **row} for source, row in own.items()],
        "vignettes": vignettes,
        "references": [{**REFERENCE, "reference_id": reference, "year": YEARS[state]}],
    }
    stated = {**ABOUT, "state": state, **about}
    keys: Rows = [{"key": key, "value": stated.get(key, "")} for key in sheets()["about"].codes()]
    items: Rows = [
        {"item": item, **{source: ANSWERS[source].get(item, rest) for source in own}}
        for item in shipped_codebook().codes("item")
    ]
    made = [_sheet("about", ["key", "value"], keys), _sheet("items", [*sheets()["items"].codes(), *own], items)]
    made += [_sheet(code, sheets()[code].codes(), rows) for code, rows in content.items()]
    return WorkbookCells(f"{shipped_codebook().slug(state)}.xlsx", tuple(made))


def _sheet(code: str, columns: list[str], rows: Rows) -> SheetCells:
    lines: list[list[CellValue]] = [[*columns], *([row.get(column, "") for column in columns] for row in rows)]
    return SheetCells(sheets()[code].name, True, 1, 1, lines, (), ())
