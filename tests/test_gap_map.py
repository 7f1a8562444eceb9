"""The gap map, read back from its artists: rungs, signs, sources, and through whom something is reached."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from impt_analysis.charts import alt_text, data_digest, digest_of, gap_map, save_chart
from impt_analysis.charts.style import RUNGS, SHUT, THROUGHS, Edge, Look
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.measured_codes import Rung
from impt_analysis.errors import UsageError
from impt_analysis.gaps import gap_ladder
from tests.figures import boxes, every_rung, gaps_of, texts, two_states
from tests.places import LONG, MANY, require_places, written
from tests.shipped_data import november


@pytest.fixture(scope="module")
def rungs() -> Figure:
    return gaps_of(every_rung())


@pytest.mark.parametrize(
    ("cell", "look", "n_sources"),
    [
        ("Latvia, Age", RUNGS[Rung.REACHED], 1),
        ("Latvia, Family", RUNGS[Rung.PARTLY_REACHED], 2),
        ("Latvia, Identity documents", SHUT, 1),
        ("Estonia, Guardian", RUNGS[Rung.HELD_NOT_REACHED], 1),
        ("Latvia, Sex", RUNGS[Rung.NOT_RECORDED], 3),
        ("Estonia, Sex", RUNGS[Rung.UNKNOWN], 3),
    ],
)
def test_a_cell_shows_its_rung_and_how_many_sources_put_it_there(
    rungs: Figure, cell: str, look: Look, n_sources: int
) -> None:
    (box,) = boxes(rungs)[cell]
    assert mpl.colors.to_hex(box.get_facecolor()).upper() == look.fill.upper()
    assert (box.get_hatch() or "") == look.hatch
    (words,) = texts(rungs, cell)
    assert words.replace("\N{THIN SPACE}", "") == f"{look.sign}{n_sources}"


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("Latvia, Age", [Edge.BAR]),
        ("Latvia, Guardian", [Edge.ARROW]),
        ("Latvia, Family", [Edge.BAR, Edge.ARROW]),
        ("Latvia, Identity documents", []),
        ("Estonia, Sex", []),
    ],
)
def test_a_mark_at_the_edge_tells_own_sources_from_what_is_passed_on(
    rungs: Figure, cell: str, marks: list[Edge]
) -> None:
    drawn = boxes(rungs)
    assert [edge for edge in Edge if f"{cell}, {edge}" in drawn] == marks


def test_a_mark_at_the_edge_has_the_ink_of_its_box(rungs: Figure) -> None:
    (bar,) = boxes(rungs)["Latvia, Age, bar"]
    assert mpl.colors.to_hex(bar.get_facecolor()).upper() == RUNGS[Rung.REACHED].ink.upper()


def test_every_way_of_reaching_has_its_own_marks() -> None:
    assert len({look.edges for look in THROUGHS.values()}) == len(THROUGHS)
    assert all(look.edges for look in THROUGHS.values())


def test_every_rung_has_its_own_sign_or_hatch() -> None:
    marks = [(look.sign, look.hatch) for look in (*RUNGS.values(), SHUT)]
    assert len(set(marks)) == len(marks)


def test_the_legend_names_rungs_in_the_order_of_the_ladder_and_then_the_ways_of_reaching(rungs: Figure) -> None:
    ladder = list(shipped_codebook().labels("rung").values())
    ways = ["Reached: Collectors' own sources", "Reached: Passed on by bearers", "Reached: Both"]
    shut = "Held and known not to be reached"
    assert texts(rungs, "legend") == [*ladder[:3], shut, *ladder[3:], *ways]
    assert texts(gaps_of(two_states()), "legend") == [*ladder, *ways]


def test_the_legend_shows_the_looks_that_it_names(rungs: Figure) -> None:
    drawn = boxes(rungs)
    fills = [mpl.colors.to_hex(box.get_facecolor()).upper() for box in drawn["legend box"]]
    ladder = [*(RUNGS[rung] for rung in list(Rung)[:3]), SHUT, *(RUNGS[rung] for rung in list(Rung)[3:])]
    assert fills == [look.fill.upper() for look in (*ladder, *THROUGHS.values())]
    assert [len(drawn[f"legend box, {edge}"]) for edge in Edge] == [2, 2]


def test_items_stand_below_their_domain_core_items_bold_and_states_in_codebook_order() -> None:
    found = november().where(theme=3)
    figure = gaps_of(found)
    labels = shipped_codebook()
    assert texts(figure, "domain") == list(labels.labels("domain").values())
    items = gap_ladder(found).drop_duplicates("item").sort_values(["domain", "item"])
    named = [text for text in figure.axes[0].findobj(Text) if text.get_label() == "item"]
    assert [text.get_text() for text in named] == items["item"].map(labels.labels("item")).tolist()
    assert [text.get_weight() == "bold" for text in named] == items["weight"].eq(1).tolist()
    assert texts(figure, "state") == [labels.label("state", code) for code in found.members()] * 2


def test_a_state_without_a_source_is_not_known_and_counts_no_source() -> None:
    figure = gaps_of(two_states().where(state="EE"))
    assert not texts(figure, "Estonia, Age")
    assert boxes(figure)["Estonia, Age"][0].get_hatch() == RUNGS[Rung.UNKNOWN].hatch


def test_title_and_alternative_text_state_the_finding_and_name_no_state(rungs: Figure) -> None:
    assert rungs.get_suptitle() == "Reached at least in part in 4 of 68 cells, held and not shown to be reached in 2"
    said = alt_text(rungs)
    counts = "Reached 2; Partly reached 2; Held and not shown to be reached 2; Not recorded 29; Not known 33"
    shut = "Of those held and not shown to be reached, held only by sources known not to be reached: 1."
    assert f"Cells: {counts}. {shut}" in said
    assert "Collectors' own sources 2; Passed on by bearers 1; Both 1." in said
    assert "Items not known in any state: Route." in said
    assert said.endswith(f"{every_rung().evidence()}.")
    assert "Latvia" not in said


def test_the_digest_is_that_of_the_ladder_which_stays_as_it_was() -> None:
    ladder = gap_ladder(every_rung())
    before = ladder.copy()
    assert data_digest(gap_map(ladder, "Children", "Evidence")) == digest_of(ladder)
    pd.testing.assert_frame_equal(ladder, before)


def test_a_ladder_of_several_themes_or_without_its_rungs_is_refused() -> None:
    with pytest.raises(UsageError, match="a chart shows one theme and its table has 1, 2, 3; narrow"):
        gaps_of(example := november())
    with pytest.raises(UsageError, match=r"has no column rung; make it with gap_ladder\(inventory\)"):
        gap_map(gap_ladder(example.where(theme=1)).drop(columns="rung"), "Children", "Evidence")


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_the_map_is_saved_with_the_same_bytes_twice(tmp_path: Path, ending: str) -> None:
    (one,) = save_chart(gaps_of(every_rung()), tmp_path / f"one{ending}")
    (other,) = save_chart(gaps_of(every_rung()), tmp_path / f"other{ending}")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("theme", [1, 2, 3])
def test_no_word_of_the_shipped_map_is_cut_leaves_the_page_or_covers_another(theme: int) -> None:
    figure = gaps_of(november().where(theme=theme))
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_longest_map_leaves_its_box_or_the_page_or_covers_another() -> None:
    found = november().where(theme=2)
    figure = gap_map(fullest(gap_ladder(found)), found.children() + LONG, found.evidence() + LONG * 3)
    require_places(figure)
    drawn = boxes(figure)
    cells = [text for text in written(figure) if text.get_label() in drawn and text.get_label() != "legend box"]
    assert len(cells) == 340
    for text in cells:
        place = text.get_window_extent()
        assert any(
            one.get_window_extent().x0 <= place.x0 and place.x1 <= one.get_window_extent().x1
            for one in drawn[text.get_label()]
        )


def fullest(ladder: pd.DataFrame) -> pd.DataFrame:
    """Return a ladder with every rung, closure and way of reaching, and as many sources as there can be."""
    rows = np.arange(len(ladder))
    rung = pd.Categorical.from_codes(rows % 5, dtype=ladder["rung"].dtype)
    closure = pd.Categorical.from_codes(np.where(rows % 5 == 2, 0, -1), dtype=ladder["closure"].dtype)
    through = pd.Categorical.from_codes(np.where(rows % 5 < 2, rows % 3, -1), dtype=ladder["through"].dtype)
    sources = ";".join(f"LV-{number}" for number in range(MANY))
    return ladder.assign(rung=rung, closure=closure, through=through, source_ids=sources)
