"""The page that opens the reports: what is asked, how to read it, and the charts of each theme with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import PurePosixPath

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer, Finding
from impt_analysis.codebook.codes import Mapping as MappingCode
from impt_analysis.coverage import coverage_range
from impt_analysis.errors import Problem, counted
from impt_analysis.inventory import Inventory
from impt_analysis.plurals import number_of
from impt_analysis.reports.planned_charts import REGION, DrawnChart, Plan, Subject

TITLE = "Who holds what information on children at risk of trafficking"
QUESTION = (
    "In the states around the Baltic Sea many bodies record something about children who are trafficked or at risk. "
    "These pages show what of it is documented, and what of it reaches those who collect information on trafficking."
)
HOW_TO_READ = """\
A source is a register, set of case files, statistic, hotline log or body of knowledge of one organisation.
Coverage reads “31 of 100 weighted points documented as reached”. It is no share of the information or the children.
Each bar has three parts: documented and reached; documented as held and not shown to be reached (the side \
information); not known. What is not known is shown as unknown, and is most of it.
States stand in a fixed order and are not ranked: what is documented follows how much was read.
What is known of the wider group of children and what of identified children are two findings. Sources of which the \
children are not known are left out of both.
No, unknown and not asked are three things: not recorded; asked, and nobody could say; not asked yet.
"""


NAMES = {
    Subject.COVERAGE: "Coverage",
    Subject.GAPS: "Gap map",
    Subject.ANSWERS: "Answers",
    Subject.SIDE_INFORMATION: "Side information",
    Subject.HOLDERS: "Types of organisation",
    Subject.USES: "Uses",
    Subject.MANAGEMENT: "Management",
    Subject.THEMES: "Themes compared",
    Subject.ANSWERS_GIVEN: "Answers given",
    Subject.FRESHNESS: "Age of the evidence",
    Subject.PUBLISHED_FIGURES: "Published figures",
    Subject.BORDERS: "Channels across borders",
    Subject.AT_A_GLANCE: "State at a glance",
}
"""What each chart is called where its files are offered."""


def index_page(
    inventory: Inventory,
    charts: Sequence[DrawnChart],
    problems: Sequence[Problem],
    documents: Mapping[str, Sequence[str]],
    left_out: Sequence[str],
) -> str:
    """Return the page as HTML; it shows the charts from the files beside it and holds the numbers of every bar.

    Every text is escaped. `problems` is what the check of the workbooks gave; the page counts it. `documents` has the
    names of the files of every document by the name of the document, `left_out` what the release leaves out.
    """
    parts = [
        _element("h1", TITLE),
        _element("p", QUESTION),
        f'<p class="evidence">{escape(inventory.evidence())}.<br>{escape(_unfinished(inventory, problems))}</p>',
        _contents(inventory, documents),
        _element("h2", "How to read it"),
        _listed(HOW_TO_READ.splitlines()),
        _element("h2", "What this release leaves out"),
        _listed(left_out),
        *(_theme(inventory, theme, charts, documents) for theme in inventory.themes),
        _element("h2", "The region"),
        *(_figure(chart) for chart in charts if chart.plan.stem.startswith(REGION)),
    ]
    return _PAGE.format(title=escape(TITLE), style=_style(), body="\n".join(parts))


def coverage_table(ranges: pd.DataFrame) -> pd.DataFrame:
    """Return coverage in words, a row per state: points out of 100, and the numbers of answers behind them.

    `ranges` is a table of `coverage_range` by state and theme.
    """
    points = {
        "low": "Documented and reached",
        "held_low": "Documented as held",
        "high_known": "At most, if the known sources were all",
        "high": "At most",
    }
    answers = {f"n_{answer}": shipped_codebook().label("answer", str(answer)) for answer in Answer}
    table = ranges.assign(state=ranges["state"].map(shipped_codebook().labels("state")))
    table[list(points)] = table[list(points)].mul(100).round().astype("int64")
    named = {"state": "State", **points, "n_sources": "Sources", **answers}
    return table[list(named)].rename(columns=named)


def _unfinished(inventory: Inventory, problems: Sequence[Problem]) -> str:
    themes = [f"mapping_theme_{theme}" for theme in inventory.themes]
    about = inventory.where(state=inventory.members()).about
    open_ended = about[themes].isin([MappingCode.IN_PROGRESS]).any(axis="columns").sum()
    return (
        f"The mapping is in progress in {number_of(int(open_ended), 'member state')}. "
        f"The check of the workbooks: {counted(problems)}"
    )


def _contents(inventory: Inventory, documents: Mapping[str, Sequence[str]]) -> str:
    """Return links to what a reader opens first: documents of the whole region, of each theme, and of each state."""
    themes = [
        f'<a href="#theme_{theme}">Theme {theme}: {escape(name_of_theme(theme))}</a>' for theme in inventory.themes
    ]
    whole = [_document(name, files) for name, files in documents.items() if "/" not in name]
    states = [_document(name, files) for name, files in documents.items() if name.startswith("states/")]
    lines = "".join(f"<li>{line}</li>" for line in [*whole, *themes])
    portraits = f"<h2>The states</h2><ul>{''.join(f'<li>{line}</li>' for line in states)}</ul>" if states else ""
    return f"<h2>Contents</h2><ul>{lines}</ul>{portraits}"


def name_of_theme(theme: int) -> str:
    """Return the name of a theme.

    >>> name_of_theme(2)
    'Children in migration'
    """
    return shipped_codebook().label("theme", theme)


def _document(name: str, files: Sequence[str]) -> str:
    """Return the name of a document with a link to each of its files.

    A document is named by its last part, one of a state by the state.
    """
    links = ", ".join(
        f'<a href="{escape(file)}">{escape(PurePosixPath(file).suffix[1:].upper())}</a>' for file in sorted(files)
    )
    *folders, last = name.split("/")
    slugs = {shipped_codebook().slug(str(state)): str(state) for state in shipped_codebook().codes("state")}
    said = shipped_codebook().label("state", slugs[folders[-1]]) if folders and folders[-1] in slugs else last
    return f"{escape(said[:1].upper() + said[1:].replace('_', ' '))}: {links}"


def _theme(
    inventory: Inventory, theme: int, charts: Sequence[DrawnChart], documents: Mapping[str, Sequence[str]]
) -> str:
    entry = shipped_codebook().entries("theme").loc[theme]
    seminar = f"Expert seminar: {entry['seminar']}, {entry['place']} 2010."
    of_theme = [
        *(_document(name, files) for name, files in documents.items() if name.startswith(f"theme_{theme}/")),
        *(_explored(theme, file) for file in documents.get("explore", [])),
    ]
    own = [chart for chart in charts if chart.plan.theme == theme]
    parts = [
        f'<h2 id="theme_{theme}">Theme {theme}: {escape(str(entry["label"]))}</h2>',
        f'<p class="quiet">{escape(seminar)}</p>',
        f"<ul>{''.join(f'<li>{line}</li>' for line in of_theme)}</ul>" if of_theme else "",
        *(
            _finding(inventory, finding, [chart for chart in own if chart.plan.finding is finding])
            for finding in Finding
        ),
        *([_element("h3", "All children of the theme")] if any(chart.plan.finding is None for chart in own) else []),
        *(_figure(chart) for chart in own if chart.plan.finding is None),
    ]
    return "\n".join(part for part in parts if part)


def _explored(theme: int, file: str) -> str:
    return f'Explore: <a href="{escape(file)}#theme={theme}">the gap map, and the sources behind each cell</a>'


def _finding(inventory: Inventory, finding: Finding, charts: Sequence[DrawnChart]) -> str:
    entry = shipped_codebook().entries("finding").loc[str(finding)]
    shown = [_element("h3", str(entry["label"])), f'<p class="quiet">{escape(str(entry["definition"]))}.</p>']
    for chart in charts:
        if chart.plan.subject is Subject.COVERAGE:
            shown.append(_numbers(coverage_table(coverage_range(inventory.where(**chart.plan.criteria)))))
        shown.append(_figure(chart))
    return "\n".join(shown)


def _numbers(table: pd.DataFrame) -> str:
    caption = "<caption>Points out of 100, and the answers behind them</caption>"
    rendered = table.to_html(index=False, border=0, escape=True)
    return f'<div class="table">{rendered.replace("<thead>", f"{caption}<thead>", 1)}</div>'


def _figure(chart: DrawnChart) -> str:
    stem = escape(chart.plan.stem)
    links = ", ".join(_link(chart.plan, name) for name in chart.files)
    title = escape(chart.title)
    return (
        f'<figure><img src="{stem}.svg" alt="{escape(chart.alternative)}" width="1333" height="750">'
        f'<figcaption class="quiet">{NAMES[chart.plan.subject]}: {title}. This chart as {links}</figcaption></figure>'
    )


def _link(plan: Plan, name: str) -> str:
    part = PurePosixPath(name).stem.removeprefix(PurePosixPath(plan.stem).name).replace("_", " ")
    return f'<a href="{escape(name)}">{escape(PurePosixPath(name).suffix[1:].upper())}{escape(part)}</a>'


def _listed(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(_element('li', line) for line in lines)}</ul>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _style() -> str:
    return files(__package__).joinpath("index.css").read_text(encoding="utf-8")


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
