"""The charts of the reports in another language; tables keep their codes, so that there is one of each."""

from __future__ import annotations

from collections.abc import Iterable

from impt_analysis.codebook import in_language
from impt_analysis.codebook.speaking import ORIGINAL, known_language
from impt_analysis.inventory import Inventory
from impt_analysis.reports.theme_charts import Plan, drawn_chart


def folder_of(language: str) -> str:
    """Return the folder, below that of the reports, of the charts in a language; the original's have none of their own.

    Raises UsageError for a language that the vocabulary is not translated into.

    >>> folder_of("de"), folder_of("en")
    ('de/', '')
    """
    return "" if known_language(language).language == ORIGINAL else f"{language}/"


def translated_pictures(inventory: Inventory, plans: Iterable[Plan], language: str) -> dict[str, bytes]:
    """Return the pictures of charts in a language by name: that of the original's, in the folder of the language.

    Raises UsageError for a language that the vocabulary is not translated into.
    """
    folder = folder_of(language)
    with in_language(language):
        drawn = [drawn_chart(inventory, plan) for plan in plans]
    files = (file for chart in drawn for file in chart.files.items())
    return {f"{folder}{name}": content for name, content in files if not name.endswith(".csv")}
