"""The slides of a seminar: one chart a slide with its finding as title, and the numbers behind it as notes."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts import alt_text, chart_bytes, coverage_chart, gap_map
from impt_analysis.charts.tables import subject_of
from impt_analysis.checking.cell_entries import entries
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.codebook.measured_codes import Rung
from impt_analysis.coverage import coverage_range
from impt_analysis.documents.deck import ChartSlide, Deck, PointSlide
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory
from impt_analysis.reports.index import HOW_TO_READ


def seminar_slides(inventory: Inventory, theme: int) -> Deck:
    """Return the slides of the seminar on one theme: how to read them, then the charts of each finding.

    The notes of a slide give the numbers of its table by state, and the ids of the references that they rest on; the
    sheets References of the workbooks, and the brief of the seminar, hold them.
    """
    entry = shipped_codebook().entries("theme").loc[theme]
    seminar = f"Expert seminar: {entry['seminar']}, {entry['place']} 2010"
    slides = [PointSlide("How to read these slides", HOW_TO_READ.splitlines())]
    for finding in Finding:
        narrowed = inventory.where(theme=theme, population=POPULATIONS[finding])
        slides += [_coverage(narrowed), _gaps(narrowed)]
    return Deck(f"Theme {theme}: {entry['label']}", seminar, inventory.evidence(), slides)
