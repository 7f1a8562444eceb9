"""Where channels and reach speak against each other."""

from __future__ import annotations

import pandas as pd

from impt_analysis.channels import described_channels, require_every_source
from impt_analysis.codebook import shipped_codebook
from impt_analysis.codebook.codes import Basis, Reached, ReachedBasis, Role, YesNo
from impt_analysis.codebook.measured_codes import Contradiction
from impt_analysis.inventory import Inventory
from impt_analysis.ways import ways_to_collectors

DENIED = {Reached.NO: Contradiction.CHANNEL_AND_NO, Reached.UNKNOWN: Contradiction.CHANNEL_AND_UNKNOWN}
"""What a documented channel to a collector contradicts."""


def channel_contradictions(inventory: Inventory) -> pd.DataFrame:
    """Return where the channels of a bearer speak against its reach, a row per bearer and channel.

    Columns: `state`, `source_id`; `contradiction` (ordered category, see the code list); `reached`, `reached_basis`;
    `collector` (id at the other end), `kind`, `regularity`, `reference_ids` and `channel_claim` of the channel, missing
    where the contradiction is that there is none; `way` (then the shortest longer way to a collector of the state, if
    one is documented; else missing); `source_claim`. In the order of states and ids.

    A documented channel straight to a collector of the state says that the collector gets something: reached is then at
    least partly, on the basis of the channel. Reach that rests on a channel needs one. Reached by a statement needs
    none, as the statement itself says who gets the information. Longer ways prove nothing: what one body gets from a
    second need not be what the second got from a third. In an inventory narrowed to a theme, the channel must be about
    it.

    Raises UsageError when sources were left out of the inventory by anything but state and theme.

    Source: docs/method.md, section "Channels against reach".
    """
    require_every_source(inventory)
    bearers = _of_members(inventory, Role.BEARER)
    straight = _straight(inventory, bearers)
    denied = straight.assign(contradiction=straight["reached"].astype("object").map(DENIED))
    resting = bearers[bearers["reached_basis"].eq(ReachedBasis.CHANNEL)]
    baseless = resting[~resting["source_id"].isin(straight["source_id"])]
    baseless = baseless.assign(contradiction=Contradiction.BASIS_WITHOUT_CHANNEL, way=_longer_ways(inventory, baseless))
    found = [denied.dropna(subset="contradiction"), baseless]
    table = pd.concat(found, ignore_index=True).astype({"contradiction": shipped_codebook().dtype("contradiction")})
    order = ["state", "source_id", "contradiction", "collector"]
    channel = ["collector", "kind", "regularity", "reference_ids", "channel_claim", "way"]
    columns = ["state", "source_id", "contradiction", "reached", "reached_basis", *channel, "source_claim"]
    return table.reindex(columns=columns).sort_values(order, kind="stable", ignore_index=True)


def _straight(inventory: Inventory, bearers: pd.DataFrame) -> pd.DataFrame:
    """Return the documented channels from a bearer to a collector of its state."""
    channels = described_channels(inventory).rename(columns={"claim": "channel_claim"})
    about = channels[[f"theme_{theme}" for theme in inventory.themes]].isin([YesNo.YES]).any(axis="columns")
    documented = channels[about & channels["basis"].eq(Basis.DOCUMENT)]
    flows = documented[["from_source", "to_source", "kind", "regularity", "reference_ids", "channel_claim"]]
    collectors = _of_members(inventory, Role.COLLECTOR)[["state", "source_id"]]
    ends = collectors.rename(columns={"source_id": "collector"})
    leaving = bearers.merge(flows, left_on="source_id", right_on="from_source")
    return leaving.merge(ends, left_on=["state", "to_source"], right_on=["state", "collector"])


def _longer_ways(inventory: Inventory, bearers: pd.DataFrame) -> pd.Series[str]:
    ways = ways_to_collectors(inventory).sort_values("length", kind="stable").drop_duplicates("source_id")
    return bearers["source_id"].map(ways.set_index("source_id")["way"]).astype("str")


def _of_members(inventory: Inventory, role: Role) -> pd.DataFrame:
    sources = inventory.sources
    own = sources[sources["state"].isin(inventory.members()) & sources["role"].eq(role)]
    told = own[["state", "source_id", "reached", "reached_basis", "claim"]]
    return told.rename(columns={"claim": "source_claim"})
