"""Exports of people to files. Stands on storage and `tabular`, which writes the formats.

Begin with `exporting.py`.
"""
