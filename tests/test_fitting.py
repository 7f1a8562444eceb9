"""Words fitted into a width."""

from __future__ import annotations

import pytest

from impt_analysis.charts.fitting import ELLIPSIS, fitted, size_that_fits, text_width


@pytest.mark.parametrize("width", [0.0, -0.01, 1.0])
def test_no_words_fit_into_every_width(width: float) -> None:
    assert size_that_fits("", width, 12, 8) == 12


@pytest.mark.parametrize("width", [0.05, 0.3, 0.8, 1.7, 4.0])
@pytest.mark.parametrize("words", ["Þingvallaþjóðgarðsvörður", "Łódź Ægisstræti Россия Žvėrynė", "iiiiiiii WWWW"])
def test_a_line_is_cut_where_the_next_letter_would_not_fit(words: str, width: float) -> None:
    cut = fitted(words, width, 12, lines=1)
    ends = [words[:end].rstrip() + ELLIPSIS for end in range(len(words), 0, -1)]
    longest = next((line for line in ends if text_width(line, 12) <= width), ELLIPSIS)
    assert cut == (words if text_width(words, 12) <= width else longest)
