"""Each meaning has its look, which nobody needs to see in colour to tell from the others of its chart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest

from impt_analysis.charts.style import (
    ACROSS_BORDER,
    ANSWERS,
    CONFIRMATIONS,
    COUNT_STEPS,
    COUNTED,
    COUNTED_ALONE,
    COUNTED_UNKNOWN,
    DATED,
    FINDINGS,
    GIVEN,
    NO_FIGURE,
    NO_SOURCE,
    OPENINGS,
    PARTS,
    PERMANENCE,
    RUNGS,
    SHUT,
    STANDINGS,
    STROKES,
    SUPPRESSED,
    WITHIN_STATE,
    Look,
)
from impt_analysis.codebook.codes import Answer
from tests.colours import VISIONS, lightness, luminance

FAMILIES: dict[str, Iterable[Look]] = {
    "parts": PARTS.values(),
    "answers": [*ANSWERS.values(), NO_SOURCE],
    "rungs": [*RUNGS.values(), SHUT],
    "standings": STANDINGS.values(),
    "findings": [*FINDINGS.values(), SUPPRESSED, NO_FIGURE],
    "given": [GIVEN, ANSWERS[Answer.NOT_ASKED]],
    "confirmations": CONFIRMATIONS.values(),
    "dated": DATED.values(),
    "openings": OPENINGS.values(),
    "overlap": [COUNTED, COUNTED_ALONE],
    "counts": [*COUNT_STEPS.values(), COUNTED_UNKNOWN, NO_SOURCE],
    "permanence": PERMANENCE.values(),
}
"""The looks that stand in one chart."""

FEWEST_LEVELS = 9.0
"""So far apart in lightness, of 100, are two looks that no hatch and no sign tells apart."""

every_family = pytest.mark.parametrize("looks", FAMILIES.values(), ids=FAMILIES)


@every_family
def test_what_is_written_on_a_look_stands_out_from_it(looks: Iterable[Look]) -> None:
    """A contrast of 4.5 to 1 is asked for by WCAG 2.2, success criterion 1.4.3."""
    for look in looks:
        lighter, darker = sorted((luminance(look.fill), luminance(look.ink)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@every_family
@pytest.mark.parametrize("vision", VISIONS)
def test_looks_of_one_chart_stay_apart_in_grey_and_for_every_vision(looks: Iterable[Look], vision: str) -> None:
    close = [
        (one.fill, other.fill)
        for one, other in combinations(looks, 2)
        if one.hatch == other.hatch
        and abs(lightness(one.fill, vision) - lightness(other.fill, vision)) < FEWEST_LEVELS
        and not (one.fill == other.fill and one.sign != other.sign)
    ]
    assert close == []


def test_the_lines_of_channels_differ_by_their_dashes_and_by_lightness_across_a_border() -> None:
    assert len({stroke.dashes for stroke in STROKES.values()}) == len(STROKES)
    for vision in VISIONS:
        assert abs(lightness(WITHIN_STATE, vision) - lightness(ACROSS_BORDER, vision)) >= FEWEST_LEVELS
