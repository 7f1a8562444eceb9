"""The final report: present information management in every state, and possible ways of improving it."""

from __future__ import annotations

from impt_analysis.reports.final_report.whole import charts_of_the_final_report, final_report, final_report_files

__all__ = ["charts_of_the_final_report", "final_report", "final_report_files"]
