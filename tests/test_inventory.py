"""Loading and narrowing the inventory."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest

from impt_analysis import UsageError, WorkbookError, load
from impt_analysis.inventory import Inventory, check
from tests.workbooks import STATISTIC, cells, inventory, state, written

POOL = {"source_id": "LV-01", "population": "pool", "theme_1": "no", "theme_3": "no"}
IDENTIFIED = {"source_id": "LV-02", "population": "identified", "role": "collector", "theme_2": "no"}


@pytest.fixture
def found() -> Inventory:
    latvia = state("LV", [POOL, IDENTIFIED], {"LV-01": {"age": "yes"}, "LV-02": {"age": "no", "sex": "unknown"}})
    estonia = state("EE", [{"source_id": "EE-01"}], {"EE-01": {"age": "partly"}})
    return inventory(latvia, estonia)


def test_tables_stand_in_the_order_of_states_and_then_of_the_workbook(found: Inventory) -> None:
    assert found.sources["source_id"].tolist() == ["EE-01", "LV-01", "LV-02"]
    assert found.about["state"].tolist() == ["EE", "LV"]
    assert all(table.columns[0] == "state" for table in found.tables().values())


def test_items_have_a_row_per_source_and_item_with_not_asked_in_full(found: Inventory) -> None:
    assert len(found.items) == 3 * 34
    assert found.items["answer"].value_counts().to_dict() == {
        "not_asked": 98,
        "yes": 1,
        "partly": 1,
        "no": 1,
        "unknown": 1,
    }
    assert found.items["answer"].cat.categories.tolist() == ["yes", "partly", "no", "unknown", "not_asked"]


def test_codes_are_ordered_categories_and_numbers_are_numbers(found: Inventory) -> None:
    assert found.sources["reached"].cat.ordered
    assert found.sources["latest_year"].dtype == "Int64"
    assert found.about["edition"].dtype == "datetime64[s]"
    assert inventory(cells(statistics=[STATISTIC])).statistics["value"].dtype == "float64"


@pytest.mark.parametrize(
    ("criteria", "sources"),
    [
        ({"state": "LV"}, ["LV-01", "LV-02"]),
        ({"state": ["EE", "LV"]}, ["EE-01", "LV-01", "LV-02"]),
        ({"theme": 2}, ["EE-01", "LV-01"]),
        ({"theme": [1, 2]}, ["EE-01", "LV-01", "LV-02"]),
        ({"population": ["pool"]}, ["EE-01", "LV-01"]),
        ({"role": "collector"}, ["LV-02"]),
        ({"state": ["LV"], "theme": 2, "population": ["pool"]}, ["LV-01"]),
    ],
)
def test_where_keeps_what_meets_every_criterion(
    found: Inventory, criteria: dict[str, object], sources: list[str]
) -> None:
    narrowed = found.where(**criteria)
    assert narrowed.sources["source_id"].tolist() == sources
    assert narrowed.items["source_id"].unique().tolist() == sources


def test_where_leaves_the_inventory_as_it_was(found: Inventory) -> None:
    before = {name: table.copy() for name, table in found.tables().items()}
    found.where(state="LV", theme=1, population="identified")
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(table, before[name])


@pytest.mark.parametrize(
    ("criteria", "narrowed"),
    [
        ({"state": "LV", "theme": 1}, ()),
        ({"population": "pool"}, ("population",)),
        ({"role": "bearer", "population": "pool"}, ("role",)),  # the only bearers are on the wider group already
        ({"population": ["pool", "identified"]}, ()),
    ],
)
def test_an_inventory_knows_by_what_it_lost_sources(
    found: Inventory, criteria: dict[str, object], narrowed: tuple[str, ...]
) -> None:
    assert found.where(**criteria).narrowed == narrowed
    assert found.where(**criteria).where(state="LV").narrowed == narrowed


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        ({"colour": "blue"}, "nothing is named 'colour' here"),
        ({"state": "Latvia"}, "state is one of DK, EE, .*; found 'Latvia'"),
        ({"theme": 4}, "theme is one of 1, 2, 3; found 4"),
        ({"population": ["pool", "all"]}, "population is one of .*; found 'all'"),
    ],
)
def test_where_names_what_does_not_exist(found: Inventory, criteria: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        found.where(**criteria)


def test_the_inventory_says_which_children_it_speaks_of(found: Inventory) -> None:
    assert found.children() == "Children of all groups"
    assert found.where(population=["pool", "concern"]).children() == "Wider group and children of concern"
    assert found.where(population="identified").children() == "Identified children"
    assert found.where(population=["pool", "identified"]).children() == "Wider group, Identified"


def test_the_evidence_says_edition_sources_references_and_that_nobody_confirmed_it(found: Inventory) -> None:
    said = "Edition 2026-11-24 · 3 sources, 2 references · desk review; no state has confirmed it"
    assert found.evidence() == said


def test_the_evidence_counts_the_states_that_confirmed_the_themes_asked_for() -> None:
    office = {"confirmed_theme_2": "by_the_state", "confirmed_by": "An office", "confirmed_on": "2026-11-24"}
    one = inventory(state("LV", [POOL], {"LV-01": {"age": "yes"}}, **office), state("EE", [], {}))
    assert one.where(theme=2).evidence().endswith("desk review; confirmed by 1 of 2 states")
    assert one.evidence().endswith("no state has confirmed it")


def test_the_evidence_is_of_member_states() -> None:
    one = inventory(state("RU", [{"source_id": "RU-01"}], {"RU-01": {}}), state("LV", [POOL], {"LV-01": {}}))
    assert one.members() == ["LV"]
    assert "1 source, 1 reference ·" in one.evidence()


def test_load_raises_every_problem_of_every_workbook(tmp_path: Path, found: Inventory) -> None:
    for code in ("LV", "EE"):
        path = written(tmp_path, found, code)
        path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(WorkbookError) as raised:
        load(tmp_path)
    assert [problem.file.rsplit("/", 1)[-1] for problem in raised.value.problems] == ["ee.xlsx", "lv.xlsx"]


def test_a_workbook_that_cannot_be_read_does_not_keep_the_others_from_being_checked(
    tmp_path: Path, found: Inventory
) -> None:
    written(tmp_path, found, "LV")
    (tmp_path / "a.xlsx").write_bytes(b"")
    result = check(tmp_path)
    assert result.tables["sources"]["source_id"].tolist() == ["LV-01", "LV-02"]
    assert len([problem for problem in result.problems if problem.file.endswith("a.xlsx")]) == 1


def test_a_folder_that_is_missing_or_empty_is_an_error_and_no_sample_data(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        load(tmp_path / "raw")
    with pytest.raises(UsageError, match="holds no workbook"):
        load(tmp_path)


def test_the_order_of_files_does_not_matter(tmp_path: Path, found: Inventory) -> None:
    first, second = written(tmp_path, found, "LV"), written(tmp_path, found, "EE")
    one, other = check(first, second), check(second, first)
    for name, table in one.tables.items():
        assert set(table["file"]) == set(other.tables[name]["file"])
    assert load(tmp_path).sources["source_id"].tolist() == ["EE-01", "LV-01", "LV-02"]


def test_the_evidence_names_the_first_and_the_last_date_of_the_workbooks() -> None:
    collector = {"role": "collector", "reached": "yes", "reached_basis": "role", "barrier": "none"}
    latvia = state("LV", [{**collector, "source_id": "LV-01"}], {"LV-01": {"age": "yes"}})
    estonia = state("EE", [{**collector, "source_id": "EE-01"}], {"EE-01": {}}, edition=datetime.date(2027, 1, 31))
    assert inventory(latvia).evidence().startswith("Edition 2026-11-24 \N{MIDDLE DOT} ")
    assert inventory(latvia, estonia).evidence().startswith("Editions 2026-11-24 to 2027-01-31 \N{MIDDLE DOT} ")
