"""The chart of published figures, read back: two findings apart, ranges, suppressed and missing figures."""

from __future__ import annotations

from functools import cache
from itertools import product

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from impt_analysis.charts import alt_text, data_digest, digest_of, identified_beside_wider_chart
from impt_analysis.charts.style import FILLS, FINDINGS, NO_FIGURE, SUPPRESSED
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding, Period
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.published_figures import identified_beside_wider_group
from tests.figures import texts
from tests.flows import flows
from tests.places import LONG, MANY, require_places, written
from tests.region_figures import figures_of
from tests.shipped_data import november

APPLICANTS, MISSING = "unaccompanied_minor_applicants", "missing_unaccompanied_minors"
IDENTIFIED, PRESUMED = "identified_child_victims", "presumed_child_victims"
CHILDREN_OF_A_YEAR = f"{APPLICANTS} children year"


def saying(*rows: dict[str, object]) -> Inventory:
    return flows({}, figures=[{"value": 12, **row} for row in rows])


@cache
def shipped() -> Figure:
    return figures_of(november())


def panels(found: Inventory, state: str = "Latvia") -> tuple[Axes, Axes]:
    named = {axes.get_label(): axes for axes in figures_of(found).axes}
    return named[f"{state}, wider_group"], named[f"{state}, identified"]


def lines(panel: Axes, label: str) -> list[Line2D]:
    return [line for line in panel.lines if line.get_label() == label]


def test_a_mark_stands_at_its_year_and_at_the_figure_as_published() -> None:
    wider, identified = panels(saying({"year": 2020, "value": 40}, {"indicator": IDENTIFIED, "value": 7}))
    (applicants,) = lines(wider, CHILDREN_OF_A_YEAR)
    assert applicants.get_xydata().tolist() == [[2020, 40]]
    (victims,) = lines(identified, f"{IDENTIFIED} children year")
    assert victims.get_xydata().tolist() == [[2024, 7]]


def test_every_shipped_figure_is_drawn_in_the_panel_of_its_state_and_finding() -> None:
    table = identified_beside_wider_group(november())
    named = {axes.get_label(): axes for axes in shipped().axes}
    for (state, finding), rows in table.groupby(["state", "finding"], observed=True):
        panel = named[f"{shipped_codebook().label('state', state)}, {finding}"]
        values = sorted(
            value
            for series in rows[["indicator", "unit", "period"]].agg(" ".join, axis="columns").unique()
            for line in lines(panel, series)
            for value in line.get_ydata()
        )
        assert values == sorted(value for ends in zip(rows["low"], rows["high"], strict=True) for value in set(ends))


def test_the_two_findings_have_their_own_colour_and_axis_and_the_wider_group_stands_above() -> None:
    wider, identified = panels(saying({"value": 4000}, {"indicator": IDENTIFIED, "value": 7}))
    assert wider.get_position().y0 > identified.get_position().y1
    assert wider.get_ylim()[1] > identified.get_ylim()[1]
    (applicants,), (victims,) = lines(wider, CHILDREN_OF_A_YEAR), lines(identified, f"{IDENTIFIED} children year")
    assert to_hex(applicants.get_color()) == FINDINGS[Finding.WIDER_GROUP].fill.lower()
    assert to_hex(victims.get_color()) == FINDINGS[Finding.IDENTIFIED].fill.lower()


def test_a_log_scale_begins_with_zero_is_the_same_for_all_states_and_is_said() -> None:
    figure = shipped()
    for finding in Finding:
        drawn = [axes for axes in figure.axes if axes.get_label().endswith(f", {finding}")]
        assert len({axes.get_ylim() for axes in drawn}) == 1
        assert {axes.get_yscale() for axes in drawn} == {"symlog"}
        assert all(0 in axes.get_yticks() for axes in drawn)
    (said,) = texts(figure, "subtitle")
    assert "log scale" in said.replace("\n", " ")
    assert "neither is divided by the other" in said.replace("\n", " ")


def test_figures_that_differ_are_a_range_with_both_ends_which_are_written() -> None:
    found = saying({"value": 2125, "status": "first"}, {"value": 2144})
    wider, _ = panels(found)
    (bar,), (ends,) = lines(wider, f"range {CHILDREN_OF_A_YEAR}"), lines(wider, CHILDREN_OF_A_YEAR)
    assert bar.get_ydata().tolist() == ends.get_ydata().tolist() == [2125, 2144]
    assert to_hex(ends.get_markeredgecolor()) == "#000000"
    assert [note.get_text() for note in wider.texts] == ["2024: 2,125 to 2,144"]
    assert "Latvia 2024, Unaccompanied minor applicants (Children, Year) 2,125 to 2,144: Conflict" in alt_text(
        figures_of(found)
    )


@pytest.mark.parametrize("period", list(Period))
def test_each_period_has_its_filling_and_no_line_joins_marks(period: Period) -> None:
    wider, _ = panels(saying({"period": str(period)}, {"period": str(period), "year": 2023}))
    drawn = lines(wider, f"{APPLICANTS} children {period}")
    assert [line.get_fillstyle() for line in drawn] == [FILLS[period]] * 2
    assert {line.get_linestyle() for line in drawn} == {"None"}


