"""Tables in words: labels in the order of the codebook, two decimals, blanks; the table with codes is left alone."""

from __future__ import annotations

import pandas as pd
import pytest

from impt_analysis.codebook import shipped_codebook
from impt_analysis.gaps import gap_counts, gap_ladder
from impt_analysis.management import management_profile
from impt_analysis.readable_tables import LIST_OF, in_words
from impt_analysis.worked_example import example_inventory


@pytest.fixture(scope="module")
def ladder() -> pd.DataFrame:
    return gap_ladder(example_inventory().where(state="LV", theme=2))


def test_codes_become_labels_and_states_and_themes_stay(ladder: pd.DataFrame) -> None:
    row = in_words(ladder).iloc[0]
    assert row[["state", "theme", "item", "rung"]].tolist() == ["LV", 2, "Age", "Reached"]


def test_the_table_with_codes_is_left_as_it_was(ladder: pd.DataFrame) -> None:
    before = ladder.copy()
    in_words(ladder)
    pd.testing.assert_frame_equal(ladder, before)


def test_a_pivot_stands_in_the_order_of_the_codebook() -> None:
    counts = in_words(gap_counts(example_inventory().where(theme=2)))
    wide = counts.pivot(index="state", columns="rung", values="n_items")
    assert list(wide.columns) == list(shipped_codebook().labels("rung").values())
    assert list(wide.index) == ["EE", "LV"]


def test_columns_that_are_named_keep_their_codes(ladder: pd.DataFrame) -> None:
    assert in_words(ladder, but=["rung"])["rung"].tolist()[0] == "reached"


def test_what_is_missing_is_blank(ladder: pd.DataFrame) -> None:
    told = in_words(ladder)
    assert set(told.loc[told["rung"].eq("Not recorded"), "closure"]) == {""}
    years = pd.DataFrame({"latest_year": pd.array([2012, None], dtype="Int64")})
    assert in_words(years)["latest_year"].tolist() == [2012, ""]


def test_rows_that_are_only_counted_are_counted_anew() -> None:
    table = pd.DataFrame({"state": ["EE", "LV"]}, index=[3, 7])
    assert list(in_words(table).index) == [0, 1]
    assert list(in_words(table.set_index("state")).index) == ["EE", "LV"]


def test_a_cell_of_several_codes_names_them_all() -> None:
    table = pd.DataFrame({"missing": ["age;sex", "", "age"]})
    assert in_words(table)["missing"].tolist() == ["Age; Sex", "", "Age"]


def test_measures_have_two_decimals_and_whole_numbers_none() -> None:
    told = in_words(pd.DataFrame({"low": [0.306122, 1.0], "value": [2366.0, 3.0]}))
    assert told["low"].tolist() == [0.31, 1.0]
    assert told["value"].map(str).tolist() == ["2366", "3"]


def test_a_code_of_an_aspect_is_labelled_by_the_list_of_the_aspect_and_unknown_stands_last() -> None:
    wide = in_words(management_profile(example_inventory().where(theme=2)))
    rows = wide.pivot(index=["aspect", "code"], columns="state", values="n_sources").index
    running = [code for aspect, code in rows if aspect == "running"]
    assert running == ["Running", "Ended", "One-off", "Unknown"]


def test_every_list_that_a_column_is_read_by_is_in_the_codebook() -> None:
    assert set(LIST_OF.values()) <= set(shipped_codebook().lists())
