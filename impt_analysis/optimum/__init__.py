"""The bare optimiser: which candidates, opened together, cover most of the weighted elements."""

from impt_analysis.optimum.search import Optimum, maximum_coverage

__all__ = ["Optimum", "maximum_coverage"]
