"""Nothing that somebody wrote into a workbook runs, draws or calls elsewhere: not in csv, xlsx, HTML or a terminal."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd
import pytest
from defusedxml import ElementTree
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from impt_analysis.charts import chart_bytes
from impt_analysis.charts.description import describe
from impt_analysis.checking import checked
from impt_analysis.codebook.codes import Finding
from impt_analysis.csv_tables import csv_bytes, csv_texts
from impt_analysis.data_package import DESCRIPTION, HOW_TEXTS_ARE_WRITTEN, package_files, write_package
from impt_analysis.errors import Problem, as_records, rendered
from impt_analysis.formula_texts import begins_formula, disarmed, restored
from impt_analysis.inventory import Inventory
from impt_analysis.reports.chart_drawing import drawn_chart
from impt_analysis.reports.index import index_page
from impt_analysis.reports.planned_charts import DrawnChart, Plan, Subject
from impt_analysis.workbook import reader
from impt_analysis.workbook.reader import read_workbook
from impt_analysis.workbook.writer import workbook_bytes
from tests.figures import bars_of, two_states
from tests.packages import LINKS, OFFICE, links, parts, worksheet, zipped
from tests.test_cli import called
from tests.workbooks import ABOUT, REFERENCE, SOURCE, STATISTIC, cells, grids, inventory, of_grids

ROOT = Path(__file__).parents[1]
SCRIPT = "\"><script>alert('1')</script>&<img src=x onerror=alert(1)>"
WIDE = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
SIGNS = f"=+-@{WIDE}\N{SMALL EQUALS SIGN}\N{SMALL PLUS SIGN}\N{SMALL HYPHEN-MINUS}\N{SMALL COMMERCIAL AT}\N{MINUS SIGN}"
TEXTS = st.text(
    st.one_of(st.sampled_from(f"{SIGNS};,'\" a\t\n\r\x00\x1b\xa0"), st.characters(exclude_categories=["Cs"])),
    min_size=1,
)

CUTS = st.text(st.sampled_from("=@;,'\" \t\na"), min_size=1)
"""Texts of little but signs and what could separate cells."""


@pytest.fixture(scope="module")
def hostile() -> Inventory:
    source = {**SOURCE, "name": SCRIPT, "organisation": SCRIPT, "claim": "=HYPERLINK(1)", "note": "a;=1+1"}
    made = inventory(
        cells(
            about={**ABOUT, "note": SCRIPT, "compiled_by": "@office"},
            sources=[source],
            statistics=[{**STATISTIC, "claim": "-2+3"}],
            references=[{**REFERENCE, "title": SCRIPT, "publisher": "+board"}],
        )
    )
    return replace(made, statistics=made.statistics.assign(value=-2.5))  # no workbook may hold it; a measure could


@pytest.mark.parametrize("sign", SIGNS)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert disarmed(f"{sign}1+1") == f"'{sign}1+1"
    assert begins_formula(f"{sign}1+1")


@pytest.mark.parametrize("space", ["\t", "\r", "\n", "\x00"])
def test_a_text_that_begins_with_a_tab_or_a_line_break_gets_an_apostrophe(space: str) -> None:
    assert disarmed(f"{space}word") == f"'{space}word"
    assert begins_formula(f"{space}word")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (" =1", " '=1"),
        ("\N{NO-BREAK SPACE}=1", "\N{NO-BREAK SPACE}'=1"),
        ('"=1"', '"\'=1"'),
        ("a;=1", "a;'=1"),
        ("a; =1;-2", "a; '=1;'-2"),
        ("two\n=1", "two\n'=1"),
        ("two\t@1", "two\t'@1"),
    ],
)
def test_what_stands_between_hides_no_formula(text: str, written: str) -> None:
    assert disarmed(text) == written


@pytest.mark.parametrize("text", ["1-2", "a=b", "it's", "'quoted'", "LV-01", "", "a, -b", "contacts;earnings", " a"])
def test_an_ordinary_text_is_written_as_it_is(text: str) -> None:
    assert disarmed(text) == text
    assert not begins_formula(text)


@pytest.mark.parametrize("text", ["'=1", "''=1", "'\tword", "'", "''", "=", "'='=1"])
def test_a_text_with_apostrophes_of_its_own_comes_back_as_it_was(text: str) -> None:
    assert restored(disarmed(text)) == text


def test_two_texts_are_never_written_alike() -> None:
    texts = ["=1", "'=1", "''=1", " =1", " '=1", "\t=1", "'\t=1", "\t'=1", "'\t'=1"]
    assert len({disarmed(text) for text in texts}) == len(texts)


@given(TEXTS)
def test_any_text_is_restored(text: str) -> None:
    assert restored(disarmed(text)) == text


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_table_is_read_from_its_csv(texts: list[str]) -> None:
    table = pd.DataFrame({"state": "LV", "name": pd.Series(texts, dtype="str")})
    pd.testing.assert_frame_equal(csv_texts(csv_bytes(table)), table.astype("str"))


@given(st.lists(TEXTS | CUTS, min_size=1, max_size=4))
def test_no_cell_begins_a_formula_however_a_program_separates_them(texts: list[str]) -> None:
    written = csv_bytes(pd.DataFrame({"state": "LV", "name": texts})).decode()
    by_comma = [cell for row in csv.reader(StringIO(written)) for cell in row]
    by_semicolon = re.split("[;\t\r\n]", written)  # Excel: a quotation mark inside a cell keeps nothing together
    for cell in [*by_comma, *by_semicolon]:
        begun = re.sub('^[\\s"\x00-\x1f]+', "", cell)
        assert not begun.startswith(tuple(SIGNS)), cell


def test_a_long_text_of_spaces_is_written_at_once() -> None:
    text = "\t;" * 200_000
    assert restored(disarmed(text)) == text


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_libreoffice_runs_no_text_of_a_csv(tmp_path: Path, separator: str) -> None:
    texts = ["=1+1", " =1+1", "a;=1+1;b", "x\n=1+1", "x\t=1+1", "'=1+1"]
    table = pd.DataFrame({"state": "LV", "name": texts, "end": "z"})
    (tmp_path / "bare.csv").write_bytes(table.to_csv(index=False, lineterminator="\n").encode())
    (tmp_path / "ours.csv").write_bytes(csv_bytes(table))
    read = f"CSV:{ord(separator)},34,76,1,,0,false,true,false,false,false,-1,true"  # the last: run formulas
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", f"--infilter={read}", "--convert-to", "xlsx", "bare.csv", "ours.csv"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert formulas(tmp_path / "bare.xlsx") != []
    assert formulas(tmp_path / "ours.xlsx") == []


def formulas(path: Path) -> list[str]:
    """Return the formulas of a workbook."""
    sheet = load_workbook(path).worksheets[0]
    return [cell.value for row in sheet for cell in row if cell.data_type == "f"]


def test_numbers_are_written_as_they_are_and_headers_like_texts() -> None:
    table = pd.DataFrame({"=a": [-1, 2], "b": [-0.5, 1.0], "c": pd.array([-3, None], dtype="Int64"), "d": ["-1", None]})
    assert csv_bytes(table).decode() == "'=a,b,c,d\n-1,-0.5,-3,'-1\n2,1,,\n"


def test_the_package_is_written_so_that_no_text_runs_and_says_how(hostile: Inventory) -> None:
    files = package_files(hostile)
    assert b"'=HYPERLINK(1)" in files["sources.csv"]
    assert b"a;'=1+1" in files["sources.csv"]
    assert b",-2.5," in files["statistics.csv"]
    assert b"'-2+3" in files["statistics.csv"]
    assert HOW_TEXTS_ARE_WRITTEN.encode() in files[DESCRIPTION]


def test_frictionless_accepts_a_package_with_such_texts(hostile: Inventory, tmp_path: Path) -> None:
    write_package(hostile, tmp_path / "processed")
    report = validate(str(tmp_path / "processed" / DESCRIPTION))
    assert report.valid, report.flatten(["title", "note"])


def test_every_csv_is_written_by_one_function() -> None:
    # The digest is of a text that a notebook stores unseen; the files of a translation hold what the package says.
    allowed = {"csv_tables.py", "digests.py", "codebook/translation_files.py"}
    package = ROOT / "impt_analysis"
    writing = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"to_csv", "writer", "DictWriter"}
    }
    assert writing == allowed


def test_a_workbook_keeps_such_texts_as_texts_also_when_a_person_edits_the_cell(hostile: Inventory) -> None:
    data = workbook_bytes(hostile.tables())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name) and "worksheets" in name]
    opened = load_workbook(BytesIO(data))
    claim, name = opened["Sources"]["Z2"], opened["Sources"]["B2"]
    assert (claim.value, claim.data_type, claim.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert (name.value, name.quotePrefix) == (SCRIPT, False)
    assert opened["Statistics"]["D2"].value == -2.5


class Page(HTMLParser):
    """The elements of a page and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element and its attributes."""
        self.elements.append((tag, dict(attrs)))


def test_the_page_shows_a_script_as_its_text(hostile: Inventory) -> None:
    plan = Plan(Subject.COVERAGE, 2, Finding.WIDER_GROUP)
    chart = drawn_chart(hostile.where(**plan.criteria), plan)
    told = DrawnChart(chart.plan, SCRIPT, SCRIPT, SCRIPT, {f"theme_2/{SCRIPT}.svg": b""})
    page = Page(index_page(hostile, [chart, told], [], {SCRIPT: [f"{SCRIPT}.html"]}, [SCRIPT]))
    assert not [tag for tag, attributes in page.elements if tag == "script" or "onerror" in attributes]
    images = [attributes for tag, attributes in page.elements if tag == "img"]
    assert [image["alt"] for image in images] == [chart.alternative, SCRIPT]
    assert f"theme_2/{SCRIPT}.svg" in [attributes.get("href") for tag, attributes in page.elements if tag == "a"]
    assert all(b"<script" not in content for content in chart.files.values())


def test_a_chart_shows_a_script_as_its_text() -> None:
    figure = bars_of(two_states())
    figure.suptitle(SCRIPT)
    figure.text(0.5, 0.5, f"{SCRIPT}-->")
    describe(figure, SCRIPT)
    drawn = chart_bytes(figure, [".svg"])[".svg"].decode()
    root = ElementTree.fromstring(drawn)
    space = {"svg": "http://www.w3.org/2000/svg"}
    assert root.find("svg:title", space).text == SCRIPT
    assert root.find("svg:desc", space).text == SCRIPT
    assert "<script" not in drawn
    assert not [node for node in root.iter() if "script" in node.tag or "onerror" in node.attrib]


ESCAPES = "\x1b[31m\u202ered\u200b\x9b2J\x07"


def test_a_problem_shows_what_a_terminal_would_obey() -> None:
    content = grids(sources=[{**SOURCE, "role": f"{ESCAPES}r", "name": ESCAPES}])
    result = checked([of_grids({**content, f"Sheet{ESCAPES}": [["a"]]}, file=f"{ESCAPES}.xlsx")])
    text = rendered(result.problems)
    assert [sign for sign in text if not sign.isprintable() and sign != "\n"] == []
    assert r"\x1b[31m\u202ered\u200b\x9b2J\x07r" in text
    assert any(r"\x1b[31m" in record["found"] for record in as_records(result.problems))


def test_a_value_of_the_check_that_stands_in_what_would_be_right_is_shown_too() -> None:
    problem = Problem.of("unknown-sheet", file="latvia.xlsx", sheet=ESCAPES, found="a", allowed=ESCAPES)
    assert "\x1b" not in rendered([problem])


def test_a_message_of_the_command_shows_what_a_terminal_would_obey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert called(monkeypatch, "check", "no\x1b[31mwhere") == 2
    assert capsys.readouterr().err.startswith(r"impt: no\x1b[31mwhere does not exist")


def outside(kind: str, target: str) -> str:
    """Return relationships with one target outside the workbook."""
    link = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return f'<?xml version="1.0"?><Relationships xmlns="{LINKS}">{link}</Relationships>'


def linked(target: str) -> bytes:
    """Return a workbook that points outside wherever a workbook can: links, pictures, another book, a database."""
    cell = '<row r="1"><c r="A1" t="str"><f>[1]Sheet1!A1</f><v>kept</v></c></row>'
    after = f'<hyperlinks xmlns:r="{OFFICE}"><hyperlink ref="A1" r:id="r1"/></hyperlinks>'
    book = f'<externalLink xmlns:r="{OFFICE}"><externalBook r:id="r1"/></externalLink>'
    inner = {"externalLink": "externalLinks/externalLink1.xml", "connections": "connections.xml"}
    made = {
        **parts(sheet=worksheet(cell, after=after)),
        "xl/_rels/workbook.xml.rels": links(worksheet="worksheets/sheet1.xml", **inner),
        "xl/worksheets/_rels/sheet1.xml.rels": outside("hyperlink", target),
        "xl/drawings/drawing1.xml": f'<a xmlns:r="{OFFICE}" r:link="r1"/>',
        "xl/drawings/_rels/drawing1.xml.rels": outside("image", target),
        "xl/externalLinks/externalLink1.xml": book,
        "xl/externalLinks/_rels/externalLink1.xml.rels": outside("externalLinkPath", target),
        "xl/connections.xml": f'<connections><connection id="1"><webPr url="{target}"/></connection></connections>',
    }
    return zipped(made)


WATCHED = """
import sys
from pathlib import Path
from impt_analysis.workbook.reader import read_workbook
plain, linked = map(Path, sys.argv[1:])
read_workbook(plain)
seen = []
def hook(event, arguments):
    if event == "open" or event.startswith(("socket.", "subprocess.", "os.", "urllib.", "http.", "ctypes.")):
        seen.append(f"{event} {arguments[:1]}")
