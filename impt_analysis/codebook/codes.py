"""The codes of a workbook that a rule of this package speaks of by name; a test holds them to `code_lists.csv`."""

from __future__ import annotations

from enum import StrEnum


class Answer(StrEnum):
    """Does the source record the item."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Reached(StrEnum):
    """Do those who collect information on trafficking in the state get what the source records."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class ReachedBasis(StrEnum):
    """Why we say so."""

    ROLE = "role"
    CLAIM = "claim"
    CHANNEL = "channel"
    STATE = "state"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """Does the source's organisation compile information on trafficking from others."""

    COLLECTOR = "collector"
    BEARER = "bearer"


class Population(StrEnum):
    """Which children a source is about."""

    POOL = "pool"
    CONCERN = "concern"
    IDENTIFIED = "identified"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """For which part of the state a source is run."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"
    INTERNATIONAL = "international"


class Finding(StrEnum):
    """What is known of the wider group of children and what of identified victims are two findings, never one."""

    WIDER_GROUP = "wider_group"
    IDENTIFIED = "identified"


class ChildrenApart(StrEnum):
    """Can persons under 18 be told apart in a source."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Barrier(StrEnum):
    """The weightiest obstacle to passing on what a source records."""

    NONE = "none"
    AWARENESS = "awareness"
    TRUST = "trust"
    TECHNICAL = "technical"
    RESOURCES = "resources"
    LEGAL = "legal"
    PROTECTED = "protected"
    UNKNOWN = "unknown"


class Opening(StrEnum):
    """What of a source could be passed on."""

    RECORDS_BY_LAW = "records_by_law"
    TOTALS_ONLY = "totals_only"
    NONE = "none"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What supports the row."""

    DOCUMENT = "document"
    GENERAL = "general"


class Mapping(StrEnum):
    """Does the state know of further sources in the theme."""

    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"


class Confirmed(StrEnum):
    """Has the state confirmed the theme."""

    NO = "no"
    BY_THE_STATE = "by_the_state"


class FigureUnit(StrEnum):
    """What a published figure counts."""

    CHILDREN = "children"
    PERSONS = "persons"
    CASES = "cases"
    APPLICATIONS = "applications"
    REPORTS = "reports"
    CALLS = "calls"
    OFFENCES = "offences"
    DECISIONS = "decisions"
    PERCENT = "percent"
    OTHER = "other"


class Importance(StrEnum):
    """What an item is to a theme."""

    CORE = "core"
    RELEVANT = "relevant"


class Together(StrEnum):
    """Must the needed items of a use stand in one source."""

    ANY = "any"
    ONE_SOURCE = "one_source"


class Grain(StrEnum):
    """Does a use need totals or single cases."""

    TOTALS = "totals"
    CASES = "cases"


class YesNo(StrEnum):
    """A plain yes or no."""

    YES = "yes"
    NO = "no"


class Unit(StrEnum):
    """What one entry of a source is."""

    CHILD = "child"
    PERSON = "person"
    CASE = "case"
    APPLICATION = "application"
    REPORT = "report"
    CALL = "call"
    OFFENCE = "offence"
    OTHER = "other"
    UNKNOWN = "unknown"


class Running(StrEnum):
    """Is information still being added to the source."""

    YES = "yes"
    ENDED = "ended"
    ONE_OFF = "one_off"
    UNKNOWN = "unknown"


class ChannelKind(StrEnum):
    """On what a flow of information rests."""

    STATUTORY = "statutory"
    AGREEMENT = "agreement"
    INFORMAL = "informal"
    UNKNOWN = "unknown"


class Regularity(StrEnum):
    """When information flows."""

    CONTINUOUS = "continuous"
    PERIODIC = "periodic"
    CASE_BY_CASE = "case_by_case"
    UNKNOWN = "unknown"


class Period(StrEnum):
    """Over what a figure was counted."""

    YEAR = "year"
    PART_YEAR = "part_year"
    SEVERAL_YEARS = "several_years"
    ON_A_DATE = "on_a_date"


class Status(StrEnum):
    """What kind of figure was published."""

    FIRST = "first"
    REVISED = "revised"
    ROUNDED = "rounded"
    AT_LEAST = "at_least"
    FINAL = "final"
    UNKNOWN = "unknown"


class ReferenceKind(StrEnum):
    """What a reference is."""

    DOCUMENT = "document"
    INTERVIEW = "interview"
    SEMINAR = "seminar"


RAPPORTEUR = "rapporteur"
"""The type of organisation that is charged with compiling information on trafficking: rapporteur or coordinator."""

REGIONAL = "REG"
"""The workbook of regional and international bodies, which is not a state."""

EXTERNAL = "ext:"
"""Begins the name of a body that is in no workbook."""

OTHER = "other:"
"""Begins the name of an indicator that is not in the codebook."""

SEPARATOR = ";"
"""Stands between the entries of a list in a cell."""

POPULATIONS: dict[Finding, tuple[Population, ...]] = {
    Finding.WIDER_GROUP: (Population.POOL, Population.CONCERN),
    Finding.IDENTIFIED: (Population.IDENTIFIED,),
}
"""The populations whose sources each finding rests on."""

HOLDING: tuple[Answer, ...] = (Answer.YES, Answer.PARTLY)
"""The answers that document an item as held."""

OVER: tuple[Running, ...] = (Running.ENDED, Running.ONE_OFF)
"""A source of these kinds is no longer kept up."""

LISTS: dict[str, type[StrEnum]] = {
    "answer": Answer,
    "reached": Reached,
    "reached_basis": ReachedBasis,
    "barrier": Barrier,
    "opening": Opening,
    "role": Role,
    "population": Population,
    "finding": Finding,
    "level": Level,
    "children_apart": ChildrenApart,
    "basis": Basis,
    "mapping": Mapping,
    "confirmed": Confirmed,
    "unit": FigureUnit,
    "importance": Importance,
    "together": Together,
    "grain": Grain,
    "yes_no": YesNo,
    "unit_of_count": Unit,
    "running": Running,
    "channel_kind": ChannelKind,
    "regularity": Regularity,
    "period": Period,
    "status": Status,
    "reference_kind": ReferenceKind,
}
"""The named codes by the code list that they repeat."""
