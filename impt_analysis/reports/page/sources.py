"""The sources and references of the page as records: what each records, what comes through it, what is said of it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Answer, YesNo
from impt_analysis.codebook.measured_codes import Release
from impt_analysis.coverage import source_answers
from impt_analysis.inventory import Inventory
from impt_analysis.releases import as_released, with_barriers_named
from impt_analysis.reports.page.words import wordings

Record = dict[str, Any]

REACH = {
    "fact_population": ("population",),
    "fact_reached": ("reached", "reached_basis"),
    "fact_barrier": ("barrier",),
    "fact_opening": ("opening",),
}
"""What is said first of a source: the wording of its heading, and the columns whose labels stand under it."""

KEPT = {
    "fact_kind": ("organisation_type",),
    "fact_role": ("role",),
    "fact_system": ("system", "frequency"),
    "fact_unit": ("unit_of_count",),
    "fact_covers": ("level", "extent"),
}
"""What is said of a source on demand, in the same way."""


def source_records(inventory: Inventory, release: Release) -> list[Record]:
    """Return every source of the inventory as a release tells it, in its order, also those that are not measured.

    A record has `id`, `state`, `name`, `organisation`, `local`; `themes`; `finding`, to which of the two it belongs,
    or nothing; `answers` by item, without those that are not asked or that the release does not tell; `through` by
    item, what at least comes through: 1 or 0.5; `facts` and `more`, pairs of heading and text, the first always shown;
    `claim`; `references`, their ids.
    """
    sources = as_released(with_barriers_named(inventory.sources, inventory), release)
    answers, through = _answers(inventory, release), _through(inventory)
    cited = entries(sources["reference_ids"]).groupby(level=0).agg(list)
    return [
        {
            "id": str(row["source_id"]),
            "state": str(row["state"]),
            "name": str(row["name"]),
            "organisation": str(row["organisation"]),
            "local": _text(row["organisation_local"]),
            "themes": [str(theme) for theme in inventory.themes if row[f"theme_{theme}"] == YesNo.YES],
            "finding": _finding(str(row["population"])),
            "answers": answers.get(str(row["source_id"]), {}),
            "through": through.get(str(row["source_id"]), {}),
            "facts": _reach(row, release),
            "more": _kept(row),
            "claim": _text(row["claim"]),
            "references": cited.get(place, []),
        }
        for place, row in zip(sources.index, sources.to_dict("records"), strict=True)
    ]


def reference_records(inventory: Inventory) -> dict[str, dict[str, str]]:
    """Return the references that sources name, by id, each with the link to it when that is one to a web page."""
    named = set(entries(inventory.sources["reference_ids"]))
    listed = inventory.references[inventory.references["reference_id"].isin(named)]
    return {str(row["reference_id"]): _reference(row) for row in listed.to_dict("records")}


def _answers(inventory: Inventory, release: Release) -> dict[str, dict[str, str]]:
    told = as_released(inventory.items, release)
    told = told[told["answer"].notna() & told["answer"].ne(Answer.NOT_ASKED)]
    return _by_source(told.astype({"answer": "str"}), "answer")


def _through(inventory: Inventory) -> dict[str, dict[str, float]]:
    rows = source_answers(inventory)
    return _by_source(rows[rows["through_low"].gt(0)].drop_duplicates(["source_id", "item"]), "through_low")


def _by_source(rows: pd.DataFrame, column: str) -> dict[str, dict[str, Any]]:
    groups = rows.sort_values("item", kind="stable").groupby("source_id", sort=False)
    return {str(source): dict(zip(of.item.astype("str"), of[column], strict=True)) for source, of in groups}


def _reach(row: dict[Any, Any], release: Release) -> list[list[str]]:
    words = wordings()
    told = {heading: _labels(row, columns) for heading, columns in REACH.items()}
    untold = release is Release.PUBLIC and pd.isna(row["reached"])
    absent = {
        "fact_reached": words["reach_missing_public"],
        "fact_barrier": words["barrier_missing_public" if untold else "barrier_missing"],
    }
    facts = [[words[heading], text or absent[heading]] for heading, text in told.items()]
    limits = _limits(row)
    return [*facts, [words["fact_limits"], limits]] if limits else facts


def _kept(row: dict[Any, Any]) -> list[list[str]]:
    words = wordings()
    facts = [[words[heading], _labels(row, columns)] for heading, columns in KEPT.items()]
    year = row["latest_year"]
    return [*facts, [words["fact_year"], str(year)]] if pd.notna(year) else facts


def _labels(row: dict[Any, Any], columns: tuple[str, ...]) -> str:
    """Return the labels of a row's codes, the later ones in small letters; what is missing is left out."""
    found = [shipped_codebook().label(column, row[column]) for column in columns if pd.notna(row[column])]
    return "; ".join([*found[:1], *(label[:1].lower() + label[1:] for label in found[1:])])


def _limits(row: dict[Any, Any]) -> str:
    """Return why the answers of a source count as partly at most, or nothing."""
    caps = shipped_codebook().caps()
    why = [
        wordings()[f"limit_{name}"] for name, code in zip(caps["list"], caps["code"], strict=True) if row[name] == code
    ]
    return "; ".join(dict.fromkeys(why))


def _finding(population: str) -> str:
    return next((str(finding) for finding, those in POPULATIONS.items() if population in those), "")


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _reference(row: dict[Any, Any]) -> dict[str, str]:
    words = wordings()
    year = str(row["year"]) if pd.notna(row["year"]) else words["reference_no_year"]
    line = words["reference_line"].format(title=_text(row["title"]), publisher=_text(row["publisher"]), year=year)
    url = _text(row["url"])
    return {"text": line, "url": url if url.startswith(("https://", "http://")) else ""}
