"""Charts: a table that a public function returned goes in, a matplotlib figure comes out."""

from impt_analysis.charts.answer_cells import answer_matrix
from impt_analysis.charts.border_cells import cross_border_chart
from impt_analysis.charts.channel_flows import channels_chart
from impt_analysis.charts.coverage_bars import coverage_chart
from impt_analysis.charts.description import alt_text, data_digest, digest_of
from impt_analysis.charts.files import chart_bytes, save_chart
from impt_analysis.charts.management_cells import management_chart
from impt_analysis.charts.overlap_bars import organisation_overlap_chart
from impt_analysis.charts.use_cells import uses_chart

__all__ = [
    "alt_text",
    "answer_matrix",
    "channels_chart",
    "chart_bytes",
    "coverage_chart",
    "cross_border_chart",
    "data_digest",
    "digest_of",
    "management_chart",
    "organisation_overlap_chart",
    "save_chart",
    "uses_chart",
]
