"""The vocabulary: every list has codes, labels and definitions, and the named codes repeat it exactly."""

from __future__ import annotations

import pytest

from impt_analysis.codebook import codes, measured_codes, shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Population

LISTS = codes.LISTS | measured_codes.LISTS


@pytest.mark.parametrize("name", LISTS)
def test_the_named_codes_are_those_of_the_list(name: str) -> None:
    assert [str(code) for code in LISTS[name]] == shipped_codebook().codes(name)


@pytest.mark.parametrize("name", shipped_codebook().lists())
def test_every_code_stands_once_and_has_a_label(name: str) -> None:
    entries = shipped_codebook().entries(name)
    assert entries.index.is_unique
    assert entries["label"].str.strip().ne("").all()
    assert entries["label"].str.casefold().is_unique, "a label is read in place of its code"


@pytest.mark.parametrize("name", [name for name in shipped_codebook().lists() if name not in ("state", "theme", "use")])
def test_every_code_is_explained(name: str) -> None:
    assert shipped_codebook().entries(name)["definition"].str.strip().ne("").all()


@pytest.mark.parametrize("name", shipped_codebook().lists())
def test_no_label_is_the_code_of_something_else(name: str) -> None:
    codes = {str(code).casefold(): code for code in shipped_codebook().codes(name)}
    misleading = {
        label: code
        for code, label in shipped_codebook().labels(name).items()
        if codes.get(label.casefold(), code) != code
    }
    assert misleading == {}


def test_states_stand_in_the_order_of_the_council_then_russia_then_the_regional_bodies() -> None:
    assert shipped_codebook().codes("state") == [
        "DK",
        "EE",
        "FI",
        "DE",
        "IS",
        "LV",
        "LT",
        "NO",
        "PL",
        "RU",
        "SE",
        "REG",
    ]


def test_the_russian_federation_was_a_member_until_2022() -> None:
    assert "RU" in shipped_codebook().members(2010)
    assert "RU" not in shipped_codebook().members(2022)
    assert "REG" not in shipped_codebook().members(2010)


def test_every_item_is_core_or_relevant_to_every_theme() -> None:
    weights = shipped_codebook().weights()
    assert len(weights) == 34 * 3
    assert weights.groupby("importance", observed=True)["weight"].unique().map(list).to_dict() == {
        "core": [1.0],
        "relevant": [0.5],
    }
    assert shipped_codebook().entries("item")["domain"].unique().tolist() == shipped_codebook().codes("domain")


def test_unknown_and_not_asked_lie_between_nothing_and_everything() -> None:
    interval = shipped_codebook().interval("answer")
    assert interval.to_numpy().tolist() == [[1, 1], [0.5, 0.5], [0, 0], [0, 1], [0, 1]]


def test_a_list_that_does_not_exist_is_named() -> None:
    with pytest.raises(KeyError, match="no list of codes is named 'answers'"):
        shipped_codebook().entries("answers")


def test_the_two_findings_share_no_population() -> None:
    told = [population for populations in POPULATIONS.values() for population in populations]
    assert sorted(told) == sorted(set(told))
    assert set(told) | {Population.UNKNOWN} == set(Population)


def test_every_use_names_items_and_themes_of_the_codebook() -> None:
    uses = shipped_codebook().entries("use")
    needed = {item for cell in uses["needed"] + ";" + uses["helpful"] for item in cell.split(";") if item}
    assert needed <= set(shipped_codebook().codes("item"))
    assert set(uses["together"]) <= set(shipped_codebook().codes("together"))
    assert set(uses["grain"]) <= set(shipped_codebook().codes("grain"))
