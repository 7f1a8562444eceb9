"""The inventory as csv files with a description that other programs understand: a Frictionless data package."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.coverage import by_finding, coverage_range, item_coverage
from impt_analysis.csv_tables import csv_bytes
from impt_analysis.inventory import Inventory
from impt_analysis.schema import sheets
from impt_analysis.suppression import suppressed
from impt_analysis.whole_folders import write_whole_folder

DESCRIPTION = "datapackage.json"
NAME = "impt-inventory"
HOW_TEXTS_ARE_WRITTEN = (
    "So that no spreadsheet program runs a text as a formula, an apostrophe that is not part of the text stands before "
    "each sign = + - @ (also in its wide form, and the true minus) with which a text, or its part after a semicolon, "
    "tab or line break, begins; spaces, quotation marks or apostrophes may stand before it. One more stands before a "
    "text that begins, after any apostrophes, with a tab or a line break."
)
"""Said of every csv file, so that another program can undo what `formula_texts.disarmed` does."""

KEYS = {
    "about": ["state"],
    "sources": ["source_id"],
    "items": ["source_id", "item"],
    "vignettes": ["vignette_id"],
    "references": ["reference_id"],
    "coverage": ["state", "theme"],
    "coverage_by_finding": ["finding", "state", "theme"],
    "item_coverage": ["state", "theme", "item"],
    "item_coverage_by_finding": ["finding", "state", "theme", "item"],
}
"""The columns that name a row of each table; channels and statistics have no key of their own."""

SUPPRESSIBLE = [("statistics", "value"), ("statistics", "claim")]
"""Columns that are blank where a figure may not be passed on, though every row of the workbook fills them."""

TITLES = {
    "about": "Workbooks: edition, mapping and confirmation of each theme",
    "sources": "Sources of information",
    "items": "What each source records, a row per source and item",
    "channels": "Flows of information",
    "statistics": "Published figures",
    "vignettes": "Anonymised case vignettes",
    "references": "Documents, interviews and seminars",
    "coverage": "Coverage by state and theme, over sources on children of all groups",
    "coverage_by_finding": "Coverage by state and theme, apart for the wider group and for identified children",
    "item_coverage": "What is held and got, by state, theme and item, over sources on children of all groups",
    "item_coverage_by_finding": "What is held and got, by item, apart for the wider group and for identified children",
}


@dataclass(frozen=True)
class Resource:
    """One csv file of the package: its name, its bytes and its description."""

    name: str
    content: bytes
    description: dict[str, Any]


def package_files(inventory: Inventory) -> dict[str, bytes]:
    """Return the files of the data package by name: a csv per table, then `datapackage.json` with the hash of each.

    The same inventory gives the same bytes. Texts are UTF-8, lines end with a line feed, a missing value is an empty
    cell, `not_asked` is written in full; figures that may not be passed on are missing. Source: docs/workbook.md,
    section "What the build writes".
    """
    passed_on = {"statistics": suppressed(inventory.statistics)[list(inventory.statistics)]}
    tables = inventory.tables() | passed_on | measures(inventory)
    resources = [_resource(name, table) for name, table in tables.items()]
    described = {
        "name": NAME,
        "title": "Who holds what information on children at risk of trafficking in the states around the Baltic Sea",
        "description": inventory.evidence(),
        "version": inventory.edition.date().isoformat(),
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "resources": [resource.description for resource in resources],
    }
    contents = {f"{resource.name}.csv": resource.content for resource in resources}
    return {**contents, DESCRIPTION: (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()}


def measures(inventory: Inventory) -> dict[str, pd.DataFrame]:
    """Return the tables of measures that the package holds, by name: over all sources, and for each finding apart."""
    return {
        "coverage": coverage_range(inventory),
        "coverage_by_finding": by_finding(inventory, coverage_range),
        "item_coverage": item_coverage(inventory),
        "item_coverage_by_finding": by_finding(inventory, item_coverage),
    }


def write_package(inventory: Inventory, folder: Path) -> list[Path]:
    """Write the data package as a folder, whole or not at all, and return the paths of its files.

    The description is written last. What an earlier build wrote goes; whatever else the folder holds stops the build.

    Raises UsageError when the folder cannot be written, or holds what no build wrote.
    """
    contents = package_files(inventory)
    write_whole_folder(folder, contents, files_of_the_last_build)
    return [folder / name for name in contents]


def files_of_the_last_build(folder: Path) -> list[str]:
    """Return the names of the files that the description in a folder lists, as far as it is one of this package.

    A description that is damaged or of another data package lists nothing that a build may remove.
    """
    try:
        described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        if described["name"] != NAME:
            return []
        return [str(resource["path"]) for resource in described["resources"]]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _resource(name: str, table: pd.DataFrame) -> Resource:
    content = csv_bytes(table, exact=sheets()[name].codes() if name in sheets() else ())
    schema: dict[str, Any] = {"fields": [_field(name, table[column]) for column in table], "missingValues": [""]}
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    schema["foreignKeys"] = _foreign_keys(name)
    description = {
        "name": name,
        "title": TITLES[name],
        "description": HOW_TEXTS_ARE_WRITTEN,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"csv": {"lineTerminator": "\n"}},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {key: value for key, value in schema.items() if value},
    }
    return Resource(name, content, description)


def _field(name: str, values: pd.Series) -> dict[str, Any]:
    field: dict[str, Any] = {"name": str(values.name), **_described(name, str(values.name)), "type": "string"}
    if isinstance(values.dtype, pd.CategoricalDtype):
        allowed = list(values.dtype.categories)
        field["type"] = "integer" if pd.api.types.is_integer_dtype(values.dtype.categories) else "string"
        field["constraints"] = {"enum": [int(code) if field["type"] == "integer" else str(code) for code in allowed]}
    elif pd.api.types.is_integer_dtype(values.dtype):
        field["type"] = "integer"
    elif pd.api.types.is_float_dtype(values.dtype):
        field["type"] = "number"
    elif pd.api.types.is_datetime64_any_dtype(values.dtype):
        field |= {"type": "date", "format": "%Y-%m-%d"}
    if _filled(name, str(values.name)):
        field["constraints"] = {"required": True, **field.get("constraints", {})}
    return field


def _described(name: str, column: str) -> dict[str, str]:
    of_sheet = _columns_of(name)
    return of_sheet[column] if column in of_sheet else _measured_columns()[column]


@lru_cache(maxsize=len(TITLES))
def _columns_of(name: str) -> dict[str, dict[str, str]]:
    columns = shipped_codebook().columns
    return _by_column(columns[columns["sheet"].eq(name)])


@lru_cache(maxsize=1)
def _measured_columns() -> dict[str, dict[str, str]]:
    with files(__package__).joinpath("measured_columns.csv").open(encoding="utf-8") as file:
        return _by_column(pd.read_csv(file, dtype="str", keep_default_na=False))


def _by_column(columns: pd.DataFrame) -> dict[str, dict[str, str]]:
    told = zip(columns["column"], columns["label"], columns["definition"], strict=True)
    return {column: {"title": label, "description": definition} for column, label, definition in told}


def _filled(name: str, column: str) -> bool:
    if (name, column) in SUPPRESSIBLE:
        return False
    if name not in sheets() or name == "items" or column in (*KEYS.get(name, []), "state"):
        return True  # measures and answers have a value in every cell, and so has every key
    return sheets()[name].column(column).must_fill


def _foreign_keys(name: str) -> list[dict[str, Any]]:
    to_about = {"fields": ["state"], "reference": {"resource": "about", "fields": ["state"]}}
    to_sources = {"fields": ["source_id"], "reference": {"resource": "sources", "fields": ["source_id"]}}
    return {"about": [], "items": [to_about, to_sources]}.get(name, [to_about])
