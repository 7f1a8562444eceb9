"""A release as a whole: what it is made of, what is kept of the last one, and what stops it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer, Finding, Reached
from impt_analysis.codebook.measured_codes import Release
from impt_analysis.errors import Problem, WorkbookError
from impt_analysis.inventory import Inventory
from impt_analysis.public_release import LEFT_OUT, released_inventory
from impt_analysis.reports import page, whole
from impt_analysis.reports.folder import write_reports
from impt_analysis.reports.manifest import MANIFEST, earlier_pieces
from impt_analysis.reports.planned_charts import Plan, Subject, every_chart
from impt_analysis.reports.products import documents
from impt_analysis.reports.whole import INDEX, PAGE, Wanted, release_files, require_releasable
from impt_analysis.reports.workers import working_together
from impt_analysis.worked_example import example_inventory
from tests.workbooks import inventory, state

PLANS = [Plan(Subject.COVERAGE, 2, finding) for finding in Finding]


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wanted:
    """A release of two charts, from a folder with one workbook."""
    monkeypatch.setattr(whole, "every_chart", lambda _: PLANS)
    monkeypatch.setattr(whole, "documents", lambda *_: [])
    monkeypatch.setattr(page, "exploring_page", lambda _, release: f"<p>{release}</p>")
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "latvia.xlsx").write_bytes(b"a workbook")
    return Wanted(Release.PARTICIPANTS, "en", raw, tmp_path / "reports")


def made(found: Inventory, wanted: Wanted, problems: Sequence[Problem] = ()) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of a release and the names of the pieces that were made anew."""
    anew: list[str] = []
    with working_together() as team:
        files = release_files(found, wanted, problems, lambda name, *_: anew.append(name), team)
    return files, anew


def test_a_release_holds_its_pieces_a_page_an_index_and_the_list_of_it_all(wanted: Wanted) -> None:
    files, anew = made(example_inventory(), wanted)
    assert anew == [plan.stem for plan in PLANS]
    assert {f"{plan.stem}{ending}" for plan in PLANS for ending in (".png", ".svg", ".pdf", ".csv")} <= set(files)
    assert list(files)[-3:] == [PAGE, INDEX, MANIFEST]


def test_the_list_names_every_file_and_workbook_with_its_hash_and_what_is_left_out(wanted: Wanted) -> None:
    files, _ = made(example_inventory(), wanted)
    listed = json.loads(files[MANIFEST])
    hashes = {file["name"]: file["sha256"] for piece in listed["pieces"] for file in piece["files"]}
    assert hashes == {name: hashlib.sha256(files[name]).hexdigest() for name in files if name != MANIFEST}
    assert listed["workbooks"] == [{"name": "latvia.xlsx", "sha256": hashlib.sha256(b"a workbook").hexdigest()}]
    assert (listed["release"], listed["left_out"]) == (
        "participants",
        ["Unpublished counts of 1 to 4 are not told, nor any figure that would give one away."],
    )
    assert listed["evidence"] == f"{example_inventory().evidence()} · For participants, not to be published"


def test_only_what_changed_is_made_again(wanted: Wanted) -> None:
    files, _ = made(example_inventory(), wanted)
    write_reports(wanted.folder, files)
    again, anew = made(example_inventory(), wanted)
    assert anew == []
    assert again == files
    found = example_inventory()
    identified = found.sources["population"].eq("identified")
    other = replace(
        found, sources=found.sources.assign(reached=found.sources["reached"].mask(identified, Reached.UNKNOWN))
    )
    assert made(other, wanted)[1] == ["theme_2/identified_coverage"]


def test_a_file_that_somebody_changed_is_made_again(wanted: Wanted) -> None:
    files, _ = made(example_inventory(), wanted)
    write_reports(wanted.folder, files)
    (wanted.folder / "theme_2" / "identified_coverage.png").write_bytes(b"mine")
    assert made(example_inventory(), wanted)[1] == ["theme_2/identified_coverage"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"written_by": "x", "pieces": []}', '{"written_by": "impt report"}'])
