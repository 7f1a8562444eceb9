"""The opening curve, read back from its artists: the best set of every size, the plan's steps, and what is proved."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from impt_analysis.charts import alt_text, data_digest, digest_of, opening_curve_chart, save_chart
from impt_analysis.charts.style import OPENINGS, PARTS, Part
from impt_analysis.charts.texts import whole_points
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Opening
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.opening_plans import OpeningPlan, opening_curve, opening_plan
from impt_analysis.worked_example import example_inventory
from tests.figures import curve_of, texts
from tests.places import LONG, MANY, require_places, written
from tests.shipped_data import november

WIDER = ["pool", "concern"]


@pytest.fixture(scope="module")
def wider() -> Inventory:
    return november().where(population=WIDER)


@pytest.fixture(scope="module")
def iceland(wider: Inventory) -> Figure:
    return curve_of(wider, "IS", 2, 4)


def tables(found: Inventory, state: str, theme: int, opened: int) -> tuple[pd.DataFrame, OpeningPlan]:
    plan = opening_plan(found, state=state, theme=theme, opened=opened)
    return opening_curve(found, state=state, theme=theme), plan


def unproved(wider: Inventory) -> Figure:
    """Return the curve of Latvia as if the best sets of more than two were not proved."""
    curve, plan = tables(wider, "LV", 2, 4)
    beyond = curve.assign(bound=curve["low"] + 0.06 * curve["opened"].gt(2), proved=curve["opened"].le(2))
    return opening_curve_chart(beyond, replace(plan, proved=False, bound=plan.low_after + 0.06), "Evidence")


def heights(panel: Axes) -> dict[str, list[float]]:
    return {str(bars.get_label()): [bar.get_height() for bar in bars] for bars in panel.containers}


def test_the_bars_of_the_curve_are_as_high_as_its_points(wider: Inventory, iceland: Figure) -> None:
    low = whole_points(opening_curve(wider, state="IS", theme=2)["low"])
    drawn = heights(iceland.axes[1])
    assert drawn[Part.REACHED] == [low[0]] * len(low)
    assert drawn[Part.HELD] == (low - low[0]).tolist()
    assert [text.get_text() for text in iceland.axes[1].texts] == low.astype(str).tolist()
    assert [text.get_weight() == "bold" for text in iceland.axes[1].texts] == [size == 4 for size in range(len(low))]
    assert [tick.get_text() for tick in iceland.axes[1].get_xticklabels()] == [str(size) for size in range(len(low))]


def test_value_and_bound_stand_above_a_bar_that_is_not_proved(wider: Inventory) -> None:
    figure = unproved(wider)
    low = whole_points(opening_curve(wider, state="LV", theme=2)["low"]).tolist()
    labels = [text.get_text() for text in figure.axes[1].texts]
    assert labels[:3] == [str(points) for points in low[:3]]
    assert labels[4] == f"{low[4]}\N{EN DASH}{low[4] + 6}"
    (lines,) = figure.axes[1].collections
    assert [line[0, 1] for line in lines.get_segments()] == low[3:]
    assert "Time ran out before the best set was proved" in texts(figure, "subtitle")[0].replace("\n", " ")
    assert "line: none brings more" in figure.axes[1].get_xlabel()
    assert f"4: {labels[4]}" in alt_text(figure)


def test_a_proved_plan_says_that_no_other_set_brings_more(iceland: Figure) -> None:
    assert texts(iceland, "subtitle")[0].replace("\n", " ").endswith("No other set of that size brings more.")
    assert list(iceland.axes[1].collections[0].get_segments()) == []


def test_the_steps_are_named_in_their_order_with_what_each_adds(wider: Inventory, iceland: Figure) -> None:
    plan = opening_plan(wider, state="IS", theme=2, opened=4)
    named = (plan.steps["source_id"] + " " + plan.steps["name"]).tolist()
    assert [words.replace("\n", " ") for words in texts(iceland, "step")] == named
    ends = [plan.low_before, *plan.steps["low"]]
    points = whole_points(pd.Series(ends)).diff().dropna().astype("int64")
    looks = [OPENINGS[Opening(code)] for code in plan.steps["opening"]]
    numbers = [f"+{gain}\N{THIN SPACE}{look.sign}" for gain, look in zip(points, looks, strict=True)]
    expected = [number.rstrip("\N{THIN SPACE}") for number in numbers]
    assert texts(iceland, "points")[1:5] == expected


def test_a_step_begins_where_the_one_before_ends_and_looks_as_what_may_be_passed_on(
    wider: Inventory, iceland: Figure
) -> None:
    plan = opening_plan(wider, state="IS", theme=2, opened=4)
    steps = [bars[0] for bars in iceland.axes[0].containers if str(bars.get_label()).startswith("bar of step")]
    for before, after in pairwise(steps):
        assert before.get_x() + before.get_width() == pytest.approx(after.get_x())
    for bar, opening in zip(steps, plan.steps["opening"], strict=True):
        look = OPENINGS[Opening(opening)]
        assert mpl.colors.to_hex(bar.get_facecolor()).upper() == look.fill.upper()
        assert (bar.get_hatch() or "") == look.hatch


def test_sources_that_come_as_totals_only_are_shown_apart(wider: Inventory, iceland: Figure) -> None:
    plan = opening_plan(wider, state="IS", theme=2, opened=4)
    assert plan.steps["totals_only"].any()
    assert texts(iceland, "without") == ["Without those that come as totals only"]
    (without,) = whole_points(pd.Series([plan.low_without_totals]))
    assert texts(iceland, "points")[6] == str(without)
    none = curve_of(wider, "LV", 2, 1)
    assert texts(none, "without") == []


def test_sets_that_come_near_are_counted(wider: Inventory, iceland: Figure) -> None:
    plan = opening_plan(wider, state="IS", theme=2, opened=4)
    n_sets = len(plan.rivals) + plan.n_more_rivals
    assert texts(iceland, "rivals") == [f"Other sets of that size that come within 1 point: {n_sets}"]
    curve, many = tables(wider, "IS", 2, 4)
    figure = opening_curve_chart(curve, replace(many, rivals_counted=False), "Evidence")
    assert texts(figure, "rivals")[0].endswith(f"at least {n_sets}")


def test_the_legend_names_what_is_reached_what_is_added_and_the_openings_of_steps(iceland: Figure) -> None:
    openings = [label for code, label in shipped_codebook().labels("opening").items() if code != Opening.NONE]
    steps = [f"Step: {label}" for label in openings]
    assert texts(iceland, "legend") == ["Documented and reached", "Added by opening", *steps]
    fills = [mpl.colors.to_hex(bars[0].get_facecolor()).upper() for bars in iceland.axes[1].containers]
    assert fills == [PARTS[part].fill.upper() for part in (Part.REACHED, Part.HELD)]


def test_the_title_states_the_finding_of_the_plan_of_one_state_theme_and_finding(iceland: Figure) -> None:
    assert iceland.get_suptitle() == "32 of 100 weighted points would be reached instead of 4 (sources opened: 4)"
    assert texts(iceland, "subject") == [
        "Iceland · Theme 2, Children in migration · Wider group and children of concern"
    ]
    assert "A plan is a question for a seminar, not advice." in alt_text(iceland)
    assert alt_text(iceland).endswith(f"{texts(iceland, 'footer')[0]}.")


def test_without_a_step_the_chart_says_whether_any_source_would_add() -> None:
    nothing = curve_of(november().where(population="identified"), "DK", 2, 3)
    assert nothing.get_suptitle().startswith("No known source would add to the 16 of 100")
    closed = curve_of(example_inventory(), "LV", 2, 0)
    assert closed.get_suptitle().endswith("points are documented as reached, with no source opened")
    assert texts(closed, "step") == texts(closed, "all") == []


def test_a_curve_of_another_state_or_without_its_beginning_is_refused(wider: Inventory) -> None:
    curve, plan = tables(wider, "IS", 2, 3)
    with pytest.raises(UsageError, match=r"not of one inventory, state and theme: the curve begins at 0\.1327"):
        opening_curve_chart(opening_curve(wider, state="DK", theme=2), plan, "Evidence")
    with pytest.raises(UsageError, match="a row for each number of sources opened, from 0"):
        opening_curve_chart(curve.iloc[1:], plan, "Evidence")
    with pytest.raises(UsageError, match="has no column bound; make it with opening_curve"):
        opening_curve_chart(curve.drop(columns="bound"), plan, "Evidence")


def test_the_digest_is_that_of_curve_and_steps_which_stay_as_they_were(wider: Inventory) -> None:
    curve, plan = tables(wider, "IS", 2, 3)
    before = (curve.copy(), plan.steps.copy())
    assert data_digest(opening_curve_chart(curve, plan, "Evidence")) == digest_of(curve, plan.steps)
    pd.testing.assert_frame_equal(curve, before[0])
    pd.testing.assert_frame_equal(plan.steps, before[1])


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_the_chart_is_saved_with_the_same_bytes_twice(tmp_path: Path, ending: str) -> None:
    (one,) = save_chart(curve_of(example_inventory(), "LV", 2, 2), tmp_path / f"one{ending}")
    (other,) = save_chart(curve_of(example_inventory(), "LV", 2, 2), tmp_path / f"other{ending}")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("state", november().members())
def test_no_word_of_a_shipped_chart_is_cut_leaves_the_page_or_covers_another(wider: Inventory, state: str) -> None:
    figure = curve_of(wider, state, 2, 3)
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


def test_no_word_of_a_chart_that_is_not_proved_covers_another(wider: Inventory) -> None:
    require_places(unproved(wider))


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_chart_leaves_the_page_or_covers_another_and_the_steps_without_room_are_counted(
    wider: Inventory,
) -> None:
    _, plan = tables(wider, "IS", 2, 1)
    lows = pd.Series([0.02 * (step + 1) for step in range(MANY)])
    steps = pd.concat([plan.steps] * MANY, ignore_index=True)
    steps = steps.assign(name=f"{'Reģistrs' * 6}{LONG}"[:120], low=lows, totals_only=True)
    long = replace(plan, steps=steps, low_before=0.0, low_after=0.8, proved=False, bound=0.99, rivals_counted=False)
    sizes = pd.DataFrame({"opened": range(MANY + 1), "low": [0.0, *lows], "bound": 0.99, "proved": False})
    figure = opening_curve_chart(sizes, long, "Evidence" + LONG * 3)
    require_places(figure)
    (more,) = texts(figure, "more")
    assert len(texts(figure, "step")) + int(more.split(":")[1]) == MANY
