"""The notebook suite: its README, what changed, running again, and each rule on a smallest notebook that breaks it."""

from __future__ import annotations

import gc
import shutil
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat.v4 as jupyter
import pandas as pd
import pytest

from impt_analysis import notebook_suite
from impt_analysis.digests import digest_of, shown_by_digest
from impt_analysis.errors import UsageError
from impt_analysis.notebook_suite import cell_changes, code_rules, execution, form_rules, output_rules, storing
from impt_analysis.notebook_suite.documents import document, file_text
from impt_analysis.notebook_suite.stored import Notebook, parsed
from impt_analysis.notebook_suite.table_comparison import table_changes
from impt_analysis.notebook_suite.tables import Table, tables_in

TITLE = "# Who holds what?\n\nAsked from `sources`."
LIMITS = "## What this cannot say\n\nHow many children."


def text(source: str) -> Any:
    return jupyter.new_markdown_cell(source)


def code(source: str, *outputs: Any, tags: Sequence[str] = ()) -> Any:
    return jupyter.new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)} if tags else {})


def printed(shown: str, name: str = "stdout") -> Any:
    return jupyter.new_output("stream", name=name, text=shown)


def shown(**data: str) -> Any:
    kinds = {"html": "text/html", "plain": "text/plain", "csv": "text/csv", "png": "image/png"}
    return jupyter.new_output("display_data", {kinds[kind]: value for kind, value in data.items()})


def table(frame: pd.DataFrame) -> Any:
    return shown(html=frame.to_html(), plain=repr(frame))


def written(*cells: Any) -> str:
    """The text of a notebook of these cells, run in order."""
    whole = jupyter.new_notebook(cells=list(cells))
    for number, cell in enumerate([cell for cell in cells if cell.cell_type == "code"], 1):
        cell.execution_count = number
    for number, cell in enumerate(cells, 1):
        cell.id = f"cell-{number}"
    return file_text(whole)


def notebook(*cells: Any) -> Notebook:
    return parsed("02_coverage", written(*cells))


LOW = pd.DataFrame({"state": ["EE", "LV", "LV"], "theme": [2, 1, 2], "low": [0.5, 0.2, 0.31]})


def good_cells() -> list[Any]:
    return [
        text(TITLE),
        code("1 + 1", shown(plain="2")),
        code("print('two')", printed("two\n")),
        text("The rule."),
        code("low", table(LOW)),
        code("draw(low)", shown(png="aGk=", plain="<Figure size 10x10 with 1 Axes>")),
        text(LIMITS),
    ]


def test_a_good_notebook_breaks_no_rule(tmp_path: Path) -> None:
    path = tmp_path / "02_coverage.ipynb"
    path.write_text(written(*good_cells()), encoding="utf-8")
    assert notebook_suite.breaches(path) == []


def test_breaches_name_the_notebook_and_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "02_coverage.ipynb"
    path.write_text(written(*good_cells()[:-2], code("1;", shown(plain="1")), text(LIMITS)), encoding="utf-8")
    assert notebook_suite.breaches(path) == [
        "02_coverage, cell 4: it ends in ';'; leave it out, or give what it shows a name"
    ]


def test_a_file_that_is_no_notebook_is_named() -> None:
    with pytest.raises(UsageError, match="02_coverage: this is not a notebook"):
        parsed("02_coverage", "[]")


# The form of a notebook


def test_a_cell_without_an_id_of_its_own_is_no_valid_format() -> None:
    whole = written(text(TITLE), text(LIMITS)).replace('"cell-2"', '"cell-1"')
    assert "id of their own" in form_rules.valid_format(parsed("twice", whole))[0]


def test_an_unknown_kind_of_cell_is_no_valid_format() -> None:
    whole = written(text(TITLE)).replace('"markdown"', '"poem"')
    assert form_rules.valid_format(parsed("poem", whole))[0].startswith("the file: ")


def test_what_an_editor_leaves_in_the_file_is_a_breach() -> None:
    whole = written(text(TITLE))
    assert form_rules.stored_by_execute(parsed("tidy", whole)) == []
    assert (
        form_rules.stored_by_execute(parsed("saved", whole.replace('"name": "python"', '"name": "python3.11"'))) != []
    )


@pytest.mark.parametrize("first", [code("1"), text("Who?"), text("## Who?")], ids=["code", "no title", "lower title"])
def test_the_first_cell_is_text_with_a_title(first: Any) -> None:
    assert form_rules.title_first(notebook(first))[0].startswith("the first cell: ")


def test_the_title_stands_once() -> None:
    assert "2 titles" in form_rules.title_first(notebook(text(TITLE), text("# Who else?")))[0]


def test_there_are_two_texts_for_three_cells_of_code() -> None:
    assert form_rules.explained(notebook(text(TITLE), code("1"), code("2"), code("3"), text(LIMITS))) == []
    assert "1 cells of text for 2" in form_rules.explained(notebook(text(TITLE), code("1"), code("2")))[0]


