"""A workbook gives back what was written into it, also after LibreOffice has opened and saved it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from impt_analysis.inventory import Inventory, check, load
from impt_analysis.workbook.template import empty_workbook, prefilled_workbook
from impt_analysis.workbook.writer import workbook_bytes
from tests.arbitrary import AWKWARD, contents
from tests.workbooks import ABOUT, CHANNEL, REFERENCE, SOURCE, VIGNETTE, cells, inventory, written

needs_office = pytest.mark.needs("soffice", "pdftotext")


def same(one: Inventory, other: Inventory) -> None:
    """Hold that two inventories have the same tables."""
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(other.tables()[name], table, obj=name)


@given(content=contents())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=6)
def test_whatever_is_valid_comes_back_as_it_was_written(tmp_path: Path, content: dict[str, object]) -> None:
    made = inventory(cells(**content))
    same(made, load(written(tmp_path, made, "LV")))


def converted(files: list[Path], kind: str, to: Path) -> list[Path]:
    """Return what LibreOffice makes of these files; each call has a profile of its own, as two cannot share one."""
    to.mkdir()
    profile = f"-env:UserInstallation={(to / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(to), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [to / f"{file.stem}.{kind}" for file in files]


@pytest.fixture(scope="module")
def full() -> Inventory:
    """An inventory with a source, a reference and a vignette for every awkward text."""
    sources = [
        {**SOURCE, "source_id": f"LV-{number:02}", "name": text, "note": text, "reached": "no", "barrier": "legal"}
        for number, text in enumerate(AWKWARD, start=1)
    ]
    references = [
        {**REFERENCE, "reference_id": f"LV-R{n:03}", "title": text} for n, text in enumerate(AWKWARD, start=1)
    ]
    vignettes = [{**VIGNETTE, "vignette_id": f"LV-V{n:02}", "summary": text} for n, text in enumerate(AWKWARD, start=1)]
    answers = {source["source_id"]: {"age": "no", "sex": "unknown", "family": "partly"} for source in sources}
    about = {**ABOUT, "note": "\n".join(AWKWARD).replace("\r", ""), "edition": "2026-02-28"}
    return inventory(
        cells(
            about=about,
            sources=sources,
            answers=answers,
            references=references,
            vignettes=vignettes,
            channels=[{**CHANNEL, "to_source": "ext:Šiauliai \N{GRINNING FACE}"}],
        )
    )


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, full: Inventory) -> Path:
    """A folder of workbooks that LibreOffice has opened and saved: full, prefilled and empty."""
    folder = tmp_path_factory.mktemp("office")
    made = {
        "full": workbook_bytes(full.tables()),
        "prefilled": prefilled_workbook(full.tables(), "2027-01-31"),
        "empty": empty_workbook("LV", "2027-01-31"),
    }
    for name, data in made.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    converted([folder / f"{name}.xlsx" for name in made], "xlsx", folder / "saved")
    return folder


@needs_office
def test_a_workbook_that_libreoffice_saved_holds_the_same(saved: Path, full: Inventory) -> None:
    same(full, load(saved / "saved" / "full.xlsx"))


@needs_office
def test_a_prefilled_workbook_that_libreoffice_saved_holds_the_same(saved: Path) -> None:
    same(load(saved / "prefilled.xlsx"), load(saved / "saved" / "prefilled.xlsx"))


@needs_office
def test_an_empty_workbook_that_libreoffice_saved_asks_for_the_same(saved: Path) -> None:
    before, after = (check(path).problems for path in (saved / "empty.xlsx", saved / "saved" / "empty.xlsx"))
    assert [(p.cell, p.code) for p in after] == [(p.cell, p.code) for p in before] != []


@needs_office
def test_what_a_person_changes_in_libreoffice_comes_through_and_nothing_else(
    tmp_path: Path,
) -> None:
    before = inventory(cells(sources=[{**SOURCE, "note": "A note to change."}], answers={"LV-01": {"age": "partly"}}))
    (opened,) = converted([written(tmp_path, before, "LV")], "fods", tmp_path / "opened")
    document = opened.read_text(encoding="utf-8")
    assert document.count("A note to change.") == 1
    opened.write_text(document.replace("A note to change.", "Ķegums &amp; Žagarė"), encoding="utf-8")
    (closed,) = converted([opened], "xlsx", tmp_path / "closed")
    same(replace(before, sources=before.sources.assign(note="Ķegums & Žagarė")), load(closed))


@needs_office
def test_an_empty_workbook_prints_every_header_in_full(tmp_path: Path, saved: Path) -> None:
    (printed,) = converted([saved / "empty.xlsx"], "pdf", tmp_path / "printed")
    shown = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, encoding="utf-8")
    words = set(shown.stdout.split())
    assert {"Who", "(own", "language)", "criminal", "exploitation", "Constructed", "not_asked"} <= words
    assert shown.stdout.count("\f") < 30
