"""Folders that are whole or absent: a complete sibling is written, then takes the place of the old folder."""

from impt_analysis.whole_folders.replacing import recover_folder, write_whole_folder

__all__ = ["recover_folder", "write_whole_folder"]
