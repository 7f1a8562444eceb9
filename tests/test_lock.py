"""Every version stands once in the lock, within the ranges of pyproject.toml, and every install takes it from there."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from impt_analysis.chores import DISTRIBUTION, LOCK_HEADER, lock_text

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

PINNED = [line.split("==") for line in LOCK.removeprefix(LOCK_HEADER).splitlines()]
LOCKED = {canonicalize_name(name): number for name, number in PINNED}


def stated() -> list[Requirement]:
    """The direct dependencies and those of the extras; an extra's mention of another extra stands for itself."""
    lines = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]
    return [need for need in map(Requirement, lines) if canonicalize_name(need.name) != DISTRIBUTION]


every_dependency = pytest.mark.parametrize("need", stated(), ids=str)


@every_dependency
def test_a_dependency_is_locked_within_its_range(need: Requirement) -> None:
    assert need.specifier.contains(LOCKED[canonicalize_name(need.name)])


@every_dependency
def test_this_environment_has_the_locked_version(need: Requirement) -> None:
    assert version(need.name) == LOCKED[canonicalize_name(need.name)]


@every_dependency
def test_a_dependency_states_the_oldest_version_that_will_do(need: Requirement) -> None:
    assert any(part.operator == ">=" for part in need.specifier)


def test_every_locked_package_runs_on_the_first_release_of_the_oldest_python() -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=") + ".0"
    needs = {
        found.name: found.metadata.get("Requires-Python") or "" for found in distributions() if is_locked(found.name)
    }
    too_new = {name: need for name, need in needs.items() if not SpecifierSet(need).contains(oldest)}
    assert too_new == {}, "bound it in pyproject.toml, then write the lock anew"


def is_locked(name: str) -> bool:
    return canonicalize_name(name) in LOCKED


def test_a_package_is_locked_once() -> None:
    assert len(LOCKED) == len(PINNED)


def test_the_project_itself_is_not_locked() -> None:
    assert DISTRIBUTION not in LOCKED


def test_the_lock_is_as_the_chore_writes_it_and_holds_no_place() -> None:
    assert lock_text(LOCK.removeprefix(LOCK_HEADER).splitlines()) == LOCK


def test_the_build_backend_has_one_version() -> None:
    (backend,) = map(Requirement, PYPROJECT["build-system"]["requires"])
    assert [part.operator for part in backend.specifier] == ["=="]


def test_the_report_needs_no_extra() -> None:
    assert set(PROJECT["optional-dependencies"]) == {"lab", "dev"}


def test_the_environment_of_conda_is_that_of_the_lock() -> None:
    *from_conda, from_pip = ENVIRONMENT["dependencies"]
    assert from_pip == {"pip": ["-r requirements.lock", "-e ."]}
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert from_conda == [f"python={oldest}", "pip"]


def test_every_install_of_the_makefile_takes_the_versions_of_the_lock() -> None:
    (install,) = [line for line in MAKEFILE.splitlines() if "pip install" in line]
    assert "--constraint requirements.lock" in install
    stamps = re.findall(r"^\$\(VENV\)/\.(\w+): (.*)\n(?:\t.*\n)*?\t@\$\(INSTALL\)", MAKEFILE, re.MULTILINE)
    assert [stamp for stamp, _ in stamps] == ["base", "lab", "dev"]
    assert {needs for _, needs in stamps} == {"$(VENV)/.venv pyproject.toml requirements.lock"}
