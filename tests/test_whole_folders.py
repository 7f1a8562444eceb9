"""Folders that are whole or absent: killed, interrupted, refused or written by two at once, never a mixture."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from impt_analysis.cli import COULD_NOT_RUN
from impt_analysis.errors import UsageError
from impt_analysis.whole_files import write_whole
from impt_analysis.whole_folders import recover_folder, replacing, write_whole_folder
from impt_analysis.whole_folders.locking import alone
from tests.killed import NEW, OLD, held, old_folder
from tests.test_cli import called

ROOT = Path(__file__).parents[1]
MOVES = {"exchange": ["ctypes.dlsym"], "renames": ["os.rename", "os.rename"]}
"""The file events with which a folder moves; the exchange has none of its own and follows the search for it."""

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs that die are forked")


@pytest.fixture(params=["exchange", "renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The two ways in which a folder takes the place of another."""
    if request.param == "renames":
        monkeypatch.setattr(replacing, "exchanged", lambda *_: False)
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return old_folder(tmp_path)


def write_new(folder: Path) -> None:
    write_whole_folder(folder, NEW, lambda _: OLD)


def alone_there(folder: Path) -> bool:
    return list(folder.parent.iterdir()) == [folder]


def test_a_new_folder_holds_these_files_and_no_others(tmp_path: Path) -> None:
    write_new(tmp_path / "data" / "processed")
    assert held(tmp_path / "data" / "processed") == NEW
    assert alone_there(tmp_path / "data" / "processed")


def test_an_old_folder_is_replaced_with_every_file_of_it(folder: Path, way: str) -> None:
    write_new(folder)
    assert held(folder) == NEW, way
    assert alone_there(folder)


@forking
def test_a_run_killed_at_any_file_event_leaves_the_old_folder_or_the_new_one(tmp_path: Path, way: str) -> None:
    command = [sys.executable, "-m", "tests.killed", str(tmp_path), way]
    events = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.split()
    runs = [tmp_path / str(number) / "data" / "processed" for number in range(1, len(events) + 2)]
    assert len(runs) > 20
    assert [event for event in events if event in MOVES[way]] == MOVES[way]
    left = [held(run) for run in runs if run.exists()]
    assert all(content in (OLD, NEW) for content in left)
    assert OLD in left
    assert NEW in left
    assert len(runs) - len(left) == (1 if way == "renames" else 0)  # the instant between two renames


@forking
def test_the_run_after_a_killed_one_brings_the_folder_back_and_leaves_nothing_beside_it(
    tmp_path: Path, way: str
) -> None:
    subprocess.run([sys.executable, "-m", "tests.killed", str(tmp_path), way], cwd=ROOT, check=True)
    for run in tmp_path.iterdir():
        recover_folder(run / "data" / "processed")
        assert held(run / "data" / "processed") in (OLD, NEW)
        assert alone_there(run / "data" / "processed")
        write_whole_folder(run / "data" / "processed", {"one.csv": b"1"}, lambda _: {*OLD, *NEW})
        assert held(run / "data" / "processed") == {"one.csv": b"1"}


BUILD = """
import os, signal, sys
from impt_analysis import cli, data_package
event, left = sys.argv.pop(1), [int(sys.argv.pop(1))]
def hook(happened, arguments):
    if happened == event and "impt-new" in str(arguments[0]):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
cli.main()
"""


@forking
@pytest.mark.parametrize(("event", "number"), [("open", 5), ("shutil.rmtree", 2)])
def test_a_build_that_is_killed_leaves_a_package_that_is_read_or_none(tmp_path: Path, event: str, number: int) -> None:
    from impt_analysis.data_package import write_package
    from impt_analysis.package_reader import load_package
    from tests.workbooks import SOURCE, inventory, state, written

    old = inventory(state("LV", [SOURCE], {"LV-01": {"age": "yes"}}))
    new = inventory(state("LV", [SOURCE], {"LV-01": {"age": "no"}}))
    (tmp_path / "raw").mkdir()
    written(tmp_path / "raw", new, "LV")
    write_package(old, tmp_path / "processed")
    command = [sys.executable, "-c", BUILD, event, str(number), "build", "--data", "raw", "--to", "processed"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, cwd=tmp_path, env=environment, check=False, capture_output=True).returncode < 0
    answers = load_package(tmp_path / "processed").items["answer"].tolist()
    assert answers == (old if event == "open" else new).items["answer"].tolist()


