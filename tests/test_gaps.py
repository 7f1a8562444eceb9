"""The gap ladder against examples worked by hand, and against its definition read cell by cell."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given

from impt_analysis.codebook import shipped_codebook
from impt_analysis.coverage import by_finding
from impt_analysis.errors import UsageError
from impt_analysis.gaps import gap_counts, gap_ladder, rung_sources
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory
from tests.inventories import ITEMS, altered, inventories

BY_SOURCES = ["closure", "through", "populations", "source_ids"]


def latvia(**changes: object) -> Inventory:
    return altered(example_inventory().where(state="LV", theme=2), **changes)  # type: ignore[arg-type]


def of_item(found: Inventory, item: str) -> dict[str, object]:
    ladder = gap_ladder(found)
    row = ladder[ladder["item"].eq(item)].iloc[0]
    return {name: row[name] for name in ["rung", *BY_SOURCES] if pd.notna(row[name])}


@pytest.mark.parametrize(
    ("item", "stands"),
    [
        ("age", {"rung": "reached", "through": "own", "populations": "identified", "source_ids": "LV-01"}),
        ("family", {"rung": "partly_reached", "through": "own", "populations": "identified", "source_ids": "LV-01"}),
        ("guardian", {"rung": "partly_reached", "through": "passed_on", "populations": "pool", "source_ids": "LV-02"}),
        ("documents", {"rung": "held_not_reached", "closure": "shut", "source_ids": "LV-03"}),
        ("route", {"rung": "unknown", "source_ids": "LV-03"}),
        ("sex", {"rung": "not_recorded", "source_ids": "LV-01;LV-02;LV-03"}),
    ],
)
def test_the_example_of_the_gap_ladder(item: str, stands: dict[str, object]) -> None:
    assert of_item(latvia(), item) == stands


def test_what_is_reached_of_identified_children_is_not_reached_of_the_wider_group() -> None:
    wider = latvia().where(population=["pool", "concern"])
    assert of_item(wider, "age") == {"rung": "held_not_reached", "closure": "unclear", "source_ids": "LV-02"}
    assert of_item(wider, "family") == {"rung": "not_recorded", "source_ids": "LV-02;LV-03"}


def test_the_two_findings_have_a_ladder_each() -> None:
    ladders = by_finding(latvia(), gap_ladder)
    age = ladders[ladders["item"].eq("age")].set_index("finding")["rung"]
    assert age.to_dict() == {"wider_group": "held_not_reached", "identified": "reached"}


def test_an_item_is_shut_only_when_every_holder_is_known_not_to_be_reached() -> None:
    both = {"LV-02": {"documents": "partly"}}
    assert of_item(latvia(answers=both), "documents")["closure"] == "unclear"
    closed = latvia(answers=both, sources={"LV-02": {"reached": "no"}})
    assert of_item(closed, "documents") == {
        "rung": "held_not_reached",
        "closure": "shut",
        "source_ids": "LV-02;LV-03",
    }


def test_a_source_that_does_not_hold_the_item_opens_nothing() -> None:
    assert of_item(latvia(sources={"LV-02": {"reached": "unknown"}}), "documents")["closure"] == "shut"


@pytest.mark.parametrize(
    "way", [{"reached": "unknown"}, {"reached_basis": "channel"}, {"children_apart": "no"}, {"extent": "part"}]
)
def test_what_is_not_shown_to_come_through_is_held_and_unclear(way: dict[str, str]) -> None:
    """The guardian comes through partly; behind a channel, or limited to a half of a half, at least nothing does."""
    assert of_item(latvia(sources={"LV-02": way}), "guardian") == {
        "rung": "held_not_reached",
        "closure": "unclear",
        "source_ids": "LV-02",
    }


def test_collectors_and_bearers_together_put_an_item_on_its_rung() -> None:
    found = latvia(sources={"LV-02": {"reached": "yes"}}, answers={"LV-02": {"age": "yes"}})
    assert of_item(found, "age") == {
        "rung": "reached",
        "through": "both",
        "populations": "pool;identified",
        "source_ids": "LV-01;LV-02",
    }


def test_a_source_through_which_a_part_is_got_counts_beside_one_through_which_all_is() -> None:
    found = latvia(answers={"LV-02": {"age": "yes"}})  # a half comes through LV-02, all through LV-01
    assert of_item(found, "age") == {
        "rung": "reached",
        "through": "both",
        "populations": "pool;identified",
        "source_ids": "LV-01;LV-02",
    }


def test_what_a_limited_collector_records_is_partly_reached() -> None:
    assert of_item(latvia(sources={"LV-01": {"running": "ended"}}), "age")["rung"] == "partly_reached"


def test_nothing_is_not_recorded_while_a_source_may_still_be_found() -> None:
    assert of_item(latvia(mapping="in_progress"), "sex") == {"rung": "unknown"}


@pytest.mark.parametrize("answer", ["unknown", "not_asked"])
def test_one_source_that_has_not_answered_keeps_an_item_unknown(answer: str) -> None:
    found = latvia(answers={"LV-02": {"sex": answer}})
    assert of_item(found, "sex") == {"rung": "unknown", "source_ids": "LV-02"}


def test_without_a_source_nothing_is_known() -> None:
    ladder = gap_ladder(latvia().where(population="unknown"))
    assert set(ladder["rung"]) == {"unknown"}
    assert ladder[BY_SOURCES].isna().all(axis=None)
    assert len(ladder) == 34


def test_a_source_that_does_not_cover_the_theme_is_not_asked_about_it() -> None:
    assert of_item(latvia(sources={"LV-03": {"theme_2": "no"}}), "documents")["rung"] == "not_recorded"


def test_every_rung_can_be_followed_to_the_rows_and_what_their_references_say() -> None:
    rows = rung_sources(latvia())
    family = rows[rows["item"].eq("family")].set_index("source_id")
    assert family["decides"].to_dict() == {"LV-01": True, "LV-02": False, "LV-03": False}
    assert family.loc["LV-01", ["answer", "reached", "reached_basis", "through_low"]].tolist() == [
        "partly",
        "yes",
        "role",
        0.5,
    ]
    assert family.loc["LV-01", ["basis", "reference_ids", "claim"]].tolist() == ["document", "LV-R001", "It is kept."]


def test_the_sources_of_a_rung_are_those_that_decide() -> None:
    rows = rung_sources(latvia())
    deciding = rows[rows["decides"]].groupby("item", observed=True)["source_id"].agg(";".join)
    ladder = gap_ladder(latvia()).set_index("item")["source_ids"].dropna()
    assert ladder.to_dict() == deciding.to_dict()


def test_rungs_are_counted_with_their_weights_and_every_rung_has_its_row() -> None:
    counts = gap_counts(latvia()).set_index("rung")
    assert counts.index.tolist() == shipped_codebook().codes("rung")
    assert counts["n_items"].tolist() == [1, 2, 1, 29, 1]
    assert counts["weight"].tolist() == [1.0, 2.0, 0.5, 20.5, 0.5]
    assert counts.loc["held_not_reached", ["n_shut", "weight_shut"]].tolist() == [1, 0.5]


def test_rungs_counted_over_states_and_by_domain_are_parts_of_the_whole() -> None:
    found = example_inventory().where(theme=2)
    whole = gap_counts(found, by=["theme"]).set_index("rung")["n_items"]
    for by in (["state", "theme"], ["theme", "domain"], ["theme", "item"]):
        parts = gap_counts(found, by=by)
        assert parts.groupby("rung", observed=False)["n_items"].sum().to_dict() == whole.to_dict()
    assert whole.sum() == 2 * 34


def test_rungs_by_population_rest_on_the_sources_of_each() -> None:
    counts = gap_counts(latvia(), by=["theme", "population"]).set_index(["population", "rung"])["n_items"]
    assert counts["identified", "reached"] == 1
    assert counts["pool", "reached"] == 0
    assert counts["pool", "held_not_reached"] == 1
    assert counts["unknown", "unknown"] == 34


@pytest.mark.parametrize("by", [["state"], ["theme", "rung"]])
def test_gaps_are_counted_by_theme_because_themes_overlap(by: list[str]) -> None:
    with pytest.raises(UsageError, match="gaps are counted by theme and any of"):
        gap_counts(latvia(), by=by)


def defined(found: Inventory, item: str) -> tuple[str, str]:
    """Rung and closure of an item of Latvia, read off the definition source by source, in halves."""
    sources = found.sources[found.sources["theme_2"].eq("yes") & found.sources["state"].eq("LV")]
    said = found.items[found.items["item"].eq(item)].set_index("source_id")["answer"]
    held, got, holders = [0], [0], []
    for source in sources.to_dict("records"):
        limited = source["children_apart"] == "no" or source["extent"] == "part"
        limited |= source["running"] in ("ended", "one_off")
        answer = min({"yes": 2, "partly": 1}.get(said[source["source_id"]], 0), 1 if limited else 2)
        reach = {"yes": 2, "partly": 0 if source["reached_basis"] == "channel" else 1}.get(source["reached"], 0)
        held.append(answer)
        got.append(max(0, answer + reach - 2))
        holders += [source["reached"]] if answer else []
    mapped = found.about.set_index("state").at["LV", "mapping_theme_2"] == "complete"
    if max(got):
        return {2: "reached", 1: "partly_reached"}[max(got)], ""
    if max(held):
        return "held_not_reached", "shut" if set(holders) == {"no"} else "unclear"
    answers = {said[source] for source in sources["source_id"]}
    return ("not_recorded" if mapped and answers == {"no"} else "unknown"), ""


@given(inventories())
def test_the_ladder_is_its_definition_read_source_by_source(found: Inventory) -> None:
    ladder = gap_ladder(found).query("state == 'LV'").set_index("item")
    for item in (*ITEMS, "sex"):
        closure = ladder.at[item, "closure"]
        assert (ladder.at[item, "rung"], "" if pd.isna(closure) else closure) == defined(found, item)


@given(inventories())
def test_every_item_stands_on_one_rung_and_says_whose_sources_put_it_there(found: Inventory) -> None:
    ladder = gap_ladder(found)
    assert not ladder.duplicated(["state", "theme", "item"]).any()
    assert len(ladder) == 2 * 34
    got = ladder["got_low"].gt(0)
    assert (ladder["through"].notna() == got).all()
    assert (ladder["populations"].notna() == got).all()
    assert (ladder["closure"].notna() == ladder["rung"].eq("held_not_reached")).all()
    assert ladder.loc[ladder["held_low"].gt(0), "source_ids"].notna().all()
    counts = gap_counts(found)
    assert (counts["n_items"].sum(), counts["weight"].sum()) == (len(ladder), ladder["weight"].sum())
