"""Two editions compared: what the workbooks say otherwise, and what moved in the measures, each beside its cause."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as tried
from typer.testing import CliRunner

from impt_analysis.cli import FINE, WRONG, app, main
from impt_analysis.csv_tables import csv_texts
from impt_analysis.edition_changes import (
    change_report,
    listed_changes,
    loaded_editions,
    moved_items,
    moved_points,
    moving_answers,
    workbook_changes,
    written_changes,
)
from impt_analysis.edition_changes.report import NOTHING
from impt_analysis.edition_changes.said import NOT_NAMED, NOT_SHOWN
from impt_analysis.errors import UsageError, WorkbookError
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory
from tests.inventories import altered, inventories
from tests.workbooks import ABOUT, CHANNEL, REFERENCE, SOURCE, STATISTIC, VIGNETTE, cells, inventory, written

TOLD = ["sheet", "row", "change", "column", "before", "after"]


def edition(**content: object) -> Inventory:
    """The smallest inventory of Latvia, with these rows."""
    return inventory(cells(**content))


def said(before: Inventory, after: Inventory) -> list[tuple[str, ...]]:
    return list(workbook_changes(before, after)[TOLD].itertuples(index=False, name=None))


def sources(*changed: dict[str, object]) -> dict[str, object]:
    return {"sources": [{**SOURCE, **columns} for columns in changed]}


# What the workbooks say otherwise


def test_the_same_workbook_twice_has_no_change() -> None:
    one = example_inventory()
    assert workbook_changes(one, one).empty
    assert moved_points(one, one).empty
    assert moved_items(one, one).empty
    assert NOTHING in change_report(one, one)


def test_a_changed_answer_is_told_by_source_and_item() -> None:
    after = altered(example_inventory(), answers={"LV-01": {"route": "unknown"}})
    assert said(example_inventory(), after) == [("items", "LV-01", "changed", "route", "no", "unknown")]


def test_not_asked_no_and_unknown_are_three_answers() -> None:
    answers = ["not_asked", "no", "unknown"]
    made = [altered(example_inventory(), answers={"LV-01": {"route": answer}}) for answer in answers]
    assert [len(workbook_changes(*two)) for two in itertools.combinations(made, 2)] == [1, 1, 1]


def test_a_changed_column_of_a_source_is_told_by_its_id() -> None:
    after = altered(example_inventory(), sources={"LV-02": {"reached": "yes", "opening": "none"}})
    assert said(example_inventory(), after) == [
        ("sources", "LV-02", "changed", "reached", "partly", "yes"),
        ("sources", "LV-02", "changed", "opening", "totals_only", "none"),
    ]


def test_a_new_source_is_told_once_with_its_answers_and_one_that_is_gone_too() -> None:
    old, new = edition(), edition(**sources({}, {"source_id": "LV-02", "name": "A log"}), answers=TWO)
    assert said(old, new) == [
        ("sources", "LV-02", "new", "", "", "A log, A board"),
        ("items", "LV-02", "new", "route", "", "partly"),
    ]
    assert said(new, old) == [
        ("sources", "LV-02", "gone", "", "A log, A board", ""),
        ("items", "LV-02", "gone", "route", "partly", ""),
    ]


TWO = {"LV-01": {"age": "yes"}, "LV-02": {"route": "partly"}}


def test_a_source_with_another_name_is_renamed() -> None:
    lines = change_report(edition(), edition(**sources({"name": "A new name"})))
    assert '  renamed: LV-01, "Register of unaccompanied children" -> "A new name"' in lines


def test_a_source_under_another_id_is_named_as_perhaps_the_same() -> None:
    old = edition(channels=[], vignettes=[])
    new = edition(channels=[], vignettes=[], **sources({"source_id": "LV-05"}))
    (hint,) = [line for line in change_report(old, new) if "give it its old id" in line]
    assert hint.startswith("  LV-01 is gone and LV-05 is new, with the same name and organisation")


def test_dates_confirmation_and_mapping_of_the_sheet_about_are_told() -> None:
    after = edition(about={**ABOUT, "edition": "2027-01-31", "mapping_theme_2": "complete"}, answers=ALL_NO)
    before = edition(answers=ALL_NO)
    assert said(before, after) == [
        ("about", "LV", "changed", "edition", "2026-11-24", "2027-01-31"),
        ("about", "LV", "changed", "mapping_theme_2", "in_progress", "complete"),
    ]
    assert change_report(before, after)[0] == "Latvia: edition 2026-11-24 -> 2027-01-31."
    assert "the second is the earlier one" in change_report(after, before)[0]


ALL_NO = {"LV-01": {"age": "yes", "route": "no"}}


def test_references_and_vignettes_are_matched_by_their_id() -> None:
    more = {**REFERENCE, "reference_id": "LV-R002", "title": "Another", "url": ""}
    after = edition(
        references=[{**REFERENCE, "title": "A mended title"}, more], vignettes=[{**VIGNETTE, "vignette_id": "LV-V02"}]
    )
    assert (
        said(edition(), after)
        == [
            ("vignettes", "LV-V02", "new", "", "", f"Sexual exploitation, {VIGNETTE['summary']}"),
            ("vignettes", "LV-V01", "gone", "", f"Sexual exploitation, {VIGNETTE['summary']}", ""),
            ("references", "LV-R002", "new", "", "", "Another, A board, 2024"),
            ("references", "LV-R001", "changed", "title", "A report", "A mended title"),
        ]
        or [row[:3] for row in said(edition(), after)] == []
    )


def test_a_channel_is_matched_by_its_ends() -> None:
    after = edition(channels=[{**CHANNEL, "regularity": "continuous"}, {**CHANNEL, "to_source": "ext:INTERPOL"}])
    assert said(edition(), after) == [
        ("channels", "LV-01 to ext:INTERPOL", "new", "", "", "Statutory, Periodic"),
        ("channels", "LV-01 to ext:Europol", "changed", "regularity", "periodic", "continuous"),
    ]


def test_of_two_channels_between_the_same_bodies_the_one_of_the_same_kind_is_the_same() -> None:
    other = {**CHANNEL, "kind": "informal"}
    old = edition(channels=[CHANNEL, other])
    new = edition(channels=[{**other, "claim": "Asked again."}, CHANNEL])
    assert [row[:4] for row in said(old, new)] == [("channels", "LV-01 to ext:Europol", "changed", "claim")]


def test_a_figure_is_matched_by_what_it_is_about() -> None:
    assert said(edition(), edition(statistics=[{**STATISTIC, "value": 15}])) == [
        ("statistics", "2024, Year, Unaccompanied minor applicants, Children", "changed", "value", "12", "15")
    ]


def test_of_figures_that_differ_each_is_matched_by_its_reference() -> None:
    second = {**REFERENCE, "reference_id": "LV-R002", "url": ""}
    beside = {**STATISTIC, "value": 14, "reference_ids": "LV-R002"}
    old, new = (
        edition(statistics=[STATISTIC, {**beside, "value": value}], references=[REFERENCE, second])
        for value in (14, 15)
    )
    ((*_, before, after),) = said(old, new)
    assert (before, after) == ("14", "15")


def test_rows_that_no_key_tells_apart_are_gone_and_new_and_never_guessed() -> None:
    old = edition(statistics=[{**STATISTIC, "value": value} for value in (12, 13)])
    new = edition(statistics=[{**STATISTIC, "value": value} for value in (12, 14, 15)])
    assert sorted(row[2] for row in said(old, new)) == ["gone", "new", "new"]


def test_rows_in_another_order_are_the_same_rows() -> None:
    two = [STATISTIC, {**STATISTIC, "year": 2023}]
    assert said(edition(statistics=two), edition(statistics=two[::-1])) == []


# What is not told


def small(value: int) -> Inventory:
    return edition(statistics=[{**STATISTIC, "value": value, "published": "no", "claim": f"There were {value}."}])


def test_a_count_that_may_not_be_passed_on_in_one_edition_is_shown_in_neither() -> None:
    assert said(small(40), small(3)) == said(small(3), small(2)) == []
    ((*_, described),) = said(edition(statistics=[]), small(3))
    assert described == f"{NOT_SHOWN}, LV-R001"


def test_a_barrier_that_is_not_named_of_one_source_is_not_told() -> None:
    old, trust, awareness, legal = (
        altered(example_inventory(), sources={"LV-02": {"barrier": barrier}})
        for barrier in ("unknown", "trust", "awareness", "legal")
    )
    assert said(old, trust) == said(trust, awareness) == []
    assert said(trust, legal) == [("sources", "LV-02", "changed", "barrier", NOT_NAMED, "legal")]


def test_a_contact_of_an_institution_that_is_allowed_is_not_told() -> None:
    claim = "Ask the office at somebody@office.example."
    old = edition()
    after = replace(old, sources=old.sources.assign(claim=claim))
    assert said(old, after)[0][-1] == "Ask the office at [not shown]."
    assert "somebody" not in written_changes(old, after, "csv").decode() + "".join(change_report(old, after))


def test_what_a_workbook_hides_in_a_text_is_made_visible() -> None:
    old = example_inventory()
    after = replace(old, sources=old.sources.assign(claim="\x1b[31mred\nline"))
    assert all(line.isprintable() for line in change_report(old, after))


# What moved


def test_a_source_that_is_reached_moves_its_items_and_is_named_as_the_cause() -> None:
    after = altered(example_inventory(), sources={"LV-02": {"reached": "yes"}})
    points = moved_points(example_inventory(), after)
    assert points[["finding", "state", "theme"]].to_numpy().tolist() == [["wider_group", "LV", 2]]
    assert points[["low_before", "low_after"]].mul(49).round(6).to_numpy().tolist() == [[1, 3]]
    items = moved_items(example_inventory(), after)
    assert items[["item", "rung_before", "rung_after", "source_ids"]].to_numpy().tolist() == [
        ["age", "held_not_reached", "partly_reached", "LV-02"],
        ["guardian", "partly_reached", "reached", "LV-02"],
    ]


def test_a_source_that_leaves_open_what_it_records_is_named_after_what_is_documented() -> None:
    before = altered(example_inventory(), answers={"LV-03": {"age": "not_asked"}})
    changes = {"LV-02": {"reached": "yes"}, "LV-03": {"reached": "partly"}}
    lines = change_report(before, altered(before, sources=changes))
    (said,) = [line for line in lines if line.strip().startswith("Age: ")]
    first, last = said.split(" What is possible at most moved also by ")
    assert ("LV-02" in first, "LV-03" in first) == (True, False)
    assert last == "LV-03: Reached: Not reached -> Partly reached"


def test_the_two_findings_move_apart() -> None:
    after = altered(example_inventory(), sources={"LV-02": {"population": "identified"}})
    assert set(moved_points(example_inventory(), after)["finding"]) == {"wider_group", "identified"}
    causes = moving_answers(example_inventory(), after)
    assert set(causes["column"]) == {"population"}


def test_a_mapping_that_is_complete_is_the_cause_of_what_it_moves() -> None:
    before = altered(example_inventory(), mapping="in_progress")
    items = moved_items(before, example_inventory())
    route = items[items["item"].eq("route") & items["finding"].eq("identified")]
    assert route[["rung_before", "rung_after"]].to_numpy().tolist() == [["unknown", "not_recorded"]]
    assert route["source_ids"].isna().all()
    assert set(moving_answers(before, example_inventory())["column"]) == {"mapping_theme_2"}


def test_a_state_that_is_in_one_edition_alone_is_told_in_one_line_and_moves_nothing() -> None:
    whole = example_inventory()
    lines = change_report(whole.where(state="LV"), whole)
    assert lines[0].startswith("Estonia: the workbook is new (edition 2026-11-24, 3 sources)")
    assert not [line for line in lines if "EE-01" in line]
    assert moved_points(whole.where(state="LV"), whole).empty


@tried(max_examples=5, deadline=None)
@given(before=inventories(), after=inventories())
def test_items_add_up_to_the_points_that_moved_and_each_has_its_cause(before: Inventory, after: Inventory) -> None:
    group = ["finding", "state", "theme"]
    points, items = moved_points(before, after).set_index(group), moved_items(before, after)
    sums = items.groupby(group, observed=True)[["low", "held_low", "high_known", "high"]].sum()
    for end in sums:
        steps = points[f"{end}_after"] - points[f"{end}_before"]
        pd.testing.assert_series_equal(
            sums[end].reindex(steps.index), steps, check_names=False, check_dtype=False, check_index_type=False
        )
    key = [*group, "item"]
    causes = set(moving_answers(before, after)[key].itertuples(index=False, name=None))
    assert set(items[key].itertuples(index=False, name=None)) <= causes


def test_the_report_tells_each_moved_item_beside_its_cause() -> None:
    after = altered(example_inventory(), sources={"LV-02": {"reached": "yes"}})
    lines = change_report(example_inventory(), after)
    start = lines.index("What moved in the measures")
    assert lines[start + 1 : start + 5] == [
        "Latvia, theme 2, Wider group and children of concern",
        "  Of 100 weighted points: documented as reached 2.0 -> 6.1",
        (
            "    Age: Held and not shown to be reached -> Partly reached (reached +2.0). "
            "LV-02: Reached: Partly reached -> Reached"
        ),
        "    Guardian: Partly reached -> Reached (reached +2.0). LV-02: Reached: Partly reached -> Reached",
    ]
    assert lines[-1].startswith("After: Edition 2026-11-24 · 6 sources")
    assert lines[-1].endswith("no state has confirmed it")


def test_what_changed_is_one_table_for_a_spreadsheet() -> None:
    after = altered(example_inventory(), sources={"LV-02": {"reached": "yes"}})
    table = listed_changes(example_inventory(), after)
    assert table["part"].tolist() == ["workbook", "points", "items", "items"]
    assert table["before"].tolist() == ["partly", 2.0408, "held_not_reached", "partly_reached"]
    again = csv_texts(written_changes(example_inventory(), after, "csv"))
    assert again["causes"].dropna().unique().tolist() == ["LV-02: Reached: Partly reached -> Reached"]


def test_the_tables_that_are_compared_stay_as_they_were() -> None:
    before, after = example_inventory(), altered(example_inventory(), sources={"LV-02": {"reached": "yes"}})
    kept = {name: table.copy(deep=True) for name, table in before.tables().items()}
    listed_changes(before, after)
    for name, table in before.tables().items():
        pd.testing.assert_frame_equal(table, kept[name])


# The command


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with an edition of Latvia's workbook each."""
    folders = (tmp_path / "old", tmp_path / "new")
    for folder, answer in zip(folders, ("yes", "partly"), strict=True):
        folder.mkdir()
        written(folder, edition(answers={"LV-01": {"age": answer}}), "LV")
    return folders


