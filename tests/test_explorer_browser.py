"""The explorer as a person meets it: in JupyterLab and as a page of Voila, in a browser that asks nobody else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from impt_analysis import chores
from tests.servers import PATIENCE, free_port, serving
from tests.shipped_data import NOVEMBER

pytestmark = pytest.mark.needs("chromium")

ROOT = Path(__file__).parents[1]
MILLISECONDS = 1000 * PATIENCE
LAPTOP = {"width": 1366, "height": 768}
ENTRY = "of-this-test"
SETTINGS = {
    # JupyterLab draws only what is on the screen unless it is told otherwise, and asks whether it may fetch news.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        options = [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        yield started
        started.close()


class Visit:
    """A page in the browser, with what went wrong on it and the requests that left this machine."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page(viewport=LAPTOP)
        self.page.set_default_timeout(MILLISECONDS)
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("requestfinished", self._note)
        self.page.on("requestfailed", self._note)

    def _note(self, request: Request) -> None:
        # What the page's own policy forbids never leaves the browser; it fails for this reason.
        if request.failure != "csp" and not re.match(r"https?://127\.0\.0\.1:|data:|blob:", request.url):
            self.outside.append(request.url)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    made = Visit(browser)
    yield made
    made.page.close()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the notebook of the explorer needs, laid out as in the repository."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(NOVEMBER, folder / "data" / "raw")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / chores.EXPLORER, folder / chores.EXPLORER)
    return folder


def test_it_follows_what_is_chosen_in_jupyterlab(visit: Visit, checkout: Path, tmp_path: Path) -> None:
    own = ("--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={free_port()}", "--ServerApp.allow_root=True")
    command = (*chores.lab_steps()[0].command, *own, f"--IdentityProvider.token={ENTRY}")
    settle(tmp_path / "settings")
    with serving(command, checkout, tmp_path) as address:
        place = address.partition("/lab")[0]
        visit.page.goto(f"{place}/lab/tree/{Path(chores.EXPLORER).name}?token={ENTRY}")
        run_all_cells(visit.page)
        explore(visit.page)
        visit.page.goto("about:blank")
    assert (visit.outside, visit.errors) == ([], [])


def test_it_follows_what_is_chosen_on_the_page_of_voila(visit: Visit, checkout: Path, tmp_path: Path) -> None:
    command = (*chores.explorer_steps()[0].command, "--no-browser", f"--port={free_port()}")
    with serving(command, checkout, tmp_path) as address:
        visit.page.goto(address)
        explore(visit.page)
        expect(visit.page.get_by_text("impt.explorer(inventory)")).to_have_count(0)
        visit.page.goto("about:blank")
    assert (visit.outside, visit.errors) == ([], [])


def settle(folder: Path) -> None:
    """Write the settings of JupyterLab as it stores those of a person."""
    for name, values in SETTINGS.items():
        file = folder / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")


def run_all_cells(page: Page) -> None:
    """Run every cell from the menu, once the kernel waits for it; what is asked of it before is lost."""
    page.get_by_role("button", name=re.compile(r"\| Idle$")).wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()


def explore(page: Page) -> None:
    """Change what the explorer shows, with the mouse and with the keyboard, and see the chart and the lists change."""
    panel = page.locator(".impt-explorer")
    chart, status = panel.locator("img.impt-map"), panel.get_by_role("status")
    sources, plan = panel.locator(".impt-sources"), panel.locator(".impt-plan")
    expect(chart).to_have_attribute("alt", re.compile("^Theme 1, .*no state has confirmed it", re.DOTALL))
    first = chart.get_attribute("src") or ""

    panel.get_by_label("Theme", exact=True).select_option("2 Children in migration")
    expect(chart).to_have_attribute("alt", re.compile("^Theme 2, "))
    expect(chart).not_to_have_attribute("src", first)
    expect(status.first).to_contain_text("34 of 34 items in 10 states")

    panel.get_by_label("State", exact=True).select_option("Latvia")
    panel.get_by_label("Item", exact=True).select_option("Care situation: Held and not shown to be reached")
    expect(sources.get_by_role("heading")).to_have_text("Latvia, Care situation: Held and not shown to be reached")
    expect(sources.get_by_role("row")).not_to_have_count(0)
    expect(sources.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    expect(plan).to_contain_text("weighted points are documented as reached")
    expect(plan.locator("tbody tr")).to_have_count(3)

    panel.get_by_label("Open at most").select_option("1 source")
    expect(plan.locator("tbody tr")).to_have_count(1)

    panel.get_by_role("button", name="None", exact=True).press("Enter")
    expect(status.first).to_contain_text("choose at least one state")
    expect(chart).to_have_count(0)
    panel.get_by_role("checkbox", name="Sweden").press("Space")
    expect(status.first).to_contain_text("34 of 34 items in 1 state.")
    expect(sources.get_by_role("heading")).to_contain_text("Sweden, ")
    expect(chart).to_be_visible()
