"""A workbook that is written reads back as it was, and a person likes to fill it in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from textwrap import wrap

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory, check, load
from impt_analysis.schema import Kind, sheets
from impt_analysis.workbook.template import empty_workbook, prefilled_workbook, template_name
from impt_analysis.workbook.writer import LONGEST_PROMPT, LONGEST_TEXT, LONGEST_TITLE, workbook_bytes
from tests.workbooks import ABOUT, CHANNEL, REFERENCE, SOURCE, STATISTIC, VIGNETTE, cells, inventory, written

AWKWARD = [
    "=1+1",
    "+47 and more",
    "-",
    "@here",
    "NA",
    "None",
    "null",
    "#N/A",
    "1e5",
    "007",
    "2024-01-02",
    "TRUE",
    "Šiauliai, Þingvellir, Калининград \N{MATHEMATICAL FRAKTUR CAPITAL B}",
    "two\nlines",
    "a 'quoted' \"text\" & <b>",
    "_x000D_",
    "a\rb",
    "a\x0bb",
]


@pytest.fixture(scope="module")
def latvia() -> Inventory:
    source = {**SOURCE, "note": "a note"}
    statistics = [STATISTIC, {**STATISTIC, "value": 12.5}]
    return inventory(cells(sources=[source], statistics=statistics))


@pytest.fixture(scope="module")
def opened(latvia: Inventory) -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(latvia.tables())))


def test_written_then_read_gives_exactly_what_was_written(tmp_path: Path, latvia: Inventory) -> None:
    written(tmp_path, latvia, "LV")
    again = load(tmp_path)
    for name, table in latvia.tables().items():
        pd.testing.assert_frame_equal(getattr(again, name), table)


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    made = inventory(
        cells(
            about={**ABOUT, "note": text},
            sources=[{**SOURCE, "name": text, "claim": text}],
            channels=[{**CHANNEL, "claim": text}],
            vignettes=[{**VIGNETTE, "summary": text}],
            references=[{**REFERENCE, "title": text}],
        )
    )
    written(tmp_path, made, "LV")
    again = load(tmp_path)
    told = [again.about["note"], again.sources["name"], again.channels["claim"], again.vignettes["summary"]]
    assert [column.iloc[0] for column in [*told, again.references["title"]]] == [text] * 5


def test_the_same_tables_give_the_same_bytes(latvia: Inventory) -> None:
    assert workbook_bytes(latvia.tables()) == workbook_bytes(latvia.tables())


def test_the_file_names_no_person(opened: Workbook) -> None:
    assert opened.properties.creator == "impt_analysis"
    assert not opened.properties.lastModifiedBy


def test_the_first_sheet_says_what_to_do_and_the_last_explains_every_code(opened: Workbook) -> None:
    names = opened.sheetnames
    assert names == ["Read me", *(sheet.name for sheet in sheets().values()), "Codebook"]
    text = "\n".join(str(row[0].value) for row in opened["Read me"].iter_rows())
    assert "Leave blank only what you have not asked. Write No when you know it is not recorded" in text
    explained = {(row[0].value, str(row[1].value)) for row in opened["Codebook"].iter_rows(min_row=2)}
    assert {("reached", code) for code in shipped_codebook().codes("reached")} <= explained


def test_headers_are_frozen_and_every_column_has_its_width(opened: Workbook) -> None:
    for sheet in sheets().values():
        worksheet = opened[sheet.name]
        assert worksheet.freeze_panes is not None
        assert all(worksheet.column_dimensions[cell.column_letter].width >= 8 for cell in worksheet[1])


def test_every_column_of_codes_offers_its_list_by_a_defined_name(opened: Workbook) -> None:
    for sheet in sheets().values():
        offered = {rule.formula1 for rule in opened[sheet.name].data_validations.dataValidation}
        lists = {
            f"list_{c.codes}" for c in sheet.columns if c.kind in (Kind.CODE, Kind.INDICATOR) and sheet.code != "items"
        }
        assert {f"={name}" for name in lists} <= offered
        assert lists <= set(opened.defined_names)


def test_a_drop_down_offers_the_codes_of_its_list_and_nobody_chooses_not_asked(opened: Workbook) -> None:
    for name, codes in {
        "reached": shipped_codebook().codes("reached"),
        "answer": ["yes", "partly", "no", "unknown"],
    }.items():
        ((sheet, area),) = opened.defined_names[f"list_{name}"].destinations
        assert [row[0].value for row in opened[sheet][area]] == codes


def test_items_stand_beside_their_definitions_under_the_names_of_the_sources(opened: Workbook) -> None:
    worksheet = opened["Items"]
    assert worksheet["D1"].value == "LV-01"
    assert worksheet["D2"].value == SOURCE["name"]
    definitions = [worksheet.cell(row, 3).value for row in range(3, 37)]
    assert definitions == shipped_codebook().entries("item")["definition"].tolist()


def test_an_empty_workbook_is_of_its_state_and_asks_for_the_rest(tmp_path: Path) -> None:
    path = tmp_path / template_name("PL")
    path.write_bytes(empty_workbook("PL", "2027-01-31"))
    result = check(path)
    assert [(p.sheet, p.column, p.code) for p in result.problems if p.severity == "error"] == [
        ("About", "Compiled by", "missing-value")
    ]
    assert result.tables["about"]["state"].tolist() == ["PL"]


@pytest.mark.parametrize(("state", "edition"), [("XX", "2027-01-31"), ("PL", "31 January"), ("PL", "2027-02-30")])
def test_an_empty_workbook_is_made_for_a_known_state_and_a_true_date(state: str, edition: str) -> None:
    with pytest.raises(UsageError, match="found"):
        empty_workbook(state, edition)


def test_a_prefilled_workbook_holds_what_is_known_and_nobody_has_confirmed_it(tmp_path: Path) -> None:
    said = {f"confirmed_theme_{theme}": "by_the_state" for theme in (1, 2, 3)}
    about = {**ABOUT, **said, "mapping_theme_2": "complete", "confirmed_by": "An office", "confirmed_on": "2026-11-24"}
    known = inventory(cells(about=about))
    allowing = {**known.tables(), "about": known.about.assign(allowed_contacts="Sources!W4")}
    path = tmp_path / "latvia.xlsx"
    path.write_bytes(prefilled_workbook(allowing, "2027-01-31"))
    again = load(path)
    expected = {**ABOUT, "edition": pd.Timestamp("2027-01-31"), "compiled_by": "An office"}
    told = again.about.iloc[0].to_dict()
    assert {key: "" if pd.isna(value) else value for key, value in told.items()} == expected
    for name in ("sources", "items", "channels", "statistics", "vignettes", "references"):
        pd.testing.assert_frame_equal(again.tables()[name], known.tables()[name])


@pytest.mark.parametrize("edition", ["2026-11-24", "2026-01-31", "soon"])
def test_a_prefilled_workbook_is_for_a_later_date(latvia: Inventory, edition: str) -> None:
    with pytest.raises(UsageError, match="found"):
        prefilled_workbook(latvia.tables(), edition)


def test_every_cell_that_is_filled_in_says_what_belongs_into_it(opened: Workbook) -> None:
    for sheet in sheets().values():
        told = {rule.prompt.split(".")[0] for rule in opened[sheet.name].data_validations.dataValidation}
        wanted = {column.definition.split(".")[0] for column in sheet.columns}
        assert sheet.code == "items" or wanted <= told
    answers = [rule for rule in opened["Items"].data_validations.dataValidation if rule.type == "list"]
    assert [str(rule.sqref) for rule in answers] == ["D3:X36"]


def test_nothing_goes_beyond_the_limits_of_excel(opened: Workbook) -> None:
    for worksheet in opened.worksheets:
        assert len(worksheet.title) <= 31
        assert all((dimension.height or 0) <= 409 for dimension in worksheet.row_dimensions.values())
        assert all(dimension.width <= 255 for dimension in worksheet.column_dimensions.values())
        for rule in worksheet.data_validations.dataValidation:
            assert len(rule.prompt) <= LONGEST_PROMPT
            assert len(rule.promptTitle) <= LONGEST_TITLE
            assert rule.prompt.endswith((".", "asked."))
            assert max(map(len, (rule.formula1 or "", rule.errorTitle or "", rule.error or ""))) <= 225


def test_a_text_is_never_cut_to_fit_into_a_cell(latvia: Inventory) -> None:
    for text, fits in (("a" * LONGEST_TEXT, True), ("\N{GRINNING FACE}" * (LONGEST_TEXT // 2 + 1), False)):
        tables = {**latvia.tables(), "sources": latvia.sources.assign(note=text)}
        if fits:
            assert load_workbook(BytesIO(workbook_bytes(tables)))["Sources"]["AA2"].value == text
            continue
        with pytest.raises(UsageError, match="at most 32,767 characters; Note has more"):
            workbook_bytes(tables)


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_word_of_a_header_is_parted_clipped_or_covered_by_the_button_of_a_filter(language: str) -> None:
    made = load_workbook(BytesIO(empty_workbook("LV", "2027-01-31", language)))
    filtered = [worksheet for worksheet in made if worksheet.auto_filter.ref]
    assert len(filtered) == 5
    for worksheet in filtered:
        for cell in worksheet[1]:
            room = int(worksheet.column_dimensions[cell.column_letter].width / 1.15)
            lines = wrap(str(cell.value), room, break_long_words=False)
            assert max(map(len, lines)) <= room, cell.value
            assert worksheet.row_dimensions[1].height >= 15 * (len(lines) + 1), cell.value
            assert cell.alignment.vertical == "top"


def test_a_header_is_as_high_as_its_longest_label_and_repeated_on_every_page(opened: Workbook) -> None:
    sources = opened["Sources"]
    assert sources.row_dimensions[1].height > 50
    assert (sources.print_title_rows, sources.print_title_cols) == ("$1:$1", "$A:$B")
    assert sources.page_setup.fitToWidth == 3
