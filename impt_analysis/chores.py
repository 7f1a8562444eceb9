"""The chores of a checkout of the repository: its tests, its lock, and JupyterLab on its notebooks.

Each chore is a list of commands that is shown and run from the top of the checkout, up to the first that fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from impt_analysis.errors import UsageError

DISTRIBUTION = "impt-analysis"
PROJECT_FILE = "pyproject.toml"
LOCK_FILE = "requirements.lock"
NOTEBOOKS = "notebooks"
PROCESSED = "data/processed"
ALL_TESTS_VARIABLE = "IMPT_ALL_TESTS"
NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120")
LOCK_HEADER = (
    "# Every version that is installed, once; the ranges are in pyproject.toml. Written by `make lock` or `impt lock`.\n"
)


@dataclass(frozen=True)
class Step:
    """A command of a chore, and the words that say what it does."""

    name: str
    command: tuple[str, ...]


def run_tests() -> int:
    """Return 0 when everything holds that must hold in the checkout, else the exit code of the first step that fails.

    The steps are those of `test_steps`, then `data_steps`; CONTRIBUTING.md says what each is for. Without git, or
    outside a git checkout, the steps on data that need it are named and left out; where CI or IMPT_ALL_TESTS is set to
    a true value, nothing is left out and this is a failure.

    Raises `UsageError` outside a checkout of the repository.
    """
    root = repository_root()
    code = run_steps([*test_steps(), *build_steps()], root)
    if code:
        return code
    if is_git_checkout(root):
        return run_steps(data_steps(), root)
    print("Left out: whether data/processed is what `impt build` makes, which needs git and a git checkout.")  # noqa: T201
    return int(all_tests_demanded())


def open_lab() -> int:
    """Return the exit code of JupyterLab, opened on the notebooks of the checkout.

    Raises `UsageError` outside a checkout of the repository.
    """
    return run_steps(lab_steps(), repository_root())


def write_lock() -> int:
    """Return 0 when requirements.lock states every version anew: the newest that the ranges of pyproject.toml allow.

    They are found in a fresh virtual environment, which is removed afterwards, and need nothing installed before. The
    lock is written whole or stays as it was.

    Raises `UsageError` outside a checkout, and with another Python than the oldest that the project supports, because
    the newest versions for a later Python may not exist for this one.
    """
    root = repository_root()
    oldest = oldest_python(root)
    if sys.version_info[:2] != oldest:
        wanted, found = (".".join(str(part) for part in version[:2]) for version in (oldest, sys.version_info))
        raise UsageError(
            f"{LOCK_FILE} is written with Python {wanted}, the oldest that {PROJECT_FILE} allows; this is {found}. "
            f"Run it with that one, for example: make lock PYTHON=python{wanted}"
        )
    with tempfile.TemporaryDirectory(prefix="impt-lock-") as folder:
        environment = Path(folder)
        print("Making a fresh environment.", flush=True)  # noqa: T201
        venv.create(environment, with_pip=True, clear=True)
        python = environment_python(environment)
        code = run_steps([install_step(python)], root)
        if code:
            return code
        write_whole(root / LOCK_FILE, LOCK_HEADER + locked(frozen(python, root)))
    return 0


def repository_root() -> Path:
    """Return the top of the checkout: the nearest folder, from the working folder upwards, with the project's file.

    Raises `UsageError` where there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if is_project(folder / PROJECT_FILE):
            return folder
    raise UsageError(
        f"No folder from here upwards holds the {PROJECT_FILE} of {DISTRIBUTION}. "
        "This command works on a checkout of the repository: go into it (cd) and call it again."
    )


def test_steps() -> list[Step]:
    """Return the steps that check code and notebooks, cheapest first.

    >>> [step.name for step in test_steps()]
    ['format', 'lint', 'types', 'unit tests and examples', 'notebooks']
    """
    return [
        Step("format", module("ruff", "format", "--check", ".")),
        Step("lint", module("ruff", "check", ".")),
        Step("types", module("mypy")),
        Step("unit tests and examples", module("pytest", "--quiet")),
        # Apart from the unit tests: nbval runs a kernel for each notebook and compares what the cells show.
        Step("notebooks", module("pytest", "--quiet", *NBVAL, NOTEBOOKS)),
    ]


def build_steps() -> list[Step]:
    """Return the step that makes data/processed from data/raw."""
    return [Step("build", module("impt_analysis.cli", "build"))]


def data_steps() -> list[Step]:
    """Return the steps that fail where data/processed, just built, is not what git holds."""
    difference = ("git", "diff", "--exit-code", "--stat", "--", PROCESSED)
    return [Step("data as built", difference), Step("no new data", module("impt_analysis.chores"))]


def lab_steps() -> list[Step]:
    """Return the step that opens JupyterLab on the notebooks."""
    return [Step("JupyterLab", module("jupyterlab", NOTEBOOKS))]


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs a module with the Python that runs this."""
    return (sys.executable, "-m", name, *arguments)
