"""The inventory: what all workbooks hold, as tidy tables, narrowed to what is asked and evidenced in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from impt_analysis.checking import Checked, checked
from impt_analysis.checking.cell_entries import entries
from impt_analysis.checking.recognition import language_of
from impt_analysis.codebook import codebook_in, shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Confirmed, Population, YesNo
from impt_analysis.codebook.speaking import current_language
from impt_analysis.codebook.wordings import worded
from impt_analysis.errors import Problem, UsageError, WorkbookError, errors_among, shown_path
from impt_analysis.made_once import kept, remember_origin
from impt_analysis.workbook.cells import WorkbookCells
from impt_analysis.workbook.folder import workbook_files
from impt_analysis.workbook.reader import read_workbook

TABLES = ("about", "sources", "items", "channels", "statistics", "vignettes", "references")


@dataclass(frozen=True, eq=False)
class Inventory:
    """Tidy tables of one edition; every code column is an ordered category, a blank cell is missing.

    `about`: a row per state with edition, compiler, mapping and confirmation of each theme.
    `sources`: a row per source. `items`: a row per source and item with its `answer`, `not_asked` written in full.
    `channels`, `statistics`, `vignettes`, `references`: a row per row of these sheets.
    `themes`, `populations`: what the inventory is narrowed to, all of them at first; `narrowed`: the columns of sources
    by whose codes sources were left out;
    `release`: the release that it was made for, where something was left out for it.
    Every table begins with `state` and stands in the order of states, then of the workbook. Source: docs/workbook.md.
    """

    about: pd.DataFrame
    sources: pd.DataFrame
    items: pd.DataFrame
    channels: pd.DataFrame
    statistics: pd.DataFrame
    vignettes: pd.DataFrame
    references: pd.DataFrame
    themes: tuple[int, ...]
    populations: tuple[str, ...]
    narrowed: tuple[str, ...] = ()
    release: str = ""

    @property
    def edition(self) -> pd.Timestamp:
        """The date of the latest workbook."""
        return pd.Timestamp(self.about["edition"].max())

    def members(self) -> list[str]:
        """Return the states of the inventory that were members at the edition's date, in codebook order."""
        return list(kept(self, _members))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table by its name, in the order of the workbook's sheets."""
        return {name: getattr(self, name) for name in TABLES}

    def where(self, **criteria: object) -> Inventory:
        """Return the inventory narrowed to what meets every criterion; a criterion is a code or several codes.

        `state` narrows every table, `theme` the sources that cover it (one theme is enough), the channels, the
        vignettes and the measures; every other criterion names a column of `sources`, such as `population` or `role`,
        and narrows sources and their answers.

        Raises UsageError for a criterion or a code that does not exist.
        """
        narrowed = self
        for name, wanted in criteria.items():
            codes = _allowed(name, _several(wanted))
            narrowed = kept(narrowed, _left, name, tuple(codes)) or narrowed
        return narrowed

    def children(self) -> str:
        """Return in words which children the sources are about, in the language of `in_language`.

        What is known of the wider group and what of identified children are two findings: every output says which it
        is.
        """
        if len(self.populations) == len(Population):
            return _said("all_children")
        spoken = codebook_in(current_language())
        for finding, populations in POPULATIONS.items():
            if self.populations == populations:
                return spoken.label("finding", finding)
        return _said("separator").join(spoken.label("population", population) for population in self.populations)

    def evidence(self) -> str:
        """Return in one line what the inventory rests on: edition, sources, references, and who has confirmed it.

        It is in the language of `in_language`.

        Where the workbooks are of several dates the first and the last are named. It counts the sources of the member
        states and the references that these sources name; a state has confirmed when every theme asked for is
        confirmed.
        """
        members = self.where(state=self.members())
        cited = entries(members.sources["reference_ids"])
        themes = [f"confirmed_theme_{theme}" for theme in self.themes]
        confirmed = int(members.about[themes].isin([Confirmed.BY_THE_STATE]).all(axis="columns").sum())
        states = len(members.about)
        release = f" · {codebook_in(current_language()).label('release', self.release)}" if self.release else ""
        said = _said(
            "evidence",
            editions=_editions(members.about),
            sources=_counted(len(members.sources), "source", "sources"),
            references=_counted(cited.nunique(), "reference", "references"),
            confirmation=_said("confirmed", confirmed=confirmed, states=states) if confirmed else _said("unconfirmed"),
        )
        return said + release


