"""Charts: a table that a public function returned goes in, a matplotlib figure comes out."""

from impt_analysis.charts.answer_cells import answer_matrix
from impt_analysis.charts.coverage_bars import coverage_chart
from impt_analysis.charts.description import alt_text, data_digest, digest_of
from impt_analysis.charts.files import chart_bytes, save_chart
from impt_analysis.charts.gap_cells import gap_map

__all__ = [
    "alt_text",
    "answer_matrix",
    "chart_bytes",
    "coverage_chart",
    "data_digest",
    "digest_of",
    "gap_map",
    "save_chart",
]
