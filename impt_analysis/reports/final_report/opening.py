"""The head of the final report: a summary in a page, what was asked, how it was done, and how far it can be trusted."""

from __future__ import annotations

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer, Finding
from impt_analysis.codebook.measured_codes import ChannelScope, Permanent, Rung, Statement
from impt_analysis.documents import Block, Column, Heading, Listing, Note, Paragraph, Table, Words
from impt_analysis.gaps import GOT
from impt_analysis.plurals import number_of
from impt_analysis.reports.brief.age_of_evidence import aged
from impt_analysis.reports.brief.phrases import (
    begun,
    in_words,
    listed,
    or_untold,
    small,
    states,
    unknown_whether_permanent,
)
from impt_analysis.reports.brief.rungs import KINDS, SHORT
from impt_analysis.reports.brief.seminar import NAMES
from impt_analysis.reports.final_report.region import Region
from impt_analysis.reports.planned_charts import Plan, Subject

HOW = (
    "A source is a register, set of case files, statistic, hotline log or body of knowledge of one organisation. A "
    "collector compiles information on trafficking from others; every other source is a bearer."
)
ANSWERS = (
    "on a child's situation it is asked whether a source records them. An answer is yes, partly, no, unknown (asked, "
    "and nobody could say) or not asked: no, unknown and not asked are three things and never told as one."
)
MEASURED = (
    (
        "Reached means that the collectors of the state regularly get what a source records. Partly counts one half; a "
        "kind of information at the core of a theme counts 1 and one that is relevant ½; a source in which children "
        "cannot be told apart, that covers part of the state or that has ended counts one half at most. These are "
        "conventions: the chapter “What survives other conventions” says what depends on them."
    ),
    (
        "Coverage reads “31 of 100 weighted points documented as reached”. It is no share of the information and none "
        "of the children."
    ),
    (
        "What is known of the wider group of children (such as all children in care, all unaccompanied applicants, or "
        "children about whom somebody worried) and what of identified victims are two findings, told apart. Sources of "
        "which the children are not known are in neither."
    ),
)
"""How to read what is measured, in plain words."""

NOTHING_FOUND = (
    "Nothing found is not the same as nothing there: a public document seldom says what is not recorded or not passed "
    "on. Most of what stands as not known was never asked."
)
NOT_LAWFUL = (
    "That information exists does not say that passing it on is lawful or good. To open a source is to agree on a "
    "standing way to pass on what is needed, by default totals or anonymous patterns; it never means access to "
    "children's records."
)
SUMMED = (Rung.REACHED, Rung.PARTLY_REACHED, Rung.HELD_NOT_REACHED)
"""The rungs that the table of the summary counts."""

ANSWERS_GIVEN, FRESHNESS = Plan(Subject.ANSWERS_GIVEN), Plan(Subject.FRESHNESS)


def summary(region: Region) -> list[Block]:
    """Return the section that says in a page what was found."""
    told: list[Words] = [
        f"{said} (Chapter “{chapter}”.)"
        for said, chapter in (
            (_answers(region), "What was asked, and how"),
            (_reached(region), "The three themes side by side"),
            (_nowhere(region), "What survives other conventions"),
            (_side(region), "Possible improvements, as questions"),
            (_channels(region), "Permanent channels within and between states"),
            (_figures(region), "Published figures"),
        )
    ]
    asked = (
        "Who holds information on children who are trafficked or at risk around the Baltic Sea, what of it does not "
        "reach those who collect information on trafficking (the collectors), and how could it be used? This report "
        "says what public documents show of it, theme by theme and state by state. It is about institutions and "
        "published totals, never about a single child, and it does not estimate how many children are concerned."
    )
    not_ranked = "States stand in a fixed order and are not ranked: what is documented follows how much was read."
    note = Note(f"{region.whole.evidence()}. {not_ranked}")
    return [Heading("Summary"), Paragraph(asked), Listing(told), _by_theme(region), note]


def method(region: Region) -> list[Block]:
    """Return the section on what was asked, how it was done, and what it cannot say."""
    seminars = listed(
        f"“{entry['seminar']}” ({entry['place']})" for entry in shipped_codebook().entries("theme").to_dict("records")
    )
    items = len(shipped_codebook().codes("item"))
    points: list[Words] = [HOW, f"Of {items} kinds of information {ANSWERS}", *MEASURED]
    limits: list[Words] = [_unconfirmed(region), NOTHING_FOUND, _age(region), NOT_LAWFUL]
    told = f"The project asked the member states three seminars' questions in 2010: {seminars}. {_today(region)}"
    return [
        Heading("What was asked, and how"),
        Paragraph(told),
        Listing(points),
        region.charts[ANSWERS_GIVEN].figure("How many answers are given, by state"),
        Heading("How far it can be trusted", 2),
        Listing(limits),
        region.charts[FRESHNESS].figure("How old the evidence is, by state"),
    ]