@pytest.mark.parametrize("number", range(1, 7))
def test_an_interrupted_run_leaves_the_old_folder_or_the_new_one(
    folder: Path, way: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(monkeypatch, os, "fsync", number)
    with pytest.raises(KeyboardInterrupt):
        write_new(folder)
    assert held(folder) == (NEW if number == 6 else OLD), way  # at the last, the folder has moved
    assert alone_there(folder)


@pytest.mark.parametrize("number", [1, 2])
def test_a_run_interrupted_at_a_rename_leaves_the_old_folder(
    folder: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "exchanged", lambda *_: False)
    interrupt(monkeypatch, Path, "rename", number)
    with pytest.raises(KeyboardInterrupt):
        write_new(folder)
    assert held(folder) == OLD
    assert alone_there(folder)


def interrupt(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, number: int) -> None:
    """Let the n-th call of a function end as if somebody pressed Ctrl and C."""
    calls = iter(range(1, 100))
    true = getattr(owner, name)

    def interrupted(*arguments: object) -> object:
        if next(calls) == number:
            raise KeyboardInterrupt
        return true(*arguments)

    monkeypatch.setattr(owner, name, interrupted)


def refusing(code: int) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


def test_a_full_disk_is_said_and_the_old_folder_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parents[1])
    monkeypatch.setattr(os, "fsync", refusing(errno.ENOSPC))
    with pytest.raises(UsageError) as raised:
        write_new(folder)
    assert str(raised.value) == (
        "data/processed could not be written: the disk is full. What stood there before is kept; make room and run the "
        "command again."
    )
    assert held(folder) == OLD
    assert alone_there(folder)


def test_the_command_that_finds_the_disk_full_could_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", refusing(errno.ENOSPC))
    assert called(monkeypatch, "template", "--state", "PL", "--edition", "2027-01-31") == COULD_NOT_RUN
    assert capsys.readouterr().err.startswith("impt: poland.xlsx could not be written: the disk is full.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EBUSY])
def test_a_file_that_excel_holds_is_said_before_anything_moves(
    folder: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "exchanged", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refusing(code))  # as Windows refuses to move a folder with an open file in it
    with pytest.raises(UsageError, match=r"another program has it open, or you may not write there.*such as Excel"):
        write_new(folder)
    assert held(folder) == OLD
    assert alone_there(folder)


def test_the_file_that_is_held_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "exchanged", refusing(errno.EACCES))
    opened = Path.open

    def held_by_excel(path: Path, mode: str = "r", **more: object) -> object:
        if path.name == "a.csv" and mode == "r+b":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, mode, **more)

    monkeypatch.setattr(Path, "open", held_by_excel)
    with pytest.raises(UsageError, match=r"has it open \(a\.csv\)"):
        write_new(folder)


def test_any_other_refusal_of_the_system_is_said_in_its_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", refusing(errno.EIO))
    with pytest.raises(UsageError, match=f"the system says .*{os.strerror(errno.EIO)}"):
        write_new(folder)


def test_what_somebody_else_keeps_in_the_folder_is_named_and_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parents[1])
    (folder / "notes.txt").write_text("call Riga")
    (folder / "drafts").mkdir()
    with pytest.raises(UsageError) as raised:
        write_new(folder)
    assert str(raised.value) == (
        "data/processed holds what this command did not write: drafts/, notes.txt. It replaces the whole folder, and "
        "would remove that: move it to another place and run the command again."
    )
    assert held(folder) == {**OLD, "notes.txt": b"call Riga"}
    assert alone_there(folder)


@pytest.mark.parametrize("mark", [".~lock.a.csv#", "~$report.docx"])
def test_a_file_that_somebody_has_open_is_said(folder: Path, mark: str) -> None:
    (folder / mark).write_text("somebody")
    with pytest.raises(UsageError, match=r"is open in another program, as .* says\. Close it"):
        write_new(folder)
    assert held(folder) == {**OLD, mark: b"somebody"}


