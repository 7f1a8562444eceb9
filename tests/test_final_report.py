"""The final report: every theme and state, two findings apart, nobody ranked, every reference listed."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

import impt_analysis as impt
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.documents import Document, Figure, Heading, Listing, Paragraph, Table, plain_lines
from impt_analysis.documents.plain import plain_text
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.public_release import released_inventory
from impt_analysis.reports.final_report import charts_of_the_final_report, final_report, final_report_files
from impt_analysis.reports.planned_charts import Subject, chart_of_a_state
from impt_analysis.reports.portrait import portrait
from impt_analysis.reports.products import documents
from tests.drawn_charts import placeholders
from tests.inventories import of_editions
from tests.shipped_data import november

CHAPTERS = [
    "Summary",
    "What was asked, and how",
    "The three themes side by side",
    "Published figures",
    "Theme 1: Sexual exploitation",
    "Theme 2: Children in migration",
    "Theme 3: Labour and criminal exploitation",
    "The present information management in each state",
    "Side information, and ways to use it",
    "Possible improvements, as questions",
    "Permanent channels within and between states",
    "What survives other conventions",
    "References",
]


IMPROVEMENTS, PERMANENT = "Possible improvements, as questions", "Permanent channels within and between states"


def made(found: Inventory) -> Document:
    return final_report(found, placeholders(charts_of_the_final_report(found)))


@cache
def real() -> Document:
    return made(november())


@cache
def example() -> Document:
    return made(impt.example_inventory())


def text(document: Document) -> str:
    return "\n".join(plain_lines(document))


def chapter(document: Document, heading: str) -> list[object]:
    starts = [place for place, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 1]
    (start,) = [place for place in starts if document.blocks[place] == Heading(heading)]
    return list(document.blocks[start : min([place for place in starts if place > start], default=None)])


def test_it_has_every_chapter_and_none_is_empty() -> None:
    assert [heading.text for heading in real().headings(1)] == CHAPTERS
    assert [heading.text for heading in example().headings(1)] == CHAPTERS
    for heading in CHAPTERS:
        blocks = chapter(example(), heading)
        following = pairwise(blocks)
        assert len(blocks) > 1
        assert not any(
            isinstance(one, Heading) and isinstance(other, Heading) and other.level <= one.level
            for one, other in following
        )


@pytest.mark.parametrize("heading", ["The present information management in each state", IMPROVEMENTS])
def test_states_stand_in_codebook_order_and_all_of_them(heading: str) -> None:
    labels = impt.shipped_codebook().labels("state")
    names = [block.text for block in chapter(real(), heading) if isinstance(block, Heading) and block.level == 2]
    assert [name.removesuffix(" at a glance") for name in names] == [labels[state] for state in november().members()]


def test_the_summary_counts_each_finding_apart() -> None:
    (table,) = [block for block in chapter(real(), "Summary") if isinstance(block, Table)]
    (row,) = [[plain_text(cell) for cell in row] for row in table.rows if "children in migration" in plain_text(row[0])]
    told = iter(row[1:])
    for finding in Finding:
        ladder = impt.gap_ladder(november().where(theme=2, population=POPULATIONS[finding]))
        counts = ladder["rung"].value_counts()
        for rung in ("reached", "partly_reached", "held_not_reached"):
            assert int(next(told)) == counts[rung]
    (said,) = [line for line in text(real()).splitlines() if line.startswith("Documented as reached at least in part")]
    assert "of the wider group and children of concern 17 to 24, and 112 to 135 more as held" in said
    assert "of identified children 56, and 26 more as held" in said


def test_every_finding_of_the_summary_names_the_chapter_that_shows_it() -> None:
    (points,) = [block.points for block in chapter(real(), "Summary") if isinstance(block, Listing)]
    assert all(re.search(r"\(Chapter “([^”]+)”\.\)$", str(point))[1] in CHAPTERS for point in points)


def test_how_to_read_a_section_is_said_once() -> None:
    paragraphs = [plain_text(block.words) for block in real().blocks if isinstance(block, Paragraph)]
    for begun in ("Of 34 kinds of information the inventory asks", "A use stands here when", "Two states' information"):
        assert sum(said.startswith(begun) for said in paragraphs) == 1
    assert sum("How to read it is said with theme 1." in said for said in paragraphs) == 2


def test_the_chapter_on_states_begins_with_what_is_held_and_how_it_is_managed() -> None:
    blocks = chapter(real(), "The present information management in each state")
    holdings = next(block for block in blocks if isinstance(block, Table))
    counts = impt.rows_by_state(november()).set_index("state").loc[november().members()]
    assert [int(str(row[2])) for row in holdings.rows] == counts["n_sources"].tolist()
    permanent = impt.permanent_channels(november().where(state=november().members()))
    assert sum(int(str(row[6])) for row in holdings.rows) == len(permanent)
    shown = [block.alternative for block in blocks if isinstance(block, Figure)][:3]
    assert shown == [f"What theme_{theme}/management shows" for theme in (1, 2, 3)]


def test_no_cell_of_a_table_is_blank() -> None:
    for block in [*real().blocks, *example().blocks]:
        if isinstance(block, Table):
            assert all(plain_text(cell) for row in block.rows for cell in row), block.caption


def test_that_of_no_channel_something_is_unknown_is_not_said() -> None:
    whole = text(real())
    assert "of no it is not known" not in whole[whole.index("Possible improvements, as questions\nEach") :]
    assert "Of the documented channels eleven are informal or used case by case. Which of them" in whole


def test_within_a_state_what_would_add_most_stands_first() -> None:
    tables = [block for block in chapter(real(), IMPROVEMENTS) if isinstance(block, Table)]
    gains = [table for table in tables if table.caption.startswith("Points added")]
    assert len(gains) > 10
    for table in gains:
        most = [max(int(str(gain)) for gain in row[1:4] if gain != "-") for row in table.rows]
        assert most == sorted(most, reverse=True)


def test_every_permanent_channel_is_listed_once() -> None:
    permanent = impt.permanent_channels(november())
    tables = [block for block in chapter(real(), PERMANENT) if isinstance(block, Table)]
    rows = [plain_text(row[0]) for table in tables for row in table.rows]
    assert len(rows) == len(permanent)
    elsewhere = ~permanent["state"].isin(november().members())
    told = [rows.count("Regional and international"), rows.count("Russian Federation")]
    assert len(tables[-1].rows) == int(elsewhere.sum()) == sum(told) > 0


def test_a_statement_that_sets_a_state_above_another_is_not_told() -> None:
    (table,) = [block for block in chapter(real(), "What survives other conventions") if isinstance(block, Table)]
    statements = impt.surviving_statements(november())
    told = {(row[0], row[1]): (row[2], row[3]) for row in [[plain_text(cell) for cell in row] for row in table.rows]}
    assert "One range lies above another" not in {kind for kind, _ in told}
    rows = statements[statements["statement"].eq("never_reached") & statements["finding"].eq("identified")]
    assert told["Reached in no state", "Identified children"] == (str(len(rows)), str(int(rows["survives"].sum())))


def test_every_reference_of_the_inventory_is_listed_once() -> None:
    assert [entry.id for entry in real().references()] == november().references["reference_id"].tolist()


def test_numbers_agree_with_their_nouns_and_nothing_is_left_blank() -> None:
    whole = text(real()) + text(example())
    body = whole[: whole.index("\nReferences\nEvery")]
    assert not re.findall(
        r"\b(?:one|1) (?:sources|states|cells|channels)\b|\b(?:two|ten|[02-9]) (?:source|cell)\b", body
    )
    assert not re.search(r"\bnan\b|None\b(?! is)|\{|\}|<NA>|  ", body)
    assert "%" not in body


def test_awareness_and_trust_are_told_of_types_of_organisations_alone() -> None:
    before, _, after = text(real()).partition("What stands in the way\n")
    assert "trust " not in before.lower()
    improvements = after[after.index("Possible improvements") :].lower()
    assert "awareness" not in improvements[: improvements.index("what survives")]


def test_every_page_says_what_it_rests_on_in_each_release() -> None:
    assert real().footer == november().evidence()
    public = made(released_inventory(impt.example_inventory(), impt.Release.PUBLIC))
    assert public.footer.endswith("Public release")
    assert "not asked or not told in this release" in text(public)
    assert [heading.text for heading in public.headings(1)] == CHAPTERS


def test_it_shows_every_chart_that_it_names() -> None:
    shown = [block.alternative for block in real().blocks if isinstance(block, Figure)]
    assert sorted(shown) == sorted(f"What {plan.stem} shows" for plan in charts_of_the_final_report(november()))


def test_its_files_stand_at_the_top_of_the_folder() -> None:
    found = impt.example_inventory()
    files = final_report_files(found, placeholders(charts_of_the_final_report(found)))
    assert list(files) == ["final_report.html", "final_report.docx", "final_report.pdf"]
    assert documents(found, [])[0].name == "final_report"


def test_where_no_figure_is_published_a_sentence_says_so() -> None:
    found = impt.example_inventory()
    plans = [plan for plan in charts_of_the_final_report(found) if plan.subject is not Subject.PUBLISHED_FIGURES]
    told = final_report(found, placeholders(plans))
    assert Paragraph("No figure on these children is known to be published.") in told.blocks


def test_an_inventory_without_a_member_state_is_refused() -> None:
    with pytest.raises(UsageError, match="the inventory holds none"):
        final_report(impt.example_inventory().where(state="REG"), {})


def test_the_age_of_a_state_s_evidence_is_told_as_in_its_portrait_whatever_another_state_sends() -> None:
    found = of_editions(impt.example_inventory(), {"LV": 2040})
    whole = plain_lines(made(found))
    for state in ("EE", "LV"):
        own = plain_lines(portrait(found, state, placeholders([chart_of_a_state(state)])))
        (told,) = [line for line in own if line.startswith("The evidence behind")]
        assert told in whole
    assert len({line for line in whole if line.startswith("The evidence behind")}) == 3  # with that of all states
