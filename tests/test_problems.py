"""Every code of the catalogue is shown by a smallest workbook, and every message says what to do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from impt_analysis.catalogue_page import problems_page
from impt_analysis.checking import checked
from impt_analysis.errors import LONGEST_QUOTE, Problem, Severity, WorkbookError, catalogue, errors_among, sentence
from impt_analysis.workbook.cells import WorkbookCells
from impt_analysis.workbook.reader import read_workbook
from tests.broken_workbooks import COLLECTOR, REFUSED, SHOWN, good, source
from tests.filled_forms import NO_FORM, OF_FORMS

PAGE = Path(__file__).parents[1] / "docs" / "problems.md"


@cache
def problems_of(code: str) -> tuple[Problem, ...]:
    shown = SHOWN[code][1]
    return checked([shown] if isinstance(shown, WorkbookCells) else shown).problems


def refused(path: Path, code: str) -> Problem:
    made = REFUSED[code]
    if isinstance(made, bytes):
        path.write_bytes(made)
    else:
        made(path)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    (problem,) = caught.value.problems
    return problem


def test_every_code_of_the_catalogue_is_shown() -> None:
    assert sorted([*SHOWN, *REFUSED, *OF_FORMS, NO_FORM]) == sorted(catalogue())
    assert len(catalogue()) >= 40


def test_the_workbook_from_which_the_others_are_changed_has_no_problem() -> None:
    assert checked([good()]).problems == ()


@pytest.mark.parametrize("code", SHOWN)
def test_a_problem_is_named_at_its_place(code: str) -> None:
    found = [(problem.sheet, problem.cell) for problem in problems_of(code) if problem.code == code]
    assert found[:1] == [SHOWN[code][0]]


@pytest.mark.parametrize("code", SHOWN)
def test_one_cause_is_one_error(code: str) -> None:
    errors = {problem.code for problem in errors_among(problems_of(code))}
    assert errors <= {code}


@pytest.mark.parametrize("code", [code for code in SHOWN if catalogue()[code].severity is Severity.ERROR])
def test_an_error_brings_no_warning_that_it_causes_itself(code: str) -> None:
    assert {problem.code for problem in problems_of(code)} == {code}


@pytest.mark.parametrize("code", REFUSED)
def test_a_file_that_is_not_read_is_one_problem(tmp_path: Path, code: str) -> None:
    assert refused(tmp_path / "latvia.xlsx", code).code == code


@pytest.mark.parametrize("code", SHOWN)
def test_a_message_is_one_line_and_a_line_of_advice_and_leaves_no_place_open(code: str) -> None:
    for text in map(sentence, problems_of(code)):
        assert not re.search(r"[{}]|\bnan\b|<NA>|\?\.", text)
        assert text.count("\n") == 1


def test_messages_are_the_same_text_whatever_the_order_of_sets() -> None:
    program = (
        "from impt_analysis.checking import checked; from impt_analysis.errors import rendered; "
        "from tests.broken_workbooks import SHOWN; "
        "print(rendered(checked([SHOWN['misspelt-sheet'][1]]).problems))"
    )
    texts = [
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            cwd=PAGE.parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert texts[0] == texts[1] != b""


def test_a_value_is_quoted_on_one_line_and_in_part() -> None:
    text = "bakery\x07\N{ZERO WIDTH SPACE}\n\tand shop " * 40
    (problem,) = errors_among(checked([source(organisation_type=text)]).problems)
    assert problem.found.startswith(r"bakery\x07\u200b and shop bakery\x07\u200b and shop")
    assert problem.found.isprintable()
    assert len(problem.found) == LONGEST_QUOTE


def test_a_value_in_the_details_is_quoted_in_part_too() -> None:
    odd = "LV\n" * 100
    workbook = good(sources=[{**COLLECTOR, "source_id": odd}], answers={odd: {}})
    (problem,) = (one for one in checked([workbook]).problems if one.code == "source-without-answers")
    assert len(problem.expected) < LONGEST_QUOTE + 60
    assert problem.expected.isprintable()


def test_the_page_of_problems_is_true() -> None:
    assert PAGE.read_text(encoding="utf-8") == problems_page(), "`impt problems` writes it anew"


def test_the_page_has_every_code_once_under_its_severity() -> None:
    headings = re.findall(r"^##+ (.+)$", problems_page(), flags=re.MULTILINE)
    by_severity = [[code for code, rule in catalogue().items() if rule.severity is severity] for severity in Severity]
    errors, warnings, infos = by_severity
    assert headings == ["Errors", *errors, "Warnings", *warnings, "Infos", *infos]
