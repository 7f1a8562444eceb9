"""Charts: a table that a public function returned goes in, a matplotlib figure comes out."""

from impt_analysis.charts.answer_cells import answer_matrix
from impt_analysis.charts.coverage_bars import coverage_chart
from impt_analysis.charts.description import alt_text, data_digest, digest_of
from impt_analysis.charts.evidence_years import freshness_chart
from impt_analysis.charts.figure_ranges import identified_beside_wider_chart
from impt_analysis.charts.files import chart_bytes, save_chart
from impt_analysis.charts.portrait_page import state_portrait_chart
from impt_analysis.charts.region_map import region_tiles

__all__ = [
    "alt_text",
    "answer_matrix",
    "chart_bytes",
    "coverage_chart",
    "data_digest",
    "digest_of",
    "freshness_chart",
    "identified_beside_wider_chart",
    "region_tiles",
    "save_chart",
    "state_portrait_chart",
]
