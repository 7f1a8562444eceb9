"""The codes that the measures give, by name; a test holds them to `code_lists.csv`."""

from __future__ import annotations

from enum import StrEnum


class Rung(StrEnum):
    """Where an item of a state and a theme stands on the gap ladder, by the known sources."""

    REACHED = "reached"
    PARTLY_REACHED = "partly_reached"
    HELD_NOT_REACHED = "held_not_reached"
    NOT_RECORDED = "not_recorded"
    UNKNOWN = "unknown"


class Closure(StrEnum):
    """Is it known of everything that is held and not shown to be reached that it is not reached."""

    SHUT = "shut"
    UNCLEAR = "unclear"


class Through(StrEnum):
    """Whose sources put a reached item on its rung."""

    OWN = "own"
    PASSED_ON = "passed_on"
    BOTH = "both"


class Adds(StrEnum):
    """What a source would add to what is documented as reached, if it were reached."""

    OTHER_ITEMS = "other_items"
    OTHER_CHILDREN = "other_children"


class Comparability(StrEnum):
    """Do two states count in the same unit what their collectors get of an item."""

    SAME_UNIT = "same_unit"
    DIFFERENT_UNIT = "different_unit"
    UNKNOWN = "unknown"


class DatedBy(StrEnum):
    """Which year says how old the evidence behind a source is."""

    LATEST_YEAR = "latest_year"
    REFERENCE_YEAR = "reference_year"
    UNDATED = "undated"


class UseStanding(StrEnum):
    """How far the information that a use needs exists."""

    IN_PLACE = "in_place"
    IN_PART = "in_part"
    IF_OPENED = "if_opened"
    MISSING = "missing"


class QuestionKind(StrEnum):
    """What a question to an organisation asks."""

    REACHED = "reached"
    RECORDED = "recorded"


class Statement(StrEnum):
    """What kind of thing a report says."""

    DOCUMENTED = "documented"
    ABOVE = "above"
    LESS_REACHED = "less_reached"
    MOST_GAIN = "most_gain"
    NEVER_REACHED = "never_reached"


class Variation(StrEnum):
    """Which convention is changed to see whether a statement survives."""

    PARTLY_QUARTER = "partly_quarter"
    PARTLY_THREE_QUARTERS = "partly_three_quarters"
    RELEVANT_NOTHING = "relevant_nothing"
    RELEVANT_AS_CORE = "relevant_as_core"
    CHANNELS_LEFT_OUT = "channels_left_out"
    LIMITS_LIFTED = "limits_lifted"
    RAPPORTEURS_ONLY = "rapporteurs_only"
    ONE_SOURCE_LESS = "one_source_less"


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


class Difference(StrEnum):
    """Why figures for the same state, year, period, indicator and unit differ."""

    REVISION = "revision"
    CONFLICT = "conflict"
    SPAN_NOT_STATED = "span_not_stated"


class Release(StrEnum):
    """For whom a document is made: what may be told in it."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"


HELD_RUNGS: tuple[Rung, ...] = (Rung.REACHED, Rung.PARTLY_REACHED, Rung.HELD_NOT_REACHED)
"""The rungs of what is documented as held."""

LISTS: dict[str, type[StrEnum]] = {
    "rung": Rung,
    "closure": Closure,
    "through": Through,
    "adds": Adds,
    "comparability": Comparability,
    "dated_by": DatedBy,
    "use_standing": UseStanding,
    "question_kind": QuestionKind,
    "statement": Statement,
    "variation": Variation,
    "permanent": Permanent,
    "channel_scope": ChannelScope,
    "elsewhere": Elsewhere,
    "contradiction": Contradiction,
    "difference": Difference,
    "release": Release,
}
"""The named codes by the code list that they repeat."""
