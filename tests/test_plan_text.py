"""What a person is shown of a plan and of questions, and whose barrier is never named."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from impt_analysis.inventory import Inventory
from impt_analysis.questions import open_questions
from impt_analysis.reports.plan_text import UNNAMED, plan_records, plans_of_findings, print_plans
from impt_analysis.reports.question_text import print_questions, question_texts
from tests.workbooks import inventory, state

CONFIRMED = {"confirmed_theme_2": "by_the_state", "confirmed_by": "An office", "confirmed_on": "2026-11-01"}
SILENT = {"reached": "no", "reached_basis": "claim"}


def latvia(about: dict[str, str] | None = None, **cells: str) -> Inventory:
    sources = [{"source_id": f"LV-0{number}", **SILENT, **cells} for number in (1, 2)]
    return inventory(state("LV", sources, {"LV-01": {"age": "yes"}, "LV-02": {"age": "yes"}}, **(about or {})))


def shown(found: Inventory, opened: int = 1) -> str:
    console = Console(file=StringIO(), width=200)
    print_plans(found, plans_of_findings(found, state="LV", theme=2, opened=opened), console)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_the_plan_says_what_is_reached_before_and_after_and_what_comes_near() -> None:
    text = shown(latvia())
    assert "0.0 of 100 weighted points are documented as reached; with the plan they would be 4.1" in text
    assert "Within 1 point of it come: LV-02 (4.1)." in text
    assert "no source is known that would add to it if opened." in text, "of identified children nothing is recorded"


def test_nothing_opened_is_a_plan_and_the_curve_is_shown() -> None:
    assert "The best plan of each size" in shown(latvia(), opened=0)


def test_totals_only_are_shown_apart() -> None:
    text = shown(latvia(opening="totals_only"))
    assert "Without the sources that may pass on totals only they would be 0.0" in text


@pytest.mark.parametrize("barrier", ["awareness", "trust"])
def test_awareness_and_trust_are_named_only_when_the_state_has_confirmed_the_theme(barrier: str) -> None:
    desk, confirmed = latvia(barrier=barrier), latvia(CONFIRMED, barrier=barrier)
    assert UNNAMED in shown(desk)
    assert barrier.capitalize() not in shown(desk)
    assert barrier.capitalize() in shown(confirmed)
    plans = plans_of_findings(desk, state="LV", theme=2, opened=1)
    assert plan_records(desk, plans)["findings"][0]["steps"][0]["barrier"] is None


def test_an_unknown_barrier_is_not_told_from_one_that_is_left_out() -> None:
    unknown = latvia(barrier="unknown")
    plans = plans_of_findings(unknown, state="LV", theme=2, opened=1)
    assert UNNAMED in shown(unknown)
    assert plan_records(unknown, plans)["findings"][0]["steps"][0]["barrier"] is None


def test_another_barrier_is_named() -> None:
    assert "Technical" in shown(latvia(barrier="technical"))


def test_a_name_in_square_brackets_is_printed_as_it_is() -> None:
    assert "[red]Register[/red]" in shown(latvia(name="[red]Register[/red]"))


def test_a_question_says_in_words_what_is_asked() -> None:
    found = latvia(reached="unknown", reached_basis="unknown")
    texts = question_texts(open_questions(found, state="LV"))
    assert texts[0].startswith("Do those who collect information on trafficking regularly get what it records?")
    assert "Does it record: Family? Where parents and siblings are" in " ".join(texts)
    console = Console(file=StringIO(), width=200)
    print_questions(found, "LV", open_questions(found, state="LV"), console)
    assert "Not asked or not stated" in console.file.getvalue()  # type: ignore[attr-defined]
