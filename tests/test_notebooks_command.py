"""`impt notebooks`: what an analyst reads when a state has sent a new workbook, and what is stored and when."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import nbformat.v4 as jupyter
import pytest
from openpyxl import load_workbook

from impt_analysis.cli import FINE, WRONG, main
from impt_analysis.cli.notebook_commands import ACCEPTING, CAUSES
from impt_analysis.notebook_suite.documents import file_text
from tests.workbooks import inventory, state, written

ROOT = Path(__file__).parents[1]
COLLECTOR = {"source_id": "LV-01", "role": "collector", "reached": "yes", "reached_basis": "role"}
CELLS = (
    "import impt_analysis as impt\nfrom impt_analysis.charts import coverage_chart",
    "inventory = impt.load(impt.workbooks_folder()).where(theme=2)",
    "ranges = impt.coverage_range(inventory)\nranges[['state', 'theme', 'low', 'n_yes', 'n_not_asked']].round(2)",
    "domains = impt.coverage_range(inventory, by=['state', 'theme', 'domain'])\nimpt.shown_by_digest(domains)",
    "coverage_chart(ranges, domains, inventory.children(), inventory.evidence())",
    "impt.shown_by_digest(inventory.items.query('answer == \"yes\"'))",
)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one small workbook and one notebook on it, which has not been run."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    written(tmp_path / "data" / "raw", inventory(state("LV", [COLLECTOR], {"LV-01": {"age": "yes"}})), "LV")
    cells = [jupyter.new_markdown_cell("# How much?\n\nIn Latvia 0.04 is reached."), *map(jupyter.new_code_cell, CELLS)]
    for place, cell in enumerate(cells):
        cell.id = f"02-{place}"
    path = tmp_path / "notebooks" / "02_coverage.ipynb"
    path.write_text(file_text(jupyter.new_notebook(cells=cells)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def called(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["impt", "notebooks", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def answer(workbook: Path, item: str, given: str) -> None:
    """Give another answer on an item of the first source, as somebody does who edits the workbook."""
    book = load_workbook(workbook)
    sheet = book["Items"]
    row = next(row for row in sheet.iter_rows() if row[0].value == item)
    row[3].value = given
    book.save(workbook)


def stored(checkout: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((checkout / "notebooks").iterdir())}


def test_one_altered_answer_is_told_in_these_words_and_stored_only_when_accepted(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "--accept") == FINE
    before = stored(checkout)
    assert list(before) == ["02_coverage.ipynb", "README.md"]
    answer(next((checkout / "data" / "raw").iterdir()), "sex", "Yes")
    capsys.readouterr()
    assert called(monkeypatch) == WRONG
    assert capsys.readouterr().out.splitlines() == [
        '02_coverage, cell 6: in the table shown by its digest: row "LV, LV-01, sex" is new',
        "02_coverage, cell 3: LV, theme 2, low 0.04 -> 0.06, n_yes 1 -> 2, n_not_asked 33 -> 32",
        (
            "02_coverage, cell 4: in the table shown by its digest: LV, theme 2, domain child, low 0.1111 -> 0.1667, "
            "held_low 0.1111 -> 0.1667, n_yes 1 -> 2, n_not_asked 10 -> 9"
        ),
        "02_coverage, cell 5: the picture changed, as the table above it did",
        (
            '02_coverage, text cell 1: read "In Latvia 0.04 is reached." again: '
            "0.04 (cell 3: LV, theme 2, low 0.04 -> 0.06)"
        ),
        "",
        CAUSES,
        f"Found 5 changes; nothing is stored. If they are right: {ACCEPTING}",
    ]
    assert stored(checkout) == before
    assert called(monkeypatch, "--accept") == FINE
    assert capsys.readouterr().out.splitlines()[-1] == "Stored: 02_coverage.ipynb"
    assert b"0.06" in stored(checkout)["02_coverage.ipynb"]
