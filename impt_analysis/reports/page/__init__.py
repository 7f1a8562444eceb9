"""One page to explore: the tables of a release as records, and the HTML file that shows them without any network."""

from impt_analysis.reports.page.document import exploring_page

__all__ = ["exploring_page"]
