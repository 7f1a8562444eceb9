"""The data package read back: the tables of the workbooks to the last value, and never a mixture of two builds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import impt_analysis as impt
from impt_analysis.coverage import coverage_range
from impt_analysis.data_package import DESCRIPTION, package_files, write_package
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.package_reader import load_package, verified_files
from impt_analysis.whole_folders import write_whole_folder
from tests.shipped_data import CURRENT, current
from tests.workbooks import ABOUT, SOURCE, STATISTIC, cells, inventory, state


@pytest.fixture(scope="module")
def found() -> Inventory:
    return inventory(cells(statistics=[STATISTIC, {**STATISTIC, "value": 0.123456789}]))


@pytest.fixture(scope="module")
def files(found: Inventory) -> dict[str, bytes]:
    return package_files(found)


@pytest.fixture
def folder(files: dict[str, bytes], tmp_path: Path) -> Path:
    write_whole_folder(tmp_path / "processed", files)
    return tmp_path / "processed"


def require_equal(one: Inventory, other: Inventory) -> None:
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(other.tables()[name], table, check_exact=True)
    assert (one.themes, one.populations) == (other.themes, other.populations)


def test_the_shipped_package_gives_exactly_the_tables_of_the_workbooks() -> None:
    require_equal(current(), impt.load_package(CURRENT.parent / "processed"))


def test_the_package_gives_the_tables_of_the_workbooks_with_every_digit(found: Inventory, folder: Path) -> None:
    require_equal(found, load_package(folder))
    assert load_package(folder).statistics["value"].tolist() == [12.0, 0.123456789]


def test_what_was_read_back_is_measured_like_the_workbooks(found: Inventory, folder: Path) -> None:
    again = load_package(folder).where(state="LV", theme=2)
    pd.testing.assert_frame_equal(coverage_range(again), coverage_range(found.where(state="LV", theme=2)))


def test_tables_without_a_row_come_back_with_their_kinds(tmp_path: Path) -> None:
    empty = inventory(state("LV", [], {}))
    write_package(empty, tmp_path / "processed")
    require_equal(empty, load_package(tmp_path / "processed"))


def test_any_text_comes_back_as_it_was(tmp_path: Path) -> None:
    texts = [
        "=1+1",
        "'=1",
        "''=1",
        "'quoted'",
        "-",
        "@here",
        "a;=1",
        "\N{FULLWIDTH EQUALS SIGN}1",
        "a\rb",
        'a"b',
        "NA",
        "1",
    ]
    sources = [{**SOURCE, "source_id": f"LV-{number:02}", "name": text} for number, text in enumerate(texts, start=1)]
    made = inventory(cells(about={**ABOUT, "note": texts[0]}, sources=sources, vignettes=[]))
    write_package(made, tmp_path / "processed")
    assert load_package(tmp_path / "processed").sources["name"].tolist() == texts
    require_equal(made, load_package(tmp_path / "processed"))


def test_a_folder_without_a_package_is_refused_and_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as raised:
        load_package("data/processed")
    assert str(raised.value) == (
        "data/processed holds no data package (datapackage.json). "
        "To mend: run `impt build`, which writes the whole folder anew from the workbooks."
    )


def test_every_file_that_is_missing_or_another_is_named_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    (folder / "channels.csv").unlink()
    (folder / "sources.csv").write_bytes((folder / "sources.csv").read_bytes().replace(b"bearer", b"BEARER"))
    size = (folder / "coverage.csv").stat().st_size
    (folder / "coverage.csv").write_bytes(b"")
    with pytest.raises(UsageError) as raised:
        load_package(folder)
    assert str(raised.value).splitlines() == [
        "processed is not what one build wrote:",
        "  sources.csv has another content (SHA-256)",
        "  channels.csv is missing",
        f"  coverage.csv has 0 bytes and not {size}",
        "To mend: run `impt build`, which writes the whole folder anew from the workbooks.",
    ]


def test_a_mixture_of_two_builds_is_refused(folder: Path, tmp_path: Path) -> None:
    other = inventory(cells(answers={"LV-01": {"age": "no"}}))
    write_package(other, tmp_path / "other")
    for name in verified_files(folder):
        mixed = (folder / name).read_bytes()
        if mixed == (tmp_path / "other" / name).read_bytes():
            continue
        (folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
        with pytest.raises(UsageError, match=name):
            load_package(folder)
        (folder / name).write_bytes(mixed)
    load_package(folder)


def change_description(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    change(described)
    (folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda described: described.update(name="another"), "does not describe tables of this package"),
        (lambda described: described["resources"][0].update(path="../secret.csv"), "does not describe tables"),
        (lambda described: described["resources"][0].update(path="https://example.org/a.csv"), "does not describe"),
        (lambda described: described["resources"][0].pop("hash"), "is damaged"),
        (lambda described: described["resources"][0].update(hash=7), "is damaged"),
        (lambda described: described["resources"][0].update(path=7), "is damaged"),
        (lambda described: described.pop("resources"), "is damaged"),
        (lambda described: described["resources"].pop(0), r"about\.csv is not listed"),
    ],
)
def test_a_description_that_is_not_one_of_a_build_is_refused(
    folder: Path, change: Callable[[dict[str, object]], object], said: str
) -> None:
    change_description(folder, change)
    with pytest.raises(UsageError, match=said):
        load_package(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_description_that_is_cut_off_is_refused(folder: Path, content: bytes) -> None:
    (folder / DESCRIPTION).write_bytes(content)
    with pytest.raises(UsageError, match=r"datapackage\.json is damaged"):
        load_package(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("items.csv", b",yes", b",perhaps", "value in answer that this version does not know: 'perhaps'"),
        ("statistics.csv", b"2024", b"20x4", "value in year .*'20x4'"),
        ("statistics.csv", b",12,", b",inf,", "value in value .*'inf'"),
        ("about.csv", b"2026-11-24", b"2026-13-24", "value in edition .*'2026-13-24'"),
        ("sources.csv", b"organisation_local", b"local", r"sources\.csv has other columns"),
        ("sources.csv", b"A board", b"\xff board", r"sources\.csv is no table"),
    ],
)
def test_a_table_of_another_version_is_refused_though_its_hash_is_right(
    folder: Path, file: str, old: bytes, new: bytes, said: str
) -> None:
    content = (folder / file).read_bytes()
    assert old in content
    (folder / file).write_bytes(content.replace(old, new))
    rehash(folder, file)
    with pytest.raises(UsageError, match=said):
        load_package(folder)


def rehash(folder: Path, file: str) -> None:
    content = (folder / file).read_bytes()

    def change(described: dict[str, object]) -> None:
        (entry,) = [resource for resource in described["resources"] if resource["path"] == file]
        entry.update(bytes=len(content), hash=f"sha256:{hashlib.sha256(content).hexdigest()}")

    change_description(folder, change)


def test_a_build_removes_the_tables_of_an_earlier_version_that_their_description_lists(
    found: Inventory, folder: Path
) -> None:
    (folder / "older.csv").write_bytes(b"state\nLV\n")
    with pytest.raises(UsageError, match=r"holds what this command did not write: older\.csv"):
        write_package(found, folder)
    change_description(folder, lambda described: described["resources"].append({"path": "older.csv"}))
    write_package(found, folder)
    assert not (folder / "older.csv").exists()


def test_a_build_removes_nothing_that_the_description_of_another_data_package_lists(
    found: Inventory, tmp_path: Path
) -> None:
    (tmp_path / "theirs.csv").write_bytes(b"a\n1\n")
    (tmp_path / DESCRIPTION).write_text('{"name": "theirs", "resources": [{"path": "theirs.csv"}]}')
    with pytest.raises(UsageError, match=r"holds what this command did not write: theirs\.csv"):
        write_package(found, tmp_path)
    assert (tmp_path / "theirs.csv").read_bytes() == b"a\n1\n"
