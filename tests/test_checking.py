"""One smallest broken workbook per rule; the rule's place is asserted, its wording once."""

from __future__ import annotations

import pytest

from impt_analysis.checking import checked
from impt_analysis.errors import Severity, rendered
from impt_analysis.workbook.cells import Finding, SheetCells, WorkbookCells
from tests.workbooks import (
    ABOUT,
    CHANNEL,
    REFERENCE,
    SOURCE,
    STATISTIC,
    VIGNETTE,
    cells,
    grids,
    of_grids,
    triples,
)


def found(**content: object) -> list[tuple[str, str, str]]:
    return triples(checked([cells(**content)]).problems)


def found_in(content: dict[str, list[list[object]]]) -> list[tuple[str, str, str]]:
    return triples(checked([of_grids(content)]).problems)


def errors_of(**content: object) -> list[tuple[str, str, str]]:
    return triples(p for p in checked([cells(**content)]).problems if p.severity is Severity.ERROR)


def test_a_good_workbook_has_one_true_warning() -> None:
    assert found() == [("About", f"B{row}", "theme-without-collector") for row in (5, 6, 7)]


@pytest.mark.parametrize(
    ("column", "value", "cell", "code"),
    [
        ("organisation_type", "bakery", "E2", "unknown-code"),
        ("reached", "", "Q2", "missing-value"),
        ("name", "   ", "B2", "missing-value"),
        ("latest_year", "about 2020", "O2", "not-a-whole-number"),
        ("latest_year", 1492, "O2", "not-a-year"),
        ("latest_year", 2027, "O2", "future-year"),
        ("theme_2", "perhaps", "V2", "unknown-code"),
        ("reference_ids", "", "Y2", "missing-reference"),
        ("reference_ids", "LV-R009", "Y2", "dangling-reference"),
        ("reference_ids", "LV-R001;LV-R001", "Y2", "repeated-entry"),
    ],
)
def test_a_broken_cell_of_sources_is_named(column: str, value: object, cell: str, code: str) -> None:
    assert errors_of(sources=[{**SOURCE, column: value}]) == [("Sources", cell, code)]


@pytest.mark.parametrize(
    ("sheet", "row", "cell", "code"),
    [
        ("channels", {**CHANNEL, "from_source": "LV-77"}, "A2", "dangling-source"),
        ("channels", {**CHANNEL, "to_source": "Europol"}, "B2", "not-an-id"),
        ("channels", {**CHANNEL, "to_source": "ext: "}, "B2", "not-an-id"),
        ("statistics", {**STATISTIC, "value": "about 12"}, "D2", "not-a-number"),
        ("statistics", {**STATISTIC, "indicator": "other:"}, "C2", "unknown-code"),
        ("statistics", {**STATISTIC, "indicator": "victims"}, "C2", "unknown-code"),
        ("vignettes", {**VIGNETTE, "signals": "contacts;luck"}, "E2", "unknown-code"),
        ("vignettes", {**VIGNETTE, "noticed_by": "LV-09"}, "F2", "dangling-source"),
        ("vignettes", {**VIGNETTE, "noticed_by": "LV-01;neighbours"}, "F2", "unknown-code"),
        ("references", {**REFERENCE, "url": "www.example.org"}, "F2", "not-a-link"),
    ],
)
def test_a_broken_cell_of_another_sheet_is_named(sheet: str, row: dict[str, object], cell: str, code: str) -> None:
    assert errors_of(**{sheet: [row]}) == [(sheet.capitalize(), cell, code)]


@pytest.mark.parametrize("text", ["NA", "None", "null", "nan", "N/A", "-"])
def test_words_that_other_readers_take_for_blank_stay_what_they_are(text: str) -> None:
    assert errors_of(answers={"LV-01": {"age": text}}) == [("Items", "D3", "unknown-code")]
    assert errors_of(sources=[{**SOURCE, "name": text}]) == []


def test_a_blank_answer_is_not_asked_and_no_problem() -> None:
    items = checked([cells(answers={"LV-01": {"age": "", "sex": "unknown", "family": "no"}})]).tables["items"]
    assert items.set_index("item")["answer"][["age", "sex", "family"]].tolist() == ["not_asked", "unknown", "no"]


def test_labels_and_any_case_are_understood() -> None:
    sources = checked([cells(sources=[{**SOURCE, "reached": "Partly reached", "role": "BEARER"}])]).tables["sources"]
    assert sources[["reached", "role"]].iloc[0].tolist() == ["partly", "bearer"]


