"""The folder of reports: one set of files, with a list that says which of them the next run may remove."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from impt_analysis.errors import UsageError
from impt_analysis.reports.folder import FIRST_LINE, LIST, files_of_the_last_report, write_reports

CHART, PAGE = {"theme_1/chart.svg": b"<svg/>"}, {"index.html": b"<p>"}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    write_reports(tmp_path / "reports", CHART | PAGE)
    return tmp_path / "reports"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_list_has_the_hash_of_every_other_file(reports: Path) -> None:
    first, *lines = (reports / LIST).read_text(encoding="utf-8").splitlines()
    assert first == FIRST_LINE
    assert dict(line.split("  ")[::-1] for line in lines) == {
        name: hashlib.sha256((reports / name).read_bytes()).hexdigest() for name in files(reports) if name != LIST
    }


def test_a_chart_that_is_no_longer_drawn_goes(reports: Path) -> None:
    write_reports(reports, PAGE)
    assert files(reports) == [LIST, "index.html"]


def test_what_somebody_laid_among_the_reports_is_named_and_stays(reports: Path) -> None:
    (reports / "theme_1" / "speech.docx").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"holds what this command did not write: theme_1/speech\.docx"):
        write_reports(reports, PAGE)
    assert files(reports) == [LIST, "index.html", "theme_1/chart.svg", "theme_1/speech.docx"]


def test_the_list_of_somebody_else_lets_nothing_be_removed(tmp_path: Path) -> None:
    (tmp_path / LIST).write_text("0000  disk.iso\n0000  photo.jpg\n")
    (tmp_path / "disk.iso").write_bytes(b"theirs")
    assert files_of_the_last_report(tmp_path) == []
    with pytest.raises(UsageError, match=r"did not write: disk\.iso"):
        write_reports(tmp_path, PAGE)
