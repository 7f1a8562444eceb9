"""The words of a mark, between two lines by which they are known again; what others wrote around them stays."""

from __future__ import annotations

import re
from collections.abc import Iterable

from impt_analysis.errors import Problem, catalogue

BEGIN, END = "[impt check]", "[end of impt check]"

MOST_IN_A_COMMENT = 10
"""Nobody reads more in a comment, and Excel holds at most 32,767 characters in one."""

OURS = re.compile(rf"(?:\r?\n){{0,2}}{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
"""The words of a mark in a comment, with the lines that part them from the words before."""


def comment_text(problems: Iterable[Problem]) -> str:
    """Return what the comment of a cell says of its problems.

    >>> print(comment_text([Problem.of("not-a-number", file="latvia.xlsx", found="many")]))
    [impt check]
    Error: A number cannot be read (not-a-number)
    Found: many
    Right would be: a number such as 12 or 12.5
    To mend: Write the number alone, without words, spaces or signs; what needs saying goes to What the reference says.
    [end of impt check]
    """
    listed = list(problems)
    said = [_said(problem) for problem in listed[:MOST_IN_A_COMMENT]]
    if len(listed) > MOST_IN_A_COMMENT:
        said.append(f"{len(listed) - MOST_IN_A_COMMENT} more stand on the last sheet.")
    return "\n".join([BEGIN, "\n\n".join(said), END])


def title(problem: Problem) -> str:
    """Return what is wrong, in a few words."""
    return catalogue()[problem.code].title


def _said(problem: Problem) -> str:
    lines = [
        f"{problem.severity.value.capitalize()}: {title(problem)} ({problem.code})",
        f"Found: {problem.found or '(blank)'}",
        f"Right would be: {problem.expected}",
        f"To mend: {problem.mend}",
    ]
    return "\n".join(lines)
