"""Charts for tests of documents: an empty picture of the right shape in place of each, with words that name it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from impt_analysis.reports.planned_charts import DrawnChart, Plan

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1333" height="750" viewBox="0 0 1333 750"></svg>'
WIDTH, HEIGHT = 32, 18


def placeholders(plans: Iterable[Plan]) -> dict[Plan, DrawnChart]:
    """Return a placeholder for the chart of every plan."""
    return {plan: _placeholder(plan) for plan in plans}


def _placeholder(plan: Plan) -> DrawnChart:
    files = {f"{plan.stem}.png": _png(), f"{plan.stem}.svg": SVG}
    return DrawnChart(plan, f"About {plan.stem}", f"Title of {plan.stem}", f"What {plan.stem} shows", files)


def _png() -> bytes:
    rows = (b"\0" + b"\xff" * WIDTH) * HEIGHT
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = (_part(b"IHDR", head), _part(b"IDAT", zlib.compress(rows)), _part(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
