"""The chart of uses: what each cell shows and counts, and where its words stand."""

from __future__ import annotations

import pandas as pd
import pytest

from impt_analysis.charts import alt_text, data_digest, digest_of, uses_chart
from impt_analysis.charts.style import STANDINGS
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import UseStanding
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.uses import feasible_uses
from tests.figures import boxes, looks_like, texts
from tests.flow_figures import uses_of
from tests.places import LONG, require_places, written
from tests.shipped_data import november
from tests.workbooks import inventory, state

REACHED = {"role": "collector", "reached": "yes", "reached_basis": "role"}


@pytest.fixture(scope="module")
def latvia() -> Inventory:
    """Theme 2 of a state in which the uses stand on every step."""
    sources = [
        {"source_id": "LV-01", **REACHED},
        {"source_id": "LV-02"},
        {"source_id": "LV-03", "barrier": "protected", "reached": "no"},
    ]
    answers = {
        "LV-01": {"referral": "yes", "age": "yes", "sex": "partly", "exploitation_form": "yes", "contacts": "partly"},
        "LV-02": {"age": "yes", "care_situation": "yes"},
        "LV-03": {"companions": "yes", "disappearance": "yes"},
    }
    return inventory(state("LV", sources, answers)).where(theme=2)


@pytest.mark.parametrize(
    ("use", "standing", "words"),
    [
        ("feedback", UseStanding.IN_PLACE, "●"),
        ("risk_pattern", UseStanding.IN_PART, "◐"),
        ("pool_and_identified", UseStanding.IF_OPENED, "○1"),
        ("national_count", UseStanding.MISSING, "1 of 4"),
        ("screening", UseStanding.MISSING, "0+1 of 2"),
        ("find_missing_child", UseStanding.MISSING, "1+1 of 2"),
    ],
)
def test_a_cell_shows_the_standing_and_counts_what_is_missing_withheld_or_to_be_opened(
    latvia: Inventory, use: str, standing: UseStanding, words: str
) -> None:
    figure = uses_of(latvia)
    role = f"Latvia, {shipped_codebook().label('use', use)}"
    (box,) = boxes(figure)[role]
    assert looks_like(box, STANDINGS[standing])
    (shown,) = texts(figure, role)
    assert shown.replace("\N{THIN SPACE}", "") == words


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_every_cell_of_the_shipped_inventory_looks_like_its_standing(theme: int) -> None:
    found = november().where(theme=theme)
    drawn = boxes(uses_of(found))
    for row in feasible_uses(found).itertuples():
        (box,) = drawn[f"{shipped_codebook().label('state', row.state)}, {shipped_codebook().label('use', row.use)}"]
        assert looks_like(box, STANDINGS[UseStanding(row.standing)])


def test_uses_and_states_stand_in_codebook_order() -> None:
    found = november().where(theme=2)
    figure = uses_of(found)
    assert texts(figure, "state") == [shipped_codebook().label("state", state) for state in found.members()]
    uses = shipped_codebook().entries("use")
    listed = uses[uses["themes"].str.contains("2")]
    assert [name.removeprefix("▣ ") for name in texts(figure, "use")] == listed["label"].tolist()


def test_a_use_whose_items_must_stand_in_one_source_is_marked_and_says_so() -> None:
    figure = uses_of(november().where(theme=2))
    marked = [name.startswith("▣") for name in texts(figure, "use")]
    assert marked == ["One source" in needs for needs in texts(figure, "needs")]
    assert marked.count(True) == 5
    assert texts(figure, "needs")[0] == "4 needed · One source · Totals"
    assert "▣: all needed items must stand in one source" in " ".join(texts(figure, "subtitle")).replace("\n", " ")


def test_the_legend_stands_in_the_order_of_the_standings(latvia: Inventory) -> None:
    labels = shipped_codebook().labels("use_standing").values()
    assert [meaning.split(":")[0] for meaning in texts(uses_of(latvia), "legend")] == list(labels)


def test_the_chart_says_that_information_exists_and_not_that_a_use_is_lawful_or_good(latvia: Inventory) -> None:
    figure = uses_of(latvia)
    (under,) = texts(figure, "subtitle")
    assert "not that a use is lawful or good" in under.replace("\n", " ")
    assert "not that a use is lawful or good" in alt_text(figure)


def test_title_and_alternative_text_count_the_cells_of_each_standing(latvia: Inventory) -> None:
    figure = uses_of(latvia)
    counts = feasible_uses(latvia)["standing"].value_counts()
    assert figure.get_suptitle() == (
        f"What a use needs is in place in {counts['in_place']} of 9 cells, in part in {counts['in_part']}, "
        f"if opened in {counts['if_opened']}"
    )
    assert "Screen for signs (Any sources): Missing 1" in alt_text(figure)
    assert alt_text(figure).endswith(f"{latvia.evidence()}.")


def test_the_digest_is_that_of_the_table_and_the_table_stays_as_it_was(latvia: Inventory) -> None:
    table = feasible_uses(latvia)
    before = table.copy()
    figure = uses_chart(table, latvia.children(), latvia.evidence())
    assert data_digest(figure) == digest_of(table)
    pd.testing.assert_frame_equal(table, before)


def test_a_table_of_several_themes_is_refused() -> None:
    with pytest.raises(UsageError, match="a chart shows one theme and its table has 1, 2, 3; narrow"):
        uses_of(november())


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_no_word_of_the_shipped_uses_is_cut_leaves_the_page_or_covers_another(theme: int) -> None:
    figure = uses_of(november().where(theme=theme))
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_uses_leaves_the_page_or_covers_another() -> None:
    found = november().where(theme=2)
    table = feasible_uses(found)
    table["withheld"] = ";".join(shipped_codebook().codes("item")[:20])
    table["n_needed"] = 34
    require_places(uses_chart(table, found.children() + LONG, found.evidence() + LONG * 3))
