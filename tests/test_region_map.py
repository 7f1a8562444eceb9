"""The tile map of the region, read back: answers given and themes confirmed, and nothing of coverage."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.colors import to_hex

from impt_analysis.charts import alt_text, data_digest, digest_of, region_tiles
from impt_analysis.charts.region_map import tile_places
from impt_analysis.charts.style import PARTS, Part
from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import UsageError
from impt_analysis.tallies import rows_by_state, themes_by_state
from tests.figures import boxes, texts
from tests.places import LONG, MANY, require_places, written
from tests.region_figures import confirming, tiles_of
from tests.shipped_data import november


def test_every_state_has_a_tile_of_its_own() -> None:
    places = tile_places()
    assert set(places.index) == set(shipped_codebook().codes("state"))
    for one, other in combinations(places.itertuples(), 2):
        assert one.row != other.row or abs(one.column - other.column) >= 1


def test_tiles_resemble_the_map() -> None:
    places = tile_places()
    west_to_east = [places.loc[state, "column"] for state in ("IS", "NO", "SE", "FI", "RU")]
    assert west_to_east == sorted(set(west_to_east))
    north_to_south = [places.loc[state, "row"] for state in ("FI", "EE", "LV", "LT")]
    assert north_to_south == sorted(set(north_to_south))
    assert places.loc["DK", "row"] < places.loc["DE", "row"]
    assert places.loc["DE", "column"] < places.loc["PL", "column"] < places.loc["LT", "column"]


def test_a_tile_tells_the_answers_given_of_those_that_could_be_given() -> None:
    figure = tiles_of(november())
    rows = rows_by_state(november())
    assert texts(figure, "state") == [shipped_codebook().label("state", code) for code in rows["state"]]
    expected = [
        f"{given:,} of {given + blank:,} answers"
        for given, blank in zip(rows["n_answers"], rows["n_not_asked"], strict=True)
    ]
    assert texts(figure, "answers") == expected


def test_the_bar_of_a_tile_is_as_long_as_the_answers_given() -> None:
    drawn = boxes(tiles_of(confirming()))
    (given,), (possible,) = drawn["Latvia, given"], drawn["Latvia, possible"]
    assert given.get_width() / possible.get_width() == pytest.approx(1 / 34)
    assert given.get_x() == possible.get_x()
    assert possible.get_hatch()
    assert "Russian Federation, given" not in drawn


def test_a_confirmed_theme_is_dark_and_signed_and_the_others_are_not() -> None:
    figure = tiles_of(confirming())
    said = [texts(figure, f"Latvia, {theme}")[0] for theme in (1, 2, 3)]
    assert [words.replace("\N{THIN SPACE}", "") for words in said] == ["1", "✓2", "3"]
    fills = [to_hex(boxes(figure)[f"Latvia, {theme}"][0].get_facecolor()) for theme in (1, 2, 3)]
    assert fills == ["#ffffff", "#000000", "#ffffff"]
    assert "themes confirmed by their states: 1 of 3" in figure.get_suptitle().replace("\n", " ")
    assert "Latvia 1 of 34 from 1 sources, themes confirmed 2" in alt_text(figure)


def test_who_is_no_member_stands_apart_is_marked_and_counts_in_no_total() -> None:
    figure = tiles_of(confirming())
    assert texts(figure, "sources") == ["1 sources", "1 sources, not measured"]
    assert figure.get_suptitle().startswith("1 of 34 answers")
    tiles = boxes(figure)
    assert to_hex(tiles["Latvia"][0].get_facecolor()) != to_hex(tiles["Russian Federation"][0].get_facecolor())
    members = max(tile_places().loc[november().members(), "column"])
    assert tile_places().loc[["RU", "REG"], "column"].min() > members + 1


def test_no_tile_is_shaded_by_a_measure() -> None:
    figure = tiles_of(november())
    states = [shipped_codebook().label("state", code) for code in november().members()]
    assert {to_hex(boxes(figure)[state][0].get_facecolor()) for state in states} == {"#ffffff"}
    measures = {to_hex(PARTS[part].fill) for part in (Part.REACHED, Part.HELD)}
    assert not measures & {to_hex(box.get_facecolor()) for each in boxes(figure).values() for box in each}


def test_the_legend_names_what_is_given_what_is_not_asked_and_both_standings() -> None:
    assert texts(tiles_of(november().where(theme=2)), "legend") == [
        "Answers given",
        "Not asked or not stated",
        "Theme 2: Not confirmed",
        "Theme 2: Confirmed by the state",
    ]


def test_the_chart_says_what_it_rests_on_and_carries_its_digest() -> None:
    found = november()
    figure = tiles_of(found)
    assert texts(figure, "footer") == [found.evidence()]
    assert alt_text(figure).endswith("no state has confirmed it.")
    assert data_digest(figure) == digest_of(rows_by_state(found), themes_by_state(found))


def test_tables_of_different_states_or_without_a_column_are_refused() -> None:
    found = confirming()
    overview, standing = rows_by_state(found), themes_by_state(found)
    with pytest.raises(UsageError, match="not about the same states: found LV, RU and LV; make both"):
        region_tiles(overview, standing[standing["state"].eq("LV")], "", "")
    with pytest.raises(UsageError, match=r"no column measured; make it with themes_by_state\(inventory\)"):
        region_tiles(overview, standing.drop(columns="measured"), "", "")


def test_no_word_of_the_shipped_tiles_is_cut_leaves_the_page_or_covers_another() -> None:
    figure = tiles_of(november())
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_tiles_leaves_the_page_or_covers_another() -> None:
    found = november()
    overview = rows_by_state(found)
    overview["n_sources"], overview["n_answers"] = MANY, MANY * 34
    require_places(region_tiles(overview, themes_by_state(found), found.children() + LONG, found.evidence() + LONG * 3))
