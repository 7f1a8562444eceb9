"""Questions for an interview: what could change a rung comes first, and nothing that is known is asked again."""

from __future__ import annotations

import pandas as pd
import pytest

from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.questions import open_questions
from tests.workbooks import inventory, state

COLLECTOR = {"role": "collector", "reached": "yes", "reached_basis": "role"}
KNOWN = {"reached": "no", "reached_basis": "claim", "theme_1": "no", "theme_3": "no"}
NONE = dict.fromkeys(shipped_codebook().codes("item"), "no")


def poland(*sources: tuple[dict[str, str], dict[str, str]]) -> Inventory:
    ids = [f"PL-{number:02}" for number in range(1, len(sources) + 1)]
    rows = [
        {"source_id": source, "organisation": f"Office {source}", **cells}
        for source, (cells, _) in zip(ids, sources, strict=True)
    ]
    return inventory(state("PL", rows, {source: said for source, (_, said) in zip(ids, sources, strict=True)}))


def asked(*sources: tuple[dict[str, str], dict[str, str]]) -> pd.DataFrame:
    return open_questions(poland(*sources), state="PL")


def test_an_answer_that_could_change_a_rung_weighs_as_much_as_the_item() -> None:
    table = asked((KNOWN, {**NONE, "age": "unknown", "sex": "not_asked"})).set_index("item")
    assert table["weight"].to_dict() == {"age": 1.0, "sex": 0.5}, "age is core to theme 2, sex is relevant"
    assert table["stated"].to_dict() == {"age": "unknown", "sex": "not_asked"}
    assert table["order"].tolist() == [1, 2]


def test_an_answer_that_could_change_no_rung_weighs_nothing_and_comes_last() -> None:
    collector = (COLLECTOR, {**NONE, "age": "yes"})
    table = asked(collector, (KNOWN, {**NONE, "age": "not_asked", "sex": "not_asked"}))
    assert table["item"].tolist() == ["sex", "age"]
    assert table["weight"].tolist() == [0.5, 0.0]
    assert table["themes"].tolist() == ["2", ""]


def test_of_a_source_that_is_not_reached_an_item_held_elsewhere_would_stand_no_higher() -> None:
    table = asked((KNOWN, {**NONE, "age": "yes"}), (KNOWN, {**NONE, "age": "unknown"}))
    assert table[["source_id", "weight"]].to_numpy().tolist() == [["PL-02", 0.0]]


def test_of_a_source_that_is_reached_it_would() -> None:
    reached = {**KNOWN, "reached": "partly"}
    table = asked((KNOWN, {**NONE, "age": "yes"}), (reached, {**NONE, "age": "unknown"}))
    assert table[["source_id", "weight"]].to_numpy().tolist() == [["PL-02", 1.0]]


def test_reach_that_is_unknown_weighs_all_that_the_source_would_bring() -> None:
    table = asked(({**KNOWN, "reached": "unknown"}, {**NONE, "age": "yes", "guardian": "partly", "sex": "yes"}))
    assert table[["kind", "stated", "weight"]].to_numpy().tolist() == [["reached", "unknown", 2.5]]
    assert table["item"].isna().all()


@pytest.mark.parametrize(("basis", "questions"), [("channel", 1), ("claim", 0)])
def test_reach_that_rests_on_a_channel_is_asked_for_and_stated_reach_is_not(basis: str, questions: int) -> None:
    table = asked(({**KNOWN, "reached": "partly", "reached_basis": basis}, {**NONE, "age": "yes"}))
    assert len(table) == questions


def test_themes_are_not_added_up() -> None:
    table = asked(({**KNOWN, "theme_1": "yes", "theme_3": "yes"}, {**NONE, "family": "unknown"}))
    assert table[["weight", "themes"]].to_numpy().tolist() == [[1.0, "1;2;3"]]


def test_an_organisation_is_asked_fifteen_questions_over_all_its_sources() -> None:
    table = asked((KNOWN, {}), ({**KNOWN, "organisation": "Office PL-01"}, {}), (KNOWN, {**NONE, "age": "unknown"}))
    assert table.groupby("organisation", sort=False)["order"].max().to_dict() == {"Office PL-01": 15, "Office PL-03": 1}
    assert table.loc[table["organisation"].eq("Office PL-01"), "weight"].min() == 1.0, "the fifteen core items"


def test_whether_a_source_is_reached_is_asked_even_when_nothing_is_known_of_it() -> None:
    table = asked(({**KNOWN, "reached": "unknown", "reached_basis": "unknown"}, {}))
    assert len(table) == 15
    assert table["kind"].eq("reached").sum() == 1
    assert table.loc[table["kind"].eq("reached"), "weight"].tolist() == [0.0]


def test_what_is_known_already_stands_beside_the_question_with_its_reference() -> None:
    row = asked((KNOWN, {**NONE, "age": "unknown"})).iloc[0]
    assert (row["claim"], row["reference_ids"]) == ("The board keeps a register.", "PL-R001")


def test_where_everything_is_known_nothing_is_asked() -> None:
    assert asked((KNOWN, NONE)).empty


def test_a_source_that_covers_no_theme_is_asked_all_the_same_and_last() -> None:
    table = asked(({**KNOWN, "theme_2": "no"}, {**NONE, "age": "unknown"}))
    assert table[["item", "weight"]].to_numpy().tolist() == [["age", 0.0]]


def test_only_a_member_state_is_asked_about() -> None:
    with pytest.raises(UsageError, match="questions are for member states: PL; found 'RU'"):
        open_questions(poland((KNOWN, NONE)), state="RU")


def test_the_inventory_stays_as_it_was() -> None:
    found = poland(({**KNOWN, "reached": "unknown"}, {"age": "yes"}))
    before = {name: table.copy() for name, table in found.tables().items()}
    open_questions(found, state="PL")
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(table, before[name])
