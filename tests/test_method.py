"""The worked examples of docs/method.md are what the functions give."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.comparability import comparable_units
from impt_analysis.freshness import evidence_age, resting_on_ended
from impt_analysis.gaps import gap_counts, gap_ladder
from impt_analysis.holders import organisation_overlap, single_source_items
from impt_analysis.inventory import Inventory
from impt_analysis.management import management_profile
from impt_analysis.side_information import barriers_by_organisation, held_not_reached, source_gains
from impt_analysis.vignettes import signals_recorded
from impt_analysis.worked_example import ANSWERS, example_inventory

METHOD = Path(__file__).parents[1] / "docs" / "method.md"


@cache
def tables(section: str) -> list[list[dict[str, str]]]:
    """The tables of a section of the document, each as its rows by column."""
    _, _, body = METHOD.read_text(encoding="utf-8").partition(f"\n## {section}\n")
    lines = [line if line.startswith("|") else "" for line in body.partition("\n## ")[0].splitlines()]
    blocks = [block.splitlines() for block in "\n".join(lines).split("\n\n") if block.strip()]
    cells = [[[cell.strip() for cell in line.strip("|").split("|")] for line in block if line] for block in blocks]
    return [[dict(zip(block[0], row, strict=True)) for row in block[2:]] for block in cells]


def shown(value: object) -> str:
    """A value as the document writes it: nothing where it is missing, numbers with at most four decimals."""
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    return f"{round(value, 4):g}" if isinstance(value, float) else str(value)


def wider(found: Inventory) -> Inventory:
    return found.where(population=[str(code) for code in POPULATIONS[Finding.WIDER_GROUP]])


EXAMPLES: dict[tuple[str, int], Callable[[Inventory], pd.DataFrame]] = {
    ("Who holds an item", 0): single_source_items,
    ("Who holds an item", 1): organisation_overlap,
    ("The gap ladder", 1): gap_ladder,
    ("The gap ladder", 2): lambda found: gap_ladder(wider(found)),
    ("The gap ladder", 3): gap_counts,
    ("Side information and its gain", 0): held_not_reached,
    ("Side information and its gain", 1): source_gains,
    ("Side information and its gain", 2): lambda found: source_gains(wider(found)),
    ("Side information and its gain", 3): barriers_by_organisation,
    ("Comparability", 0): comparable_units,
    ("Vignettes", 0): signals_recorded,
    ("How information is managed", 0): management_profile,
    ("How fresh the evidence is", 0): evidence_age,
    ("How fresh the evidence is", 1): resting_on_ended,
}
"""What gives each table of the worked examples: its section, its number there, and the function."""

DEFINITIONS = {("The gap ladder", 0)}
"""Tables of these sections that are no example."""


@pytest.mark.parametrize(("section", "number"), EXAMPLES)
def test_a_worked_example_is_what_the_function_gives(section: str, number: int) -> None:
    written = tables(section)[number]
    table = EXAMPLES[section, number](example_inventory().where(theme=2))
    given = [{column: shown(row[column]) for column in written[0]} for row in table.to_dict("records")]
    assert [row for row in written if row not in given] == []


@pytest.mark.parametrize(
    ("section", "number"),
    [
        ("Who holds an item", 0),
        ("Who holds an item", 1),
        ("Side information and its gain", 1),
        ("Side information and its gain", 3),
        ("How fresh the evidence is", 0),
        ("How fresh the evidence is", 1),
    ],
)
def test_a_worked_example_leaves_no_row_out(section: str, number: int) -> None:
    assert len(tables(section)[number]) == len(EXAMPLES[section, number](example_inventory().where(theme=2)))


def test_every_table_of_these_sections_is_compared() -> None:
    found = {(section, number) for section, _ in EXAMPLES for number in range(len(tables(section)))}
    assert found - DEFINITIONS == set(EXAMPLES)


def test_the_sources_of_the_example_are_those_of_the_inventory() -> None:
    written = [row["source"].split()[0] for row in tables("The example")[0]]
    assert sorted(written) == example_inventory().sources["source_id"].tolist() == sorted(ANSWERS)
