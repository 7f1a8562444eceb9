"""The command: what it prints, writes and answers with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from impt_analysis.cli import COULD_NOT_RUN, FINE, WRONG, main
from impt_analysis.codebook.codes import Finding
from impt_analysis.inventory import Inventory, load, written_in
from impt_analysis.reports import whole
from impt_analysis.reports.planned_charts import Plan, Subject
from impt_analysis.workbook.template import prefilled_workbook
from impt_analysis.workbook.writer import workbook_bytes
from tests.workbooks import inventory, state, written

COLLECTOR = {"source_id": "LV-01", "role": "collector", "reached": "yes", "reached_basis": "role"}


@pytest.fixture
def good() -> Inventory:
    return inventory(state("LV", [COLLECTOR], {"LV-01": {"age": "yes"}}))


@pytest.fixture
def folder(tmp_path: Path, good: Inventory, monkeypatch: pytest.MonkeyPatch) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    written(raw, good, "LV")
    monkeypatch.chdir(tmp_path)
    return raw


def called(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["impt", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def spoil(path: Path, **values: str) -> None:
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    for cell, value in values.items():
        workbook["Sources"][cell] = value
    workbook.save(path)


def test_good_workbooks_are_fine(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "check", str(folder)) == FINE
    assert capsys.readouterr().out == "No problem found.\n"


def test_an_error_in_a_workbook_is_printed_with_its_cell(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder / "lv.xlsx", H2="colector")
    assert called(monkeypatch, "check", str(folder)) == WRONG
    assert 'error    Sources!H2 (Role): found "colector"' in capsys.readouterr().out


def test_json_is_for_a_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder / "lv.xlsx", H2="colector")
    assert called(monkeypatch, "check", str(folder), "--json") == WRONG
    record = next(entry for entry in json.loads(capsys.readouterr().out) if entry["severity"] == "error")
    assert (record["file"], record["sheet"], record["cell"], record["code"]) == (
        "raw/lv.xlsx",
        "Sources",
        "H2",
        "misspelt-code",
    )


def test_a_warning_is_fine_unless_strict(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(folder / "lv.xlsx", H2="bearer")
    assert called(monkeypatch, "check", str(folder)) == FINE
    assert called(monkeypatch, "check", str(folder), "--strict") == WRONG


def test_a_place_that_does_not_exist_could_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert called(monkeypatch, "check", "nowhere") == COULD_NOT_RUN
    assert capsys.readouterr().err.startswith("impt: nowhere does not exist")


def test_an_unknown_option_could_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(monkeypatch, "check", "--colour") == COULD_NOT_RUN


def test_build_writes_the_tables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(monkeypatch, "build", "--data", "raw", "--to", "processed") == FINE
    assert (folder.parent / "processed" / "datapackage.json").is_file()


def test_build_writes_nothing_while_a_workbook_has_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(folder / "lv.xlsx", H2="colector")
    assert called(monkeypatch, "build", "--data", "raw", "--to", "processed") == WRONG
    assert not (folder.parent / "processed").exists()


def test_problems_writes_the_page_that_explains_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert called(monkeypatch, "problems", "--to", "problems.md") == FINE
    assert "### unknown-code" in Path("problems.md").read_text(encoding="utf-8")


def test_template_writes_the_workbook_of_a_state_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert called(monkeypatch, "template", "--state", "PL", "--edition", "2027-01-31") == FINE
    assert Path("poland.xlsx").is_file()
    assert called(monkeypatch, "template", "--state", "PL", "--edition", "2027-01-31") == COULD_NOT_RUN


def test_template_begins_with_what_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ("template", "--edition", "2027-01-31", "--prefilled", "--data", "raw")
    assert called(monkeypatch, *wanted, "--state", "LV") == FINE
    assert load("latvia.xlsx").sources["source_id"].tolist() == ["LV-01"]
    assert called(monkeypatch, *wanted, "--state", "PL") == COULD_NOT_RUN
    assert "raw holds no workbook of PL" in capsys.readouterr().err
    (folder / "poland.xlsx").write_bytes(b"")
    assert called(monkeypatch, *wanted, "--state", "PL") == WRONG
    assert "empty-file" in capsys.readouterr().out
    assert not Path("poland.xlsx").exists()


def test_template_begins_with_the_latest_of_several_editions(
    folder: Path, good: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "newer.xlsx").write_bytes(prefilled_workbook(good.tables(), "2027-01-31"))
    wanted = ("template", "--prefilled", "--data", "raw", "--state", "LV", "--edition")
    assert called(monkeypatch, *wanted, "2027-01-31") == COULD_NOT_RUN
    assert called(monkeypatch, *wanted, "2027-02-01") == FINE


def test_a_workbook_that_is_refused_is_an_error_in_the_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "poland.xlsx").write_bytes(b"source_id,name")
    assert called(monkeypatch, "check", "raw") == WRONG
    assert 'raw/poland.xlsx: found "a text file, such as csv"' in capsys.readouterr().out


def test_plan_prints_both_findings_and_what_it_rests_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "plan", "--state", "LV", "--theme", "2", "--open", "1", "--data", str(folder)) == FINE
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.startswith("Opening at most 1 source in Latvia, theme 2: Children in migration")
    assert "Wider group and children of concern" in shown
    assert "Identified children" in shown
    assert "A plan is a question for a seminar, not advice." in shown
    assert shown.endswith("desk review; no state has confirmed it")


def test_plan_and_questions_are_json_for_a_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--state", "LV", "--data", str(folder), "--json")
    assert called(monkeypatch, "plan", *data, "--theme", "2") == FINE
    plan = json.loads(capsys.readouterr().out)
    assert (plan["state"], plan["theme"], plan["opened"]) == ("LV", 2, 3)
    assert [finding["finding"] for finding in plan["findings"]] == ["wider_group", "identified"]
    assert called(monkeypatch, "questions", *data) == FINE
    questions = json.loads(capsys.readouterr().out)
    assert len(questions["questions"]) == 15
    assert questions["evidence"].endswith("no state has confirmed it")


def test_questions_are_printed_with_what_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "questions", "--state", "LV", "--data", str(folder)) == FINE
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.startswith("Latvia: 15 questions to 1 organisation A board LV-01 Register of unaccompanied children.")
    assert "Known: The board keeps a register. (references: LV-R001)" in shown


def test_questions_are_narrowed_to_a_theme(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "questions", "--state", "LV", "--theme", "2", "--data", str(folder), "--json") == FINE
    asked = json.loads(capsys.readouterr().out)["questions"]
    assert {question["themes"] for question in asked if question["weight"]} == {"2"}


def test_a_state_without_a_workbook_could_not_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "questions", "--state", "PL", "--data", str(folder)) == COULD_NOT_RUN
    assert capsys.readouterr().err == "impt: questions are for member states: LV; found 'PL'\n"


def test_report_draws_the_charts_and_an_index_that_shows_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "every_chart", lambda _: [Plan(Subject.COVERAGE, 2, Finding.IDENTIFIED)])
    monkeypatch.setattr(whole, "documents", lambda *_: [])
    assert called(monkeypatch, "report", "--data", "raw", "--processed", "processed", "--to", "reports") == FINE
    reports = folder.parent / "reports"
    page = (reports / "index.html").read_text(encoding="utf-8")
    shown = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert {"theme_2/identified_coverage.csv", "theme_2/identified_coverage_by_domain.csv"} <= set(shown)
    files = {name.partition("#")[0] for name in shown} - {""}
    assert {name for name in files if not (reports / name).is_file()} == set()
    assert "The check of the workbooks: No problem found." in page
    assert (folder.parent / "processed" / "coverage.csv").is_file()


def test_each_release_is_written_into_a_folder_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "every_chart", lambda _: [])
    monkeypatch.setattr(whole, "documents", lambda *_: [])
    for release, marked in (("participants", "For participants, not to be published"), ("public", "Public release")):
        assert called(monkeypatch, "report", "--data", str(folder), "--release", release) == FINE
        page = Path({"public": "reports_public"}.get(release, "reports")) / "index.html"
        assert marked in page.read_text(encoding="utf-8")


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    program = (
        "import sys, impt_analysis.cli; "
        "print([name for name in ('pandas', 'numpy', 'matplotlib', 'openpyxl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8")
    assert done.stdout == "[]\n"


def test_a_prefilled_workbook_keeps_the_language_of_what_is_known(
    folder: Path, good: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "lv.xlsx").write_bytes(workbook_bytes(good.tables(), "de"))
    asked = ("template", "--state", "LV", "--edition", "2027-01-31", "--prefilled", "--data", str(folder))
    assert called(monkeypatch, *asked, "--to", "kept.xlsx") == FINE
    assert called(monkeypatch, *asked, "--to", "english.xlsx", "--language", "en") == FINE
    assert [written_in(Path(name)) for name in ("kept.xlsx", "english.xlsx")] == ["de", "en"]


def test_a_language_that_is_not_there_stops_a_command_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.parent.rglob("*"))
    assert called(monkeypatch, "report", "--data", str(folder), "--language", "xx") == COULD_NOT_RUN
    asked = ("template", "--state", "LV", "--edition", "2027-01-31", "--language", "xx")
    assert called(monkeypatch, *asked) == COULD_NOT_RUN
    assert capsys.readouterr().err.count("the language is one of en, de; found 'xx'") == 2
    assert sorted(folder.parent.rglob("*")) == before


def test_a_report_in_another_language_draws_the_same_charts_into_a_folder_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "every_chart", lambda _: [Plan(Subject.ANSWERS, 2, Finding.IDENTIFIED)])
    monkeypatch.setattr(whole, "documents", lambda *_: [])
    assert called(monkeypatch, "report", "--data", str(folder), "--language", "de") == FINE
    drawn = {path.relative_to("reports").as_posix() for path in Path("reports").rglob("*.*")}
    pictures = {f"theme_2/identified_answers{ending}" for ending in (".png", ".svg", ".pdf")}
    assert pictures | {f"de/{picture}" for picture in pictures} <= drawn
    assert "de/theme_2/identified_answers.csv" not in drawn
