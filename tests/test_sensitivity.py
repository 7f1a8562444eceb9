"""Sensitivity: each variation breaks the statement that rests on what it changes, and no other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import Variation
from impt_analysis.coverage import coverage_range
from impt_analysis.inventory import Inventory
from impt_analysis.sensitivity import surviving_statements
from impt_analysis.variations import varied_answers, varied_items, varied_ranges
from tests.workbooks import inventory, state

NONE = dict.fromkeys(shipped_codebook().codes("item"), "no")
COMPLETE = {f"mapping_theme_{theme}": "complete" for theme in (1, 2, 3)}
REACHED = {"reached": "yes", "reached_basis": "state"}
RAPPORTEUR = {"role": "collector", "organisation_type": "rapporteur", "reached": "yes", "reached_basis": "role"}
POLICE = {**RAPPORTEUR, "organisation_type": "police"}
CORE = list(
    shipped_codebook().weights().query("theme == 2 and importance == 'core'")["item"].astype("str")  # 15 items
)
RELEVANT = list(shipped_codebook().weights().query("theme == 2 and importance == 'relevant'")["item"].astype("str"))


def said(items: list[str], answer: str = "yes") -> dict[str, str]:
    return {**NONE, **dict.fromkeys(items, answer)}


def of_state(code: str, *sources: tuple[dict[str, str], dict[str, str]], **about: str) -> object:
    ids = [f"{code}-{number:02}" for number in range(1, len(sources) + 1)]
    rows = [{"source_id": source, **cells} for source, (cells, _) in zip(ids, sources, strict=True)]
    return state(code, rows, {source: told for source, (_, told) in zip(ids, sources, strict=True)}, **about)


def latvia(*sources: tuple[dict[str, str], dict[str, str]]) -> Inventory:
    return inventory(of_state("LV", *sources)).where(theme=2)  # type: ignore[arg-type]


def statement(found: Inventory, kind: str, **narrowed: str) -> pd.Series:
    table = surviving_statements(found)
    table = table[table["statement"].eq(kind)]
    for column, value in narrowed.items():
        table = table[table[column].eq(value)]
    assert len(table) == 1, table
    return table.iloc[0]


TWICE = ((RAPPORTEUR, said(CORE)), (RAPPORTEUR, said(CORE)))
"""Two rapporteurs' sources record the fifteen core items: 15 of 24.5 points, with either of them."""


def test_what_two_sources_of_rapporteurs_record_in_full_survives_all_but_another_weight() -> None:
    row = statement(latvia(*TWICE), "documented")
    assert row["number"] == pytest.approx(15 / 24.5)
    assert (row["least"], row["most"]) == (pytest.approx(15 / 34), pytest.approx(1.0))
    assert (row["at_least"], row["survives_at"]) == (0.6, 0.4)
    assert (row["survives"], row["broken_by"], row["broken_without"]) == (False, "relevant_as_core", "")


@pytest.mark.parametrize(
    ("sources", "broken_by"),
    [
        (((RAPPORTEUR, said([*CORE, *RELEVANT], "partly")),) * 2, "partly_quarter"),
        (((RAPPORTEUR, said(RELEVANT)),) * 2, "relevant_nothing"),
        (((POLICE, said([*CORE, *RELEVANT])),) * 2, "rapporteurs_only"),
        (((RAPPORTEUR, said([*CORE, *RELEVANT])),), "one_source_less"),
        (((RAPPORTEUR, said([*CORE, *RELEVANT])),) * 2, ""),
    ],
)
def test_a_statement_is_broken_by_the_variation_that_it_rests_on(
    sources: tuple[tuple[dict[str, str], dict[str, str]], ...], broken_by: str
) -> None:
    row = statement(latvia(*sources), "documented")
    assert row["broken_by"] == broken_by
    assert row["survives"] == (broken_by == "")
    assert [code for code in Variation if not row[str(code)]] == ([broken_by] if broken_by else [])


def test_the_source_without_which_a_statement_falls_is_named() -> None:
    row = statement(latvia((RAPPORTEUR, said([*CORE, *RELEVANT])), (REACHED, said(["age"]))), "documented", state="LV")
    assert (row["broken_by"], row["broken_without"]) == ("one_source_less", "LV-01")
    assert row["least"] == pytest.approx(1 / 24.5)


def test_less_is_reached_than_held() -> None:
    silent = {"reached": "no", "reached_basis": "claim"}
    row = statement(latvia((silent, said(CORE)), (silent, said(CORE))), "less_reached")
    assert (row["number"], row["at_least"]) == (pytest.approx(15 / 24.5), 0.6)
    assert row["broken_by"] == "relevant_as_core"


