"""The themes compared, read back from their artists: a panel each, the same axes, the items on every rung."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure

from impt_analysis.charts import alt_text, data_digest, digest_of, save_chart, themes_compared
from impt_analysis.charts.style import RUNGS, SHUT
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import Closure, Rung
from impt_analysis.errors import UsageError
from impt_analysis.gaps import gap_counts
from impt_analysis.worked_example import example_inventory
from tests.figures import texts, themes_of
from tests.places import LONG, require_places, written
from tests.shipped_data import november


@pytest.fixture(scope="module")
def real() -> Figure:
    return themes_of(november())


@pytest.fixture(scope="module")
def example() -> Figure:
    return themes_of(example_inventory().where(theme=2))


def test_every_part_of_a_bar_is_as_long_as_its_number_of_items(real: Figure) -> None:
    counts = gap_counts(november())
    for panel, theme in zip(real.axes[1:], (1, 2, 3), strict=True):
        drawn = {str(bars.get_label()): [bar.get_width() for bar in bars] for bars in panel.containers}
        for rung in Rung:
            rows = counts[counts["theme"].eq(theme) & counts["rung"].eq(rung)]
            assert drawn[rung] == (rows["n_items"] - rows["n_shut"]).tolist()
            assert rung is not Rung.HELD_NOT_REACHED or drawn[Closure.SHUT] == rows["n_shut"].tolist()


def test_what_is_shut_stands_apart_from_what_is_unclear(example: Figure) -> None:
    drawn = {str(bars.get_label()): bars.patches for bars in example.axes[1].containers}
    estonia, latvia = 0, 1
    assert [bar.get_width() for bar in drawn[Rung.HELD_NOT_REACHED]] == [1, 0]
    assert [bar.get_width() for bar in drawn[Closure.SHUT]] == [0, 1]
    assert mpl.colors.to_hex(drawn[Closure.SHUT][latvia].get_facecolor()).upper() == SHUT.fill.upper()
    assert drawn[Rung.UNKNOWN][estonia].get_hatch() == RUNGS[Rung.UNKNOWN].hatch
    assert drawn[Closure.SHUT][latvia].get_x() == 1 + 2, "after what is reached and partly reached"


def test_numbers_are_written_also_where_one_item_stands_on_a_rung(example: Figure) -> None:
    of_latvia = [text.get_text() for text in example.axes[1].texts if text.get_position()[1] == 1]
    assert of_latvia == ["1", "2", "1", "29", "1"]


def test_all_panels_have_the_same_axes_and_the_states_in_codebook_order(real: Figure) -> None:
    assert {panel.get_xlim() for panel in real.axes[1:]} == {(0, 34)}
    assert len({panel.get_ylim() for panel in real.axes[1:]}) == 1
    labels = shipped_codebook()
    assert texts(real, "state") == [labels.label("state", code) for code in november().members()]
    names = [f"Theme {theme}, {label}" for theme, label in labels.labels("theme").items()]
    assert [head.replace("\n", " ") for head in texts(real, "panel")] == names


def test_the_chart_says_that_themes_overlap_and_are_never_added_up(real: Figure) -> None:
    (subtitle,) = texts(real, "subtitle")
    assert subtitle.replace("\n", " ").startswith("Themes overlap: a source may cover several")
    assert "never added up" in subtitle.replace("\n", " ")
    assert "Themes overlap and are never added up." in alt_text(real)
    sums = gap_counts(november()).groupby("rung", observed=True)["n_items"].sum()
    assert not set(sums[sums.gt(0)].astype(str)) & set(alt_text(real).split())


def test_the_legend_names_the_rungs_in_the_order_of_the_bars(real: Figure, example: Figure) -> None:
    rungs = list(shipped_codebook().labels("rung").values())
    assert texts(real, "legend") == rungs
    assert texts(example, "legend") == [*rungs[:3], "Held and known not to be reached", *rungs[3:]]


def test_title_and_alternative_text_state_the_finding_and_name_no_state(real: Figure) -> None:
    counts = gap_counts(november())
    got = counts[counts["rung"].isin([Rung.REACHED, Rung.PARTLY_REACHED])]
    numbers = got.groupby(["state", "theme"], observed=True)["n_items"].sum()
    found = f"Of 34 items, {numbers.min()} to {numbers.max()} are documented as reached at least in part"
    assert real.get_suptitle().startswith(found)
    assert found in alt_text(real)
    assert not any(label in alt_text(real) for label in shipped_codebook().labels("state").values())
    assert texts(real, "footer") == [november().evidence()]


def test_the_digest_is_that_of_the_counts_which_stay_as_they_were() -> None:
    counts = gap_counts(example_inventory().where(theme=2))
    before = counts.copy()
    assert data_digest(themes_compared(counts, "Children", "Evidence")) == digest_of(counts)
    pd.testing.assert_frame_equal(counts, before)


def test_counts_of_different_states_or_of_none_are_refused() -> None:
    counts = gap_counts(november())
    with pytest.raises(UsageError, match="themes are compared over the same states: found theme 1 with DK, EE"):
        themes_compared(counts[counts["state"].ne("LV") | counts["theme"].ne(2)], "Children", "Evidence")
    with pytest.raises(UsageError, match=r"has no row; make it with gap_counts\(inventory\)"):
        themes_compared(counts.head(0), "Children", "Evidence")
    with pytest.raises(UsageError, match="has no column state"):
        themes_compared(gap_counts(november(), by=["theme"]), "Children", "Evidence")


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_the_chart_is_saved_with_the_same_bytes_twice(tmp_path: Path, example: Figure, ending: str) -> None:
    (one,) = save_chart(example, tmp_path / f"one{ending}")
    (other,) = save_chart(themes_of(example_inventory().where(theme=2)), tmp_path / f"other{ending}")
    assert one.read_bytes() == other.read_bytes()


def test_no_word_of_the_shipped_chart_is_cut_leaves_the_page_or_covers_another(real: Figure) -> None:
    assert not [text for text in written(real) if "…" in text.get_text()]
    require_places(real)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_chart_leaves_the_page_or_covers_another() -> None:
    counts = gap_counts(november())
    evenly = counts.assign(n_items=[7, 7, 7, 7, 6] * (len(counts) // 5), n_shut=[0, 0, 3, 0, 0] * (len(counts) // 5))
    figure = themes_compared(evenly, november().children() + LONG, november().evidence() + LONG * 3)
    require_places(figure)
