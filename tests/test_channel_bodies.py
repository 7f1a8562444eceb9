"""Bodies outside the workbooks: resolved by exact names and clear words, never guessed."""

from __future__ import annotations

import pytest

from impt_analysis.channel_bodies import outside_bodies, places, unresolved_bodies
from impt_analysis.codebook import shipped_codebook
from impt_analysis.inventory import Inventory
from tests.flows import flows
from tests.shipped_data import november


def naming(*names: str) -> Inventory:
    channels = [("LV-01", f"ext:{name}", {}) for name in names]
    return flows({"LV-01": {}}, channels)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Swedish Police", "SE"),
        ("SE Police Authority", "SE"),
        ("the Norwegian embassy", "NO"),
        ("migration authorities of SE, DK", "DK;SE"),
        ("Swedish and Danish police", "DK;SE"),
        ("bodies of the Russian system", "RU"),
        ("Europol", "REG"),
        ("interpol", "REG"),
        ("Nordic police forces", "DK;FI;IS;NO;SE"),
        ("PH authorities", "outside"),
        ("UA Embassy in Poland and Ukrainian ministry", "outside"),
    ],
)
def test_a_body_is_where_its_name_says(name: str, where: str) -> None:
    assert outside_bodies(naming(name))["places"].tolist() == [where]
    assert unresolved_bodies(naming(name)).empty


@pytest.mark.parametrize(
    "name", ["police of EU member states", "Authorities abroad", "a foreign authority", "no guardian", "is it police"]
)
def test_a_name_that_does_not_say_its_state_is_listed_and_not_guessed(name: str) -> None:
    assert outside_bodies(naming(name))["places"].isna().all()
    assert unresolved_bodies(naming(name))["name"].tolist() == [name]


def test_one_body_spelt_in_two_ways_is_one_body() -> None:
    bodies = outside_bodies(naming("Interpol", "INTERPOL"))
    assert bodies["name"].tolist() == ["INTERPOL", "Interpol"]
    assert bodies["body"].unique().tolist() == ["INTERPOL"]


def test_the_channels_that_name_a_body_are_counted_and_their_workbooks_named() -> None:
    channels = [("LV-01", "ext:A club", {}), ("ext:A club", "LV-01", {}), ("EE-01", "ext:A club", {})]
    row = outside_bodies(flows({"LV-01": {}, "EE-01": {}}, channels)).iloc[0]
    assert row[["name", "n_channels", "workbooks"]].tolist() == ["A club", 3, "EE;LV"]


def test_without_a_body_outside_the_table_is_empty_and_has_its_columns() -> None:
    found = outside_bodies(flows({"LV-01": {}}, []))
    assert found.columns.tolist() == ["name", "body", "places", "n_channels", "workbooks"]
    assert found.empty


def test_the_reviewed_names_stand_once_with_places_and_a_reason() -> None:
    reviewed = shipped_codebook().outside_bodies
    assert reviewed["name"].str.casefold().is_unique
    assert set(reviewed["places"].str.split(";").explode()) <= set(places().categories) - {"unresolved"}
    assert reviewed["reason"].str.strip().ne("").all()


def test_every_reviewed_name_is_used_by_a_workbook_but_the_plainest() -> None:
    used = set(outside_bodies(november())["name"].str.casefold())
    assert set(shipped_codebook().outside_bodies["name"].str.casefold()) - used == {"europol"}


def test_no_two_states_share_an_adjective() -> None:
    adjectives = shipped_codebook().entries("state")["adjective"]
    assert adjectives[adjectives.ne("")].is_unique
    assert adjectives["REG"] == ""
