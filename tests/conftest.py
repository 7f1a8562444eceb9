"""Tests that need a program which pip cannot bring: `@pytest.mark.needs("soffice")`.

Where the program is missing the test is left out, and the last lines of the run name it. Where the environment demands
every test (see `impt_analysis.chores.DEMANDS`) it fails instead.
"""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

from impt_analysis.chores import DEMANDS, all_demanded

# The same examples on every machine, and none fails for being slow.
settings.register_profile("here", deadline=None, derandomize=True, max_examples=30)
settings.load_profile("here")

LEFT_OUT = pytest.StashKey[dict[str, str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person ask for more than the usual thousand broken workbooks."""
    parser.addoption("--fuzz", type=int, default=1_000, help="How many broken workbooks tests/test_fuzz.py reads.")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.stash[LEFT_OUT] = {}
    config.addinivalue_line("markers", "needs(*programs): the test runs programs that pip cannot bring")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out, or let it fail, when a program that it needs is missing."""
    needed = [program for marker in item.iter_markers("needs") for program in marker.args]
    missing = ", ".join(program for program in needed if shutil.which(program) is None)
    if not missing:
        return
    if all_demanded(os.environ):
        demands = " and ".join(f"{variable}={value}" for variable, value in DEMANDS.items())
        pytest.fail(f"{missing} is not installed, and {demands} each demand every test. Install it.", pytrace=False)
    item.config.stash[LEFT_OUT][item.nodeid] = missing
    pytest.skip(f"{missing} is not installed")


@pytest.fixture
def long_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every label that stands on a chart be longer than any, with letters of the region."""
    from impt_analysis.charts import texts
    from tests.places import with_long_labels

    longest = with_long_labels()
    monkeypatch.setattr(texts, "shipped_codebook", lambda: longest)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name every test that was left out and the program that it misses."""
    for test, missing in config.stash[LEFT_OUT].items():
        terminalreporter.write_line(f"Left out, as {missing} is not installed: {test}")
