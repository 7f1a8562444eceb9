"""The vocabulary of the inventory: states, themes, items, code lists, indicators and uses, read from the csv files beside this one."""

from impt_analysis.codebook.vocabulary import Codebook, codebook

__all__ = ["Codebook", "codebook"]
