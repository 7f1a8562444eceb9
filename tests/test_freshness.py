"""How fresh the evidence is."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impt_analysis.freshness import evidence_age, resting_on_ended, source_years
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered, inventories, of_editions
from tests.workbooks import REFERENCE, SOURCE, cells, inventory


def of_source(source: dict[str, object], years: list[object]) -> pd.Series:
    """How the source is dated that rests on references of these years."""
    references = [{**REFERENCE, "reference_id": f"LV-R00{n}", "year": year} for n, year in enumerate(years)]
    ids = ";".join(str(reference["reference_id"]) for reference in references)
    made = cells(
        sources=[{**SOURCE, "reference_ids": ids, **source}],
        references=references,
        channels=[],
        statistics=[],
        vignettes=[],
    )
    return source_years(inventory(made)).iloc[0]


def test_a_source_is_dated_by_its_latest_year() -> None:
    row = of_source({"latest_year": 2018}, [2024])
    assert row[["year", "dated_by", "age"]].tolist() == [2018, "latest_year", 8]


def test_without_it_by_the_newest_year_of_its_references() -> None:
    row = of_source({"latest_year": ""}, [2015, "", 2021])
    assert row[["year", "dated_by", "age"]].tolist() == [2021, "reference_year", 5]


def test_a_source_without_any_year_is_undated_and_its_age_is_not_guessed() -> None:
    row = of_source({"latest_year": ""}, [""])
    assert row["dated_by"] == "undated"
    assert row[["year", "age"]].isna().all()


def test_a_source_without_a_reference_is_undated() -> None:
    row = of_source({"latest_year": "", "basis": "general", "reference_ids": ""}, [2024])
    assert row["dated_by"] == "undated"


def test_the_example_of_the_age_of_evidence() -> None:
    table = evidence_age(example_inventory()).set_index("state")
    assert table.loc["EE"].tolist() == [3, 2, 0, 1, 2012, 2024, 1]
    assert table.loc["LV"].tolist() == [3, 2, 1, 0, 2016, 2025, 2]


@pytest.mark.parametrize(("year", "old"), [(2021, 0), (2020, 1)])
def test_evidence_of_more_than_five_years_before_the_edition_is_old(year: int, old: int) -> None:
    found = altered(example_inventory().where(state="LV", role="collector"), sources={"LV-01": {"latest_year": year}})
    assert evidence_age(found)["n_old"].tolist() == [old]


def test_a_newer_workbook_of_one_state_makes_no_other_state_s_evidence_older() -> None:
    found = of_editions(example_inventory(), {"LV": 2040})
    assert evidence_age(found).set_index("state")["n_old"].to_dict() == {"EE": 1, "LV": 3}


@given(st.fixed_dictionaries({state: st.integers(2026, 2099) for state in ("EE", "LV")}), inventories())
def test_what_is_told_of_a_state_is_the_same_of_the_whole_inventory_and_of_the_state_alone(
    years: dict[str, int], found: Inventory
) -> None:
    whole = of_editions(found, years)
    for measure in (source_years, evidence_age, resting_on_ended):
        every = measure(whole)
        for state in years:
            own = every[every["state"].eq(state)].reset_index(drop=True)
            pd.testing.assert_frame_equal(measure(whole.where(state=state)), own)


def test_a_state_without_a_source_has_no_year() -> None:
    row = evidence_age(example_inventory().where(population="unknown")).iloc[0]
    assert row["n_sources"] == 0
    assert row[["oldest_year", "newest_year"]].isna().all()


def test_what_only_a_one_off_source_holds_rests_on_it() -> None:
    table = resting_on_ended(example_inventory())
    assert table[["state", "item", "rung", "n_ended", "n_one_off", "source_ids"]].to_numpy().tolist() == [
        ["EE", "guardian", "held_not_reached", 0, 1, "EE-02"]
    ]


def test_an_item_with_a_holder_that_runs_does_not_rest_on_one_that_ended() -> None:
    ended = altered(example_inventory().where(state="LV"), sources={"LV-01": {"running": "ended"}})
    assert resting_on_ended(ended)["item"].tolist() == ["family"]  # age is held by LV-02 too


def test_a_holder_of_which_it_is_not_known_is_taken_to_run() -> None:
    found = altered(example_inventory(), sources={"EE-02": {"running": "unknown"}})
    assert resting_on_ended(found).empty


@given(inventories())
def test_the_ways_of_dating_add_up_and_only_what_is_over_is_rested_on(found: Inventory) -> None:
    table = evidence_age(found)
    ways = table[["n_latest_year", "n_reference_year", "n_undated"]].sum(axis="columns")
    assert ways.tolist() == table["n_sources"].tolist()
    resting = resting_on_ended(found)
    over = found.sources[found.sources["running"].isin(["ended", "one_off"])]["source_id"]
    named = resting["source_ids"].str.split(";")
    assert set(named.explode().dropna()) <= set(over)
    assert (resting["n_ended"] + resting["n_one_off"]).tolist() == named.str.len().tolist()
