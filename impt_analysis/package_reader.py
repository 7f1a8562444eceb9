"""The data package read back: the same tables as the workbooks give, from files that one build wrote, or nothing."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from impt_analysis.checking import checked
from impt_analysis.csv_tables import csv_texts
from impt_analysis.data_package import DESCRIPTION, NAME
from impt_analysis.errors import UsageError, shown_path
from impt_analysis.inventory import TABLES, Inventory, from_checked

_FILE = re.compile(r"[a-z0-9_]+\.csv")
"""No listed file stands outside the folder."""

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?"
_WHOLE = r"-?[0-9]{1,15}"
_MEND = "To mend: run `impt build`, which writes the whole folder anew from the workbooks."


@dataclass(frozen=True)
class Listed:
    """A file as the description lists it: its name, its size in bytes and its SHA-256."""

    path: str
    size: int
    digest: str


def load_package(folder: Path | str) -> Inventory:
    """Return the inventory of a data package that `impt build` wrote, equal to that of its workbooks.

    Every file that the description lists is there, with the size and the SHA-256 that it states; texts are as the
    workbooks have them (see `formula_texts`).

    Raises UsageError, naming every such file, when one is missing or another than the build wrote, and when the
    description or a table is damaged or of another version. Source: docs/workbook.md, section "What the build writes".
    """
    place = Path(folder)
    contents = verified_files(place)
    absent = [f"{name}.csv is not listed" for name in TABLES if f"{name}.csv" not in contents]
    if absent:
        raise _refused(place, absent)
    like = _empty_inventory()
    tables = {name: _table(place, name, contents[f"{name}.csv"], table) for name, table in like.tables().items()}
    return Inventory(**tables, themes=like.themes, populations=like.populations, narrowed=(), release="")


def verified_files(folder: Path) -> dict[str, bytes]:
    """Return every file that the description of a data package lists, by name, as the build wrote it.

    Raises UsageError when the description is missing or damaged, or when a file is missing or another.
    """
    listed = _listed(folder)
    found = {entry.path: _content(folder / entry.path, entry) for entry in listed}
    wrong = [f"{name} {content}" for name, content in found.items() if isinstance(content, str)]
    if wrong:
        raise _refused(folder, wrong)
    return {name: content for name, content in found.items() if isinstance(content, bytes)}


@lru_cache(maxsize=1)
def _empty_inventory() -> Inventory:
    return from_checked(checked([]))


def _listed(folder: Path) -> list[Listed]:
    description = folder / DESCRIPTION
    if not description.is_file():
        raise UsageError(f"{shown_path(folder)} holds no data package ({DESCRIPTION}). {_MEND}")
    try:
        described = json.loads(description.read_text(encoding="utf-8"))
        listed = [
            Listed(entry["path"], entry["bytes"], entry["hash"].removeprefix("sha256:"))
            for entry in described["resources"]
        ]
        sound = described["name"] == NAME and all(_FILE.fullmatch(entry.path) for entry in listed)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _refused(folder, [f"{DESCRIPTION} is damaged"]) from error
    if not sound:
        raise _refused(folder, [f"{DESCRIPTION} does not describe tables of this package"])
    return listed


def _content(file: Path, listed: Listed) -> bytes | str:
    """Return the bytes of a file, or in words why they are not those that the build wrote."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size == listed.size else b""
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if size != listed.size:
        return f"has {size} bytes and not {listed.size}"
    return content if hashlib.sha256(content).hexdigest() == listed.digest else "has another content (SHA-256)"


def _table(folder: Path, name: str, content: bytes, like: pd.DataFrame) -> pd.DataFrame:
    file = f"{name}.csv"
    try:
        texts = csv_texts(content)
    except ValueError as error:
        raise _refused(folder, [f"{file} is no table ({error})"]) from error
    if list(texts.columns) != list(like.columns):
        raise _refused(folder, [f"{file} has other columns than this version writes"])
    table = pd.DataFrame({column: _typed(texts[column], like[column]) for column in like.columns})
    lost = [
        f"{file} has a value in {column} that this version does not know: {texts.loc[row, column]!r}"
        for column in like.columns
        for row in texts.index[texts[column].notna() & table[column].isna()][:1]
    ]
    if lost:
        raise _refused(folder, lost)
    return table


def _typed(texts: pd.Series[str], like: pd.Series) -> pd.Series:
    if isinstance(like.dtype, pd.CategoricalDtype):
        return texts.map({str(code): code for code in like.cat.categories}).astype(like.dtype)
    if pd.api.types.is_datetime64_any_dtype(like.dtype):
        return pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce").astype(like.dtype)
    if pd.api.types.is_integer_dtype(like.dtype):
        return pd.to_numeric(texts.where(texts.str.fullmatch(_WHOLE, na=False))).astype(like.dtype)
    if pd.api.types.is_float_dtype(like.dtype):
        return texts.where(texts.str.fullmatch(_NUMBER, na=False)).map(float, na_action="ignore").astype(like.dtype)
    return texts


def _refused(folder: Path, wrong: list[str]) -> UsageError:
    listed = "".join(f"\n  {line}" for line in wrong)
    return UsageError(f"{shown_path(folder)} is not what one build wrote:{listed}\n{_MEND}")
