"""What is made of a thing that does not change, such as a measure of an inventory: made once, kept as long as it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

import pandas as pd

Of = TypeVar("Of")
Made = TypeVar("Made")
Settings = TypeVarTuple("Settings")

_KEPT: WeakKeyDictionary[Any, dict[Hashable, Any]] = WeakKeyDictionary()
"""What was made of each thing, by how it was made; it is let go with the thing."""


def kept(of: Of, make: Callable[[Of, *Settings], Made], *settings: *Settings) -> Made:
    """Return what `make` gives for a thing and settings: made when it is first asked for, and the same object after."""
    made = _KEPT.setdefault(of, {})
    key = (make, *settings)
    if key not in made:
        made[key] = make(of, *settings)
    return made[key]  # type: ignore[no-any-return]


def table_once(of: Of, make: Callable[[Of, *Settings], pd.DataFrame], *settings: *Settings) -> pd.DataFrame:
    """Return the table that `make` gives for a thing and settings, made once; to change it changes nobody else's.

    Tables share their values until one of them is changed, as all tables of pandas 3 do.
    """
    return kept(of, make, *settings).copy(deep=False)
