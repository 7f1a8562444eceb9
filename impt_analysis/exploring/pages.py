"""The tables of the explorer as HTML: every text of a workbook is escaped, and a link leads to the web or nowhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import ReachedBasis
from impt_analysis.opening_plans import OpeningPlan
from impt_analysis.plurals import number_of
from impt_analysis.reports.plan_text import NOTE, UNNAMED

WEB = ("http", "https")


def told(text: str) -> str:
    """Return a text as a paragraph that a screen reader speaks when it changes.

    >>> told("3 < 4")
    '<p role="status">3 &lt; 4</p>'
    """
    return f'<p role="status">{escape(text)}</p>'


def picture(svg: bytes, alternative: str) -> str:
    """Return a chart as a picture, with its finding in words for those who do not see it."""
    data = b64encode(svg).decode()
    return f'<img class="impt-map" alt="{escape(alternative)}" src="data:image/svg+xml;base64,{data}">'


def web_link(text: str, url: object) -> str:
    """Return a text as a link to a web page; as text alone where the address is missing or no address of the web.

    >>> web_link("A report", "https://www.example.org/report")
    '<a href="https://www.example.org/report" target="_blank" rel="noopener noreferrer">A report</a>'
    >>> web_link("A report", "javascript:alert(1)")
    'A report'
    """
    if not is_web_address(url):
        return escape(text)
    return f'<a href="{escape(str(url))}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def is_web_address(url: object) -> bool:
    """Return whether a value is the address of a web page."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in WEB and bool(parts.netloc)


def sources_page(heading: str, sources: pd.DataFrame, references: pd.DataFrame) -> str:
    """Return the sources behind a cell, as `cell_sources` and `source_references` give them.

    First those that put the item on its rung; the others can be unfolded.
    """
    if sources.empty:
        return _heading(heading) + _paragraph(
            "No known source of this group of children covers the theme in this state."
        )
    cited = {str(source): _references(rows) for source, rows in references.groupby("source_id")}
    deciding, others = sources[sources["decides"]], sources[~sources["decides"]]
    parts = [_heading(heading), _paragraph(f"{number_of(len(deciding), 'source')} put the item on this rung.")]
    if len(deciding):
        parts.append(_sources(deciding, cited))
    if len(others):
        summary = f"{number_of(len(others), 'further source')} of this state and theme"
        parts.append(f"<details><summary>{escape(summary)}</summary>{_sources(others, cited)}</details>")
    return "".join(parts)


def plan_page(plan: OpeningPlan, evidence: str) -> str:
    """Return an opening plan, as `state_plan` gives it, with what it is and what it rests on."""
    before = f"{_points(plan.low_before)} of 100 weighted points are documented as reached"
    if plan.steps.empty:
        result = f"{before}; no source is known that would add to it if opened."
        return _paragraph(result) + _paragraph(f"{NOTE} {evidence}.")
    after = f"{before}; with the plan they would be {_points(plan.low_after)}{_certainty(plan)}."
    without = (
        f"Without the sources that may pass on totals only they would be {_points(plan.low_without_totals)}."
        if plan.steps["totals_only"].any()
        else ""
    )
    return "".join([_paragraph(f"{after} {without}"), _steps(plan), _paragraph(f"{NOTE} {evidence}.")])


def _sources(rows: pd.DataFrame, cited: dict[str, str]) -> str:
    codebook = shipped_codebook()
    lines = [
        (
            f"<b>{escape(str(row.source_id))}</b> {escape(str(row.name))}",
            escape(str(row.organisation)),
            escape(codebook.label("answer", str(row.answer))),
            escape(_reached(str(row.reached), str(row.reached_basis))),
            escape(str(row.claim)),
            cited.get(str(row.source_id), "none: generally known"),
        )
        for row in rows.itertuples(index=False)
    ]
    return _table(["Source", "Held by", "Records it", "Reached", "What the reference says", "References"], lines)


def _steps(plan: OpeningPlan) -> str:
    codebook = shipped_codebook()
    barriers = plan.steps["barrier"].map(codebook.labels("barrier")).astype("object").fillna(UNNAMED)
    lines = [
        (
            f"<b>{escape(str(row.source_id))}</b> {escape(str(row.name))}",
            escape(str(row.organisation)),
            f"{_points(row.gain)}, {_points(row.low)}",
            escape(codebook.label("opening", row.opening)),
            escape(barrier),
            escape(str(row.records) or "none of them"),
        )
        for row, barrier in zip(plan.steps.itertuples(index=False), barriers, strict=True)
    ]
    return _table(
        ["Source", "Held by", "Adds, then reached", "May pass on", "Barrier", "Records, of what the map shows"], lines
    )


def _reached(reached: str, basis: str) -> str:
    codebook = shipped_codebook()
    because = "" if basis == ReachedBasis.UNKNOWN else f" ({codebook.label('reached_basis', basis).lower()})"
    return f"{codebook.label('reached', reached)}{because}"


def _references(rows: pd.DataFrame) -> str:
    named = rows.assign(year=rows["year"].astype("str")).fillna({"title": "no title", "publisher": ""})
    return "<br>".join(
        f"{escape(str(row.reference_id))} {web_link(str(row.title), row.url)}"
        f"{escape(_published(row.publisher, row.year))}"
        for row in named.itertuples(index=False)
    )


def _published(publisher: object, year: object) -> str:
    """Return by whom and when, each after a comma, as far as it is known."""
    known = [str(publisher), str(year) if str(year).isdigit() else ""]
    return "".join(f", {part}" for part in known if part)


def _table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _heading(text: str) -> str:
    return f"<h4>{escape(text)}</h4>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text.strip())}</p>"


def _certainty(plan: OpeningPlan) -> str:
    if plan.proved:
        return ", and no other set of that size brings more"
    return f"; time ran out before the best set was proved, and no set brings more than {_points(plan.bound)}"


def _points(share: object) -> str:
    return f"{100 * float(str(share)):.1f}"