def test_what_is_counted_in_other_units_or_periods_stands_beside_and_never_in_one_range() -> None:
    rows = [{"value": 10}, {"value": 90, "unit": "applications"}, {"value": 500, "period": "on_a_date"}]
    wider, _ = panels(saying(*rows))
    places = [line.get_xdata()[0] for line in wider.lines if not str(line.get_label()).startswith("_")]
    assert len(set(places)) == 3
    assert all(abs(place - 2024) < 0.5 for place in places)
    assert not [line for line in wider.lines if str(line.get_label()).startswith("range")]


def test_every_indicator_of_a_finding_and_unit_has_its_own_mark() -> None:
    rows = [
        {"indicator": indicator, "unit": unit}
        for indicator, unit in product((APPLICANTS, MISSING), ("children", "applications"))
    ]
    wider, _ = panels(saying(*rows))
    assert len({line.get_marker() for line in wider.lines}) == 4


def test_a_suppressed_figure_is_a_black_box_without_a_value() -> None:
    found = saying({"indicator": IDENTIFIED, "value": 3, "published": "no"}, {})
    _, identified = panels(found)
    (box,) = [patch for patch in identified.patches if str(patch.get_label()).startswith("suppressed")]
    assert to_hex(box.get_facecolor()) == SUPPRESSED.fill.lower()
    assert box.get_x() < 2024 < box.get_x() + box.get_width()
    assert len(identified.lines) == 0
    assert texts(figures_of(found), "legend") == ["No figure known", "Suppressed, so that no small count shows"]
    assert "3" not in {text.get_text() for text in figures_of(found).findobj(Text)}
    assert "Suppressed: 1." in alt_text(figures_of(found))


def test_a_year_without_a_figure_is_hatched_and_zero_is_a_figure() -> None:
    wider, identified = panels(saying({"year": 2020, "value": 0}, {"year": 2022}, {"indicator": IDENTIFIED}))
    hatched = [patch for patch in wider.patches if patch.get_label() == "no figure"]
    assert {patch.get_hatch() for patch in hatched} == {NO_FIGURE.hatch}
    spans = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in hatched]
    assert spans == [(2020.5, 2021.5), (2022.5, 2024.5)]
    (whole,) = [patch for patch in identified.patches if patch.get_label() == "no figure"]
    assert (whole.get_x(), whole.get_width()) == (2019.5, 4)
    assert lines(wider, CHILDREN_OF_A_YEAR)[0].get_ydata().tolist() == [0]


def test_a_lower_bound_is_marked_above() -> None:
    found = saying({"status": "at_least"})
    wider, _ = panels(found)
    (up,) = lines(wider, f"at least {CHILDREN_OF_A_YEAR}")
    assert up.get_ydata().tolist() == [12]
    assert texts(figures_of(found), "key")[-1] == "At least"


def test_states_stand_in_codebook_order_and_the_key_names_what_is_drawn() -> None:
    figure = shipped()
    labels = shipped_codebook().labels("state")
    assert texts(figure, "state") == [labels[code] for code in november().members()]
    assert texts(figure, "key head") == ["Above:", "Below:"]
    assert texts(figure, "key") == [
        "Unaccompanied minor applicants",
        "Unaccompanied minor applicants: Applications",
        "Missing unaccompanied minors",
        "Children in residential care",
        "Identified child victims",
        "Presumed child victims",
        "Year",
        "Part of a year",
        "Several years",
        "On a date",
        "Figures that differ",
        "At least",
    ]
    assert texts(figures_of(saying({})), "key") == ["Unaccompanied minor applicants", "Year"]


def test_the_chart_says_what_it_rests_on_and_carries_its_digest() -> None:
    figure = shipped()
    table = identified_beside_wider_group(november())
    assert texts(figure, "footer") == [november().evidence()]
    assert data_digest(figure) == digest_of(table)
    counts = table.groupby("finding", observed=True)["n_figures"].sum()
    title = f"{counts['wider_group']} figures of the wider group, {counts['identified']} of identified children"
    assert figure.get_suptitle().startswith(title)


def test_a_table_without_a_figure_or_a_column_is_refused() -> None:
    table = identified_beside_wider_group(november())
    with pytest.raises(UsageError, match="no published figure is in the chart's table"):
        identified_beside_wider_chart(table.head(0), "")
    with pytest.raises(UsageError, match="no column finding"):
        identified_beside_wider_chart(table.drop(columns="finding"), "")


@pytest.mark.parametrize("states", [["DE"], ["LT", "NO"], november().members()])
def test_no_word_of_a_shipped_chart_is_cut_leaves_the_page_or_covers_another(states: list[str]) -> None:
    figure = figures_of(november().where(state=states))
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_chart_leaves_the_page_or_covers_another() -> None:
    series = [
        {"indicator": indicator, "unit": unit, "period": period, "finding": finding}
        for indicator, finding in (
            (APPLICANTS, "wider_group"),
            (MISSING, "wider_group"),
            ("children_in_residential_care", "wider_group"),
            (IDENTIFIED, "identified"),
            (PRESUMED, "identified"),
        )
        for unit, period in product(("children", "applications"), Period)
    ]
    years = [{"state": state, "year": year} for state in november().members() for year in range(2026 - MANY, 2026)]
    table = pd.DataFrame(years).merge(pd.DataFrame(series), how="cross")
    table = table.assign(low=123_456.0, high=234_567.0, n_figures=2, n_suppressed=1, statuses="at_least;first")
    table["difference"] = "conflict"
    require_places(
        identified_beside_wider_chart(table[table["year"].isin([1990, 2020])], november().evidence() + LONG * 3)
    )
