"""Measures of a state taken from those of all states: the same tables as if the state were measured alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings

from impt_analysis.channels import channel_counts, described_channels
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.coverage import coverage_range, item_coverage, source_answers
from impt_analysis.freshness import evidence_age, resting_on_ended, source_years
from impt_analysis.gaps import gap_counts, gap_ladder, rung_sources
from impt_analysis.holders import item_holders
from impt_analysis.inventory import Inventory
from impt_analysis.management import management_profile
from impt_analysis.published_figures import identified_beside_wider_group, published_ranges
from impt_analysis.questions import open_questions
from impt_analysis.side_information import held_not_reached, source_gains
from impt_analysis.state_tables import of_every_state, table_of_states
from impt_analysis.worked_example import example_inventory
from tests.inventories import inventories, of_editions
from tests.shipped_data import november

Measure = Callable[[Inventory], pd.DataFrame]
DOMAINS = ["state", "theme", "domain"]
MEASURES: list[Measure] = [
    channel_counts,
    coverage_range,
    partial(coverage_range, by=DOMAINS),
    described_channels,
    evidence_age,
    gap_counts,
    partial(gap_counts, by=DOMAINS),
    gap_ladder,
    held_not_reached,
    identified_beside_wider_group,
    item_coverage,
    item_holders,
    management_profile,
    published_ranges,
    resting_on_ended,
    rung_sources,
    source_answers,
    source_gains,
    source_years,
]


def require_same_alone(measure: Measure, whole: Inventory, **criteria: object) -> None:
    """Assert that a measure of each state is the same, with the others there and when it is alone."""
    for state in whole.about["state"]:
        narrowed = whole.where(state=str(state), **criteria)
        alone = replace(narrowed)
        assert of_every_state(alone) is alone
        pd.testing.assert_frame_equal(measure(narrowed), measure(alone))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("criteria", [{}, {"theme": 2, "population": POPULATIONS[Finding.WIDER_GROUP]}])
def test_a_state_of_the_shipped_workbooks_is_measured_as_if_it_were_alone(
    measure: Measure, criteria: dict[str, object]
) -> None:
    require_same_alone(measure, november(), **criteria)


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=5)
@given(whole=inventories())
def test_a_state_of_any_inventory_is_measured_as_if_it_were_alone(measure: Measure, whole: Inventory) -> None:
    require_same_alone(measure, whole)


def test_a_state_is_asked_what_it_would_be_asked_alone() -> None:
    whole = november()
    for state in whole.members():
        alone = replace(whole.where(state=state))
        pd.testing.assert_frame_equal(open_questions(whole, state=state), open_questions(alone, state=state))


def test_all_states_are_measured_once_for_all_of_them() -> None:
    measured: list[Inventory] = []

    def make(inventory: Inventory) -> pd.DataFrame:
        measured.append(inventory)
        return inventory.sources[["state", "source_id"]]

    whole = example_inventory()
    assert len(table_of_states(whole, make)) == len(whole.sources)
    found = [table_of_states(whole.where(state=state), make)["source_id"].tolist() for state in ("LV", "EE", "LV")]
    assert found == [["LV-01", "LV-02", "LV-03"], ["EE-01", "EE-02", "EE-03"], ["LV-01", "LV-02", "LV-03"]]
    assert measured == [whole]


def test_a_state_is_measured_alone_where_the_others_are_gone_or_were_never_there() -> None:
    alone = replace(example_inventory()).where(state="LV")
    assert of_every_state(alone) is alone
    assert gap_ladder(alone)["state"].unique().tolist() == ["LV"]


def test_what_is_altered_is_not_measured_as_it_was() -> None:
    whole = example_inventory()
    narrowed = whole.where(state="LV", theme=2)
    emptied = replace(narrowed, sources=narrowed.sources.iloc[:0], items=narrowed.items.iloc[:0])
    assert not source_answers(narrowed).empty
    assert source_answers(emptied).empty


def test_a_state_that_is_no_more_a_member_at_the_newest_date_is_measured_by_its_own() -> None:
    whole = of_editions(november(), {"RU": 2021})
    russia = whole.where(state="RU")
    assert (russia.members(), "RU" in whole.members()) == (["RU"], False)
    pd.testing.assert_frame_equal(gap_counts(russia), gap_counts(replace(russia)))
    assert not gap_counts(russia).empty
