"""Uses: in place, in part, if opened, or missing, each by the smallest example that shows it."""

from __future__ import annotations

import pandas as pd
import pytest

from impt_analysis.codebook import shipped_codebook
from impt_analysis.inventory import Inventory
from impt_analysis.uses import feasible_uses, missing_items
from tests.workbooks import inventory, state

REACHED = {"reached": "yes", "reached_basis": "state"}
COUNT = dict.fromkeys(("identification", "age", "sex", "exploitation_form"), "yes")
FEEDBACK, SCREENING = {"referral": "yes"}, {"contacts": "yes", "companions": "partly"}


def latvia(*sources: tuple[dict[str, str], dict[str, str]]) -> Inventory:
    """Return Latvia with sources given by what differs from an ordinary bearer, and by their answers."""
    ids = [f"LV-{number:02}" for number in range(1, len(sources) + 1)]
    rows = [{"source_id": source, **cells} for source, (cells, _) in zip(ids, sources, strict=True)]
    return inventory(state("LV", rows, {source: said for source, (_, said) in zip(ids, sources, strict=True)}))


def of_use(found: Inventory, use: str, theme: int = 2) -> pd.Series:
    table = feasible_uses(found)
    return table[table["use"].eq(use) & table["theme"].eq(theme)].iloc[0]


@pytest.mark.parametrize(
    ("cells", "answers", "standing"),
    [
        (REACHED, FEEDBACK, "in_place"),
        (REACHED, {"referral": "partly"}, "in_part"),
        ({}, FEEDBACK, "if_opened"),
        ({}, {"referral": "partly"}, "if_opened"),
        ({}, {"referral": "unknown"}, "missing"),
        ({"barrier": "protected", "reached": "no"}, FEEDBACK, "missing"),
        ({"opening": "none"}, FEEDBACK, "missing"),
    ],
)
def test_how_far_a_use_of_one_item_stands(cells: dict[str, str], answers: dict[str, str], standing: str) -> None:
    assert of_use(latvia((cells, answers)), "feedback")["standing"] == standing


def test_the_needed_items_may_stand_in_different_sources_where_any_will_do() -> None:
    row = of_use(latvia((REACHED, {"contacts": "yes"}), (REACHED, {"companions": "yes"})), "screening")
    assert (row["standing"], row["n_needed"], row["missing"]) == ("in_place", 2, "")


def test_the_needed_items_must_stand_together_where_one_source_is_asked_for() -> None:
    half = {"identification": "yes", "age": "yes"}
    apart = latvia((REACHED, half), (REACHED, {"sex": "yes", "exploitation_form": "yes"}))
    row = of_use(apart, "national_count")
    assert (row["standing"], row["missing"]) == ("missing", "sex;exploitation_form")
    assert of_use(latvia((REACHED, COUNT)), "national_count")["standing"] == "in_place"


def test_the_smallest_set_is_opened_and_only_for_what_the_collectors_do_not_get() -> None:
    sources = ((REACHED, {"contacts": "yes"}), ({}, {"contacts": "yes"}), ({}, {"companions": "yes"}), ({}, SCREENING))
    row = of_use(latvia(*sources), "screening")
    assert (row["standing"], row["open_source_ids"]) == ("if_opened", "LV-03")


def test_one_source_that_holds_everything_is_opened_rather_than_two() -> None:
    row = of_use(latvia(({}, {"contacts": "yes"}), ({}, {"companions": "yes"}), ({}, SCREENING)), "screening")
    assert row["open_source_ids"] == "LV-03"


def test_of_single_sources_the_one_that_records_most_is_opened() -> None:
    row = of_use(latvia(({}, dict.fromkeys(COUNT, "partly")), ({}, COUNT), ({}, COUNT)), "national_count")
    assert (row["standing"], row["open_source_ids"]) == ("if_opened", "LV-02")


def test_a_source_of_totals_only_serves_a_count_and_no_single_case() -> None:
    found = latvia(({"opening": "totals_only"}, {**COUNT, **FEEDBACK}))
    assert of_use(found, "national_count")["standing"] == "if_opened"
    assert of_use(found, "feedback")[["standing", "missing", "withheld"]].tolist() == ["missing", "", "referral"]


def test_what_is_missing_and_what_is_withheld_are_two_things() -> None:
    row = of_use(latvia(({"barrier": "protected", "reached": "no"}, {"contacts": "yes"})), "screening")
    assert row[["standing", "missing", "withheld"]].tolist() == ["missing", "companions", "contacts"]


def test_without_a_source_every_needed_item_is_missing() -> None:
    found = latvia(({}, {})).where(population="identified")
    assert of_use(found, "screening")["missing"] == "companions;contacts"
    assert of_use(found, "national_count")["missing"] == "age;sex;exploitation_form;identification"
    assert of_use(found, "national_count")["open_source_ids"] == ""


def test_a_use_has_a_row_for_each_of_its_themes_in_codebook_order() -> None:
    table = feasible_uses(latvia(({}, {})))
    assert table[["state", "use", "theme"]].equals(
        table[["state", "use", "theme"]].sort_values(["state", "use", "theme"])
    )
    assert table.loc[table["use"].eq("screening"), "theme"].tolist() == [1, 2, 3]
    assert table.loc[table["use"].eq("inspection_targeting"), "theme"].tolist() == [3]
    assert not table.isna().any(axis=None)


def test_a_source_counts_in_the_themes_that_it_covers() -> None:
    found = latvia(({**REACHED, "theme_1": "no"}, FEEDBACK))
    assert of_use(found, "feedback", theme=1)["standing"] == "missing"
    assert of_use(found, "feedback", theme=2)["standing"] == "in_place"


def test_items_that_uses_lack_are_counted_in_codebook_order() -> None:
    uses = feasible_uses(latvia(({}, FEEDBACK | {"age": "yes"}), ({"opening": "none"}, {"contacts": "yes"})))
    counted = missing_items(uses[uses["theme"].eq(2)]).astype({"item": "str"}).set_index("item")
    assert counted.loc["contacts"].tolist() == [0, 1]
    assert counted.loc["companions"].tolist() == [1, 0]
    assert "referral" not in counted.index
    assert list(counted.index) == [item for item in shipped_codebook().codes("item") if item in counted.index]


def test_where_no_use_lacks_anything_no_item_is_counted() -> None:
    uses = feasible_uses(latvia((REACHED, FEEDBACK)))
    assert missing_items(uses[uses["use"].eq("feedback")]).empty
