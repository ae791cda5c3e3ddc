"""Exports as values: what is asked for, and the text of each cell. Knows people, filters and how cells are made safe.

Begin with `request.py`.
"""