@pytest.mark.parametrize("last", [text("The end."), code("1")], ids=["text", "code"])
def test_the_last_cell_tells_the_limits(last: Any) -> None:
    assert form_rules.limits_last(notebook(text(LIMITS), last))[0].startswith("the last cell: ")


def test_cells_are_run_in_order_from_one() -> None:
    swapped = notebook(code("1"), code("2")).text.replace('"execution_count": 2', '"execution_count": 5')
    assert form_rules.run_in_order(parsed("swapped", swapped))[0].startswith("cell 2: it was run as 5")


def test_cleared_cells_are_a_breach() -> None:
    cleared = notebook(code("1")).text.replace('"execution_count": 1', '"execution_count": null')
    assert form_rules.run_in_order(parsed("cleared", cleared))[0].startswith("cell 1: it was run as none")


def test_an_empty_cell_of_code_is_a_breach() -> None:
    assert form_rules.run_in_order(notebook(code(" "))) == ["cell 1: it is empty; delete it"]


# The code of a notebook


@pytest.mark.parametrize("source", ["%matplotlib inline", "%%time\n1", "!pip list", "?print", "x = !ls"])
def test_a_cell_is_python_alone(source: str) -> None:
    assert code_rules.plain_python(notebook(code(source)))[0].startswith("cell 1: line 1 is not Python: ")


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    pass",
        "async def f():\n    pass",
        "class A:\n    pass",
        "f = lambda: 1",
        "if 1:\n    f = lambda: 1",
    ],
)
def test_nothing_is_defined_in_a_cell(source: str) -> None:
    assert "defines a function or class" in code_rules.no_definition(notebook(code(source)))[0]


def test_a_lambda_as_an_argument_is_fine() -> None:
    assert code_rules.no_definition(notebook(code("low.assign(high=lambda rows: rows.low)"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import random",
        "from datetime import date",
        "import urllib.request",
        "import warnings",
        "np.random.rand()",
        "Out[1]",
        "_ + 1",
        "get_ipython()",
    ],
)
def test_a_cell_asks_neither_clock_nor_chance_nor_network_nor_history(source: str) -> None:
    assert code_rules.nothing_from_outside(notebook(code(source)))[0].startswith("cell 1: line 1 uses ")


def test_a_result_that_is_not_wanted_may_be_named_by_an_underscore() -> None:
    assert code_rules.nothing_from_outside(notebook(code("_ = low.plot()"))) == []


@pytest.mark.parametrize("source", ["1;", "1; # shown", "low.plot();\n\n"])
def test_a_cell_does_not_end_in_a_semicolon(source: str) -> None:
    assert code_rules.no_semicolon_at_end(notebook(code(source)))[0].startswith("cell 1: it ends in ';'")


@pytest.mark.parametrize("source", ["a = 1; b = 2", "1  # more;", "print(';')"])
def test_a_semicolon_elsewhere_is_fine(source: str) -> None:
    assert code_rules.no_semicolon_at_end(notebook(code(source))) == []


def test_a_cell_has_twelve_lines_at_most() -> None:
    assert code_rules.short_cells(notebook(code("1\n" * 12))) == []
    assert code_rules.short_cells(notebook(code("1\n" * 13)))[0].startswith("cell 1: it has 13 lines")


def test_a_cell_kept_from_comparison_says_why() -> None:
    assert code_rules.comparison_kept(notebook(code("# NBVAL_IGNORE_OUTPUT\n# Widgets have ids.\n1"))) == []
    assert code_rules.comparison_kept(notebook(code("# Widgets have ids.\n1", tags=["nbval-ignore-output"]))) == []


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("# NBVAL_IGNORE_OUTPUT\n1", []),
        ("# NBVAL_IGNORE_OUTPUT", []),
        ("# NBVAL_IGNORE_OUTPUT: widgets have ids\n# they do\n1", []),
        ("1", ["nbval-ignore-output"]),
    ],
)
def test_a_cell_kept_from_comparison_without_a_reason_is_a_breach(source: str, tags: list[str]) -> None:
    assert "does not say why" in code_rules.comparison_kept(notebook(code(source, tags=tags)))[0]


def test_one_cell_at_most_is_kept_from_comparison() -> None:
    ignored = "# NBVAL_IGNORE_OUTPUT\n# Widgets have ids.\n1"
    assert "cell 2: it is the second" in code_rules.comparison_kept(notebook(code(ignored), code(ignored)))[0]


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("# NBVAL_SKIP\n1", []),
        ("1", ["nbval-skip"]),
        ("# NBVAL_RAISES_EXCEPTION\n1", []),
        ("# PYTEST_VALIDATE_IGNORE_OUTPUT\n1", []),
    ],
)
def test_other_markers_of_nbval_are_a_breach(source: str, tags: list[str]) -> None:
    assert code_rules.comparison_kept(notebook(code(source, tags=tags)))[0].startswith("cell 1: it holds ")


# What a notebook shows


def test_no_cell_warns() -> None:
    assert output_rules.no_stderr(notebook(code("1", printed("Warning", "stderr"))))[0].startswith("cell 1: ")


