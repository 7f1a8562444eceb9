"""What a library writes below Python does not reach the output."""

from __future__ import annotations

import os

import pytest

from impt_analysis.optimum.silence import silenced_output


def test_what_is_written_below_python_is_kept_out_and_nothing_else(
    capfd: pytest.CaptureFixture[str],
) -> None:
    print("before")
    with silenced_output():
        os.write(1, b"a line of the solver\n")
    print("after")
    assert capfd.readouterr().out == "before\nafter\n"


def test_the_output_comes_back_when_the_block_fails(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="wrong"), silenced_output():
        raise ValueError("wrong")
    print("after")
    assert capfd.readouterr().out == "after\n"
