"""The inventory: what all workbooks hold, as tidy tables, narrowed to what is asked and evidenced in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from impt_analysis.checking import Checked, checked
from impt_analysis.checking.values import entries
from impt_analysis.codebook import codebook
from impt_analysis.codebook.codes import Confirmed, YesNo
from impt_analysis.errors import UsageError, WorkbookError, errors_among
from impt_analysis.workbook.folder import workbook_files
from impt_analysis.workbook.reader import read_workbook

TABLES = ("about", "sources", "items", "channels", "statistics", "vignettes", "references")


@dataclass(frozen=True)
class Inventory:
    """Tidy tables of one edition; every code column is an ordered category, a blank cell is missing.

    `about`: a row per state with edition, compiler, mapping and confirmation of each theme.
    `sources`: a row per source. `items`: a row per source and item with its `answer`, `not_asked` written in full.
    `channels`, `statistics`, `vignettes`, `references`: a row per row of these sheets.
    `themes`: the themes that the inventory is narrowed to, all of them at first.
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

    @property
    def edition(self) -> pd.Timestamp:
        """The date of the latest workbook."""
        return pd.Timestamp(self.about["edition"].max())

    def members(self) -> list[str]:
        """Return the states of the inventory that were members at the edition's date, in codebook order."""
        present = set(self.about["state"])
        return [state for state in codebook().members(self.edition.year) if state in present]

    def where(self, **criteria: object) -> Inventory:
        """Return the inventory narrowed to what meets every criterion; a criterion is a code or several codes.

        `state` narrows every table, `theme` the sources that cover it (one theme is enough), the channels, the vignettes
        and the measures; every other criterion names a column of `sources`, such as `population` or `role`, and narrows
        sources and their answers.

        Raises UsageError for a criterion or a code that does not exist.
        """
        narrowed = self
        for name, wanted in criteria.items():
            codes = _allowed(name, _several(wanted))
            if name == "state":
                narrowed = narrowed._of_states(codes)
            elif name == "theme":
                narrowed = narrowed._of_themes(codes)
            else:
                narrowed = narrowed._of_sources(narrowed.sources[name].isin(codes))
        return narrowed

    def evidence(self) -> str:
        """Return in one line what the inventory rests on: edition, sources, references, and who has confirmed it.

        It counts the member states only; a state has confirmed when every theme asked for is confirmed.
        """
        members = self.where(state=self.members())
        cited = pd.concat([entries(table["reference_ids"]) for table in (members.sources, members.channels)])
        themes = [f"confirmed_theme_{theme}" for theme in self.themes]
        confirmed = int(members.about[themes].eq(Confirmed.BY_THE_STATE).all(axis="columns").sum())
        said = f"confirmed by {confirmed} of {len(members.about)} states" if confirmed else "no state has confirmed it"
        counts = f"{len(members.sources)} sources, {cited.nunique()} references"
        return f"Edition {self.edition.date().isoformat()} · {counts} · desk review; {said}"

    def _of_states(self, states: list[object]) -> Inventory:
        tables = {name: getattr(self, name) for name in TABLES}
        return replace(self, **{name: _kept(table, table["state"].isin(states)) for name, table in tables.items()})

    def _of_themes(self, themes: list[object]) -> Inventory:
        columns = [f"theme_{theme}" for theme in themes]
        narrowed = self._of_sources(self.sources[columns].eq(YesNo.YES).any(axis="columns"))
        return replace(
            narrowed,
            channels=_kept(self.channels, self.channels[columns].eq(YesNo.YES).any(axis="columns")),
            vignettes=_kept(self.vignettes, self.vignettes["theme"].isin(themes)),
            themes=tuple(theme for theme in self.themes if theme in themes),
        )

    def _of_sources(self, mask: pd.Series[bool]) -> Inventory:
        sources = _kept(self.sources, mask)
        return replace(self, sources=sources, items=_kept(self.items, self.items["source_id"].isin(sources["source_id"])))


def load(path: Path | str) -> Inventory:
    """Return the inventory of the workbooks in a folder (or of one workbook).

    Raises WorkbookError, holding every problem of every workbook, when one of them is an error. Source: docs/workbook.md.
    """
    result = check(path)
    if errors_among(result.problems):
        raise WorkbookError(result.problems)
    return from_checked(result)


def check(*paths: Path | str) -> Checked:
    """Return tables and problems of the workbooks in these folders and files, in one pass.

    A workbook that cannot be opened is among the problems, and the others are checked all the same.
    """
    workbooks, problems = [], []
    for file in workbook_files([Path(path) for path in paths]):
        try:
            workbooks.append(read_workbook(file))
        except WorkbookError as error:
            problems += error.problems
    result = checked(workbooks)
    return Checked(result.tables, (*problems, *result.problems))


def from_checked(result: Checked) -> Inventory:
    """Return the inventory that checked tables hold; the tables have no error."""
    own = result.tables["about"].set_index("file")["state"]
    tables = {name: _tidy(result.tables[name], own) for name in TABLES}
    order = tables["sources"][["source_id"]].reset_index(names="position")
    items = tables["items"].merge(order, on="source_id", validate="many_to_one").sort_values(["position", "item"])
    tables["items"] = items[["state", "source_id", "item", "answer"]].reset_index(drop=True)
    return Inventory(**tables, themes=tuple(int(theme) for theme in codebook().codes("theme")))


def _tidy(table: pd.DataFrame, own: pd.Series) -> pd.DataFrame:
    placed = table.assign(state=table["file"].map(own).astype(codebook().dtype("state")))
    ordered = placed.sort_values(["state", "row"], kind="stable").drop(columns=["file", "row"])
    return ordered[["state", *ordered.columns.drop("state")]].reset_index(drop=True)


def _kept(table: pd.DataFrame, mask: pd.Series[bool]) -> pd.DataFrame:
    return table[mask].reset_index(drop=True)


def _several(wanted: object) -> list[object]:
    return list(wanted) if isinstance(wanted, Iterable) and not isinstance(wanted, str) else [wanted]


def _allowed(name: str, wanted: list[object]) -> list[object]:
    columns = codebook().columns
    of_sources = columns[(columns["sheet"] == "sources") & (columns["codes"] != "")].set_index("column")["codes"]
    lists = {**of_sources.to_dict(), "state": "state", "theme": "theme"}
    if name not in lists:
        raise UsageError(f"nothing is named {name!r} here; an inventory is narrowed by {', '.join(sorted(lists))}")
    allowed = codebook().codes(lists[name])
    unknown = [code for code in wanted if code not in allowed]
    if unknown:
        found = ", ".join(map(repr, unknown))
        raise UsageError(f"{name} is one of {', '.join(map(str, allowed))}; found {found}")
    return wanted
