"""The chart of a state's channels: its boxes, its arrows and the bearers without a way, read back from the artists."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon, Rectangle

from impt_analysis.channels import described_channels
from impt_analysis.charts import alt_text, channels_chart, data_digest, digest_of
from impt_analysis.charts.style import ACROSS_BORDER, COUNTED_UNKNOWN, FINDINGS, STROKES, WITHIN_STATE
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Permanent
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory
from impt_analysis.ways import bearers_without_way, ways_to_collectors
from tests.figures import boxes, looks_like, texts
from tests.flow_figures import channels_of
from tests.flows import COLLECTOR, INSIDE, about, flows
from tests.places import LONG, MANY, require_places, written
from tests.shipped_data import november

NAME = "Žinių apie vaikus registras, skráning barna án fylgdar, учёт детей " * 2
"""A name of 120 characters and more, with letters of the region."""


@pytest.fixture(scope="module")
def latvia() -> Inventory:
    """A collector, bearers with a direct, a longer and no way, one in no channel, one off the theme, bodies outside."""
    sources = {
        "LV-01": COLLECTOR,
        "LV-02": {"population": "identified"},
        "LV-03": {"population": "unknown"},
        "LV-04": {},
        "LV-05": {},
        "LV-06": {"theme_2": "no"},
    }
    channels = [
        ("LV-02", "LV-01", about(2)),
        ("LV-03", "LV-02", about(2, kind="informal")),
        ("LV-01", "LV-04", about(2, kind="unknown")),
        ("LV-06", "LV-04", about(2)),
        ("LV-04", "LV-01", about(1)),
        ("LV-02", "ext:Swedish Police", {}),
        ("LV-04", "ext:LV Ministry", INSIDE),
    ]
    return flows(sources, channels)


@pytest.fixture(scope="module")
def figure(latvia: Inventory) -> Figure:
    return channels_of(latvia, "LV", 2)


def lines(figure: Figure) -> dict[str, list[PathPatch]]:
    """Return the lines of a chart by the nodes that they join."""
    found: dict[str, list[PathPatch]] = {}
    for patch in figure.axes[0].patches:
        if isinstance(patch, PathPatch):
            found.setdefault(str(patch.get_label()), []).append(patch)
    return found


def test_every_channel_about_the_theme_has_its_line_and_no_other_has(figure: Figure) -> None:
    assert set(lines(figure)) - {"legend line"} == {
        "LV-02 > LV-01",
        "LV-03 > LV-02",
        "LV-01 > LV-04",
        "LV-06 > LV-04",
        "LV-02 > ext:Swedish Police",
        "LV-04 > ext:LV Ministry",
    }


@pytest.mark.parametrize(
    ("line", "permanent", "colour"),
    [
        ("LV-02 > LV-01", Permanent.YES, WITHIN_STATE),
        ("LV-03 > LV-02", Permanent.NO, WITHIN_STATE),
        ("LV-01 > LV-04", Permanent.UNKNOWN, WITHIN_STATE),
        ("LV-02 > ext:Swedish Police", Permanent.YES, ACROSS_BORDER),
    ],
)
def test_a_line_tells_whether_the_channel_is_permanent_and_crosses_a_border(
    figure: Figure, line: str, permanent: Permanent, colour: str
) -> None:
    (drawn,) = lines(figure)[line]
    assert drawn.get_linewidth() == STROKES[permanent].width
    assert (drawn.get_linestyle() == "solid") == (permanent is Permanent.YES)
    assert to_hex(drawn.get_edgecolor()).upper() == colour


def test_every_line_begins_and_ends_at_the_edges_of_its_boxes(figure: Figure) -> None:
    heads = [
        patch for patch in figure.axes[0].patches if isinstance(patch, Polygon) and not isinstance(patch, Rectangle)
    ]
    tips = [tuple(head.get_xy()[0]) for head in heads if head.get_label() == "arrow head"]
    drawn = boxes(figure)
    for line in set(lines(figure)) - {"legend line"}:
        start, end = (drawn[node][0] for node in line.split(" > "))
        x, y = lines(figure)[line][0].get_path().vertices[0]
        assert x in (start.get_x(), pytest.approx(start.get_x() + start.get_width()))
        assert start.get_y() < y < start.get_y() + start.get_height()
        assert any(
            end.get_y() < height < end.get_y() + end.get_height()
            and (across == pytest.approx(end.get_x()) or across == pytest.approx(end.get_x() + end.get_width()))
            for across, height in tips
        )


def test_bodies_stand_in_their_groups_bearers_left_and_collectors_and_others_right(figure: Figure) -> None:
    assert texts(figure, "group") == [
        "Bearers with a channel straight to a collector: 1",
        "Bearers with a longer way: 1",
        "Bearers without a documented way: 1",
        "Sources that do not cover the theme: 1",
        "Collectors: 1",
        "Other bodies of the state: 1",
        "Outside the state: 1",
    ]
    assert texts(figure, "id") == ["LV-02", "LV-03", "LV-04", "LV-06", "LV-01"]
    drawn = boxes(figure)
    left = {drawn[node][0].get_x() for node in ("LV-02", "LV-03", "LV-04", "LV-06")}
    right = {drawn[node][0].get_x() for node in ("LV-01", "ext:LV Ministry", "ext:Swedish Police")}
    assert len(left) == len(right) == 1
    assert max(left) < min(right)


def test_a_stripe_says_which_children_a_source_is_about_and_a_body_outside_has_none(figure: Figure) -> None:
    drawn = boxes(figure)
    assert looks_like(drawn["LV-02 children"][0], FINDINGS[Finding.IDENTIFIED])
    assert looks_like(drawn["LV-04 children"][0], FINDINGS[Finding.WIDER_GROUP])
    assert looks_like(drawn["LV-03 children"][0], COUNTED_UNKNOWN)
    assert "ext:Swedish Police children" not in drawn


def test_bearers_in_no_channel_are_counted_and_listed(figure: Figure) -> None:
    said = "Bearers in no documented channel about the theme, hence without a documented way: 1. LV-05"
    assert " ".join(texts(figure, "note")) == said
    assert "LV-05" not in boxes(figure)
    assert "Bearers in no documented channel about the theme: 1 (LV-05)" in alt_text(figure)


@pytest.mark.parametrize("state", ["FI", "NO", "PL"])
def test_the_bearers_without_a_way_are_those_of_the_measure(state: str) -> None:
    found = november().where(theme=2)
    figure = channels_of(november(), state, 2)
    lacking = bearers_without_way(found).query("state == @state")["source_id"]
    listed = " ".join(texts(figure, "note"))
    silent = {source for source in lacking if source in listed}
    (head,) = (head for head in texts(figure, "group") if head.startswith("Bearers without"))
    assert int(head.rsplit(" ", 1)[1]) + len(silent) == len(lacking)


def test_the_title_tells_the_wider_group_and_identified_children_apart(figure: Figure) -> None:
    assert figure.get_suptitle() == (
        "Documented way to a collector: wider group 0 of 2 bearers, identified children 1 of 1"
    )
    assert "children not stated 1 of 1" in alt_text(figure)


def test_the_subject_names_the_state_and_the_foot_says_that_nobody_confirmed_it(
    latvia: Inventory, figure: Figure
) -> None:
    assert texts(figure, "subject") == ["Latvia · Theme 2, Children in migration · Children of all groups"]
    assert texts(figure, "footer") == [latvia.where(theme=2).evidence()]
    assert "6 arrows, one for each documented channel: Permanent 4, Not permanent 1, Unknown 1" in alt_text(figure)
    assert "1 of them across a border" in alt_text(figure)


def test_the_legend_stands_in_the_order_of_the_lines_and_of_the_findings(figure: Figure) -> None:
    assert texts(figure, "legend") == [
        "Permanent",
        "Not permanent",
        "Unknown whether permanent",
        "Across a border",
        "Wider group and children of concern",
        "Identified children",
        "Children not stated",
    ]


def test_a_state_without_a_collector_says_so() -> None:
    found = flows({"LV-01": {}, "LV-02": {}}, [("LV-01", "LV-02", about(2))])
    assert texts(channels_of(found, "LV", 2), "note") == ["No known collector covers the theme."]


def test_the_layout_is_the_same_each_time_and_whatever_the_order_of_the_rows(latvia: Inventory) -> None:
    narrowed = latvia.where(theme=2)
    tables = [latvia.sources, described_channels(latvia), ways_to_collectors(narrowed)]
    drawn = [
        channels_chart(*(table.iloc[::step] for table in tables), "LV", narrowed.children(), narrowed.evidence())
        for step in (1, -1)
    ]
    assert {line: paths[0].get_path().vertices.tolist() for line, paths in lines(drawn[0]).items()} == {
        line: paths[0].get_path().vertices.tolist() for line, paths in lines(drawn[1]).items()
    }
    assert [texts(one, "id") for one in drawn[:1]] == [texts(one, "id") for one in drawn[1:]]


def test_the_digest_is_that_of_the_tables_and_the_tables_stay_as_they_were(latvia: Inventory, figure: Figure) -> None:
    tables = (latvia.sources, described_channels(latvia), ways_to_collectors(latvia.where(theme=2)))
    before = [table.copy() for table in tables]
    assert data_digest(figure) == digest_of(*tables)
    channels_chart(*tables, "LV", latvia.children(), latvia.evidence())
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_several_themes_another_state_and_a_missing_column_are_refused(latvia: Inventory) -> None:
    channels, ways = described_channels(latvia), ways_to_collectors(latvia)
    narrowed = ways_to_collectors(latvia.where(theme=2))
    with pytest.raises(UsageError, match="a chart shows one theme and its table has 1, 2, 3; narrow"):
        channels_chart(latvia.sources, channels, ways, "LV", latvia.children(), latvia.evidence())
    with pytest.raises(UsageError, match="no bearer of EE covers the theme; a state is one of LV"):
        channels_chart(latvia.sources, channels, narrowed, "EE", latvia.children(), latvia.evidence())
    lacking = channels.drop(columns="permanent")
    with pytest.raises(UsageError, match="no column permanent; make it with described_channels"):
        channels_chart(latvia.sources, lacking, narrowed, "LV", latvia.children(), latvia.evidence())


@pytest.mark.parametrize("state", ["DK", "EE", "FI", "DE", "IS", "LV", "LT", "NO", "PL", "SE"])
def test_no_word_of_the_shipped_channels_is_cut_leaves_the_page_or_covers_another(state: str) -> None:
    channels = described_channels(november())
    own = channels[channels["state"].eq(state)]
    most = max((1, 2, 3), key=lambda theme: own[f"theme_{theme}"].eq("yes").sum())
    figure = channels_of(november(), state, most)
    assert not [text for text in written(figure) if "…" in text.get_text()]
    require_places(figure)
    assert len([line for line in lines(figure) if line != "legend line"]) > 0


@pytest.mark.usefixtures("long_labels")
def test_no_word_of_the_most_channels_leaves_the_page_or_covers_another_and_the_rest_is_counted() -> None:
    ids = [f"LV-{number:02}" for number in range(1, MANY + 1)]
    sources = {source: {"name": NAME, **(COLLECTOR if source < "LV-06" else {})} for source in ids}
    near = [(source, f"LV-{1 + place % 5:02}", about(2)) for place, source in enumerate(ids[5:])]
    beside = [(source, other, about(2)) for source, other in zip(ids[5:], ids[7:], strict=False)]
    abroad = [(ids[30], f"ext:{NAME}{number}", {}) for number in range(MANY)]
    found = flows(sources, [*near, *beside, *abroad])
    narrowed = found.where(theme=2)
    figure = channels_chart(
        found.sources,
        described_channels(found),
        ways_to_collectors(narrowed),
        "LV",
        narrowed.children() + LONG,
        narrowed.evidence() + LONG * 3,
    )
    require_places(figure)
    drawn = [node for node in boxes(figure) if node.startswith(("LV-", "ext:")) and " > " not in node]
    bodies = {node for node in drawn if not node.endswith(" children")}
    shown = [line for line in lines(figure) if line != "legend line"]
    (said,) = (note for note in texts(figure, "note") if "want of room" in note)
    assert said == (
        f"Not drawn for want of room: {MANY + MANY - len(bodies)} bodies, "
        f"{len(near) + len(beside) + len(abroad) - len(shown)} channels"
    )
