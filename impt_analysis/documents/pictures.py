"""Charts as figures of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impt_analysis.documents.model import Figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Chart


def figure_of(chart: Chart, caption: str, *, landscape: bool = False) -> Figure:
    """Return a chart of impt_analysis.charts as a figure, with the alternative text that the chart carries.

    Raises UsageError when the chart was not made by this package.
    """
    from impt_analysis.charts import alt_text, chart_bytes

    drawn = chart_bytes(chart, [".png", ".svg"])
    return Figure(drawn[".png"], drawn[".svg"].decode(), caption, alt_text(chart), landscape)
