"""Other languages: every text is translated, means one thing, is marked while unreviewed, and changes words alone."""

from __future__ import annotations

import asyncio
import csv
import threading
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from openpyxl import load_workbook

import impt_analysis
from impt_analysis.charts import alt_text, chart_bytes, data_digest
from impt_analysis.charts.texts import text
from impt_analysis.checking import Checked
from impt_analysis.checking.recognition import language_of
from impt_analysis.checking.spaces import plain
from impt_analysis.codebook import (
    codebook_in,
    in_language,
    shipped_codebook,
    speaking,
    translated_files,
    translation_files,
    wordings,
)
from impt_analysis.codebook.speaking import ORIGINAL, current_language, languages
from impt_analysis.codebook.translation import FIELDS, KEYS, VOCABULARY
from impt_analysis.codebook.translation_files import completed_files, english_texts, translation_problems
from impt_analysis.errors import UsageError
from impt_analysis.inventory import Inventory, check, from_checked
from impt_analysis.reports.making import made_charts
from impt_analysis.reports.planned_charts import every_chart
from impt_analysis.reports.workers import working_together
from impt_analysis.schema import help_sheets, sheets
from impt_analysis.workbook.help_sheets import read_me
from impt_analysis.workbook.marks import marked_copy
from impt_analysis.workbook.reader import read_workbook
from impt_analysis.workbook.template import empty_workbook
from impt_analysis.workbook.writer import workbook_bytes
from tests.broken_workbooks import BEARER, COLLECTOR, INSIDE
from tests.figures import bars_of, matrix_of, texts, two_states
from tests.places import require_places, written
from tests.shipped_data import november
from tests.workbooks import STATISTIC, cells, inventory

TRANSLATIONS = [language for language in languages() if language != ORIGINAL]
ROOT = Path(impt_analysis.__file__).parents[1]

Told = dict[str, dict[str, dict[str, dict[str, str]]]]

LOOK = "look at the translation, then correct the English"

every_translation = pytest.mark.parametrize("language", TRANSLATIONS)


@pytest.fixture(scope="module")
def latvia() -> Inventory:
    """Every sheet filled in, codes of every kind among them."""
    bearer = {**BEARER, "reached": "partly", "reached_basis": "channel", "latest_year": ""}
    answers = {"LV-01": {"age": "yes", "family": "no"}, "LV-02": {"sex": "partly", "age": "unknown"}}
    named = {**STATISTIC, "year": 2023, "indicator": "other: visits", "unit": "other"}
    return inventory(
        cells(sources=[COLLECTOR, bearer], answers=answers, channels=[INSIDE], statistics=[STATISTIC, named])
    )


def read(folder: Path, content: bytes) -> Checked:
    path = folder / "latvia.xlsx"
    path.write_bytes(content)
    return check(path)


def filled(content: bytes, **values: object) -> bytes:
    """The workbook with other values in some cells, named as `Quellen_Q2`."""
    workbook = load_workbook(BytesIO(content))
    for place, value in values.items():
        sheet, cell = place.rsplit("_", 1)
        workbook[sheet][cell] = value
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


@every_translation
def test_a_translation_has_every_text_and_every_place_in_it_and_no_other(language: str) -> None:
    assert translation_problems(language) == []


@pytest.fixture
def spoilt(monkeypatch: pytest.MonkeyPatch) -> Told:
    """The German texts by part and file, to be spoilt by a test."""
    told = {
        part: {
            name: {row["text"]: row for row in rows} for name, rows in translated_files.translations("de", part).items()
        }
        for part in (VOCABULARY, *wordings.STOCKS)
    }

    def spoilt_texts(_: str, part: str) -> dict[str, list[dict[str, str]]]:
        return {name: list(rows.values()) for name, rows in told[part].items()}

    monkeypatch.setattr(translation_files, "translations", spoilt_texts)
    return told


def test_each_fault_of_a_translation_is_named(spoilt: Told) -> None:
    page = spoilt["charts"]["page"]
    del page["none"]
    page["more"] = {"text": "more", "english": "More", "translation": "Mehr"}
    page["sources"] = {**page["sources"], "translation": " "}
    page["points"] = {**page["points"], "translation": "{least} bis {moist}"}
    page["n_items"] = {**page["n_items"], "english": "{n_items} things"}
    spoilt["charts"]["maps"] = {}
    assert translation_problems("de") == [
        "de: charts/maps.csv is superfluous",
        "de: charts/page.csv lacks none",
        "de: charts/page.csv has more, which is superfluous",
        "de: charts/page.csv, n_items: the English was '{n_items} things' and is '{n_items} items'; " + LOOK,
        "de: charts/page.csv, points: the English has the places ['least', 'most'], the translation ['least', 'moist']",
        "de: charts/page.csv, sources: the translation is blank",
    ]


