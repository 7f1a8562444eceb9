"""Inventories for tests: one with other values in some cells, and any inventory that the rules allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from hypothesis import strategies as st

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory

SOURCES = ("LV-01", "LV-02", "LV-03")
ITEMS = ("age", "family", "guardian", "documents")

VARIED = (
    "role",
    "population",
    "organisation_type",
    "reached",
    "reached_basis",
    "extent",
    "running",
    "children_apart",
    "unit_of_count",
    "barrier",
    "opening",
)


def altered(
    found: Inventory,
    *,
    sources: Mapping[str, Mapping[str, object]] | None = None,
    answers: Mapping[str, Mapping[str, str]] | None = None,
    mapping: str | None = None,
) -> Inventory:
    """Return the inventory with other values in some cells of sources and items, and another mapping of theme 2."""
    changed, items, about = found.sources.copy(), found.items.copy(), found.about.copy()
    for place, source in enumerate(changed["source_id"]):
        for column, value in (sources or {}).get(source, {}).items():
            changed.iloc[place, changed.columns.get_loc(column)] = value
    stated = {(source, item): answer for source, values in (answers or {}).items() for item, answer in values.items()}
    keys = pd.MultiIndex.from_frame(items[["source_id", "item"]].astype("object"))
    new = pd.Series(keys.map(stated), items.index, dtype="object")
    items["answer"] = items["answer"].astype("object").where(new.isna(), new).astype(items["answer"].dtype)
    if mapping is not None:
        about["mapping_theme_2"] = pd.Series(mapping, about.index).astype(about["mapping_theme_2"].dtype)
    return replace(found, sources=changed, items=items, about=about)


def of_editions(found: Inventory, years: Mapping[str, int]) -> Inventory:
    """Return the inventory with the workbooks of these states dated to the last day of another year."""
    dates = pd.to_datetime(found.about["state"].astype("str").map(years).map("{:.0f}-12-31".format, na_action="ignore"))
    return replace(found, about=found.about.assign(edition=dates.fillna(found.about["edition"])))


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    """Draw the inventory of the worked example with any attributes and answers of Latvia's three sources, theme 2."""
    columns = {name: st.sampled_from(shipped_codebook().codes(name)) for name in VARIED}
    attributes = st.fixed_dictionaries({**columns, "theme_2": st.sampled_from(["yes", "yes", "no"])})
    answers = st.fixed_dictionaries({item: st.sampled_from([str(answer) for answer in Answer]) for item in ITEMS})
    return altered(
        example_inventory().where(theme=2),
        sources={source: draw(attributes) for source in SOURCES},
        answers={source: draw(answers) for source in SOURCES},
        mapping=draw(st.sampled_from(shipped_codebook().codes("mapping"))),
    )
