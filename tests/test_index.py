"""The page that opens the reports: every chart by its name, and the page to explore at each theme."""

from __future__ import annotations

from functools import cache

import pytest

from impt_analysis.reports.index import NAMES, index_page
from impt_analysis.reports.planned_charts import Subject, every_chart
from impt_analysis.worked_example import example_inventory
from tests.drawn_charts import placeholders


@cache
def page() -> str:
    found = example_inventory()
    charts = list(placeholders(every_chart(found)).values())
    return index_page(found, charts, [], {"explore": ["explore.html"]}, [])


@pytest.mark.parametrize("subject", Subject)
def test_every_chart_has_a_name(subject: Subject) -> None:
    assert NAMES[subject]


def test_the_gap_map_is_called_so_where_its_files_are() -> None:
    assert "Gap map: Title of theme_2/wider_group_gaps. This chart as" in page()


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_the_page_to_explore_opens_at_the_theme(theme: int) -> None:
    section = page().split('<h2 id="theme_')[theme]
    assert f'href="explore.html#theme={theme}"' in section