def load(path: Path | str) -> Inventory:
    """Return the inventory of the workbooks in a folder (or of one workbook).

    Raises WorkbookError, holding every problem of every workbook, when one of them is an error. Source:
    docs/workbook.md.
    """
    result = check(path)
    if errors_among(result.problems):
        raise WorkbookError(result.problems)
    return from_checked(result)


def load_latest(folder: Path | str, state: str) -> Inventory:
    """Return the inventory of the latest workbook of one state in a folder, which may hold several editions of it.

    Raises UsageError and WorkbookError as `latest_workbook` does, and WorkbookError when the workbook has an error.
    """
    return load(latest_workbook(folder, state))


def latest_workbook(folder: Path | str, state: str) -> Path:
    """Return the file of the latest workbook of one state in a folder, which may hold several editions of it.

    Raises UsageError when the folder holds no workbook of the state, and WorkbookError when none is found and some
    cannot be read, as one of them may be the state's.
    """
    result = check(folder)
    about = result.tables["about"].dropna(subset=["state", "edition"]).set_index("file")
    editions = about.loc[about["state"].eq(state), "edition"]
    if editions.empty and (unread := [problem for problem in result.problems if problem.file not in about.index]):
        raise WorkbookError(unread)
    if editions.empty:
        raise UsageError(
            f"{shown_path(folder)} holds no workbook of {state}; name the folder that holds it with --data "
            "(impt template writes an empty one without --prefilled)"
        )
    return next(file for file in workbook_files([Path(folder)]) if shown_path(file) == editions.idxmax())


def written_in(workbook: Path) -> str:
    """Return the code of the language in which a workbook is headed.

    Raises WorkbookError for a workbook that cannot be opened.
    """
    return language_of(read_workbook(workbook))


def check(*paths: Path | str) -> Checked:
    """Return tables and problems of the workbooks in these folders and files, in one pass.

    A workbook that cannot be opened is among the problems, and the others are checked all the same.
    """
    workbooks: list[WorkbookCells] = []
    problems: list[Problem] = []
    for file in workbook_files([Path(path) for path in paths]):
        try:
            workbooks.append(read_workbook(file))
        except WorkbookError as error:
            problems += error.problems
    result = checked(workbooks)
    return Checked(result.tables, (*problems, *result.problems), result.languages)


def from_checked(result: Checked) -> Inventory:
    """Return the inventory that checked tables hold; the tables have no error."""
    own = result.tables["about"].set_index("file")["state"]
    tables = {name: _tidy(result.tables[name], own) for name in TABLES}
    order = tables["sources"][["source_id"]].reset_index(names="position")
    items = tables["items"].merge(order, on="source_id", validate="many_to_one").sort_values(["position", "item"])
    tables["items"] = items[["state", "source_id", "item", "answer"]].reset_index(drop=True)
    themes = tuple(int(theme) for theme in shipped_codebook().codes("theme"))
    populations = tuple(shipped_codebook().codes("population"))
    return Inventory(**tables, themes=themes, populations=populations, narrowed=(), release="")


def _members(inventory: Inventory) -> list[str]:
    present = set(inventory.about["state"])
    return [state for state in shipped_codebook().members(inventory.edition.year) if state in present]


def _tidy(table: pd.DataFrame, own: pd.Series) -> pd.DataFrame:
    placed = table.assign(state=table["file"].map(own).astype(shipped_codebook().dtype("state")))
    ordered = placed.sort_values(["state", "row"], kind="stable").drop(columns=["file", "row"])
    return ordered[["state", *ordered.columns.drop("state")]].reset_index(drop=True)


