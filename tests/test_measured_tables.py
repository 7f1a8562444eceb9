"""What holds of every measure: arguments stay as they were, order does not matter, member states alone count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from impt_analysis.codebook import shipped_codebook
from impt_analysis.comparability import comparable_units
from impt_analysis.freshness import evidence_age, resting_on_ended, source_years
from impt_analysis.gaps import gap_counts, gap_ladder, rung_sources
from impt_analysis.holders import item_holders, organisation_overlap, single_source_items
from impt_analysis.inventory import Inventory
from impt_analysis.management import management_profile
from impt_analysis.side_information import barriers_by_organisation, held_not_reached, source_gains
from impt_analysis.vignettes import signals_recorded, unrecorded_signals
from impt_analysis.worked_example import example_inventory
from tests.workbooks import inventory, state

MEASURES = [
    item_holders,
    single_source_items,
    organisation_overlap,
    gap_ladder,
    rung_sources,
    gap_counts,
    held_not_reached,
    source_gains,
    barriers_by_organisation,
    comparable_units,
    signals_recorded,
    unrecorded_signals,
    management_profile,
    evidence_age,
    resting_on_ended,
]

Measure = Callable[[Inventory], pd.DataFrame]
every_measure = pytest.mark.parametrize("measured", MEASURES)


@pytest.fixture(scope="module")
def with_russia() -> Inventory:
    sources = [
        {"source_id": "RU-01", "role": "collector", "reached": "yes", "barrier": "none"},
        {"source_id": "RU-02", "running": "ended"},
    ]
    russia = state("RU", sources, {"RU-01": {"age": "yes"}, "RU-02": {"sex": "yes"}})
    regional = state("REG", [{"source_id": "REG-01"}], {"REG-01": {"age": "yes"}})
    return inventory(russia, regional)


@every_measure
def test_the_inventory_stays_as_it_was(measured: Measure) -> None:
    found = example_inventory()
    before = {name: table.copy() for name, table in found.tables().items()}
    measured(found)
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(table, before[name])


@every_measure
def test_the_order_of_sources_and_answers_does_not_matter(measured: Measure) -> None:
    found = example_inventory()
    mixed = replace(
        found,
        sources=found.sources.iloc[::-1].reset_index(drop=True),
        items=found.items.sample(frac=1, random_state=1).reset_index(drop=True),
    )
    pd.testing.assert_frame_equal(measured(mixed), measured(found))


@every_measure
def test_only_member_states_are_measured(measured: Measure, with_russia: Inventory) -> None:
    assert measured(with_russia).empty


def test_the_age_of_sources_is_told_of_member_states_alone(with_russia: Inventory) -> None:
    assert source_years(with_russia).empty


@every_measure
def test_a_theme_that_was_left_out_is_not_measured(measured: Measure) -> None:
    table = measured(example_inventory().where(theme=[1, 2]))
    assert "theme" not in table or set(table["theme"]) <= {1, 2}


@every_measure
def test_codes_are_ordered_categories_of_the_codebook(measured: Measure) -> None:
    table = measured(example_inventory())
    coded = [name for name in table if name in shipped_codebook().lists()]
    assert {name: table[name].dtype for name in coded} == {name: shipped_codebook().dtype(name) for name in coded}


@every_measure
def test_states_stand_in_codebook_order(measured: Measure) -> None:
    table = measured(example_inventory())
    assert "state" not in table or table["state"].is_monotonic_increasing or table.columns[0] == "theme"
