"""The list of a release: every file and its hash, what each was made from, and what the release leaves out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from impt_analysis.checkout import DISTRIBUTION
from impt_analysis.codebook.measured_codes import Release

MANIFEST = "manifest.json"
WRITTEN_BY = "impt report"


@dataclass(frozen=True)
class Piece:
    """A chart or document as it was made: its name, the digest of all that it was made from, its files by name.

    `said` holds, of a chart, what it is about, its title and its alternative text.
    """

    name: str
    fingerprint: str
    files: Mapping[str, bytes] = field(repr=False)
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Origin:
    """What a release rests on: for whom it is, its evidence, the hashes of its workbooks, and what it leaves out."""

    release: Release
    evidence: str
    workbooks: Mapping[str, str]
    left_out: Sequence[str]


def manifest_text(origin: Origin, pieces: Sequence[Piece]) -> str:
    """Return the list of a release as JSON: release, version, evidence, workbooks, what is left out, pieces and files.

    Source: docs/documents.md, section "The folder of reports".
    """
    listed = {
        "written_by": WRITTEN_BY,
        "release": str(origin.release),
        "version": version(DISTRIBUTION),
        "evidence": origin.evidence,
        "workbooks": [{"name": name, "sha256": digest} for name, digest in origin.workbooks.items()],
        "left_out": list(origin.left_out),
        "pieces": [_entry(piece) for piece in pieces],
    }
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def earlier_pieces(folder: Path) -> dict[str, Piece]:
    """Return the pieces of the release that a folder holds, by name: those whose files are there as they were written.

    A folder without a list, or with the list of something else, has none.
    """
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        entries = listed["pieces"] if listed["written_by"] == WRITTEN_BY else []
        pieces = [_piece(folder, entry) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {piece.name: piece for piece in pieces if piece is not None}


def sha256(content: bytes) -> str:
    """Return the hash of a file's content.

    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def _entry(piece: Piece) -> dict[str, Any]:
    files = [{"name": name, "sha256": sha256(content)} for name, content in piece.files.items()]
    return {"name": piece.name, "fingerprint": piece.fingerprint, "said": dict(piece.said), "files": files}


def _piece(folder: Path, entry: Mapping[str, Any]) -> Piece | None:
    """Return a piece with the content of its files, or nothing where one is missing or was changed."""
    files: dict[str, bytes] = {}
    for file in entry["files"]:
        place = folder / file["name"]
        if not place.is_file() or not place.resolve().is_relative_to(folder.resolve()):
            return None
        content = place.read_bytes()
        if sha256(content) != file["sha256"]:
            return None
        files[file["name"]] = content
    return Piece(entry["name"], entry["fingerprint"], files, entry["said"])
