"""The folder of reports, whole or absent, with a list of its files that the next run knows them by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import Release
from impt_analysis.whole_folders import write_whole_folder

FOLDERS = {Release.PARTICIPANTS: Path("reports"), Release.PUBLIC: Path("reports_public")}
"""Where each release is written, so that none takes the place of the other."""

LIST = "files.sha256"
FIRST_LINE = "# Written by impt report: the SHA-256 of every other file of this folder, as sha256sum --check reads it."


def write_reports(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write the reports as a folder, whole or not at all, with a list of the files and their SHA-256, written last.

    The files that an earlier list names go; whatever else the folder holds stops the command.

    Raises UsageError when the folder cannot be written, or holds what no report wrote.
    """
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in contents.items()]
    listed = "\n".join([FIRST_LINE, *lines, ""]).encode()
    write_whole_folder(folder, {**contents, LIST: listed}, files_of_the_last_report)


def folder_of_state(state: str) -> str:
    """Return the folder of a state below that of the reports.

    >>> folder_of_state("RU")
    'states/russian_federation'
    """
    return f"states/{shipped_codebook().slug(state)}"


def files_of_the_last_report(folder: Path) -> list[str]:
    """Return the names that the list in a folder holds, or none where there is no such list or it is another's."""
    try:
        first, *lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    return [line.partition("  ")[2] for line in lines] if first == FIRST_LINE else []
