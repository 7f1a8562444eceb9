"""A test that needs a program which pip cannot bring is left out and named, or fails where every test is demanded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
TEST = """
import pytest

@pytest.mark.needs({program!r})
def test_with_program():
    pass
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], pytest.RunResult]:
    """Run one test that needs a program, in an environment that demands nothing of itself."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("IMPT_ALL_TESTS", raising=False)
    pytester.makeconftest(CONFTEST)

    def result(program: str) -> pytest.RunResult:
        pytester.makepyfile(TEST.format(program=program))
        return pytester.runpytest("--strict-markers")

    return result


def test_it_runs_where_the_program_is_there(run: Callable[[str], pytest.RunResult]) -> None:
    run(sys.executable).assert_outcomes(passed=1)


def test_it_is_left_out_and_named_where_the_program_is_missing(run: Callable[[str], pytest.RunResult]) -> None:
    result = run("no-such-program")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["Left out, as no-such-program is not installed: *test_with_program"])


@pytest.mark.parametrize(("variable", "value"), [("CI", "true"), ("IMPT_ALL_TESTS", "1")])
def test_it_fails_where_every_test_is_demanded(
    run: Callable[[str], pytest.RunResult], monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    result = run("no-such-program")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["no-such-program is not installed*"])
