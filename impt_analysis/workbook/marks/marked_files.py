"""Marked copies as files in a folder: one for each workbook that has problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from impt_analysis.errors import Problem, UsageError, counted, shown_path
from impt_analysis.whole_files import write_whole
from impt_analysis.workbook.folder import SUFFIX, workbook_files
from impt_analysis.workbook.guard import guarded_bytes
from impt_analysis.workbook.marks.list_alone import problem_list
from impt_analysis.workbook.marks.marked_workbook import marked_copy
from impt_analysis.workbook.marks.obstacles import NotMarkableError
from impt_analysis.workbook.refusal import RefusedError


def write_marked(paths: Iterable[Path], problems: Sequence[Problem], folder: Path) -> list[str]:
    """Write a marked copy of each workbook that has problems, and return a line for each that says what was written.

    A copy has the name of the workbook; of two workbooks of one name the second gets a number. Where marks would break
    the workbook the list of problems is written alone, with `-problems` in its name.

    Raises UsageError for a folder in which one of the workbooks lies, OSError for one that cannot be written.
    """
    files = workbook_files(paths)
    _check_apart(files, folder)
    taken: set[str] = set()
    lines: list[str] = []
    for file in files:
        own = [problem for problem in problems if problem.file == shown_path(file)]
        if own:
            lines.append(_written(file, own, folder, taken))
    return lines or ["No problem found, so no marked copy was written."]


def _check_apart(files: Sequence[Path], folder: Path) -> None:
    inside = [file for file in files if file.resolve().parent == folder.resolve()]
    if inside:
        raise UsageError(
            f"{shown_path(folder)} holds {inside[0].name} as it was sent; name another folder with --marked,"
            " so that no workbook is overwritten by its marked copy"
        )


def _written(file: Path, problems: Sequence[Problem], folder: Path, taken: set[str]) -> str:
    try:
        content = _copy(file, problems)
        path = _free(folder, file.stem, file.suffix, taken)
        told = f"Marked: {shown_path(file)} -> {shown_path(path)} ({counted(problems).rstrip('.')})"
    except NotMarkableError as obstacle:
        content = problem_list(problems, str(obstacle))
        path = _free(folder, f"{file.stem}-problems", SUFFIX, taken)
        told = f"Listed only: {shown_path(file)} -> {shown_path(path)}; no marks, because {obstacle}"
    write_whole(path, content)
    return told


def _copy(file: Path, problems: Sequence[Problem]) -> bytes:
    try:
        data = guarded_bytes(file)
    except RefusedError as refusal:
        raise NotMarkableError(f"the file cannot be opened ({refusal.found})") from refusal
    return marked_copy(data, problems)


def _free(folder: Path, stem: str, suffix: str, taken: set[str]) -> Path:
    """A file of this name, or with the first number that no other file of this run has; Windows ignores capitals."""
    name, number = f"{stem}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}){suffix}"
    taken.add(name.casefold())
    return folder / name