def _left(inventory: Inventory, name: str, codes: tuple[object, ...]) -> Inventory | None:
    """Return what is left of an inventory when it is narrowed, or None where that is all of it."""
    left = _NARROWED.get(name, _of_sources)(inventory, name, codes)
    asked = (left.themes, left.populations, left.narrowed)
    sizes = [len(table) for table in left.tables().values()]
    whole = (inventory.themes, inventory.populations, inventory.narrowed)
    same = asked == whole and sizes == [len(table) for table in inventory.tables().values()]
    return None if same else remember_origin(left, inventory, (name, codes))


def _of_states(inventory: Inventory, column: str, states: tuple[object, ...]) -> Inventory:
    of_states = {name: _of(table, table[column].isin(states)) for name, table in inventory.tables().items()}
    themes, populations, narrowed = inventory.themes, inventory.populations, inventory.narrowed
    return Inventory(**of_states, themes=themes, populations=populations, narrowed=narrowed, release=inventory.release)


def _of_themes(inventory: Inventory, column: str, themes: tuple[object, ...]) -> Inventory:
    columns = [f"{column}_{theme}" for theme in themes]
    sources, channels = inventory.sources, inventory.channels
    narrowed = _with_sources(inventory, sources[columns].isin([YesNo.YES]).any(axis="columns"))
    return replace(
        narrowed,
        channels=_of(channels, channels[columns].isin([YesNo.YES]).any(axis="columns")),
        vignettes=_of(inventory.vignettes, inventory.vignettes[column].isin(themes)),
        themes=tuple(theme for theme in inventory.themes if theme in themes),
    )


def _of_populations(inventory: Inventory, column: str, populations: tuple[object, ...]) -> Inventory:
    kept = tuple(population for population in inventory.populations if population in populations)
    return replace(_of_sources(inventory, column, populations), populations=kept)


def _of_sources(inventory: Inventory, column: str, codes: tuple[object, ...]) -> Inventory:
    kept = inventory.sources[column].isin(codes)
    narrowed = inventory.narrowed if kept.all() else (*inventory.narrowed, column)
    return replace(_with_sources(inventory, kept), narrowed=narrowed)


def _editions(about: pd.DataFrame) -> str:
    dates = sorted({date.date().isoformat() for date in about["edition"]})
    if len(dates) > 1:
        return _said("editions", first=dates[0], last=dates[-1])
    return _said("edition", date="".join(dates))


def _counted(number: int, one: str, several: str) -> str:
    return _said(one if number == 1 else several, number=number)


def _said(name: str, /, **values: object) -> str:
    return worded("inventory", current_language(), name, **values)


def _with_sources(inventory: Inventory, mask: pd.Series[bool]) -> Inventory:
    sources = _of(inventory.sources, mask)
    items = _of(inventory.items, inventory.items["source_id"].isin(sources["source_id"]))
    return replace(inventory, sources=sources, items=items)


def _of(table: pd.DataFrame, mask: pd.Series[bool]) -> pd.DataFrame:
    return table[mask].reset_index(drop=True)


def _several(wanted: object) -> list[object]:
    return list(wanted) if isinstance(wanted, Iterable) and not isinstance(wanted, str) else [wanted]


def _allowed(name: str, wanted: list[object]) -> list[object]:
    criteria = _criteria()
    if name not in criteria:
        raise UsageError(f"nothing is named {name!r} here; an inventory is narrowed by {', '.join(sorted(criteria))}")
    unknown = [code for code in wanted if code not in criteria[name]]
    if unknown:
        found = ", ".join(map(repr, unknown))
        raise UsageError(f"{name} is one of {', '.join(map(str, criteria[name]))}; found {found}")
    return wanted


@lru_cache(maxsize=1)
def _criteria() -> dict[str, list[str]]:
    """Return the codes that each criterion may have."""
    book = shipped_codebook()
    of_sources = book.columns[book.columns["sheet"].eq("sources") & book.columns["codes"].ne("")]
    lists = {**of_sources.set_index("column")["codes"], "state": "state", "theme": "theme"}
    return {str(name): book.codes(codes) for name, codes in lists.items()}


_NARROWED: dict[str, Callable[[Inventory, str, tuple[object, ...]], Inventory]] = {
    "state": _of_states,
    "theme": _of_themes,
    "population": _of_populations,
}
"""How the inventory is narrowed by what is more than a column of sources."""
