"""The portrait of a state: what is known of its information, to send to it for review, with a page to confirm."""

from __future__ import annotations

from impt_analysis.reports.portrait.whole import portrait, portrait_files

__all__ = ["portrait", "portrait_files"]
