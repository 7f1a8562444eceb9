"""The smallest workbooks: tables and cells made in code, for tests."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from impt_analysis.checking import checked
from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import errors_among
from impt_analysis.inventory import Inventory, from_checked
from impt_analysis.schema import sheets
from impt_analysis.workbook.cells import CellValue, SheetCells, WorkbookCells
from impt_analysis.workbook.writer import workbook_bytes

ABOUT = {
    "state": "LV",
    "edition": datetime.date(2026, 11, 24),
    "compiled_by": "An office",
    **{f"mapping_theme_{theme}": "in_progress" for theme in (1, 2, 3)},
    **{f"confirmed_theme_{theme}": "no" for theme in (1, 2, 3)},
    "confirmed_by": "",
    "confirmed_on": "",
    "allowed_contacts": "",
    "note": "",
}

SOURCE = {
    "source_id": "LV-01",
    "name": "Register of unaccompanied children",
    "organisation": "A board",
    "organisation_type": "migration",
    "level": "national",
    "extent": "whole_state",
    "role": "bearer",
    "population": "pool",
    "children_apart": "yes",
    "system": "register",
    "unit_of_count": "child",
    "frequency": "continuous",
    "running": "yes",
    "latest_year": 2024,
    "access": "restricted",
    "reached": "unknown",
    "reached_basis": "unknown",
    "barrier": "unknown",
    "opening": "unknown",
    "theme_1": "yes",
    "theme_2": "yes",
    "theme_3": "yes",
    "basis": "document",
    "reference_ids": "LV-R001",
    "claim": "The board keeps a register.",
}

CHANNEL = {
    "from_source": "LV-01",
    "to_source": "ext:Europol",
    "kind": "statutory",
    "regularity": "periodic",
    "cross_border": "yes",
    "theme_1": "yes",
    "theme_2": "yes",
    "theme_3": "yes",
    "basis": "document",
    "reference_ids": "LV-R001",
    "claim": "The board reports every year.",
}

STATISTIC = {
    "year": 2024,
    "period": "year",
    "indicator": "unaccompanied_minor_applicants",
    "value": 12,
    "unit": "children",
    "status": "unknown",
    "published": "yes",
    "reference_ids": "LV-R001",
    "claim": "Twelve children applied.",
}

VIGNETTE = {
    "vignette_id": "LV-V01",
    "theme": 1,
    "constructed": "yes",
    "summary": "A professional noticed something.",
    "signals": "contacts;earnings",
    "noticed_by": "LV-01;ngo",
    "identified": "no",
    "reference_ids": "LV-R001",
}

REFERENCE = {
    "reference_id": "LV-R001",
    "kind": "document",
    "title": "A report",
    "publisher": "A board",
    "year": 2024,
    "url": "https://www.example.org/report",
}

ROW = {
    "sources": SOURCE,
    "channels": CHANNEL,
    "statistics": STATISTIC,
    "vignettes": VIGNETTE,
    "references": REFERENCE,
}


def grids(
    *,
    about: Mapping[str, object] = ABOUT,
    answers: Mapping[str, Mapping[str, str]] | None = None,
    **rows: list[Mapping[str, object]],
) -> dict[str, list[list[CellValue]]]:
    """Return the cells of a workbook by sheet name, with the headers of the template.

    A sheet that is not named has one good row; `answers` is by source and item.
    """
    content = {code: rows.get(code, [row]) for code, row in ROW.items()}
    said = answers if answers is not None else {row["source_id"]: {"age": "yes"} for row in content["sources"]}
    keys = labels("about")
    made = {sheets()["about"].name: [["Key", "Value"], *([keys.get(key, key), value] for key, value in about.items())]}
    for code, listed in content.items():
        header = labels(code)
        made[sheets()[code].name] = [
            list(header.values()),
            *([row.get(column, "") for column in header] for row in listed),
        ]
    names = {row["source_id"]: row["name"] for row in content["sources"]}
    items = [[*labels("items").values(), *said], ["", "", "", *(names.get(source) or "its name" for source in said)]]
    items += [
        [item, "", "", *(by_item.get(item, "") for by_item in said.values())]
        for item in shipped_codebook().codes("item")
    ]
    return {**made, sheets()["items"].name: items}


def labels(sheet: str) -> dict[str, str]:
    """Return the label of every column of a sheet, by its code."""
    return {column.code: column.label for column in sheets()[sheet].columns}


def cells(file: str = "latvia.xlsx", *, first: tuple[int, int] = (1, 1), **content: object) -> WorkbookCells:
    """Return a workbook of these rows as the reader gives it, every table beginning at the same cell."""
    return of_grids(grids(**content), file=file, first=first)


def of_grids(
    content: Mapping[str, list[list[CellValue]]], *, file: str = "latvia.xlsx", first: tuple[int, int] = (1, 1)
) -> WorkbookCells:
    """Return a workbook of these cells as the reader gives it."""
    made = tuple(SheetCells(name, True, *first, rows, (), ()) for name, rows in content.items())
    return WorkbookCells(file, made)


def inventory(*workbooks: WorkbookCells) -> Inventory:
    """Return the inventory of workbooks that hold no error."""
    result = checked(workbooks)
    assert not errors_among(result.problems), errors_among(result.problems)
    return from_checked(result)


def state(
    code: str, sources: list[Mapping[str, object]], answers: Mapping[str, Mapping[str, str]], **about: object
) -> WorkbookCells:
    """Return a workbook of a state with these sources; `about` changes the sheet About."""
    reference = {**REFERENCE, "reference_id": f"{code}-R001"}
    listed = [{**SOURCE, "reference_ids": f"{code}-R001", **source} for source in sources]
    return cells(
        f"{code.lower()}.xlsx",
        about={**ABOUT, "state": code, **about},
        answers=answers,
        sources=listed,
        channels=[],
        statistics=[],
        vignettes=[],
        references=[reference],
    )


def written(folder: Path, made: Inventory, code: str) -> Path:
    """Return the path of a state's workbook, written into the folder."""
    one = made.where(state=code)
    tables = {name: getattr(one, name) for name in sheets()}
    path = folder / f"{code.lower()}.xlsx"
    path.write_bytes(workbook_bytes(tables))
    return path


def triples(problems: object) -> list[tuple[str, str, str]]:
    """Return sheet, cell and code of each problem."""
    return [(problem.sheet, problem.cell, problem.code) for problem in problems]  # type: ignore[attr-defined]
