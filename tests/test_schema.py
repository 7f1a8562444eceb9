"""The sheets and columns of a workbook, built from the codebook."""

from __future__ import annotations

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.speaking import languages
from impt_analysis.schema import Kind, sheets


def test_every_list_that_a_column_names_is_in_the_codebook() -> None:
    named = {column.codes for sheet in sheets().values() for column in sheet.columns if column.codes}
    assert named <= set(shipped_codebook().lists())


def test_a_column_holds_codes_exactly_when_it_names_a_list() -> None:
    coded = (Kind.CODE, Kind.CODES, Kind.INDICATOR, Kind.NOTICERS)
    for sheet in sheets().values():
        for column in sheet.columns:
            assert (column.kind in coded) == bool(column.codes), (sheet.code, column.code)


def test_no_two_columns_of_a_sheet_share_a_header() -> None:
    for code, sheet in sheets().items():
        spoken = [column for language in languages() for column in sheets(language)[code].columns]
        headers = {(name.casefold(), column.code) for column in spoken for name in (column.code, column.label)}
        assert sorted(sheet.headers().items()) == sorted(headers)
        assert set(sheet.headers().values()) == set(sheet.codes())


def test_every_column_says_what_to_write() -> None:
    assert [c.code for sheet in sheets().values() for c in sheet.columns if not c.definition] == []


def test_about_sources_and_items_are_in_every_workbook() -> None:
    assert [sheet.code for sheet in sheets().values() if sheet.required] == ["about", "sources", "items"]