def test_files_brought_up_to_date_keep_what_is_translated_and_ask_for_the_rest(
    spoilt: Told,
) -> None:
    before = dict(spoilt["charts"]["page"])
    del spoilt["charts"]["page"]["none"]
    rows = {row["text"]: row for row in csv.DictReader(StringIO(completed_files("de")["charts/page.csv"].decode()))}
    assert rows.pop("none") == {"text": "none", "english": "none", "translation": ""}
    assert rows == {name: row for name, row in before.items() if name != "none"}


def test_a_new_language_begins_with_every_text_blank() -> None:
    made = completed_files("xx")
    assert set(made) == {f"{file}.csv" for file in english_texts()}
    rows = [row for content in made.values() for row in csv.DictReader(StringIO(content.decode()))]
    assert all(row["english"] and not row["translation"] for row in rows)


def test_two_texts_of_one_stock_never_share_a_name() -> None:
    for stock in wordings.STOCKS:
        names = [name for file, texts in english_texts().items() if file.startswith(f"{stock}/") for name in texts]
        assert len(names) == len(set(names))


@every_translation
def test_a_translated_vocabulary_differs_in_labels_and_definitions_alone(language: str) -> None:
    for name in shipped_codebook().__dataclass_fields__:
        original, translated = getattr(shipped_codebook(), name), getattr(codebook_in(language), name)
        changed = [field for field in FIELDS if name in KEYS and field in original]
        pd.testing.assert_frame_equal(original.drop(columns=changed), translated.drop(columns=changed))


