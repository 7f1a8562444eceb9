"""What the state is asked: to read, to confirm or to correct; and the form on which it says so."""

from __future__ import annotations

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Confirmed
from impt_analysis.documents import Block, Column, Heading, Listing, NewPage, Note, Paragraph, Table, Words
from impt_analysis.plurals import number_of
from impt_analysis.public_release import is_public
from impt_analysis.reports.brief.phrases import listed, small
from impt_analysis.reports.portrait.one_state import OwnState
from impt_analysis.schema import sheets
from impt_analysis.tallies import themes_by_state

BOX = "\N{BALLOT BOX}"
LINE = "." * 60
LINES = 12


def request(own: OwnState) -> list[Block]:
    """Return the section that says what is asked of the state, or of a state that is listed, that nothing is."""
    if not own.measured:
        return [Heading("What this is"), Paragraph(_listing(own)), Note(f"{own.footer}.")]
    n_sources = number_of(len(own.whole.sources), "source")
    about, sources, items = (sheets()[sheet].name for sheet in ("about", "sources", "items"))
    asked = (
        f"This is what the inventory holds of {own.name}: {n_sources}, found by reading public documents. Please read "
        "it with those who hold the information, and confirm it or correct it. What is not known here was mostly not "
        "asked; it is not a no."
    )
    points: list[Words] = [
        "Is a source missing, or does one no longer exist? Is it held by the organisation named here?",
        (
            f"Is it right which children a source is about, and what of it reaches those who collect information on "
            "trafficking (the collectors)? Letters in brackets are the columns of the sheet "
            f"{sources} of the workbook; a source stands there in the row of its id."
        ),
        (
            f"Does a source record what is not known here? The sheet {items} has a column for each source and a row "
            "for each kind of information. Write no where it is known that something is not recorded, unknown where "
            "nobody could say, and nothing where nobody was asked."
        ),
        f"Confirm each theme on the last page, or in the sheet {about} of the workbook.",
    ]
    return [Heading("What we ask of you"), Paragraph(asked), Listing(points, numbered=True), Note(_standing(own))]


def confirmation(own: OwnState) -> list[Block]:
    """Return the page to confirm: the three themes with boxes to tick, the office and the date, and no person."""
    themes = shipped_codebook().labels("theme")
    rows: list[list[Words]] = [[f"{theme} {label}", BOX, BOX] for theme, label in themes.items()]
    columns = [Column("Theme", 4), Column("Confirmed as it stands", 2), Column("To be corrected, as noted below", 2)]
    about = sheets()["about"]
    by, on = (about.column(code).label for code in ("confirmed_by", "confirmed_on"))
    told = (
        f"The same can be written in the sheet {about.name} of the workbook: {_codes()} beside each theme, the office "
        f"under {by} and the date under {on}. A theme that is confirmed is said to be so in every report from then on; "
        "the others are not."
    )
    signed: list[list[Words]] = [["Office (no personal name)", LINE], ["Date", LINE]]
    noted: list[list[Words]] = [[str(number), LINE, LINE] for number in range(1, LINES + 1)]
    return [
        NewPage(),
        Heading(f"Page to confirm: {own.name}"),
        Paragraph("Tick one box for each theme."),
        Table(f"What {own.name} confirms of the edition of {own.whole.edition.date().isoformat()}", columns, rows),
        Table("By whom", [Column("What", 1), Column("Please fill in", 3)], signed),
        Table(
            "What is to be corrected",
            [Column("No", 0.3), Column("Source, sheet and cell", 2), Column("What would be right", 4)],
            noted,
        ),
        Paragraph(told),
    ]


def _codes() -> str:
    return str(Confirmed.BY_THE_STATE)


def _standing(own: OwnState) -> str:
    themes = themes_by_state(own.whole)
    confirmed = [str(theme) for theme in themes.loc[themes["confirmed"].eq(Confirmed.BY_THE_STATE), "theme"]]
    told = f"theme{'s' if len(confirmed) > 1 else ''} {listed(confirmed)}" if confirmed else "no theme yet"
    stages = "" if is_public(own.whole) else f" The mapping: {listed(_stages(themes))}."
    return (
        f"{own.footer}. {own.name} has confirmed {told}.{stages} States are not ranked: what is documented follows how "
        "much was read."
    )


def _stages(themes: pd.DataFrame) -> list[str]:
    mapping = shipped_codebook().labels("mapping")
    return [f"theme {row.theme} {small(mapping[str(row.mapping)])}" for row in themes.itertuples()]


def _listing(own: OwnState) -> str:
    return (
        f"{own.name}: this is a listing only. It names {number_of(len(own.whole.sources), 'source')} that stand in the "
        "inventory because information leads there or comes from there. They are not measured and not compared with "
        "any state: nothing is worked out of what is reached, missing or to be opened, and nobody is asked to confirm "
        "anything."
    )