@pytest.mark.parametrize("first", [(1, 1), (4, 1), (4, 3)])
def test_addresses_are_true_wherever_a_table_begins(first: tuple[int, int]) -> None:
    problems = checked(
        [cells(first=first, sources=[{**SOURCE, "role": "chief"}], answers={"LV-01": {"age": "maybe"}})]
    ).problems
    row, column = first
    expected = [
        ("Sources", f"{'ABCDEFGHIJ'[column + 6]}{row + 1}", "unknown-code"),
        ("Items", f"{'ABCDEFGHIJ'[column + 2]}{row + 2}", "unknown-code"),
    ]
    assert triples(p for p in problems if p.severity is Severity.ERROR) == expected


def test_a_missing_sheet_is_named() -> None:
    content = grids()
    del content["Items"]
    assert ("Items", "", "missing-sheet") in found_in(content)


def test_an_unknown_sheet_is_named_and_an_empty_one_is_not() -> None:
    assert ("Drafts", "", "unknown-sheet") in found_in({**grids(), "Drafts": [["a note"]]})
    assert ("Sheet1", "", "unknown-sheet") not in found_in({**grids(), "Sheet1": []})


def test_a_sheet_that_stands_twice_is_named() -> None:
    assert ("sources ", "", "repeated-sheet") in found_in({**grids(), "sources ": [["source_id"]]})


def test_a_missing_column_is_named_by_its_label() -> None:
    content = grids()
    content["Channels"] = [row[:-1] for row in content["Channels"]]
    problems = [p for p in checked([of_grids(content)]).problems if p.code == "missing-column"]
    assert [(p.sheet, p.column) for p in problems] == [("Channels", "What the reference says")]


def test_an_optional_column_may_be_missing() -> None:
    content = grids()
    content["Sources"] = [row[:-1] for row in content["Sources"]]
    assert all(code != "missing-column" for _, _, code in found_in(content))


def test_columns_may_stand_in_any_order() -> None:
    content = grids()
    content["Sources"] = [row[::-1] for row in content["Sources"]]
    assert found_in(content) == [*found(), ("Sources", "Z1", "columns-in-another-order")]


def test_an_extra_column_a_repeated_column_and_a_value_without_header_are_named() -> None:
    content = grids()
    for row, texts in zip(content["Channels"], (["Remark", "Kind", ""], ["x", "statutory", "lost"]), strict=True):
        row += texts
    assert [p for p in found_in(content) if p[0] == "Channels"] == [
        ("Channels", "L1", "extra-column"),
        ("Channels", "M1", "repeated-column"),
        ("Channels", "N2", "value-without-header"),
    ]


def test_a_title_above_the_header_is_passed_over() -> None:
    content = grids(sources=[{**SOURCE, "role": "chief"}])
    content["Sources"] = [["The sources of Latvia"] + [""] * 26, *content["Sources"]]
    assert ("Sources", "H3", "unknown-code") in found_in(content)


def test_a_sheet_without_header_is_named() -> None:
    assert ("Channels", "", "missing-header") in found_in({**grids(), "Channels": [["some", "words"]]})


def test_a_sheet_about_without_any_key_is_one_problem() -> None:
    problems = [p for p in found_in({**grids(), "About": [["some", "words"]]}) if p[0] == "About"]
    assert problems == [("About", "", "missing-header")]


def test_rows_that_are_blank_are_passed_over() -> None:
    content = grids()
    content["Sources"].insert(1, [""] * len(content["Sources"][0]))
    content["Sources"].append([" "] * len(content["Sources"][0]))
    assert found_in(content) == [*found(), ("Sources", "A2", "blank-rows-between")]


def test_an_id_used_twice_is_named_with_the_row_that_has_it() -> None:
    problems = [p for p in checked([cells(sources=[SOURCE, SOURCE])]).problems if p.code == "duplicate-id"]
    assert [(p.cell, p.found, p.expected) for p in problems] == [
        ("A3", "LV-01", "an identifier of its own, such as LV-02 (row 2 has it too)")
    ]


def of_items(content: dict[str, list[list[object]]]) -> list[tuple[str, str, str]]:
    problems = checked([of_grids(content)]).problems
    return [(p.code, p.cell, p.expected) for p in problems if p.sheet in ("Sources", "Items")]


def with_a_second_column(name: str, **content: object) -> dict[str, list[list[object]]]:
    """Return a workbook with another column of answers under LV-01, and the name below it."""
    made = grids(**content)
    made["Items"][1][3] = SOURCE["name"]
    for row, value in zip(made["Items"], ["LV-01", name, "yes", *[""] * len(made["Items"])], strict=False):
        row.append(value)
    return made


def test_answers_of_another_source_under_an_id_twice_are_not_to_be_put_together() -> None:
    register = {**SOURCE, "name": "Register"}
    twice = of_items(with_a_second_column("Register", sources=[SOURCE, register], answers={"LV-01": {"age": "yes"}}))
    assert twice == [
        ("duplicate-id", "A3", "an identifier of its own, such as LV-02 (row 2 has it too)"),
        ("column-under-another-id", "E1", 'LV-02 for "Register"'),
    ]