def test_lifting_limits_leaves_a_range_above_another_only_where_it_does_not_rest_on_them() -> None:
    above = of_state("EE", (RAPPORTEUR, said([*CORE, *RELEVANT])), (RAPPORTEUR, said([*CORE, *RELEVANT])), **COMPLETE)
    limited = of_state("LV", ({**REACHED, "extent": "part"}, said([*CORE, *RELEVANT])), **COMPLETE)
    row = statement(inventory(above, limited).where(theme=2), "above")  # type: ignore[arg-type]
    assert (row["state"], row["other_state"], row["number"]) == ("EE", "LV", 0.5)
    assert (row["broken_by"], row["least"], row["most"]) == ("limits_lifted", 0.0, 1.0)


def test_no_range_lies_above_that_of_a_state_whose_mapping_is_in_progress() -> None:
    above = of_state("EE", (RAPPORTEUR, said([*CORE, *RELEVANT])), **COMPLETE)
    found = inventory(above, of_state("LV", (REACHED, NONE)))  # type: ignore[arg-type]
    assert surviving_statements(found)["statement"].ne("above").all()


def test_of_seven_bearers_the_five_with_the_most_gain_are_named() -> None:
    bearers = [({"reached": "no", "reached_basis": "claim"}, said([item])) for item in (*CORE[:5], *RELEVANT[:2])]
    table = surviving_statements(latvia(*bearers)).query("statement == 'most_gain'").set_index("source_id")
    assert table.index.tolist() == [f"LV-{number:02}" for number in range(1, 6)]
    assert table["survives"].tolist() == [True] * 5
    assert table["number"].tolist() == pytest.approx([1 / 24.5] * 5)


def test_a_collector_that_is_no_rapporteur_may_be_among_those_with_most_gain_when_only_rapporteurs_collect() -> None:
    bearers = [({"reached": "no", "reached_basis": "claim"}, said([item])) for item in CORE[:5]]
    table = surviving_statements(latvia(*bearers, (POLICE, said(CORE[5:])))).query("statement == 'most_gain'")
    assert table["rapporteurs_only"].all(), "five tie for the second place, and the sixth is before them"
    weaker = [*bearers[:4], ({"reached": "no", "reached_basis": "claim"}, said(RELEVANT[:1]))]
    table = surviving_statements(latvia(*weaker, (POLICE, said(CORE[5:])))).query("statement == 'most_gain'")
    assert table.set_index("source_id")["rapporteurs_only"].to_dict()["LV-05"] is False


def test_an_item_that_is_reached_in_no_state_is_named_until_somebody_gets_it_in_full() -> None:
    half = latvia(({**RAPPORTEUR, "extent": "part"}, said(["age"])), (RAPPORTEUR, said(["family"])))
    table = surviving_statements(half).query("statement == 'never_reached' and finding == 'wider_group'")
    assert "family" not in set(table["item"])
    row = table.set_index("item").loc["age"]
    assert (row["survives"], row["broken_by"], row["most"]) == (False, "limits_lifted", 1)
    assert table.set_index("item").loc["guardian", "survives"]


def test_the_two_findings_have_their_own_statements() -> None:
    found = latvia(({**RAPPORTEUR, "population": "identified"}, said([*CORE, *RELEVANT])), (REACHED, NONE))
    table = surviving_statements(found).query("statement == 'documented'")
    assert table["finding"].tolist() == ["identified"]


def test_every_run_agrees_with_coverage_of_the_inventory_it_stands_for() -> None:
    sources = (
        (RAPPORTEUR, said(["age", "route"])),
        ({"reached": "partly", "reached_basis": "claim"}, said(["family"])),
    )
    found = latvia(*sources, ({**REACHED, "extent": "part"}, said(["guardian", "age"], "partly")))
    ranges = varied_ranges(found, varied_items(varied_answers(found))).set_index(["variation", "left_out"])
    agreed = coverage_range(found).iloc[0]
    assert ranges.loc[("", ""), ["low", "held_low", "high"]].tolist() == agreed[["low", "held_low", "high"]].tolist()
    for source in ("LV-01", "LV-02", "LV-03"):
        fewer = replace(
            found,
            sources=found.sources[found.sources["source_id"].ne(source)],
            items=found.items[found.items["source_id"].ne(source)],
        )
        assert ranges.loc[("one_source_less", source), "low"] == pytest.approx(coverage_range(fewer)["low"].iloc[0])


def test_a_table_of_statements_leaves_nothing_blank_but_what_its_kind_has_not() -> None:
    table = surviving_statements(latvia(*TWICE))
    assert not table[["statement", "finding", "theme", "number", "least", "most", "broken_by"]].isna().any(axis=None)
    assert table["number"].between(table["least"], table["most"]).all()
