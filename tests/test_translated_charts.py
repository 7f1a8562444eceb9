"""Charts in other languages, of every family: no word is cut, leaves the page or covers another; lists and numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.figure import Figure

from impt_analysis.charts import alt_text
from impt_analysis.charts.fitting import ELLIPSIS, text_width
from impt_analysis.charts.page import INNER, Words, new_page
from impt_analysis.charts.style import SMALLEST_TITLE
from impt_analysis.charts.texts import listed_within, names_of, text
from impt_analysis.codebook import in_language, wordings
from impt_analysis.codebook.measured_codes import Release
from impt_analysis.codebook.speaking import ORIGINAL, languages
from impt_analysis.inventory import Inventory
from impt_analysis.public_release import released_inventory
from impt_analysis.worked_example import example_inventory
from tests.figures import curve_of, gaps_of, side_of, texts, themes_of
from tests.flow_figures import borders_of, channels_of, management_of, overlap_of, uses_of
from tests.places import require_places, written
from tests.region_figures import figures_of, freshness_of, portrait_of, tiles_of
from tests.shipped_data import november

TRANSLATIONS = [language for language in languages() if language != ORIGINAL]
OF_A_THEME = [gaps_of, side_of, overlap_of, uses_of]
OF_ALL = [management_of, themes_of, tiles_of, freshness_of, figures_of, borders_of]
STATES = ["DE", "SE", "RU"]
"""The state with the longest name, that with the most sources, and that which is not measured."""

LONG_TITLE = (
    "Ein Titel, der auf einer Zeile keinen Platz hat, auch nicht in der kleinsten Schrift, die ein Titel hat, " * 2
)


def wider() -> Inventory:
    """Return what is known of the wider group, about theme 2."""
    return november().where(theme=2, population=["pool", "concern"])


def require_whole(figure: Figure) -> None:
    """Assert that no word is cut, leaves the page or covers another."""
    assert not [word.get_text() for word in written(figure) if ELLIPSIS in word.get_text()]
    require_places(figure)


@pytest.fixture(params=TRANSLATIONS)
def language(request: pytest.FixtureRequest) -> str:
    """Each language that is not the original."""
    return str(request.param)


@pytest.mark.parametrize("draw", OF_A_THEME)
def test_a_chart_of_a_theme_is_whole(language: str, draw: Callable[[Inventory], Figure]) -> None:
    with in_language(language):
        require_whole(draw(wider()))


@pytest.mark.parametrize("draw", OF_ALL)
def test_a_chart_of_the_region_is_whole(language: str, draw: Callable[[Inventory], Figure]) -> None:
    found = november().where(theme=2) if draw is management_of else november()
    with in_language(language):
        require_whole(draw(found))


@pytest.mark.parametrize("state", STATES)
def test_a_portrait_is_whole(language: str, state: str) -> None:
    with in_language(language):
        require_whole(portrait_of(november(), state))


@pytest.mark.parametrize("state", ["FI", "RU"])
def test_a_released_portrait_is_whole(language: str, state: str) -> None:
    with in_language(language):
        require_whole(portrait_of(released_inventory(november(), Release.PUBLIC), state))


def test_a_portrait_of_a_state_that_is_not_measured_says_in_its_language_what_it_rests_on() -> None:
    with in_language("de"):
        (footer,) = texts(portrait_of(november(), "RU"), "footer")
    assert footer.endswith(
        "7 Quellen, 8 Belege · Auswertung von Dokumenten; nur aufgeführt, weder gemessen noch bestätigt"
    )


def test_an_opening_curve_is_whole(language: str) -> None:
    with in_language(language):
        require_whole(curve_of(november().where(population=["pool", "concern"]), "DE", 2, 3))


def test_the_channels_of_a_state_are_whole(language: str) -> None:
    with in_language(language):
        require_whole(channels_of(november(), "FI", 2))


def test_no_sentence_of_the_original_stands_on_a_translated_page_or_in_its_description(language: str) -> None:
    lists = ("state", "theme", "organisation_type", "population", "mapping", "confirmed")
    original = {label for name in lists for label in names_of(name).values()}
    original |= set(wordings.every_wording("charts", ORIGINAL).values())
    with in_language(language):
        figure = portrait_of(example_inventory(), "LV")
        own = {label for name in lists for label in names_of(name).values()}
        own |= set(wordings.every_wording("charts", language).values())
    assert not {word.get_text() for word in written(figure)} & (original - own)
    assert not [word for word in ("documented", "reached", "Latvia", "sources") if word in alt_text(figure)]


def test_a_title_of_two_lines_stands_between_subject_and_subtitle() -> None:
    assert text_width(LONG_TITLE, SMALLEST_TITLE, "bold") > 1.5 * INNER
    with new_page(Words("Ein Gegenstand", LONG_TITLE, "Ein Satz, " * 40, "Ein Fuß")) as drawn:
        require_places(drawn.figure)
    assert drawn.figure.get_suptitle().count("\n") == 1
    assert ELLIPSIS not in drawn.figure.get_suptitle()


def test_a_label_within_a_sentence_is_written_as_the_language_writes_it() -> None:
    label = "Vom Staat bestätigt"
    assert text("portrait_of_theme", theme=1, label=label) == "1 vom staat bestätigt"
    with in_language("de"):
        assert text("portrait_of_theme", theme=1, label=label) == "1 Vom Staat bestätigt"


def test_lists_and_whole_numbers_are_written_by_wordings(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"inner_separator": " / ", "whole_number": "{number:.0f} Punkte"}
    monkeypatch.setattr(wordings, "every_wording", lambda *_: said)
    assert listed_within(["1", "2"]) == "1 / 2"
    assert text("whole_number", number=12.0) == "12 Punkte"


@pytest.mark.parametrize(("part", "name"), [("children", "population"), ("domain", "domain")])
def test_the_heads_of_a_portrait_are_the_labels_in_the_original(part: str, name: str) -> None:
    assert {code: text(f"portrait_{part}_{code}") for code in names_of(name)} == names_of(name)
