"""For each code of the catalogue the smallest workbook, or file, that shows it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from impt_analysis.workbook import guard
from impt_analysis.workbook.cells import CellValue, Finding, PlacedText, WorkbookCells
from impt_analysis.workbook.package_parts import ENTRY, MOST_PARTS, OPENDOCUMENT
from tests.packages import BOOK, SHEET, links, parts, strings, worksheet, zipped
from tests.workbooks import (
    ABOUT,
    CHANNEL,
    REFERENCE,
    SOURCE,
    STATISTIC,
    VIGNETTE,
    cells,
    grids,
    of_grids,
)

Place = tuple[str, str]
"""Sheet and cell."""

Grids = dict[str, list[list[CellValue]]]

COLLECTOR = {**SOURCE, "role": "collector", "reached": "yes", "reached_basis": "role", "barrier": "none"}
BEARER = {**SOURCE, "source_id": "LV-02", "name": "Case files on children in care"}
INSIDE = {**CHANNEL, "from_source": "LV-02", "to_source": "LV-01", "cross_border": "no"}


OF_ESTONIA: dict[str, list[Mapping[str, object]]] = {
    "sources": [{**COLLECTOR, "reference_ids": "EE-R001;EE-R002"}],
    "channels": [{**CHANNEL, "reference_ids": "EE-R001"}],
    "statistics": [{**STATISTIC, "reference_ids": "EE-R001"}],
    "vignettes": [{**VIGNETTE, "reference_ids": "EE-R001"}],
}


def good(**content: object) -> WorkbookCells:
    """A workbook without any problem, apart from what is changed."""
    return cells(**{"sources": [COLLECTOR], **content})


def source(**values: object) -> WorkbookCells:
    return good(sources=[{**COLLECTOR, **values}])


def bearer(*, channels: Iterable[Mapping[str, object]] = (), **values: object) -> WorkbookCells:
    """A collector and a bearer."""
    return good(sources=[COLLECTOR, {**BEARER, **values}], channels=list(channels))


def about(**values: object) -> WorkbookCells:
    return good(about={**ABOUT, **values})


def channel(**values: object) -> WorkbookCells:
    return good(channels=[{**CHANNEL, **values}])


def figure(*rows: Mapping[str, object]) -> WorkbookCells:
    return good(statistics=[{**STATISTIC, **row} for row in rows])


def changed(change: Callable[[Grids], object], **content: object) -> WorkbookCells:
    """A workbook without any problem, whose cells the function then changes."""
    made = grids(**{"sources": [COLLECTOR], **content})
    change(made)
    return of_grids(made)


def written(sheet: str, row: int, column: int, value: CellValue, **content: object) -> WorkbookCells:
    """A workbook without any problem, apart from one cell; row and column count from 1."""

    def write(made: Grids) -> None:
        made[sheet][row - 1][column - 1] = value

    return changed(write, **content)


def renamed(sheet: str, name: str) -> WorkbookCells:
    return changed(lambda made: made.update({name: made.pop(sheet)}))


def without(sheet: str, row: int) -> WorkbookCells:
    return changed(lambda made: made[sheet].pop(row - 1))


def with_row(sheet: str, row: int, *values: CellValue) -> WorkbookCells:
    def insert(made: Grids) -> None:
        width = max(len(made[sheet][0]), len(values))
        made[sheet] = [line + [""] * (width - len(line)) for line in made[sheet]]
        made[sheet].insert(row - 1, [*values, *[""] * (width - len(values))])

    return changed(insert)


def with_column(sheet: str, *values: CellValue) -> WorkbookCells:
    def append(made: Grids) -> None:
        for number, row in enumerate(made[sheet]):
            row.append(values[number] if number < len(values) else "")

    return changed(append)


def without_column(sheet: str, column: int) -> WorkbookCells:
    def drop(made: Grids) -> None:
        for row in made[sheet]:
            row.pop(column - 1)

    return changed(drop)


def with_sheet(name: str, rows: list[list[CellValue]]) -> WorkbookCells:
    return changed(lambda made: made.update({name: rows}))


def marked(sheet: str, **fields: object) -> WorkbookCells:
    """A workbook without any problem, apart from what the reader tells of one sheet beside its values."""
    made = good()
    return WorkbookCells(
        made.file,
        tuple(replace(one, **fields) if one.name == sheet else one for one in made.sheets),  # type: ignore[arg-type]
    )


def two(first: WorkbookCells, second: WorkbookCells) -> tuple[WorkbookCells, ...]:
    return first, replace(second, file="second.xlsx")


def beside(text: str, *, what: str) -> WorkbookCells:
    """A workbook without any problem, with a text in the properties of its file."""
    return replace(good(), beside=(PlacedText("File properties", "", what, text),))


SHOWN: dict[str, tuple[Place, WorkbookCells | tuple[WorkbookCells, ...]]] = {
    # sheets
    "missing-sheet": (("Items", ""), changed(lambda made: made.pop("Items"))),
    "misspelt-sheet": (("Sorces", ""), renamed("Sources", "Sorces")),
    "unknown-sheet": (("Notes", ""), with_sheet("Notes", [["something"]])),
    "hidden-sheet-with-data": (("References", ""), marked("References", visible=False)),
    "repeated-sheet": (("SOURCES", ""), with_sheet("SOURCES", [["something"]])),
    "missing-header": (("Channels", ""), changed(lambda made: made.update({"Channels": [["some", "words"]]}))),
    "merged-cells": (("Sources", "E2"), marked("Sources", merged=((2, 5, 2, 6),))),
    # headers
    "missing-column": (("Sources", ""), without_column("Sources", 4)),
    "misspelt-column": (("Sources", "E1"), written("Sources", 1, 5, "Organization type")),
    "extra-column": (("Channels", "L1"), with_column("Channels", "Remark")),
    "repeated-column": (("Channels", "L1"), with_column("Channels", "Kind", "statutory")),
    "value-without-header": (("Channels", "L2"), with_column("Channels", "", "something")),
    "missing-key": (("About", ""), without("About", 4)),
    "misspelt-key": (("About", "A4"), written("About", 4, 1, "Compild by")),
    "unknown-key": (("About", "A15"), with_row("About", 15, "Weather", "fine")),
    "repeated-key": (("About", "A15"), with_row("About", 15, "State", "LV")),
    # persons; the address is made up
    "too-many-numbers": (("", ""), source(note=" ".join(["112233"] * 5_001))),
    "personal-identifier": (("Sources", "Z2"), source(claim="Ask anna@office.example about it.")),
    "not-a-cell": (("About", "B13"), about(allowed_contacts="the hotline")),
    "cell-without-contact": (("About", "B13"), about(allowed_contacts="Sources!B2")),
    "person-introduced": (("Sources", "Z2"), source(claim="Ask Anna Example about it.")),
    "personal-name-in-properties": (("File properties", ""), beside("Anna Example", what="author")),
    # texts of the template
    "help-written-over": (("Items", "C3"), written("Items", 3, 3, "Years of age, as we count them")),
    "name-not-below": (("Items", "D2"), written("Items", 2, 4, "")),
    "name-written-over": (("Items", "D2"), written("Items", 2, 4, "Another register")),
    "name-of-another-source": (
        ("Items", "D2"),
        written("Items", 2, 4, BEARER["name"], sources=[COLLECTOR, {**BEARER, "theme_1": "yes"}]),
    ),
    "label-of-another-item": (("Items", "B3"), written("Items", 3, 2, "Sex")),
    "table-elsewhere": (("Channels", "C4"), marked("Channels", first_row=4, first_column=3)),
    "misspelt-id": (
        ("Sources", "A2"),
        good(sources=[{**COLLECTOR, "source_id": "LV-1"}], answers={"LV-01": {"age": "yes"}}, vignettes=[]),
    ),
    # rows
    "incomplete-row": (("Sources", "A3"), with_row("Sources", 3, "Police")),
    "ids-of-another-state": (
        ("References", "A2"),
        good(references=[{**REFERENCE, "reference_id": f"EE-R00{n}"} for n in (1, 2)], **OF_ESTONIA),
    ),
    # cells
    "missing-value": (("Sources", "B2"), source(name="")),
    "misspelt-code": (("Sources", "E2"), source(organisation_type="polise")),
    "unknown-code": (("Sources", "E2"), source(organisation_type="bakery")),
    "wrong-separator": (("Vignettes", "E2"), good(vignettes=[{**VIGNETTE, "signals": "contacts, earnings"}])),
    "repeated-entry": (("Sources", "Y2"), source(reference_ids="LV-R001;LV-R001")),
    "not-a-number": (("Statistics", "D2"), figure({"value": "12 000"})),
    "point-in-a-text": (("Statistics", "D2"), figure({"value": "1.234"})),
    "not-a-whole-number": (("Sources", "O2"), source(latest_year="about 2020")),
    "not-a-year": (("Sources", "O2"), source(latest_year=1492)),
    "future-year": (("Sources", "O2"), source(latest_year=2027)),
    "not-a-date": (("About", "B3"), about(edition="24.11.2026")),
    "not-an-id": (("Channels", "B2"), channel(to_source="Europol")),
    "not-a-link": (("References", "F2"), good(references=[{**REFERENCE, "url": "www.example.org"}])),
    "formula-error": (("Sources", "D2"), marked("Sources", findings=(Finding(2, 4, "error", "#N/A"),))),
    "formula": (("Sources", "D2"), marked("Sources", findings=(Finding(2, 4, "formula", "B2"),))),
    "figure-below-zero": (("Statistics", "D2"), figure({"value": -1})),
    # rows
    "duplicate-id": (("References", "A3"), good(references=[REFERENCE, {**REFERENCE, "title": "Another"}])),
    "id-of-another-state": (
        ("Vignettes", "A2"),
        good(vignettes=[{**VIGNETTE, "vignette_id": "LT-V01"}]),
    ),
    "dangling-reference": (("Sources", "Y2"), source(reference_ids="LV-R009")),
    "dangling-source": (("Channels", "A2"), channel(from_source="LV-77")),
    "missing-source-column": (
        ("Sources", "A3"),
        good(sources=[COLLECTOR, BEARER], answers={"LV-01": {"age": "yes"}}),
    ),
    "item-row-without-source": (("Items", "E1"), good(answers={"LV-01": {"age": "yes"}, "LV-02": {}})),
    "missing-item": (("Items", ""), without("Items", 4)),
    "missing-reference": (("Sources", "Y2"), source(reference_ids="")),
    "column-under-another-id": (("Items", "E1"), with_column("Items", "LV-01", "Register of applications")),
    "repeated-entry-of-items": (("Items", "A37"), with_row("Items", 37, "age", "", "", "yes")),
    "two-workbooks-one-state": (("About", "B2"), two(good(), good())),
    "confirmed-without-office": (
        ("About", "B12"),
        about(mapping_theme_2="complete", confirmed_theme_2="by_the_state", confirmed_by="An office"),
    ),
    "channel-to-itself": (("Channels", "B2"), channel(to_source="LV-01", cross_border="no")),
    # warnings
    "repeated-row": (("Statistics", "A3"), figure({}, {})),
    "same-name": (("Sources", "B3"), bearer(name=SOURCE["name"])),
    "file-of-another-state": (("About", "B2"), replace(good(), file="raw/estonia.xlsx")),
    "office-without-confirmation": (("About", "B11"), about(confirmed_by="An office")),
    "source-without-answers": (("Sources", "A2"), good(answers={"LV-01": {}})),
    "source-without-theme": (("Sources", "U3"), bearer(theme_1="no", theme_2="no", theme_3="no")),
    "generally-known-only": (
        ("Sources", "X3"),
        good(
            sources=[COLLECTOR, {**BEARER, "basis": "general", "reference_ids": ""}],
            answers={"LV-01": {"age": "yes"}, "LV-02": {}},
        ),
    ),
    "answers-without-reference": (("Sources", "X3"), bearer(basis="general", reference_ids="")),
    "reference-not-to-be-found": (("References", "F2"), good(references=[{**REFERENCE, "url": "", "year": ""}])),
    "vignette-of-one-case": (("Vignettes", "C2"), good(vignettes=[{**VIGNETTE, "constructed": "no"}])),
    "theme-without-collector": (("About", "B6"), source(theme_2="no")),
    "complete-without-answers": (
        ("About", "B5"),
        good(about={**ABOUT, "mapping_theme_1": "complete"}, answers={"LV-01": {}}),
    ),
    "collector-not-reached": (("Sources", "Q2"), source(reached="partly", reached_basis="claim", barrier="unknown")),
    "collector-without-mandate": (("Sources", "H2"), source(basis="general", reference_ids="")),
    "bearer-reached-by-role": (("Sources", "R3"), bearer(reached="yes", reached_basis="role")),
    "reach-without-basis": (("Sources", "R3"), bearer(reached="yes")),
    "basis-without-reach": (("Sources", "Q3"), bearer(reached_basis="claim")),
    "contradiction": (("Sources", "Q3"), bearer(reached="no", reached_basis="claim", channels=[INSIDE])),
    "channel-though-reach-unknown": (("Sources", "Q3"), bearer(channels=[INSIDE])),
    "reach-without-channel": (("Sources", "R3"), bearer(reached="partly", reached_basis="channel")),
    "barrier-though-reached": (("Sources", "S2"), source(barrier="legal")),
    "no-barrier-though-not-reached": (("Sources", "S3"), bearer(reached="no", reached_basis="claim", barrier="none")),
    "protected-records-offered": (("Sources", "T3"), bearer(barrier="protected", opening="records_by_law")),
    "channel-without-theme": (("Channels", "F2"), channel(theme_1="no", theme_2="no", theme_3="no")),
    "channel-of-others": (("Channels", "A2"), channel(from_source="ext:Eurojust")),
    "border-crossed": (("Channels", "E2"), channel(to_source="EE-01", cross_border="no")),
    "border-not-crossed": (
        ("Channels", "E2"),
        bearer(reached="partly", reached_basis="channel", channels=[{**INSIDE, "cross_border": "yes"}]),
    ),
    "part-of-a-count": (("Statistics", "D2"), figure({"value": 0.5})),
    "small-unpublished-count": (("Statistics", "D2"), figure({"value": 3, "published": "no"})),
    # infos
    "unchecked-source": (("Channels", "B2"), channel(to_source="PL-03")),
    "unused-reference": (("References", "A3"), good(references=[REFERENCE, {**REFERENCE, "reference_id": "LV-R002"}])),
    "children-not-apart": (("Sources", "J2"), source(children_apart="no")),
    "confirmed-while-in-progress": (
        ("About", "B6"),
        about(confirmed_theme_2="by_the_state", confirmed_by="An office", confirmed_on=datetime.date(2026, 11, 30)),
    ),
    "theme-not-covered": (
        ("Channels", "A2"),
        bearer(theme_3="no", channels=[{**CHANNEL, "from_source": "LV-02"}]),
    ),
    "figures-differ": (("Statistics", "D3"), figure({"value": 12}, {"value": 13})),
    "sheet-name-in-its-own-way": (("Sources", ""), renamed("Sources", "sources ")),
    "sheet-name-in-another-language": (("Quellen", ""), renamed("Sources", "Quellen")),
    "title-above-header": (("Sources", "A1"), with_row("Sources", 1, "The sources of Latvia")),
    "header-in-its-own-way": (("Sources", "H1"), written("Sources", 1, 8, " ROLE")),
    "code-for-header": (("Sources", "A1"), written("Sources", 1, 1, "source_id")),
    "header-in-another-language": (("Sources", "H1"), written("Sources", 1, 8, "Rolle")),
    "columns-in-another-order": (
        ("References", "E1"),
        changed(lambda made: made.update({"References": [row[::-1] for row in made["References"]]})),
    ),
    "blank-rows-between": (("Sources", "A2"), with_row("Sources", 2)),
    "label-for-code": (("Sources", "Q2"), source(reached="Reached", barrier="unknown")),
    "spaces-around-value": (("Sources", "B2"), source(name="Register ")),
    "only-spaces": (("Sources", "D2"), source(organisation_local="\N{NO-BREAK SPACE}")),
    "number-as-text": (("Sources", "O2"), source(latest_year="2024")),
    "date-as-text": (("About", "B3"), about(edition="2026-11-24")),
}
"""Where each code stands, and the smallest workbooks that show it."""

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="ZZ200000"><v>1</v></c></row>'
LONG = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 12_001))
STRICT = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'


def with_part(name: str, content: str | bytes) -> bytes:
    """The smallest archive, with one part changed."""
    return zipped({**parts(ONE), name: content})


def ole2(*streams: str) -> bytes:
    """A file of old Office programs with streams of these names."""
    return guard.OLE2 + bytes(504) + b"".join(stream.encode("utf-16-le") + bytes(40) for stream in streams)


def nowhere(path: Path) -> None:
    """Leave the place empty."""


def far_too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(guard.LARGEST_FILE + 1)


REFUSED: dict[str, bytes | Callable[[Path], object]] = {
    "not-a-file": Path.mkdir,
    "file-not-readable": nowhere,
    "empty-file": b"",
    "file-too-large": far_too_large,
    "password-protected": ole2("EncryptedPackage"),
    "old-excel-file": ole2("Workbook"),
    "binary-excel-file": with_part("_rels/.rels", links(officeDocument="xl/workbook.bin")),
    "opendocument-file": zipped({"mimetype": f"{OPENDOCUMENT}.spreadsheet"}),
    "strict-workbook": with_part(BOOK, STRICT),
    "not-a-workbook": b"source_id,name",
    "damaged-file": zipped(parts(ONE))[:200],
    "damaged-part": with_part(SHEET, "words"),
    "missing-part": zipped({name: part for name, part in parts(ONE).items() if name != SHEET}),
    "part-names": zipped({name.replace("/", "\\"): content for name, content in parts(ONE).items()}),
    "part-encoding": with_part(SHEET, worksheet(ONE).encode("utf-16")),
    "document-type": with_part(SHEET, worksheet(ONE).replace("?>", "?><!DOCTYPE x>")),
    "too-much-content": zipped(parts(ONE)) + ENTRY * MOST_PARTS,
    "sheet-too-large": zipped(parts(FAR)),
    "too-much-text": zipped(parts(LONG, texts=strings(f"<t>{'a' * 200_000}</t>"))),
    "unreadable-workbook": zipped(parts('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')),
}
"""For each code of a file that is not read at all, its smallest bytes, or how it is made at a path."""
