"""What a state's portrait says in sentences, and what its legends name, as the release that it is of may tell it."""

from __future__ import annotations

from impt_analysis.charts.page import Words
from impt_analysis.charts.style import PARTS, RUNGS, Look, Part
from impt_analysis.charts.texts import listed, listed_within, name_of, names_of, text, whole_points
from impt_analysis.codebook.codes import Confirmed, Finding, Population, Reached
from impt_analysis.codebook.measured_codes import DatedBy, Release, Rung
from impt_analysis.freshness import OLD
from impt_analysis.portraits import StatePortrait

NEVER_PUBLIC = {Rung.NOT_RECORDED: Rung.UNKNOWN, Part.NOT_HELD: Part.NOT_KNOWN}
"""What a released portrait never tells, and what it counts it with."""


def title_of(portrait: StatePortrait) -> str:
    """Return what is known, given and confirmed; of a release only the answers that it tells are counted."""
    (row,) = portrait.overview.to_dict("records")
    return text(
        _as_released("portrait_title", portrait),
        sources=row["n_sources"],
        given=row["n_answers"],
        possible=row["n_answers"] + row["n_not_asked"],
        confirmed=int(portrait.themes["confirmed"].eq(Confirmed.BY_THE_STATE).sum()),
        themes=len(portrait.themes),
    )


def parts_named(portrait: StatePortrait) -> list[tuple[Look, str]]:
    """Return the looks of the parts of a bar, each with its meaning."""
    return [(PARTS[part], _named(text(f"part_{part}"), part, portrait)) for part in Part if _is_told(part, portrait)]


def rungs_told(portrait: StatePortrait) -> list[Rung]:
    """Return the rungs on which an item may be said to stand."""
    return [rung for rung in Rung if _is_told(rung, portrait)]


def rungs_named(portrait: StatePortrait) -> list[tuple[Look, str]]:
    """Return the looks of the rungs, each with its meaning."""
    return [(RUNGS[rung], _named(name_of("rung", rung), rung, portrait)) for rung in rungs_told(portrait)]


def key_of_unknown(portrait: StatePortrait) -> str:
    """Return how to read the numbers of what is not known; a release may not tell the opening of every source."""
    return text(_as_released("portrait_key_unknown", portrait))


def standing_of(portrait: StatePortrait) -> str:
    """Return how far the themes are mapped, where the release tells it, and confirmed."""
    told = {
        column: listed(
            text("portrait_of_theme", theme=theme, label=name_of(column, code))
            for theme, code in zip(portrait.themes["theme"], portrait.themes[column], strict=True)
        )
        for column in ("mapping", "confirmed")
    }
    return text(_as_released("portrait_standing", portrait), **told)


def not_known_of(portrait: StatePortrait) -> str:
    """Return of how many answers and sources something is not known, or not told."""
    (row,) = portrait.overview.to_dict("records")
    reach = portrait.reach.set_index("reached")["total"]
    said = text(
        _as_released("portrait_not_known", portrait),
        not_asked=row["n_not_asked"],
        possible=row["n_answers"] + row["n_not_asked"],
        reach=int(reach.get(str(Reached.UNKNOWN), 0)),
        sources=row["n_sources"],
        children=int(portrait.organisations[str(Population.UNKNOWN)].sum()),
    )
    if portrait.age.empty:
        return said
    (age,) = portrait.age.to_dict("records")
    aged = text("portrait_age", undated=age[f"n_{DatedBy.UNDATED}"], old=age["n_old"], limit=OLD)
    return f"{said} {aged}"


def alternative_of(portrait: StatePortrait, words: Words) -> str:
    """Return what the portrait shows, for those who do not see it."""
    kinds = portrait.organisations[["organisation_type", "total"]].itertuples(index=False, name=None)
    by_kind = [text("number_of", name=name_of("organisation_type", code), number=total) for code, total in kinds]
    return text(
        "portrait_alt",
        subject=words.subject,
        title=words.title,
        organisations=listed(by_kind) or text("none"),
        measures=_coverage_told(portrait) if portrait.measured else f"{words.subtitle} ",
        standing=standing_of(portrait),
        not_known=not_known_of(portrait),
        evidence=words.footer,
    )


def _is_public(portrait: StatePortrait) -> bool:
    return portrait.release == Release.PUBLIC


def _as_released(name: str, portrait: StatePortrait) -> str:
    return f"{name}_released" if _is_public(portrait) else name


def _is_told(meaning: Rung | Part, portrait: StatePortrait) -> bool:
    return not _is_public(portrait) or meaning not in NEVER_PUBLIC


def _named(label: str, meaning: Rung | Part, portrait: StatePortrait) -> str:
    folded = _is_public(portrait) and meaning in NEVER_PUBLIC.values()
    return text("portrait_or_untold", label=label) if folded else label


def _coverage_told(portrait: StatePortrait) -> str:
    coverage = portrait.coverage
    points = coverage.assign(low=whole_points(coverage["low"]), held=whole_points(coverage["held_low"]))
    told = []
    for finding in Finding:
        own = points.loc[points["finding"].eq(finding), ["theme", "low", "held"]].itertuples(index=False, name=None)
        themes = listed_within(text("portrait_alt_theme", theme=theme, low=low, held=held) for theme, low, held in own)
        told.append(text("portrait_alt_finding", finding=names_of("finding")[finding], themes=themes))
    return text("portrait_alt_coverage", coverage=listed(told))
