"""Where the checkout of the repository is, for what works on its files from any folder inside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from impt_analysis.errors import UsageError

DISTRIBUTION = "impt-analysis"
PROJECT_FILE = "pyproject.toml"


def repository_root() -> Path:
    """Return the top of the checkout: the nearest folder, from the working folder upwards, that holds the project.

    Raises `UsageError` where there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if _holds_project(folder):
            return folder
    raise UsageError(
        f"No folder from here upwards holds the {PROJECT_FILE} of {DISTRIBUTION}. "
        "This works on a checkout of the repository: go into it (cd) and try again."
    )


def workbooks_folder() -> Path:
    """Return the folder of workbooks of the checkout.

    Raises `UsageError` outside a checkout.
    """
    return repository_root() / "data" / "raw"


def _holds_project(folder: Path) -> bool:
    file = folder / PROJECT_FILE
    if not file.is_file():
        return False
    project = tomllib.loads(file.read_text(encoding="utf-8")).get("project", {})
    return bool(project.get("name") == DISTRIBUTION)