@pytest.mark.parametrize("name", shipped_codebook().lists())
def test_no_label_is_the_label_or_the_code_of_something_else_in_any_language(name: str) -> None:
    spelt: dict[str, set[object]] = {}
    for language in languages():
        for code, label in codebook_in(language).labels(name).items():
            spelt.setdefault(plain(label), set()).add(code)
            spelt.setdefault(plain(code), set()).add(code)
    assert {spelling: codes for spelling, codes in spelt.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("code", sheets())
def test_no_header_is_that_of_another_column_in_any_language(code: str) -> None:
    spelt: dict[str, set[str]] = {}
    for language in languages():
        for column in sheets(language)[code].columns:
            for header in (column.label, column.code):
                spelt.setdefault(plain(header), set()).add(column.code)
    assert {header: columns for header, columns in spelt.items() if len(columns) > 1} == {}


def test_no_sheet_is_named_like_another_in_any_language() -> None:
    named = [(plain(sheet.name), code) for language in languages() for code, sheet in sheets(language).items()]
    helping = [(plain(name), number) for language in languages() for number, name in enumerate(help_sheets(language))]
    spelt: dict[str, set[object]] = {}
    for name, what in [*named, *helping]:
        spelt.setdefault(name, set()).add(what)
    assert {name: what for name, what in spelt.items() if len(what) > 1} == {}


@every_translation
def test_a_translated_workbook_is_read_like_the_original(tmp_path: Path, latvia: Inventory, language: str) -> None:
    told = read(tmp_path, workbook_bytes(latvia.tables(), language))
    original = read(tmp_path, workbook_bytes(latvia.tables()))
    assert told.languages == dict.fromkeys(original.languages, language)
    assert [(problem.cell, problem.code) for problem in told.problems] == [
        (problem.cell, problem.code) for problem in original.problems
    ]
    for name, table in from_checked(original).tables().items():
        pd.testing.assert_frame_equal(from_checked(told).tables()[name], table)


def test_a_template_that_is_filled_in_with_labels_has_no_problem_and_gives_the_codes(tmp_path: Path) -> None:
    source = dict(zip("ABCEFGHIJKLMNPQRSTUVWXYZ", [
        "LV-01", "Zentralregister", "An office", "Berichterstattung, Koordinierung", "National",
        "Ganzer Staat", "Zusammenführende Stelle", "Identifiziert", "Ja", "Register", "Kind", "Laufend", "Läuft",
        "Eingeschränkt", "Erreicht", "Aufgrund der Rolle", "Keines", "Unbekannt", "Ja", "Ja", "Ja", "Dokument",
        "LV-R001", "Das Amt führt ein Register.",
    ], strict=True))  # fmt: skip
    reference = {"A2": "LV-R001", "B2": "Dokument", "C2": "Ein Bericht", "D2": "Ein Amt", "E2": 2024}
    made = filled(
        empty_workbook("LV", "2027-01-31", "de"),
        Angaben_B4="Ein Amt",
        Merkmale_D1="LV-01",
        Merkmale_D2="Zentralregister",
        Merkmale_D3="Ja",
        Merkmale_D4="Teilweise",
        Merkmale_D5="Nein",
        Merkmale_D6="Unbekannt",
        **{f"Quellen_{letter}2": value for letter, value in source.items()},
        **{f"Belege_{cell}": value for cell, value in {**reference, "F2": "https://example.org/bericht"}.items()},
    )
    result = read(tmp_path, made)
    assert result.problems == ()
    items = result.tables["items"].set_index("item")["answer"]
    assert items[["age", "sex", "citizenship", "residence", "family"]].tolist() == [
        "yes", "partly", "no", "unknown", "not_asked",
    ]  # fmt: skip
    (kept,) = result.tables["sources"].to_dict("records")
    assert [kept[name] for name in ("organisation_type", "role", "reached", "barrier", "theme_1", "basis")] == [
        "rapporteur", "collector", "yes", "none", "yes", "document",
    ]  # fmt: skip


def test_codes_are_read_in_a_translated_workbook_and_english_labels_named(tmp_path: Path, latvia: Inventory) -> None:
    made = filled(
        workbook_bytes(latvia.tables(), "de"), Quellen_Q3="partly", Quellen_G3="Whole state", Quellen_H3="BEARER"
    )
    before = read(tmp_path, workbook_bytes(latvia.tables(), "de")).problems
    told = read(tmp_path, made)
    new = [(p.sheet, p.cell, p.column, p.code) for p in told.problems if p.cell not in {one.cell for one in before}]
    assert new == [
        ("Quellen", "G3", "Räumliche Abdeckung", "label-for-code"),
        ("Quellen", "H3", "Rolle", "label-for-code"),
    ]
    assert told.tables["sources"]["extent"].tolist() == ["whole_state", "whole_state"]


def test_a_problem_names_sheet_column_and_similar_word_as_the_workbook_does(tmp_path: Path, latvia: Inventory) -> None:
    made = filled(
        workbook_bytes(latvia.tables(), "de"), Quellen_Q3="Teilwiese erreicht", Quellen_R1="Ereicht: Grundlage"
    )
    found = {p.code: p for p in read(tmp_path, made).problems}
    assert (found["misspelt-code"].sheet, found["misspelt-code"].column) == ("Quellen", "Erreicht")
    assert "partly" in found["misspelt-code"].expected
    assert (found["misspelt-column"].sheet, found["misspelt-column"].cell) == ("Quellen", "R1")
    assert "Erreicht: Grundlage" in found["misspelt-column"].expected


def test_a_missing_sheet_is_named_in_the_language_of_the_workbook(latvia: Inventory, tmp_path: Path) -> None:
    workbook = load_workbook(BytesIO(workbook_bytes(latvia.tables(), "de")))
    workbook.remove(workbook["Quellen"])
    workbook.save(tmp_path / "latvia.xlsx")
    missing = [problem.sheet for problem in check(tmp_path).problems if problem.code == "missing-sheet"]
    assert missing == ["Quellen"]


def test_a_sheet_of_another_language_keeps_its_name_in_every_problem(latvia: Inventory, tmp_path: Path) -> None:
    workbook = load_workbook(BytesIO(filled(workbook_bytes(latvia.tables(), "de"), Quellen_Q3="many")))
    workbook["Quellen"].title = "Sources"
    workbook.save(tmp_path / "latvia.xlsx")
    told = [(p.sheet, p.cell, p.code) for p in check(tmp_path).problems if p.sheet in ("Sources", "Quellen")]
    assert ("Sources", "", "sheet-name-in-another-language") in told
    assert ("Sources", "Q3", "unknown-code") in told
    assert {sheet for sheet, _, _ in told} == {"Sources"}


def test_a_marked_copy_is_marked_at_its_own_sheets(latvia: Inventory, tmp_path: Path) -> None:
    sent = filled(workbook_bytes(latvia.tables(), "de"), Quellen_Q3="many")
    copy = load_workbook(BytesIO(marked_copy(sent, read(tmp_path, sent).problems)))
    comment = copy["Quellen"]["Q3"].comment
    assert comment is not None
    assert "unknown-code" in comment.text
    assert copy.sheetnames[:3] == ["Bitte lesen", "Angaben", "Quellen"]


def test_contacts_are_allowed_by_the_name_that_a_sheet_has_in_its_workbook(latvia: Inventory, tmp_path: Path) -> None:
    content = workbook_bytes(latvia.tables(), "de")
    contact = {"Quellen_AA2": "office@example.org"}
    refused = read(tmp_path, filled(content, **contact)).problems
    allowed = read(tmp_path, filled(content, **contact, Angaben_B13="Quellen!AA2")).problems
    assert ("Quellen", "AA2", "personal-identifier") in [(p.sheet, p.cell, p.code) for p in refused]
    assert "personal-identifier" not in {problem.code for problem in allowed}


def test_the_language_of_a_workbook_is_that_of_most_sheets_then_of_most_headers(
    latvia: Inventory, tmp_path: Path
) -> None:
    for language in languages():
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(workbook_bytes(latvia.tables(), language))
        assert language_of(read_workbook(path)) == language
    workbook = load_workbook(tmp_path / "de.xlsx")
    for number, name in enumerate(workbook.sheetnames):
        workbook[name].title = f"Blatt {number}"
    workbook.save(tmp_path / "de.xlsx")
    assert language_of(read_workbook(tmp_path / "de.xlsx")) == "de"
    assert language_of(cells()) == ORIGINAL


@every_translation
def test_a_translated_template_keeps_to_the_limits_of_excel(latvia: Inventory, language: str) -> None:
    workbook = load_workbook(BytesIO(workbook_bytes(latvia.tables(), language)))
    for worksheet in workbook.worksheets:
        assert len(worksheet.title) <= 31
        assert all((dimension.height or 0) <= 409 for dimension in worksheet.row_dimensions.values())
        for rule in worksheet.data_validations.dataValidation:
            assert rule.prompt.endswith((".", "?")), "a prompt is cut where it is longer than Excel allows"
            assert max(map(len, (rule.errorTitle or "", rule.error or "", rule.formula1 or ""))) <= 225


@every_translation
def test_every_word_that_a_column_offers_fits_into_its_width(latvia: Inventory, language: str) -> None:
    workbook = load_workbook(BytesIO(workbook_bytes(latvia.tables(), language)))
    sheet = sheets(language)["sources"]
    for position, column in enumerate(sheet.columns):
        letter = workbook[sheet.name][1][position].column_letter
        offered = codebook_in(language).labels(column.codes).values() if column.codes else []
        words = [word for label in [column.label, *offered] for word in label.replace("-", " ").split()]
        assert workbook[sheet.name].column_dimensions[letter].width > max(map(len, words))


@every_translation
def test_drop_downs_of_a_translated_template_offer_labels(latvia: Inventory, language: str) -> None:
    workbook = load_workbook(BytesIO(workbook_bytes(latvia.tables(), language)))
    for name in ("reached", "role", "indicator"):
        ((sheet, area),) = workbook.defined_names[f"list_{name}"].destinations
        assert [row[0].value for row in workbook[sheet][area]] == list(codebook_in(language).labels(name).values())


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="the language is one of en, de; found 'xx'"):
        empty_workbook("LV", "2027-01-31", "xx")
    with pytest.raises(UsageError, match="found 'xx'"), in_language("xx"):
        pass


