"""The vocabulary of the inventory: states, themes, items, code lists, indicators and uses, from the csv files here."""

from impt_analysis.codebook.vocabulary import Codebook, shipped_codebook

__all__ = ["Codebook", "shipped_codebook"]
