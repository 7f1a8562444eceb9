"""The chart of types of organisations that hold the same items: its bars, its dots, and where its words stand."""

from __future__ import annotations

from collections import Counter, defaultdict

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from impt_analysis.charts import alt_text, data_digest, digest_of, organisation_overlap_chart
from impt_analysis.charts.overlap_bars import MOST_SETS
from impt_analysis.charts.style import COUNTED, COUNTED_ALONE
from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import UsageError
from impt_analysis.holders import organisation_overlap
from impt_analysis.inventory import Inventory
from impt_analysis.worked_example import example_inventory
from tests.figures import boxes, looks_like, texts
from tests.flow_figures import overlap_of
from tests.places import LONG, require_places, written
from tests.shipped_data import november

LABELS = shipped_codebook().labels("organisation_type")
TYPES = list(LABELS)


@pytest.fixture(scope="module")
def example() -> Inventory:
    return example_inventory().where(theme=2)


def recounted(found: Inventory, theme: int) -> dict[frozenset[str], int]:
    """Count the exclusive sets again, cell by cell and without any measure of the package."""
    covering = found.sources[found.sources[f"theme_{theme}"].eq("yes") & found.sources["state"].isin(found.members())]
    kinds = dict(zip(covering["source_id"], covering["organisation_type"], strict=True))
    holding: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in found.items.itertuples():
        if row.source_id in kinds and row.answer in ("yes", "partly"):
            holding[row.state, row.item].add(kinds[row.source_id])
    return dict(Counter(frozenset(types) for types in holding.values()))


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_every_bar_has_the_height_of_a_recount_and_every_dot_is_a_member(theme: int) -> None:
    expected = recounted(november(), theme)
    figure = overlap_of(november().where(theme=theme))
    drawn, dots = boxes(figure), members(figure)
    numbers = written_numbers(figure)
    assert 0 < len(dots) <= MOST_SETS
    unit = {drawn[role][0].get_height() / expected[types] for role, types in dots.items()}
    assert max(unit) == pytest.approx(min(unit))
    assert {types: numbers[role] for role, types in dots.items()} == {types: expected[types] for types in dots.values()}


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_what_is_left_out_is_smaller_than_what_is_shown_and_counted(theme: int) -> None:
    expected = recounted(november(), theme)
    figure = overlap_of(november().where(theme=theme))
    shown = set(members(figure).values())
    left_out = {types: number for types, number in expected.items() if types not in shown}
    assert max(left_out.values()) < min(expected[types] for types in shown)
    (said,) = texts(figure, "left out")
    assert said.startswith(f"Not shown: {len(left_out)} sets")
    assert said.endswith(f"{sum(left_out.values())} items in all")
    assert said in alt_text(figure)


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_the_bar_of_a_type_counts_all_items_that_it_holds(theme: int) -> None:
    expected: Counter[str] = Counter()
    for types, number in recounted(november(), theme).items():
        expected.update(dict.fromkeys(types, number))
    figure = overlap_of(november().where(theme=theme))
    ordered = [code for code in TYPES if code in expected]
    assert texts(figure, "type") == [LABELS[code] for code in ordered]
    assert texts(figure, "total") == [str(expected[code]) for code in ordered]
    widths = [boxes(figure)[f"total, {LABELS[code]}"][0].get_width() for code in ordered]
    assert [width / max(widths) for width in widths] == pytest.approx(
        [expected[code] / max(expected.values()) for code in ordered]
    )


def test_the_largest_sets_stand_first_and_equal_ones_in_the_order_of_the_table(example: Inventory) -> None:
    table = organisation_overlap(example)
    assert list(members(overlap_of(example)).values()) == [
        frozenset(types.split(";")) for types in table["organisation_types"]
    ]
    figure = overlap_of(november().where(theme=2))
    sizes = [written_numbers(figure)[role] for role in members(figure)]
    assert sizes == sorted(sizes, reverse=True)


def test_a_set_of_one_type_alone_looks_unlike_one_of_several(example: Inventory) -> None:
    figure = overlap_of(example)
    for role, types in members(figure).items():
        (bar,) = boxes(figure)[role]
        assert looks_like(bar, COUNTED_ALONE if len(types) == 1 else COUNTED)
    assert texts(figure, "legend") == ["Held by several types, or all that a type holds", "Held by one type alone"]