@pytest.mark.parametrize("dropped", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_a_system_drops_into_a_folder_hinders_nobody(folder: Path, dropped: str) -> None:
    (folder / dropped).write_text("")
    write_new(folder)
    assert held(folder) == NEW


def test_what_an_earlier_run_wrote_is_asked_of_the_folder_that_was_brought_back(folder: Path) -> None:
    folder.rename(folder.with_name(".processed.impt-old"))  # as a run leaves it that is killed between two renames
    write_whole_folder(folder, NEW, lambda found: [path.name for path in found.iterdir()])
    assert held(folder) == NEW
    assert alone_there(folder)


def test_a_neighbour_that_only_looks_like_a_leftover_stays(folder: Path) -> None:
    strangers = [
        folder.with_name(name) for name in (".processed", ".processed.new", "processed.impt-old", "processed2")
    ]
    for stranger in strangers:
        stranger.mkdir()
        (stranger / "notes.txt").write_text("mine")
    write_new(folder)
    assert sorted(folder.parent.iterdir()) == sorted([folder, *strangers])
    assert all((stranger / "notes.txt").is_file() for stranger in strangers)


def test_a_file_in_the_place_of_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "processed").write_text("mine")
    with pytest.raises(UsageError, match="is a file and not a folder"):
        write_new(tmp_path / "processed")
    assert (tmp_path / "processed").read_text() == "mine"


def test_the_top_of_a_disk_is_no_folder_that_can_be_replaced() -> None:
    with pytest.raises(UsageError, match="no folder that can be replaced"):
        write_new(Path(Path.cwd().anchor))


def test_a_link_stays_a_link_and_its_folder_is_replaced(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    write_new(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert held(folder) == NEW


def test_a_private_folder_stays_private(folder: Path) -> None:
    folder.chmod(0o700)
    write_new(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_second_run_ends_at_once_and_says_why(folder: Path) -> None:
    with (
        alone(folder.with_name(".processed.impt-lock"), folder),
        pytest.raises(UsageError, match=r"another run writes .* at this moment; wait until it has ended"),
    ):
        write_new(folder)
    assert held(folder) == OLD
    write_new(folder)
    assert held(folder) == NEW


CROWD = """
import sys
from pathlib import Path
from impt_analysis.errors import UsageError
from impt_analysis.whole_folders import write_whole_folder
written = 0
while written < 15:
    try:
        write_whole_folder(Path("processed"), dict.fromkeys("abc", sys.argv[1].encode()))
        written += 1
    except UsageError as error:
        assert "another run writes" in str(error), error
"""


def test_runs_at_once_do_not_corrupt_the_folder(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    crowd = [
        subprocess.Popen([sys.executable, "-c", CROWD, str(number)], cwd=tmp_path, env=environment)
        for number in range(3)
    ]
    assert [run.wait() for run in crowd] == [0, 0, 0]
    (content,) = set(held(tmp_path / "processed").values())
    assert held(tmp_path / "processed") == dict.fromkeys("abc", content)
    assert alone_there(tmp_path / "processed")


def test_a_file_on_a_full_disk_is_said_and_the_old_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "latvia.xlsx", b"old")
    monkeypatch.setattr(os, "fsync", refusing(errno.ENOSPC))
    with pytest.raises(UsageError, match=r"latvia\.xlsx could not be written: the disk is full"):
        write_whole(tmp_path / "latvia.xlsx", b"new")
    assert held(tmp_path) == {"latvia.xlsx": b"old"}


def test_a_file_that_is_held_is_said_and_the_old_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "latvia.xlsx", b"old")
    monkeypatch.setattr(Path, "replace", refusing(errno.EACCES))
    with pytest.raises(UsageError, match=r"latvia\.xlsx could not be written: another program has it open"):
        write_whole(tmp_path / "latvia.xlsx", b"new")
    assert held(tmp_path) == {"latvia.xlsx": b"old"}