def test_a_column_under_another_id_gets_that_of_its_name_and_is_the_only_problem() -> None:
    register = {**SOURCE, "source_id": "LV-07", "name": "Register"}
    mended = of_items(with_a_second_column("Register", sources=[SOURCE, register], answers={"LV-01": {"age": "yes"}}))
    assert mended == [("column-under-another-id", "E1", 'LV-07 for "Register"')]


def test_one_source_with_two_columns_has_its_answers_put_together() -> None:
    ((code, cell, _),) = of_items(with_a_second_column(str(SOURCE["name"])))
    assert (code, cell) == ("repeated-entry-of-items", "E1")


def test_an_id_without_a_number_gets_no_proposal() -> None:
    (problem,) = [
        p for p in checked([cells(sources=[{**SOURCE, "source_id": "x"}] * 2)]).problems if p.code == "duplicate-id"
    ]
    assert problem.expected == "an identifier of its own (row 2 has it too)"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("15.12.2026", "; did you mean 2026-12-15?"),
        ("5. 2. 2026", "; did you mean 2026-02-05?"),
        ("31.02.2026", ""),
        ("11/12/2026", ""),
        ("December", ""),
    ],
)
def test_a_date_with_points_is_asked_about_and_one_that_may_mean_two_is_not(written: str, asked: str) -> None:
    (problem,) = [p for p in checked([cells(about={"edition": written})]).problems if p.code == "not-a-date"]
    assert problem.expected == f"a date such as 2026-11-30{asked}"


def test_two_rows_that_say_the_same_are_a_warning() -> None:
    assert ("Statistics", "A3", "repeated-row") in found(statistics=[STATISTIC, STATISTIC])
    assert ("Statistics", "A3", "repeated-row") not in found(statistics=[STATISTIC, {**STATISTIC, "value": 13}])


def test_two_workbooks_of_one_state_are_named() -> None:
    problems = checked([cells("a.xlsx"), cells("b.xlsx")]).problems
    assert ("b.xlsx", "B2", "two-workbooks-one-state") in [(p.file, p.cell, p.code) for p in problems]


def test_items_and_sources_must_fit() -> None:
    assert ("Items", "D1", "item-row-without-source") in found(answers={"LV-02": {"age": "yes"}})
    assert ("Sources", "A2", "missing-source-column") in found(answers={"LV-02": {"age": "yes"}})


def test_a_missing_item_an_unknown_item_and_a_repeated_item_are_named_once() -> None:
    content = grids(answers={"LV-01": {"age": "yes"}, "LV-02": {}}, sources=[SOURCE, {**SOURCE, "source_id": "LV-02"}])
    content["Items"][2][0] = "ages"
    content["Items"][4][0] = "sex"
    problems = [p for p in found_in(content) if p[0] == "Items"]
    assert problems == [
        ("Items", "", "missing-item"),
        ("Items", "A3", "misspelt-code"),
        ("Items", "A5", "repeated-entry-of-items"),
    ]


def test_answers_without_an_item_are_named() -> None:
    content = grids()
    content["Items"].append(["", "", "", "yes"])
    assert ("Items", "A37", "missing-value") in found_in(content)


def test_an_error_cell_is_a_problem_and_not_a_blank() -> None:
    content = grids(sources=[{**SOURCE, "name": ""}])
    sheets = of_grids(content).sheets
    flagged = tuple(
        SheetCells(s.name, True, 1, 1, s.rows, (Finding(2, 2, "error", "#N/A"),) if s.name == "Sources" else (), ())
        for s in sheets
    )
    problems = [p for p in checked([WorkbookCells("latvia.xlsx", flagged)]).problems if p.sheet == "Sources"]
    assert [(p.cell, p.column, p.code, p.found) for p in problems] == [("B2", "Name", "formula-error", "#N/A")]


def test_about_names_unknown_keys_missing_keys_and_bad_dates() -> None:
    about = {**ABOUT, "edition": "next week", "weather": "fine"}
    del about["compiled_by"]
    assert [p for p in errors_of(about=about) if p[0] == "About"] == [
        ("About", "", "missing-key"),
        ("About", "B3", "not-a-date"),
        ("About", "A14", "unknown-key"),
    ]


def test_a_confirmation_names_office_and_date() -> None:
    about = {**ABOUT, "confirmed_theme_2": "by_the_state"}
    assert {code for _, _, code in errors_of(about=about)} == {"confirmed-without-office"}
    assert errors_of(about={**about, "confirmed_by": "An office", "confirmed_on": "2026-11-30"}) == []


