"""The chart of channels across borders: what each cell counts, and where its words stand."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from impt_analysis.charts import alt_text, cross_border_chart, data_digest, digest_of
from impt_analysis.charts.style import PERMANENCE
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import Permanent
from impt_analysis.cross_border import cross_border_channels, cross_border_matrix
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from tests.figures import boxes, looks_like, texts
from tests.flow_figures import borders_of
from tests.flows import flows
from tests.places import LONG, MANY, require_places, written
from tests.shipped_data import november

PLACES = [*shipped_codebook().labels("state").values(), *shipped_codebook().labels("elsewhere").values()]
CASE_BY_CASE, OPEN = {"regularity": "case_by_case"}, {"kind": "unknown"}


@pytest.fixture(scope="module")
def latvia() -> Inventory:
    """Six channels of Latvia: permanent, not, and unknown to Sweden, one to two states, one to Europol and one back."""
    sent = [
        ("LV-01", "ext:Swedish Police", {}),
        ("LV-01", "ext:Swedish Police", CASE_BY_CASE),
        ("LV-01", "ext:Swedish Police", OPEN),
        ("LV-01", "ext:police of EE, LT", {}),
        ("LV-01", "ext:Europol", {}),
        ("ext:authorities abroad", "LV-01", CASE_BY_CASE),
    ]
    return flows({"LV-01": {}}, sent)


def test_a_cell_counts_permanent_channels_apart_from_others_and_from_those_not_known(latvia: Inventory) -> None:
    figure = borders_of(latvia)
    for code, label in shipped_codebook().labels("permanent").items():
        role = f"Latvia to Sweden {label}"
        (box,) = boxes(figure)[role]
        assert looks_like(box, PERMANENCE[Permanent(code)])
        assert texts(figure, role) == ["1"]
    lefts = [
        boxes(figure)[f"Latvia to Sweden {label}"][0].get_x()
        for label in shipped_codebook().labels("permanent").values()
    ]
    assert lefts == sorted(lefts)


def test_a_body_of_several_states_counts_for_each_and_an_empty_cell_has_no_number(latvia: Inventory) -> None:
    figure = borders_of(latvia)
    assert texts(figure, "Latvia to Estonia Permanent") == texts(figure, "Latvia to Lithuania Permanent") == ["1"]
    assert texts(figure, "State not named to Latvia Not permanent") == ["1"]
    assert "Estonia to Latvia" in boxes(figure)
    assert [role for role in boxes(figure) if role.startswith("Estonia to") and "ermanent" in role] == []


@pytest.mark.parametrize("theme", [None, 1, 2, 3])
def test_the_numbers_of_every_cell_add_up_to_the_matrix(theme: int | None) -> None:
    found = november() if theme is None else november().where(theme=theme)
    shown = numbers(borders_of(found))
    codes = list(cross_border_matrix(found)["from_place"])
    labels = dict(zip(codes, PLACES, strict=True))
    for row in cross_border_matrix(found).to_dict("records"):
        for code in codes:
            cell = f"{labels[row['from_place']]} to {labels[code]}"
            parts = [f"{cell} {label}" for label in shipped_codebook().labels("permanent").values()]
            assert sum(shown.get(part, 0) for part in parts) == row[code]


def test_the_permanent_numbers_are_those_of_the_permanent_channels() -> None:
    counts = cross_border_channels(november())["permanent"].value_counts()
    shown = numbers(borders_of(november()))
    for code, label in shipped_codebook().labels("permanent").items():
        assert sum(number for role, number in shown.items() if role.endswith(f" {label}")) == counts[code] > 0


def test_places_stand_in_codebook_order_and_those_that_are_no_state_apart(latvia: Inventory) -> None:
    figure = borders_of(latvia)
    assert texts(figure, "from") == PLACES
    assert [head.replace("\n", " ") for head in texts(figure, "to")] == PLACES
    lefts = [boxes(figure)[f"Latvia to {name}"][0].get_x() for name in PLACES]
    steps = [later - earlier for earlier, later in pairwise(lefts)]
    assert steps.index(max(steps)) == PLACES.index("Sweden")


def test_the_legend_stands_in_the_order_of_the_cells_parts(latvia: Inventory) -> None:
    assert texts(borders_of(latvia), "legend") == ["Permanent", "Not permanent", "Unknown whether permanent"]


def test_the_subject_names_the_themes_and_the_title_counts_pairs(latvia: Inventory) -> None:
    figure = borders_of(latvia)
    assert texts(figure, "subject") == ["Themes 1, 2, 3 · Channels across borders"]
    assert texts(borders_of(latvia.where(theme=2)), "subject") == [
        "Theme 2, Children in migration · Channels across borders"
    ]
    assert figure.get_suptitle().replace("\n", " ") == (
        "A channel is documented between 5 pairs of places, a permanent one between 4"
    )


def test_the_alternative_text_tells_pairs_of_states_and_regional_bodies_apart(latvia: Inventory) -> None:
    said = alt_text(borders_of(latvia))
    assert "Between two states a channel is documented in 3 pairs, a permanent one in 3" in said
    assert "with regional and international bodies in 1, a permanent one in 1" in said
    assert said.endswith(f"{latvia.evidence()}.")


def test_the_digest_is_that_of_the_tables_and_the_tables_stay_as_they_were(latvia: Inventory) -> None:
    matrix, channels = cross_border_matrix(latvia), cross_border_channels(latvia)
    before = matrix.copy(), channels.copy()
    assert data_digest(borders_of(latvia)) == digest_of(matrix, channels)
    pd.testing.assert_frame_equal(matrix, before[0])
    pd.testing.assert_frame_equal(channels, before[1])


def test_tables_of_different_inventories_or_without_a_column_are_refused(latvia: Inventory) -> None:
    matrix, channels = cross_border_matrix(latvia), cross_border_channels(latvia)
    with pytest.raises(UsageError, match="count differently in 1 cells"):
        cross_border_chart(matrix, channels.iloc[1:], (1,), latvia.evidence())
    with pytest.raises(UsageError, match="has no column permanent; make it with cross_border_channels"):
        cross_border_chart(matrix, channels.drop(columns="permanent"), (1,), latvia.evidence())


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_no_word_of_the_shipped_borders_is_cut_leaves_the_page_or_covers_another(theme: int) -> None:
    figure = borders_of(november().where(theme=theme))
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_borders_leaves_the_page_or_covers_another() -> None:
    channels = cross_border_channels(november())
    each = channels.drop_duplicates(["from_place", "to_place"])
    kinds = [each.assign(permanent=code) for code in Permanent]
    many = pd.concat([part for part in kinds for _ in range(MANY)]).astype(channels.dtypes)
    sizes = many.groupby(["from_place", "to_place"], observed=False).size().unstack().astype("int64").reset_index()
    require_places(cross_border_chart(sizes, many, (2,), november().evidence() + LONG * 3))


def numbers(figure: Figure) -> dict[str, int]:
    """Return the number that stands in each part of a cell, by its role."""
    return {
        text.get_label(): int(text.get_text()) for text in figure.axes[0].findobj(Text) if text.get_text().isdigit()
    }
