"""The page that explains every problem: docs/problems.md, made from the catalogue."""

from __future__ import annotations

import re

from impt_analysis.errors import Rule, Severity, catalogue

_BEGINNING = """\
# Problems

Every problem that `impt check` and `impt answers` can name, by its code. `impt problems` writes this page from
`impt_analysis/problems.csv`. In a message the words in *italics* are replaced by what it is about.
"""

_SECTIONS = {
    Severity.ERROR: ("Errors", "An error stops the build: something would be lost, or made up."),
    Severity.WARNING: ("Warnings", "A warning is true, and stays until somebody asks or mends it. The build goes on."),
    Severity.INFO: (
        "Infos",
        "An info is good to know. What is read although it is written in its own way is named here.",
    ),
}


def problems_page() -> str:
    """Return the page as Markdown: each code with its title, its rule, what would be right and how to mend it.

    Source: `problems.csv`, in its order, the errors first.

    >>> print(problems_page().splitlines()[0])
    # Problems
    """
    return "\n".join([_BEGINNING, *map(_section, _SECTIONS)])


def _section(severity: Severity) -> str:
    title, meaning = _SECTIONS[severity]
    rules = [rule for rule in catalogue().values() if rule.severity is severity]
    return "\n".join([f"## {title}\n\n{meaning}\n", *map(_entry, rules)])


def _entry(rule: Rule) -> str:
    return (
        f"### {rule.code}\n\n"
        f"**{_marked(rule.title)}.** {_marked(rule.rule)}\n\n"
        f"* Right would be: {_marked(rule.expected)}\n"
        f"* To mend: {_marked(rule.mend)}\n"
    )


def _marked(text: str) -> str:
    """Return a text with its places in italics; a star of its own stays one.

    A place that follows a word without a space is for a hint, which most messages have not.
    """
    told = re.sub(r"(?<=\w)\{\w+\}", "", text.replace("*", r"\*"))
    return re.sub(r"\{(\w+)\}", lambda place: f"*{place[1].replace('_', ' ')}*", told)
