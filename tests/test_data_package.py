"""What the build writes: csv files that another program accepts by their description."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package, validate

from impt_analysis.data_package import DESCRIPTION, csv_bytes, package_files, write_package
from impt_analysis.inventory import Inventory, check, from_checked
from tests.shipped_data import CURRENT, current, november
from tests.workbooks import SOURCE, STATISTIC, cells, inventory, state, written


@pytest.fixture(scope="module")
def found() -> Inventory:
    latvia = state("LV", [SOURCE, {"source_id": "LV-02"}], {"LV-01": {"age": "yes"}, "LV-02": {"sex": "unknown"}})
    return inventory(latvia, state("EE", [{"source_id": "EE-01"}], {"EE-01": {"age": "no"}}))


def package_of(found: Inventory, folder: Path) -> str:
    write_package(found, folder)
    return str(folder / DESCRIPTION)


def errors(description: str) -> list[str]:
    report = validate(description)
    return [error.note for task in report.tasks for error in task.errors] + [error.note for error in report.errors]


def test_frictionless_accepts_the_package(found: Inventory, tmp_path: Path) -> None:
    assert errors(package_of(found, tmp_path)) == []


def test_frictionless_accepts_the_real_inventory(tmp_path: Path) -> None:
    description = package_of(november(), tmp_path)
    assert errors(description) == []
    assert len(Package(description).get_resource("items").read_rows()) == 255 * 34


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("items.csv", b",age,yes", b",age,yess"),
        ("sources.csv", b"LV-02", b"LV-01"),
        ("items.csv", b"LV,LV-02,sex", b"LV,LV-09,sex"),
        ("coverage.csv", b"EE,1,0", b"EE,1,x"),
    ],
)
def test_frictionless_refuses_a_package_that_was_altered(
    found: Inventory, tmp_path: Path, file: str, old: bytes, new: bytes
) -> None:
    description = package_of(found, tmp_path)
    path = tmp_path / file
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert errors(description) != []


def test_the_description_has_the_hash_and_the_size_of_every_file(found: Inventory, tmp_path: Path) -> None:
    described = json.loads(Path(package_of(found, tmp_path)).read_text(encoding="utf-8"))
    for resource in described["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
    assert sorted(f"{r['name']}.csv" for r in described["resources"]) == sorted(
        path.name for path in tmp_path.glob("*.csv")
    )


def test_code_lists_are_constraints_and_identifiers_keys(found: Inventory) -> None:
    described = {r["name"]: r for r in json.loads(package_files(found)[DESCRIPTION])["resources"]}
    answer = next(field for field in described["items"]["schema"]["fields"] if field["name"] == "answer")
    assert answer["constraints"] == {"required": True, "enum": ["yes", "partly", "no", "unknown", "not_asked"]}
    assert described["items"]["schema"]["primaryKey"] == ["source_id", "item"]
    theme = next(field for field in described["coverage"]["schema"]["fields"] if field["name"] == "theme")
    assert (theme["type"], theme["constraints"]["enum"]) == ("integer", [1, 2, 3])


def test_every_field_of_a_sheet_says_what_it_holds(found: Inventory) -> None:
    for resource in json.loads(package_files(found)[DESCRIPTION])["resources"]:
        for field in resource["schema"]["fields"]:
            assert field.get("description"), (resource["name"], field["name"])


def test_not_asked_is_written_in_full(found: Inventory) -> None:
    rows = list(csv.DictReader(package_files(found)["items.csv"].decode().splitlines()))
    assert len(rows) == 3 * 34
    assert {row["answer"] for row in rows} == {"yes", "no", "unknown", "not_asked"}


def test_a_small_count_that_is_not_published_is_written_nowhere(tmp_path: Path) -> None:
    secret = {**STATISTIC, "value": 3, "published": "no", "claim": "Three children applied."}
    hiding = inventory(cells(statistics=[secret, {**STATISTIC, "year": 2023, "value": 17}]))
    write_package(hiding, tmp_path)
    table = pd.read_csv(tmp_path / "statistics.csv").set_index("year")
    assert table.loc[2024, ["value", "claim"]].isna().all()
    assert table.at[2023, "value"] == 17
    assert all(b"Three children" not in content for content in package_files(hiding).values())
    assert validate(tmp_path / DESCRIPTION).valid


def test_the_same_inventory_gives_the_same_bytes_whatever_the_order_of_files(found: Inventory, tmp_path: Path) -> None:
    one, other = written(tmp_path, found, "LV"), written(tmp_path, found, "EE")
    first, second = (package_files(from_checked(check(*files))) for files in ((one, other), (other, one)))
    assert first == second
    assert list(first)[-1] == DESCRIPTION


def test_a_table_is_written_whole_with_line_feeds_and_at_most_six_decimals() -> None:
    table = pd.DataFrame(
        {"text": ["a,b", "two\nlines"], "share": [1 / 3, float("nan")], "day": pd.Timestamp("2024-01-02")}
    )
    assert csv_bytes(table) == b'text,share,day\n"a,b",0.333333,2024-01-02\n"two\nlines",,2024-01-02\n'


def test_the_shipped_tables_are_those_that_the_workbooks_give() -> None:
    processed = CURRENT.parent / "processed"
    for name, content in package_files(current()).items():
        assert (processed / name).read_bytes() == content, f"{name}: run `impt build`"


def test_the_evidence_stands_in_the_description(found: Inventory) -> None:
    described = json.loads(package_files(replace(found))[DESCRIPTION])
    assert described["description"].endswith("no state has confirmed it")