@lru_cache(maxsize=2)
def in_german(draw: Callable[[Inventory], Figure]) -> Figure:
    with in_language("de"):
        return draw(november().where(theme=2, population="identified"))


@pytest.fixture(params=[bars_of, matrix_of])
def german(request: pytest.FixtureRequest) -> Figure:
    return in_german(request.param)


def test_a_chart_in_another_language_says_everything_in_it(german: Figure) -> None:
    assert texts(german, "subject") == ["Thema 2, Kinder in Migration · Identifizierte Kinder"]
    assert "Deutschland" in texts(german, "state")
    lists = ("state", "item", "answer", "domain", "theme", "finding")
    english, own = (
        {label for name in lists for label in codebook_in(language).labels(name).values()} for language in ("en", "de")
    )
    sentences = {told for stock in wordings.STOCKS for told in wordings.every_wording(stock, ORIGINAL).values()}
    assert not ((english | sentences) - own) & {word.get_text() for word in written(german)}
    assert not [word for word in ("documented", "reached", "States", "sources") if word in alt_text(german)]


def test_a_chart_whose_words_nobody_reviewed_says_so_at_its_foot_and_in_its_description(german: Figure) -> None:
    (footer,) = texts(german, "footer")
    assert footer.startswith("Ungeprüfte Übersetzung · Fassung 2026-11-24 · ")
    assert footer.endswith("von keinem Staat bestätigt")
    assert alt_text(german).endswith("von keinem Staat bestätigt. Ungeprüfte Übersetzung.")


