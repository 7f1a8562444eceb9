"""`impt check --marked`: which files are written, how they are named, and what is said of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from impt_analysis.cli import COULD_NOT_RUN, FINE, WRONG, main
from impt_analysis.errors import UsageError
from impt_analysis.inventory import check
from impt_analysis.workbook.marks import write_marked
from tests.packages import zipped
from tests.senders import sent, sent_bytes
from tests.workbooks import inventory, state, written


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the workbook of one state, in which one value is not in its list."""
    raw = tmp_path / "raw"
    raw.mkdir()
    written(raw, inventory(state("LV", [{"source_id": "LV-01"}], {"LV-01": {"age": "yes"}})), "LV")
    spoil(raw / "lv.xlsx", H2="colector")
    monkeypatch.chdir(tmp_path)
    return raw


def spoil(path: Path, **values: str) -> None:
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    for cell, value in values.items():
        workbook["Sources"][cell] = value
    workbook.save(path)


def called(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["impt", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def places(path: Path) -> list[tuple[str, str, str]]:
    return [(problem.sheet, problem.cell, problem.code) for problem in check(path).problems]


def marked(*paths: Path, to: str = "marked") -> list[str]:
    return write_marked(paths, check(*paths).problems, Path(to))


def test_the_command_writes_a_marked_copy_and_prints_the_problems_as_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "lv.xlsx").read_bytes()
    assert called(monkeypatch, "check", "raw", "--marked", "marked") == WRONG
    said = capsys.readouterr().out
    assert 'error    Sources!H2 (Role): found "colector"' in said
    assert said.endswith("Marked: raw/lv.xlsx -> marked/lv.xlsx (1 error, 3 warnings)\n")
    assert [path.name for path in Path("marked").iterdir()] == ["lv.xlsx"]
    assert (folder / "lv.xlsx").read_bytes() == before


def test_json_stays_json(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(monkeypatch, "check", str(folder), "--json", "--marked", "marked") == WRONG
    captured = capsys.readouterr()
    assert len(json.loads(captured.out)) == 4
    assert captured.err.startswith("Marked: ")


def test_a_marked_copy_that_is_sent_back_has_the_same_problems_and_no_more(folder: Path) -> None:
    marked(folder)
    assert places(Path("marked")) == places(folder)
    assert places(folder)


def test_a_marked_copy_that_is_sent_back_mended_is_fine(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    marked(folder)
    spoil(Path("marked/lv.xlsx"), H2="collector", Q2="yes", R2="role", S2="none")
    assert called(monkeypatch, "check", "marked", "--marked", "again") == FINE
    assert capsys.readouterr().out.endswith("No problem found, so no marked copy was written.\n")
    assert not Path("again").exists()


def test_marks_of_a_marked_copy_do_not_pile_up(folder: Path) -> None:
    marked(folder)
    marked(Path("marked"), to="again")
    assert Path("again/lv.xlsx").read_bytes() == Path("marked/lv.xlsx").read_bytes()


def test_no_copy_is_written_over_a_workbook(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "lv.xlsx").read_bytes()
    assert called(monkeypatch, "check", "raw", "--marked", "raw/../raw") == COULD_NOT_RUN
    assert "raw holds lv.xlsx as it was sent; name another folder with --marked" in capsys.readouterr().err
    assert (folder / "lv.xlsx").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["lv.xlsx"]


def test_a_folder_that_is_reached_by_a_link_is_the_same_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    with pytest.raises(UsageError, match="as it was sent"):
        marked(folder, to="link")


def test_two_workbooks_of_one_name_do_not_overwrite_each_other(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "LV.xlsx").write_bytes((folder / "lv.xlsx").read_bytes())
    said = marked(folder, other)
    assert sorted(path.name for path in Path("marked").iterdir()) == ["LV (2).xlsx", "lv.xlsx"]
    assert [line.partition(" (")[0] for line in said] == [
        "Marked: raw/lv.xlsx -> marked/lv.xlsx",
        "Marked: other/LV.xlsx -> marked/LV",
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped({**sent(), "_xmlsignatures/origin.sigs": ""}), "the workbook is signed, and any change would break"),
        (sent_bytes(workbook='<workbookProtection lockStructure="true"/>'), "the structure of the workbook is protect"),
        (sent_bytes()[:500], "the workbook cannot be opened (an archive that is cut off or damaged)"),
        (b"%PDF-1.7", "the file cannot be opened (a PDF document)"),
    ],
)
def test_where_marks_cannot_be_put_in_the_list_is_written_alone(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "raw" / "signed.xlsx"
    path.parent.mkdir()
    path.write_bytes(data)
    to = tmp_path / "marked"
    (line,) = write_marked([path], check(path).problems, to)
    assert line.startswith("Listed only: ")
    assert f"signed-problems.xlsx; no marks, because {why}" in line
    assert [made.name for made in to.iterdir()] == ["signed-problems.xlsx"]


def test_where_no_copy_can_be_written_the_problems_are_told_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parent / "taken").write_text("a file", encoding="utf-8")
    assert called(monkeypatch, "check", "raw", "--marked", "taken") == COULD_NOT_RUN
    assert "misspelt-code" in capsys.readouterr().out
