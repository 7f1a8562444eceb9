"""The rules that every notebook of the suite keeps, and what breaks them in one notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from impt_analysis.notebook_suite import code_rules, form_rules, output_rules
from impt_analysis.notebook_suite.stored import Notebook, read_notebook

RULES: tuple[Callable[[Notebook], list[str]], ...] = (
    form_rules.valid_format,
    form_rules.stored_by_execute,
    form_rules.title_first,
    form_rules.explained,
    form_rules.limits_last,
    form_rules.run_in_order,
    code_rules.plain_python,
    code_rules.no_definition,
    code_rules.nothing_from_outside,
    code_rules.no_semicolon_at_end,
    code_rules.short_cells,
    code_rules.comparison_kept,
    output_rules.no_stderr,
    output_rules.results_compared,
    output_rules.table_before_figure,
    output_rules.nothing_cut_short,
    output_rules.no_place_or_person,
    output_rules.no_memory_address,
)


def breaches(path: Path | str) -> list[str]:
    """Return what breaks the rules in one notebook, a sentence each that begins with the notebook and the cell.

    Raises OSError when the file cannot be read, and UsageError when it is not a notebook.

    Source: CONTRIBUTING.md, section "Notebooks".
    """
    notebook = read_notebook(path)
    return [f"{notebook.name}, {breach}" for rule in RULES for breach in rule(notebook)]
