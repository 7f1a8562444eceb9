"""The vocabulary of the inventory: states, themes, items, code lists, indicators and uses, from the csv files here."""

from impt_analysis.codebook.speaking import in_language
from impt_analysis.codebook.translation import codebook_in
from impt_analysis.codebook.vocabulary import Codebook, shipped_codebook

__all__ = ["Codebook", "codebook_in", "in_language", "shipped_codebook"]