def test_a_folder_with_another_list_has_no_earlier_pieces(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    assert earlier_pieces(tmp_path) == {}


def test_a_list_that_names_a_file_outside_its_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    inside = tmp_path / "reports"
    inside.mkdir()
    file = {"name": "../secret", "sha256": hashlib.sha256(b"x").hexdigest()}
    piece = {"name": "chart", "fingerprint": "0", "said": {}, "files": [file]}
    (inside / MANIFEST).write_text(json.dumps({"written_by": "impt report", "pieces": [piece]}), encoding="utf-8")
    assert earlier_pieces(inside) == {}


@pytest.mark.parametrize("code", ["personal-identifier", "small-unpublished-count"])
def test_a_person_or_a_small_count_stops_a_release(wanted: Wanted, code: str) -> None:
    problem = Problem.of(
        code, file="latvia.xlsx", sheet="Statistics", cell="D2", found="3", least="5", mend="Delete it."
    )
    with pytest.raises(WorkbookError, match=code):
        made(example_inventory(), wanted, [problem])
    with pytest.raises(WorkbookError, match=code):
        require_releasable([problem])


def test_the_index_of_a_public_release_says_what_it_leaves_out(wanted: Wanted) -> None:
    files, _ = made(example_inventory(), replace(wanted, release=Release.PUBLIC))
    page = files[INDEX].decode()
    assert all(line in page for line in LEFT_OUT[Release.PUBLIC])
    assert "Public release" in page
    assert json.loads(files[MANIFEST])["release"] == "public"


ITEMS = shipped_codebook().codes("item")[:6]
UNTOLD = st.sampled_from(["no", "unknown", ""])
TOLD = st.sampled_from(["yes", "partly"])


@st.composite
def twins(draw: st.DrawFn) -> tuple[Inventory, Inventory]:
    """Two inventories that differ only in what the public release does not tell."""
    told = {item: draw(TOLD) for item in ITEMS if draw(st.booleans())}
    pair = []
    for _ in range(2):
        answers = told | {item: draw(UNTOLD) for item in ITEMS if item not in told}
        reach = draw(st.sampled_from(["no", "unknown"]))
        barrier = draw(st.sampled_from(["legal", "trust"])) if reach == "no" else "unknown"
        basis = "claim" if reach == "no" else "unknown"
        source = {"source_id": "LV-01", "reached": reach, "reached_basis": basis, "barrier": barrier}
        mapping = draw(st.sampled_from(["complete", "in_progress"]))
        about = {f"mapping_theme_{theme}": mapping for theme in (1, 2, 3)}
        pair.append(inventory(state("LV", [source], {"LV-01": answers}, **about)))
    return pair[0], pair[1]


@given(twins())
def test_nothing_of_the_public_release_depends_on_what_it_does_not_tell(pair: tuple[Inventory, Inventory]) -> None:
    one, other = (released_inventory(found, Release.PUBLIC) for found in pair)
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])
    assert one.evidence() == other.evidence()


def test_the_release_for_participants_has_all() -> None:
    found = example_inventory()
    released = released_inventory(found, Release.PARTICIPANTS)
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(released.tables()[name], table)
    assert released.evidence() == f"{found.evidence()} · For participants, not to be published"


def test_a_portrait_is_in_the_release_for_participants_alone() -> None:
    names = {
        release: [product.name for product in documents(released_inventory(example_inventory(), release), [])]
        for release in Release
    }
    assert "states/latvia/portrait" in names[Release.PARTICIPANTS]
    assert [name for name in names[Release.PARTICIPANTS] if not name.startswith("states/")] == names[Release.PUBLIC]


def test_no_local_source_may_be_opened_in_the_public_release() -> None:
    found = inventory(state("LV", [{"source_id": "LV-01", "level": "local", "opening": "totals_only"}], {"LV-01": {}}))
    assert released_inventory(found, Release.PUBLIC).sources["opening"].tolist() == ["none"]
    assert found.sources["opening"].tolist() == ["totals_only"]


def test_charts_of_which_there_is_nothing_are_not_planned() -> None:
    bare = inventory(state("LV", [{"source_id": "LV-01"}], {"LV-01": {"age": "no"}}))
    subjects = {plan.subject for plan in every_chart(bare)}
    assert subjects == set(Subject) - {Subject.PUBLISHED_FIGURES, Subject.SIDE_INFORMATION, Subject.HOLDERS}


def test_answers_are_told_apart_outside_the_public_release() -> None:
    assert {Answer.NO, Answer.NOT_ASKED} <= set(example_inventory().items["answer"])