def test_below_each_bar_stands_in_how_many_states_its_set_holds_items(example: Inventory) -> None:
    assert texts(overlap_of(example), "states") == organisation_overlap(example)["n_states"].astype(str).tolist()


def test_where_all_sets_have_room_none_is_left_out(example: Inventory) -> None:
    assert texts(overlap_of(example), "left out") == ["All sets are shown"]


def test_where_the_smallest_size_alone_has_too_many_sets_the_first_are_shown(example: Inventory) -> None:
    table = pd.concat([organisation_overlap(example).head(1)] * 40, ignore_index=True)
    pairs = [f"{one};{other}" for place, one in enumerate(TYPES) for other in TYPES[place + 1 :]]
    table["organisation_types"], table["n_types"] = pairs[:40], 2
    figure = organisation_overlap_chart(table, example.children(), example.evidence())
    assert len(members(figure)) == MOST_SETS
    assert texts(figure, "left out") == ["Not shown: 10 sets (items in each: 1), 10 items in all"]


def test_title_and_alternative_text_count_what_several_types_hold(example: Inventory) -> None:
    figure = overlap_of(example)
    assert figure.get_suptitle() == "More than one type of organisation holds 2 of 6 items"
    assert "Bars of 6 sets of types of organisations" in alt_text(figure)
    assert alt_text(figure).endswith(f"{example.evidence()}.")
    assert "need not hold it of the same children" in texts(figure, "subtitle")[0].replace("\n", " ")


def test_the_digest_is_that_of_the_table_and_the_table_stays_as_it_was(example: Inventory) -> None:
    table = organisation_overlap(example)
    before = table.copy()
    figure = organisation_overlap_chart(table, example.children(), example.evidence())
    assert data_digest(figure) == digest_of(table)
    pd.testing.assert_frame_equal(table, before)


def test_a_table_of_several_themes_or_with_a_set_twice_is_refused(example: Inventory) -> None:
    table = organisation_overlap(example)
    with pytest.raises(UsageError, match="a chart shows one theme and its table has 1, 2, 3; narrow"):
        overlap_of(november())
    with pytest.raises(UsageError, match="more than one row for migration; make it with organisation_overlap"):
        organisation_overlap_chart(pd.concat([table, table]), example.children(), example.evidence())
    with pytest.raises(UsageError, match="has no column n_states"):
        organisation_overlap_chart(table.drop(columns="n_states"), example.children(), example.evidence())


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_no_word_of_the_shipped_overlap_is_cut_leaves_the_page_or_covers_another(theme: int) -> None:
    figure = overlap_of(november().where(theme=theme))
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_overlap_leaves_the_page_or_covers_another() -> None:
    found = november().where(theme=2)
    sets = [dict.fromkeys([TYPES[place % len(TYPES)], *TYPES[place % 7 :]]) for place in range(MOST_SETS)]
    table = pd.concat([organisation_overlap(found).head(1)] * MOST_SETS, ignore_index=True)
    table["organisation_types"] = [";".join(types) for types in sets]
    table["n_items"], table["n_states"] = [340 - MOST_SETS, *[1] * (MOST_SETS - 1)], 10
    table = table.drop_duplicates("organisation_types")
    require_places(organisation_overlap_chart(table, found.children() + LONG, found.evidence() + LONG * 3))


def members(figure: Figure) -> dict[str, frozenset[str]]:
    """Return the members of each set, by the role of its bar, read from the heights of its dots."""
    rows = {text.get_position()[1]: text.get_text() for text in named(figure, "type")}
    codes = {label: code for code, label in LABELS.items()}
    lines = [line for line in figure.axes[0].lines if not str(line.get_label()).startswith("_")]
    return {str(line.get_label()): frozenset(codes[rows[height]] for height in line.get_ydata()) for line in lines}


def written_numbers(figure: Figure) -> dict[str, int]:
    """Return the number above each bar, by its role."""
    roles = members(figure)
    return {text.get_label(): int(text.get_text()) for text in figure.axes[0].texts if text.get_label() in roles}


def named(figure: Figure, role: str) -> list[Text]:
    """Return the texts of a role."""
    return [text for text in figure.axes[0].texts if text.get_label() == role]
