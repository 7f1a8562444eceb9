"""The notebooks of the repository: each keeps every rule, the README is theirs, and a changed number is noticed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from defusedxml import ElementTree

from impt_analysis.notebook_suite import README, breaches, gathered_readme, notebook_paths, read_notebook

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
# Without any notebook the name stands for one that cannot be read, so that the test of the rules fails.
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb")) or ["there is no notebook"]
SHOWN_NUMBER = re.compile(r"(?<=<td>)\d+(?:\.\d+)?(?=</td>)")
STRICT = ("-p", "no:cacheprovider", "--nbval", "--nbval-current-env", "--nbval-cell-timeout=120")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_keeps_every_rule(name: str) -> None:
    assert breaches(NOTEBOOKS / name) == []


def test_the_readme_is_gathered_from_the_first_cells() -> None:
    assert (NOTEBOOKS / README).read_text(encoding="utf-8") == gathered_readme(NOTEBOOKS)


def test_strict_nbval_notices_one_altered_number_and_nothing_else(tmp_path: Path) -> None:
    path = notebook_paths(NOTEBOOKS)[-1]
    altered_cell, text = altered(path)
    checkout = copied_checkout(tmp_path / "checkout")
    (checkout / "notebooks" / path.name).write_text(text, encoding="utf-8")
    report = tmp_path / "report.xml"
    command = (sys.executable, "-m", "pytest", *STRICT, f"--junit-xml={report}", f"notebooks/{path.name}")
    ran = subprocess.run(command, cwd=checkout, check=False, capture_output=True, encoding="utf-8")
    cases = ElementTree.parse(report).findall(".//testcase")
    failed = [place for place, case in enumerate(cases) if case.find("failure") is not None]
    assert (len(cases), failed) == (len(read_notebook(path).code), [altered_cell]), ran.stdout
    assert ran.returncode == pytest.ExitCode.TESTS_FAILED


def altered(path: Path) -> tuple[int, str]:
    """The notebook with the first number of its first table altered, and which cell of code shows it, from 0."""
    document = json.loads(path.read_text(encoding="utf-8"))
    for place, cell in enumerate(cell for cell in document["cells"] if cell["cell_type"] == "code"):
        for output in cell["outputs"]:
            html = "".join(output.get("data", {}).get("text/html", ""))
            if SHOWN_NUMBER.search(html):
                output["data"]["text/html"] = SHOWN_NUMBER.sub("987654", html, count=1)
                return place, json.dumps(document)
    raise AssertionError(f"{path.name} shows no table with a number")


def copied_checkout(folder: Path) -> Path:
    """What a notebook reads, laid out as in the repository, so that it runs there."""
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "notebooks").mkdir()
    return folder
