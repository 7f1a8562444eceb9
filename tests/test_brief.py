"""The brief of a seminar: sentences made from rows, two findings apart, nobody exposed, four pages at most."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path, PurePosixPath

import pypdf
import pytest

import impt_analysis as impt
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.codebook.measured_codes import Release
from impt_analysis.documents import (
    Document,
    Figure,
    Heading,
    References,
    Span,
    Table,
    plain_lines,
    rendered,
    running_words,
)
from impt_analysis.documents.plain import plain_text
from impt_analysis.errors import UsageError
from impt_analysis.gaps import gap_ladder
from impt_analysis.public_release import released_inventory
from impt_analysis.reports.brief import brief, brief_files
from impt_analysis.reports.brief.discussion import questions
from impt_analysis.reports.brief.rungs import map_of_the_wider_group
from impt_analysis.reports.brief.seminar import seminar_of
from impt_analysis.reports.planned_charts import DrawnChart, Plan, every_chart
from impt_analysis.reports.references import used_references
from tests.drawn_charts import placeholders
from tests.inventories import altered
from tests.shipped_data import november
from tests.workbooks import REFERENCE, SOURCE, STATISTIC, cells, inventory

THEMES = pytest.mark.parametrize("theme", [1, 2, 3])
SECTIONS = [
    "The seminar",
    "What is documented, and what is not",
    "What is known of the wider group and not reached",
    "The sources whose opening would add most",
    "What to open first: a question to each state",
    "Uses that become possible",
    "What can be compared, and what cannot",
    "Questions for the discussion",
    "Vignettes",
    "How to follow a number",
    "References",
]


@cache
def real(theme: int) -> Document:
    return brief(november(), theme, maps(theme))


@cache
def example() -> Document:
    return brief(impt.example_inventory(), 2, maps(2))


def maps(theme: int) -> dict[Plan, DrawnChart]:
    return placeholders([map_of_the_wider_group(theme)])


def text(document: Document) -> str:
    return "\n".join(plain_lines(document))


def section(document: Document, heading: str) -> str:
    headings = [block.text if isinstance(block, Heading) else "" for block in document.blocks]
    start = headings.index(heading)
    end = next((place for place in range(start + 1, len(headings)) if headings[place]), len(headings))
    within = Document("", "", "", [*document.blocks[start:end], References(document.references())])
    return text(within)


def rows(document: Document, caption: str) -> list[list[str]]:
    (table,) = [block for block in document.blocks if isinstance(block, Table) and block.caption.startswith(caption)]
    return [[plain_text(cell) for cell in row] for row in table.rows]


def test_a_brief_has_every_section_and_none_is_empty() -> None:
    made = example()
    assert [heading.text for heading in made.headings()] == SECTIONS
    assert not any(
        isinstance(one, Heading) and isinstance(other, Heading)
        for one, other in zip(made.blocks, made.blocks[1:], strict=False)
    )


def test_an_inventory_that_knows_nothing_still_makes_a_brief_in_whole_sentences() -> None:
    bare = {**SOURCE, "role": "bearer", "population": "unknown", "basis": "general", "reference_ids": ""}
    empty = {"channels": [], "statistics": [], "vignettes": [], "references": []}
    made = brief(inventory(cells(sources=[bare], answers={"LV-01": {}}, **empty)), 2, maps(2))
    assert [heading.text for heading in made.headings()] == SECTIONS[:-1]
    assert "Of identified children nothing is documented as reached" in text(made)
    assert "No known source would add to what is documented as reached." in text(made)
    assert "No vignette of this theme has been sent in." in text(made)


def test_what_is_reached_names_its_sources_and_references_by_finding() -> None:
    told = section(example(), "What is documented, and what is not")
    assert (
        "Of identified children, documented as reached: 2 of 68 cells (two states, 34 kinds of information) in full, "
        "1 in part. They come through two sources in two states: EE-01, LV-01 [EE-R001, LV-R001]." in told
    )
    assert (
        "Of the wider group and children of concern, documented as reached: 0 of 68 cells (two states, 34 kinds of "
        "information) in full, 1 in part. They come through one source in one state: LV-02 [LV-R001]." in told
    )


@THEMES
def test_the_table_by_state_counts_the_rungs_of_each_finding_apart(theme: int) -> None:
    counted = []
    for populations in POPULATIONS.values():
        counts = impt.gap_counts(november().where(theme=theme, population=populations))
        by_rung = counts.pivot_table(index="state", columns="rung", values="n_items", observed=False)
        counted.append(by_rung.drop(columns="not_recorded").loc[november().members()].astype("int64"))
    told = rows(real(theme), "Two findings by state")
    assert [[int(cell) for cell in row[1:5]] for row in told] == counted[0].to_numpy().tolist()
    assert [[int(cell) for cell in row[5:]] for row in told] == counted[1].to_numpy().tolist()


@THEMES
def test_states_stand_in_codebook_order_in_every_table(theme: int) -> None:
    labels = impt.shipped_codebook().labels("state")
    order = [labels[state] for state in november().members()]
    for caption, column in (("Two findings", 0), ("The opening plan", 0), ("Whose opening", 1)):
        shown = [row[column] for row in rows(real(theme), caption)]
        assert shown == [state for state in order if state in shown]


@THEMES
def test_the_gains_are_those_of_the_wider_group(theme: int) -> None:
    gains = impt.source_gains(november().where(theme=theme, population=POPULATIONS[Finding.WIDER_GROUP]))
    points = gains.set_index("source_id")["gain"].mul(100).round().astype("int64")
    told = {row[0][:5]: int(row[2]) for row in rows(real(theme), "Whose opening")}
    assert told == points[list(told)].to_dict()
    assert min(told.values()) >= points.nlargest(5).min()


@THEMES
def test_what_is_held_most_often_is_told_without_a_majority_that_it_may_not_have(theme: int) -> None:
    told = section(real(theme), "What is known of the wider group and not reached")
    ladder = gap_ladder(november().where(theme=theme, population=POPULATIONS[Finding.WIDER_GROUP]))
    held = ladder.loc[ladder["rung"].eq("held_not_reached"), "source_ids"]
    holding = {id_ for cell in held for id_ in cell.split(";")}
    assert f"{len(holding)} sources hold what stands in these cells, most often with: " in told
    assert "Most often this concerns " in told
    assert "most of them" not in told
    assert "In most states" not in told


@THEMES
def test_every_table_that_a_number_is_followed_to_is_drawn_with_its_sources(theme: int) -> None:
    told = section(real(theme), "How to follow a number")
    drawn = {PurePosixPath(plan.stem).name + ".csv" for plan in every_chart(november())}
    named = re.findall(r"\w+\.csv", told)
    assert {"wider_group_gaps.csv", "identified_gaps.csv", "freshness.csv"} < set(named) <= drawn
    cells = gap_ladder(november().where(theme=theme, population=POPULATIONS[Finding.WIDER_GROUP]))
    held = cells[cells["rung"].ne("unknown")]
    assert held["source_ids"].notna().all()
    said = section(real(theme), "What is known of the wider group and not reached")
    assert f"{int(cells['rung'].eq('held_not_reached').sum())} of {len(cells)} cells" in said


def test_a_table_that_nothing_is_drawn_in_is_not_named() -> None:
    bare = {**SOURCE, "role": "bearer", "population": "unknown"}
    made = brief(inventory(cells(sources=[bare], answers={"LV-01": {}})), 2, maps(2))
    assert "side_information.csv" not in section(made, "How to follow a number")


@THEMES
def test_questions_on_thin_evidence_read_as_sentences(theme: int) -> None:
    told = section(real(theme), "Questions for the discussion")
    assert re.search(r"For \w+ of the \w+ sources on the wider group and children of concern nobody has", told)
    assert re.search(r"Of the evidence on \d+ sources, that behind \d+ is more than five years old and that beh", told)
    assert "Of 80 of" not in told


def test_one_source_of_which_nothing_is_established_is_told_in_the_singular() -> None:
    alone = {**SOURCE, "role": "bearer", "population": "pool", "reached": "unknown", "reached_basis": "unknown"}
    told = questions(seminar_of(inventory(cells(sources=[alone])), 2, {}))
    whole = text(Document("", "", "", [*told, used_references(told, inventory(cells(sources=[alone])))]))
    assert "For the one source on the wider group and children of concern nobody has established" in whole
    assert "whether the collectors get what it records" in whole


@THEMES
def test_the_opening_plan_is_the_plan_of_each_state(theme: int) -> None:
    wider = november().where(theme=theme, population=POPULATIONS[Finding.WIDER_GROUP])
    plan = impt.opening_plan(wider, state="LV", theme=theme, opened=2)
    (told,) = [row for row in rows(real(theme), "The opening plan") if row[0] == "Latvia"]
    assert [id_ for id_ in plan.steps["source_id"] if id_ in told[1]] == plan.steps["source_id"].tolist()
    assert told[2:4] == [str(round(100 * plan.low_before)), str(round(100 * plan.low_after))]


@THEMES
def test_awareness_and_trust_are_counted_with_what_is_unknown_until_the_states_have_confirmed(theme: int) -> None:
    whole = text(real(theme)).lower()
    told = section(real(theme), "The sources whose opening would add most")
    assert "What stands in the way, by type of organisation over all states" in told
    assert "unknown or not named" in told
    assert whole.count("awareness") == whole.count("trust,") == 1, "once, to say where they are told"


def test_a_barrier_is_counted_over_the_type_and_never_beside_a_source() -> None:
    told = section(example(), "The sources whose opening would add most")
    assert "migration authority: technical 1; non-governmental organisation: unknown or not named 1" in told
    assert not [row for row in rows(example(), "Whose opening") if "rust" in " ".join(row)]


@pytest.mark.parametrize(
    ("known_not_to_be", "said"),
    [
        ([], "Of none of them is it known that it is not passed on: each may close by asking."),
        (["LV-03"], "Of one of them it is known that it is not passed on; the others may close by asking."),
        (["EE-02", "EE-03", "LV-02", "LV-03"], "Of each of them it is known that it is not passed on."),
    ],
)
def test_what_is_known_not_to_be_passed_on_is_counted(known_not_to_be: list[str], said: str) -> None:
    reach = {
        id_: {"reached": "no" if id_ in known_not_to_be else "unknown"} for id_ in ("EE-02", "EE-03", "LV-02", "LV-03")
    }
    told = brief(altered(impt.example_inventory(), sources=reach), 2, maps(2))
    assert said in section(told, "What is known of the wider group and not reached")


@THEMES
def test_a_brief_gives_no_share_in_per_cent_and_never_says_prostitution_but_in_the_title_of_2010(theme: int) -> None:
    whole = text(real(theme)).replace("Young people in prostitution and other forms", "")
    body = whole[: whole.index("\nReferences\n")]
    assert "%" not in body
    assert "per cent" not in body
    assert "prostitution" not in body.lower()


@THEMES
def test_numbers_agree_with_their_nouns(theme: int) -> None:
    whole = text(real(theme)) + text(example())
    assert not re.findall(r"\b(?:one|1) (?:sources|states|cells)\b|\b(?:two|ten|[02-9]) (?:source|cell)\b", whole)
    assert not re.search(r"\bnan\b|None|\{|\}|<NA>|  ", whole)


@THEMES
def test_only_references_that_are_used_are_listed(theme: int) -> None:
    links = {
        part.link[1:]
        for words in running_words(real(theme).blocks)
        if not isinstance(words, str | Span)
        for part in words
        if isinstance(part, Span) and part.link.startswith("#")
    }
    assert links == {entry.id for entry in real(theme).references()}
    urls = november().references.set_index("reference_id")["url"]
    assert all(entry.url == urls[entry.id] for entry in real(theme).references())


@THEMES
def test_ten_numbers_can_be_followed_to_a_row_and_its_reference(theme: int) -> None:
    cited = november().sources.set_index("source_id")["reference_ids"]
    followed = [row for caption in ("Whose opening", "The opening plan") for row in rows(real(theme), caption)]
    assert len(followed) >= 10
    for row in followed:
        for source in re.findall(r"\b[A-Z]{2}-\d\d\b", " ".join(row[:2])):
            assert all(reference in " ".join(row) for reference in cited[source].split(";"))


def test_figures_that_differ_become_a_question_of_their_theme_alone() -> None:
    of_two = section(real(2), "Questions for the discussion")
    assert (
        "Sweden, 2015, unaccompanied minor applicants: 35,250 (first release) and 35,369 (status not stated)" in of_two
    )
    assert "SE-R060" in of_two
    assert "unaccompanied minor applicants" not in section(real(1), "Questions for the discussion")


def test_a_small_unpublished_count_stands_in_no_brief() -> None:
    reference = {**REFERENCE, "reference_id": "LV-R002"}
    indicator = {"indicator": "identified_child_victims", "published": "no"}
    statistics = [{**STATISTIC, **indicator, "value": 3}, {**STATISTIC, **indicator, "value": 777, "status": "final"}]
    found = inventory(cells(statistics=statistics, references=[REFERENCE, reference]))
    asked = text(Document("", "", "", [*questions(seminar_of(found, 2, {})), used_references([], found)]))
    assert "777" not in asked
    assert "Published figures differ" not in asked


def test_a_contradiction_becomes_a_question_with_both_ends() -> None:
    told = section(real(1), "Questions for the discussion")
    assert "Children's helpline 116 111 log and emergency interventions (PL-10 to PL-02)" in told
    assert "What does it carry?" in told


def test_the_map_is_the_chart_that_was_drawn() -> None:
    (figure,) = [block for block in example().blocks if isinstance(block, Figure)]
    assert figure.alternative == "What theme_2/wider_group_gaps shows"


def test_a_constructed_vignette_says_so() -> None:
    told = section(example(), "Vignettes")
    assert "LV-V01, constructed. Somebody noticed that a child had no documents" in told
    assert "in brackets, in how many of them as reached at least in part" in told
    assert "Recorded (reached): identity documents 1 (0)." in told
    assert "Documented as recorded in no state: other adults around the child." in told


def test_units_that_may_be_anything_are_never_shared() -> None:
    told = section(real(2), "What can be compared, and what cannot")
    assert "by child in Finland, Latvia and Sweden" in told
    assert "by other" not in told
    assert "by unknown" not in told


def test_every_page_says_what_it_rests_on() -> None:
    assert real(2).footer.endswith("desk review; no state has confirmed it")
    assert impt.example_inventory().where(theme=2).evidence() in example().footer


def test_a_hostile_name_stands_in_a_brief_as_text() -> None:
    name = "<script>alert(1)</script> #import $x$"
    made = brief_files(altered(impt.example_inventory(), sources={"LV-03": {"name": name}}), 2, maps(2))
    assert set(made) == {"theme_2/brief.html", "theme_2/brief.docx", "theme_2/brief.pdf"}
    page = made["theme_2/brief.html"].decode()
    assert "<script" not in page
    assert escape(name) in page


@pytest.mark.parametrize("release", Release)
@THEMES
def test_a_brief_of_every_release_has_two_to_four_pages(theme: int, release: Release) -> None:
    released = brief(released_inventory(november(), release), theme, maps(theme))
    sheets = pypdf.PdfReader(BytesIO(rendered(released, [".pdf"])[".pdf"])).pages
    assert 2 <= len(sheets) <= 4


@pytest.mark.needs("soffice")
def test_the_longest_brief_has_at_most_four_pages_in_word_too(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(rendered(real(2), [".docx"])[".docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "brief.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert 2 <= len(pypdf.PdfReader(tmp_path / "brief.pdf").pages) <= 4


def test_a_theme_that_the_inventory_does_not_hold_is_refused() -> None:
    with pytest.raises(UsageError, match="theme is one of 2; found 3"):
        brief(impt.example_inventory().where(theme=2), 3, {})
    with pytest.raises(UsageError, match="the inventory holds none"):
        brief(impt.example_inventory().where(state="REG"), 2, {})