def test_the_command_compares_two_workbooks_and_two_folders(two: tuple[Path, Path]) -> None:
    old, new = two
    for pair in ((old, new), (old / "lv.xlsx", new / "lv.xlsx")):
        done = CliRunner().invoke(app, ["changes", *map(str, pair)])
        assert done.exit_code == FINE
        assert "    Age: Yes -> Partly" in done.output.splitlines()


def test_the_command_writes_a_table_to_a_new_file(two: tuple[Path, Path], tmp_path: Path) -> None:
    to = tmp_path / "changes.csv"
    done = CliRunner().invoke(app, ["changes", *map(str, two), "--to", str(to)])
    assert done.exit_code == FINE
    assert csv_texts(to.read_bytes())["column"].dropna().tolist()[0] == "age"


def test_a_workbook_with_an_error_is_refused_with_its_problems(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(two[1], replaced_claim(edition(), "Write to somebody@office.example"), "LV")
    monkeypatch.setattr(sys, "argv", ["impt", "changes", *map(str, two)])
    with pytest.raises(SystemExit) as stopped:
        main()
    told = capsys.readouterr().out
    assert stopped.value.code == WRONG
    assert "personal-identifier" in told
    assert "somebody" not in told


def replaced_claim(found: Inventory, claim: str) -> Inventory:
    return replace(found, sources=found.sources.assign(claim=claim))


def test_a_folder_is_not_compared_with_a_workbook_nor_a_state_with_another(two: tuple[Path, Path]) -> None:
    old, new = two
    with pytest.raises(UsageError, match="name two workbooks or two folders"):
        loaded_editions(old, new / "lv.xlsx")
    written(new, example_inventory(), "EE")
    with pytest.raises(UsageError, match=r"of LV and .* of EE; name two workbooks of one state"):
        loaded_editions(old / "lv.xlsx", new / "ee.xlsx")


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(UsageError, match="changes are written as txt or csv; found 'docx'"):
        written_changes(example_inventory(), example_inventory(), "docx")


def test_what_has_an_error_is_never_compared(two: tuple[Path, Path]) -> None:
    (two[1] / "lv.xlsx").write_bytes(b"no workbook")
    with pytest.raises(WorkbookError):
        loaded_editions(*two)
