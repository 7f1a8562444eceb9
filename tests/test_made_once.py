"""What is measured of an inventory is made once, and nobody can change it for another."""

from __future__ import annotations

import gc
import weakref

import pandas as pd
import pytest

from impt_analysis.coverage import item_coverage, source_answers
from impt_analysis.gaps import gap_ladder
from impt_analysis.made_once import kept, table_once
from impt_analysis.worked_example import example_inventory


class Thing:
    """Something of which tables are made."""


def test_a_table_is_made_once_for_each_thing_and_setting() -> None:
    made: list[tuple[Thing, int]] = []

    def make(thing: Thing, setting: int) -> pd.DataFrame:
        made.append((thing, setting))
        return pd.DataFrame({"a": [setting]})

    one, other = Thing(), Thing()
    found = [table_once(thing, make, setting)["a"].tolist() for thing in (one, other, one) for setting in (1, 2, 1)]
    assert found == [[1], [2], [1]] * 3
    assert made == [(one, 1), (one, 2), (other, 1), (other, 2)]


def test_who_changes_a_table_changes_no_other() -> None:
    inventory = example_inventory()
    answers = source_answers(inventory)
    answers["answer_low"] = 7.0
    answers.loc[0, "source_id"] = "XX-01"
    answers.columns.name = "changed"
    again = source_answers(inventory)
    assert again["answer_low"].max() <= 1
    assert "XX-01" not in set(again["source_id"])
    assert again.columns.name is None


@pytest.mark.parametrize("measure", [item_coverage, gap_ladder, source_answers])
def test_a_measure_made_once_is_what_is_made_anew(measure: object) -> None:
    first = example_inventory().where(theme=[1, 2])
    assert callable(measure)
    measure(first)
    pd.testing.assert_frame_equal(measure(first), measure(example_inventory().where(theme=[2, 1])))


def test_what_was_made_is_let_go_with_the_thing() -> None:
    thing = Thing()
    gone = weakref.ref(kept(thing, lambda _: Thing()))
    assert gone() is not None
    del thing
    gc.collect()
    assert gone() is None


def test_an_inventory_that_is_narrowed_twice_is_narrowed_once() -> None:
    inventory = example_inventory()
    latvia = inventory.where(state="LV")
    assert inventory.where(state=["LV"]) is latvia
    assert latvia.where(state="LV") is latvia
    assert latvia.where(theme=2) is not latvia
    assert latvia.where(state="EE").sources.empty
