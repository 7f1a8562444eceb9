"""The command that reads forms of interviews: what it says, what it answers with, and what it writes where."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from impt_analysis.cli import COULD_NOT_RUN, FINE, WRONG, app, main
from impt_analysis.codebook.speaking import ORIGINAL
from impt_analysis.errors import UsageError
from impt_analysis.interviews import read_form, table_changes, take_in
from impt_analysis.inventory import load, written_in
from impt_analysis.workbook.writer import workbook_bytes
from tests.filled_forms import FAMILY, PERSON, SECRETS, SEX, filled, known, written_edition
from tests.shipped_data import NOVEMBER


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the workbook of Latvia in `raw` and a place for forms that is not the working folder."""
    written_edition(tmp_path / "raw", known())
    (tmp_path / "forms").mkdir()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path


def answered(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["answers", *map(str, arguments), "--data", "../raw"])
    return result.exit_code, result.output


def test_changes_are_listed_and_nothing_is_written_without_an_edition(folder: Path) -> None:
    form = filled(folder / "forms" / "form.xlsx", {SEX: {"answer": "no"}})
    before = sorted(folder.rglob("*"))
    code, said = answered(form)
    assert code == FINE
    assert "LV-02 =A helpline, Sex: Not asked or not stated -> No" in said
    assert "Can be taken in: 1 answer of 1 form.\nNothing is written yet" in said
    assert sorted(folder.rglob("*")) == before


def test_a_new_edition_is_written_beside_the_form_with_its_date_in_the_name(folder: Path) -> None:
    form = filled(folder / "forms" / "form.xlsx", {SEX: {"answer": "no"}})
    code, said = answered(form, "--edition", "2027-02-01")
    assert code == FINE
    made = folder / "forms" / "latvia_2027-02-01.xlsx"
    assert "Taken in: 1 answer of 1 form." in said
    assert "Written: ../forms/latvia_2027-02-01.xlsx. " in said
    assert "To work with it, put it in the place of ../raw/latvia.xlsx." in said
    assert "About!B3: Edition: 2026-11-24 -> 2027-02-01" in said
    assert list((folder / "elsewhere").iterdir()) == []
    assert load(made).edition == pd.Timestamp("2027-02-01")


def test_a_file_that_is_there_is_never_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    form = filled(folder / "forms" / "form.xlsx", {SEX: {"answer": "no"}})
    made = folder / "forms" / "latvia_2027-02-01.xlsx"
    made.write_bytes(b"mine")
    called = ["impt", "answers", str(form), "--edition", "2027-02-01", "--data", "../raw"]
    monkeypatch.setattr(sys, "argv", called)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == COULD_NOT_RUN
    assert "exists already and is not written over; name another file with --to" in capsys.readouterr().err
    assert made.read_bytes() == b"mine"


def test_the_new_edition_holds_the_answers_and_nobody_has_confirmed_it(folder: Path) -> None:
    form = filled(folder / "forms" / "form.xlsx", {SEX: {"answer": "no"}})
    answered(form, "--edition", "2027-02-01", "--to", folder / "new.xlsx")
    again = load(folder / "new.xlsx")
    changed = table_changes(known(), again.tables())
    assert set(changed["sheet"]) == {"about", "sources", "items", "references"}
    assert changed[changed["sheet"].eq("items")].drop(columns="sheet").to_numpy().tolist() == [
        ["LV-02", "sex", "not_asked", "no"]
    ]
    assert again.evidence().endswith("no state has confirmed it")


def test_the_new_edition_is_in_the_language_of_the_workbook(folder: Path) -> None:
    (folder / "raw" / "latvia.xlsx").write_bytes(workbook_bytes(known(), "de"))
    form = filled(folder / "forms" / "form.xlsx", {SEX: {"answer": "no"}})
    code, said = answered(form, "--edition", "2027-02-01", "--to", folder / "new.xlsx")
    assert code == FINE
    assert written_in(folder / "new.xlsx") == "de" != ORIGINAL
    assert "Quellen!" in said


def test_a_form_that_names_a_person_is_refused_and_the_person_is_not_named(folder: Path) -> None:
    form = filled(folder / "forms" / "form.xlsx", {SEX: {"answer": "no", "remark": PERSON}})
    code, said = answered(form, "--edition", "2027-02-01")
    assert code == WRONG
    assert "Refused: nothing is taken in and nothing is written, because of 2 errors." in said
    assert [secret for secret in SECRETS if secret in said] == []
    assert "->" not in said
    assert list((folder / "forms").iterdir()) == [form]


def test_warnings_alone_stop_nothing_and_the_last_sentence_says_so(folder: Path) -> None:
    form = filled(folder / "forms" / "form.xlsx", {("LV-02", "reached"): {"answer": "no", "barrier": "none"}})
    code, said = answered(form)
    assert code == FINE
    assert "Can be taken in: 1 answer of 1 form; 1 warning above does not stop it." in said


def test_several_forms_are_taken_in_at_once(folder: Path) -> None:
    forms = [
        filled(folder / "forms" / f"{about}.xlsx", {("LV-02", about): {"answer": "no"}}) for about in ("sex", "family")
    ]
    code, said = answered(*forms, "--edition", "2027-02-01")
    assert code == FINE
    assert "Taken in: 2 answers of 2 forms." in said
    made = load(folder / "forms" / "latvia_2027-02-01.xlsx").items.set_index(["source_id", "item"])["answer"]
    assert [made[SEX], made[FAMILY]] == ["no", "no"]


def test_forms_come_back_one_by_one(folder: Path) -> None:
    first = filled(folder / "forms" / "first.xlsx", {SEX: {"answer": "no"}})
    second = filled(folder / "forms" / "second.xlsx", {FAMILY: {"answer": "no"}})
    answered(first, "--edition", "2027-02-01")
    (folder / "forms" / "latvia_2027-02-01.xlsx").replace(folder / "raw" / "latvia.xlsx")
    code, said = answered(second, "--edition", "2027-02-15")
    assert (code, "Taken in: 1 answer of 1 form." in said) == (FINE, True)
    made = load(folder / "forms" / "latvia_2027-02-15.xlsx").items.set_index(["source_id", "item"])["answer"]
    assert [made[SEX], made[FAMILY]] == ["no", "no"]


def test_a_folder_without_the_workbook_of_the_state_is_said_to_hold_none(folder: Path) -> None:
    form = filled(folder / "forms" / "form.xlsx", {}, B2="EE")
    with pytest.raises(UsageError, match=r"raw holds no workbook of EE; name the folder that holds it with --data"):
        take_in([read_form(form)], Path("../raw"))


def test_an_empty_form_gives_no_edition(folder: Path) -> None:
    code, said = answered(filled(folder / "forms" / "form.xlsx", {}, year=None), "--edition", "2027-02-01")
    assert code == FINE
    assert said == "Nothing to take in and nothing is written: 1 form without an answer and without a remark.\n"
    assert len(list((folder / "forms").iterdir())) == 1


def test_the_command_writes_a_form_that_can_be_read_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    asked = CliRunner().invoke(app, ["questions", "--state", "IS", "--format", "xlsx", "--data", str(NOVEMBER)])
    assert asked.output == "Written: questions_iceland.xlsx\n"
    book = openpyxl.load_workbook("questions_iceland.xlsx")
    book["Interview"]["B4"] = 2027
    book.save("questions_iceland.xlsx")
    form = read_form(Path("questions_iceland.xlsx"))
    assert (form.answers.empty, form.problems) == (True, ())