def test_a_reviewed_language_bears_no_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_me("de")[1].startswith("Ungeprüfte Übersetzung: Diese Fassung in der Sprache Deutsch")
    monkeypatch.setitem(
        languages(), "de", speaking.Language("de", "German", "Deutsch", ",", ".", "An office", "2027-01-31")
    )
    with in_language("de"):
        again = bars_of(two_states())
    assert texts(again, "footer")[0].startswith("Fassung")
    assert len(read_me("de")) == len(read_me("en")) == 11


@pytest.mark.parametrize("draw", [bars_of, matrix_of])
@pytest.mark.parametrize("theme", [3])
@every_translation
def test_no_word_of_a_translated_chart_is_cut_leaves_the_page_or_covers_another(
    language: str, theme: int, draw: Callable[[Inventory], Figure]
) -> None:
    with in_language(language):
        figure = draw(november().where(theme=theme, population=["pool", "concern"]))
    assert not [word.get_text() for word in written(figure) if "…" in word.get_text()]
    require_places(figure)


def test_the_data_of_a_chart_are_the_same_in_every_language(german: Figure) -> None:
    english = [draw(november().where(theme=2, population="identified")) for draw in (bars_of, matrix_of)]
    assert data_digest(german) in [data_digest(figure) for figure in english]


def test_english_charts_have_the_same_bytes_after_others_were_drawn() -> None:
    found = two_states()
    before = chart_bytes(bars_of(found), [".svg"])
    with in_language("de"):
        other = chart_bytes(bars_of(found), [".svg"])
    assert chart_bytes(bars_of(found), [".svg"]) == before != other


def test_an_inventory_says_of_itself_what_it_is_in_each_language() -> None:
    found = november().where(state="LV")
    with in_language("de"):
        assert found.children() == "Kinder aller Gruppen"
        assert found.where(population=["pool", "unknown"]).children() == "Größere Gruppe, Unbekannt"
        assert found.evidence().endswith("Auswertung von Dokumenten; von keinem Staat bestätigt")
    assert found.children() == "Children of all groups"


def test_numbers_are_written_as_the_language_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {("charts", code): {"points": "{least:.2f} {most:,}"} for code in ("en", "de")}
    monkeypatch.setattr(wordings, "every_wording", lambda stock, language: said[stock, language])
    assert text("points", least=0.25, most=12_345) == "0.25 12,345"
    with in_language("de"):
        assert text("points", least=0.25, most=12_345) == "0,25 12.345"
        assert text("points", least=2024, most=1) == "2024,00 1"


def test_a_language_ends_with_its_block_also_after_an_error() -> None:
    with pytest.raises(ValueError, match="stopped"), in_language("de"):
        raise ValueError("stopped")
    assert current_language() == ORIGINAL


def test_a_language_is_that_of_its_thread_alone() -> None:
    inside, told = threading.Barrier(2), {}

    def speak(language: str) -> None:
        with in_language(language):
            inside.wait()
            told[language] = text("all_items")
            inside.wait()

    threads = [threading.Thread(target=speak, args=(language,)) for language in ("en", "de")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {"en": "All domains", "de": "Alle Bereiche"}


def test_a_language_is_that_of_its_task_alone() -> None:
    async def speak(language: str, here: asyncio.Event, there: asyncio.Event) -> str:
        with in_language(language):
            here.set()
            await there.wait()
            return text("all_items")

    async def both() -> list[str]:
        one, other = asyncio.Event(), asyncio.Event()
        return await asyncio.gather(speak("de", one, other), speak("en", other, one))

    assert asyncio.run(both()) == ["Alle Bereiche", "All domains"]


def test_pictures_of_a_report_stand_in_a_folder_of_their_language_under_the_same_names() -> None:
    plan = every_chart(november())[0]
    with working_together() as team:
        drawn = made_charts(november(), [plan], ["de"], {}, lambda *_: None, team)[f"de/{plan.stem}"].files
    assert list(drawn) == [f"de/{plan.stem}{ending}" for ending in (".png", ".svg", ".pdf")]
    assert "<title>" in drawn[f"de/{plan.stem}.svg"].decode()
    assert "gewichteten Punkten" in drawn[f"de/{plan.stem}.svg"].decode()


@every_translation
def test_the_folder_of_a_translation_says_whether_it_was_reviewed(language: str) -> None:
    folder = translated_files.in_package(f"translations/{language}")
    said = folder.joinpath("README.md").read_text(encoding="utf-8")
    assert ("unreviewed" in said) is not languages()[language].is_reviewed()
    document = (ROOT / "docs" / "translation.md").read_text(encoding="utf-8")
    assert f"## Glossary: {languages()[language].label}" in document
    assert (f"{languages()[language].label} translation is unreviewed" in document) is not languages()[
        language
    ].is_reviewed()