def _answers(region: Region) -> str:
    answers, sources = region.measures.inventory.items["answer"], region.measures.inventory.sources
    given = int(answers.ne(Answer.NOT_ASKED).sum())
    n_states = len(region.states)
    return (
        f"The inventory holds {number_of(len(sources), 'source')} of {sources['organisation'].nunique()} organisations "
        f"in {in_words(n_states)} state{'s' if n_states > 1 else ''}. Of {len(answers):,} answers on what they record "
        f"{given:,} are given and {len(answers) - given:,} not asked{or_untold(region.whole)}."
    )


def _reached(region: Region) -> str:
    told = []
    for finding in Finding:
        counts = [seminar.ladders[finding]["rung"].value_counts() for seminar in region.seminars]
        got = _between([int(of_theme[list(GOT)].sum()) for of_theme in counts])
        held = _between([int(of_theme[Rung.HELD_NOT_REACHED]) for of_theme in counts])
        told.append(f"of {NAMES[finding]} {got}, and {held} more as held and not shown to be reached")
    return f"Documented as reached at least in part, of {_cells(region)} in each theme: {'; '.join(told)}."


def _between(counts: list[int]) -> str:
    return f"{min(counts)} to {max(counts)}" if min(counts) < max(counts) else str(counts[0])


def _cells(region: Region) -> str:
    n_states, n_items = len(region.states), len(shipped_codebook().codes("item"))
    return f"{n_states * n_items} cells ({in_words(n_states)} state{'s' if n_states > 1 else ''} by {n_items} kinds)"


def _by_theme(region: Region) -> Table:
    """Return how many cells of each theme stand where, of each finding apart."""
    columns = [(finding, rung) for finding in Finding for rung in SUMMED]
    rows: list[list[Words]] = [
        [
            f"{seminar.theme}: {small(seminar.label)}",
            *(str(int(seminar.ladders[finding]["rung"].eq(rung).sum())) for finding, rung in columns),
        ]
        for seminar in region.seminars
    ]
    heads = [Column(f"{KINDS[finding]} {SHORT[rung]}", 1, numeric=True) for finding, rung in columns]
    caption = f"Cells documented as reached, in full or in part, and as held only, of {_cells(region)}"
    return Table(caption, [Column("Theme", 2.4), *heads], rows)


def _nowhere(region: Region) -> str:
    rows = region.statements[region.statements["statement"].eq(Statement.NEVER_REACHED)]
    total = len(shipped_codebook().codes("item")) * len(region.seminars)
    holds = rows[rows["survives"]].groupby("finding", observed=False).size()
    told = listed(f"{holds[str(finding)]} for {NAMES[finding]}" for finding in Finding)
    return (
        f"Of {total} pairs of a theme and a kind of information, so many are documented as reached in full in no "
        f"state, whichever convention is changed: {told}. An interview may change that where a convention does not."
    )


def _side(region: Region) -> str:
    gains = region.measures.gains[Finding.WIDER_GROUP]
    sources = gains["source_id"].nunique()
    if not sources:
        return f"No known source would add to what is documented as reached of {NAMES[Finding.WIDER_GROUP]}."
    return (
        f"{begun(number_of(sources, 'source'))} on {NAMES[Finding.WIDER_GROUP]} would each add to what is documented "
        "as reached in their state, if they were opened. They are listed as questions, state by state."
    )


def _channels(region: Region) -> str:
    channels = region.measures.channels
    permanent = channels[channels["permanent"].eq(Permanent.YES)]["scope"].value_counts()
    unknown = unknown_whether_permanent(int(channels["permanent"].eq(Permanent.UNKNOWN).sum()))
    total = int(permanent.sum())
    return (
        f"Of {number_of(len(channels), 'documented channel')}, {total} {'is' if total == 1 else 'are'} permanent: "
        f"{permanent[ChannelScope.WITHIN]} inside a state, {permanent[ChannelScope.BETWEEN]} between states and "
        f"{permanent[ChannelScope.BEYOND]} with other bodies.{f' {begun(unknown)}.' if unknown else ''}"
    )


def _figures(region: Region) -> str:
    figures = region.measures.figures
    having = {finding: set(figures.loc[figures["finding"].eq(finding), "state"]) for finding in Finding}
    told = [
        f"of {NAMES[finding]} in {in_words(len(own))} state{'' if len(own) == 1 else 's'}"
        for finding, own in having.items()
    ]
    return f"Figures on children are published {listed(told)}; they count different things and are not divided."


def _unconfirmed(region: Region) -> str:
    return f"What it rests on: {small(region.whole.evidence())}."


def _age(region: Region) -> str:
    age = region.measures.ages[["n_sources", "n_old", "n_undated"]].sum()
    return aged(int(age["n_old"]), int(age["n_undated"]), int(age["n_sources"]))


def _today(region: Region) -> str:
    only = [state for state in region.whole.about["state"] if state not in region.whole.members()]
    also = f" Listed, and neither measured nor compared: {listed(states(only))}." if only else ""
    return f"This inventory answers them from public documents, in one workbook for each state.{also}"