def test_three_cells_show_what_is_compared() -> None:
    three = [code("1", shown(plain="1")), code("print()", printed("1")), code("low", table(LOW))]
    picture = code("draw()", shown(png="aGk=", plain="<Figure>"))
    assert output_rules.results_compared(notebook(*three)) == []
    assert "2 cells show" in output_rules.results_compared(notebook(*three[1:], picture))[0]


def test_a_cell_kept_from_comparison_is_not_compared() -> None:
    ignored = code("# NBVAL_IGNORE_OUTPUT\n# Widgets have ids.\n1", shown(plain="1"))
    assert "0 cells show" in output_rules.results_compared(notebook(ignored))[0]


def test_each_figure_has_a_table_before_it() -> None:
    picture = shown(png="aGk=", plain="<Figure>")
    told = output_rules.table_before_figure(
        notebook(
            code("draw()", picture), code("low", table(LOW)), code("draw(low)", picture), code("draw(high)", picture)
        )
    )
    assert [breach.split(":")[0] for breach in told] == ["cell 1", "cell 4"]


@pytest.mark.parametrize(
    "output",
    [
        shown(plain="0   EE\n     ..\n9   LV"),
        shown(plain="    low  ...  high\n0     1  ...     2"),
        shown(plain="a text that is cut sh..."),
        shown(plain="[1, 2, ...]"),
        shown(plain="[1, 2,\n ...]"),
        shown(plain="\n[100 rows x 2 columns]"),
        shown(html="<p>100 rows \N{MULTIPLICATION SIGN} 2 columns</p>"),  # as pandas writes it
        shown(html="<td>a text that is cut sh...</td>"),
        shown(html="<th>...</th>"),
        printed("   low\n..  ...\n9    1"),
        printed("[100 rows x 2 columns]"),
    ],
)
def test_nothing_shown_is_cut_short(output: Any) -> None:
    assert "cut short" in output_rules.nothing_cut_short(notebook(code("1", output)))[0]


@pytest.mark.parametrize(
    "frame",
    [pd.DataFrame({"low": range(100)}), pd.DataFrame([range(100)]), pd.DataFrame({"claim": ["word " * 30]})],
    ids=["rows", "columns", "words"],
)
def test_what_pandas_cuts_short_is_noticed(frame: pd.DataFrame) -> None:
    html = frame.to_html(max_rows=60, max_cols=20, show_dimensions=True)
    for output in (shown(html=html), shown(plain=repr(frame))):
        assert output_rules.nothing_cut_short(notebook(code("1", output))) != []


def test_whole_tables_are_fine() -> None:
    assert output_rules.nothing_cut_short(notebook(code("low", table(LOW)))) == []


def test_words_that_end_in_dots_are_fine_where_they_are_printed() -> None:
    assert (
        output_rules.nothing_cut_short(notebook(code("1", printed("and so on... and 37 more\n... and 2 more")))) == []
    )


@pytest.mark.parametrize(
    "place",
    ["/home/anna/data", "'/tmp/a/b.csv'", "~/data/raw", r"C:\Users\anna", "D:/data", "file:///data", "(/srv/a)"],
)
def test_no_place_on_the_machine_is_shown(place: str) -> None:
    for output in (printed(f"read {place}"), shown(html=f"<td>{place}</td>"), shown(plain=place)):
        assert output_rules.no_place_or_person(notebook(code("1", output)))[0].startswith("cell 1: ")


@pytest.mark.parametrize("fine", ["data/raw", "https://cbss.org/a/b", "<td>yes</td>", "and/or", "24/25 March", "<br/>"])
def test_links_relative_paths_and_strokes_are_fine(fine: str) -> None:
    assert output_rules.no_place_or_person(notebook(code("1", shown(html=fine)))) == []


def test_the_name_of_the_user_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna"))
    assert output_rules.no_place_or_person(notebook(code("1", printed("by anna")))) != []
    assert output_rules.no_place_or_person(notebook(code("1", printed("by annabel")))) == []


def test_an_account_that_many_share_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/root"))
    assert output_rules.no_place_or_person(notebook(code("1", printed("the root of it")))) == []


def test_no_place_in_memory_is_shown() -> None:
    assert output_rules.no_memory_address(notebook(code("1", shown(plain="<Styler at 0x7f3a5c2b1d90>")))) != []


# The README


def test_the_readme_has_a_chapter_for_each_notebook_in_order(tmp_path: Path) -> None:
    (tmp_path / "02_coverage.ipynb").write_text(written(text("# How much?\n\nRanges.\n")), encoding="utf-8")
    (tmp_path / "01_inventory.ipynb").write_text(written(text(TITLE)), encoding="utf-8")
    assert notebook_suite.gathered_readme(tmp_path).split("\n\n", 2)[2] == (
        "## [Who holds what?](01_inventory.ipynb)\n\nAsked from `sources`.\n\n"
        "## [How much?](02_coverage.ipynb)\n\nRanges.\n"
    )


def test_a_notebook_without_a_title_gives_no_readme(tmp_path: Path) -> None:
    (tmp_path / "01_inventory.ipynb").write_text(written(code("1")), encoding="utf-8")
    with pytest.raises(UsageError, match="01_inventory: its first cell is no markdown cell"):
        notebook_suite.gathered_readme(tmp_path)


