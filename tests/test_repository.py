"""What the repository's files must not hold: a place on somebody's machine, a registry's host, a person's address."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FOLDERS = (".ci", "benchmarks", "data", "docs", "impt_analysis", "notebooks", "tests")
NOT_OURS = {".git", "__pycache__", ".ipynb_checkpoints"}
ATTRIBUTES = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
BINARY = {Path(line.split()[0]).suffix for line in ATTRIBUTES if line.endswith(" binary")}

# Put together from pieces, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(("py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)", "deb" + r"\.debian"))
)
INDEX = re.compile("--(?:extra-)?" + "index-url|--find" + "-links|--trusted" + "-host")
# Anna and the folder a are made up, for tests of what a notebook or a message must not show.
PATHS = re.compile(r"(?<![\w.\-])/(?:home|root|Users|work|tmp)/(?!anna\b|a/)\w|\b[A-Z]:\\+Users\\+(?!anna\b)\w")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MADE_UP = re.compile(r"@(?:[\w-]+\.)*example(?:\.(?:org|com|net))?$")


def files() -> Iterator[Path]:
    """The repository's own files: those at its top, and those in its folders."""
    yield from (path for path in ROOT.iterdir() if path.is_file())
    for folder in FOLDERS:
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file())


TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in sorted(files())
    if path.suffix not in BINARY and not NOT_OURS & set(path.relative_to(ROOT).parts)
}


def finds(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}: {found}" for name, text in TEXTS.items() for found in pattern.findall(text.decode(encoding="utf-8"))
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_is_declared_binary_or_is_utf_8_with_unix_line_ends(name: str) -> None:
    text = TEXTS[name]
    text.decode(encoding="utf-8")
    assert b"\r" not in text
    assert b"\0" not in text


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_ends_with_a_line_end(name: str) -> None:
    assert TEXTS[name].endswith(b"\n") or not TEXTS[name]


def test_no_file_names_the_host_of_a_registry() -> None:
    assert finds(REGISTRIES) == []


def test_no_file_chooses_where_packages_come_from() -> None:
    assert finds(INDEX) == []


def test_no_file_holds_a_place_on_a_machine() -> None:
    assert finds(PATHS) == []


def test_no_file_holds_an_address_of_a_person() -> None:
    assert [found for found in finds(ADDRESS) if not MADE_UP.search(found)] == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRIES, "https://py" + "pi.org/simple"),
        (INDEX, "pip install --index" + "-url https://mirror.example"),
        (PATHS, '"/ho' + 'me/berta/report"'),
        (PATHS, "C:\\Us" + "ers\\berta"),
        (PATHS, "C:\\\\Us" + "ers\\\\berta"),
        (ADDRESS, "anna.b@office" + ".example"),
    ],
)
def test_what_is_looked_for_would_be_found(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize(
    "text",
    ["https://state.example/home/page", "../work/plan", "/home/anna/data", "matplotlib.figure@1x", "@pytest.fixture"],
)
def test_what_only_looks_alike_is_not_found(text: str) -> None:
    assert not PATHS.search(text)
    assert not ADDRESS.search(text)


def test_the_citation_has_the_version_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project["version"]
    assert [author["name"] for author in citation["authors"]] == [author["name"] for author in project["authors"]]


def test_code_and_data_have_their_licence() -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "(CC BY 4.0)" in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")


def test_the_check_of_a_submission_runs_the_tests_as_a_person_does() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    assert lines[-1].startswith("make test")
