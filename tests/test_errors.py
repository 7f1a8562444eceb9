"""A problem is a record; one place makes sentences of it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from impt_analysis.errors import (
    LONGEST_QUOTE,
    Problem,
    Severity,
    WorkbookError,
    as_records,
    catalogue,
    counted,
    errors_among,
    rendered,
    sentence,
    shown_path,
)

PLACED = Problem.of("not-a-link", file="latvia.xlsx", sheet="References", cell="F14", column="Web address", found="www")


def test_a_record_has_the_place_the_value_what_would_be_right_and_how_to_mend_it() -> None:
    assert [field.name for field in fields(Problem)] == [
        "file",
        "sheet",
        "cell",
        "column",
        "severity",
        "code",
        "found",
        "expected",
        "mend",
    ]
    assert as_records([PLACED]) == [
        {
            "file": "latvia.xlsx",
            "sheet": "References",
            "cell": "F14",
            "column": "Web address",
            "severity": "error",
            "code": "not-a-link",
            "found": "www",
            "expected": "a web address such as https://www.example.org/report",
            "mend": "Copy the address from the browser, or leave the cell blank if the document is not on the web.",
        }
    ]


def test_a_sentence_names_the_cell_then_what_was_found_then_what_would_be_right() -> None:
    assert sentence(PLACED).startswith(
        'error    References!F14 (Web address): found "www"; right would be a web address'
    )


@pytest.mark.parametrize("code", catalogue())
def test_every_rule_is_worded_in_full(code: str) -> None:
    rule = catalogue()[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert rule.rule.endswith(".")
    assert not rule.expected.endswith("."), "the sentence goes on"
    assert rule.mend.endswith((".", "}")), "a sentence, or one that the details bring"


def test_a_long_value_is_quoted_in_part_and_on_one_line() -> None:
    problem = Problem.of("not-a-number", file="a.xlsx", found="many\nwords " * 40)
    assert len(problem.found) == LONGEST_QUOTE
    assert "\n" not in problem.found
    assert problem.found.endswith("…")


def test_braces_in_a_value_are_only_braces() -> None:
    assert Problem.of("not-a-number", file="a.xlsx", found="{row}").found == "{row}"


def test_problems_are_counted_by_severity() -> None:
    warning = Problem.of("repeated-row", file="a.xlsx", first="2")
    assert counted([PLACED, PLACED, warning]) == "2 errors, 1 warning."
    assert errors_among([PLACED, warning]) == [PLACED]
    assert warning.severity is Severity.WARNING


def test_the_error_says_every_problem_and_keeps_the_records() -> None:
    error = WorkbookError([PLACED, PLACED])
    assert error.problems == (PLACED, PLACED)
    assert str(error) == rendered([PLACED, PLACED])
    assert str(error).splitlines()[0] == "latvia.xlsx: 2 errors."
    assert str(error).splitlines()[-1] == "2 errors."


def test_a_path_is_shown_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "raw" / "latvia.xlsx") == "raw/latvia.xlsx"
    assert shown_path(tmp_path.parent / "latvia.xlsx") == "../latvia.xlsx"
