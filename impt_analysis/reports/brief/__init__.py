"""The brief of a seminar: what is documented of its theme, what is not, and what to discuss, on two to four pages."""

from __future__ import annotations

from impt_analysis.reports.brief.whole import brief, brief_files

__all__ = ["brief", "brief_files"]
