"""Where in a workbook each value of its tables stands."""

from __future__ import annotations

from dataclasses import dataclass

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.code_values import spellings
from impt_analysis.checking.layout import laid_out
from impt_analysis.checking.recognition import recognised
from impt_analysis.checking.spaces import plain
from impt_analysis.workbook.cells import WorkbookCells

KEYS = {"about": "", "sources": "source_id", "items": "source_id", "references": "reference_id"}
"""The sheets that answers can change, with the column that names a row."""

Value = tuple[str, str, str]
"""A value of a workbook's tables: its sheet, the id of its row (blank on the sheet About) and its column, by code; on
the sheet Items the column is the item."""


@dataclass(frozen=True)
class CellPlaces:
    """The address of each value of a workbook, and the name of each sheet by its code, as the workbook has it."""

    addresses: dict[Value, str]
    names: dict[str, str]

    def shown(self, value: Value) -> str:
        """Return sheet and address of a value; of a row that the workbook has not, that it is new."""
        cell, name = self.addresses.get(value, ""), self.names.get(value[0], value[0])
        return f"{name}!{cell}" if cell else f"{name}, new row"

    def values(self) -> dict[tuple[str, str], Value]:
        """Return the value that stands at each place, by sheet (its code) and address."""
        return {(value[0], cell): value for value, cell in self.addresses.items()}


def cell_places(workbook: WorkbookCells) -> CellPlaces:
    """Return where in a workbook each value of its tables stands."""
    batches = laid_out([workbook]).batches
    addresses: dict[Value, str] = {}
    for code, key in KEYS.items():
        read = _of_answers if code == "items" else _of_rows
        addresses |= read(workbook.file, batches[code], code, key)
    return CellPlaces(addresses, {code: sheet.name for code, sheet in recognised(workbook).items()})


def _of_rows(file: str, batch: Batch, code: str, key: str) -> dict[Value, str]:
    columns = [column for _, column in batch.places if column in batch.values]
    rows = batch.values.to_dict("records")
    return {
        (code, str(row[key]) if key else "", column): batch.places[file, column].format(row=row["row"])
        for row in rows
        for column in columns
    }


def _of_answers(file: str, batch: Batch, code: str, key: str) -> dict[Value, str]:
    items = spellings("item")
    place = batch.places.get((file, "answer"), "")
    return {
        (code, str(source), items.get(plain(item), str(item))): place.format(letter=letter, row=row)
        for row, item, source, letter in batch.values[["row", "item", key, "letter"]].itertuples(index=False)
    }
