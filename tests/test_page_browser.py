"""The page to explore in a browser: by mouse, by keyboard, on a phone, on paper, and with hostile texts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from impt_analysis.codebook.measured_codes import Release
from impt_analysis.reports.page import exploring_page
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered
from tests.shipped_data import november
from tests.workbooks import SOURCE, cells, inventory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 375, "height": 740}
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
SERIOUS = {"serious", "critical"}

both_widths = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])


@dataclass
class Heard:
    """What a page asked for, said on the console, and opened, besides showing itself."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@cache
def shipped() -> str:
    return exploring_page(november(), Release.PUBLIC)


@cache
def example() -> str:
    return exploring_page(example_inventory(), Release.PARTICIPANTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


@dataclass
class Reader:
    """Opens pages from a file, as from a stick, and listens to all that they do."""

    browser: Browser
    folder: Path
    heard: Heard = field(default_factory=Heard)
    opened: list[Page] = field(default_factory=list)

    def open(self, html: str, size: dict[str, int] = LAPTOP, choice: str = "") -> Page:
        """Return a page of this HTML, opened from a file with this choice in its address."""
        file = self.folder / "page.html"
        file.write_text(html, encoding="utf-8")
        page = self.browser.new_page(viewport=size)  # type: ignore[arg-type]
        self.opened.append(page)
        page.on("request", lambda request: self.heard.requests.append(request.url))
        page.on("console", lambda said: self.heard.errors.append(said.text))
        page.on("pageerror", lambda error: self.heard.errors.append(str(error)))
        page.on("dialog", self._dismiss)
        page.goto(f"{file.as_uri()}{choice}")
        return page

    def _dismiss(self, dialog: object) -> None:
        self.heard.dialogs.append(str(dialog))
        dialog.dismiss()  # type: ignore[attr-defined]


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    made = Reader(browser, tmp_path)
    yield made
    for page in made.opened:
        page.close()


def look_around(page: Page) -> None:
    """Use everything once: another theme, the other children, a state less, a cell, its folded sources, the search."""
    page.get_by_label("2. Children in migration").check()
    page.get_by_role("radio", name="Identified children").check()
    page.locator("#more").evaluate("more => more.open = true")
    page.get_by_label("Denmark").uncheck()
    page.locator('[data-cell="SE.age"]').click()
    for summary in page.locator("#cell section > details > summary").all():
        summary.click()
    page.locator("#query").fill("hotline")


@both_widths
def test_no_request_leaves_the_page_and_it_says_nothing_on_the_console(reader: Reader, size: dict[str, int]) -> None:
    page = reader.open(shipped(), size)
    look_around(page)
    assert [url for url in reader.heard.requests if not url.startswith((reader.folder / "page.html").as_uri())] == []
    assert len(reader.heard.requests) == 1
    assert reader.heard.errors == []


@both_widths
def test_axe_finds_no_serious_problem(reader: Reader, size: dict[str, int]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = reader.open(shipped(), size)
    look_around(page)
    violations = Axe().run(page).response["violations"]
    found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations if one["impact"] in SERIOUS]
    assert found == []


@both_widths
def test_nothing_is_wider_than_the_screen(reader: Reader, size: dict[str, int]) -> None:
    page = reader.open(shipped(), size)
    look_around(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_finger_can_meet_a_cell_on_a_phone(reader: Reader) -> None:
    """24 by 24 is the least of WCAG 2.2, success criterion 2.5.8; 44 is what 2.5.5 asks for."""
    box = reader.open(shipped(), PHONE).locator('[data-cell="DK.age"]').bounding_box()
    assert box
    assert box["width"] >= 44
    assert box["height"] >= 44


@both_widths
def test_a_hostile_text_is_shown_as_it_is_and_does_nothing(reader: Reader, size: dict[str, int]) -> None:
    texts = dict.fromkeys(("name", "organisation", "claim"), HOSTILE)
    made = inventory(cells(sources=[{**SOURCE, **texts}]))
    page = reader.open(exploring_page(made, Release.PUBLIC), size)
    page.locator('[data-cell="LV.age"]').click()
    page.locator("#query").fill("onerror")
    assert page.locator("#cell h4").inner_text() == HOSTILE
    assert page.locator("#results h3").inner_text() == HOSTILE
    assert page.locator("img").count() == 0
    assert (reader.heard.dialogs, reader.heard.errors, len(reader.heard.requests)) == ([], [], 1)


@both_widths
def test_a_click_on_a_cell_shows_both_findings_and_their_sources(reader: Reader, size: dict[str, int]) -> None:
    page = reader.open(example(), size, "#theme=2")
    page.locator('[data-cell="LV.age"]').click()
    assert page.locator("#cell-title").inner_text() == "Latvia: Age"
    findings = page.locator("#cell section")
    assert findings.locator(".rung").all_inner_texts() == ["○\nHeld and not shown to be reached", "●\nReached"]
    assert findings.locator("> .card h4").all_inner_texts() == [
        "Files on unaccompanied children",
        "Register of identified victims",
    ]
    assert page.locator("#cell-title").evaluate("title => title === document.activeElement")


def test_a_cell_says_through_whom_it_is_reached(reader: Reader) -> None:
    page = reader.open(example(), choice="#theme=2&cell=LV.guardian")
    assert "Through: Passed on by bearers. These sources are about: Wider group." in page.locator("#cell").inner_text()


def test_a_claim_stands_with_its_reference(reader: Reader) -> None:
    page = reader.open(shipped(), choice="#theme=1&cell=SE.age")
    card = page.locator("#cell .card").first
    assert card.locator("p strong").inner_text().startswith("What the reference says")
    assert str(card.locator("li a").first.get_attribute("href")).startswith("http")


def test_the_keyboard_alone_reaches_a_cell_and_its_sources(reader: Reader) -> None:
    page = reader.open(example(), choice="#theme=2")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the gap map"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Estonia, Age: Held and not shown to be reached"
    for key in ("ArrowRight", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert focused(page) == "Latvia, Age: Held and not shown to be reached"
    page.keyboard.press("Enter")
    assert focused(page) == "Latvia: Age"
    page.keyboard.press("Tab")
    assert focused(page) == "Back to the map"
    page.keyboard.press("Tab")
    assert focused(page) == "More on this source"
    page.keyboard.press("Enter")
    assert page.locator("#cell details").first.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert focused(page) == "Latvia, Age: Held and not shown to be reached"


def focused(page: Page) -> str:
    return str(page.evaluate("(document.activeElement.title || document.activeElement.textContent).trim()"))


def test_the_focus_can_be_seen(reader: Reader) -> None:
    page = reader.open(example())
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize(
    ("key", "reached"), [("Home", "Estonia, Sex"), ("End", "Latvia, Sex"), ("ArrowUp", "Latvia, Age")]
)
def test_keys_move_within_the_map(reader: Reader, key: str, reached: str) -> None:
    page = reader.open(example())
    page.locator('[data-cell="LV.sex"]').focus()
    page.keyboard.press(key)
    assert focused(page).startswith(reached)


def test_the_map_is_a_table_with_heads(reader: Reader) -> None:
    page = reader.open(shipped())
    assert page.get_by_role("table", name="Gap map").count() == 1
    assert page.get_by_role("columnheader").all_inner_texts()[:3] == ["Kind of information", "Denmark", "Estonia"]
    scopes = set(page.locator("#map th").evaluate_all("heads => heads.map(head => head.scope)"))
    assert scopes == {"col", "row", "rowgroup"}


@pytest.mark.parametrize("role", ["banner", "main", "contentinfo", "search"])
def test_the_page_has_its_landmarks(reader: Reader, role: str) -> None:
    assert reader.open(example()).get_by_role(role).count() == 1  # type: ignore[arg-type]


def test_the_address_keeps_and_restores_the_choice(reader: Reader) -> None:
    page = reader.open(shipped())
    look_around(page)
    kept = page.evaluate("location.hash")
    again = reader.open(shipped(), choice=kept)
    assert again.get_by_label("2. Children in migration").is_checked()
    assert again.get_by_role("radio", name="Identified children").is_checked()
    assert not again.get_by_label("Denmark").is_checked()
    assert again.locator("#cell-title").inner_text() == "Sweden: Age"
    assert again.locator("#query").input_value() == "hotline"
    assert again.locator("#map").inner_html() == page.locator("#map").inner_html()
    assert again.evaluate("location.hash") == kept


def test_the_way_back_leads_to_the_cell_before(reader: Reader) -> None:
    page = reader.open(shipped())
    page.locator('[data-cell="SE.age"]').click()
    page.locator('[data-cell="LV.age"]').click()
    page.go_back()
    assert page.locator("#cell-title").inner_text() == "Sweden: Age"


@pytest.mark.parametrize(
    "address", ["#theme=9", "#cell=XX.age", "#cell=RU.age", "#states=", "#%", "#children=all&parts=a,b", "#map-title"]
)
def test_an_address_that_means_nothing_breaks_nothing(reader: Reader, address: str) -> None:
    page = reader.open(shipped(), choice=address)
    assert page.get_by_label("1. Sexual exploitation").is_checked()
    assert page.locator("#cell-title").inner_text() == "No cell chosen"
    assert reader.heard.errors == []


def test_states_and_parts_can_be_left_out(reader: Reader) -> None:
    page = reader.open(shipped())
    page.get_by_role("button", name="No state").click()
    assert page.locator("#map").inner_text() == "Choose at least one state and one part of the child's situation."
    page.get_by_label("Poland").check()
    page.get_by_label("The child", exact=True).uncheck()
    assert page.locator("#map thead th").all_inner_texts() == ["Kind of information", "Poland"]
    assert page.locator('[data-cell="PL.age"]').count() == 0
    assert page.locator('[data-cell="PL.route"]').count() == 1


def test_the_map_is_of_the_chosen_finding(reader: Reader) -> None:
    page = reader.open(example(), choice="#theme=2")
    age = page.locator('[data-cell="LV.age"]')
    assert age.get_attribute("title") == "Latvia, Age: Held and not shown to be reached"
    page.get_by_role("radio", name="Identified children").check()
    assert page.locator('[data-cell="LV.age"]').get_attribute("title") == "Latvia, Age: Reached"


def test_the_search_finds_by_any_word_and_without_accents(reader: Reader) -> None:
    page = reader.open(shipped())
    page.locator("#query").fill("iekslietu  STATISTICS")
    assert page.locator("#results h3").all_inner_texts() == ["Central statistics on identified trafficking victims"]
    assert page.locator("#found").inner_text() == "1 source found for “iekslietu STATISTICS”"


def test_the_search_says_when_nothing_is_found(reader: Reader) -> None:
    page = reader.open(shipped())
    page.locator("#query").fill("zzz")
    assert page.locator("#found").inner_text() == "No source found for “zzz”"
    assert page.locator("#found").get_attribute("role") == "status"


def test_what_a_found_source_records_leads_to_its_cell(reader: Reader) -> None:
    page = reader.open(example())
    page.locator("#query").fill("street workers")
    page.locator("#results").get_by_role("link", name="Identity documents").click()
    page.wait_for_function("document.getElementById('cell-title').textContent === 'Latvia: Identity documents'")
    assert page.get_by_label("2. Children in migration").is_checked()


def test_a_source_that_is_not_measured_says_so(reader: Reader) -> None:
    page = reader.open(shipped())
    page.locator("#query").fill("REG-01")
    assert "Listed, and neither measured nor compared." in page.locator("#results .card").first.inner_text()


def test_the_print_shows_the_choice_and_no_controls(reader: Reader) -> None:
    page = reader.open(shipped(), choice="#theme=2&states=LV,SE&cell=LV.age")
    page.emulate_media(media="print")
    assert page.locator("#map-caption").is_visible()
    assert page.locator("#cell-title").is_visible()
    for control in ("#filters", "#search", ".back", "#skip"):
        assert not page.locator(control).first.is_visible(), control
    printed = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    words = normalize("NFKC", " ".join(printed.split()))  # the printer joins f and i to one sign
    assert "Theme 2: Children in migration." in words
    assert "States: Latvia, Sweden." in words
    assert "no state has confirmed it" in words


@pytest.mark.parametrize(
    ("release", "said"), [(Release.PUBLIC, "Not known or not recorded"), (Release.PARTICIPANTS, "Not recorded")]
)
def test_where_a_list_of_sources_is_complete_the_public_is_told_that_two_things_stand_as_one(
    reader: Reader, release: Release, said: str
) -> None:
    found = altered(example_inventory(), mapping="complete")
    page = reader.open(exploring_page(found, release), choice="#theme=2&cell=LV.sex")
    assert page.locator('[data-cell="LV.sex"]').get_attribute("title") == f"Latvia, Sex: {said}"
    assert page.locator("#cell .rung").first.inner_text().endswith(said)


@pytest.mark.parametrize("width", [LAPTOP["width"], PHONE["width"]])
def test_looks_are_those_of_the_charts(reader: Reader, width: int) -> None:
    from impt_analysis.charts.style import RUNGS
    from impt_analysis.codebook.measured_codes import Rung

    page = reader.open(shipped(), {"width": width, "height": 700})
    colour = page.locator(".rung-reached").first.evaluate("sign => getComputedStyle(sign).backgroundColor")
    channels = tuple(int(RUNGS[Rung.REACHED].fill[place : place + 2], 16) for place in (1, 3, 5))
    assert colour == f"rgb({', '.join(map(str, channels))})"
