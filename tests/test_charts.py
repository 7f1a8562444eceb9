"""Charts, read back from their artists: what they show is what their tables say."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from impt_analysis.charts import alt_text, answer_matrix, coverage_chart, data_digest, digest_of
from impt_analysis.charts.style import ANSWERS, NO_SOURCE, PARTS, Look, Part
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer
from impt_analysis.coverage import coverage_range, item_coverage
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from tests import figures
from tests.colours import lightness
from tests.figures import bars_of, boxes, looks_like, matrix_of, texts
from tests.shipped_data import november

Drawn = Callable[[Inventory], Figure]


@pytest.fixture
def two_states() -> Inventory:
    return figures.two_states()


@pytest.fixture
def real() -> Inventory:
    return november().where(theme=2)


def test_every_bar_has_the_length_that_its_table_says(two_states: Inventory) -> None:
    figure = bars_of(two_states)
    ranges = coverage_range(two_states)
    whole = figure.axes[1]
    drawn = {str(bars.get_label()): bars.patches for bars in whole.containers}
    for row, expected in enumerate(ranges.itertuples()):
        ends = (drawn[part][row] for part in (Part.REACHED, Part.HELD, Part.NOT_KNOWN))
        widths = [bar.get_width() / 100 for bar in ends]
        assert widths == pytest.approx(
            [expected.low, expected.held_low - expected.low, expected.high - expected.held_low]
        )


def test_a_panel_of_each_domain_stands_beside_that_of_all_items(two_states: Inventory) -> None:
    figure = bars_of(two_states)
    heads = [head.splitlines()[0] for head in texts(figure, "panel") if "items" in head]
    assert heads == ["All domains", *shipped_codebook().labels("domain").values()]
    domains = coverage_range(two_states, by=["state", "theme", "domain"]).set_index(["domain", "state"])
    for panel, domain in zip(figure.axes[2:], shipped_codebook().codes("domain"), strict=True):
        reached = panel.containers[0].patches
        assert [bar.get_width() / 100 for bar in reached] == pytest.approx(domains.loc[domain, "low"].tolist())


def test_states_stand_in_codebook_order_whatever_their_values(real: Inventory) -> None:
    labels = shipped_codebook().labels("state")
    expected = [labels[code] for code in real.members()]
    assert texts(bars_of(real), "state") == expected
    assert texts(matrix_of(real), "state") == expected * 2


def test_no_state_that_is_not_a_member_is_drawn(real: Inventory) -> None:
    shown = {text.get_text() for text in bars_of(real).findobj(Text)}
    assert "Russian Federation" not in shown
    assert not any("egional" in text for text in shown)


def test_the_three_parts_differ_without_colour(two_states: Inventory) -> None:
    hatches = {part: PARTS[part].hatch for part in (Part.REACHED, Part.HELD, Part.NOT_KNOWN)}
    assert hatches[Part.NOT_KNOWN]
    levels = [lightness(PARTS[part].fill) for part in (Part.REACHED, Part.HELD, Part.NOT_KNOWN)]
    assert all(later - earlier > 15 for earlier, later in pairwise(levels))
    assert {bars.patches[0].get_hatch() for bars in bars_of(two_states).axes[1].containers} == {None, "///"}


def test_the_numbers_of_answers_stand_behind_each_bar(two_states: Inventory) -> None:
    figure = bars_of(two_states)
    ranges = coverage_range(two_states)
    for name in ("n_sources", *(f"n_{answer}" for answer in Answer)):
        assert texts(figure, name) == ranges[name].astype(str).tolist()


def test_what_is_known_not_to_be_recorded_is_left_empty_and_named_in_the_legend(two_states: Inventory) -> None:
    latvia = two_states.where(state="LV")
    assert "Known not to be recorded" in texts(bars_of(latvia), "legend")
    assert "Known not to be recorded" not in texts(bars_of(two_states.where(state="EE")), "legend")


def test_the_legend_stands_in_the_order_of_the_parts_and_of_the_answers(two_states: Inventory) -> None:
    assert texts(bars_of(two_states.where(state="EE")), "legend") == [
        "Documented and reached",
        "Documented as held, not shown to be reached",
        "Not known",
    ]
    labels = list(shipped_codebook().labels("answer").values())
    assert texts(matrix_of(two_states.where(state="LV")), "legend") == labels
    assert texts(matrix_of(two_states), "legend") == [*labels, "No source known"]


def test_every_answer_has_its_own_sign_or_hatch() -> None:
    marks = [(look.sign, look.hatch) for look in (*ANSWERS.values(), NO_SOURCE)]
    assert len(set(marks)) == len(marks)
    assert all(sign or hatch for sign, hatch in marks)


@pytest.mark.parametrize(
    ("cell", "look", "words"),
    [
        ("Latvia, Age", ANSWERS[Answer.YES], "2"),
        ("Latvia, Sex", ANSWERS[Answer.PARTLY], "2"),
        ("Latvia, Guardian", ANSWERS[Answer.NO], "2"),
        ("Latvia, Route", ANSWERS[Answer.UNKNOWN], "2"),
        ("Estonia, Age", NO_SOURCE, ""),
    ],
)
def test_a_cell_shows_the_answer_and_how_many_sources_gave_one(
    two_states: Inventory, cell: str, look: Look, words: str
) -> None:
    figure = matrix_of(two_states)
    (box,) = boxes(figure)[cell]
    assert looks_like(box, look)
    (written,) = texts(figure, cell)
    assert written.replace("\N{THIN SPACE}", "") == look.sign + words


def test_items_stand_below_their_domain_and_core_items_are_bold(real: Inventory) -> None:
    figure = matrix_of(real)
    assert texts(figure, "domain") == list(shipped_codebook().labels("domain").values())
    items = item_coverage(real).drop_duplicates("item").sort_values(["domain", "item"])
    labels = shipped_codebook().labels("item")
    named = [text for text in figure.axes[0].findobj(Text) if text.get_label() == "item"]
    assert [text.get_text() for text in named] == [labels[item] for item in items["item"]]
    assert [text.get_weight() == "bold" for text in named] == items["weight"].eq(1).tolist()


def test_not_asked_looks_unlike_no_and_unknown(real: Inventory) -> None:
    drawn = boxes(matrix_of(real))
    items = item_coverage(real)
    labels, states = shipped_codebook().labels("item"), shipped_codebook().labels("state")
    for row in items.itertuples():
        (box,) = drawn[f"{states[row.state]}, {labels[row.item]}"]
        assert looks_like(box, ANSWERS[Answer(row.answer)])


@pytest.mark.parametrize("draw", [bars_of, matrix_of])
def test_a_chart_says_its_finding_its_children_and_what_it_rests_on(real: Inventory, draw: Drawn) -> None:
    figure = draw(real.where(population="identified"))
    assert texts(figure, "subject") == ["Theme 2, Children in migration · Identified children"]
    (footer,) = texts(figure, "footer")
    assert footer == real.where(population="identified").evidence()
    assert footer.endswith("no state has confirmed it")
    assert alt_text(figure).startswith(texts(figure, "subject")[0])
    assert alt_text(figure).endswith(f"{footer}.")


def test_the_alternative_text_states_the_finding_as_points_and_ranks_no_state(real: Inventory) -> None:
    said = alt_text(bars_of(real))
    ranges = coverage_range(real)
    low, high = (round(end * 100) for end in (ranges["low"].min(), ranges["low"].max()))
    assert f"Of 100 weighted points {low} to {high} are documented as reached" in said
    assert not any(label in said for label in shipped_codebook().labels("state").values())
    assert "%" not in said


def test_the_numbers_of_the_alternative_text_are_those_on_the_bars() -> None:
    found = november().where(theme=1)
    said = alt_text(bars_of(found))
    ranges = coverage_range(found)
    held = ranges["held_low"].mul(100).round() - ranges["low"].mul(100).round()
    assert f"{held.min():.0f} to {held.max():.0f} more as held and not shown to be reached" in said


def test_the_alternative_text_of_a_matrix_counts_its_cells(two_states: Inventory) -> None:
    said = alt_text(matrix_of(two_states))
    assert "A matrix of items (34) by states (2)" in said
    assert "Cells: Yes 1; Partly 2; No 30; Unknown 1; Not asked or not stated 0; No source known 34." in said
    assert "Items on which no source of any state has answered: none." in said


def test_the_digest_is_that_of_the_tables(two_states: Inventory) -> None:
    domains = coverage_range(two_states, by=["state", "theme", "domain"])
    assert data_digest(bars_of(two_states)) == digest_of(coverage_range(two_states), domains)
    assert data_digest(matrix_of(two_states)) == digest_of(item_coverage(two_states))


def test_tables_and_settings_stay_as_they_were(two_states: Inventory) -> None:
    ranges, domains = coverage_range(two_states), coverage_range(two_states, by=["state", "theme", "domain"])
    before = (ranges.copy(), domains.copy(), dict(mpl.rcParams))
    coverage_chart(ranges, domains, two_states.children(), two_states.evidence())
    pd.testing.assert_frame_equal(ranges, before[0])
    pd.testing.assert_frame_equal(domains, before[1])
    assert dict(mpl.rcParams) == before[2]
    assert plt.get_fignums() == [], "an open figure is shown twice in a notebook"


def test_a_table_of_several_themes_is_refused(real: Inventory) -> None:
    with pytest.raises(UsageError, match="a chart shows one theme and its table has 1, 2, 3; narrow"):
        bars_of(november())
    with pytest.raises(UsageError, match="has no column answer"):
        answer_matrix(item_coverage(real).drop(columns="answer"), real.children(), real.evidence())


def test_tables_of_different_states_are_refused(real: Inventory) -> None:
    domains = coverage_range(real.where(state="LV"), by=["state", "theme", "domain"])
    with pytest.raises(UsageError, match="not about the same theme and states"):
        coverage_chart(coverage_range(real), domains, real.children(), real.evidence())
