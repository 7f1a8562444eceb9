"""A state's portrait: its tables are those of the public functions, and its page is read back from its artists."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from impt_analysis.channels import channel_counts
from impt_analysis.charts import alt_text, data_digest, digest_of, state_portrait_chart
from impt_analysis.charts.style import PARTS, RUNGS, Part
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Finding
from impt_analysis.codebook.measured_codes import Release, Rung
from impt_analysis.coverage import by_finding, coverage_range
from impt_analysis.errors import UsageError
from impt_analysis.freshness import evidence_age
from impt_analysis.gaps import gap_counts
from impt_analysis.management import management_profile
from impt_analysis.portraits import StatePortrait, state_portrait
from impt_analysis.public_release import released_inventory
from impt_analysis.tallies import organisations_by_population, rows_by_state, themes_by_state
from impt_analysis.ways import way_counts
from impt_analysis.worked_example import example_inventory
from tests.figures import boxes, texts
from tests.inventories import altered
from tests.places import LONG, MANY, require_places, written
from tests.shipped_data import november

RELEASED = released_inventory(november(), Release.PUBLIC)
STATES = november().about["state"].tolist()


@cache
def latvia() -> StatePortrait:
    return state_portrait(november(), state="LV")


@cache
def drawn() -> Figure:
    return state_portrait_chart(latvia())


@cache
def example() -> Figure:
    return state_portrait_chart(state_portrait(example_inventory(), state="LV"))


def test_every_table_is_that_of_a_public_function() -> None:
    own = november().where(state="LV")
    expected = {
        "overview": rows_by_state(own),
        "themes": themes_by_state(own),
        "organisations": organisations_by_population(own),
        "coverage": by_finding(own, coverage_range),
        "rungs": by_finding(own, partial(gap_counts, by=["state", "theme", "domain"])),
        "management": management_profile(own),
        "channels": channel_counts(own),
        "age": evidence_age(own),
    }
    for name, table in expected.items():
        pd.testing.assert_frame_equal(latvia().tables()[name], table)
    assert latvia().evidence == own.evidence()


def test_ways_are_those_of_the_whole_inventory_as_they_may_lead_through_another_state() -> None:
    ways = way_counts(november())
    pd.testing.assert_frame_equal(latvia().ways, ways[ways["state"].eq("LV")].reset_index(drop=True))


def test_a_state_without_a_workbook_is_refused() -> None:
    with pytest.raises(UsageError, match="no workbook of DK; it holds EE, LV"):
        state_portrait(example_inventory(), state="DK")
    with pytest.raises(UsageError, match="state is one of"):
        state_portrait(example_inventory(), state="XX")


def test_sources_stand_by_type_of_organisation_and_children() -> None:
    labels = shipped_codebook().labels("organisation_type")
    table = latvia().organisations
    assert texts(drawn(), "organisation") == [labels[code] for code in table["organisation_type"]]
    for row in table.itertuples():
        counts = [row.pool, row.concern, row.identified, row.unknown]
        assert texts(drawn(), f"{row.organisation_type} sources") == [str(count) for count in counts if count]


def test_coverage_stands_in_three_parts_for_each_finding_and_theme() -> None:
    placed = boxes(drawn())
    for row in latvia().coverage.itertuples():
        role = f"{row.finding}, {row.theme}"
        assert texts(drawn(), role) == [f"{row.low * 100:.0f} / {row.held_low * 100:.0f}"]
        (whole,) = placed[f"{role}, whole"]
        ends = {Part.REACHED: row.low, Part.HELD: row.held_low - row.low, Part.NOT_KNOWN: row.high - row.held_low}
        for part, share in ends.items():
            widths = [box.get_width() / whole.get_width() for box in placed.get(f"{role}, {part}", [])]
            assert sum(widths) == pytest.approx(share, abs=0.011)
            assert all(
                to_hex(box.get_facecolor()) == PARTS[part].fill.lower() for box in placed.get(f"{role}, {part}", [])
            )


def test_the_two_findings_stand_apart_the_wider_group_first() -> None:
    heads = texts(drawn(), "finding")
    assert [head.split(" · ")[0] for head in heads] == list(shipped_codebook().labels("finding").values())
    placed = boxes(drawn())
    above, below = (placed[f"{finding}, 1, whole"][0].get_y() for finding in Finding)
    assert above > below


def test_a_box_counts_the_items_of_a_domain_on_a_rung_and_an_empty_rung_has_none() -> None:
    placed = boxes(drawn())
    for row in latvia().rungs.itertuples():
        role = f"{row.finding}, {row.theme}, {row.domain}, {row.rung}"
        if not row.n_items:
            assert role not in placed
            continue
        assert texts(drawn(), role) == [str(row.n_items)]
        assert to_hex(placed[role][0].get_facecolor()) == RUNGS[Rung(row.rung)].fill.lower()


def test_a_number_behind_a_question_mark_counts_what_is_not_known() -> None:
    profile = latvia().management.set_index(["theme", "aspect", "code"])["n_sources"]
    expected = [f"{profile[theme, 'access', 'public']} ?{profile[theme, 'access', 'unknown']}" for theme in (1, 2, 3)]
    assert texts(drawn(), "Access: Public") == expected
    assert texts(drawn(), "Kept as: Register") == [str(profile[theme, "system", "register"]) for theme in (1, 2, 3)]


def test_channels_are_counted_by_theme_and_never_added_up_over_themes() -> None:
    channels, ways = latvia().channels, latvia().ways
    within = channels.loc[channels["scope"].eq("within"), "n_channels"]
    assert texts(drawn(), "Within the state") == within.astype("str").tolist()
    permanent = channels.groupby("theme", observed=True)["n_permanent"].sum()
    assert texts(drawn(), "Of all these permanent") == permanent.astype("str").tolist()
    assert texts(drawn(), "with a documented way") == (ways["n_direct"] + ways["n_indirect"]).astype("str").tolist()


def test_what_is_not_known_and_what_is_not_confirmed_is_said() -> None:
    (said,) = texts(drawn(), "not known")
    said = said.replace("\n", " ")
    assert "Confirmation by theme: 1 not confirmed; 2 not confirmed; 3 not confirmed." in said
    assert "Not known: 602 of 646 answers, not asked; of 11 of 19 sources, whether they are reached; of 2" in said
    assert "Sources without a year: 6; on evidence more than 5 years old: 5." in said


def test_the_legends_stand_in_the_order_of_the_parts_and_of_the_rungs() -> None:
    rungs = list(shipped_codebook().labels("rung").values())
    assert texts(drawn(), "legend")[-len(rungs) :] == rungs
    assert texts(drawn(), "legend")[0] == "Documented and reached"


def test_a_state_that_is_not_measured_says_so_and_shows_no_measure() -> None:
    figure = state_portrait_chart(state_portrait(november(), state="RU"))
    (said,) = texts(figure, "not measured")
    assert said.startswith("Not measured: no coverage, gaps or management are worked out for Russian")
    assert "Its workbook tells of 4 channels, 8 published figures and 14 references." in said
    assert texts(figure, "subtitle") == [
        "Listed for the record. It was no member state at the edition's date, so it is neither measured nor compared."
    ]
    assert texts(figure, "finding") == texts(figure, "legend") == []
    assert sum(int(number) for number in texts(figure, "police sources")) == 2
    assert texts(figure, "footer")[0].endswith("listed, neither measured nor confirmed")
    assert "points" not in alt_text(figure)


def test_no_barrier_is_told_of_a_state() -> None:
    told = " ".join(text.get_text() for text in written(drawn())) + alt_text(drawn())
    barriers = {"Trust", "Awareness", "Protected"}
    assert not [label for label in barriers if label in told]


def test_the_page_says_its_finding_and_carries_the_digest_of_all_its_tables() -> None:
    assert example().get_suptitle() == "3 sources known, 102 of 102 answers given, 0 of 3 themes confirmed"
    assert texts(example(), "subject")[0].startswith("Latvia: a portrait")
    assert data_digest(drawn()) == digest_of(*latvia().tables().values())
    assert "Wider group and children of concern theme 1 0 and 36" in alt_text(drawn())
    assert alt_text(drawn()).endswith("no state has confirmed it.")


def test_a_released_portrait_says_of_what_is_left_out_that_it_may_not_be_told() -> None:
    figure = state_portrait_chart(state_portrait(RELEASED, state="LV"))
    (said,) = (words.replace("\n", " ") for words in texts(figure, "not known"))
    assert said.startswith("Not asked or not told: 602 of 646 answers. Not known or not told: of 11 of 19 sources, ")
    assert "Mapping by theme: not told in this release. Confirmation by theme: 1 not confirmed;" in said
    assert figure.get_suptitle() == "19 sources known, 44 of 646 answers yes or partly, 0 of 3 themes confirmed"
    assert texts(figure, "legend") == [
        "Documented and reached",
        "Documented as held, not shown to be reached",
        "Not known or not told",
        "Reached",
        "Partly reached",
        "Held and not shown to be reached",
        "Not known or not told",
    ]
    assert len(texts(figure, "sign")) == 4 * 4
    for untrue in ("in progress", "not asked.", "not asked;", "not recorded"):
        assert untrue not in f"{alt_text(figure)} {said}".lower()


def test_a_released_portrait_says_that_it_counts_only_the_openings_that_it_tells() -> None:
    figure = state_portrait_chart(state_portrait(RELEASED, state="LV"))
    assert "?n: of n not known; opening: where it is told" in texts(figure, "row")
    assert "?n: of n sources not known" not in texts(figure, "row")


def test_a_released_listing_does_not_say_how_far_it_is_mapped() -> None:
    (said,) = texts(state_portrait_chart(state_portrait(RELEASED, state="RU")), "not measured")
    assert "Mapping by theme: not told in this release." in said.replace("\n", " ")


def test_a_released_portrait_is_the_same_whatever_is_left_out_of_it() -> None:
    twins = [
        altered(example_inventory(), sources={"LV-02": {"reached": reach}}, mapping=mapping, answers={"LV-01": answers})
        for reach, mapping, answers in (
            ("no", "complete", {"age": "no"}),
            ("unknown", "in_progress", {"age": "not_asked"}),
        )
    ]
    one, other = (state_portrait(released_inventory(found, Release.PUBLIC), state="LV") for found in twins)
    assert one.release == other.release == "public"
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])


@pytest.mark.parametrize("state", STATES)
def test_no_word_of_a_released_portrait_is_cut_leaves_the_page_or_covers_another(state: str) -> None:
    figure = state_portrait_chart(state_portrait(RELEASED, state=state))
    assert not [text.get_text() for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.parametrize("state", STATES)
def test_no_word_of_a_shipped_portrait_is_cut_leaves_the_page_or_covers_another(state: str) -> None:
    figure = state_portrait_chart(state_portrait(november(), state=state))
    assert not [text.get_text() for text in written(figure) if "…" in text.get_text()]
    require_places(figure)


@pytest.mark.usefixtures("long_labels")
@pytest.mark.parametrize("state", ["FI", "REG"])
def test_no_word_of_the_longest_portrait_leaves_the_page_or_covers_another(state: str) -> None:
    portrait = state_portrait(november(), state=state)
    kinds = pd.DataFrame({"organisation_type": shipped_codebook().codes("organisation_type"), "state": state})
    organisations = kinds.assign(pool=MANY, concern=MANY, identified=MANY, unknown=MANY, total=4 * MANY)
    rungs = portrait.rungs.assign(n_items=11)
    management = portrait.management.assign(n_sources=MANY)
    channels = portrait.channels.assign(n_channels=MANY, n_permanent=MANY, n_unknown=MANY)
    longest = replace(
        portrait,
        organisations=organisations,
        rungs=rungs,
        management=management,
        channels=channels,
        evidence=portrait.evidence + LONG * 3,
    )
    require_places(state_portrait_chart(longest))


def test_a_portrait_for_participants_says_what_the_whole_inventory_says_and_for_whom_it_is() -> None:
    theirs = state_portrait_chart(state_portrait(released_inventory(november(), Release.PARTICIPANTS), state="LV"))
    for figure, mark in ((drawn(), ""), (theirs, " · For participants, not to be published")):
        assert words_of(figure, "footer") == [f"{latvia().evidence}{mark}"]
    assert [text for text in words_of(theirs) if text not in words_of(theirs, "footer")] == [
        text for text in words_of(drawn()) if text not in words_of(drawn(), "footer")
    ]


def words_of(figure: Figure, role: str = "") -> list[str]:
    """Return the words on a figure in the order of drawing, or those of one role."""
    return [text.get_text() for text in figure.findobj(Text) if role in ("", text.get_label())]
