"""The chart of how information is managed: what each cell counts, and where its words stand."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from impt_analysis.charts import alt_text, data_digest, digest_of, management_chart
from impt_analysis.charts.style import COUNT_STEPS, COUNTED_UNKNOWN, NO_SOURCE, NONE_COUNTED
from impt_analysis.codebook import shipped_codebook
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.management import ASPECTS, management_profile
from tests.figures import boxes, looks_like, texts
from tests.flow_figures import management_of
from tests.flows import flows
from tests.places import LONG, MANY, require_places, written
from tests.shipped_data import november


@pytest.fixture(scope="module")
def latvia() -> Inventory:
    """Theme 2 of Latvia with three sources, and of Estonia without one."""
    sources = {
        "EE-01": {"theme_2": "no"},
        "LV-01": {"access": "unknown"},
        "LV-02": {"access": "public"},
        "LV-03": {},
    }
    return flows(sources).where(theme=2)


@pytest.mark.parametrize(
    ("cell", "look", "words"),
    [
        ("Latvia All sources", COUNT_STEPS[3], "3"),
        ("Latvia Access: Public", COUNT_STEPS[1], "1"),
        ("Latvia Access: Unknown", COUNTED_UNKNOWN, "1"),
        ("Latvia Access: On request", NONE_COUNTED, ""),
        ("Estonia Access: Unknown", NO_SOURCE, NO_SOURCE.sign),
    ],
)
def test_a_cell_counts_sources_and_tells_none_unknown_and_no_source_apart(
    latvia: Inventory, cell: str, look: object, words: str
) -> None:
    figure = management_of(latvia)
    assert all(looks_like(box, look) for box in boxes(figure)[cell])
    assert set(texts(figure, cell)) == {words}


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_every_number_of_the_profile_stands_in_its_cell(theme: int) -> None:
    found = november().where(theme=theme)
    figure = management_of(found)
    shown, drawn = numbers(figure), boxes(figure)
    states = shipped_codebook().labels("state")
    heads = dict(zip(ASPECTS, texts(figure, "aspect"), strict=True))
    for row in management_profile(found).itertuples():
        cell = f"{states[row.state]} {heads[row.aspect]}: {shipped_codebook().label(row.aspect, row.code)}"
        assert shown[cell] == (str(row.n_sources) if row.n_sources else "")
        assert (drawn[cell][0].get_hatch() == "///") == (row.code == "unknown" and row.n_sources > 0)


def test_more_sources_look_darker() -> None:
    figure = management_of(november().where(theme=2))
    drawn = boxes(figure)
    for cell, number in numbers(figure).items():
        if number.isdigit() and "Unknown" not in cell:
            assert looks_like(drawn[cell][0], COUNT_STEPS[max(least for least in COUNT_STEPS if least <= int(number))])


def test_aspects_codes_and_states_stand_in_codebook_order() -> None:
    found = november().where(theme=2)
    figure = management_of(found)
    codes = [label for aspect in ASPECTS for label in shipped_codebook().labels(aspect).values()]
    assert [code for code in texts(figure, "code") if code != "All sources"] == codes
    assert texts(figure, "state") == [shipped_codebook().label("state", state) for state in found.members()] * 2
    assert texts(figure, "aspect")[0] == "Kept as"


def test_the_legend_stands_in_the_order_of_the_steps(latvia: Inventory) -> None:
    steps = ["1 to 2 sources", "3 to 5 sources", "6 to 10 sources", "11 and more", "Unknown of so many"]
    assert texts(management_of(latvia.where(state="LV")), "legend") == steps
    assert texts(management_of(latvia), "legend") == [*steps, "No source known"]


def test_title_and_alternative_text_count_what_is_unknown(latvia: Inventory) -> None:
    figure = management_of(latvia)
    assert figure.get_suptitle() == "Of 3 sources, the access to 1 and the opening of 3 are unknown"
    assert "Access: Public 1, On request 0, Restricted 1, None 0, Unknown 1" in alt_text(figure)
    assert alt_text(figure).endswith(f"{latvia.evidence()}.")
    assert "never means access to children's records" in texts(figure, "subtitle")[0].replace("\n", " ")


def test_the_digest_is_that_of_the_table_and_the_table_stays_as_it_was(latvia: Inventory) -> None:
    table = management_profile(latvia)
    before = table.copy()
    figure = management_chart(table, latvia.children(), latvia.evidence())
    assert data_digest(figure) == digest_of(table)
    pd.testing.assert_frame_equal(table, before)


def test_a_table_of_several_themes_without_an_aspect_or_with_other_sums_is_refused(latvia: Inventory) -> None:
    table = management_profile(latvia)
    with pytest.raises(UsageError, match="a chart shows one theme and its table has 1, 2, 3; narrow"):
        management_of(november())
    with pytest.raises(UsageError, match="its table has none"):
        management_chart(table[table["aspect"].ne("opening")], latvia.children(), latvia.evidence())
    with pytest.raises(UsageError, match="has no column"):
        management_chart(table.drop(columns="n_sources"), latvia.children(), latvia.evidence())
    with pytest.raises(UsageError, match="the codes of frequency add up to other numbers of sources than those of sys"):
        management_chart(
            table.assign(n_sources=table["n_sources"].mask(table["aspect"].eq("frequency"), 7)),
            latvia.children(),
            latvia.evidence(),
        )


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_no_word_of_the_shipped_profile_is_cut_leaves_the_page_or_covers_another(theme: int) -> None:
    figure = management_of(november().where(theme=theme))
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_profile_leaves_the_page_or_covers_another() -> None:
    found = november().where(theme=2)
    table = management_profile(found)
    first = table.groupby(["state", "aspect"], observed=True).cumcount().eq(0)
    table["n_sources"] = first.mul(MANY * 10)
    require_places(management_chart(table, found.children() + LONG, found.evidence() + LONG * 3))


def numbers(figure: Figure) -> dict[str, str]:
    """Return what stands in each cell, by its role."""
    return {text.get_label(): text.get_text() for text in figure.axes[0].findobj(Text) if text.get_label()}
