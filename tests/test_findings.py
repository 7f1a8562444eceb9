"""docs/findings.md says what the shipped workbooks give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from impt_analysis.codebook.codes import Finding
from impt_analysis.coverage import item_coverage
from impt_analysis.gaps import gap_ladder
from tests import findings

PAGE = Path(__file__).parents[1] / "docs" / "findings.md"


def tables() -> list[list[list[str]]]:
    """The rows of each table of the page, without its head."""
    found: list[list[list[str]]] = [[]]
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [table[2:] for table in found if table]


@pytest.mark.parametrize(
    ("number", "rows"),
    list(enumerate((findings.most_side_information, findings.most_gainful, findings.reached_of_both))),
)
def test_a_table_of_the_findings_is_what_the_workbooks_give(number: int, rows: object) -> None:
    assert tables()[number] == rows()  # type: ignore[operator]


def test_nothing_of_the_wider_group_is_shut() -> None:
    assert gap_ladder(findings.of(Finding.WIDER_GROUP))["closure"].dropna().eq("unclear").all()


def test_what_is_reached_of_the_wider_group_is_reached_through_the_sources_named() -> None:
    ladder = gap_ladder(findings.of(Finding.WIDER_GROUP))
    through = ladder.loc[ladder["through"].notna(), "source_ids"].str.split(";").explode().unique()
    said = PAGE.read_text(encoding="utf-8").split("reached through nine sources in six states: ")[1].split(". ")[0]
    assert sorted(through) == sorted(re.findall(r"[A-Z]{2}-\d+", said))


def test_what_the_findings_say_of_single_items() -> None:
    items = item_coverage(findings.of(Finding.WIDER_GROUP))
    held = items[items["held_low"].gt(0)]
    assert not {"route", "travel_debt"} & set(held["item"])
    traces = held[held["item"].eq("other_states") & held["theme"].eq(2)]
    assert traces["state"].tolist() == ["FI"]
