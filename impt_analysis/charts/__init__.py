"""Charts: a table that a public function returned goes in, a matplotlib figure comes out."""

from impt_analysis.charts.answer_cells import answer_matrix
from impt_analysis.charts.border_cells import cross_border_chart
from impt_analysis.charts.channel_flows import channels_chart
from impt_analysis.charts.coverage_bars import coverage_chart
from impt_analysis.charts.description import alt_text, data_digest
from impt_analysis.charts.evidence_years import freshness_chart
from impt_analysis.charts.figure_ranges import identified_beside_wider_chart
from impt_analysis.charts.files import chart_bytes, save_chart
from impt_analysis.charts.gap_cells import gap_map
from impt_analysis.charts.management_cells import management_chart
from impt_analysis.charts.opening_curves import opening_curve_chart
from impt_analysis.charts.overlap_bars import organisation_overlap_chart
from impt_analysis.charts.portrait_page import state_portrait_chart
from impt_analysis.charts.region_map import region_tiles
from impt_analysis.charts.side_sources import side_information_chart
from impt_analysis.charts.theme_panels import themes_compared
from impt_analysis.charts.use_cells import uses_chart
from impt_analysis.digests import digest_of

__all__ = [
    "alt_text",
    "answer_matrix",
    "channels_chart",
    "chart_bytes",
    "coverage_chart",
    "cross_border_chart",
    "data_digest",
    "digest_of",
    "freshness_chart",
    "gap_map",
    "identified_beside_wider_chart",
    "management_chart",
    "opening_curve_chart",
    "organisation_overlap_chart",
    "region_tiles",
    "save_chart",
    "side_information_chart",
    "state_portrait_chart",
    "themes_compared",
    "uses_chart",
]
