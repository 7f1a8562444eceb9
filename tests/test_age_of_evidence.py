"""The sentence on how old the evidence is, with none, one and several."""

from __future__ import annotations

import pytest

from impt_analysis.reports.brief.age_of_evidence import NO_SOURCE, aged


@pytest.mark.parametrize(
    ("old", "undated", "sources", "said"),
    [
        (1, 1, 16, "behind one of 16 sources is more than 5 years old, and that behind one other bears no year."),
        (0, 10, 17, "behind ten of 17 sources bears no year, and none is more than 5 years old."),
        (0, 1, 17, "behind one of 17 sources bears no year, and none is more than 5 years old."),
        (6, 0, 16, "behind six of 16 sources is more than 5 years old, and that behind all others is younger."),
        (1, 0, 1, "behind the only source is more than 5 years old."),
        (3, 0, 3, "behind all three sources is more than 5 years old."),
        (0, 0, 3, "behind all three sources bears a year and is no more than 5 years old."),
        (0, 2, 2, "behind both sources bears no year, and none is more than 5 years old."),
        (2, 1, 3, "behind two of three sources is more than 5 years old, and that behind one other bears no year."),
    ],
)
def test_none_one_and_several_are_told_as_one_says_them(old: int, undated: int, sources: int, said: str) -> None:
    assert aged(old, undated, sources) == f"The evidence {said}"


def test_without_a_source_there_is_no_evidence_to_date() -> None:
    assert aged(0, 0, 0) == NO_SOURCE
