"""The inventory of a release: the public one does not tell what is known not to be recorded or not to be passed on."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Answer, Barrier, Level, Mapping, Opening, Reached, ReachedBasis
from impt_analysis.codebook.measured_codes import Release
from impt_analysis.inventory import Inventory
from impt_analysis.releases import UNTOLD_REACH

LEFT_OUT: dict[Release, tuple[str, ...]] = {
    Release.PARTICIPANTS: (),
    Release.PUBLIC: (
        "The answers no and unknown stand as not asked, so that nobody learns what is known not to be recorded.",
        "What is known not to be reached stands as unknown, without its barrier.",
        "Every mapping stands as in progress, because only of a complete one an item is said not to be recorded.",
        "No local source stands in an opening plan.",
        "The portraits are left out: each is sent to its state, to be confirmed.",
    ),
}
"""What a release leaves out, in sentences, beside what every release leaves out."""

FOLDED: dict[str, str] = {
    "reached": Reached.UNKNOWN,
    "reached_basis": ReachedBasis.UNKNOWN,
    "barrier": Barrier.UNKNOWN,
    "opening": Opening.NONE,
    "mapping": Mapping.IN_PROGRESS,
}
"""The codes that in the public release also stand for what it does not tell: whoever shows one has to say so."""

SUPPRESSED = "Unpublished counts of 1 to 4 are not told, nor any figure that would give one away."


def released_inventory(inventory: Inventory, release: Release) -> Inventory:
    """Return the inventory that every chart and document of a release is made from.

    The release for participants has all, and says for whom it is. In the public release the answers no and unknown
    stand as not_asked; reach of no stands as unknown, and basis and barrier of both are unknown; every mapping is in
    progress; and a local source may not be opened (`opening` none), so that it stands in no plan. Whatever is made
    from it is the same for every inventory that differs in these alone, so that it cannot tell an exploiter where
    nobody looks.

    Source: docs/method.md, section "Two releases".

    >>> from impt_analysis.worked_example import example_inventory
    >>> public = released_inventory(example_inventory(), Release.PUBLIC)
    >>> sorted(public.items["answer"].unique()), public.evidence().rsplit(" · ", 1)[1]
    (['not_asked', 'partly', 'yes'], 'Public release')
    """
    if release is Release.PARTICIPANTS:
        return replace(inventory, release=str(release))
    return replace(
        inventory,
        about=_in_progress(inventory.about),
        sources=_without_reach(inventory.sources),
        items=_without_no(inventory.items),
        release=str(release),
    )


def is_public(inventory: Inventory) -> bool:
    """Return whether an inventory is that of the public release, in which much stands as not known.

    >>> from impt_analysis.worked_example import example_inventory
    >>> is_public(example_inventory()), is_public(released_inventory(example_inventory(), Release.PUBLIC))
    (False, True)
    """
    return inventory.release == Release.PUBLIC


def may_be_untold(column: str, code: object, release: str) -> bool:
    """Return whether a code of a column may stand, in a release, for what that release does not tell.

    `release` is that of an inventory: empty where nothing was left out.

    >>> may_be_untold("mapping", "in_progress", "public"), may_be_untold("mapping", "in_progress", "")
    (True, False)
    """
    return release == Release.PUBLIC and FOLDED.get(column) == code


def left_out(release: Release) -> list[str]:
    """Return what a release leaves out, in sentences.

    >>> left_out(Release.PARTICIPANTS)
    ['Unpublished counts of 1 to 4 are not told, nor any figure that would give one away.']
    """
    return [*LEFT_OUT[release], SUPPRESSED]


def _in_progress(about: pd.DataFrame) -> pd.DataFrame:
    columns = [f"mapping_theme_{theme}" for theme in shipped_codebook().codes("theme")]
    return about.assign(**{column: _all(about[column], Mapping.IN_PROGRESS) for column in columns})


def _without_no(items: pd.DataFrame) -> pd.DataFrame:
    untold = items["answer"].isin([Answer.NO, Answer.UNKNOWN])
    return items.assign(answer=items["answer"].mask(untold, Answer.NOT_ASKED))


def _without_reach(sources: pd.DataFrame) -> pd.DataFrame:
    untold, local = sources["reached"].isin(UNTOLD_REACH), sources["level"].eq(Level.LOCAL)
    return sources.assign(
        reached=sources["reached"].mask(untold, Reached.UNKNOWN),
        reached_basis=sources["reached_basis"].mask(untold, ReachedBasis.UNKNOWN),
        barrier=sources["barrier"].mask(untold, Barrier.UNKNOWN),
        opening=sources["opening"].mask(local, Opening.NONE),
    )


def _all(column: pd.Series, code: str) -> pd.Series:
    return column.mask(column.notna(), code)
