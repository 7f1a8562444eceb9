"""The page to explore: what stands in the file, for each release, without a browser."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import impt_analysis
from impt_analysis.cli import COULD_NOT_RUN, FINE, WRONG
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Answer, Barrier, Mapping
from impt_analysis.codebook.measured_codes import Release, Rung
from impt_analysis.gaps import gap_ladder
from impt_analysis.inventory import Inventory
from impt_analysis.releases import as_released
from impt_analysis.reports.page import exploring_page
from impt_analysis.reports.page.document import page_data
from impt_analysis.reports.page.words import script_wordings, wordings
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered
from tests.shipped_data import november
from tests.test_cli import called, spoil
from tests.test_releases import alike
from tests.workbooks import ABOUT, REFERENCE, SOURCE, cells, inventory

SCRIPT = Path(impt_analysis.__file__).parent / "reports" / "page" / "page.js"
HOSTILE = "</script><img src=x onerror=alert(1)><!-- & \u2028."


@cache
def shipped(release: Release) -> str:
    return exploring_page(november(), release)


def data_in(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def source(data: dict[str, Any], source_id: str) -> dict[str, Any]:
    return next(dict(entry) for entry in data["sources"] if entry["id"] == source_id)


def fact(data: dict[str, Any], source_id: str, name: str) -> str:
    return str(dict(source(data, source_id)["facts"])[wordings()[name]])


@pytest.mark.parametrize("release", Release)
def test_the_page_is_below_three_megabytes(release: Release) -> None:
    assert len(shipped(release).encode()) < 3_000_000


def test_the_same_inventory_gives_the_same_bytes() -> None:
    assert exploring_page(example_inventory(), Release.PUBLIC) == exploring_page(example_inventory(), Release.PUBLIC)


def test_the_policy_lets_in_the_style_and_script_of_the_page_and_nothing_else() -> None:
    page = shipped(Release.PUBLIC)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert policy
    assert style
    assert script
    expected = {
        "default-src": "'none'",
        "style-src": f"'{digest(style[1])}'",
        "script-src": f"'{digest(script[1])}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert dict(part.split(maxsplit=1) for part in policy[1].split("; ")) == expected


def digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def test_nothing_is_loaded_from_elsewhere_and_nothing_in_the_markup_runs() -> None:
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", shipped(Release.PUBLIC), flags=re.DOTALL)
    assert re.findall(r"<(?:img|link|iframe|object|embed|video|audio)\b|\bsrc=|\bon\w+=|\bstyle=", markup) == []


@pytest.mark.parametrize(
    "way", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("]
)
def test_the_script_sets_texts_as_texts_only(way: str) -> None:
    assert way not in SCRIPT.read_text(encoding="utf-8")


def test_a_hostile_text_cannot_end_the_data() -> None:
    made = hostile()
    page = exploring_page(made, Release.PUBLIC)
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert source(data_in(page), "LV-01")["name"] == HOSTILE


def hostile() -> Inventory:
    """Return an inventory whose texts try to run as script, in the data and in the markup of the page."""
    texts = dict.fromkeys(("name", "organisation", "claim"), HOSTILE)
    made = inventory(cells(about=ABOUT, sources=[{**SOURCE, **texts}], references=[{**REFERENCE, "title": HOSTILE}]))
    return replace(made, references=made.references.assign(url="javascript:alert(1)"))


def test_a_link_that_is_no_web_page_is_no_link() -> None:
    assert data_in(exploring_page(hostile(), Release.PUBLIC))["references"]["LV-R001"]["url"] == ""


@pytest.mark.parametrize("release", Release)
def test_each_finding_has_the_ladder_of_its_own_sources(release: Release) -> None:
    found = example_inventory()
    told = data_in(exploring_page(found, release))["ladders"]
    for finding, populations in POPULATIONS.items():
        ladder = as_released(gap_ladder(found.where(theme=2, population=populations)), release)
        for row in ladder[ladder["closure"].isna()].itertuples():
            assert told["2"][finding][row.state][row.item]["rung"] == row.rung


def test_the_two_findings_are_told_apart() -> None:
    age = {finding: cells["LV"]["age"]["rung"] for finding, cells in page_data_of_example()["ladders"]["2"].items()}
    assert age == {"wider_group": Rung.HELD_NOT_REACHED, "identified": Rung.REACHED}


def page_data_of_example(release: Release = Release.PARTICIPANTS) -> dict[str, Any]:
    return page_data(example_inventory(), release)


def test_participants_see_what_is_not_recorded_and_what_is_shut() -> None:
    wider = page_data_of_example()["ladders"]["2"]["wider_group"]["LV"]
    assert (wider["sex"]["rung"], wider["documents"]["rung"]) == (Rung.NOT_RECORDED, "shut")


def test_the_public_does_not() -> None:
    wider = page_data_of_example(Release.PUBLIC)["ladders"]["2"]["wider_group"]["LV"]
    assert (wider["sex"]["rung"], wider["documents"]["rung"]) == (Rung.UNKNOWN, Rung.HELD_NOT_REACHED)


def test_no_code_of_what_the_public_is_not_told_stands_in_the_public_data() -> None:
    data = page_data_of_example(Release.PUBLIC)
    assert {entry["code"] for entry in data["rungs"]} == set(Rung) - {Rung.NOT_RECORDED}
    said = {answer for entry in data["sources"] for answer in entry["answers"].values()}
    assert said == {Answer.YES, Answer.PARTLY}


@settings(max_examples=6)
@given(alike())
def test_the_public_page_is_the_same_whatever_is_known_not_to_be_recorded_or_passed_on(
    pair: tuple[Inventory, Inventory],
) -> None:
    one, other = (exploring_page(found, Release.PUBLIC) for found in pair)
    assert one == other


@pytest.mark.parametrize("release", Release)
def test_nobody_is_named_with_a_barrier_of_peoples_work(release: Release) -> None:
    pages = [
        exploring_page(altered(example_inventory(), sources={"LV-02": {"barrier": barrier}}), release)
        for barrier in (Barrier.AWARENESS, Barrier.TRUST, Barrier.UNKNOWN)
    ]
    assert pages[0] == pages[1] == pages[2]
    assert fact(data_in(pages[0]), "LV-02", "fact_barrier") == wordings()["barrier_missing"]


def test_another_barrier_is_named_where_it_is_asked_for() -> None:
    assert fact(page_data_of_example(Release.PUBLIC), "LV-02", "fact_barrier") == "Technical"


def test_every_source_of_the_inventory_can_be_found() -> None:
    assert [entry["id"] for entry in data_in(shipped(Release.PUBLIC))["sources"]] == list(
        november().sources["source_id"]
    )


def test_every_claim_can_be_followed_to_its_reference() -> None:
    data = data_in(shipped(Release.PUBLIC))
    cited = {reference for entry in data["sources"] for reference in entry["references"]}
    assert cited == set(data["references"])


@pytest.mark.parametrize("release", Release)
def test_the_page_says_on_what_it_rests(release: Release) -> None:
    page = shipped(release)
    assert page.count(november().evidence()) == 2
    assert wordings()["evidence_none"] in page


def test_it_says_so_until_a_state_has_confirmed_a_theme() -> None:
    found = example_inventory()
    kind = found.about["confirmed_theme_2"].dtype
    said = ["by_the_state" if code == "LV" else "no" for code in found.about["state"]]
    about = found.about.assign(confirmed_theme_2=said).astype({"confirmed_theme_2": kind})
    page = exploring_page(replace(found, about=about), Release.PUBLIC)
    assert wordings()["evidence_none"] not in page
    assert wordings()["evidence_some"] in page


@pytest.mark.parametrize("release", Release)
def test_the_page_says_for_whom_it_is_and_what_it_leaves_out(release: Release) -> None:
    assert shipped_codebook().label("release", release) in shipped(release)
    assert wordings()[f"left_out_{release}"] in shipped(release)


def test_states_stand_in_the_order_of_the_codebook() -> None:
    order = [entry["code"] for entry in data_in(shipped(Release.PUBLIC))["states"]]
    assert order == [code for code in shipped_codebook().codes("state") if code in order]


def test_no_wording_is_cut_at_a_comma() -> None:
    with SCRIPT.with_name("words.csv").open(encoding="utf-8", newline="") as lines:
        assert {len(row) for row in csv.reader(lines)} == {3}


def test_the_script_has_the_wordings_that_it_names() -> None:
    named = set(re.findall(r"\bwords\.(\w+)", SCRIPT.read_text(encoding="utf-8")))
    counted = {"core", "relevant", "state", "states", "item", "items", "source", "sources"}
    assert set(script_wordings()) == named | counted | {f"mapping_{code}" for code in Mapping}


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from tests.workbooks import written

    folder = tmp_path / "raw"
    folder.mkdir()
    written(folder, inventory(cells()), "LV")
    monkeypatch.chdir(tmp_path)
    return folder


def test_the_command_writes_the_public_page(
    raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "page", "--data", str(raw)) == FINE
    assert capsys.readouterr().out == "Written: page.html (public); open it in a browser\n"
    assert data_in(Path("page.html").read_text(encoding="utf-8"))["release"] == Release.PUBLIC


def test_the_command_writes_the_page_for_participants(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert called(monkeypatch, "page", "--data", str(raw), "--to", "p.html", "--release", "participants") == FINE
    assert data_in(Path("p.html").read_text(encoding="utf-8"))["release"] == Release.PARTICIPANTS


def test_a_personal_identifier_stops_the_page(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(raw / "lv.xlsx", B2="Register 112-233-445 95")
    assert called(monkeypatch, "page", "--data", str(raw)) == WRONG
    assert not Path("reports").exists()


def test_a_release_that_does_not_exist_writes_nothing(
    raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "page", "--data", str(raw), "--release", "secret") == COULD_NOT_RUN
    assert "a release is one of public, participants; found 'secret'" in capsys.readouterr().err
    assert not Path("reports").exists()
