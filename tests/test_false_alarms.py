"""What this project writes every day is seldom taken for a person; docs/workbook.md has the measured rates."""

from __future__ import annotations

from benchmarks.false_alarms import KINDS, chance_hits, false_alarms, own_identifiers

MOST_IN_A_MILLION = 1500
"""The measured rate is half of it."""

MOST_PERCENT = {10: 1.0, 11: 2.5, 12: 0.1}
"""Of runs of so many digits alone, a tenth to a half more than measured."""


def test_hardly_any_of_the_projects_own_identifiers_is_taken_for_a_person() -> None:
    own = false_alarms(own_identifiers(22_000))
    assert own.index.tolist() == list(KINDS)
    assert 1e6 * own["false alarms"].sum() / own["identifiers"].sum() < MOST_IN_A_MILLION
    assert set(own.index[own["false alarms"] > 0]) <= {"case and article numbers"}


def test_identifiers_are_the_same_on_every_run() -> None:
    assert own_identifiers(110)["text"].tolist() == own_identifiers(110)["text"].tolist()


def test_a_run_of_digits_alone_is_seldom_taken_for_a_number() -> None:
    hits = chance_hits(2000)
    alone = hits[hits["state"].eq("any")].set_index("form")["percent"]
    assert alone["9 digits"] == alone["13 digits"] == 0
    assert {length: alone[f"{length} digits"] < most for length, most in MOST_PERCENT.items()} == dict.fromkeys(
        MOST_PERCENT, True
    )


def test_every_form_is_tried_in_its_shape() -> None:
    hits = chance_hits(4000)
    assert hits.loc[hits["form"].isin(["DDMMYY-NNNN", "3NNNNN-NNNNN", "NNN-NNN-NNN NN"]), "percent"].gt(0).sum() == 4
