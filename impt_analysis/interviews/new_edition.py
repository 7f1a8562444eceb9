"""A new edition of a workbook with the answers of forms: drafted and checked, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from impt_analysis.checking import checked
from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import Problem, Severity, UsageError, errors_among, shown_path
from impt_analysis.interviews.origins import FormPlace
from impt_analysis.interviews.places import CellPlaces, Value, cell_places
from impt_analysis.whole_files import write_whole
from impt_analysis.workbook.cells import WorkbookCells
from impt_analysis.workbook.folder import SUFFIX
from impt_analysis.workbook.reader import read_workbook
from impt_analysis.workbook.template import template_name


@dataclass(frozen=True)
class KnownWorkbook:
    """A workbook as it is: its cells, where each value stands, and its problems."""

    cells: WorkbookCells
    places: CellPlaces
    problems: tuple[Problem, ...]

    def said(self) -> set[tuple[Value, str]]:
        """Return the code of each problem, with the value at whose cell it stands."""
        return {(value, problem.code) for value, problem in _valued(self)}


def known_workbook(path: Path) -> KnownWorkbook:
    """Return a workbook with the places of its values and its problems.

    Raises WorkbookError when it cannot be read.
    """
    cells = read_workbook(path)
    return KnownWorkbook(cells, cell_places(cells), checked([cells]).problems)


def drafted(content: bytes, state: str) -> KnownWorkbook:
    """Return the workbook of a state that these bytes are, as it is when it is read; it is written nowhere to stay."""
    with TemporaryDirectory() as folder:
        # A workbook is checked under its own name, as a name of another state is a problem.
        draft = Path(folder) / template_name(state)
        draft.write_bytes(content)
        return known_workbook(draft)


def dated(tables: Mapping[str, pd.DataFrame], edition: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """Return the tables of a state as those of an edition of this date, with nothing else changed."""
    return {**tables, "about": tables["about"].assign(edition=edition)}


def problems_of_answers(
    draft: KnownWorkbook, before: KnownWorkbook, origins: Mapping[Value, FormPlace]
) -> list[Problem]:
    """Return the problems of a draft that its answers bring, each at the cell of the form from which it comes.

    `origins` are those of `form_places`. A warning is named where the workbook before had it not; an error in any case,
    at the workbook's own cell where it comes from no form.
    """
    said = before.said()
    found: list[Problem] = []
    for value, problem in _valued(draft):
        origin = origins.get(value)
        if origin and problem.severity is not Severity.INFO and (value, problem.code) not in said:
            found.append(origin.at(problem))
        elif not origin and errors_among([problem]):
            cell = before.places.addresses.get(value, problem.cell)
            found.append(replace(problem, file=before.cells.file, cell=cell))
    return list(dict.fromkeys(found))


def edition_path(form: Path, state: str, edition: str) -> Path:
    """Return where a new edition is written if no place is named: beside the form, with its date in the name.

    >>> edition_path(Path("answered/questions.xlsx"), "LV", "2027-02-01").as_posix()
    'answered/latvia_2027-02-01.xlsx'
    """
    return form.parent / f"{shipped_codebook().slug(state)}_{edition}{SUFFIX}"


def require_new(path: Path) -> None:
    """Raise UsageError when a file is there already: a new edition is never written over one."""
    if path.exists():
        raise UsageError(f"{shown_path(path)} exists already and is not written over; name another file with --to")


def write_new_edition(content: bytes, path: Path) -> None:
    """Write a new edition to a new file, whole or not at all.

    Raises UsageError when the file is there already.
    """
    require_new(path)
    write_whole(path, content)


def _valued(workbook: KnownWorkbook) -> Iterator[tuple[Value, Problem]]:
    """Yield each problem with the value at whose cell it stands; of no value where it stands elsewhere."""
    codes = {name: code for code, name in workbook.places.names.items()}
    values = workbook.places.values()
    for problem in workbook.problems:
        code = codes.get(problem.sheet, "")
        yield values.get((code, problem.cell), (code, "", problem.cell)), problem
