"""The answers on the sheet Items as understood, and where Items and Sources do not fit together."""

from __future__ import annotations

import pandas as pd

from impt_analysis.checking.batches import Batch
from impt_analysis.checking.code_values import spellings
from impt_analysis.checking.hints import meant
from impt_analysis.checking.sources_and_items import fitting_problems
from impt_analysis.checking.spaces import plain
from impt_analysis.checking.values import understood
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.errors import Problem
from impt_analysis.schema import ANSWER_LIST, Column, Kind

ANSWER = Column("answer", "Answer", Kind.CODE, ANSWER_LIST, True, False, 0, "Does the source record the item")
"""The cells under the id of a source, which no header of their own describes."""


def typed_answers(batch: Batch) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the answers as understood, and the problems of items and answers.

    Columns: `file`, `row`, `letter`, `source_id` (text), `item` and `answer` (ordered categories); a blank cell is
    `not_asked`.
    """
    stated = batch.values["item"].notna() | batch.values["answer"].notna()
    kept = batch if stated.all() else _rows(batch, batch.values[stated].reset_index(drop=True))
    rows = _distinct(kept, ["file", "row"])
    items, problems = understood(rows, batch.sheet.column("item"))
    answers, found = understood(kept, ANSWER)
    groups = kept.values.groupby(["file", "row"], sort=False).ngroup()
    item = items.array.take(groups.to_numpy())
    table = kept.values.assign(item=item, answer=answers.fillna(Answer.NOT_ASKED))
    return table, [*problems, *found, *_repeated_items(rows)]


def answer_problems(batch: Batch, sources: Batch) -> list[Problem]:
    """Return where Items and Sources do not fit: columns without a source, sources or items without their place."""
    return [*fitting_problems(_distinct(batch, ["file", "letter"]), sources), *_missing_items(batch)]


def _distinct(batch: Batch, columns: list[str]) -> Batch:
    return _rows(batch, batch.values[~batch.values.duplicated(columns)])


def _rows(batch: Batch, values: pd.DataFrame) -> Batch:
    return Batch(batch.sheet, values, batch.places, languages=batch.languages)


def _repeated_items(batch: Batch) -> list[Problem]:
    again = batch.values["item"].notna() & batch.values.duplicated(["file", "item"])
    return batch.problems("repeated-entry-of-items", again, "item")


def _missing_items(batch: Batch) -> list[Problem]:
    held = batch.values[["file", "item"]].drop_duplicates().dropna()
    known = spellings("item")
    intended = {text: known.get(plain(text)) or meant(text, known) for text in held["item"].unique()}
    present = set(zip(held["file"], held["item"].map(intended), strict=True))
    files = [file for file in batch.files_with("item") if file in set(held["file"])]
    return [
        Problem.of("missing-item", file=file, sheet=batch.sheet.name, item=item)
        for file in files
        for item in shipped_codebook().codes("item")
        if (file, item) not in present
    ]