def test_a_source_in_another_states_workbook_is_looked_up_there() -> None:
    channel = {**CHANNEL, "to_source": "PL-03"}
    assert ("Channels", "B2", "unchecked-source") in found(channels=[channel])
    poland = cells(
        "poland.xlsx", about={**ABOUT, "state": "PL"}, sources=[{**SOURCE, "source_id": "PL-01"}], channels=[]
    )
    assert ("Channels", "B2", "dangling-source") in triples(checked([cells(channels=[channel]), poland]).problems)


def test_sources_of_which_nothing_is_known_are_a_warning() -> None:
    assert ("Sources", "A2", "source-without-answers") in found(answers={"LV-01": {}})
    assert ("Sources", "X2", "generally-known-only") in found(
        sources=[{**SOURCE, "basis": "general", "reference_ids": ""}], answers={"LV-01": {}}
    )


def test_a_blank_name_below_an_id_is_told_and_a_row_of_names_may_be_missing() -> None:
    content = grids()
    content["Items"][1][3] = ""
    assert ("Items", "D2", "name-not-below") in found_in(content)
    del content["Items"][1]
    assert "name-not-below" not in {code for _, _, code in found_in(content)}


def test_blank_names_are_told_once_in_a_workbook_with_their_number() -> None:
    content = grids(sources=[SOURCE, {**SOURCE, "source_id": "LV-02", "name": "Case files"}])
    content["Items"][1][3:5] = ["", ""]
    (problem,) = [one for one in checked([of_grids(content)]).problems if one.code == "name-not-below"]
    right = "the name of this source, Register of unaccompanied children (2 cells like this)"
    assert (problem.cell, problem.expected) == ("D2", right)


def test_a_source_whose_own_name_is_blank_has_no_name_to_be_shown() -> None:
    nameless = found(sources=[{**SOURCE, "name": ""}])
    assert ("Sources", "B2", "missing-value") in nameless
    assert "name-not-below" not in {code for _, _, code in nameless}


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ({"url": "", "year": ""}, True),
        ({"url": "", "year": "", "publisher": ""}, True),
        ({"url": "", "year": "", "kind": "interview"}, True),
        ({"url": "", "year": 2024}, False),
        ({"year": ""}, False),
        ({"url": "www.example.org", "year": ""}, False),
    ],
)
def test_a_reference_on_which_a_row_rests_has_a_link_or_a_year(reference: dict[str, object], *, told: bool) -> None:
    problems = found(references=[{**REFERENCE, **reference}])
    assert (("References", "F2", "reference-not-to-be-found") in problems) == told


def test_it_says_how_many_rows_rest_on_a_reference_that_cannot_be_found() -> None:
    bare = {**REFERENCE, "url": "", "year": ""}
    workbook = cells(references=[bare, {**bare, "reference_id": "LV-R002", "title": "Another"}], vignettes=[])
    problems = [one for one in checked([workbook]).problems if one.code == "reference-not-to-be-found"]
    assert [problem.cell for problem in problems] == ["F2"]
    assert problems[0].expected == "a web address, or a year, because 3 rows rest on it"


def test_all_problems_of_all_workbooks_come_in_one_pass_in_the_order_of_their_place() -> None:
    bad = {**SOURCE, "role": "chief", "reached": "often"}
    workbooks = [
        cells("b.xlsx", sources=[bad]),
        cells("a.xlsx", about={**ABOUT, "state": "EE"}, sources=[{**bad, "source_id": "EE-01"}]),
    ]
    places = [(p.file, p.cell) for p in checked(workbooks).problems if p.code == "unknown-code"]
    assert places == [("a.xlsx", "H2"), ("a.xlsx", "Q2"), ("b.xlsx", "H2"), ("b.xlsx", "Q2")]


def test_a_problem_reads_as_place_found_right_and_how_to_mend_it() -> None:
    (problem,) = (p for p in checked([cells(sources=[{**SOURCE, "role": "colector"}])]).problems if p.column == "Role")
    assert rendered([problem]) == (
        "latvia.xlsx: 1 error.\n"
        'error    Sources!H2 (Role): found "colector"; '
        "right would be one of the list of this cell; did you mean collector?\n"
        "         To mend: Write collector if that is meant, or choose another value "
        "from the drop-down list of the cell. [misspelt-code]\n"
        "\n"
        "1 error."
    )


def test_a_key_that_is_not_known_is_named_even_without_a_value_and_a_title_above_the_keys_is_not() -> None:
    content = grids()
    content["About"] = [["The workbook of Latvia", ""], *content["About"], ["Weather", ""]]
    last = len(content["About"])
    assert [p for p in found_in(content) if p[2] == "unknown-key"] == [("About", f"A{last}", "unknown-key")]
