"""How much the inventory holds."""

from __future__ import annotations

import pytest

from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.tallies import rows_by_state, sources_by, themes_by_state
from impt_analysis.worked_example import example_inventory
from tests.workbooks import inventory, state


@pytest.fixture(scope="module")
def found() -> Inventory:
    sources = [{"source_id": "LV-01"}, {"source_id": "LV-02", "population": "unknown", "role": "collector"}]
    latvia = state("LV", sources, {"LV-01": {"age": "yes", "sex": "unknown"}, "LV-02": {}})
    return inventory(latvia, state("EE", [{"source_id": "EE-01"}], {"EE-01": {"age": "no"}}))


def test_the_rows_of_every_workbook_are_counted_in_codebook_order(found: Inventory) -> None:
    assert rows_by_state(found).to_dict("list") == {
        "state": ["EE", "LV"],
        "n_sources": [1, 2],
        "n_answers": [1, 2],
        "n_not_asked": [33, 66],
        "n_channels": [0, 0],
        "n_statistics": [0, 0],
        "n_references": [1, 1],
    }


def test_sources_are_counted_by_a_code_and_unknown_is_one_of_them(found: Inventory) -> None:
    assert sources_by(found, "population").to_dict("list") == {
        "population": ["pool", "unknown"],
        "EE": [1, 0],
        "LV": [1, 1],
        "total": [2, 1],
    }


def test_a_table_of_sources_by_state_keeps_no_name_over_its_columns() -> None:
    assert sources_by(example_inventory(), "reached").columns.name is None


def test_sources_are_counted_by_codes_only(found: Inventory) -> None:
    with pytest.raises(UsageError, match=r"sources are counted by one of state, .*; found 'name'"):
        sources_by(found, "name")


def test_the_themes_of_every_state_are_listed_with_mapping_and_confirmation() -> None:
    found = inventory(state("RU", [], {}), state("LV", [], {}, mapping_theme_2="complete"))
    rows = themes_by_state(found.where(theme=[1, 2]))
    assert rows.to_dict("tight")["data"] == [
        ["LV", 1, "in_progress", "no", True],
        ["LV", 2, "complete", "no", True],
        ["RU", 1, "in_progress", "no", False],
        ["RU", 2, "in_progress", "no", False],
    ]
