"""The chores of a checkout of the repository: its tests, its lock, and JupyterLab on its notebooks.

A chore is a list of commands. Each is shown by name and run from the top of the checkout, up to the first that fails.
Nothing that has to be installed is needed to import this module, so that the lock can be written before anything is.
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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from impt_analysis.checkout import DISTRIBUTION, PROJECT_FILE, repository_root
from impt_analysis.errors import UsageError
from impt_analysis.whole_files import write_whole

LOCK_FILE = "requirements.lock"
NOTEBOOKS = "notebooks"
PROCESSED = "data/processed"
EXPLORER = f"{NOTEBOOKS}/10_explore.ipynb"
LOCK_HEADER = "# Every version that is installed, once. Written by `make lock` from the ranges in pyproject.toml.\n"
DEMANDS = {"CI": "true", "IMPT_ALL_TESTS": "1"}
"""Variables of the environment, and the value by which each demands that no test is left out."""


@dataclass(frozen=True)
class Step:
    """A command of a chore, and the words that name it."""

    name: str
    command: tuple[str, ...]


def run_tests() -> int:
    """Return 0 when everything that must hold in the checkout holds, else the exit code of the first step that fails.

    The steps are those of `check_steps`; then data/processed, which the last step made, is compared with what git
    holds. Without git, or outside a git checkout, one line says that this comparison is left out; with CI=true or
    IMPT_ALL_TESTS=1 that is a failure. CONTRIBUTING.md says what each step is for.

    Raises `UsageError` outside a checkout of the repository.
    """
    root = repository_root()
    return run_steps(check_steps(), root) or compare_data(root)


def open_lab() -> int:
    """Return the exit code of JupyterLab, opened on the notebooks of the checkout.

    Raises `UsageError` outside a checkout of the repository.
    """
    return run_steps(lab_steps(), repository_root())


def open_explorer() -> int:
    """Return the exit code of Voila, which opens the notebook of the explorer as a page without code.

    Raises `UsageError` outside a checkout of the repository, and when Voila is not installed.
    """
    root = repository_root()
    if find_spec("voila") is None:
        raise UsageError(
            "the explorer's page is shown by voila, which is not installed; install it: pip install "
            "'impt-analysis[lab]', or open the same notebook with `impt lab`"
        )
    print("The explorer opens in the browser; it takes some seconds. Ctrl-C ends it.", flush=True)
    return run_steps(explorer_steps(), root)


def write_lock() -> int:
    """Return 0 when requirements.lock states every version anew: the newest that the ranges in pyproject.toml allow.

    They are found in a fresh virtual environment, removed afterwards. When a step fails its exit code is returned and
    the lock stays as it was.

    Raises `UsageError` outside a checkout, and with another Python than the oldest that the project supports, because
    the newest versions for a later Python need not exist for the oldest.
    """
    root = repository_root()
    check_python(sys.version_info[:2], oldest_python(root))
    with tempfile.TemporaryDirectory(prefix="impt-lock-") as folder:
        _say("a fresh environment")
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
        python = environment_python(Path(folder))
        failed = run_steps(lock_steps(python), root)
        if failed:
            return failed
        freeze = (python, "-m", "pip", "freeze", "--exclude", DISTRIBUTION)
        frozen = subprocess.run(freeze, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout
        write_whole(root / LOCK_FILE, lock_text(frozen.splitlines()).encode())
    return 0


def check_steps() -> list[Step]:
    """Return the steps that check code, notebooks and data, in the order in which they run.

    >>> [step.name for step in check_steps()]
    ['format', 'lint', 'types', 'unit tests and examples', 'notebooks', 'data as built']
    """
    return [
        Step("format", _module("ruff", "format", "--check", ".")),
        Step("lint", _module("ruff", "check", ".")),
        Step("types", _module("mypy")),
        Step("unit tests and examples", _module("pytest", "--quiet", *_SIDE_BY_SIDE)),
        Step("notebooks", _module("pytest", "--quiet", *_SIDE_BY_SIDE, *_NBVAL, NOTEBOOKS)),
        Step("data as built", _module("impt_analysis", "build")),
    ]


def lab_steps() -> list[Step]:
    """Return the step that opens JupyterLab on the notebooks; it asks no other machine for news or newer versions."""
    return [Step("JupyterLab", _module("jupyterlab", f"--notebook-dir={NOTEBOOKS}", *_NO_NEWS))]


def explorer_steps() -> list[Step]:
    """Return the step that opens the notebook of the explorer as a page, which asks no other machine for anything."""
    return [Step("The explorer", _module("voila", EXPLORER, "--Voila.ip=127.0.0.1", *_FROM_HERE_ALONE))]


def lock_steps(python: str) -> list[Step]:
    """Return the step that installs the newest versions allowed into the environment of that Python."""
    install = ("-m", "pip", "install", "-qq", "--disable-pip-version-check", "--editable", ".[lab,dev]")
    return [Step("the newest versions that pyproject.toml allows; this takes minutes", (python, *install))]


def run_steps(steps: Iterable[Step], folder: Path) -> int:
    """Return 0 when every step ended well, else the exit code of the first that did not; later ones are not run."""
    for step in steps:
        _say(step.name)
        code = subprocess.run(step.command, cwd=folder, check=False).returncode
        if code:
            print(f"Failed: {step.name} (exit code {code}).", file=sys.stderr, flush=True)
            return code
    return 0


def compare_data(root: Path) -> int:
    """Return 0 when data/processed is what git holds; what differs, or is new, is printed and gives 1."""
    if not is_git_checkout(root):
        print("Left out, as it needs git and a git checkout: is data/processed what `impt build` makes?", flush=True)
        return int(all_demanded(os.environ))
    differing = differing_files(root, PROCESSED)
    if differing:
        print("`impt build` made other data than git holds:", *differing, sep="\n  ", file=sys.stderr)
        print(f"To mend: look at `git diff {PROCESSED}`; add the files if they are right.", file=sys.stderr, flush=True)
    return int(bool(differing))


def is_git_checkout(folder: Path) -> bool:
    """Return whether the folder is in a git checkout and git is there to read it."""
    if shutil.which("git") is None or not any((place / ".git").exists() for place in (folder, *folder.parents)):
        return False
    _git(folder, "rev-parse", "--is-inside-work-tree")
    return True


def differing_files(root: Path, below: str) -> list[str]:
    """Return the files below a folder that are not what git holds (in its index): changed, missing or new."""
    changed = _git(root, "diff", "--name-only", "--", below).splitlines()
    new = _git(root, "ls-files", "--others", "--exclude-standard", "--", below).splitlines()
    return sorted({*changed, *new})


def all_demanded(environment: Mapping[str, str]) -> bool:
    """Return whether the environment demands that no test is left out.

    >>> all_demanded({"CI": "true"}), all_demanded({"IMPT_ALL_TESTS": "1"}), all_demanded({})
    (True, True, False)
    """
    return any(environment.get(variable) == value for variable, value in DEMANDS.items())


def oldest_python(root: Path) -> tuple[int, int]:
    """Return the oldest Python that the project supports, from `requires-python`."""
    project = tomllib.loads((root / PROJECT_FILE).read_text(encoding="utf-8"))["project"]
    major, minor = project["requires-python"].removeprefix(">=").split(".")
    return int(major), int(minor)


def check_python(found: tuple[int, ...], oldest: tuple[int, int]) -> None:
    """Raise `UsageError` unless the Python found is the oldest one.

    >>> check_python((3, 11), oldest=(3, 11))
    """
    if found != oldest:
        wanted, present = (".".join(map(str, version)) for version in (oldest, found))
        raise UsageError(
            f"{LOCK_FILE} is written with Python {wanted}, the oldest that the project supports; this is {present}. "
            f"Call it with that one, for example: make lock PYTHON=python{wanted}"
        )


def lock_text(frozen: Iterable[str]) -> str:
    """Return the text of the lock: a package and its version a line, sorted by name.

    Raises `UsageError` for a line that is not a name and a version, because it would hold a place on this machine.

    >>> print(lock_text(["pandas==3.1.1", "Jinja2==3.1.6"]), end="")
    # Every version that is installed, once. Written by `make lock` from the ranges in pyproject.toml.
    Jinja2==3.1.6
    pandas==3.1.1
    """
    lines = sorted(frozen, key=str.casefold)
    for line in lines:
        if not _LOCKED.fullmatch(line):
            raise UsageError(
                f"{LOCK_FILE} takes a name and a version a line; pip tells {line!r}. Install it from an index."
            )
    return LOCK_HEADER + "".join(f"{line}\n" for line in lines)


def environment_python(folder: Path) -> str:
    """Return the Python of a virtual environment, whose place in it differs between systems."""
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


_LOCKED = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+")

# Tests of one module or class stay together, as they share what is slow to make.
_SIDE_BY_SIDE = ("--numprocesses=auto", "--dist=loadscope")

# Strict, in the kernel's own environment, and apart from the unit tests: nbval compares what every cell shows.
_NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120")

_NO_NEWS = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)

# Voila's page names style sheets on another machine; the browser is told to fetch from this server alone.
_POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'self'"
_FROM_HERE_ALONE = (f"--Voila.tornado_settings={ {'headers': {'Content-Security-Policy': _POLICY}} }",)


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)


def _git(folder: Path, *arguments: str) -> str:
    command = ("git", "-c", "core.quotePath=false", *arguments)
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def _say(name: str) -> None:
    print(f"== {name}", flush=True)


if __name__ == "__main__":  # `make lock`, before anything is installed that the command line needs
    try:
        sys.exit(write_lock())
    except UsageError as error:
        print(f"impt: {error}", file=sys.stderr)
        sys.exit(2)
