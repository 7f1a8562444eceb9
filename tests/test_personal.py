"""What identifies or reaches a person is found in a text however it stands there, and nothing else is."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import REGIONAL
from impt_analysis.personal.contacts import telephones_in
from impt_analysis.personal.identifiers import NOT_SHOWN, all_identifiers_in, identifiers_in, masked
from impt_analysis.personal.identity_numbers import FORMS
from impt_analysis.personal.kinds import PersonalKind
from impt_analysis.personal.latvian_code import has_latvian_check_digit
from impt_analysis.personal.snils import is_snils_number
from tests.identity_numbers import CHECKED, GERMAN, ICELANDIC, LATVIAN_OLD, SNILS, SWEDISH, WRITTEN

STATES = [state for state in shipped_codebook().codes("state") if state != REGIONAL]
NUMBERS = [(state, number) for state, numbers in WRITTEN.items() for number in numbers]

every_number = pytest.mark.parametrize(("state", "number"), NUMBERS)

EMAILS = ["anna@office.example", "anna.b+x@mail.office.example", "жук@почта.example"]
TELEPHONES = ["+371 63 123 456", "+37163123456", "+46 8 12 34 56", "0047 21 23 45 67", "+7 301 123-45-67"]


def kinds(text: str) -> set[PersonalKind]:
    return {found.kind for found in all_identifiers_in(text)}


def states(text: str) -> set[str]:
    return {state for found in all_identifiers_in(text) for state in found.states}


def test_every_state_has_a_form_and_a_number_to_try() -> None:
    assert {form.state for form in FORMS} == set(WRITTEN) == set(STATES)


@every_number
@pytest.mark.parametrize(
    "around", ["{}", "The child ({}) was seen.", "no. {}, 2021", "id:{};", "«{}»", "a\n{}\nb", "-{}"]
)
def test_a_number_is_found_alone_and_in_a_sentence(state: str, number: str, around: str) -> None:
    assert state in states(around.format(number))


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("DK", "CPR-nr. 0102031000"),
        ("DK", "personnummer: 010203 1000"),
        ("LV", "personas kods 32000000000"),
        ("RU", f"СНИЛС {SNILS}"),
        ("RU", f"SNILS: {SNILS[:3]} {SNILS[3:6]} {SNILS[6:9]} {SNILS[9:]}"),
    ],
)
def test_a_number_that_says_too_little_alone_is_found_after_its_name(state: str, text: str) -> None:
    assert state in states(text)
    assert state not in states(
        text.replace("CPR", "No")
        .replace("personnummer", "no")
        .replace("personas kods", "no")
        .replace("СНИЛС", "no")
        .replace("SNILS", "no")
    )


@pytest.mark.parametrize(("state", "number"), CHECKED.items())
def test_a_wrong_check_digit_is_no_number_of_the_state(state: str, number: str) -> None:
    wrong = [number[:-1] + last for last in "0123456789" if last != number[-1]]
    assert [other for other in wrong if state in states(other)] == []


@every_number
@pytest.mark.parametrize(
    "around",
    [
        "1{}",
        "{}1",
        "a{}",
        "{}b",
        "2015-{}",
        "{}-2",
        "0.{}",
        "{}.5",
        "1,{}",
        "_{}",
        "https://www.example.org/doc/{}",
        "https://example.org/a?number={}",
        "example.org/{}/report",
        "doi 10.1000/{}",
    ],
)
def test_a_part_of_something_longer_is_no_number(state: str, number: str, around: str) -> None:
    assert state not in states(around.format(number))


@pytest.mark.parametrize(
    "number",
    [
        "310203-1000",  # no day of February
        f"{int(ICELANDIC[0]) + 4}{ICELANDIC[1:]}",  # an organisation in Iceland
        "001-001-998 00",  # before check digits were given
        "0102031000",  # Denmark, without its hyphen
        SNILS,  # Russia, without its hyphens
        "33000000000",  # Latvia, new form without its hyphen and without check digit
    ],
)
def test_what_only_looks_like_a_number_is_none(number: str) -> None:
    assert states(number) == set()


def test_in_iceland_the_last_digit_but_one_checks_the_others() -> None:
    others = [f"{ICELANDIC[:8]}{digit}{ICELANDIC[9]}" for digit in "0123456789" if digit != ICELANDIC[8]]
    assert [number for number in others if "IS" in states(number)] == []


def test_a_number_of_two_states_with_one_form_names_both() -> None:
    assert identifiers_in(pd.Series(WRITTEN["EE"], dtype="str"))["what"].tolist() == [
        "a personal identity number of Estonia or Lithuania"
    ]


def test_numbers_for_people_without_residence_are_found_too() -> None:
    coordination = [f"030263{last:04d}" for last in range(1000, 1010)]
    assert any("SE" in states(f"{number[:6]}-{number[6:]}") for number in coordination)
    assert any("NO" in states(f"410203{last:05d}") for last in range(100_000))


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d")
def test_any_dash_is_a_hyphen(dash: str) -> None:
    assert "LV" in states(f"{LATVIAN_OLD[:6]}{dash}{LATVIAN_OLD[6:]}")


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(ord("\uff10") + int(digit)) for digit in GERMAN),
        "".join(chr(ord("\u0660") + int(digit)) for digit in GERMAN),
        "\u200b".join(GERMAN),
        f"{GERMAN[:4]}\u00ad{GERMAN[4:]}",
        f"{GERMAN[:2]}\u00a0{GERMAN[2:5]}\u202f{GERMAN[5:8]}\u2009{GERMAN[8:]}",
    ],
)
def test_digits_of_any_script_and_signs_without_width_do_not_hide_a_number(text: str) -> None:
    assert "DE" in states(text)


@given(
    st.sampled_from([*(number for _, number in NUMBERS), *EMAILS, *TELEPHONES]),
    st.text(alphabet="abcäžя (),;:!?'\"\n\t", max_size=30),
    st.text(alphabet="abcäžя (),;:!?'\"\n\t", max_size=30),
)
def test_text_around_a_token_does_not_hide_it(token: str, before: str, after: str) -> None:
    assert all_identifiers_in(f"{before} {token} {after}")
    assert token not in masked(f"{before} {token} {after}")


@pytest.mark.parametrize(
    "text",
    [
        *EMAILS,
        "mailto:anna@office.example?subject=x",
        "mailto:anna%40office.example",
        "anna\uff20office\uff0eexample",
        "\uff41nna@office.example",
        "Anna (at) office.example",
        "anna[at]office[dot]example",
        "anna (snabel-a) office.example",
        "anna at office dot example",
        "https://office.example/staff/anna@office.example",
        "S::anna@office.example::00000000-0000-0000-0000-000000000000",
    ],
)
def test_an_email_address_is_found_as_a_person_reads_it(text: str) -> None:
    assert kinds(text) == {PersonalKind.EMAIL}


@pytest.mark.parametrize(
    "text",
    [
        *TELEPHONES,
        "(+45) 32 12 34 56",
        "tel.+37163123456",
        "Tel. 63 123 456",
        "Tālr.: 63123456",
        "puh. nro 041 2345678",
        "phone (office) +46 8 12 34 56",
        "sími 410 1234",
        "тел. 8 (912) 345-67-89",
        "mob 512 345 678 2021",
        "tel:+37163123456",
    ],
)
def test_a_telephone_number_is_found_in_international_form_or_after_its_name(text: str) -> None:
    assert kinds(text) == {PersonalKind.TELEPHONE}


@pytest.mark.parametrize(
    "text",
    [
        "https://anna:secret@files.example/x",
        "ftp://anna@files",
        "//anna:secret@files.example",
        "https://files.example/x?access_token=abc",
        "https://files.example/x?id=1&password=abc",
        "https://files.example/#token=abc",
    ],
)
def test_a_link_with_a_name_or_a_key_is_found(text: str) -> None:
    assert kinds(text) == {PersonalKind.LINK}


@pytest.mark.parametrize(
    "text",
    [
        "LV-R001; LV-R002",
        "2021-2023",
        "Directive 2011/36/EU of 5.4.2011",
        "120,271 contacts in 2023, half by phone and half by chat",
        "half by telephone 2021-2023",
        "telephone 28.09.2012",
        "Telefon 116 111: 2017",
        "phone 116000",
        "+3 720 000 in 2020",
        "@office and https://media.example/@office",
        "follow us @office.example",
        "https://map.example/@59.3,18.0,12z",
        "logo@" + "2x.png",
        "https://law.example/CELEX:32011L0036?locale=lv&sid=5",
        "https://law.example/main.htm;jsessionid=9CFE95BFD6E10796FB4A5EBEF4F8A492?execution=e1s1",
        "arrived at the border",
        "s00103-020-03217-5",
        "{28A0092B-C50C-407E-A947-70E740481C1C}",
        "",
    ],
)
def test_what_this_project_writes_every_day_is_not_taken_for_a_person(text: str) -> None:
    assert all_identifiers_in(text) == []


def test_a_table_names_each_kind_of_a_text_once_and_leaves_its_argument() -> None:
    texts = pd.Series(["a@b.example, c@b.example", "2021", None, "a@b.example +37163123456"], [5, 6, 7, 8], dtype="str")
    before = texts.copy()
    table = identifiers_in(texts)
    assert table[["text", "kind"]].to_numpy().tolist() == [[5, "email"], [8, "email"], [8, "telephone"]]
    pd.testing.assert_series_equal(texts, before)


def test_no_text_has_nothing() -> None:
    assert identifiers_in(pd.Series([], dtype="str")).columns.tolist() == ["text", "kind", "what"]


def test_what_is_masked_reads_on() -> None:
    assert masked("write to anna@office.example or +371 63 123 456!") == f"write to {NOT_SHOWN} or {NOT_SHOWN}!"


def test_the_latvian_check_digit_is_the_one_that_the_tax_number_has() -> None:
    from stdnum.lv import pvn

    bodies = [f"{number:010d}" for number in range(0, 10**10, 98_765_432)]
    assert all(has_latvian_check_digit(body + pvn.calc_check_digit_pers(body)) for body in bodies)


def test_the_check_digits_of_an_insurance_number_are_those_of_the_published_example() -> None:
    assert [check for check in range(100) if is_snils_number(f"112233445{check:02d}")] == [95]


def test_a_swedish_number_keeps_its_check_digit_with_or_without_century() -> None:
    assert states(SWEDISH) == states(f"19{SWEDISH}") == {"SE"}


@pytest.mark.parametrize("text", ["tel. 0028471", "tel. 003797125", "phone 0099 123456"])
def test_digits_after_a_cue_that_lead_to_no_country_are_no_telephone(text: str) -> None:
    assert telephones_in(text) == []
