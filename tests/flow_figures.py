"""Charts of uses, management, channels and overlap, of any inventory, for tests."""

from __future__ import annotations

from matplotlib.figure import Figure

from impt_analysis.channels import described_channels
from impt_analysis.charts import (
    channels_chart,
    cross_border_chart,
    management_chart,
    organisation_overlap_chart,
    uses_chart,
)
from impt_analysis.cross_border import cross_border_channels, cross_border_matrix
from impt_analysis.holders import organisation_overlap
from impt_analysis.inventory import Inventory
from impt_analysis.management import management_profile
from impt_analysis.uses import feasible_uses
from impt_analysis.ways import ways_to_collectors


def uses_of(found: Inventory) -> Figure:
    """Return the chart of uses of an inventory."""
    return uses_chart(feasible_uses(found), found.children(), found.evidence())


def borders_of(found: Inventory) -> Figure:
    """Return the chart of channels across borders of an inventory."""
    return cross_border_chart(cross_border_matrix(found), cross_border_channels(found), found.themes, found.evidence())


def management_of(found: Inventory) -> Figure:
    """Return the chart of how the information of an inventory is managed."""
    return management_chart(management_profile(found), found.children(), found.evidence())


def overlap_of(found: Inventory) -> Figure:
    """Return the chart of types of organisations that hold the same items."""
    return organisation_overlap_chart(organisation_overlap(found), found.children(), found.evidence())


def channels_of(found: Inventory, state: str, theme: int) -> Figure:
    """Return the chart of the channels of a state about a theme."""
    narrowed = found.where(theme=theme)
    return channels_chart(
        found.sources,
        described_channels(found),
        ways_to_collectors(narrowed),
        state,
        narrowed.children(),
        narrowed.evidence(),
    )
