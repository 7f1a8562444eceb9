"""The charts of the reports: those of each theme, of the region and of each state, with where each is filed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from impt_analysis.codebook.codes import HOLDING, POPULATIONS, Finding, Reached
from impt_analysis.documents import Figure as DocumentFigure
from impt_analysis.inventory import Inventory
from impt_analysis.published_figures import identified_beside_wider_group
from impt_analysis.reports.folder import folder_of_state

REGION = "region"


class Subject(StrEnum):
    """What a chart shows."""

    COVERAGE = "coverage"
    GAPS = "gaps"
    ANSWERS = "answers"
    SIDE_INFORMATION = "side_information"
    HOLDERS = "holders"
    USES = "uses"
    MANAGEMENT = "management"
    ANSWERS_GIVEN = "answers_given"
    FRESHNESS = "freshness"
    PUBLISHED_FIGURES = "published_figures"
    BORDERS = "borders"
    THEMES = "themes"
    AT_A_GLANCE = "at_a_glance"


OF_A_FINDING = (
    Subject.COVERAGE,
    Subject.GAPS,
    Subject.ANSWERS,
    Subject.SIDE_INFORMATION,
    Subject.HOLDERS,
    Subject.USES,
)
"""What is drawn of each finding of a theme."""

OF_THE_REGION = (Subject.ANSWERS_GIVEN, Subject.FRESHNESS, Subject.PUBLISHED_FIGURES, Subject.BORDERS)
"""What is drawn once, of all themes."""


@dataclass(frozen=True)
class Plan:
    """A chart that is to be drawn: what it shows, and of which theme, finding and state (of all if none is named)."""

    subject: Subject
    theme: int | None = None
    finding: Finding | None = None
    state: str | None = None

    @property
    def stem(self) -> str:
        """Where the chart stands below the folder of reports, without ending.

        >>> Plan(Subject.COVERAGE, 2, Finding.IDENTIFIED).stem, Plan(Subject.AT_A_GLANCE, state="LV").stem
        ('theme_2/identified_coverage', 'states/latvia/at_a_glance')
        """
        if self.state is not None:
            return f"{folder_of_state(self.state)}/{self.subject}"
        folder = REGION if self.theme is None else f"theme_{self.theme}"
        return f"{folder}/{'' if self.finding is None else f'{self.finding}_'}{self.subject}"

    @property
    def criteria(self) -> dict[str, object]:
        """What narrows the inventory to the part that the chart is drawn from.

        >>> Plan(Subject.COVERAGE, 2, Finding.IDENTIFIED).criteria["theme"]
        2
        """
        populations = None if self.finding is None else POPULATIONS[self.finding]
        named = {"state": self.state, "theme": self.theme, "population": populations}
        return {name: wanted for name, wanted in named.items() if wanted is not None}


@dataclass(frozen=True)
class DrawnChart:
    """A chart as it was drawn: its plan, what it is about, its title, its alternative text, and its files by name."""

    plan: Plan
    subject: str
    title: str
    alternative: str
    files: dict[str, bytes] = field(repr=False)

    @property
    def png(self) -> bytes:
        """The picture."""
        return self.files[f"{self.plan.stem}.png"]

    @property
    def svg(self) -> str:
        """The drawing."""
        return self.files[f"{self.plan.stem}.svg"].decode()

    def figure(self, caption: str, *, landscape: bool = False) -> DocumentFigure:
        """Return the chart as a figure of a document."""
        return DocumentFigure(self.png, self.svg, caption, self.alternative, landscape)


def charts_of_a_theme(theme: int) -> list[Plan]:
    """Return the charts of a theme, in the order in which they are shown.

    >>> [plan.stem for plan in charts_of_a_theme(1)][:2]
    ['theme_1/wider_group_coverage', 'theme_1/wider_group_gaps']
    """
    of_findings = [Plan(subject, theme, finding) for finding in Finding for subject in OF_A_FINDING]
    return [*of_findings, Plan(Subject.MANAGEMENT, theme)]


def charts_of_the_region() -> list[Plan]:
    """Return the charts of the whole region, in the order in which they are shown."""
    return [
        *(Plan(Subject.THEMES, None, finding) for finding in Finding),
        *(Plan(subject) for subject in OF_THE_REGION),
    ]


def chart_of_a_state(state: str) -> Plan:
    """Return the chart that shows one state on a page, measured or listed."""
    return Plan(Subject.AT_A_GLANCE, state=state)


def every_chart(inventory: Inventory) -> list[Plan]:
    """Return every chart of the reports of an inventory, in the order in which they are shown.

    A chart of which the inventory holds nothing, such as one of published figures where none are, is left out.
    """
    themes = [plan for theme in inventory.themes for plan in charts_of_a_theme(theme)]
    states = [chart_of_a_state(str(state)) for state in inventory.about["state"]]
    return [plan for plan in [*themes, *charts_of_the_region(), *states] if _holds_something(inventory, plan)]


def _holds_something(inventory: Inventory, plan: Plan) -> bool:
    if plan.subject is Subject.PUBLISHED_FIGURES:
        return not identified_beside_wider_group(inventory).empty
    if plan.subject not in (Subject.SIDE_INFORMATION, Subject.HOLDERS):
        return True
    narrowed = inventory.where(**plan.criteria, state=inventory.members())
    holders = narrowed.items.loc[narrowed.items["answer"].isin(HOLDING), "source_id"]
    holding = narrowed.sources[narrowed.sources["source_id"].isin(holders)]
    return bool(len(holding) if plan.subject is Subject.HOLDERS else holding["reached"].ne(Reached.YES).any())