def test_a_folder_without_notebooks_gives_no_readme(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no notebook"):
        notebook_suite.gathered_readme(tmp_path)


# What changed


def told(stored: Any, fresh: Any) -> list[str]:
    """What changed in the second cell of code, when it showed one thing and now another."""
    before, after = (notebook(text(TITLE), code("1"), code("low", output)) for output in (stored, fresh))
    return notebook_suite.changes(before, after)


def test_nothing_changed_says_nothing() -> None:
    assert told(table(LOW), table(LOW)) == []


def test_a_changed_value_is_told_by_its_row_and_column() -> None:
    assert told(table(LOW), table(LOW.assign(low=[0.5, 0.2, 0.38]))) == [
        "02_coverage, cell 2: LV, theme 2, low 0.31 -> 0.38"
    ]


def test_a_changed_value_is_told_by_the_index_of_its_table() -> None:
    wide = LOW.pivot_table(index="state", columns="theme", values="low")
    changed = wide.replace(0.31, 0.38)
    assert told(table(wide), table(changed)) == ["02_coverage, cell 2: LV, theme 2 0.31 -> 0.38"]


def test_an_index_of_two_levels_names_the_row() -> None:
    deep = pd.DataFrame({"state": ["LV", "LV"], "theme": [1, 2], "low": [0.2, 0.31]}).set_index(["state", "theme"])
    assert told(table(deep), table(deep.replace(0.31, 0.38))) == ["02_coverage, cell 2: LV, theme 2, low 0.31 -> 0.38"]


def test_rows_gone_and_new_are_told_by_their_key() -> None:
    moved = LOW.assign(state=["EE", "LV", "LT"])
    assert told(table(LOW), table(moved)) == [
        '02_coverage, cell 2: row "LV, theme 2" is gone',
        '02_coverage, cell 2: row "LT, theme 2" is new',
    ]


def test_columns_gone_and_new_are_told() -> None:
    renamed = LOW.rename(columns={"low": "held_low"})
    assert told(table(LOW), table(renamed)) == [
        '02_coverage, cell 2: column "low" is gone',
        '02_coverage, cell 2: column "held_low" is new',
    ]


def test_rows_in_another_order_are_told() -> None:
    assert told(table(LOW), table(LOW[::-1].reset_index(drop=True))) == [
        "02_coverage, cell 2: the rows stand in another order"
    ]


def test_rows_that_nothing_tells_apart_are_counted() -> None:
    stored = Table(("state",), (("LV",), ("LV",)), 0)
    assert table_changes(stored, Table(("state",), (("LV",),), 0)) == ['row "LV (repetition 1)" is gone']


def test_a_changed_line_is_told_with_both_texts() -> None:
    assert told(printed("a\nLV: 31\n"), printed("a\nLV: 38\n")) == ['02_coverage, cell 2: "LV: 31" -> "LV: 38"']


def test_a_new_error_is_told() -> None:
    error = jupyter.new_output("error", ename="WorkbookError", evalue="latvia.xlsx", traceback=["/home/anna/x.py"])
    assert told(printed("a"), error) == ['02_coverage, cell 2: "a" -> "WorkbookError: latvia.xlsx"']


def test_several_changed_values_of_a_row_are_told_in_one_sentence() -> None:
    stored = LOW.assign(n_yes=5)
    fresh = stored.assign(low=[0.5, 0.2, 0.38], n_yes=[5, 5, 6])
    assert told(table(stored), table(fresh)) == ["02_coverage, cell 2: LV, theme 2, low 0.31 -> 0.38, n_yes 5 -> 6"]


def test_a_row_is_named_by_all_columns_at_the_left_that_say_what_it_is_about() -> None:
    one_theme = LOW[LOW["theme"].eq(2)]
    assert told(table(one_theme), table(one_theme.replace(0.31, 0.38))) == [
        "02_coverage, cell 2: LV, theme 2, low 0.31 -> 0.38"
    ]


def test_a_long_number_is_told_with_four_digits_and_a_short_one_as_it_stands() -> None:
    stored = Table(("state", "low", "high"), (("LV", "0.1111111111", "0.00"),), 0)
    fresh = Table(("state", "low", "high"), (("LV", "0.1666666667", "0.02"),), 0)
    assert table_changes(stored, fresh) == ["LV, low 0.1111 -> 0.1667, high 0.00 -> 0.02"]


def test_long_numbers_that_four_digits_do_not_tell_apart_are_told_whole() -> None:
    stored, fresh = (Table(("state", "low"), (("LV", low),), 0) for low in ("0.11111112", "0.11111113"))
    assert table_changes(stored, fresh) == ["LV, low 0.11111112 -> 0.11111113"]


def test_a_table_that_has_no_row_any_more_lost_its_rows_alone() -> None:
    assert told(table(LOW), table(LOW.head(0))) == [
        '02_coverage, cell 2: row "EE, theme 2" is gone',
        '02_coverage, cell 2: row "LV, theme 1" is gone',
        '02_coverage, cell 2: row "LV, theme 2" is gone',
    ]


def test_a_value_that_is_blank_now_is_told_so() -> None:
    stored = Table(("source_id", "barrier"), (("LV-01", "legal"),), 0)
    assert table_changes(stored, Table(("source_id", "barrier"), (("LV-01", ""),), 0)) == [
        "LV-01, barrier legal -> blank"
    ]


def test_of_a_table_shown_by_its_digest_the_rows_are_told() -> None:
    stored, fresh = LOW, pd.concat([LOW.replace(0.31, 0.38), LOW.head(1).assign(state="SE")])
    outputs = [jupyter.new_output("display_data", by_digest(frame)) for frame in (stored, fresh)]
    assert told(*outputs) == [
        '02_coverage, cell 2: in the table shown by its digest: row "SE, theme 2" is new',
        "02_coverage, cell 2: in the table shown by its digest: LV, theme 2, low 0.31 -> 0.38",
    ]


def by_digest(frame: pd.DataFrame) -> dict[str, str]:
    return shown_by_digest(frame)._repr_mimebundle_()


def test_the_digest_shown_is_that_of_the_chart_of_the_same_table() -> None:
    assert digest_of(LOW) in by_digest(LOW)["text/html"]
    assert digest_of(LOW) in by_digest(LOW)["text/plain"]


def test_a_table_shown_by_its_digest_is_a_table_before_its_figure_and_nothing_cut_short() -> None:
    picture = code("draw(low)", shown(png="aGk=", plain="<Figure>"))
    cells = notebook(code("low", jupyter.new_output("display_data", by_digest(LOW))), picture)
    assert output_rules.table_before_figure(cells) == output_rules.nothing_cut_short(cells) == []


def drawn(low: pd.DataFrame, png: str) -> Notebook:
    return notebook(text(TITLE), code("low", table(low)), code("draw(low)", shown(png=png)))


def test_a_picture_that_changed_with_its_table_is_told_so() -> None:
    assert notebook_suite.changes(drawn(LOW, "aGk="), drawn(LOW.replace(0.31, 0.38), "aGo=")) == [
        "02_coverage, cell 1: LV, theme 2, low 0.31 -> 0.38",
        "02_coverage, cell 2: the picture changed, as the table above it did",
    ]


def test_a_picture_that_changed_without_its_table_is_told_so() -> None:
    assert notebook_suite.changes(drawn(LOW, "aGk="), drawn(LOW, "aGo=")) == [
        f"02_coverage, cell 2: {cell_changes.WITHOUT_ITS_TABLE}"
    ]
    assert cell_changes.WITHOUT_ITS_TABLE.startswith("the picture changed and the table above it did not: ")


def test_a_picture_of_which_only_the_foot_changed_is_told_so() -> None:
    line = "Edition {} · 19 sources, 18 references · desk review; no state has confirmed it"
    old, new = (
        notebook(code("evidence", printed(line.format(date))), code("low", table(LOW)), code("draw()", shown(png=png)))
        for date, png in (("2026-11-24", "aGk="), ("2027-01-31", "aGo="))
    )
    assert f"02_coverage, cell 3: {cell_changes.WITH_ITS_FOOT}" in notebook_suite.changes(old, new)


def test_of_a_long_line_the_old_and_the_new_one_are_given_whole() -> None:
    old, new = (
        f"{edition} · 211 sources, 202 references · desk review; no state has confirmed what it says until now"
        for edition in ("Edition 2026-11-24", "Editions 2026-11-24 to 2027-01-31")
    )
    assert told(printed(old), printed(new))[0] == f'02_coverage, cell 2: "{old}" -> "{new}"'


def test_a_row_is_named_by_a_column_that_is_not_known_to_name_rows_together_with_the_column() -> None:
    wide = pd.DataFrame({"barrier": ["none", "legal"], "LV": [6, 2]})
    wide.columns.name = "state"
    assert told(table(wide), table(wide.replace(6, 7))) == ["02_coverage, cell 2: barrier none, LV 6 -> 7"]


def ages(years: int) -> pd.DataFrame:
    names = [f"LV-{place:02}" for place in range(163)]
    return pd.DataFrame({"source_id": names, "age": [place % 7 + years for place in range(163)]})


def test_many_rows_that_changed_alike_are_one_sentence() -> None:
    assert table_changes(*map(as_table, (ages(1), ages(2)))) == ["163 rows with age +1, such as LV-00, age 1 -> 2"]


def as_table(frame: pd.DataFrame) -> Table:
    (read,) = tables_in(frame.to_html())
    return read


def test_rows_that_changed_otherwise_are_told_beside_those_that_changed_alike() -> None:
    fresh = ages(2)
    fresh.loc[5, "age"] = 20
    assert table_changes(as_table(ages(1)), as_table(fresh))[1:] == ["LV-05, age 6 -> 20"]


def test_many_new_rows_are_one_sentence() -> None:
    assert table_changes(as_table(ages(1).head(3)), as_table(ages(1).head(14))) == ['11 rows are new, such as "LV-03"']


def test_what_the_workbooks_say_is_told_first_then_little_changes_then_long_lists_then_texts() -> None:
    def whole(years: int, low: float, reached: str) -> Notebook:
        frames = (
            pd.DataFrame({"state": list("abcdefg"), "theme": 2, "gain": [low + 0.01 * years * n for n in range(7)]}),
            pd.DataFrame({"state": ["LV"], "theme": [2], "low": [low]}),
            pd.DataFrame({"source_id": ["LV-10"], "reached": [reached]}),
        )
        return notebook(text("# Who?\n\nIt is 0.25."), *(code(f"{n}", table(frame)) for n, frame in enumerate(frames)))

    stored, fresh = whole(1, 0.25, "no"), whole(2, 0.5, "yes")
    places = [sentence.split(", ")[1].split(":")[0] for sentence in notebook_suite.changes(stored, fresh)]
    assert list(dict.fromkeys(places)) == ["cell 3", "cell 2", "cell 1", "text cell 1"]


# Texts to read again


def read_again(stored: Sequence[Any], fresh: Sequence[Any], *texts: Any) -> list[str]:
    """The texts that are named when the outputs of cells changed; the texts stand first, in one part."""
    before, after = (
        notebook(*texts, *(code(f"{place}", output) for place, output in enumerate(outputs)))
        for outputs in (stored, fresh)
    )
    named = notebook_suite.changes(before, after)
    return [sentence.removeprefix("02_coverage, ") for sentence in named if sentence.startswith("02_coverage, text")]


def test_a_text_that_quotes_what_is_shown_no_more_is_named() -> None:
    quoting = text("Latvia stands at 0.31 and Estonia at 0.5, of 1,200 answers.")
    assert read_again([table(LOW)], [table(LOW.replace(0.31, 0.38))], quoting) == [
        (
            'text cell 1: read "Latvia stands at 0.31 and Estonia at 0.5, of 1,200 answers." again: '
            "0.31 (cell 1: LV, theme 2, low 0.31 -> 0.38)"
        )
    ]


def test_a_number_that_is_still_shown_elsewhere_is_named_all_the_same() -> None:
    other = table(pd.DataFrame({"state": ["LV"], "n_bearers": [19]}))
    stored, fresh = (table(pd.DataFrame({"state": ["LV"], "n_sources": [count]})) for count in (19, 20))
    assert read_again([stored, other], [fresh, other], text("Latvia has 19 sources.")) == [
        'text cell 1: read "Latvia has 19 sources." again: 19 (cell 1: LV, n_sources 19 -> 20)'
    ]


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("It holds 32 of 100 points.", {"held_low": [0.32]}, {"held_low": [0.37]}),
        ("Of them none is reached.", {"low": [0.0]}, {"low": [0.01]}),
        ("It names 2 sources.", {"source_id": ["A", "B"]}, {"source_id": ["A", "B", "C"]}),
        ("The two kinds of bodies are named.", {"state": ["LV", "EE"], "organisation": ["A", "B"]},
         {"state": ["LV", "EE"], "organisation": ["A", "A"]}),
        ("Together 8 items are held.", {"state": ["LV", "EE"], "n": [3, 5]}, {"state": ["LV", "EE"], "n": [3, 6]}),
        ("From 3 to 5 are held.", {"state": ["LV", "EE"], "n": [3, 5]}, {"state": ["LV", "EE"], "n": [3, 6]}),
        ("Of three sources it is unknown.", {"source_id": [*"ABC"], "reached": ["unknown"] * 3},
         {"source_id": [*"ABC"], "reached": ["unknown", "yes", "unknown"]}),
        ("In two states some are held.", {"state": ["LV", "EE"], "n": [4, 6]}, {"state": ["LV", "EE"], "n": [4, 0]}),
    ],
    ids=["points", "none", "rows", "kinds", "sum", "greatest", "counted", "above 0"],
)  # fmt: skip
def test_what_a_reader_makes_of_a_table_is_followed(said: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    stored, fresh = (table(pd.DataFrame(values)) for values in (before, after))
    (named,) = read_again([stored], [fresh], text(said))
    assert named.startswith(f'text cell 1: read "{said}" again: ')


def test_a_number_of_a_printed_line_is_followed() -> None:
    (named,) = read_again([printed("19 sources, 18 papers")], [printed("20 sources, 18 papers")], text("It has 19."))
    assert named == 'text cell 1: read "It has 19." again: 19 (cell 1: 19 -> 20)'


def test_numbers_of_a_row_or_a_cell_that_is_gone_are_followed() -> None:
    (named,) = read_again([table(LOW)], [table(LOW.head(2))], text("It stands at 0.31."))
    assert 'row "LV, theme 2" is gone' in named
    before, after = notebook(text("It is 0.31."), code("low", table(LOW))), notebook(text("It is 0.31."))
    assert "its cell is gone" in notebook_suite.changes(before, after)[-1]


def test_an_opening_answer_that_nothing_explains_is_named_all_the_same() -> None:
    opening = text("# Who?\n\nOf all 99 that were made of several tables 42 are held.")
    later = text("## Elsewhere\n\nAnd 77 too.")
    assert read_again([table(LOW)], [table(LOW.replace(0.31, 0.38))], opening, later) == [
        "text cell 1: 1 other sentence quotes numbers, and cell 1 changed; read it again",
        "text cell 2: 1 other sentence quotes numbers, and cell 1 changed; read it again",
    ]


def test_a_small_number_is_followed_within_its_part_alone_and_a_greater_one_everywhere() -> None:
    stored, fresh = (pd.DataFrame({"state": ["LV", "EE"], "n_sources": [count, 99]}) for count in (3, 4))
    texts = [text("# Who?"), text("## Elsewhere\n\nThree of them, and 102 in all.")]
    before, after = (notebook(texts[0], code("n", table(frame)), texts[1]) for frame in (stored, fresh))
    assert notebook_suite.changes(before, after)[1:] == [
        (
            '02_coverage, text cell 2: read "Three of them, and 102 in all." again: '
            "102 (cell 1: sum of n_sources 102 -> 103)"
        )
    ]


def test_a_text_of_a_part_in_which_nothing_changed_is_named_with_the_others() -> None:
    changed = code("low", table(LOW))
    cells = [text("# Who?"), changed, text("## Elsewhere\n\nIt is 77."), text("## Nowhere\n\nNothing to count.")]
    fresh = [text("# Who?"), code("low", table(LOW.replace(0.31, 0.38))), *cells[2:]]
    assert notebook_suite.changes(notebook(*cells), notebook(*fresh))[1:] == [
        (
            "02_coverage, text cell 2: numbers stand there too; "
            "none is known to have moved, but what was made of several is not seen"
        )
    ]


def test_no_text_is_named_where_only_a_picture_changed() -> None:
    pictures = [[table(LOW), shown(png=png)] for png in ("aGk=", "aGo=")]
    assert read_again(*pictures, text("It stands at 0.31.")) == []


def test_no_text_is_named_where_nothing_changed_and_none_that_quotes_no_number() -> None:
    assert read_again([table(LOW)], [table(LOW)], text("It stands at 0.31.")) == []
    assert (
        read_again([table(LOW)], [table(LOW.replace(0.31, 0.38))], text("Most is held, by theme 2 as `low_31`.")) == []
    )


def test_a_cell_that_is_not_compared_is_passed_over() -> None:
    before, after = (
        notebook(code("# Widgets have ids.\n1", shown(plain=ids), tags=["nbval-ignore-output"])) for ids in ("a", "b")
    )
    assert notebook_suite.changes(before, after) == []


def test_a_table_more_is_told() -> None:
    assert told(printed("\n"), table(LOW))[0] == "02_coverage, cell 2: it shows 1 table, formerly 0"


def test_cells_gone_and_new_are_told() -> None:
    one, other = notebook(code("1")), notebook(text(TITLE), code("2"))
    assert notebook_suite.changes(one, other) == [
        "02_coverage, cell 1: the cell is gone",
        "02_coverage, cell 1: the cell is new",
    ]


def test_tables_are_read_with_every_merged_cell_repeated() -> None:
    deep = pd.DataFrame({"state": ["LV", "LV"], "theme": [1, 2], "low": [0.2, 0.31]}).set_index(["state", "theme"])
    assert tables_in(deep.to_html()) == [
        Table(("state", "theme", "low"), (("LV", "1", "0.20"), ("LV", "2", "0.31")), 2)
    ]


# Running again


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two notebooks whose stored outputs are wrong, and which write nothing but what they show."""
    folder = tmp_path_factory.mktemp("suite")
    here = "import pathlib\nprint(pathlib.Path.cwd().name)\nprint(2)"
    first = written(text(TITLE), code(here, printed("elsewhere\n2\n")), code("1 + 1", shown(plain="3")))
    second = written(text(TITLE), code("raise ValueError('as told')", tags=["raises-exception"]))
    (folder / "01_inventory.ipynb").write_text(first, encoding="utf-8")
    (folder / "02_coverage.ipynb").write_text(second, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reruns(suite: Path) -> list[notebook_suite.Rerun]:
    """The two notebooks run again."""
    return notebook_suite.rerun(suite)


def test_notebooks_run_in_their_folder_and_what_changed_is_told(
    suite: Path, reruns: list[notebook_suite.Rerun]
) -> None:
    assert notebook_suite.suite_changes(suite, reruns) == [
        f'01_inventory, cell 1: "elsewhere" -> "{suite.name}"',
        '01_inventory, cell 2: "3" -> "2"',
        '02_coverage, cell 1: line "ValueError: as told" is new',
        "README.md: it is not what the first cells of the notebooks give",
    ]


def test_running_again_writes_no_file(suite: Path, reruns: list[notebook_suite.Rerun]) -> None:
    assert {done.path: done.path.read_text(encoding="utf-8") for done in reruns} == {
        done.path: done.stored.text for done in reruns
    }
    assert sorted(path.name for path in suite.iterdir()) == ["01_inventory.ipynb", "02_coverage.ipynb"]


def test_what_is_accepted_is_stored_with_the_readme_and_the_next_run_gives_the_same_bytes(
    suite: Path, reruns: list[notebook_suite.Rerun], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(suite, tmp_path / suite.name))
    moved = [replace(done, path=folder / done.path.name) for done in reruns]
    assert notebook_suite.store(folder, moved) == ["01_inventory.ipynb", "02_coverage.ipynb", "README.md"]
    seen: list[tuple[str, int, int]] = []
    again = notebook_suite.rerun(folder, lambda *cell: seen.append(cell))
    assert notebook_suite.suite_changes(folder, again) == []
    assert notebook_suite.store(folder, again) == []
    assert sorted(seen) == [("01_inventory", 1, 2), ("01_inventory", 2, 2), ("02_coverage", 1, 1)]


def as_run(path: Path, stored: Notebook, fresh: Notebook) -> notebook_suite.Rerun:
    path.write_text(stored.text, encoding="utf-8")
    return notebook_suite.Rerun(path, stored, fresh)


def test_marks_of_an_editor_are_told_and_taken_out(tmp_path: Path) -> None:
    fresh = notebook(text(TITLE))
    marked = parsed("02_coverage", fresh.text.replace('"name": "python"', '"name": "python3.11"'))
    done = as_run(tmp_path / "02_coverage.ipynb", marked, fresh)
    assert notebook_suite.suite_changes(tmp_path, [done])[0] == (
        "02_coverage: it shows the same, and its file holds what an editor or another run left"
    )
    notebook_suite.store(tmp_path, [done])
    assert done.path.read_text(encoding="utf-8") == fresh.text


def test_ctrl_c_waits_until_every_file_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored, fresh = notebook(text("# Who?")), notebook(text(TITLE))
    done = [as_run(tmp_path / f"{name}.ipynb", stored, fresh) for name in ("01_inventory", "02_coverage")]
    write = storing.write_whole

    def interrupted(path: Path, data: bytes) -> None:
        signal.raise_signal(signal.SIGINT)
        write(path, data)

    monkeypatch.setattr(storing, "write_whole", interrupted)
    with pytest.raises(KeyboardInterrupt):
        notebook_suite.store(tmp_path, done)
    assert [run.path.read_text(encoding="utf-8") for run in done] == [fresh.text, fresh.text]
    assert notebook_suite.README in [path.name for path in tmp_path.iterdir()]


def test_a_cell_that_is_not_compared_keeps_what_is_stored_of_it(tmp_path: Path) -> None:
    widget = code("# Widgets have ids.\nobject()", shown(plain="VBox()"), tags=["nbval-ignore-output"])
    (tmp_path / "explore.ipynb").write_text(written(text(TITLE), widget), encoding="utf-8")
    done = notebook_suite.rerun(tmp_path)[0]
    assert done.fresh.code[0].outputs == ({"text/plain": "VBox()"},)


def test_when_a_cell_fails_it_is_named_and_nothing_is_stored(suite: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(suite, tmp_path / "notebooks"))
    (folder / "02_coverage.ipynb").write_text(written(text(TITLE), code("1"), code("1 / 0")), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UsageError, match="02_coverage, cell 2: ZeroDivisionError: division by zero"):
        notebook_suite.rerun(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_ctrl_c_ends_every_kernel_says_nothing_of_them_and_leaves_every_file(
    suite: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(suite, tmp_path / "notebooks"))
    pressing = "import os, signal\nos.kill(os.getppid(), signal.SIGINT)"
    waiting = "import threading\nprint(threading.Event().wait(100))"
    (folder / "03_gaps.ipynb").write_text(written(text(TITLE), code(pressing), code(waiting)), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    # A process that was begun in the background of a shell ignores Ctrl-C until it says otherwise.
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt):
        notebook_suite.rerun(folder)
    signal.signal(signal.SIGINT, heeded)
    gc.collect()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert "Traceback" not in capfd.readouterr().err


def test_without_jupyter_it_is_said_how_to_install_it(suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'impt-analysis\[lab\]'"):
        notebook_suite.rerun(suite)


def test_the_stored_text_keeps_the_words_of_a_widget_and_not_the_id_of_its_model() -> None:
    widget = {"text/plain": "The explorer", "application/vnd.jupyter.widget-view+json": {"model_id": "4f2a"}}
    [output] = notebook(text(TITLE), code("draw()", jupyter.new_output("execute_result", widget))).code[0].outputs
    assert output == {"text/plain": "The explorer"}


def test_the_stored_text_names_neither_version_nor_traceback_nor_time() -> None:
    error = jupyter.new_output("error", ename="E", evalue="told", traceback=["/home/anna/x.py"])
    cell = code("1", error)
    cell.metadata["execution"] = {"iopub.status.busy": "2026-01-01"}
    whole = jupyter.new_notebook(cells=[cell], metadata={"language_info": {"name": "python", "version": "3.11.2"}})
    kept = file_text(whole)
    assert "3.11.2" not in kept
    assert "anna" not in kept
    assert "2026" not in kept
    assert file_text(document(kept)) == kept
