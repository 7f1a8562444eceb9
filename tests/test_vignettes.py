"""What professionals noticed, against what is recorded and reached; and the vignettes that are shipped."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.inventory import Inventory
from impt_analysis.vignettes import signals_recorded, unrecorded_signals
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered
from tests.shipped_data import november

COUNTS = ["n_reached", "n_partly_reached", "n_held_not_reached", "n_not_recorded", "n_unknown"]


@pytest.fixture(scope="module")
def shipped() -> pd.DataFrame:
    return november().vignettes


def with_signals(signals: str, **changes: object) -> Inventory:
    found = altered(example_inventory(), **changes)  # type: ignore[arg-type]
    return replace(found, vignettes=found.vignettes.assign(signals=signals))


def counted(found: Inventory) -> dict[str, list[int]]:
    return {row["item"]: [row[name] for name in COUNTS] for row in signals_recorded(found).to_dict("records")}


def test_a_signal_is_counted_by_the_rung_on_which_it_stands_in_each_state() -> None:
    assert counted(with_signals("documents;age;guardian;contacts")) == {
        "age": [2, 0, 0, 0, 0],
        "guardian": [0, 1, 1, 0, 0],
        "documents": [0, 0, 1, 0, 1],
        "contacts": [0, 0, 0, 1, 1],
    }


def test_a_signal_is_set_against_the_theme_of_its_vignette() -> None:
    found = with_signals("age")
    first = pd.Series(1, found.vignettes.index).astype(found.vignettes["theme"].dtype)
    other = replace(found, vignettes=found.vignettes.assign(theme=first))
    assert counted(other) == {"age": [0, 0, 0, 0, 2]}


def test_a_signal_is_unrecorded_where_no_state_is_documented_as_holding_it() -> None:
    assert unrecorded_signals(with_signals("documents;contacts"))["item"].tolist() == ["contacts"]
    held = with_signals("documents;contacts", answers={"EE-02": {"contacts": "partly"}})
    assert unrecorded_signals(held).empty


def test_signals_of_the_wider_group_are_set_against_what_is_known_of_it() -> None:
    wider = with_signals("age;family").where(population=["pool", "concern"])
    assert counted(wider) == {"age": [0, 0, 2, 0, 0], "family": [0, 0, 0, 1, 1]}
    assert unrecorded_signals(wider)["item"].tolist() == ["family"]


def test_a_constructed_vignette_says_so_in_every_row() -> None:
    assert set(signals_recorded(with_signals("age;family"))["constructed"]) == {"yes"}


def test_without_a_vignette_the_tables_are_empty() -> None:
    nothing = example_inventory().where(state="EE")
    assert signals_recorded(nothing).empty
    assert list(unrecorded_signals(nothing)) == list(signals_recorded(example_inventory()))


def test_three_vignettes_for_each_theme_are_shipped_and_all_are_constructed(shipped: pd.DataFrame) -> None:
    assert shipped["theme"].value_counts().to_dict() == {1: 3, 2: 3, 3: 3}
    assert set(shipped["constructed"]) == {"yes"}
    assert set(shipped["state"]) == {"REG"}
    assert shipped["reference_ids"].isna().all()


def test_a_shipped_vignette_is_two_or_three_sentences_without_state_number_or_loaded_word(
    shipped: pd.DataFrame,
) -> None:
    states = "|".join(shipped_codebook().labels("state").values())
    for summary in shipped["summary"]:
        assert 2 <= len(re.findall(r"\.(?:\s|$)", summary)) <= 3
        assert not re.search(rf"\d|{states}|prostitut|slave|ring\b|boy|girl|year-old", summary, re.IGNORECASE)


def test_a_shipped_vignette_was_noticed_by_kinds_of_organisations(shipped: pd.DataFrame) -> None:
    assert set(entries(shipped["noticed_by"])) <= set(shipped_codebook().codes("organisation_type"))
    assert entries(shipped["noticed_by"]).index.nunique() == len(shipped)
