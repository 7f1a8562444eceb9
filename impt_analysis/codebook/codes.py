"""The codes that a rule of this package speaks of by name; a test holds them to `code_lists.csv`."""

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


class Finding(StrEnum):
    """What is known of the wider group of children and what of identified victims are two findings, never one."""

    WIDER_GROUP = "wider_group"
    IDENTIFIED = "identified"


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


class YesNo(StrEnum):
    """A plain yes or no."""

    YES = "yes"
    NO = "no"


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


class Permanent(StrEnum):
    """Is a channel statutory or by agreement, and continuous or periodic."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ChannelScope(StrEnum):
    """Does a channel stay within the state, lead to another state of the region, or to another body."""

    WITHIN = "within"
    BETWEEN = "between"
    BEYOND = "beyond"


class Elsewhere(StrEnum):
    """Where a body is that belongs to no state of the codebook and is no regional body."""

    OUTSIDE = "outside"
    UNRESOLVED = "unresolved"


class Contradiction(StrEnum):
    """How the channels of a source speak against its reach."""

    CHANNEL_AND_NO = "channel_and_no"
    CHANNEL_AND_UNKNOWN = "channel_and_unknown"
    BASIS_WITHOUT_CHANNEL = "basis_without_channel"


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


class Difference(StrEnum):
    """Why figures for the same state, year, period, indicator and unit differ."""

    REVISION = "revision"
    CONFLICT = "conflict"
    SPAN_NOT_STATED = "span_not_stated"


class Unit(StrEnum):
    """What a figure counts."""

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

LISTS: dict[str, type[StrEnum]] = {
    "answer": Answer,
    "reached": Reached,
    "reached_basis": ReachedBasis,
    "role": Role,
    "population": Population,
    "finding": Finding,
    "basis": Basis,
    "mapping": Mapping,
    "confirmed": Confirmed,
    "yes_no": YesNo,
    "channel_kind": ChannelKind,
    "regularity": Regularity,
    "permanent": Permanent,
    "channel_scope": ChannelScope,
    "elsewhere": Elsewhere,
    "contradiction": Contradiction,
    "period": Period,
    "status": Status,
    "difference": Difference,
    "unit": Unit,
}
"""The named codes by the code list that they repeat."""
