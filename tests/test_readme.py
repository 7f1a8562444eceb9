"""The README shows the picture and the numbers of the shipped workbooks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from impt_analysis.charts import save_chart
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.coverage import coverage_range
from impt_analysis.errors import Severity
from impt_analysis.inventory import Inventory, check
from tests.figures import bars_of
from tests.shipped_data import CURRENT, current

ROOT = Path(__file__).parents[1]
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
PICTURE = "docs/theme_2_wider_group_coverage.svg"


@pytest.fixture(scope="module")
def wider_group() -> Inventory:
    return current().where(theme=2, population=POPULATIONS[Finding.WIDER_GROUP])


def test_the_picture_is_the_chart_of_the_shipped_workbooks(tmp_path: Path, wider_group: Inventory) -> None:
    (drawn,) = save_chart(bars_of(wider_group), tmp_path / "chart.svg")
    assert f"({PICTURE})" in README
    assert (ROOT / PICTURE).read_bytes() == drawn.read_bytes(), f"copy reports/theme_2/{PICTURE[13:]} to docs/"


def test_the_sentence_below_the_picture_has_its_numbers(wider_group: Inventory) -> None:
    points = coverage_range(wider_group)[["low", "held_low"]].mul(100).round().astype(int)
    ends = {name: f"{points[name].min()} to {points[name].max()}" for name in points}
    assert f"{ends['held_low']} of 100 weighted points are documented as held" in README
    assert f"and {ends['low']} as reached by those who collect information" in README


def test_the_problems_of_the_shipped_workbooks_are_counted() -> None:
    found = Counter(problem.severity for problem in check(CURRENT).problems)
    said = re.search(r"gives no error, (\d+) warnings and (\d+) infos", README)
    assert said is not None
    assert dict(found) == {Severity.WARNING: int(said[1]), Severity.INFO: int(said[2])}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_what_the_readme_links_to_is_there(target: str) -> None:
    assert (ROOT / target).exists()
