"""Bytes to cells and back: what an Excel workbook holds, and where."""
