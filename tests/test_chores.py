"""The chores: steps run in order up to the first failure, and speak of the checkout they work on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from impt_analysis import chores
from impt_analysis.errors import UsageError


def step(name: str, program: str) -> chores.Step:
    return chores.Step(name, (sys.executable, "-c", program))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A git checkout with one file of processed data that git holds."""
    processed = tmp_path / "data" / "processed"
    processed.mkdir(parents=True)
    (processed / "coverage.csv").write_text("state\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "impt-analysis"\nrequires-python = ">=3.11"\n', encoding="utf-8"
    )
    for command in (("init", "--quiet"), ("add", ".")):
        subprocess.run(("git", *command), cwd=tmp_path, check=True)
    return tmp_path


@pytest.fixture(autouse=True)
def nothing_demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("IMPT_ALL_TESTS", raising=False)


def test_steps_run_in_the_folder_and_are_shown_by_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    here = step("first", "import pathlib; print(pathlib.Path.cwd().name)")
    assert chores.run_steps([here, step("second", "print(2)")], tmp_path) == 0
    assert capfd.readouterr().out.splitlines() == ["== first", tmp_path.name, "== second", "2"]


def test_steps_stop_at_the_first_failure_with_its_exit_code(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert chores.run_steps([step("bad", "raise SystemExit(3)"), step("later", "print(2)")], tmp_path) == 3
    shown = capfd.readouterr()
    assert shown.out == "== bad\n"
    assert shown.err == "Failed: bad (exit code 3).\n"


def test_the_checkout_is_found_from_a_folder_inside_it(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout / "data" / "processed")
    assert chores.repository_root() == checkout


def test_another_project_is_not_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "other"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"go into it \(cd\)"):
        chores.repository_root()


def test_data_that_git_holds_is_as_built(checkout: Path) -> None:
    assert chores.compare_data(checkout) == 0


def test_changed_missing_and_new_data_is_named(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "data/processed/coverage.csv").write_text("other\n", encoding="utf-8")
    (checkout / "data/processed/länder.csv").write_text("new\n", encoding="utf-8")
    assert chores.compare_data(checkout) == 1
    assert "\n  data/processed/coverage.csv\n  data/processed/länder.csv\n" in capsys.readouterr().err
    (checkout / "data/processed/coverage.csv").unlink()
    assert chores.differing_files(checkout, "data/processed")[0] == "data/processed/coverage.csv"


def test_changes_outside_the_processed_data_do_not_matter(checkout: Path) -> None:
    (checkout / "notes.txt").write_text("new\n", encoding="utf-8")
    assert chores.compare_data(checkout) == 0


def test_the_comparison_is_left_out_in_one_line_without_git(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chores.compare_data(tmp_path) == 0
    assert capsys.readouterr().out.startswith("Left out, as it needs git")
    monkeypatch.setenv("CI", "true")
    assert chores.compare_data(tmp_path) == 1


def test_a_later_step_is_not_run_after_a_failed_one(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    monkeypatch.setattr(chores, "check_steps", lambda: [step("bad", "raise SystemExit(4)")])
    monkeypatch.setattr(chores, "compare_data", lambda root: pytest.fail(f"{root} was compared"))
    assert chores.run_tests() == 4


def test_the_explorer_says_what_to_install_where_voila_is_missing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    monkeypatch.setitem(sys.modules, "voila", None)
    with pytest.raises(UsageError, match=r"voila, which is not installed; install it: pip install .*\[lab\]"):
        chores.open_explorer()


def test_the_explorer_is_opened_on_its_notebook(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[list[chores.Step], Path]] = []
    monkeypatch.chdir(checkout)
    monkeypatch.setattr(chores, "run_steps", lambda steps, folder: ran.append((steps, folder)) or 0)
    assert chores.open_explorer() == 0
    [([opened], folder)] = ran
    assert chores.EXPLORER in opened.command
    assert folder == checkout


def test_the_notebook_of_the_explorer_is_there() -> None:
    assert (Path(__file__).parents[1] / chores.EXPLORER).is_file()


def test_the_lock_is_written_with_the_oldest_python_only(checkout: Path) -> None:
    assert chores.oldest_python(checkout) == (3, 11)
    with pytest.raises(UsageError, match=r"the oldest that the project supports; this is 3\.13\. Call it with"):
        chores.check_python((3, 13), oldest=(3, 11))


def test_the_lock_is_sorted_without_regard_to_capitals() -> None:
    assert chores.lock_text(["b==2", "A==1", "c==3"]).splitlines()[1:] == ["A==1", "b==2", "c==3"]


@pytest.mark.parametrize("line", ["pandas @ file:///place/pandas.whl", "-e git+ssh://place/pandas==1", "pandas"])
def test_a_place_on_this_machine_does_not_come_into_the_lock(line: str) -> None:
    with pytest.raises(UsageError, match="a name and a version"):
        chores.lock_text([line])
