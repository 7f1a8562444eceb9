"""What a workbook says to each question of a form, in the words in which the form says it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Barrier, ReachedBasis
from impt_analysis.codebook.measured_codes import QuestionKind
from impt_analysis.reports.question_text import stated_label


def said_of(known: Mapping[str, pd.DataFrame], asked: pd.DataFrame) -> pd.Series[str]:
    """Return what the tables of a state say now to questions, as a form says it.

    `asked` has the columns `source_id` and `about` (an item, or `reached`); of a source that is not in the tables
    nothing is said. What is said of reach names its basis and its obstacle too, as an answer replaces all three.

    Source: docs/workbook.md, section "Interviews".
    """
    items = known["items"]
    answers = dict(zip(zip(items["source_id"], items["item"].astype("str"), strict=True), items["answer"], strict=True))
    reach = {
        source: said_of_reach(str(reached), str(basis), str(barrier))
        for source, reached, basis, barrier in known["sources"][
            ["source_id", "reached", "reached_basis", "barrier"]
        ].itertuples(index=False)
    }
    said = [
        reach.get(source, "") if about == QuestionKind.REACHED else _of_item(answers.get((source, about)))
        for source, about in asked[["source_id", "about"]].astype("str").itertuples(index=False)
    ]
    return pd.Series(said, asked.index, dtype="str")


def said_of_reach(reached: str, basis: str, barrier: str) -> str:
    """Return what is said of the reach of a source, with what it rests on and what stands in the way.

    >>> said_of_reach("partly", "channel", "technical")
    'Partly reached (documented channel; barrier: technical)'
    >>> said_of_reach("unknown", "unknown", "unknown")
    'Unknown'
    """
    known = shipped_codebook()
    behind = []
    if basis != ReachedBasis.UNKNOWN:
        behind.append(known.label("reached_basis", basis).lower())
    if barrier not in (Barrier.NONE, Barrier.UNKNOWN):
        behind.append(f"barrier: {known.label('barrier', barrier).lower()}")
    return known.label("reached", reached) + (f" ({'; '.join(behind)})" if behind else "")


def _of_item(answer: object) -> str:
    return "" if answer is None else stated_label(QuestionKind.RECORDED, str(answer))
