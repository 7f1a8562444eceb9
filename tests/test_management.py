"""How information is managed."""

from __future__ import annotations

import pytest
from hypothesis import given

from impt_analysis.codebook import shipped_codebook
from impt_analysis.inventory import Inventory
from impt_analysis.management import ASPECTS, management_profile
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered, inventories
from tests.workbooks import inventory, state


def profile(found: Inventory, aspect: str) -> dict[str, int]:
    table = management_profile(found)
    return table[table["aspect"].eq(aspect)].set_index("code")["n_sources"].to_dict()


@pytest.fixture(scope="module")
def latvia() -> Inventory:
    return example_inventory().where(state="LV", theme=2)


def test_sources_are_counted_by_each_aspect(latvia: Inventory) -> None:
    assert {code: n for code, n in profile(latvia, "unit_of_count").items() if n} == {
        "child": 1,
        "case": 1,
        "application": 1,
    }


def test_every_code_has_its_row_and_unknown_is_one_of_them(latvia: Inventory) -> None:
    assert profile(latvia, "access") == {"public": 0, "on_request": 0, "restricted": 3, "none": 0, "unknown": 0}
    unknown = altered(latvia, sources={"LV-02": {"access": "unknown"}})
    assert profile(unknown, "access")["unknown"] == 1


def test_a_source_counts_in_the_themes_that_it_covers() -> None:
    table = management_profile(example_inventory().where(state="LV"))
    assert table.groupby("theme", observed=True)["n_sources"].sum().to_dict() == {1: 0, 2: 3 * len(ASPECTS), 3: 0}


def test_rows_stand_in_codebook_order(latvia: Inventory) -> None:
    table = management_profile(latvia)
    assert table["aspect"].unique().tolist() == list(ASPECTS)
    assert table["code"].tolist() == [code for aspect in ASPECTS for code in shipped_codebook().codes(aspect)]


def test_a_state_without_a_source_has_its_rows_all_the_same() -> None:
    empty = inventory(state("LV", [{"source_id": "LV-01"}], {"LV-01": {}})).where(role="collector")
    table = management_profile(empty)
    assert table["n_sources"].sum() == 0
    assert table["theme"].unique().tolist() == [1, 2, 3]


@given(inventories())
def test_the_codes_of_an_aspect_add_up_to_the_sources_that_cover_the_theme(found: Inventory) -> None:
    sums = management_profile(found).groupby(["state", "aspect"], observed=True)["n_sources"].sum()
    covering = found.sources[found.sources["theme_2"].eq("yes")].groupby("state", observed=True).size()
    assert all(total == covering.get(code, 0) for (code, _), total in sums.items())
