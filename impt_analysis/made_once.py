"""What is made of a thing that does not change, such as a measure of an inventory: made once, kept as long as it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, TypeVarTuple
from weakref import ReferenceType, WeakKeyDictionary, ref

import pandas as pd

Of = TypeVar("Of")
Made = TypeVar("Made")
Settings = TypeVarTuple("Settings")

_KEPT: WeakKeyDictionary[Any, dict[Hashable, Any]] = WeakKeyDictionary()
"""What was made of each thing, by how it was made; it is let go with the thing."""

_ORIGINS: WeakKeyDictionary[Any, tuple[ReferenceType[Any], Any]] = WeakKeyDictionary()
"""What each thing was made of, and how."""


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


def remember_origin(made: Made, of: Of, how: object) -> Made:
    """Return what was made, of which `origin` tells from now on what it was made of and how."""
    _ORIGINS[made] = (ref(of), how)
    return made


def origin(made: Made) -> tuple[Made, Any] | None:
    """Return what a thing was made of, a thing of the same kind, and how, or None where that is not known or gone."""
    if made not in _ORIGINS:
        return None
    of, how = _ORIGINS[made]
    source = of()
    return None if source is None else (source, how)
