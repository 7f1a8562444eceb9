"""Arbitrary valid workbooks: rows of every sheet with whatever its columns allow, awkward texts and blanks included."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from impt_analysis.codebook import shipped_codebook
from impt_analysis.schema import Column, Kind, sheets

AWKWARD = (
    *("=1+1", "+47 and more", "-", "@here", "NA", "None", "null", "nan", "#N/A", "1e5", "007", "TRUE", "' quoted"),
    *("2024-01-02", "1/2", "_x000D_", "_x0041", "a\rb", "a\x0bb", "two\nlines", "a\tb", "a  b", "<b>&amp;", '"', "]]>"),
    *(
        "Šiauliai, Þingvellir, Калининград",
        "\N{GRINNING FACE}",
        "\N{MATHEMATICAL FRAKTUR CAPITAL B}",
        "e\u0301",
        "שלום",
    ),
)
"""Texts that some program on the way takes for something else."""

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Nd"], exclude_characters="@")
TEXT = st.one_of(st.sampled_from(AWKWARD), st.text(LETTERS, min_size=1, max_size=12)).filter(
    lambda text: text == text.strip() != ""
)
WORD = st.text(string.ascii_lowercase, min_size=1, max_size=8)
SOURCES = ("LV-01", "LV-02", "LV-03")
REFERENCES = ("LV-R001", "LV-R002")
EDITION = "2026-11-24"

Rows = list[Mapping[str, object]]


def listed(entries: list[str]) -> st.SearchStrategy[str]:
    """Return cells that name some of these entries, each once."""
    return st.lists(st.sampled_from(entries), min_size=1, max_size=3, unique=True).map(";".join)


def cell_of(column: Column) -> st.SearchStrategy[object]:
    """Return values that a cell of the column may hold; blank where the column allows it."""
    value = VALUES[column.kind](column)
    return value if column.must_fill or column.kind is Kind.REFERENCES else st.one_of(value, st.just(""))


VALUES: dict[Kind, Callable[[Column], st.SearchStrategy[object]]] = {
    Kind.TEXT: lambda _: TEXT,
    Kind.CODE: lambda column: st.sampled_from(shipped_codebook().codes(column.codes)),
    Kind.CODES: lambda column: listed(shipped_codebook().codes(column.codes)),
    Kind.SOURCE: lambda _: st.one_of(st.sampled_from(SOURCES), WORD.map("ext:{}".format)),
    Kind.NOTICERS: lambda column: listed([*SOURCES, *shipped_codebook().codes(column.codes)]),
    Kind.REFERENCES: lambda _: listed(list(REFERENCES)),
    Kind.INDICATOR: lambda column: st.one_of(
        st.sampled_from(shipped_codebook().codes(column.codes)), WORD.map("other:{}".format)
    ),
    Kind.YEAR: lambda _: st.integers(1990, 2026),
    Kind.NUMBER: lambda _: st.one_of(st.integers(0, 10**9), st.integers(0, 10**6).map(lambda eighths: eighths / 8)),
    Kind.DATE: lambda _: st.just(EDITION),
    Kind.LINK: lambda _: WORD.map("https://www.example.org/{}?a=1&b=2".format),
}


def row_of(sheet: str, **stated: object) -> st.SearchStrategy[Mapping[str, object]]:
    """Return rows of a sheet; what is stated stays as it is."""
    drawn = {column.code: cell_of(column) for column in sheets()[sheet].columns if column.code not in stated}
    return st.fixed_dictionaries(drawn).map(lambda cells: {**stated, **cells})


def some(sheet: str, **stated: object) -> st.SearchStrategy[Rows]:
    """Return no, one or two rows of a sheet."""
    return st.lists(row_of(sheet, **stated), max_size=2)


def several(sheet: str, key: str, ids: tuple[str, ...]) -> st.SearchStrategy[Rows]:
    """Return a row of a sheet for each of these ids."""
    return st.tuples(*(row_of(sheet, **{key: identifier}) for identifier in ids)).map(list)


def contents() -> st.SearchStrategy[dict[str, object]]:
    """Return what `tests.workbooks.cells` makes a workbook of: rows of every sheet, and the answers by source."""
    answer = st.sampled_from([code for code in shipped_codebook().codes("answer") if code != "not_asked"])
    said = st.dictionaries(st.sampled_from(shipped_codebook().codes("item")), answer, max_size=5)
    about = row_of(
        "about", state="LV", edition=EDITION, confirmed_by="An office", confirmed_on=EDITION, allowed_contacts=""
    )
    return st.fixed_dictionaries(
        {
            "about": about,
            "sources": several("sources", "source_id", SOURCES),
            "answers": st.fixed_dictionaries(dict.fromkeys(SOURCES, said)),
            "channels": some("channels", from_source=SOURCES[0], to_source="ext:Europol"),
            "statistics": some("statistics"),
            "vignettes": several("vignettes", "vignette_id", ("LV-V01",)),
            "references": several("references", "reference_id", REFERENCES),
        }
    )
