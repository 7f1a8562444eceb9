"""The chart of how old the evidence is, read back: bars by year, and what has no year apart."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from impt_analysis.charts import alt_text, data_digest, digest_of, freshness_chart
from impt_analysis.charts.style import DATED
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import DatedBy
from impt_analysis.errors import UsageError
from impt_analysis.freshness import evidence_age, source_years
from impt_analysis.worked_example import example_inventory
from tests.figures import boxes, texts
from tests.inventories import of_editions
from tests.places import LONG, MANY, require_places, written
from tests.region_figures import freshness_of
from tests.shipped_data import november


def bars() -> dict[str, list[Rectangle]]:
    return {role: found for role, found in boxes(freshness_of(example_inventory())).items() if role[:2] in "EELV"}


def test_a_bar_counts_the_sources_of_a_year() -> None:
    found = november()
    figure = freshness_of(found)
    sizes = source_years(found).dropna(subset=["year"]).groupby(["state", "year"], observed=True).size()
    for (state, year), number in sizes.items():
        assert texts(figure, f"{state} {year}") == [str(number)]
    drawn = boxes(figure)
    (eight,), (one,) = drawn["NO 2023 latest_year"], drawn["NO 2014 latest_year"]
    assert eight.get_height() / one.get_height() == pytest.approx(8)


def test_years_stand_in_even_steps_and_a_bar_above_the_line_of_its_state() -> None:
    drawn = bars()
    middles = {
        year: drawn[role][0].get_x() + drawn[role][0].get_width() / 2
        for role, year in (
            ("EE 2012 latest_year", 2012),
            ("LV 2016 latest_year", 2016),
            ("LV 2020 reference_year", 2020),
        )
    }
    assert middles[2016] - middles[2012] == pytest.approx(middles[2020] - middles[2016])
    assert drawn["EE 2012 latest_year"][0].get_y() > drawn["LV 2016 latest_year"][0].get_y()


def test_each_way_of_dating_has_its_look_and_what_has_no_year_stands_right_of_all_years() -> None:
    drawn = bars()
    looks = {role: to_hex(found[0].get_facecolor()) for role, found in drawn.items()}
    assert looks["LV 2025 latest_year"] == DATED[DatedBy.LATEST_YEAR].fill.lower()
    assert looks["LV 2020 reference_year"] == DATED[DatedBy.REFERENCE_YEAR].fill.lower()
    undated = drawn["EE undated undated"][0]
    assert undated.get_hatch() == DATED[DatedBy.UNDATED].hatch
    assert "LV undated undated" not in drawn
    assert all(
        undated.get_x() > found[0].get_x() + found[0].get_width()
        for role, found in drawn.items()
        if "undated" not in role
    )


def test_sources_of_one_year_that_are_dated_in_two_ways_stand_on_each_other() -> None:
    drawn = boxes(freshness_of(november()))
    (own,), (by_reference,) = drawn["SE 2019 latest_year"], drawn["SE 2019 reference_year"]
    assert by_reference.get_y() == pytest.approx(own.get_y() + own.get_height())
    assert texts(freshness_of(november()), "SE 2019") == ["3"]


def test_a_line_parts_what_is_more_than_five_years_before_the_edition() -> None:
    figure = freshness_of(example_inventory())
    (dashed,) = [line for line in figure.axes[0].lines if line.get_linestyle() == "--"]
    place = dashed.get_xdata()[0]
    drawn = boxes(figure)
    assert drawn["LV 2020 reference_year"][0].get_x() < place < drawn["EE 2024 latest_year"][0].get_x()


def test_the_line_steps_where_the_workbooks_of_two_states_are_of_different_years() -> None:
    found = of_editions(example_inventory(), {"LV": 2027})
    figure = freshness_of(found)
    (dashed,) = [line for line in figure.axes[0].lines if line.get_linestyle() == "--"]
    latvia, estonia = dashed.get_xdata()[0], dashed.get_xdata()[-1]
    drawn = boxes(figure)
    year = drawn["LV 2025 latest_year"][0].get_x() - drawn["EE 2024 latest_year"][0].get_x()
    assert latvia - estonia == pytest.approx(year)
    assert len(dashed.get_xdata()) == 4
    assert drawn["EE 2024 latest_year"][0].get_y() > dashed.get_ydata()[1] > drawn["LV 2025 latest_year"][0].get_y()
    assert "; the editions are of 2026 to 2027." in alt_text(figure)
    require_places(figure)


def test_numbers_of_sources_and_of_old_ones_stand_beside_each_state_in_codebook_order() -> None:
    figure = freshness_of(november())
    ages = evidence_age(november())
    assert texts(figure, "state") == [shipped_codebook().label("state", code) for code in november().members()]
    assert texts(figure, "n_sources") == ages["n_sources"].astype("str").tolist()
    assert texts(figure, "n_old") == ages["n_old"].astype("str").tolist()


def test_the_legend_stands_in_the_order_of_the_codebook_and_names_what_is_drawn() -> None:
    assert texts(freshness_of(example_inventory()), "legend") == list(shipped_codebook().labels("dated_by").values())
    assert texts(freshness_of(november().where(state="DE")), "legend") == ["Latest year of the source"]


def test_without_any_year_there_is_no_axis_and_the_chart_says_so() -> None:
    found = example_inventory()
    years = source_years(found).assign(year=pd.NA, age=pd.NA, dated_by="undated")
    years = years.astype({"year": "Int64", "age": "Int64", "dated_by": shipped_codebook().dtype("dated_by")})
    counts = {"n_latest_year": 0, "n_reference_year": 0, "n_undated": 3, "n_old": 0}
    ages = evidence_age(found).assign(**counts, oldest_year=pd.NA, newest_year=pd.NA)
    figure = freshness_chart(years, ages, found.children(), found.evidence())
    assert texts(figure, "year") == []
    assert "Estonia without any year, 3 sources" in alt_text(figure)
    require_places(figure)


def test_the_chart_says_its_finding_and_carries_its_digest() -> None:
    found = example_inventory()
    figure = freshness_of(found)
    assert figure.get_suptitle() == "3 of 6 sources rest on evidence more than 5 years old; without a year: 1"
    assert "; the edition is of 2026." in alt_text(figure)
    assert "Latvia 2016 to 2025, more than 5 years old 2 of 3, without a year 0" in alt_text(figure)
    assert data_digest(figure) == digest_of(source_years(found), evidence_age(found))


def test_tables_that_do_not_count_the_same_sources_are_refused() -> None:
    found = example_inventory()
    with pytest.raises(UsageError, match="do not count the same sources: found 6 and 3; make both"):
        freshness_chart(source_years(found), evidence_age(found.where(state="LV")), "", "")


def test_no_word_of_the_shipped_chart_is_cut_leaves_the_page_or_covers_another() -> None:
    figure = freshness_of(november())
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
@pytest.mark.parametrize("first", [1990, 2025])
def test_no_word_of_the_longest_chart_leaves_the_page_or_covers_another(first: int) -> None:
    found = november()
    rows = [(state, f"{state}-{number:02}") for state in found.members() for number in range(2 * MANY)]
    years = pd.DataFrame(rows, columns=["state", "source_id"])
    dated = pd.Series([place % 2 == 0 for place in range(len(rows))])
    of_year = pd.Series([max(first, 2026 - place % (2 * MANY) // 2) for place in range(len(rows))], dtype="Int64")
    years["year"] = of_year.where(dated)
    years["dated_by"] = dated.map({True: "latest_year", False: "undated"})
    years["age"] = 2026 - years["year"]
    ages = evidence_age(found).assign(n_sources=2 * MANY, n_undated=MANY, n_old=MANY)
    require_places(freshness_chart(years, ages, found.children() + LONG, found.evidence() + LONG * 3))
