"""Charts and documents made side by side, and only those of which something changed since the last release."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from multiprocessing import get_context

from impt_analysis.codebook import in_language
from impt_analysis.codebook.speaking import ORIGINAL
from impt_analysis.csv_tables import csv_bytes
from impt_analysis.inventory import Inventory
from impt_analysis.reports.manifest import Piece
from impt_analysis.reports.planned_charts import DrawnChart, Plan, drawn_chart
from impt_analysis.reports.products import Product

Told = Callable[[str, int, int], None]
"""Is told the name of each piece, how many are done, and how many there are."""

RENDERERS = ("matplotlib", "pandas", "python-docx", "python-pptx", "typst")
"""Packages whose version changes what a piece looks like."""

TABLE = ".csv"

FEWEST_AT_ONCE = 4
"""So few pieces are made sooner one after another than other processes begin."""


@dataclass(frozen=True)
class Job:
    """A piece that is to be made: its name, the digest of all that it is made from, and how it is made."""

    name: str
    fingerprint: str
    make: Callable[[], Piece]


def made_charts(
    inventory: Inventory,
    plans: Sequence[Plan],
    languages: Sequence[str],
    earlier: Mapping[str, Piece],
    told: Told,
) -> dict[str, Piece]:
    """Return the charts of the plans as pieces by name; one that is there already, made from the same, is kept.

    The charts in a language other than the original stand in a folder of its code, without tables: these have codes.
    """
    parts = _Parts(inventory)
    jobs = []
    for language in languages:
        for plan in plans:
            narrowed, digest = parts.of(plan.criteria)
            name = f"{folder_of(language)}{plan.stem}"
            fingerprint = _fingerprint(name, digest)
            jobs.append(Job(name, fingerprint, _Chart(plan, language, fingerprint, narrowed)))
    return _made(jobs, earlier, told)


def folder_of(language: str) -> str:
    """Return the folder, below that of the reports, of the charts in a language; the original's have none of their own.

    >>> folder_of("de"), folder_of("en")
    ('de/', '')
    """
    return "" if language == ORIGINAL else f"{language}/"


def made_documents(
    inventory: Inventory,
    products: Sequence[Product],
    charts: Mapping[str, Piece],
    earlier: Mapping[str, Piece],
    told: Told,
) -> dict[str, Piece]:
    """Return the documents as pieces by name, made from the inventory and the charts that they show."""
    parts = _Parts(inventory)
    jobs = []
    for product in products:
        narrowed, digest = parts.of(product.part)
        shown = {plan: charts[plan.stem] for plan in product.charts}
        fingerprint = _fingerprint(product.name, digest, *(piece.fingerprint for piece in shown.values()))
        jobs.append(Job(product.name, fingerprint, _Document(product, fingerprint, narrowed, shown)))
    return _made(jobs, earlier, told)


class _Parts:
    """The parts of an inventory with the digest of each, made once."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._made: dict[str, tuple[Inventory, str]] = {}

    def of(self, criteria: Mapping[str, object]) -> tuple[Inventory, str]:
        """Return the part that meets the criteria, and the digest of everything in it."""
        key = repr(dict(criteria))
        if key not in self._made:
            part = self._inventory.where(**criteria)
            self._made[key] = part, _digest(part)
        return self._made[key]


@dataclass(frozen=True)
class _Chart:
    plan: Plan
    language: str
    fingerprint: str
    narrowed: Inventory

    def __call__(self) -> Piece:
        with in_language(self.language):
            drawn = drawn_chart(self.narrowed, self.plan)
        said = {"subject": drawn.subject, "title": drawn.title, "alternative": drawn.alternative}
        folder = folder_of(self.language)
        kept = {name: file for name, file in drawn.files.items() if not folder or not name.endswith(TABLE)}
        files = {f"{folder}{name}": content for name, content in kept.items()}
        return Piece(f"{folder}{self.plan.stem}", self.fingerprint, files, said)


@dataclass(frozen=True)
class _Document:
    product: Product
    fingerprint: str
    narrowed: Inventory
    shown: Mapping[Plan, Piece]

    def __call__(self) -> Piece:
        charts = {plan: chart_of(plan, piece) for plan, piece in self.shown.items()}
        return Piece(self.product.name, self.fingerprint, self.product.make(self.narrowed, charts))


def chart_of(plan: Plan, piece: Piece) -> DrawnChart:
    """Return a piece of a chart as the chart."""
    return DrawnChart(plan, piece.said["subject"], piece.said["title"], piece.said["alternative"], dict(piece.files))


def _made(jobs: Sequence[Job], earlier: Mapping[str, Piece], told: Told) -> dict[str, Piece]:
    kept = {job.name: earlier[job.name] for job in jobs if _same(job, earlier.get(job.name))}
    waiting = [job for job in jobs if job.name not in kept]
    fresh: dict[str, Piece] = {}
    for piece in _each(waiting):
        fresh[piece.name] = piece
        told(piece.name, len(kept) + len(fresh), len(jobs))
    whole = kept | fresh
    return {job.name: whole[job.name] for job in jobs}


def _same(job: Job, piece: Piece | None) -> bool:
    return piece is not None and piece.fingerprint == job.fingerprint


def _each(jobs: Sequence[Job]) -> Iterator[Piece]:
    if len(jobs) <= FEWEST_AT_ONCE:
        yield from (job.make() for job in jobs)
        return
    # Started anew and not forked: a fork copies the locks of threads, such as that of the progress bar, as they stand.
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(jobs)), get_context("spawn")) as pool:
        futures = [pool.submit(job.make) for job in jobs]
        try:
            yield from (future.result() for future in as_completed(futures))
        finally:
            pool.shutdown(cancel_futures=True)


def _digest(inventory: Inventory) -> str:
    whole = hashlib.sha256(
        repr((inventory.themes, inventory.populations, inventory.narrowed, inventory.release)).encode()
    )
    for table in inventory.tables().values():
        whole.update(csv_bytes(table))
    return whole.hexdigest()


def _fingerprint(name: str, *made_from: str) -> str:
    """Return a digest of everything that can change a piece: its name, what it is made from, and the package."""
    return hashlib.sha256("\n".join([name, _package_digest(), *made_from]).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _package_digest() -> str:
    whole = hashlib.sha256("\n".join(f"{name} {version(name)}" for name in RENDERERS).encode())
    for name, content in sorted(_contents(files("impt_analysis"), "")):
        whole.update(f"{name}\n".encode() + content)
    return whole.hexdigest()


def _contents(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{above}{entry.name}"
        if entry.is_file() and not name.endswith(".pyc"):
            yield name, entry.read_bytes().replace(b"\r\n", b"\n")
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _contents(entry, f"{name}/")
