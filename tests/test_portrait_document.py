"""The portrait of a state: its own rows alone, with what to confirm, and a page on which to confirm it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from functools import cache
from html import escape
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

import impt_analysis as impt
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.documents import Document, Figure, Heading, Span, Table, plain_lines, rendered, running_words
from impt_analysis.documents.plain import plain_text
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.public_release import released_inventory
from impt_analysis.reports.planned_charts import chart_of_a_state
from impt_analysis.reports.portrait import portrait, portrait_files, whole
from impt_analysis.reports.products import documents
from tests.drawn_charts import placeholders
from tests.inventories import altered
from tests.places import MANY
from tests.shipped_data import NOVEMBER, november
from tests.workbooks import SOURCE, STATISTIC, cells, inventory, state

LONGEST = 120
OFFICE = ("Ministry of the Interior, Þingvallaþjóðgarðsvörður, Žvėrynė šiūkšlės, Департамент России " * 2)[:LONGEST]
SIGNED = {
    **{f"confirmed_theme_{theme}": "by_the_state" for theme in (1, 2, 3)},
    "confirmed_by": OFFICE,
    "confirmed_on": date(2026, 12, 1),
}
SECTIONS = [
    "What is asked of you",
    "Latvia at a glance",
    "What stands behind the first page",
    "A. The sources, by organisation",
    "B. What is documented, by theme",
    "C. How the information is managed, and how fresh the evidence is",
    "D. Channels inside the state and across its border",
    "E. Published figures",
    "F. Side information, and what it would add",
    "G. What is not known, and the first questions to ask",
    "H. References",
]


def made(found: Inventory, state: str) -> Document:
    return portrait(found, state, placeholders([chart_of_a_state(state)]))


@cache
def real(state: str) -> Document:
    return made(november(), state)


@cache
def example() -> Document:
    return made(impt.example_inventory(), "LV")


def text(document: Document) -> str:
    return "\n".join(plain_lines(document))


def table(document: Document, caption: str) -> Table:
    (found,) = [block for block in document.blocks if isinstance(block, Table) and block.caption.startswith(caption)]
    return found


def rows(document: Document, caption: str) -> list[list[str]]:
    return [[plain_text(cell) for cell in row] for row in table(document, caption).rows]


def test_a_portrait_has_every_section_and_none_is_empty() -> None:
    assert [heading.text for heading in real("LV").headings()] == SECTIONS
    for one, other in pairwise(real("LV").blocks):
        assert not (isinstance(one, Heading) and isinstance(other, Heading))


def test_nothing_of_another_state_can_change_it() -> None:
    found = impt.example_inventory()
    assert made(found.where(state="LV"), "LV") == example()
    changed = altered(found, sources={"EE-01": {"reached": "no", "name": "Another"}}, answers={"EE-02": {"age": "yes"}})
    assert made(changed, "LV") == example()


def test_every_source_stands_with_its_reach_and_why_it_is_said() -> None:
    told = {row[0][:5]: row for row in rows(real("LV"), "The sources of Latvia")}
    assert set(told) == set(november().where(state="LV").sources["source_id"])
    assert told["LV-10"][1:] == ["1, 2, 3", "Wider group", "Partly reached", "Stated"]
    assert "State Border Guard [LV-R010]" in told["LV-10"][0]


def test_columns_of_the_workbook_are_named_where_something_is_to_be_corrected() -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO((NOVEMBER / "latvia.xlsx").read_bytes()), read_only=True)["Sources"]
    headers = {str(cell.value): cell.column_letter for cell in next(sheet.iter_rows(max_row=1))}
    heads = [column.heading for column in table(real("LV"), "The sources of Latvia").columns]
    letters = [headers[label] for label in ("Population", "Reached", "Reached: basis")]
    assert heads[2:] == [f"Children ({letters[0]})", f"Reached ({letters[1]})", f"Basis ({letters[2]})"]
    assert f"Sources, row LV-05, column {headers['Reached']}" in text(real("LV"))


def test_the_two_findings_are_counted_apart() -> None:
    told = {row[0]: row[1:] for row in rows(real("LV"), "Kinds of information by theme")}
    for finding, said in {Finding.WIDER_GROUP: "Wider group", Finding.IDENTIFIED: "Identified children"}.items():
        narrowed = november().where(state="LV", population=POPULATIONS[finding])
        for theme in (1, 2, 3):
            counts = impt.gap_counts(narrowed.where(theme=theme)).set_index("rung")["n_items"]
            points = impt.coverage_range(narrowed.where(theme=theme)).iloc[0]
            numbers = [counts["reached"], counts["partly_reached"], counts["held_not_reached"], counts["unknown"]]
            ends = [round(100 * points["low"]), round(100 * points["held_low"])]
            assert told[f"{said}: theme {theme}"] == [str(number) for number in [*numbers, *ends]]


def test_what_would_add_most_stands_first() -> None:
    told = rows(real("LV"), "Points added by each source on the wider group")
    most = [max(int(gain) for gain in row[1:4] if gain != "-") for row in told]
    assert most == sorted(most, reverse=True)
    gains = impt.source_gains(november().where(state="LV", population=POPULATIONS[Finding.WIDER_GROUP]))
    assert most[0] == round(100 * gains["gain"].max())


def test_no_barrier_of_trust_is_told_before_the_state_has_confirmed() -> None:
    assert "trust" not in text(example()).lower()
    confirmed = impt.example_inventory()
    about = confirmed.about.assign(**{f"confirmed_theme_{theme}": "by_the_state" for theme in (1, 2, 3)})
    opened = made(Inventory(**{**vars(confirmed), "about": about.astype(confirmed.about.dtypes)}), "LV")
    assert "Trust" in text(opened)


def test_a_small_unpublished_count_is_not_shown() -> None:
    small = [{**STATISTIC, "indicator": "identified_child_victims", "published": "no", "value": 3}]
    told = rows(made(inventory(cells(statistics=small)), "LV"), "Newest published figures")
    assert [row[2] for row in told] == ["not shown: small count"]


def test_every_channel_stands_once_those_inside_the_state_first() -> None:
    told = rows(real("LV"), "The channels of Latvia")
    assert len(told) == len(november().where(state="LV").channels)
    assert [row[2] for row in told] == ["Inside"] * 12 + ["Across"]


def test_the_page_to_confirm_has_a_row_for_each_theme_with_both_findings_and_boxes() -> None:
    assert rows(real("LV"), "What is documented of each theme") == [
        ["1 Sexual exploitation", "17", "0 / 36", "22 / 22", "In progress", "☐", "☐"],
        ["2 Children in migration", "17", "0 / 32", "17 / 17", "In progress", "☐", "☐"],
        ["3 Labour and criminal exploitation", "17", "0 / 35", "19 / 19", "In progress", "☐", "☐"],
    ]


def test_points_of_the_page_to_confirm_are_those_of_the_measure() -> None:
    told = rows(real("FI"), "What is documented of each theme")
    for column, populations in enumerate(POPULATIONS.values(), start=2):
        ranges = impt.coverage_range(november().where(state="FI", population=populations))
        ends = [f"{round(100 * row.low)} / {round(100 * row.held_low)}" for row in ranges.itertuples()]
        assert [row[column] for row in told] == ends


def test_a_finding_on_which_no_source_is_known_is_not_told_as_nothing_held() -> None:
    alone = made(inventory(state("LV", [SOURCE], {"LV-01": {"age": "yes"}})), "LV")
    assert [row[3] for row in rows(alone, "What is documented of each theme")] == ["no source"] * 3


def test_a_complete_mapping_stands_on_the_page_to_confirm() -> None:
    mapped = made(altered(impt.example_inventory(), mapping="complete"), "LV")
    assert [row[4] for row in rows(mapped, "What is documented of each theme")][1] == "Complete"


def test_the_page_to_confirm_asks_for_an_office_and_for_no_person_and_has_room_to_write() -> None:
    assert [row[0] for row in rows(real("LV"), "By whom")] == ["Office (no personal name)", "Date"]
    noted = rows(real("LV"), "What is to be corrected")
    assert noted == [[str(number), "", ""] for number in range(1, len(noted) + 1)]
    assert all(table(real("LV"), caption).form for caption in ("What is documented of", "By whom", "What is to be"))


def test_the_page_to_confirm_says_who_has_confirmed_what() -> None:
    assert "Latvia has confirmed no theme yet." in text(real("LV"))
    assert f"has confirmed themes 1, 2 and 3 ({OFFICE}, 2026-12-01)." in text(longest())


def test_the_chart_of_the_state_stands_on_a_page_of_its_own() -> None:
    (figure,) = [block for block in real("LV").blocks if isinstance(block, Figure)]
    assert figure.landscape
    assert figure.alternative == "What states/latvia/at_a_glance shows"


def test_every_page_says_what_it_rests_on() -> None:
    assert real("LV").footer == f"Latvia · {november().where(state='LV').evidence()}"


@pytest.mark.parametrize("state", ["RU", "REG"])
def test_a_state_that_is_not_measured_is_listed_and_says_so(state: str) -> None:
    whole = text(real(state))
    assert "this is a listing only" in whole
    assert real(state).footer.endswith("listed, neither measured nor confirmed")
    for absent in ("Points", "to confirm\n", "☐", "weighted points", "Please"):
        assert absent not in whole


@cache
def released(code: str) -> Document:
    return made(released_inventory(november(), impt.Release.PUBLIC), code)


def test_a_public_portrait_says_so_and_does_not_tell_what_is_known_not_to_be_reached() -> None:
    found = altered(impt.example_inventory(), sources={"LV-02": {"reached": "no"}})
    public = made(released_inventory(found, impt.Release.PUBLIC), "LV")
    assert public.footer.endswith("Public release")
    assert "Not reached" not in text(public)
    assert "not asked or not told in this release" in text(public)
    assert released("RU").footer.endswith("Public release")


def test_a_public_portrait_says_wherever_it_folds_something_that_it_may_not_be_told() -> None:
    document = released("LV")
    assert {row[4] for row in rows(document, "What is documented of each theme")} == {"Not told"}
    assert {row[3] for row in rows(document, "The sources of")} == {"Reached", "Partly reached", "Unknown or not told"}
    assert "Unknown" not in {row[4] for row in rows(document, "The sources of")}
    assert [column.heading for column in table(document, "Kinds of information by theme").columns][4] == (
        "Not known or not told"
    )
    assert "Unknown" not in {row[4] for row in rows(document, "Points added by each source")}
    for said in (
        "What is not known or not told in this release is neither a yes nor a no.",
        "the rest is not known or not told in this release",
        "Does a source record what is not known or not told here?",
        "Of 255 questions that this release leaves open",
    ):
        assert said in text(document)
    assert "In progress" not in text(document)
    assert "is not a no" not in text(document)


def test_a_local_source_is_not_said_in_public_to_stay_with_its_holder() -> None:
    found = altered(impt.example_inventory(), sources={"LV-02": {"level": "local", "opening": "totals_only"}})
    public = made(released_inventory(found, impt.Release.PUBLIC), "LV")
    assert "May be passed on: totals only 2, not at all or not told 1." in text(public)
    assert {row[0][:5]: row[5] for row in rows(public, "Points added by each source")}["LV-02"] == (
        "Not at all or not told"
    )


def test_a_barrier_that_may_be_left_out_is_said_in_public_to_be_so() -> None:
    closed = {**SOURCE, "reached": "no", "reached_basis": "claim", "barrier": "legal"}
    found = inventory(state("LV", [closed], {"LV-01": {"age": "yes"}}, **SIGNED))
    for told, said in ((found, "Legal"), (released_inventory(found, impt.Release.PUBLIC), "Unknown or not told")):
        assert [row[6] for row in rows(made(told, "LV"), "Points added by each source")] == [said]


def test_a_portrait_for_participants_does_not_speak_of_what_is_not_told() -> None:
    assert "not told" not in text(real("LV"))
    assert "In progress" in text(real("LV"))


def test_references_are_those_that_words_lead_to() -> None:
    links = {
        part.link[1:]
        for words in running_words(real("LV").blocks)
        if not isinstance(words, str | Span)
        for part in words
        if isinstance(part, Span) and part.link.startswith("#")
    }
    assert links == {entry.id for entry in real("LV").references()}


def test_a_hostile_name_stands_as_text_in_its_files() -> None:
    name = "<script>alert(1)</script> #import $x$"
    charts = placeholders([chart_of_a_state("LV")])
    files = portrait_files(altered(impt.example_inventory(), sources={"LV-03": {"name": name}}), "LV", charts)
    assert list(files) == [f"states/latvia/portrait{ending}" for ending in (".html", ".docx", ".pdf")]
    page = files["states/latvia/portrait.html"].decode()
    assert "<script" not in page
    assert escape(name) in page


def test_a_state_without_a_workbook_is_refused() -> None:
    with pytest.raises(UsageError, match="the inventory holds no workbook of PL; it holds EE and LV"):
        portrait(impt.example_inventory(), "PL", {})


def test_each_state_has_its_portrait_among_the_documents() -> None:
    products = {product.name: product for product in documents(impt.example_inventory(), [])}
    assert products["states/latvia/portrait"].part == {"state": "LV"}
    assert products["states/latvia/portrait"].charts == (chart_of_a_state("LV"),)


# The first page alone is read, ticked and signed.


FIRST, LAST, LABOUR = "a page to confirm", "the others are not.", "3 Labour and criminal exploitation"


@cache
def longest() -> Document:
    """Return the portrait of a state with as many sources as any, names of 120 letters, and each theme confirmed."""
    named = {"name": OFFICE, "organisation": OFFICE, "population": "pool"}
    sources = [{"source_id": f"LV-{number:02d}", **named} for number in range(1, MANY + 1)]
    answers = {source["source_id"]: {"age": "partly"} for source in sources}
    found = inventory(state("LV", sources, answers, **SIGNED))
    return made(released_inventory(found, impt.Release.PUBLIC), "LV")


def heads(found: Inventory, state_code: str, monkeypatch: pytest.MonkeyPatch) -> Document:
    """Return a portrait with its annexes empty, which is made faster; its first page and its chart are whole."""
    monkeypatch.setattr(whole, "MEASURED", ())
    monkeypatch.setattr(whole, "LISTED", ())
    return made(found, state_code)


def require_one_page(sheets: list[str], first: str, last: str) -> None:
    """Assert that the first sheet holds the whole first page, and nothing of what stands behind it."""
    squeezed = ["".join(sheet.split()) for sheet in sheets]
    for words in (first, last):
        assert ["".join(words.split()) in sheet for sheet in squeezed].index(True) == 0
    assert "Figure1." not in squeezed[0]
    assert "Figure1." in squeezed[1]
    assert "Whatstandsbehindthefirstpage" in squeezed[2]


def printed(content: bytes) -> list[str]:
    """Return the words of each sheet; a browser prints f and i as one sign."""
    return [normalize("NFKC", page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize("code", [str(code) for code in november().about["state"]])
def test_the_first_page_of_each_shipped_state_is_one_page(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = heads(november(), code, monkeypatch)
    last = LAST if code in november().members() else LABOUR
    require_one_page(printed(rendered(first, [".pdf"])[".pdf"]), first.title, last)


@pytest.mark.parametrize("code", ["FI", "REG"])
def test_the_portraits_with_most_rows_are_whole_and_their_first_page_is_one(code: str) -> None:
    sizes = november().sources["state"].value_counts()
    assert code in (sizes.idxmax(), sizes[november().members()].idxmax())
    last = LAST if code in november().members() else LABOUR
    require_one_page(printed(rendered(real(code), [".pdf"])[".pdf"]), real(code).title, last)


def test_the_first_page_stays_one_page_however_long_names_are() -> None:
    require_one_page(printed(rendered(longest(), [".pdf"])[".pdf"]), FIRST, LAST)


@pytest.mark.needs("soffice")
def test_the_first_page_is_one_page_in_an_office_however_long_names_are(tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(rendered(longest(), [".docx"])[".docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "made.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    require_one_page(printed((tmp_path / "made.pdf").read_bytes()), FIRST, LAST)


@pytest.mark.needs("chromium")
def test_the_first_page_is_one_printed_page_of_the_web_page_however_long_names_are(tmp_path: Path) -> None:
    (tmp_path / "made.html").write_bytes(rendered(longest(), [".html"])[".html"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((tmp_path / "made.html").as_uri())
        sheets = printed(page.pdf(prefer_css_page_size=True))
        browser.close()
    require_one_page(sheets, FIRST, LAST)
