"""Charts and documents made side by side, and only those of which something changed since the last release."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

import pandas as pd

from impt_analysis.codebook import in_language
from impt_analysis.codebook.speaking import ORIGINAL
from impt_analysis.inventory import Inventory
from impt_analysis.made_once import kept
from impt_analysis.reports.manifest import Piece
from impt_analysis.reports.planned_charts import DrawnChart, Plan
from impt_analysis.reports.products import Product
from impt_analysis.reports.workers import Task, Workers

Told = Callable[[str, int, int], None]
"""Is told the name of each piece, how many are done, and how many there are."""

RENDERERS = ("matplotlib", "pandas", "python-docx", "python-pptx", "typst")
"""Packages whose version changes what a piece looks like."""

TABLE = ".csv"


@dataclass(frozen=True)
class Job:
    """A piece that is to be made: its name, the digest of all it is made from, and how it is made of the inventory."""

    name: str
    fingerprint: str
    make: Callable[[Inventory], Piece]

    @property
    def lot(self) -> str:
        """The folder of the piece: what stands in one is made from one theme, or one state, and needs its measures."""
        return self.name.rpartition("/")[0]


def made_charts(
    inventory: Inventory,
    plans: Sequence[Plan],
    languages: Sequence[str],
    earlier: Mapping[str, Piece],
    told: Told,
    team: Workers,
) -> dict[str, Piece]:
    """Return the charts of the plans as pieces by name; one that is there already, made from the same, is kept.

    The charts in a language other than the original stand in a folder of its code, without tables: these have codes.
    """
    jobs = []
    for language in languages:
        for plan in plans:
            name = f"{folder_of(language)}{plan.stem}"
            fingerprint = _fingerprint(name, _digest_of_part(inventory, plan.criteria))
            jobs.append(Job(name, fingerprint, _Chart(plan, language, fingerprint)))
    return _made(inventory, jobs, earlier, told, team)


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
    team: Workers,
) -> dict[str, Piece]:
    """Return the documents as pieces by name, made from the inventory and the charts that they show."""
    jobs = []
    for product in products:
        shown = {plan: charts[plan.stem] for plan in product.charts}
        of_charts = [piece.fingerprint for piece in shown.values()]
        fingerprint = _fingerprint(product.name, _digest_of_part(inventory, product.part), *of_charts)
        jobs.append(Job(product.name, fingerprint, _Document(product, fingerprint, shown)))
    return _made(inventory, jobs, earlier, told, team)


def _digest_of_part(inventory: Inventory, criteria: Mapping[str, object]) -> str:
    """Return the digest of everything in the part of the inventory that meets the criteria."""
    return kept(inventory.where(**criteria), _digest)


@dataclass(frozen=True)
class _Chart:
    plan: Plan
    language: str
    fingerprint: str

    def __call__(self, inventory: Inventory) -> Piece:
        from impt_analysis.reports.chart_drawing import drawn_chart

        with in_language(self.language):
            drawn = drawn_chart(inventory.where(**self.plan.criteria), self.plan)
        said = {"subject": drawn.subject, "title": drawn.title, "alternative": drawn.alternative}
        folder = folder_of(self.language)
        kept = {name: file for name, file in drawn.files.items() if not folder or not name.endswith(TABLE)}
        files = {f"{folder}{name}": content for name, content in kept.items()}
        return Piece(f"{folder}{self.plan.stem}", self.fingerprint, files, said)


@dataclass(frozen=True)
class _Document:
    product: Product
    fingerprint: str
    shown: Mapping[Plan, Piece]

    def __call__(self, inventory: Inventory) -> Piece:
        charts = {plan: chart_of(plan, piece) for plan, piece in self.shown.items()}
        made = self.product.make(inventory.where(**self.product.part), charts)
        return Piece(self.product.name, self.fingerprint, made)


def chart_of(plan: Plan, piece: Piece) -> DrawnChart:
    """Return a piece of a chart as the chart."""
    return DrawnChart(plan, piece.said["subject"], piece.said["title"], piece.said["alternative"], dict(piece.files))


def _made(
    inventory: Inventory, jobs: Sequence[Job], earlier: Mapping[str, Piece], told: Told, team: Workers
) -> dict[str, Piece]:
    kept = {job.name: earlier[job.name] for job in jobs if _same(job, earlier.get(job.name))}
    waiting = [Task(job.lot, job.make) for job in jobs if job.name not in kept]
    fresh: dict[str, Piece] = {}
    for piece in team.each(inventory, waiting):
        fresh[piece.name] = piece
        told(piece.name, len(kept) + len(fresh), len(jobs))
    whole = kept | fresh
    return {job.name: whole[job.name] for job in jobs}


def _same(job: Job, piece: Piece | None) -> bool:
    return piece is not None and piece.fingerprint == job.fingerprint


def _digest(inventory: Inventory) -> str:
    whole = hashlib.sha256(
        repr((inventory.themes, inventory.populations, inventory.narrowed, inventory.release)).encode()
    )
    for table in inventory.tables().values():
        for column, values in table.items():
            whole.update(repr(column).encode() + _bytes_of(values))
    return whole.hexdigest()


def _bytes_of(values: pd.Series) -> bytes:
    """Return bytes that are the same for the same values: of codes where each stands in their list, and the list."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return repr(list(values.cat.categories)).encode() + values.cat.codes.to_numpy().tobytes()
    return repr(values.tolist()).encode()


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
