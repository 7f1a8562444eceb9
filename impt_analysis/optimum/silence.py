"""What the solver writes past Python to the output, kept out of what a program may want to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_OUTPUT = 1


@contextmanager
def silenced_output() -> Iterator[None]:
    """Discard what is written to the output of the process, below Python, while the block runs.

    HiGHS, as scipy 1.17 has it, writes a line about its own working now and then although it is told to write nothing.
    """
    sys.stdout.flush()
    kept = os.dup(_OUTPUT)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _OUTPUT)
        yield
    finally:
        os.dup2(kept, _OUTPUT)
        os.close(nowhere)
        os.close(kept)
