"""Whatever befalls a workbook, it ends in a table or in one clear problem: never in a traceback, a wait or a death.

A thousand mutants, and more with `pytest --fuzz 20000 tests/test_fuzz.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.mutant_reader import PROBLEM, TABLE
from tests.mutants import good_workbooks, mutant
from tests.packages import sheets_of

IN_ONE_PROCESS = 500
WHAT_WAS_SAID = re.compile(rf"(\d+) ({TABLE}|{PROBLEM})\n")
ROOT = Path(__file__).parents[1]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test for each process."""
    if "first" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--fuzz")
        metafunc.parametrize("first", range(0, wanted, IN_ONE_PROCESS))


def outcomes(program: list[str]) -> Counter[str]:
    """Return how many mutants ended in what; fail with the number of the one that ended a process otherwise."""
    done = subprocess.run(
        [sys.executable, *program], cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    *_, last = done.stdout.splitlines() or [""]
    assert done.returncode == 0, f"mutant {last}ended with {done.returncode}: {done.stderr[-2_000:]}"
    said = WHAT_WAS_SAID.findall(done.stdout)
    assert "".join(f"{number} {outcome}\n" for number, outcome in said) == done.stdout
    return Counter(outcome for _, outcome in said)


def test_a_mutant_ends_in_a_table_or_in_one_clear_problem(tmp_path: Path, first: int) -> None:
    ended = outcomes(["-m", "tests.mutant_reader", str(tmp_path), str(first), str(IN_ONE_PROCESS)])
    assert ended.total() == IN_ONE_PROCESS
    assert min(ended[TABLE], ended[PROBLEM]) > IN_ONE_PROCESS // 10, "the mutants are too mild or too wild"


def test_the_good_workbooks_are_read(tmp_path: Path) -> None:
    assert [len(sheets_of(tmp_path, data)) for data in good_workbooks()] == [9, 1, 1]


def test_the_same_number_makes_the_same_mutant() -> None:
    assert mutant(7) == mutant(7) != mutant(8)


@pytest.mark.parametrize("ending", ["import os; os.abort()", "raise MemoryError", "raise SystemExit(3)"])
def test_a_mutant_that_ends_the_process_is_named(ending: str) -> None:
    with pytest.raises(AssertionError, match=r"mutant 12 ended with"):
        outcomes(["-c", f"print('11 {TABLE}'); print('12 ', end='', flush=True); {ending}"])
