"""The chart of side information, read back from its artists: gains, openings, barriers, and what is left out."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from impt_analysis.charts import alt_text, data_digest, digest_of, save_chart, side_information_chart
from impt_analysis.charts.state_blocks import blocks_of_states
from impt_analysis.charts.style import OPENINGS
from impt_analysis.charts.texts import whole_points
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Opening
from impt_analysis.errors import UsageError
from impt_analysis.side_information import source_gains
from impt_analysis.worked_example import example_inventory
from tests.figures import side_of, texts
from tests.places import LONG, MANY, require_places, written
from tests.shipped_data import november


@pytest.fixture(scope="module")
def example() -> Figure:
    return side_of(example_inventory().where(theme=2))


@pytest.fixture(scope="module")
def real() -> Figure:
    return side_of(november().where(theme=2))


def bars(figure: Figure) -> dict[str, Rectangle]:
    """Return the bars of a chart by the source of which they are."""
    drawn = {str(bars.get_label()): bars.patches for bars in figure.axes[0].containers}
    return {label.removeprefix("gain of "): bar for label, (bar,) in drawn.items()}


def example_gains(changes: dict[str, object]) -> pd.DataFrame:
    """Return the gains of the worked example with other values in every row."""
    gains = source_gains(example_inventory().where(theme=2))
    return gains.assign(
        **{name: pd.Series(value, gains.index).astype(gains[name].dtype) for name, value in changes.items()}
    )


def test_a_bar_is_as_long_as_the_gain_in_points() -> None:
    found = november().where(theme=2, state="LV")
    gains = source_gains(found).set_index("source_id")["gain"]
    drawn = bars(side_of(found))
    widths = pd.Series({source: bar.get_width() for source, bar in drawn.items()})
    expected = whole_points(gains[gains.gt(0)]).sort_index()
    assert widths.index.sort_values().tolist() == expected.index.tolist()
    assert (widths / expected).tolist() == pytest.approx([widths["LV-05"] / expected["LV-05"]] * len(expected))


def test_a_source_that_adds_nothing_is_named_and_has_no_bar(example: Figure) -> None:
    assert "EE-03 Helpline or hotline" in texts(example, "source")
    assert "EE-03" not in bars(example)
    assert [number.split("\N{THIN SPACE}")[0] for number in texts(example, "points")] == ["2", "0", "2", "2"]


@pytest.mark.parametrize("opening", Opening)
def test_a_bar_looks_as_what_may_be_passed_on_and_a_sign_says_so_too(opening: Opening) -> None:
    figure = side_information_chart(example_gains({"opening": opening}), "Children", "Evidence")
    look, bar = OPENINGS[opening], bars(figure)["LV-02"]
    assert mpl.colors.to_hex(bar.get_facecolor()).upper() == look.fill.upper()
    assert (bar.get_hatch() or "") == look.hatch
    assert texts(figure, "points")[0] == (f"2\N{THIN SPACE}{look.sign}" if look.sign else "2")


@pytest.mark.parametrize("barrier", ["awareness", "trust"])
def test_awareness_and_trust_are_named_only_where_the_state_has_confirmed_the_theme(barrier: str) -> None:
    gains = example_gains({"barrier": barrier})
    desk = side_information_chart(gains, "Children", "Evidence")
    label = shipped_codebook().label("barrier", barrier)
    assert texts(desk, "barrier") == ["not named"] * 4
    assert label not in alt_text(desk).split("Not named stands for")[0]
    confirmed = side_information_chart(gains, "Children", "Evidence", confirmed=["LV"])
    assert texts(confirmed, "barrier") == ["not named", "not named", label, label]


def test_an_unknown_barrier_is_not_told_from_one_that_is_left_out_and_others_are_named(example: Figure) -> None:
    assert texts(example, "barrier") == ["not named", "not named", "Technical", "not named"]


def test_states_stand_in_codebook_order_and_the_greatest_gain_of_each_first(real: Figure) -> None:
    found = november().where(theme=2)
    labels = shipped_codebook().labels("state")
    assert texts(real, "state") == [labels[code] for code in found.members()]
    shown = [words.split()[0] for words in texts(real, "source")]
    gains = source_gains(found).set_index("source_id")["gain"]
    for code in found.members():
        of_state = gains[[source for source in shown if source.startswith(code)]]
        assert of_state.is_monotonic_decreasing
        left_out = gains[gains.index.str.startswith(code) & ~gains.index.isin(shown)]
        assert left_out.max() <= of_state.min()


def test_what_is_left_out_for_want_of_room_is_counted_in_each_state_and_in_all(real: Figure) -> None:
    gains = source_gains(november().where(theme=2))
    n_left_out = len(gains) - len(texts(real, "source"))
    assert sum(int(words.split()[0]) for words in texts(real, "more")) == n_left_out > 0
    (subtitle,) = texts(real, "subtitle")
    said = f"{n_left_out} sources that add least in their state are left out for want of room."
    assert subtitle.replace("\n", " ").endswith(said)


def test_nothing_is_left_out_where_all_have_room(example: Figure) -> None:
    assert texts(example, "more") == []
    assert texts(example, "subtitle")[0].replace("\n", " ").endswith("Sources shown: all 4.")


def test_as_many_rows_of_every_state_are_shown_as_have_room_and_none_is_left_out_for_a_line_that_says_so() -> None:
    five_rows = {"top": 5 * 0.168 + 0.01, "bottom": 0.0}
    shown = [
        [(block.state, block.n_shown) for block in part]
        for part in blocks_of_states(pd.Series({"DK": 6, "EE": 0, "LV": 5}), **five_rows)
    ]
    assert shown == [[("DK", 4)], [("LV", 5)]]


def test_the_sources_of_one_state_have_their_names_where_the_table_has_them() -> None:
    found = november().where(theme=2, state="LV")
    named = source_gains(found).merge(found.sources[["source_id", "name"]], on="source_id")
    figure = side_information_chart(named, found.children(), found.evidence())
    names = (named["source_id"] + " " + named["name"]).tolist()
    assert sorted(texts(figure, "source")) == sorted(names)


def test_the_legend_names_the_openings_in_their_order(example: Figure) -> None:
    assert texts(example, "legend") == list(shipped_codebook().labels("opening").values())


def test_title_and_alternative_text_state_the_finding_and_name_no_state(example: Figure) -> None:
    assert example.get_suptitle() == "Each of 4 sources, if reached, would add 0 to 2 of 100 weighted points"
    said = alt_text(example)
    assert "3 sources would add at least one point" in said
    assert "Totals only 4; Not at all 0; Unknown 0. Barriers: Technical 1; not named 3." in said
    assert "Latvia" not in said
    assert said.endswith(f"{example_inventory().where(theme=2).evidence()}.")


def test_the_digest_is_that_of_the_gains_which_stay_as_they_were() -> None:
    gains = source_gains(example_inventory().where(theme=2))
    before = gains.copy()
    assert data_digest(side_information_chart(gains, "Children", "Evidence")) == digest_of(gains)
    pd.testing.assert_frame_equal(gains, before)


def test_gains_of_several_themes_are_refused() -> None:
    with pytest.raises(UsageError, match="a chart shows one theme and its table has 1, 2, 3; narrow"):
        side_of(november())


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_the_chart_is_saved_with_the_same_bytes_twice(tmp_path: Path, example: Figure, ending: str) -> None:
    (one,) = save_chart(example, tmp_path / f"one{ending}")
    (other,) = save_chart(side_of(example_inventory().where(theme=2)), tmp_path / f"other{ending}")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("theme", [1, 2, 3])
@pytest.mark.parametrize("population", [["pool", "concern"], ["identified"]])
def test_no_word_of_a_shipped_chart_is_cut_leaves_the_page_or_covers_another(theme: int, population: list[str]) -> None:
    figure = side_of(november().where(theme=theme, population=population))
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
@pytest.mark.parametrize("n_states", [1, 10])
def test_no_word_of_the_longest_chart_leaves_the_page_or_covers_another(n_states: int) -> None:
    states = november().members()[:n_states]
    rows = [{"state": state, "theme": 2, "source_id": f"{state}-{row:02}"} for state in states for row in range(MANY)]
    gains = pd.DataFrame(rows).assign(organisation_type="ngo", barrier="protected", opening="totals_only", gain=1.0)
    named = gains.assign(name=f"{'Reģistrs' * 6}{LONG}"[:120])
    require_places(side_information_chart(named, "Children" + LONG, "Evidence" + LONG * 3))
