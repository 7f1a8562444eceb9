"""What is read although it is written in its own way, and what is never guessed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from impt_analysis.checking import Checked, checked
from impt_analysis.checking.answers import ANSWER
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.errors import Severity, errors_among
from impt_analysis.schema import Column, Kind, Sheet, sheets
from impt_analysis.workbook.cells import CellValue, WorkbookCells
from tests.broken_workbooks import (
    BEARER,
    COLLECTOR,
    INSIDE,
    Grids,
    about,
    changed,
    figure,
    good,
    marked,
    renamed,
    source,
    with_row,
    written,
)
from tests.workbooks import ABOUT, STATISTIC, grids, of_grids, triples

PLAIN = grids(
    sources=[COLLECTOR, {**BEARER, "reached": "partly", "reached_basis": "channel"}],
    answers={"LV-01": {"age": "yes", "family": "no"}, "LV-02": {"sex": "partly", "age": "unknown"}},
    channels=[INSIDE],
    statistics=[STATISTIC, {**STATISTIC, "year": 2023}],
)


def told(result: Checked, code: str) -> list[str]:
    return [problem.expected for problem in result.problems if problem.code == code]


def own_way(text: str, random: Random) -> str:
    """The text in other capitals, with other spaces around and inside it."""
    spaces = ["", " ", "\N{NO-BREAK SPACE}", "\n", "\N{ZERO WIDTH SPACE}"]
    changed_case = random.choice([str, str.upper, str.title])(text)
    inside = changed_case.replace(" ", random.choice([" ", "  ", "\N{NO-BREAK SPACE}"]))
    return f"{random.choice(spaces)}{inside}{random.choice(spaces)}"


def header_in_its_own_way(header: CellValue, columns: dict[str, Column], random: Random) -> CellValue:
    column = columns.get(str(header))
    return own_way(random.choice([column.label, column.code]), random) if column else header


def value_in_its_own_way(value: CellValue, column: Column | None, random: Random) -> CellValue:
    if column is None or value == "":
        return value
    if column.kind in (Kind.CODE, Kind.INDICATOR):
        labels = shipped_codebook().labels(column.codes)
        code = next(code for code in labels if str(code) == str(value))
        return own_way(random.choice([str(code), labels[code]]), random)
    if column.kind in (Kind.YEAR, Kind.NUMBER, Kind.DATE):
        return random.choice([value, f" {value} "])
    return f"{random.choice(['', ' '])}{value}{random.choice(['', ' ', chr(160)])}"


def in_its_own_way(rows: list[list[CellValue]], sheet: Sheet, random: Random) -> list[list[CellValue]]:
    """The table of a sheet: headers, values, the order of columns, a title and blank rows in their own way."""
    columns = {column.label: column for column in sheet.columns}
    names = 1 if sheet.code == "items" else 0
    order = random.sample(range(len(rows[0])), len(rows[0]))
    blank: list[CellValue] = [""] * len(order)
    made: list[list[CellValue]] = [["A title of the office", *blank[1:]]] * random.choice([0, 1, 2])
    made.append([header_in_its_own_way(rows[0][position], columns, random) for position in order])
    made += [[row[position] for position in order] for row in rows[1 : 1 + names]]
    for row in rows[1 + names :]:
        made += [blank] * random.choice([0, 0, 1, 2])
        pairs = [(row[position], columns.get(str(rows[0][position]), ANSWER)) for position in order]
        made.append([value_in_its_own_way(value, column, random) for value, column in pairs])
    return [*made, blank]


def keys_in_their_own_way(rows: list[list[CellValue]], sheet: Sheet, random: Random) -> list[list[CellValue]]:
    """The sheet About: its keys, their order, a title and a blank row in their own way."""
    columns = {column.label: column for column in sheet.columns}
    made = [
        [header_in_its_own_way(key, columns, random), value_in_its_own_way(value, columns[str(key)], random)]
        for key, value in random.sample(rows[1:], len(rows) - 1)
    ]
    return [["What the office says", ""], *made[:3], ["", ""], *made[3:]]


def workbook_in_its_own_way(random: Random) -> WorkbookCells:
    ways = {"about": keys_in_their_own_way}
    return of_grids(
        {
            own_way(sheet.name, random): ways.get(code, in_its_own_way)(PLAIN[sheet.name], sheet, random)
            for code, sheet in sheets().items()
        }
    )


@cache
def as_usual() -> Checked:
    return checked([of_grids(PLAIN)])


def tables(result: Checked) -> dict[str, pd.DataFrame]:
    """The tables without what says where their rows stood."""
    held = {name: table.drop(columns=["row", "letter"], errors="ignore") for name, table in result.tables.items()}
    return {**held, "items": held["items"].sort_values(["source_id", "item"])}


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_however_a_workbook_is_written_it_holds_the_same_and_every_liberty_is_an_info(random: Random) -> None:
    usual, free = as_usual(), checked([workbook_in_its_own_way(random)])
    assert usual.problems == ()
    assert {problem.severity for problem in free.problems} == {Severity.INFO}
    for name, table in tables(usual).items():
        assert_frame_equal(tables(free)[name].reset_index(drop=True), table.reset_index(drop=True))


def test_one_info_tells_of_a_column_however_many_of_its_cells_are_written_in_their_own_way() -> None:
    sources = [{**COLLECTOR, "role": "Collector"}, {**BEARER, "role": "BEARER "}]
    result = checked([good(sources=sources)])
    assert triples(result.problems) == [("Sources", "H2", "label-for-code"), ("Sources", "H3", "spaces-around-value")]
    assert told(result, "label-for-code") == ["the code collector, and it is read so (2 cells like this in the column)"]


def test_one_info_tells_of_the_sheet_items_however_many_answers_are_labels() -> None:
    said = {"LV-01": {"age": "Yes", "sex": "Partly"}, "LV-02": {"age": "NO"}}
    result = checked([good(sources=[COLLECTOR, BEARER], answers=said)])
    assert triples(result.problems) == [("Items", "D3", "label-for-code")]
    assert told(result, "label-for-code") == ["the code yes, and it is read so (3 cells like this in the column)"]


def test_each_workbook_has_its_own_info() -> None:
    estonia = grids(about={**ABOUT, "state": "Estonia"}, sources=[])
    workbooks = [of_grids(estonia, file="estonia.xlsx"), good(about={**ABOUT, "state": "Latvia"})]
    files = [problem.file for problem in checked(workbooks).problems if problem.code == "label-for-code"]
    assert files == ["estonia.xlsx", "latvia.xlsx"]


def test_blank_rows_at_the_end_are_nothing_to_tell() -> None:
    def append(made: Grids) -> None:
        for rows in made.values():
            rows += [[""] * len(rows[0])] * 3

    assert checked([changed(append)]).problems == ()


def test_merged_cells_in_a_title_are_no_problem() -> None:
    made = with_row("Sources", 1, "The sources of Latvia")
    merged = tuple(replace(one, merged=((1, 1, 1, 9),)) if one.name == "Sources" else one for one in made.sheets)
    problems = checked([WorkbookCells(made.file, merged)]).problems
    assert [problem.code for problem in problems] == ["title-above-header"]


def test_a_merged_area_as_large_as_a_sheet_is_one_problem() -> None:
    problems = checked([marked("Sources", merged=((2, 1, 1_048_576, 16_384),))]).problems
    assert [(problem.cell, problem.code) for problem in problems] == [("A2", "merged-cells")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reached", "mostly"),
        ("reached", "y"),
        ("reached", 1),
        ("children_apart", True),
        ("theme_1", "x"),
        ("organisation_type", "polise"),
        ("latest_year", "2024/25"),
        ("latest_year", "2 024"),
        ("latest_year", 2024.5),
        ("latest_year", datetime.date(2024, 1, 1)),
    ],
)
def test_a_value_that_could_mean_several_things_is_an_error_and_is_never_guessed(column: str, value: object) -> None:
    result = checked([source(**{column: value})])
    assert [problem.sheet for problem in errors_among(result.problems)] == ["Sources"]
    assert result.tables["sources"][column].isna().all()


@pytest.mark.parametrize("value", ["1.234", "1,5", "12 000", "1e3", "~12", "12 children", True])
def test_a_figure_that_could_be_several_numbers_is_an_error_and_is_never_guessed(value: object) -> None:
    result = checked([figure({"value": value})])
    assert [problem.cell for problem in errors_among(result.problems)] == ["D2"]
    assert result.tables["statistics"]["value"].isna().all()


@pytest.mark.parametrize("value", ["24.11.2026", "11/24/2026", "November 2026", "2026-13-01", 46350])
def test_a_date_that_could_be_several_days_is_an_error_and_is_never_guessed(value: object) -> None:
    result = checked([about(edition=value)])
    assert [problem.cell for problem in errors_among(result.problems)] == ["B3"]
    assert result.tables["about"]["edition"].isna().all()


@pytest.mark.parametrize(
    ("workbook", "code"),
    [
        (source(source_id="lv-01"), "not-an-id"),
        (source(reference_ids="LV-R001, LV-R002"), "wrong-separator"),
        (source(reference_ids="LV-R1"), "dangling-reference"),
        (written("Sources", 1, 5, "Kind of organisation"), "extra-column"),
        (written("Sources", 1, 5, ""), "value-without-header"),
        (written("Sources", 1, 5, "Organisation typ"), "misspelt-column"),
        (renamed("Sources", "Source"), "misspelt-sheet"),
        (renamed("Channels", "Flows"), "misspelt-sheet"),  # its headers say which it is
    ],
)
def test_a_name_is_never_taken_for_a_similar_one(workbook: WorkbookCells, code: str) -> None:
    assert code in {problem.code for problem in errors_among(checked([workbook]).problems)}


def test_an_answer_that_is_not_understood_is_an_error_and_counts_as_none() -> None:
    result = checked([good(answers={"LV-01": {"age": "not yet"}})])
    assert [(p.cell, p.code) for p in errors_among(result.problems)] == [("D3", "unknown-code")]
    assert set(result.tables["items"]["answer"]) == {Answer.NOT_ASKED}
