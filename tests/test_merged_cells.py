"""Merged cells: the cells that lost their value are named, so that somebody can fill them in again."""

from __future__ import annotations

from dataclasses import replace

from impt_analysis.checking import checked
from impt_analysis.workbook.cells import WorkbookCells
from tests.broken_workbooks import Grids, good
from tests.workbooks import grids, of_grids

AGAIN = "what stood there was deleted, and may stand in an earlier copy of the workbook."


def mends(content: Grids, sheet: str, *areas: tuple[int, int, int, int]) -> list[str]:
    """What the problems of these merged areas say to do, and that there is no other error."""
    made = of_grids(content)
    sheets = tuple(replace(one, merged=areas) if one.name == sheet else one for one in made.sheets)
    problems = checked([WorkbookCells(made.file, sheets)]).problems
    assert {problem.code for problem in problems if problem.severity.value == "error"} <= {"merged-cells"}
    return [problem.mend for problem in problems if problem.code == "merged-cells"]


def blanked(sheet: str, *cells: tuple[int, int]) -> Grids:
    """The cells of a good workbook, with some of one sheet blank, as merging leaves them."""
    content = grids()
    for row, column in cells:
        content[sheet][row - 1][column - 1] = ""
    return content


def test_the_cells_that_lost_their_value_are_named_with_their_column() -> None:
    content = blanked("Sources", (2, 6), (2, 7))
    (mend,) = mends(content, "Sources", (2, 5, 2, 7))
    assert mend == (
        f"Select E2:G2, click Merge & Center to separate the cells, then fill in again F2 (Level), G2 (Extent): {AGAIN}"
    )


def test_answers_are_named_with_their_source() -> None:
    content = blanked("Items", (4, 4), (5, 4))
    (mend,) = mends(content, "Items", (3, 4, 5, 4))
    assert f"fill in again D4 (LV-01), D5 (LV-01): {AGAIN}" in mend


def test_a_cell_whose_value_is_still_stored_is_not_called_lost() -> None:
    content = blanked("Sources", (2, 7))
    (mend,) = mends(content, "Sources", (2, 5, 2, 7))
    assert "then fill in again G2 (Extent): " in mend
    (kept,) = mends(grids(), "Sources", (2, 5, 2, 7))
    assert kept.endswith("then look at each of them: what was covered is seen again.")


def test_eight_are_named_and_the_others_counted() -> None:
    content = blanked("Items", *((row, 4) for row in range(4, 15)))
    (mend,) = mends(content, "Items", (3, 4, 14, 4))
    assert "D11 (LV-01) and 3 more cells: " in mend


def test_on_the_sheet_about_the_address_says_enough() -> None:
    content = blanked("About", (14, 2))
    (mend,) = mends(content, "About", (13, 2, 14, 2))
    assert f"then fill in again B14: {AGAIN}" in mend


def test_each_area_names_its_own_cells() -> None:
    content = blanked("Sources", (2, 6), (2, 9))
    first, second = mends(content, "Sources", (2, 5, 2, 6), (2, 8, 2, 9))
    assert "again F2 (Level): " in first
    assert "again I2 (Population): " in second


def test_a_covered_name_is_told_by_the_merged_area_alone() -> None:
    content = grids()
    content["Items"][1][3] = ""
    made = of_grids(content)
    sheets = tuple(replace(one, merged=((1, 4, 2, 4),)) if one.name == "Items" else one for one in made.sheets)
    codes = {problem.code for problem in checked([WorkbookCells(made.file, sheets)]).problems}
    assert codes - {problem.code for problem in checked([of_grids(grids())]).problems} == {"merged-cells"}
    assert checked([good()]).problems == ()
