"""The page as one HTML file: markup, style, script and data in it, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from impt_analysis.charts.style import RUNGS, SHUT, Look
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import SEPARATOR, Confirmed
from impt_analysis.codebook.measured_codes import Closure, Release
from impt_analysis.inventory import Inventory
from impt_analysis.releases import barriers_by_type
from impt_analysis.reports.page import vocabulary
from impt_analysis.reports.page.cells import ladders
from impt_analysis.reports.page.sources import reference_records, source_records
from impt_analysis.reports.page.words import script_wordings, wordings

UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end the element that holds the data, as JSON writes it otherwise."""

LABELLED = ("answer", "through", "population", "rung", "closure")


def exploring_page(inventory: Inventory, release: Release) -> str:
    """Return one HTML page to explore the inventory, which needs nothing but itself: no network and no other file.

    A reader chooses theme, states, domains and children, and a cell of the gap map to see the sources behind it. Every
    measure is made here; the script of the page only selects and shows. The two findings stand apart throughout. What
    the page tells follows the release. The same inventory gives the same bytes.

    Source: docs/method.md, sections "The gap ladder" and "Two releases".

    >>> from impt_analysis.worked_example import example_inventory
    >>> exploring_page(example_inventory(), Release.PUBLIC).count("<script")
    2
    """
    style, script = _style(), _package_file("page.js")
    return Template(_package_file("page.html")).substitute(
        policy=_policy(style, script),
        style=style,
        script=script,
        data=_json(page_data(inventory, release)),
        title=escape(wordings()["title"]),
        evidence=escape(inventory.evidence()),
        plain=escape(wordings()[f"evidence_{'some' if _anything_confirmed(inventory) else 'none'}"]),
        release=_release(release),
        left_out=escape(wordings()[f"left_out_{release}"]),
        legend=_legend(release),
        barriers=_barriers(inventory, release),
    )


def page_data(inventory: Inventory, release: Release) -> dict[str, Any]:
    """Return all that the script of the page selects from, as plain records."""
    return {
        "release": str(release),
        "words": script_wordings(),
        "labels": {name: shipped_codebook().labels(name) for name in LABELLED},
        "answerMissing": wordings()[f"answer_missing_{release}"],
        "themes": vocabulary.themes(inventory),
        "findings": vocabulary.findings(),
        "states": vocabulary.states(inventory),
        "domains": vocabulary.domains(),
        "items": vocabulary.items(inventory),
        "rungs": vocabulary.rungs(release),
        "ladders": ladders(inventory, release),
        "sources": source_records(inventory, release),
        "references": reference_records(inventory),
    }


def _anything_confirmed(inventory: Inventory) -> bool:
    columns = [f"confirmed_theme_{theme}" for theme in inventory.themes]
    members = inventory.about["state"].isin(inventory.members())
    return bool(inventory.about.loc[members, columns].isin([Confirmed.BY_THE_STATE]).any(axis=None))


def _json(data: dict[str, Any]) -> str:
    """Return data as JSON that no text in it can break out of."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, written in UNSAFE.items():
        text = text.replace(sign, written)
    return text


def _policy(style: str, script: str) -> str:
    """Return the policy under which the page runs: its own style and script, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _style() -> str:
    looks = [*((str(rung), look) for rung, look in RUNGS.items()), (str(Closure.SHUT), SHUT)]
    return _package_file("page.css") + "".join(_rule(rung, look) for rung, look in looks)


def _rule(rung: str, look: Look) -> str:
    """Return how a rung looks on the page: as on the charts."""
    lines = f"repeating-linear-gradient(135deg, {look.hatch_colour} 0 1px, {look.fill} 1px 6px)"
    return (
        f".rung-{rung} {{ color: {look.ink}; background: {lines if look.hatch else look.fill}; "
        f"border: {2 if look.border_width > 1 else 1}px solid {look.border}; }}\n"
    )


def _release(release: Release) -> str:
    entry = shipped_codebook().entries("release").loc[str(release)]
    return f"<strong>{escape(str(entry['label']))}.</strong> {escape(str(entry['definition']))}."


def _legend(release: Release) -> str:
    return "\n".join(
        f'<li><span class="sign rung-{escape(rung["code"])}" aria-hidden="true">{escape(rung["sign"])}</span> '
        f"<span><strong>{escape(rung['label'])}.</strong> {escape(rung['definition'])}.</span></li>"
        for rung in vocabulary.rungs(release)
    )


def _barriers(inventory: Inventory, release: Release) -> str:
    """Return the table of barriers by type of organisation, or a sentence where there is none."""
    table = barriers_by_type(inventory, release)
    if table.empty:
        return f"<p>{escape(wordings()['barriers_none'])}</p>"
    heads = "".join(f'<th scope="col">{escape(wordings()[name])}</th>' for name in BARRIER_COLUMNS)
    rows = "\n".join(_barrier_row(row) for row in table.to_dict("records"))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="barriers-title"><table class="plain">'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div>"
    )


BARRIER_COLUMNS = ("barriers_types", "barriers_sources", "barriers_awareness", "barriers_trust")


def _barrier_row(row: dict[Any, Any]) -> str:
    labels = shipped_codebook().labels("organisation_type")
    types = ", ".join(labels[code] for code in str(row["organisation_types"]).split(SEPARATOR))
    counts = [wordings()["barriers_most"]] * 2 if row["more_than_half"] else [row["n_awareness"], row["n_trust"]]
    cells = "".join(f"<td>{escape(_whole(count))}</td>" for count in (row["n_sources"], *counts))
    return f'<tr><th scope="row">{escape(types)}</th>{cells}</tr>'


def _whole(count: object) -> str:
    return count if isinstance(count, str) else str(int(float(str(count))))


def _package_file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