sys.addaudithook(hook)
(sheet,) = read_workbook(linked).sheets
print(sheet.rows)
print("\\n".join(seen))
"""


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:9/a.xlsx", "file:///etc/hostname", "\\\\\\\\127.0.0.1\\\\share\\\\a"]
)
def test_reading_a_workbook_opens_that_file_and_nothing_else(tmp_path: Path, target: str) -> None:
    (tmp_path / "plain.xlsx").write_bytes(zipped(parts('<row r="1"><c r="A1"><v>1</v></c></row>')))
    (tmp_path / "linked.xlsx").write_bytes(linked(target))
    command = [sys.executable, "-c", WATCHED, *(str(tmp_path / name) for name in ("plain.xlsx", "linked.xlsx"))]
    shown = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    assert shown.splitlines() == ["[['kept']]", f"open ({str(tmp_path / 'linked.xlsx')!r},)"]


def test_the_fast_reader_is_given_no_link_that_it_could_follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given_bytes: list[bytes] = []

    class Watching:
        @staticmethod
        def from_filelike(file: BytesIO) -> CalamineWorkbook:
            given_bytes.append(file.getvalue())
            return CalamineWorkbook.from_filelike(file)

    monkeypatch.setattr(reader, "CalamineWorkbook", Watching)
    (tmp_path / "linked.xlsx").write_bytes(linked("http://127.0.0.1:9/a.xlsx"))
    assert read_workbook(tmp_path / "linked.xlsx").sheets[0].rows == [["kept"]]
    with zipfile.ZipFile(BytesIO(given_bytes[0])) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"127.0.0.1" not in content
    assert b"External" not in content
