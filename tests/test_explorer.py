"""The explorer without a browser: which rows follow from a choice, what is said of them, and widgets that follow."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import Any

import pytest
from pandas.testing import assert_frame_equal

import impt_analysis as impt
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import POPULATIONS, Finding
from impt_analysis.exploring import Choice, first_choice, view_of
from impt_analysis.exploring.cell_tables import cell_sources, source_references, state_plan
from impt_analysis.exploring.choices import GROUPS, map_rows, narrowed, offered_groups, offered_items, settled
from impt_analysis.exploring.pages import is_web_address, picture, web_link
from impt_analysis.exploring.views import gap_picture
from impt_analysis.inventory import Inventory
from tests.inventories import altered

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def inventory() -> Inventory:
    """Latvia and Estonia of the worked example, with theme 2 alone."""
    return impt.example_inventory().where(theme=2)


@pytest.fixture
def choice(inventory: Inventory) -> Choice:
    return first_choice(inventory)


def ladder(inventory: Inventory, choice: Choice) -> Any:
    return impt.gap_ladder(narrowed(inventory, choice))


def cell(choice: Choice, state: str, item: str) -> Choice:
    return replace(choice, state=state, item=item)


# What can be chosen


def test_no_group_of_children_joins_the_two_findings() -> None:
    wider, identified = (set(POPULATIONS[finding]) for finding in Finding)
    assert [group for group, one in GROUPS.items() if set(one) & wider and set(one) & identified] == []


def test_every_population_can_be_chosen() -> None:
    assert {one for populations in GROUPS.values() for one in populations} == set(
        shipped_codebook().codes("population")
    )


def test_a_finding_that_was_narrowed_away_is_not_offered(inventory: Inventory) -> None:
    assert list(offered_groups(inventory.where(population="pool"))) == ["pool"]


def test_the_children_of_a_group_are_those_of_the_inventory_narrowed_to_it(
    inventory: Inventory, choice: Choice
) -> None:
    of_findings = {group: replace(choice, group=group) for group in POPULATIONS}
    assert {group: narrowed(inventory, one).children() for group, one in of_findings.items()} == {
        group: offered_groups(inventory)[group] for group in of_findings
    }


# What the map shows


def test_everything_is_shown_at_first(inventory: Inventory, choice: Choice) -> None:
    whole = ladder(inventory, choice)
    assert_frame_equal(map_rows(whole, choice)[whole.columns], whole)


def test_items_of_other_domains_are_left_out(inventory: Inventory, choice: Choice) -> None:
    rows = map_rows(ladder(inventory, choice), replace(choice, domains=("journey",)))
    assert rows["domain"].unique().tolist() == ["journey"]
    assert rows["item"].nunique() == 7


def test_an_item_is_shown_with_every_state_when_one_of_them_stands_on_a_chosen_rung(
    inventory: Inventory, choice: Choice
) -> None:
    rows = map_rows(ladder(inventory, choice), replace(choice, rungs=("partly_reached",)))
    assert rows[["state", "item", "on_rung"]].values.tolist() == [
        ["EE", "guardian", False],
        ["LV", "guardian", True],
    ]


def test_the_rows_of_the_ladder_are_left_as_they_were(inventory: Inventory, choice: Choice) -> None:
    given = ladder(inventory, choice)
    before = given.copy(deep=True)
    map_rows(given, replace(choice, rungs=("reached",)))
    assert_frame_equal(given, before)


# Which cell is chosen


def test_only_items_on_a_chosen_rung_can_be_chosen(inventory: Inventory, choice: Choice) -> None:
    wanted = replace(choice, rungs=("held_not_reached",))
    rows = map_rows(ladder(inventory, wanted), wanted)
    assert offered_items(rows, "LV") == {
        "age": "Age: Held and not shown to be reached",
        "documents": "Identity documents: Held and not shown to be reached",
    }


def test_a_chosen_cell_stays_while_it_can_be_chosen(inventory: Inventory, choice: Choice) -> None:
    wanted = cell(choice, "LV", "documents")
    assert settled(wanted, map_rows(ladder(inventory, wanted), wanted)) == wanted


def test_the_first_cell_takes_the_place_of_one_that_cannot_be_chosen(inventory: Inventory, choice: Choice) -> None:
    wanted = replace(cell(choice, "LV", "route"), states=("EE",), rungs=("held_not_reached",))
    final = settled(wanted, map_rows(ladder(inventory, wanted), wanted))
    assert (final.state, final.item) == ("EE", "age")


# What stands behind it


def test_the_sources_behind_a_cell_are_those_of_the_ladder_with_their_claims(inventory: Inventory) -> None:
    behind = cell_sources(inventory, "LV", "age")
    rows = impt.gap_ladder(inventory)
    putting = rows.loc[rows["state"].eq("LV") & rows["item"].eq("age"), "source_ids"].item()
    assert behind.loc[behind["decides"], "source_id"].tolist() == putting.split(";")
    assert behind["claim"].tolist() == ["It is kept."] * 3


def test_every_reference_of_a_source_is_found(inventory: Inventory) -> None:
    found = altered(inventory, sources={"LV-01": {"reference_ids": "LV-R001; LV-R009"}})
    references = source_references(found, ["LV-01"])
    assert references["reference_id"].tolist() == ["LV-R001", "LV-R009"]
    assert references["title"].isna().tolist() == [False, True]


def test_the_plan_is_that_of_the_state_and_tells_what_its_sources_record_of_the_map(inventory: Inventory) -> None:
    wider = inventory.where(population=POPULATIONS[Finding.WIDER_GROUP])
    plan = state_plan(wider, state="LV", opened=1, items=["age", "route"])
    assert plan.steps[["source_id", "records"]].values.tolist() == [["LV-02", "Age"]]
    assert_frame_equal(
        plan.steps[["source_id", "gain", "low"]],
        impt.opening_plan(wider, state="LV", theme=2, opened=1).steps[["source_id", "gain", "low"]],
    )


def test_a_barrier_of_trust_is_not_named_before_the_state_has_confirmed(inventory: Inventory) -> None:
    plan = state_plan(inventory, state="LV", opened=3, items=[])
    barriers = plan.steps.set_index("source_id")["barrier"]
    assert inventory.sources.set_index("source_id").at["LV-03", "barrier"] == "trust"
    assert barriers.isna().to_dict() == {"LV-02": False, "LV-03": True}


# What is said of it


def test_a_view_says_that_no_state_has_confirmed(inventory: Inventory, choice: Choice) -> None:
    view = view_of(inventory, choice)
    assert "no state has confirmed it" in view.status
    assert "no state has confirmed it" in view.plan


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"states": ()}, "choose at least one state."),
        ({"domains": ()}, "choose at least one domain."),
        ({"states": (), "rungs": ()}, "choose at least one state and at least one rung."),
    ],
)
def test_an_empty_choice_says_in_words_what_to_choose(
    inventory: Inventory, choice: Choice, part: dict[str, tuple[str, ...]], words: str
) -> None:
    view = view_of(inventory, replace(choice, **part))
    assert words in view.status
    assert (view.sources, view.plan, view.items, gap_picture(inventory, view)) == ("", "", {}, "")


def test_where_nothing_stands_on_the_chosen_rung_it_is_said_and_the_plan_stays(
    inventory: Inventory, choice: Choice
) -> None:
    view = view_of(inventory, replace(choice, rungs=("reached",)))
    assert "No item of a chosen domain stands on a chosen rung in 2 states" in view.status
    assert "Estonia has no item of a chosen domain on a chosen rung" in view.sources
    assert "weighted points" in view.plan
    assert gap_picture(inventory, view) == ""


def test_a_group_of_children_without_any_source_is_said_in_words(inventory: Inventory, choice: Choice) -> None:
    view = view_of(inventory, replace(choice, group="unknown"))
    assert "No known source of this group of children covers the theme in this state." in view.sources
    assert "no source is known that would add to it" in view.plan


def test_an_inventory_without_member_states_is_said_in_words(inventory: Inventory) -> None:
    empty = inventory.where(state="REG")
    assert "holds no member state" in view_of(empty, first_choice(empty)).status


def test_the_map_has_its_finding_as_alternative_text(inventory: Inventory, choice: Choice) -> None:
    drawn = gap_picture(inventory, view_of(inventory, choice))
    assert drawn.startswith('<img class="impt-map" alt="Theme 2, Children in migration · Wider group')
    assert 'src="data:image/svg+xml;base64,' in drawn


# What a workbook says can do nothing here


def hostile(inventory: Inventory) -> Inventory:
    spoilt = dict.fromkeys(("name", "organisation", "claim"), HOSTILE)
    found = altered(inventory, sources={"LV-02": spoilt})
    return replace(found, references=found.references.assign(title=HOSTILE, publisher=HOSTILE, url="javascript:x"))


def test_texts_of_a_workbook_are_inert(inventory: Inventory, choice: Choice) -> None:
    view = view_of(hostile(inventory), cell(choice, "LV", "guardian"))
    page = view.status + view.sources + view.plan
    assert "<img" not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") == 2 * 2 + 1 + 2 * 2
    assert "<a " not in page


def test_the_finding_of_a_picture_is_inert() -> None:
    assert picture(b"", '"><script>') == (
        '<img class="impt-map" alt="&quot;&gt;&lt;script&gt;" src="data:image/svg+xml;base64,">'
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "file:///x",
        "//x.example",
        "http://",
        "http://[",
        None,
        float("nan"),
    ],
)
def test_what_is_no_web_address_is_no_link(url: object) -> None:
    assert not is_web_address(url)
    assert web_link("A report", url) == "A report"


def test_a_quote_in_an_address_ends_nothing() -> None:
    assert re.findall(r'href="([^"]*)"', web_link("x", 'https://x.example/"onclick="y')) == [
        "https://x.example/&quot;onclick=&quot;y"
    ]


# The widgets


def test_the_widgets_follow_what_is_chosen(inventory: Inventory) -> None:
    panel = impt.explorer(inventory)
    chosen = panel.controls
    first_map = panel.map.value
    chosen.group.value = "identified"
    assert panel.map.value != first_map
    assert "Identified children" in panel.map.value
    chosen.state.value = "LV"
    chosen.item.value = "family"
    assert "<h4>Latvia, Family: Partly reached</h4>" in panel.sources.value
    chosen.group.value = "wider_group"
    assert "<h4>Latvia, Family: Not recorded</h4>" in panel.sources.value
    assert panel.map.value == first_map
    chosen.opened.value = 1
    assert panel.plan.value.count("<tr>") == 2


def test_the_map_is_not_drawn_again_when_another_cell_is_chosen(
    inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = impt.explorer(inventory)
    monkeypatch.setattr("impt_analysis.exploring.panel.gap_picture", lambda *_: pytest.fail("it was drawn again"))
    panel.controls.state.value = "LV"
    panel.controls.opened.value = 1


def test_states_can_be_chosen_all_at_once_and_none_of_them(inventory: Inventory) -> None:
    panel = impt.explorer(inventory)
    panel.controls.none.click()
    assert "choose at least one state" in panel.status.value
    assert panel.controls.state.options == ()
    panel.controls.every.click()
    assert panel.controls.choice().states == ("EE", "LV")
    assert "The map shows 34 of 34 items in 2 states" in panel.status.value


def test_every_widget_that_is_chosen_with_has_a_name(inventory: Inventory) -> None:
    controls = impt.explorer(inventory).controls
    assert [widget for widget in controls.all() if not widget.description] == []


def test_in_place_of_the_widgets_stands_how_to_see_them(inventory: Inventory) -> None:
    shown = impt.explorer(inventory)._repr_mimebundle_()["text/plain"]
    assert shown == "The explorer: run this cell in JupyterLab, or call `impt explore`."


def test_without_ipywidgets_it_is_said_what_to_install(inventory: Inventory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(impt.UsageError, match=r"ipywidgets, which is not installed; install it: pip install"):
        impt.explorer(inventory)
