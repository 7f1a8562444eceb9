"""Barriers of awareness and trust are told of a single source only where the state has confirmed the theme."""

from __future__ import annotations

import pandas as pd

from impt_analysis.named_barriers import confirmed_states, told_barriers
from impt_analysis.side_information import source_gains
from tests.workbooks import inventory, state

CONFIRMED = {"confirmed_theme_2": "by_the_state", "confirmed_by": "An office", "confirmed_on": "2026-11-01"}


def test_a_state_has_confirmed_one_theme_and_not_another() -> None:
    source = [{"source_id": "LV-01"}]
    found = inventory(state("LV", source, {"LV-01": {}}, **CONFIRMED))
    assert confirmed_states(found, theme=2) == ["LV"]
    assert confirmed_states(found, theme=1) == []


def test_barriers_are_told_by_state_and_the_table_stays_as_it_was() -> None:
    sources = [
        {"source_id": f"LV-0{number}", "reached": "no", "reached_basis": "claim", "barrier": barrier}
        for number, barrier in enumerate(["trust", "awareness", "unknown", "legal"])
    ]
    answers = {f"LV-0{number}": {"age": "yes"} for number in range(4)}
    gains = source_gains(inventory(state("LV", sources, answers)).where(theme=2))
    before = gains.copy()
    assert told_barriers(gains, [])["barrier"].isna().tolist() == [True, True, True, False]
    assert told_barriers(gains, ["LV"])["barrier"].tolist() == ["trust", "awareness", "unknown", "legal"]
    pd.testing.assert_frame_equal(gains, before)
