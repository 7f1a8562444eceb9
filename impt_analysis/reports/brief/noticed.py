"""Vignettes: what professionals noticed, against what is recorded and reached of the wider group."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from impt_analysis.codebook.codes import Finding, YesNo
from impt_analysis.codebook.measured_codes import HELD_RUNGS
from impt_analysis.documents import Block, Heading, Listing, Paragraph, Span, Words, joined
from impt_analysis.gaps import GOT
from impt_analysis.reports.brief.phrases import items, listed, of_references
from impt_analysis.reports.brief.seminar import NAMES, Seminar
from impt_analysis.vignettes import signals_recorded


def signs(seminar: Seminar) -> list[Block]:
    """Return the section with the vignettes of the theme; one that was constructed says so."""
    vignettes = seminar.wider.vignettes
    heading = Heading("Vignettes")
    if vignettes.empty:
        return [heading, Paragraph("No vignette of this theme has been sent in.")]
    signals = signals_recorded(seminar.wider)
    told = [_vignette(vignette, signals) for vignette in vignettes.to_dict("records")]
    intro = (
        f"Signs that professionals may notice, against what is documented of {NAMES[Finding.WIDER_GROUP]}. A "
        "vignette shows that a sign can be seen, not how often; a constructed one is made up and about no child. "
        "Behind each sign: in how many states it is documented as recorded and, in brackets, in how many of them as "
        "reached at least in part."
    )
    return [heading, Paragraph(intro), Listing(told)]


def _vignette(vignette: Mapping[Hashable, Any], signals: pd.DataFrame) -> Words:
    own = signals[signals["vignette_id"].eq(vignette["vignette_id"])]
    made = "Constructed" if vignette["constructed"] == YesNo.YES else "Reported"
    return joined(
        Span(f"{vignette['vignette_id']}, {made.lower()}.", bold=True),
        f" {vignette['summary']} {' '.join(_becoming(own))}",
        of_references([vignette["reference_ids"]]),
    )


def _becoming(own: pd.DataFrame) -> Iterator[str]:
    held = own[[f"n_{rung}" for rung in HELD_RUNGS]].sum(axis="columns")
    got = own[[f"n_{rung}" for rung in GOT]].sum(axis="columns")
    recorded = [
        f"{items([item])[0]} {int(n_held)} ({int(n_got)})"
        for item, n_held, n_got in zip(own["item"], held, got, strict=True)
        if n_held
    ]
    nowhere = items(own.loc[held.eq(0), "item"])
    if recorded:
        yield f"Recorded (reached): {listed(recorded)}."
    if nowhere:
        yield f"Documented as recorded in no state: {listed(nowhere)}."
