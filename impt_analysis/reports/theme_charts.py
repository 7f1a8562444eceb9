"""The charts of the three seminars: by theme, what is known of the wider group and what of identified children."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
from matplotlib.figure import Figure

from impt_analysis.charts import alt_text, answer_matrix, chart_bytes, coverage_chart
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.coverage import coverage_range, item_coverage
from impt_analysis.csv_tables import csv_bytes
from impt_analysis.inventory import Inventory


class Subject(StrEnum):
    """What a chart of a theme shows."""

    COVERAGE = "coverage"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Plan:
    """A chart that is to be drawn: its theme, the finding it belongs to, and what it shows."""

    theme: int
    finding: Finding
    subject: Subject

    @property
    def stem(self) -> str:
        """Where the chart stands below the folder of reports, without ending.

        >>> Plan(2, Finding.IDENTIFIED, Subject.COVERAGE).stem
        'theme_2/identified_coverage'
        """
        return f"theme_{self.theme}/{self.finding}_{self.subject}"


@dataclass(frozen=True)
class DrawnChart:
    """A chart as it was drawn: its plan, its files by name, its alternative text and the first of its tables."""

    plan: Plan
    files: dict[str, bytes]
    alternative: str
    table: pd.DataFrame


def planned_charts() -> list[Plan]:
    """Return the charts of every theme, in the order in which they are shown.

    >>> [plan.stem for plan in planned_charts()][:2]
    ['theme_1/wider_group_coverage', 'theme_1/wider_group_answers']
    """
    return [
        Plan(int(theme), finding, subject)
        for theme in shipped_codebook().codes("theme")
        for finding in Finding
        for subject in Subject
    ]


def drawn_chart(inventory: Inventory, plan: Plan) -> DrawnChart:
    """Draw one chart and return it as PNG, SVG and PDF, with its tables as csv; nothing is written."""
    narrowed = inventory.where(theme=plan.theme, population=POPULATIONS[plan.finding])
    figure, tables = _DRAWN[plan.subject](narrowed)
    pictures = {f"{plan.stem}{ending}": content for ending, content in chart_bytes(figure).items()}
    numbers = {f"{plan.stem}{ending}.csv": csv_bytes(table) for ending, table in tables.items()}
    return DrawnChart(plan, {**pictures, **numbers}, alt_text(figure), next(iter(tables.values())))


def _coverage(inventory: Inventory) -> tuple[Figure, dict[str, pd.DataFrame]]:
    overall = coverage_range(inventory)
    domains = coverage_range(inventory, by=["state", "theme", "domain"])
    figure = coverage_chart(overall, domains, inventory.children(), inventory.evidence())
    return figure, {"": overall, "_by_domain": domains}


def _answers(inventory: Inventory) -> tuple[Figure, dict[str, pd.DataFrame]]:
    items = item_coverage(inventory)
    return answer_matrix(items, inventory.children(), inventory.evidence()), {"": items}


_DRAWN: dict[Subject, Callable[[Inventory], tuple[Figure, dict[str, pd.DataFrame]]]] = {
    Subject.COVERAGE: _coverage,
    Subject.ANSWERS: _answers,
}
"""How each subject is drawn: the figure, and its tables by the ending of the name of their file."""
